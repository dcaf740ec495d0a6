"""QR codes as a page draws them."""

from __future__ import annotations

import re

import pytest
import segno

from journeybook.debrief.qr import LONGEST, drawn


@pytest.mark.parametrize("text", ["x", "http://192.168.1.20:8000/#code=K7PQ-3XM4", "组" * 20, "a" * LONGEST])
def test_the_path_covers_the_dark_modules(text: str) -> None:
    """Is each dark module of the code under the path once, and no other?"""
    code = drawn(text)
    dark = []
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code["path"]):
        dark += [(int(x) + step, int(y)) for step in range(int(width))]
    matrix = segno.make_qr(text, error="m").matrix
    assert code["size"] == len(matrix)
    assert sorted(dark) == sorted((x, y) for y, row in enumerate(matrix) for x, dot in enumerate(row) if dot)


def test_a_text_cannot_get_into_the_path() -> None:
    """Is there nothing in the data but numbers and the letters of a path, whatever the text?"""
    assert re.fullmatch(r"[Mhvz0-9 -]+", drawn('"/><script>alert(1)</script>')["path"])
