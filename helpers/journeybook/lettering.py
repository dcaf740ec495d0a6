"""Letters in a PDF: the fonts it carries, what of a person's text can be printed, and how wide that is.

Text comes from anywhere, so it may hold what steers a program, what no font has and what is written from the right.
Nothing of it may break the page: what cannot be printed is left out and remembered.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from .fonts import Typeface, for_characters
from .i18n import language

if TYPE_CHECKING:
    from fpdf import FPDF

FAMILY = "text"
"""Name under which the typeface stands in the PDF."""

_NARROW = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "·": "-"})
"""Signs that a Chinese font draws as wide as a character, and what stands for them in other text."""

_MEASURED = 100.0
"""Font size at which pieces of text are measured once for all sizes."""


class Lettering:
    """The fonts of one PDF.

    Parameters
    ----------
    pdf : FPDF
        The PDF; both faces of the typeface are put into it.
    typeface : Typeface
        A font with Chinese characters. For others, such as those of another script, a font of this computer is
        borrowed where there is one.

    Attributes
    ----------
    left_out : str
        Characters that no font on this computer has, each once.
    """

    def __init__(self, pdf: FPDF, typeface: Typeface) -> None:
        self._pdf = pdf
        for style, face in (("", typeface.regular), ("B", typeface.bold)):
            pdf.add_font(FAMILY, style, face.path, collection_font_number=face.index)
        self._others: dict[str, bool] = {}
        self._borrowed: list[str] = []
        self._widths: dict[tuple[str, bool], float] = {}
        self.left_out = ""

    def printable(self, text: str, longest: int) -> str:
        """Return the first `longest` characters on one line, without what steers a program and what no font has."""
        plain = " ".join(text[:longest].split())
        if language() != "zh":
            plain = plain.translate(_NARROW)
        return "".join(
            character
            for character in unicodedata.normalize("NFC", plain)
            # Variation selectors say how the character before them looks, and are none themselves.
            if not unicodedata.category(character).startswith("C")
            and not "\ufe00" <= character <= "\ufe0f"
            and self._has(character)
        ).strip()

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return how wide a printable text is at a font size, in the PDF's unit."""
        key = (text, bold)
        if key not in self._widths:
            self._pdf.set_font(FAMILY, "B" if bold else "", _MEASURED)
            self._widths[key] = self._pdf.get_string_width(text) / _MEASURED
        return self._widths[key] * size

    def _has(self, character: str) -> bool:
        if self._in_font(FAMILY, character):
            return True
        if character not in self._others:
            self._others[character] = self._borrow(character)
            if not self._others[character]:
                self.left_out += character
        return self._others[character]

    def _in_font(self, name: str, character: str) -> bool:
        # Only the fonts that every PDF reader has come without such a list, and none of those is used.
        return ord(character) in getattr(self._pdf.fonts[name], "cmap", ())

    def _borrow(self, character: str) -> bool:
        """Add a font that has `character`, if this computer has one."""
        if any(self._in_font(name, character) for name in self._borrowed):
            return True
        file = for_characters(character)
        if file is None:
            return False
        name = f"borrowed{len(self._borrowed)}"
        for style in ("", "B"):
            self._pdf.add_font(name, style, file.path, collection_font_number=file.index)
        self._borrowed.append(name)
        self._pdf.set_fallback_fonts(self._borrowed, exact_match=False)
        return True


def in_order(text: str) -> str:
    """Return `text` in the order in which it is drawn: what is written from the right, from the right."""
    if text.isascii() or not any(unicodedata.bidirectional(character) in {"R", "AL", "AN"} for character in text):
        return text
    from fpdf.bidi import BidiParagraph

    return str(BidiParagraph(text).get_reordered_string())
