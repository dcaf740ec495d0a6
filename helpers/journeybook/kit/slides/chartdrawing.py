"""Charts of PowerPoint's own, whose figures can be edited; nothing in them is a formula or a link."""

from __future__ import annotations

import math
from typing import Any

from ...formats.slides import measuring
from ...formats.slides.pptxfile import describe, style, table
from ...formats.slides.theme import BODY_HEIGHT, BODY_TOP, COLOURS, LEFT, ROOM, SERIES
from ...formats.slides.words import words
from .figures import Bars, Field, Lines, Points, Series

_SPACE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

TOP, HEIGHT = BODY_TOP + 8, BODY_HEIGHT - 4

_ROW = 27.0
"""Height of a row of the table under lines."""


def harmless(text: str) -> str:
    """Return a text that the sheet behind a chart takes for neither a formula nor a link."""
    return (
        f" {text}" if text.startswith(tuple("=+-@{")) or "://" in text or text.lower().startswith("mailto:") else text
    )


def draw(slide: Any, shown: tuple[Bars, ...] | Lines | Field, summary: str) -> None:
    """Draw what a figure shows."""
    if isinstance(shown, Lines):
        describe(_lines(slide, shown), summary)
    elif isinstance(shown, Field):
        describe(_field(slide, shown), summary)
    else:
        # Names stand once, at the left; what is beside needs room for its bars alone.
        first = ROOM if len(shown) == 1 else ROOM * 0.6
        rest = (ROOM - first) / max(1, len(shown) - 1)
        x = LEFT
        for place, bars in enumerate(shown):
            width = rest if place else first
            describe(_bars(slide, bars, x, width, named=place == 0, alone=len(shown) == 1), summary)
            x += width


def _add(slide: Any, kind: str, data: Any, x: float, width: float, height: float = HEIGHT) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Pt

    place = (Pt(round(one, 2)) for one in (x, TOP, width, height))
    return slide.shapes.add_chart(getattr(XL_CHART_TYPE, kind), *place, data)


def _base(chart: Any, size: float, *, legend: bool) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION

    style(chart.font, size, "text")
    chart.has_title = False
    chart.has_legend = legend
    if legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        style(chart.legend.font, 14, "text")


def _axis(axis: Any, title: str, size: float, suffix: str = "") -> None:
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = _colour(COLOURS["line"])
    axis.format.line.color.rgb = _colour(COLOURS["line-strong"])
    style(axis.tick_labels.font, size, "muted")
    if suffix == "%":
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = '0"%"', False
    if title:
        axis.has_title = True
        axis.axis_title.text_frame.text = title
        style(axis.axis_title.text_frame.paragraphs[0].runs[0].font, 14, "muted")


def _colour(value: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(value)


def _bars(slide: Any, bars: Bars, x: float, width: float, *, named: bool, alone: bool) -> Any:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK

    data = CategoryChartData()
    # A number beside its interval would stand on the interval: it stands with the name.
    joined = alone and any(series.high for series in bars.series)
    names = [
        "  ".join(filter(None, [name, *(_labels(series)[at] for series in bars.series if joined)]))
        for at, name in enumerate(bars.categories)
    ]
    data.categories = [harmless(name) for name in names]
    for number, series in enumerate(bars.series):
        data.add_series(harmless(series.name) or f"{number + 1}", series.values)
    frame = _add(slide, "BAR_STACKED" if bars.stacked else "BAR_CLUSTERED", data, x, width)
    chart = frame.chart
    size = 14 if len(names) <= 9 else 12 if len(names) <= 12 else 11
    names_shown = [series for series in bars.series if series.name]
    _base(chart, size, legend=len(names_shown) > 1)
    plot = chart.plots[0]
    disjoint = all(
        sum(series.values[at] is not None for series in bars.series) <= 1 for at in range(len(bars.categories))
    )
    plot.gap_width = 45
    plot.overlap = 100 if bars.stacked or disjoint else 0
    chart.category_axis.reverse_order = True
    # Every name is shown, however close they stand.
    skip = chart.category_axis._element.makeelement(f"{_SPACE}tickLblSkip", {"val": "1"})
    chart.category_axis._element.find(f"{_SPACE}noMultiLvlLbl").addprevious(skip)
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW if named else XL_TICK_LABEL_POSITION.NONE
    chart.category_axis.format.line.color.rgb = _colour(COLOURS["line-strong"])
    style(chart.category_axis.tick_labels.font, size, "text")
    _axis(chart.value_axis, bars.axis, 12, bars.suffix)
    most = max((value or 0.0 for series in bars.series for value in series.values), default=0.0)
    if bars.suffix == "%" and 60 < most <= 100 and not bars.ends:
        chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 100
    if bars.ends:
        low, high, step = _round(*bars.ends)
        chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = low, high
        chart.value_axis.major_unit = step
        if bars.ends[0] < 0:
            # Both sides count from the middle.
            chart.value_axis.tick_labels.number_format = '0"%";0"%"'
            chart.value_axis.tick_labels.number_format_is_linked = False
    # Upside down, the axis of values would stand at the top.
    crosses = chart.category_axis._element.getparent().find(f"{_SPACE}valAx/{_SPACE}crosses")
    if crosses is not None:
        crosses.set("val", "max")
    for number, series in enumerate(bars.series):
        made = plot.series[number]
        _fill(made, SERIES[number % len(SERIES)])
        if series.high:
            _intervals(made, series)
        elif not joined:
            _point_labels(made, series, size, "CENTER" if bars.stacked else "OUTSIDE_END", bars.stacked)
    _room(chart, named=named, alone=alone)
    return frame


def _room(chart: Any, *, named: bool, alone: bool) -> None:
    """Give the bars their place, so that charts beside each other stand level and long names have room."""
    from lxml import etree

    plot = chart._chartSpace.find(f".//{_SPACE}plotArea")
    for old in plot.findall(f"{_SPACE}layout"):
        plot.remove(old)
    layout = etree.Element(f"{_SPACE}layout")
    manual = etree.SubElement(layout, f"{_SPACE}manualLayout")
    left = 0.42 if alone else 0.6 if named else 0.04
    top = 0.1
    for tag, value in (
        ("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge"),
        ("x", f"{left}"), ("y", f"{top}"), ("w", f"{0.97 - left:.3f}"), ("h", "0.76"),
    ):  # fmt: skip
        etree.SubElement(manual, f"{_SPACE}{tag}", val=value)
    plot.insert(0, layout)


def _labels(series: Series) -> list[str]:
    return list(series.labels) or [""] * len(series.values)


def _fill(made: Any, colour: str) -> None:
    made.format.fill.solid()
    made.format.fill.fore_color.rgb = _colour(colour)
    made.invert_if_negative = False


def _point_labels(made: Any, series: Series, size: float, place: str, inside: bool = False) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION

    for at, text in enumerate(_labels(series)):
        value = series.values[at]
        if not text or value is None or (inside and abs(value) < 6):
            continue
        _label(made.points[at], text, size, getattr(XL_LABEL_POSITION, place), "surface" if inside else "text")


def _label(point: Any, text: str, size: float, place: Any, colour: str = "text", bold: bool = False) -> None:
    label = point.data_label
    frame = label.text_frame
    frame.text = text
    style(frame.paragraphs[0].runs[0].font, size, colour, bold)
    label.position = place


def _intervals(made: Any, series: Series) -> None:
    """Add error bars with the series' own numbers."""
    from lxml import etree

    bars = etree.Element(f"{_SPACE}errBars")
    etree.SubElement(bars, f"{_SPACE}errBarType", val="both")
    etree.SubElement(bars, f"{_SPACE}errValType", val="cust")
    etree.SubElement(bars, f"{_SPACE}noEndCap", val="0")
    for tag, values in (("plus", series.high), ("minus", series.low)):
        numbers = etree.SubElement(etree.SubElement(bars, f"{_SPACE}{tag}"), f"{_SPACE}numLit")
        etree.SubElement(numbers, f"{_SPACE}formatCode").text = "General"
        etree.SubElement(numbers, f"{_SPACE}ptCount", val=str(len(values)))
        for at, value in enumerate(values):
            if value is not None:
                point = etree.SubElement(numbers, f"{_SPACE}pt", idx=str(at))
                etree.SubElement(point, f"{_SPACE}v").text = f"{value:.6g}"
    looks = etree.SubElement(bars, f"{_SPACE}spPr")
    line = etree.SubElement(looks, f"{_DRAWING}ln", w="19050")
    etree.SubElement(etree.SubElement(line, f"{_DRAWING}solidFill"), f"{_DRAWING}srgbClr", val=COLOURS["text"])
    # By the schema they stand before the series' categories.
    places = (made._element.find(f"{_SPACE}{tag}") for tag in ("cat", "val"))
    next(place for place in places if place is not None).addprevious(bars)


def _lines(slide: Any, lines: Lines) -> Any:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.util import Pt

    data = CategoryChartData()
    data.categories = [harmless(name) for name in lines.categories]
    for number, series in enumerate(lines.series):
        data.add_series(harmless(series.name) or f"{number + 1}", series.values)
    told = sum(any(series.labels) for series in lines.series)
    frame = _add(slide, "LINE_MARKERS", data, LEFT, ROOM, HEIGHT - _ROW * (told + 1) - 8)
    chart = frame.chart
    _base(chart, 16, legend=True)
    style(chart.category_axis.tick_labels.font, 18, "text")
    _axis(chart.value_axis, lines.axis, 14, lines.suffix)
    chart.value_axis.minimum_scale = min([0.0, *(v for series in lines.series for v in series.values if v is not None)])
    for number, (series, made) in enumerate(zip(lines.series, chart.plots[0].series, strict=True)):
        made.smooth = False
        colour = SERIES[2] if series.faint else SERIES[number % len(SERIES)]
        made.format.line.color.rgb = _colour(colour)
        made.format.line.width = Pt(1.75 if series.faint else 3)
        if series.dashed:
            _dash(made)
        made.marker.style = XL_MARKER_STYLE.NONE if series.faint else XL_MARKER_STYLE.CIRCLE
        if not series.faint:
            made.marker.size = 11
            made.marker.format.fill.solid()
            made.marker.format.fill.fore_color.rgb = _colour(colour)
        if series.high:
            _intervals(made, series)
    _numbers(slide, lines)
    return frame


def _numbers(slide: Any, lines: Lines) -> None:
    """Put the numbers into a table under the lines: beside points that are close they would cover each other."""
    told = [series for series in lines.series if any(series.labels)]
    head = (words(""), *(words(name, bold=True) for name in lines.categories))
    rows = [head, *((words(series.name), *map(words, _labels(series))) for series in told)]
    widths = (ROOM * 0.4, *[ROOM * 0.6 / len(lines.categories)] * len(lines.categories))
    cells = [
        tuple(measuring.shortened(cell, room - 18, 22, 14) for cell, room in zip(row, widths, strict=True))
        for row in rows
    ]
    table(slide, LEFT, TOP + HEIGHT - _ROW * len(rows), widths, [_ROW] * len(rows), cells, 14, (9, 4))


def _dash(made: Any) -> None:
    from pptx.enum.dml import MSO_LINE

    made.format.line.dash_style = MSO_LINE.DASH


def _field(slide: Any, field: Field) -> Any:
    from pptx.chart.data import XyChartData
    from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
    from pptx.util import Pt

    data = XyChartData()
    for number, row in enumerate(field.rows):
        series = data.add_series(harmless(row.name) or f"{number + 1}")
        for x, y in row.xy:
            series.add_data_point(x, y)
    frame = _add(slide, "XY_SCATTER", data, LEFT, ROOM)
    chart = frame.chart
    _base(chart, 14, legend=False)
    for axis, title, suffix, ends in zip(
        (chart.category_axis, chart.value_axis), field.axes, field.suffixes, field.ends, strict=True
    ):
        _axis(axis, title, 14, suffix)
        if ends:
            axis.minimum_scale, axis.maximum_scale, axis.major_unit = _round(*ends)
    chart.category_axis.has_major_gridlines = chart.value_axis.has_major_gridlines = False
    if field.ends[1]:
        _cross_at_least(chart)
    taken: list[_Area] = []
    for number, (row, made) in enumerate(zip(field.rows, chart.plots[0].series, strict=True)):
        colour = COLOURS["muted"] if row.dashed else SERIES[0] if row.line else SERIES[number % len(SERIES)]
        if row.line:
            made.format.line.color.rgb = _colour(colour)
            made.format.line.width = Pt(1.5 if row.dashed else 3)
            made.smooth = False
            if row.dashed:
                _dash(made)
        else:
            made.format.line.fill.background()
        shows = not row.line and not row.hidden
        made.marker.style = XL_MARKER_STYLE.CIRCLE if shows else XL_MARKER_STYLE.NONE
        if shows:
            made.marker.size = 12
            made.marker.format.fill.solid()
            made.marker.format.fill.fore_color.rgb = _colour(colour)
        _field_labels(made, row, field, XL_LABEL_POSITION, taken)
    return frame


def _round(low: float, high: float) -> tuple[float, float, float]:
    """Return round ends around these, and a step."""
    step = 10.0 ** math.floor(math.log10((high - low) / 4)) if high > low else 1.0
    step *= next(factor for factor in (1, 2, 5, 10) if (high - low) / (step * factor) <= 6)
    first = 0.0 if low < 0 < high and -low < 0.15 * (high - low) else math.floor(low / step) * step
    return round(first, 9), round(math.ceil(high / step) * step, 9), step


def _field_labels(made: Any, row: Points, field: Field, places: Any, taken: list[_Area]) -> None:
    """Write the names of points, each at the side where it covers least of the others."""
    for at, text in enumerate(row.labels):
        if not text:
            continue
        side, area = min(
            _areas(field, row.xy[at], text, hidden=row.hidden), key=lambda one: sum(_common(one[1], t) for t in taken)
        )
        taken.append(area)
        _label(made.points[at], text, 14, getattr(places, side), "muted" if row.hidden else "text", row.hidden)
    if row.dashed and row.name:
        _label(made.points[1], row.name, 14, places.RIGHT, "muted")


_Area = tuple[float, float, float, float]


def _areas(field: Field, spot: tuple[float, float], text: str, *, hidden: bool) -> list[tuple[str, _Area]]:
    """Return where a label may stand, as left, top, right and bottom in points; at the edges some sides are shut."""
    shares = []
    for value, ends in zip(spot, field.ends, strict=True):
        low, high, _ = _round(*ends) if ends else (0.0, 1.0, 1.0)
        shares.append((value - low) / (high - low))
    x, y = shares[0] * ROOM * 0.86, (1 - shares[1]) * HEIGHT * 0.76
    width, high = measuring.width(text, 14), 18.0
    if hidden:
        return [("CENTER", (x - width / 2, y - 9, x + width / 2, y + 9))]
    found = {
        "RIGHT": (x + 8, y - high / 2, x + 8 + width, y + high / 2),
        "LEFT": (x - 8 - width, y - high / 2, x - 8, y + high / 2),
        "ABOVE": (x - width / 2, y - 8 - high, x + width / 2, y - 8),
        "BELOW": (x - width / 2, y + 8, x + width / 2, y + 8 + high),
    }
    inside = [(side, area) for side, area in found.items() if area[0] >= 0 and area[2] <= ROOM * 0.86]
    return inside or [("ABOVE", found["ABOVE"])]


def _common(one: _Area, other: _Area) -> float:
    """Return how much two areas cover of each other."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    return max(0.0, wide) * max(0.0, min(one[3], other[3]) - max(one[1], other[1]))


def _cross_at_least(chart: Any) -> None:
    """Let the axes meet at their lowest values, also where these are negative."""
    for axis in chart._chartSpace.iter(f"{_SPACE}valAx"):
        crosses = axis.find(f"{_SPACE}crosses")
        if crosses is not None:
            crosses.set("val", "min")
