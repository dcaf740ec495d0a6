"""The report as a PDF: the pages of the slides, drawn anew, with the teams' maps as whole pictures."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ...fonts import Typeface
from ...formats.drawing import svg
from ...formats.drawing.marks import Mark, Spot, Text
from ...formats.drawing.table import Scene, sheet_scene
from ...formats.slides import measuring
from ...formats.slides.theme import COLOURS, FOOT_TOP, HEIGHT, LEFT, ROOM, TITLE_HEIGHT, TITLE_TOP, WIDTH
from ...i18n import language, t
from ...kit.sheets import MM, Align, Sheets
from ...model import JourneyMap
from .canvas import Cell, Curve, Point, fitted

_CELL = (8.0, 4.0)
_LINE = 1.32
_TITLE_SIZES = (30, 26, 22, 18)
_MAP_WIDTHS = (1200, 1600, 2000, 2400)
_FEELING = "feeling"


class Paper:
    """A PDF that grows page by page; a :class:`.Canvas`.

    Parameters
    ----------
    typeface : Typeface
        A font with Chinese characters.
    name : str
        What it is called in its properties, and in small at the foot of each page.
    """

    def __init__(self, typeface: Typeface, name: str) -> None:
        self._sheets = Sheets(typeface, name)
        self._name = name

    def finish(self) -> bytes:
        """Return the file; what no font of this computer has is told at the end of its last page."""
        if self._sheets.left_out:
            codes = " ".join(f"U+{ord(character):04X}" for character in self._sheets.left_out[:20])
            said = t("debriefreport.left_out", codes=codes)
            self.text(LEFT, FOOT_TOP - 20, ROOM, 16, said, (11, 9), colour="muted")
        return self._sheets.finish()

    def cover(self, heading: str, kicker: str, lines: Sequence[str]) -> None:
        """Begin with a page that says what this is."""
        self._page()
        self._sheets.box(0, 0, WIDTH * MM, HEIGHT * MM, fill=_colour("night"))
        self._sheets.box(LEFT * MM, 128 * MM, 64 * MM, 5 * MM, fill="gold")
        self.text(LEFT, 150, ROOM, 120, heading, (50, 42, 34), bold=True, colour="surface", middle=True)
        self.text(LEFT, 284, ROOM, 64, kicker, (26, 22, 18), colour="night-soft")
        for number, line in enumerate(lines):
            self.text(LEFT, 366 + 32 * number, ROOM, 28, line, (18, 16), colour="night-soft")

    def begin(self, heading: str) -> None:
        """Begin a page with its title and number."""
        self._page()
        self._sheets.box(0, 0, 12 * MM, HEIGHT * MM, fill="accent")
        height = TITLE_HEIGHT - 20
        self.text(LEFT, TITLE_TOP - 4, ROOM, height, heading, _TITLE_SIZES, bold=True, middle=True)
        self.text(LEFT, FOOT_TOP, ROOM - 80, 18, self._name, (12,), colour="muted")
        self._write(WIDTH - LEFT - 60, FOOT_TOP, 60, 18, f"{self._sheets.pages}", 12, "muted", align="R")

    def _page(self) -> None:
        self._sheets.add(WIDTH * MM, HEIGHT * MM)

    def text(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        said: str,
        sizes: Sequence[float],
        *,
        bold: bool = False,
        colour: str = "text",
        centre: bool = False,
        middle: bool = False,
    ) -> None:
        """Write into a box, in the first of `sizes` at which all of it fits."""
        shown, size = fitted(said, width, height, sizes, bold=bold)
        align: Align = "C" if centre else "L"
        self._write(x, y, width, height, shown, size, colour, bold=bold, align=align, middle=middle)

    def _write(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        said: str,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        align: Align = "L",
        middle: bool = False,
    ) -> None:
        if middle:
            lines = self._sheets.lines_of(said, width * MM, size, bold=bold)
            y += max(0.0, (height - (lines - 1) * size * _LINE - size * 1.2) / 2)
        self._sheets.paragraph(
            x * MM, y * MM, width * MM, height * MM, said, size, bold=bold, colour=_colour(colour), align=align
        )

    def panel(
        self, x: float, y: float, width: float, height: float, fill: str, *, edge: str = "", radius: float = 10.0
    ) -> None:
        """Draw a box with round corners."""
        line = _colour(edge) if edge else ""
        corner = min(radius, width / 2, height / 2) * MM
        self._sheets.box(x * MM, y * MM, width * MM, height * MM, fill=_colour(fill), edge=line, pen=0.3, radius=corner)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """Draw a filled circle."""
        self._sheets.disc(x * MM, y * MM, radius * MM, fill=_colour(fill), edge=_colour(fill), pen=0.1)

    def star(self, x: float, y: float, size: float) -> None:
        """Draw the star of a moment of truth."""
        self._sheets.star(x * MM, y * MM, size * MM, filled=True)

    def path(self, points: Sequence[Point], colour: str, width: float, *, dotted: bool = False) -> None:
        """Draw a line through points."""
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            paint, pen = _colour(colour), width * MM
            self._sheets.rule(x1 * MM, y1 * MM, x2 * MM, y2 * MM, colour=paint, width=pen, dots=dotted)

    def table(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        heights: Sequence[float],
        rows: Sequence[Sequence[Cell]],
        size: float,
    ) -> None:
        """Draw a table."""
        sizes = tuple(one for one in (size, size - 1, size - 2, size - 3, size - 4) if one >= 10) or (size,)
        top = y
        for down, (row, height) in enumerate(zip(rows, heights, strict=True)):
            left = x
            for cell, width in zip(row, widths, strict=True):
                fill = cell.fill or ("accent-tile" if down == 0 else "sunken" if down % 2 == 0 else "surface")
                self._sheets.box(left * MM, top * MM, width * MM, height * MM, fill=_colour(fill))
                self.text(
                    left + _CELL[0], top + _CELL[1], width - 2 * _CELL[0], height - 2 * _CELL[1], cell.text, sizes,
                    bold=cell.bold, colour="accent-text" if down == 0 else "text", centre=cell.centre, middle=True,
                )  # fmt: skip
                left += width
            self.path([(x, top + height), (left, top + height)], "line", 0.75)
            top += height

    def curves(
        self, x: float, y: float, width: float, height: float, stages: Sequence[str], curves: Sequence[Curve]
    ) -> None:
        """Draw curves of emotions over stages, with a legend below."""
        legend = self._legend(x, y + height, width, [curve for curve in curves if not curve.faint])
        left, room = x + 36, width - 36
        top, high = y + 8, height - legend - 44

        # Equal curves stand a little aside of each other, as on the trainer's page.
        told = [curve for curve in curves if not (curve.dotted or curve.faint)]
        asides = {
            id(curve): (number - (len(told) - 1) / 2) * min(6, 40 / len(told)) for number, curve in enumerate(told)
        }

        def at(place: int, value: float, aside: float = 0.0) -> Point:
            return left + (place + 0.5) * room / len(stages) + aside, top + (2 - max(-2.0, min(2.0, value))) / 4 * high

        for level, sign in ((2, "+2"), (1, "+1"), (0, "0"), (-1, "−1"), (-2, "−2")):
            down = at(0, level)[1]
            self.path([(left, down), (left + room, down)], "line-strong" if level == 0 else "line", 0.75)
            self._write(x, down - 9, 28, 18, sign, 13, "muted", align="R")
        for curve in curves:
            pen = 4.5 if curve.dotted else 1.25 if curve.faint else 2.5
            run: list[Point] = []
            for place, value in enumerate([*curve.values, None]):
                if value is not None:
                    run.append(at(place, value, asides.get(id(curve), 0.0)))
                    continue
                self.path(run, curve.colour, pen, dotted=curve.dotted)
                if not (curve.dotted or curve.faint):
                    for across, down in run:
                        self.disc(across, down, 4, curve.colour)
                run = []
        step = room / len(stages)
        for place, stage in enumerate(stages):
            self.text(left + place * step + 3, top + high + 8, step - 6, 34, stage, (14, 12, 11), centre=True)

    def _legend(self, x: float, foot: float, width: float, curves: Sequence[Curve]) -> float:
        """Draw a legend that ends at `foot`; return how high it is."""
        places: list[tuple[float, int, float]] = []
        across, row = 0.0, 0
        for curve in curves:
            room = min(measuring.width(" ".join(curve.name.split()), 13) * 1.05 + 4, 260.0)
            if across and across + room + 40 > width:
                across, row = 0.0, row + 1
            places.append((across, row, room))
            across += room + 52
        height = 20.0 * (row + 1)
        for curve, (across, row, room) in zip(curves, places, strict=True):
            y = foot - height + row * 20
            self.path([(x + across, y + 9), (x + across + 28, y + 9)], curve.colour, 3, dotted=curve.dotted)
            self.text(x + across + 34, y, room, 18, curve.name, (13,))
        return height

    def bars(
        self, x: float, y: float, width: float, height: float, axis: str, values: Sequence[tuple[str, int]]
    ) -> None:
        """Draw lying bars with their names and numbers."""
        most = max((count for _, count in values), default=0) or 1
        step = min(46.0, (height - 24) / max(1, len(values)))
        names, room = width * 0.42, width * 0.5
        for number, (name, count) in enumerate(values):
            top = y + number * step
            self.text(x, top, names - 14, step - 2, name, (15, 14, 13, 12, 11), middle=True)
            if count:
                self._sheets.box(
                    (x + names) * MM, (top + step * 0.2) * MM, room * count / most * MM, step * 0.6 * MM, fill="#0072b2"
                )
            end = x + names + room * count / most + 8
            self.text(end, top, 60, step - 2, f"{count}", (15, 13), bold=True, middle=True)
        self.path([(x + names, y - 2), (x + names, y + step * len(values))], "line-strong", 1)
        self.text(x + names, y + step * len(values) + 4, room, 20, axis, (13,), colour="muted")

    def journey(self, heading: str, journey: JourneyMap) -> None:
        """Draw a team's map as the board's whole picture, on one page."""
        self.begin(heading)
        top = TITLE_TOP + TITLE_HEIGHT - 24

        def scale_of(scene: Scene) -> float:
            return min(ROOM / scene.width, (FOOT_TOP - 8 - top) / scene.height)

        # The wider a map is laid out, the fewer lines its texts take.
        scene = max((sheet_scene(journey, width, language()) for width in _MAP_WIDTHS), key=scale_of)
        scale = scale_of(scene)
        width, height = scene.width * scale, scene.height * scale
        left = LEFT + (ROOM - width) / 2
        shapes = [mark for mark in scene.marks if not isinstance(mark, Text | Spot)]
        self._sheets.drawing(_svg(shapes, scene.width, scene.height), left * MM, top * MM, width * MM, height * MM)
        for mark in scene.marks:
            if isinstance(mark, Text):
                self._lines(mark, left, top, scale)

    def _lines(self, mark: Text, left: float, top: float, scale: float) -> None:
        size = mark.size * scale
        for number, line in enumerate(mark.lines):
            x, y = left + mark.x * scale, top + (mark.y + number * mark.step) * scale - 0.95 * size
            room = self._sheets.width_of(line, size, bold=mark.weight > 500) / MM + 1
            start = x - room / 2 if mark.middle else x
            self._sheets.text(
                start * MM, y * MM, room * MM, line, size, bold=mark.weight > 500, colour=mark.fill,
                align="C" if mark.middle else "L",
            )  # fmt: skip


def _svg(marks: Sequence[Mark], width: float, height: float) -> bytes:
    """Return shapes without any of a person's text as a picture."""
    body = "".join(svg.element(mark, _FEELING) for mark in marks)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}"'
    return f'{head} viewBox="0 0 {width:g} {height:g}">{svg.feeling(_FEELING)}{body}</svg>'.encode()


def _colour(name: str) -> str:
    """Return a colour as sheets take it: the board's name, or with the sign of a number before its digits."""
    return f"#{COLOURS[name]}" if name in COLOURS else f"#{name}"
