"""Sheets to print: pages with text, lines, icons and faces on them, at any size of paper.

Lengths are millimetres on the paper that a sheet is designed for; a larger or smaller paper scales all of them, the
letters too. Every colour is dark or pale enough to be told apart on a black-and-white printer, and none alone says
anything: feelings have faces, severities numbers.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from ..fonts import Typeface
from ..formats.drawing import glyphs
from ..formats.drawing.marks import tone
from ..formats.drawing.palette import LIGHT, colours
from ..formats.drawing.wrap import wrap
from ..i18n import language
from ..lettering import FAMILY, Lettering, in_order
from .files import MAKER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fpdf import FPDF

MM = 25.4 / 72
"""Millimetres in a point, the unit of font sizes."""

LEADING = 1.32
"""Distance of lines, in font sizes."""

LONGEST = 600
"""Characters of a person's text that are looked at."""

SMALLEST = 6.0
"""Letters become no smaller than this many points; what still does not fit is cut."""

INK, QUIET, LINE = "text", "muted", "line-strong"
"""Colours for what is read first, what explains, and what is written upon."""

Align = Literal["L", "C", "R"]

_COLOURS = colours(LIGHT)


class Sheets:
    """A PDF of sheets.

    Parameters
    ----------
    typeface : Typeface
        A font with Chinese characters.
    title : str
        What it is.
    """

    def __init__(self, typeface: Typeface, title: str) -> None:
        from fpdf import FPDF

        self._pdf: FPDF = FPDF(unit="mm")
        self._pdf.set_auto_page_break(False)
        self._pdf.c_margin = 0
        self._letters = Lettering(self._pdf, typeface)
        self._scale = 1.0
        self._pdf.set_title(self._letters.printable(title, LONGEST))
        self._pdf.set_creator(MAKER)
        self._pdf.set_lang("zh-CN" if language() == "zh" else "en")

    @property
    def left_out(self) -> str:
        """Return the characters that no font on this computer has."""
        return self._letters.left_out

    @property
    def pages(self) -> int:
        """Return how many sheets there are."""
        return int(self._pdf.pages_count)

    def add(self, width: float, height: float, scale: float = 1.0) -> None:
        """Begin a sheet of `width` by `height`, printed `scale` times as large."""
        self._scale = scale
        # The format is that of the paper held upright.
        sides = sorted((round(width * scale, 2), round(height * scale, 2)))
        self._pdf.add_page("L" if width > height else "P", format=(sides[0], sides[1]))

    def finish(self) -> bytes:
        """Return the file."""
        return bytes(self._pdf.output())

    # Text -------------------------------------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
        align: Align = "L",
    ) -> float:
        """Write one line below `y`, in smaller letters where it is too long, then cut; return how wide it became."""
        shown = self._letters.printable(text, LONGEST)
        room = width / MM
        wanted = self._width(shown, size, bold)
        if wanted > room:
            size = max(size * room / wanted * 0.99, min(size, SMALLEST))
            shown = self._cut(shown, room, size, bold)
            wanted = self._width(shown, size, bold)
        self._line(x, y, width, shown, size, bold, colour, align)
        return wanted * MM

    def paragraph(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
        align: Align = "L",
    ) -> float:
        """Write lines into a box, in smaller letters where they are too many, then cut; return how high they are."""
        shown = self._letters.printable(text, LONGEST)
        room = width / MM
        lines, most = self._broken(shown, room, height, size, bold)
        while len(lines) > most and size > SMALLEST:
            size = max(size - 0.5, SMALLEST)
            lines, most = self._broken(shown, room, height, size, bold)
        if len(lines) > most:
            lines = (*lines[: most - 1], self._cut(f"{lines[most - 1]}{lines[most]}", room, size, bold, more=True))
        for number, line in enumerate(lines):
            self._line(x, y + number * size * LEADING * MM, width, line, size, bold, colour, align)
        return len(lines) * size * LEADING * MM

    def _broken(self, shown: str, room: float, height: float, size: float, bold: bool) -> tuple[tuple[str, ...], int]:
        """Return a text in lines, and how many of them have room."""
        most = max(1, int((height / MM / size + LEADING - 1.2) / LEADING))
        return wrap(shown, room, lambda part: self._width(part, size, bold)) if shown else (), most

    def lines_of(self, text: str, width: float, size: float, *, bold: bool = False) -> int:
        """Return how many lines a text takes that is `width` wide."""
        shown = self._letters.printable(text, LONGEST)
        return len(self._broken(shown, width / MM, 0, size, bold)[0])

    def width_of(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return how wide a line is, in millimetres."""
        return self._width(self._letters.printable(text, LONGEST), size, bold) * MM

    def _width(self, shown: str, size: float, bold: bool) -> float:
        """Return how wide printable text is, in points."""
        return self._letters.width(shown, size, bold=bold) / MM

    def _cut(self, shown: str, room: float, size: float, bold: bool, *, more: bool = False) -> str:
        if not more and self._width(shown, size, bold) <= room:
            return shown
        dots = "…" if language() == "zh" else "..."
        while shown and self._width(f"{shown}{dots}", size, bold) > room:
            shown = shown[:-1]
        return f"{shown.rstrip()}{dots}"

    def _line(
        self, x: float, y: float, width: float, shown: str, size: float, bold: bool, colour: str, align: Align
    ) -> None:
        pdf, scale = self._pdf, self._scale
        pdf.set_font(FAMILY, "B" if bold else "", size * scale)
        pdf.set_text_color(*_rgb(colour))
        pdf.set_xy(x * scale, y * scale)
        pdf.cell(width * scale, size * 1.2 * MM * scale, in_order(shown), align=align)

    # Shapes -----------------------------------------------------------------------------------------------------------

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, *, colour: str = LINE, width: float = 0.2, dots: bool = False
    ) -> None:
        """Draw a line, dotted if that is wanted."""
        scale = self._scale
        with self._pen(colour, width, dots):
            self._pdf.line(x1 * scale, y1 * scale, x2 * scale, y2 * scale)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        edge: str = "",
        pen: float = 0.2,
        radius: float = 0,
        dots: bool = False,
    ) -> None:
        """Draw a box, filled, edged or both."""
        scale = self._scale
        if fill:
            self._pdf.set_fill_color(*_rgb(fill))
        style = ("D" if edge else "") + ("F" if fill else "")
        with self._pen(edge or LINE, pen, dots):
            corners, corner = radius > 0, radius * scale
            self._pdf.rect(x * scale, y * scale, width * scale, height * scale, style, corners, corner)

    def disc(self, x: float, y: float, radius: float, *, fill: str = "", edge: str = LINE, pen: float = 0.2) -> None:
        """Draw a circle around (x, y)."""
        scale = self._scale
        if fill:
            self._pdf.set_fill_color(*_rgb(fill))
        with self._pen(edge, pen, False):
            self._pdf.circle(x * scale, y * scale, radius * scale, style="DF" if fill else "D")

    @contextmanager
    def _pen(self, colour: str, width: float, dots: bool) -> Iterator[None]:
        pdf, scale = self._pdf, self._scale
        pdf.set_draw_color(*_rgb(colour))
        pdf.set_line_width(width * scale)
        if dots:
            # The ends of dashes stand out by half the pen's width on both sides.
            dash, gap = (0.4, 1.1) if width <= 0.5 else (0.1, 2.2 * width)
            pdf.set_dash_pattern(dash * scale, gap * scale)
        try:
            yield
        finally:
            if dots:
                pdf.set_dash_pattern()

    # Pictures ---------------------------------------------------------------------------------------------------------

    def icon(self, name: str, x: float, y: float, size: float, colour: str = INK) -> None:
        """Draw one of the board's small pictures."""
        self._picture(_svg(glyphs.PATHS[name], colour), x, y, size)

    def face(self, emotion: int, x: float, y: float, size: float, *, colour: str = "") -> None:
        """Draw a face that feels an emotion."""
        path = f"{glyphs.RING}{glyphs.EYES}{glyphs.MOUTHS[emotion]}"
        self._picture(_svg(path, colour or f"{tone(emotion)}-text"), x, y, size)

    def star(self, x: float, y: float, size: float, *, filled: bool = False) -> None:
        """Draw the star of a moment of truth, or its outline to fill in."""
        self._picture(_svg(glyphs.STAR, "gold" if filled else LINE, fill="gold" if filled else "none"), x, y, size)

    def _picture(self, svg: bytes, x: float, y: float, size: float) -> None:
        self.drawing(svg, x, y, size, size)

    def drawing(self, svg: bytes, x: float, y: float, width: float, height: float) -> None:
        """Draw an SVG picture of our own making, without text in it."""
        scale = self._scale
        self._pdf.image(BytesIO(svg), x * scale, y * scale, width * scale, height * scale)


def _rgb(colour: str) -> tuple[int, int, int]:
    """Return a colour of the board's by its name, or one that is written ``#rrggbb``."""
    code = colour if colour.startswith("#") else _COLOURS[colour]
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


@cache
def _svg(path: str, colour: str, fill: str = "none") -> bytes:
    stroke = f'stroke="{_COLOURS[colour]}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"'
    inside = fill if fill == "none" else _COLOURS[fill]
    field = f'viewBox="0 0 {glyphs.FIELD} {glyphs.FIELD}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {field}><path d="{path}" fill="{inside}" {stroke}/></svg>'.encode()
