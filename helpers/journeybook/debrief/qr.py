"""QR codes as plain data, for a page to draw."""

from __future__ import annotations

from typing import Any

import segno

LONGEST = 300
"""How many characters a text may have: an address, not a letter."""


def drawn(text: str) -> dict[str, Any]:
    """Return a text's QR code.

    Parameters
    ----------
    text : str
        What a camera reads, at most `LONGEST` characters.

    Returns
    -------
    dict
        ``size`` (modules along a side, without the quiet zone) and ``path`` (an SVG path over the dark ones, each
        1 by 1).

    Examples
    --------
    >>> drawn("http://192.168.1.20:8000/")["size"]
    25
    >>> drawn("http://192.168.1.20:8000/")["path"][:15]
    'M0 0h7v1h-7zM9 '
    """
    code = segno.make_qr(text, error="m")
    path = "".join(
        f"M{start} {y}h{end - start}v1h-{end - start}z"
        for y, row in enumerate(code.matrix)
        for start, end in _runs(bytes(row))
    )
    return {"size": len(code.matrix), "path": path}


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Return where the dark modules of a row begin and end."""
    edges = [x for x in range(len(row) + 1) if (row[x - 1 : x] or b"\0") != (row[x : x + 1] or b"\0")]
    return list(zip(edges[::2], edges[1::2], strict=True))
