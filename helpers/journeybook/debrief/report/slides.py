"""The report as slides: texts, tables and charts are PowerPoint's own, so that they can be edited."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from ...formats.slides.pptxfile import (
    Deck,
    Said,
    describe,
    new_deck,
    panel,
    slide_number,
    style,
    text_box,
    title,
    write,
)
from ...formats.slides.theme import COLOURS, FOOT_TOP, HEIGHT, LEFT, ROOM, TITLE_HEIGHT, TITLE_TOP, WIDTH
from ...formats.slides.words import clean, words
from ...i18n import t
from ...kit.slides import chartdrawing, mapdrawing
from ...kit.slides.chartdrawing import harmless
from ...model import JourneyMap
from .canvas import Cell, Curve, Point, fitted

_TITLE_SIZES = (30, 26, 22, 18)
_CELL = (8.0, 4.0)


class Slides:
    """A presentation that grows page by page; a :class:`.Canvas`.

    Parameters
    ----------
    name : str
        What it is called in its properties, and in small at the foot of each slide.
    """

    def __init__(self, name: str) -> None:
        self._deck: Deck = new_deck()
        self._name = name
        self._slide: Any = None
        properties = self._deck.presentation.core_properties
        properties.title, properties.author, properties.last_modified_by = clean(name)[:255], "Journeybook", ""

    def finish(self) -> bytes:
        """Return the file."""
        stream = io.BytesIO()
        self._deck.presentation.save(stream)
        return stream.getvalue()

    def cover(self, heading: str, kicker: str, lines: Sequence[str]) -> None:
        """Begin with a page that says what this is."""
        self._slide = slide = self._deck.cover()
        said, size = fitted(heading, ROOM, 120, (50, 42, 34), bold=True)
        title(slide, words(said, bold=True), LEFT, 150, ROOM, 120, size, "surface")
        panel(slide, LEFT, 128, 64, 5, "gold", form="RECTANGLE")
        about, size = fitted(kicker, ROOM, 64, (26, 22, 18))
        text_box(slide, LEFT, 284, ROOM, 64, [Said(words(about), size, "night-soft")])
        rows = [Said(words(line), 18, "night-soft", after=6) for line in lines]
        text_box(slide, LEFT, 366, ROOM, 110, rows)

    def begin(self, heading: str) -> None:
        """Begin a slide on white with its title and number."""
        self._slide = slide = self._deck.content()
        panel(slide, 0, 0, 12, HEIGHT, "accent", form="RECTANGLE")
        said, size = fitted(heading, ROOM, TITLE_HEIGHT - 20, _TITLE_SIZES, bold=True)
        title(slide, words(said, bold=True), LEFT, TITLE_TOP - 4, ROOM, TITLE_HEIGHT - 20, size)
        foot, size = fitted(self._name, ROOM - 80, 18, (12,))
        text_box(slide, LEFT, FOOT_TOP, ROOM - 80, 18, [Said(words(foot), size, "muted")])
        slide_number(slide, WIDTH - LEFT - 60, FOOT_TOP, 60, 18, 12, "muted")

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
        lines = [Said(words(shown), size, colour, bold=bold)]
        text_box(self._slide, x, y, width, height, lines, middle=middle, centre=centre)

    def panel(
        self, x: float, y: float, width: float, height: float, fill: str, *, edge: str = "", radius: float = 10.0
    ) -> None:
        """Draw a box with round corners."""
        panel(self._slide, x, y, width, height, fill, edge=edge, radius=radius)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """Draw a filled circle."""
        panel(self._slide, x - radius, y - radius, 2 * radius, 2 * radius, fill, form="OVAL")

    def star(self, x: float, y: float, size: float) -> None:
        """Draw the star of a moment of truth."""
        panel(self._slide, x, y, size, size, "gold", form="STAR_5_POINT")

    def path(self, points: Sequence[Point], colour: str, width: float, *, dotted: bool = False) -> None:
        """Draw a line through points, as one shape."""
        from pptx.enum.dml import MSO_LINE
        from pptx.util import Emu, Pt

        first, *rest = [(int(Pt(x)), int(Pt(y))) for x, y in points]
        builder = self._slide.shapes.build_freeform(*map(Emu, first), scale=1.0)
        builder.add_line_segments(rest, close=False)
        shape = builder.convert_to_shape()
        shape.fill.background()
        shape.line.color.rgb = _rgb(colour)
        shape.line.width = Pt(width)
        if dotted:
            shape.line.dash_style = MSO_LINE.SQUARE_DOT
        shadow = shape._element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}style")
        if shadow is not None:
            shape._element.remove(shadow)

    def table(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        heights: Sequence[float],
        rows: Sequence[Sequence[Cell]],
        size: float,
    ) -> None:
        """Draw a table of PowerPoint's own."""
        holder = self._slide.shapes.add_table(len(rows), len(widths), *map(_pt, (x, y, sum(widths), sum(heights))))
        made = holder.table
        made.horz_banding = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = _pt(width)
        for down, (row, height) in enumerate(zip(rows, heights, strict=True)):
            made.rows[down].height = _pt(height)
            for across, (cell, width) in enumerate(zip(row, widths, strict=True)):
                _fill(made.cell(down, across), cell, (width, height), size, down)

    def curves(
        self, x: float, y: float, width: float, height: float, stages: Sequence[str], curves: Sequence[Curve]
    ) -> None:
        """Draw curves of emotions as a chart of PowerPoint's own."""
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
        from pptx.enum.dml import MSO_LINE
        from pptx.util import Pt

        data = CategoryChartData()
        data.categories = [_plain(name) or "–" for name in stages]
        for number, curve in enumerate(curves, 1):
            data.add_series(_plain(curve.name) or f"{number}", curve.values)
        frame = self._slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *map(_pt, (x, y, width, height)), data)
        describe(frame, t("debriefpage.curves_label"))
        chart = frame.chart
        style(chart.font, 13, "text")
        chart.has_title, chart.has_legend = False, True
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        style(chart.legend.font, 13, "text")
        _leave_out(chart.legend, [number for number, curve in enumerate(curves) if curve.faint])
        axis = chart.value_axis
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = -2, 2, 1
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "+0;−0;0", False
        axis.major_gridlines.format.line.color.rgb = _rgb("line")
        axis.format.line.fill.background()
        style(axis.tick_labels.font, 13, "muted")
        # Stages stand under all curves, not at the height of 0.
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        chart.category_axis.format.line.color.rgb = _rgb("line-strong")
        style(chart.category_axis.tick_labels.font, 14 if len(stages) < 8 else 12, "text")
        for curve, made in zip(curves, chart.plots[0].series, strict=True):
            made.smooth = False
            made.format.line.color.rgb = _rgb(curve.colour)
            made.format.line.width = Pt(4.5 if curve.dotted else 1.25 if curve.faint else 2.5)
            if curve.dotted:
                made.format.line.dash_style = MSO_LINE.ROUND_DOT
            made.marker.style = XL_MARKER_STYLE.NONE if curve.dotted or curve.faint else XL_MARKER_STYLE.CIRCLE
            if not (curve.dotted or curve.faint):
                made.marker.size = 8
                made.marker.format.fill.solid()
                made.marker.format.fill.fore_color.rgb = _rgb(curve.colour)
                made.marker.format.line.color.rgb = _rgb(curve.colour)

    def bars(
        self, x: float, y: float, width: float, height: float, axis: str, values: Sequence[tuple[str, int]]
    ) -> None:
        """Draw lying bars as a chart of PowerPoint's own."""
        from ...kit.slides.figures import Bars, Series

        # Long names are cut: they stand whole in the table of clusters.
        names = tuple(fitted(clean(name), width * 0.36, 34, (13,))[0] or "–" for name, _ in values)
        counts = tuple(float(count) for _, count in values)
        series = Series(axis, counts, labels=tuple(f"{count}" for _, count in values))
        most = max(counts, default=0.0)
        bars = Bars(names, (series,), axis, ends=(0.0, max(most, 4.0)))
        said = "; ".join(f"{name}: {count}" for name, count in values)
        chartdrawing.draw(self._slide, (bars,), said)

    def journey(self, heading: str, journey: JourneyMap) -> None:
        """Draw a team's map in shapes, on as many slides as it needs."""
        pages = mapdrawing.sheets(journey)
        for number, page in enumerate(pages, 1):
            many = t("slides.part", title=heading, number=number, count=len(pages))
            self.begin(many if len(pages) > 1 else heading)
            mapdrawing.draw(self._slide, page)


def _leave_out(legend: Any, numbers: Sequence[int]) -> None:
    """Take curves out of a legend; by the schema they stand right after its position."""
    space = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    position = legend._element.find(f"{space}legendPos")
    for number in reversed(numbers):
        entry = position.makeelement(f"{space}legendEntry", {})
        for tag, value in (("idx", f"{number}"), ("delete", "1")):
            entry.append(entry.makeelement(f"{space}{tag}", {"val": value}))
        position.addnext(entry)


def _fill(target: Any, cell: Cell, room: tuple[float, float], size: float, row: int) -> None:
    """Fill a cell of a table; that of its first row is a head."""
    from pptx.enum.text import MSO_ANCHOR

    side, top = _CELL
    text, fit = fitted(cell.text, room[0] - 2 * side, room[1] - 2 * top, _sizes(size), bold=cell.bold)
    said = Said(words(text), fit, "text" if row else "accent-text", bold=cell.bold)
    write(target.text_frame, [said], centre=cell.centre)
    target.fill.solid()
    banded = "accent-tile" if row == 0 else "sunken" if row % 2 == 0 else "surface"
    target.fill.fore_color.rgb = _rgb(cell.fill or banded)
    target.vertical_anchor = MSO_ANCHOR.MIDDLE
    target.margin_left = target.margin_right = _pt(side)
    target.margin_top = target.margin_bottom = _pt(top)


def _plain(name: str) -> str:
    """Return a name as the sheet behind a chart may hold it: on one line, no formula and no link."""
    return harmless(" ".join(clean(name).split()))


def _sizes(size: float) -> tuple[float, ...]:
    return tuple(one for one in (size, size - 1, size - 2, size - 3, size - 4) if one >= 10) or (size,)


def _pt(points: float) -> Any:
    from pptx.util import Pt

    return Pt(round(points, 2))


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(COLOURS.get(colour, colour))
