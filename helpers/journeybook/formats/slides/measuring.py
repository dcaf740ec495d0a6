"""How wide a text is and where its lines end, by the metrics of fonts on this computer.

Slides name fonts that are on nearly every computer (see :mod:`.theme`). Where those are here they are measured, else
others that run wider; and where there is none, a generous estimate stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ... import fonts
from ...errors import WorkbookError
from ..drawing.wrap import width_of as estimate
from ..drawing.wrap import wrap
from .words import Run, Words, plain, slice_of

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

LINE = 1.3
"""Distance from line to line in font sizes; given exactly, so that it hangs on no font."""

_SAFETY = 0.97
"""Of a frame's width so much is filled: programs round widths and kern in ways of their own."""

_SIZE = 200


@lru_cache(maxsize=1)
def _faces() -> tuple[tuple[FreeTypeFont, ...], tuple[FreeTypeFont, ...]]:
    """Return the regular and the bold faces to measure: a Latin one first, then a Chinese one."""
    from PIL import ImageFont

    found = []
    for look in (fonts.latin, fonts.chinese):
        try:
            family = look()
        except WorkbookError:
            continue
        if family is not None:
            found.append(family)
    faces = []
    for style in ("regular", "bold"):
        files = [getattr(family, style) for family in found]
        faces.append(tuple(ImageFont.truetype(str(file.path), _SIZE, file.index) for file in files))
    return faces[0], faces[1]


@lru_cache(maxsize=20_000)
def _em(letter: str, bold: bool) -> float:
    faces = _faces()[bold]
    guess = estimate(letter, 1, 700 if bold else 400)
    # What no face has is drawn by another font: its width is the estimate's, too.
    measured = [face.getlength(letter) / _SIZE for face in faces[: 1 if ord(letter) < 0x2000 else 2]]
    if len(faces) < 2 or ord(letter) > 0xFFFF:
        measured.append(guess)
    return max(measured) if ord(letter) >= 0x2000 else (measured[0] if measured else guess)


def width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide a line of text is, in points."""
    return size * sum(_em(letter, bold) for letter in text)


def lines(said: Words, room: float, size: float) -> list[str]:
    """Return the lines that words fill in a frame `room` points wide."""
    text = plain(said)
    bold = any(run.bold for run in said)
    # Bold letters are wider; a text that is bold in part is measured as if it were all bold.
    return list(wrap(text, room * _SAFETY, lambda part: width(part, size, bold)))


def height(said: Words, room: float, size: float) -> float:
    """Return how high words stand in a frame `room` points wide."""
    return len(lines(said, room, size)) * size * LINE


def fitting(said: Words, room: float, most: float, sizes: Sequence[float]) -> float:
    """Return the first of `sizes` at which words are no higher than `most` points; else the last."""
    return next((size for size in sizes if height(said, room, size) <= most), sizes[-1])


def shortened(said: Words, room: float, most: float, size: float) -> Words:
    """Return words that fit, the rest of them an ellipsis; the notes hold the whole."""
    if height(said, room, size) <= most:
        return said
    low, high = 0, len(plain(said))
    while low < high:
        middle = (low + high + 1) // 2
        fits = height((*slice_of(said, 0, middle), Run("…")), room, size) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return (*slice_of(said, 0, low), Run("…"))


def parts(said: Words, room: float, most: float, size: float) -> list[Words]:
    """Return words cut into pieces of which none is higher than `most` points."""
    found, rest = [], said
    while height(rest, room, size) > most:
        low, high = 1, len(plain(rest))
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if height(slice_of(rest, 0, middle), room, size) <= most else (low, middle - 1)
        found.append(slice_of(rest, 0, low))
        rest = slice_of(rest, low, len(plain(rest)))
    return [*found, rest]
