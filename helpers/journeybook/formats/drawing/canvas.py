"""From marks to a PDF: lines and letters, no pixels, with the fonts inside."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from ...fonts import Typeface
from ...lettering import FAMILY, Lettering, in_order
from .curve import emotion_y
from .marks import FEELING, Look, Mark, Path, Rect, Spot, Text, extent
from .palette import LIGHT, colours
from .svg import FEELING_STOPS

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.drawing import PaintedPath
    from fpdf.drawing_primitives import Transform

_COLOURS = colours(LIGHT)
_LONGEST = 2_000
"""Characters of one line that are looked at; a line of a picture has far fewer."""

_BOLD = 550
"""Weight from which on letters are bold."""


class Canvas:
    """A PDF that marks are drawn into; its lengths are points.

    Parameters
    ----------
    typeface : Typeface
        A font with the letters that are needed; what it lacks is borrowed from others where there are any.
    title : str
        What it is.
    lang : {"zh", "en"}
        Its language.
    """

    def __init__(self, typeface: Typeface, title: str, lang: str) -> None:
        from fpdf import FPDF

        self._pdf: FPDF = FPDF(unit="pt")
        self._pdf.set_auto_page_break(False)
        self._pdf.c_margin = 0
        self._letters = Lettering(self._pdf, typeface)
        self._pdf.set_title(self._letters.printable(title, _LONGEST))
        self._pdf.set_creator("Journeybook")
        self._pdf.set_lang("zh-CN" if lang == "zh" else "en")

    @property
    def left_out(self) -> str:
        """Return the characters that no font on this computer has."""
        return self._letters.left_out

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return int(self._pdf.pages_count)

    def add_page(self, width: float, height: float) -> None:
        """Begin a page."""
        sides = sorted((width, height))
        self._pdf.add_page("L" if width > height else "P", format=(sides[0], sides[1]))

    def finish(self) -> bytes:
        """Return the file."""
        return bytes(self._pdf.output())

    def draw(
        self, marks: Iterable[Mark], scale: float, x: float, y: float, between: tuple[float, float] | None = None
    ) -> None:
        """Draw marks `scale` times as large with their origin at (x, y); `between` cuts off what is above and below."""
        if between is None:
            for mark in marks:
                self._mark(mark, scale, x, y)
            return
        top, bottom = between
        with self._pdf.local_context(), self._pdf.rect_clip(0, y + top * scale, self._pdf.w, (bottom - top) * scale):
            for mark in marks:
                low, high = extent(mark)
                if low < bottom and high > top:
                    self._mark(mark, scale, x, y)

    def write(self, text: str, x: float, y: float, width: float, size: float, *, right: bool = False) -> None:
        """Write a quiet line whose letters stand at `y`, cut where it is longer than `width`."""
        shown = self._letters.printable(text, _LONGEST)
        while shown and self._letters.width(shown, size) > width:
            shown = shown[:-2].rstrip() + "…" if len(shown) > 2 else ""
        self._letters_at(shown, x, y, size, False, "muted", width if right else 0, "R" if right else "L")

    def _mark(self, mark: Mark, scale: float, x: float, y: float) -> None:
        match mark:
            case Text():
                for i, words in enumerate(mark.lines):
                    shown = self._letters.printable(words, _LONGEST)
                    left, stand = x + mark.x * scale, y + (mark.y + i * mark.step) * scale
                    width = self._letters.width(shown, mark.size * scale, bold=mark.weight > _BOLD)
                    left -= width / 2 if mark.middle else 0
                    self._letters_at(shown, left, stand, mark.size * scale, mark.weight > _BOLD, mark.fill)
            case Rect():
                from fpdf.drawing import PaintedPath

                path = PaintedPath()
                radius = min(mark.radius, mark.width / 2, mark.height / 2) * scale
                box = (x + mark.x * scale, y + mark.y * scale, mark.width * scale, mark.height * scale)
                path.rectangle(*box, radius, radius)
                self._paint(path, mark.look, scale)
            case Path():
                self._path(mark, scale, x, y)
            case Spot():
                pass

    def _path(self, mark: Path, scale: float, x: float, y: float) -> None:
        from fpdf.drawing import PaintedPath
        from fpdf.drawing_primitives import Transform

        path = PaintedPath()
        path.style.auto_close = False
        for item in _items(mark.d):
            path.add_path_element(item, False)
        size = mark.scale * scale
        moved = Transform.scaling(size).translate(x + mark.x * scale, y + mark.y * scale)
        path.transform = moved
        self._paint(path, mark.look, 1, moved)

    def _paint(self, path: PaintedPath, look: Look, scale: float, moved: Transform | None = None) -> None:
        style = path.style
        style.fill_color = _colour(look.fill, moved) if look.fill else None
        style.stroke_color = _colour(look.stroke, moved) if look.stroke else None
        if look.stroke:
            style.stroke_width = look.width * scale
            style.stroke_join_style = "round"
            style.stroke_cap_style = "round" if look.round or not look.dash else "butt"
            if look.dash:
                style.stroke_dash_pattern = [float(part) * scale for part in look.dash.split()]
        if look.opacity != 1:
            style.fill_opacity = style.stroke_opacity = look.opacity
        with self._pdf.drawing_context() as context:
            context.add_item(path, False)

    def _letters_at(
        self, shown: str, x: float, y: float, size: float, bold: bool, colour: str, width: float = 0, align: str = "L"
    ) -> None:
        if not shown:
            return
        pdf = self._pdf
        pdf.set_font(FAMILY, "B" if bold else "", size)
        code = _COLOURS[colour]
        pdf.set_text_color(int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16))
        # A cell of the letters' height has their foot at 0.8 of it.
        pdf.set_xy(x, y - 0.8 * size)
        pdf.cell(width or pdf.w, size, in_order(shown), align=align)


@cache
def _items(d: str) -> tuple[Any, ...]:
    """Return the parts of an SVG path."""
    from fpdf.drawing import PaintedPath
    from fpdf.svg import svg_path_converter

    path = PaintedPath()
    svg_path_converter(path, d)
    return tuple(path._root_graphics_context.path_items)


def _colour(name: str, moved: Transform | None) -> Any:
    if name != FEELING:
        return _COLOURS[name]
    from fpdf.drawing import GradientPaint
    from fpdf.pattern import LinearGradient

    stops = [_COLOURS[colour] for _, colour in FEELING_STOPS]
    bounds = [at for at, _ in FEELING_STOPS[1:-1]]
    gradient = LinearGradient(
        *(0, emotion_y(2), 0, emotion_y(-2)), colors=stops, bounds=bounds, extend_before=True, extend_after=True
    )
    return GradientPaint(gradient, gradient_transform=moved)
