"""What a plotly figure shows, as data for a chart of PowerPoint's own; a figure of another kind becomes a table."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...formats.slides.words import clean, words
from ...i18n import t
from .text import Table

if TYPE_CHECKING:
    import plotly.graph_objects as go

_TAGS = re.compile(r"<[^>]*>")
_MOST_ROWS = 24
_STAND_SIDEWAYS = 0.3
"""Within so much of a place on a named axis a point or a note belongs to it: figures set points a little apart."""

Value = float | None


@dataclass(frozen=True)
class Series:
    """A row of values, one for each category; `low` and `high` are how far an interval reaches."""

    name: str
    values: tuple[Value, ...]
    low: tuple[Value, ...] = ()
    high: tuple[Value, ...] = ()
    labels: tuple[str, ...] = ()
    dashed: bool = False
    faint: bool = False


@dataclass(frozen=True)
class Bars:
    """Lying bars on one axis of values."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str
    suffix: str = ""
    stacked: bool = False
    ends: tuple[float, float] | None = None


@dataclass(frozen=True)
class Lines:
    """Lines over a few named places."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str
    suffix: str = ""


@dataclass(frozen=True)
class Points:
    """A row of points on two axes of values."""

    name: str
    xy: tuple[tuple[float, float], ...]
    labels: tuple[str, ...] = ()
    line: bool = False
    dashed: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Field:
    """Points on two axes of values."""

    rows: tuple[Points, ...]
    axes: tuple[str, str]
    suffixes: tuple[str, str] = ("", "")
    ends: tuple[tuple[float, float] | None, tuple[float, float] | None] = (None, None)


@dataclass
class _Gathered:
    """Marks of one name while they are put together."""

    values: dict[str, float] = field(default_factory=dict)
    low: dict[str, float] = field(default_factory=dict)
    high: dict[str, float] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    faint: bool = False


Shown = tuple[Bars, ...] | Lines | Field | Table


def label(text: object) -> str:
    """Return a label of plotly's as plain text.

    Examples
    --------
    >>> label("<b>5 &amp; 6</b><br>more")
    '5 & 6 more'
    """
    plain = html.unescape(_TAGS.sub("", str(text or "").replace("<br>", " ")))
    return clean(" ".join(plain.split()))


def said(figure: go.Figure) -> tuple[str, str, str]:
    """Return title, hint and summary of a figure of :mod:`journeybook.charts`."""
    title = figure.layout.title
    meta = figure.layout.meta
    summary = meta.get("summary", "") if isinstance(meta, Mapping) else ""
    return label(title.text), label(title.subtitle.text), label(summary)


def shown(figure: go.Figure) -> Shown:
    """Return what a figure shows."""
    kinds = {trace.type for trace in figure.data}
    if not kinds or not kinds <= {"bar", "scatter"}:
        return _table(figure)
    rows = [trace for trace in figure.data if trace.x is not None and trace.y is not None]
    if len(rows) < len(figure.data) or not rows:
        return _table(figure)
    if all(isinstance(value, str) for trace in rows for value in trace.y if value is not None):
        return _bars(figure)
    if "bar" in kinds or not all(_are_numbers(trace.x) and _are_numbers(trace.y) for trace in rows):
        return _table(figure)
    return _lines(figure) if figure.layout.xaxis.ticktext else _field(figure)


def _are_numbers(values: Sequence[Any]) -> bool:
    return all(value is None or _number(value) is not None for value in values)


def _number(value: object) -> float | None:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _suffix(axis: Any) -> str:
    return label(axis.ticksuffix)


def _ends(axis: Any) -> tuple[float, float] | None:
    ends = [_number(value) for value in axis.range or ()]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    return min(ends[0], ends[1]), max(ends[0], ends[1])


def _bars(figure: go.Figure) -> tuple[Bars, ...]:
    axis = figure.layout.yaxis
    codes = list(dict.fromkeys(axis.tickvals or [value for trace in figure.data for value in trace.y if value]))
    names = [label(text) for text in axis.ticktext or codes]
    by_axis: dict[str, list[Any]] = {}
    for trace in figure.data:
        by_axis.setdefault(trace.xaxis or "x", []).append(trace)
    panels = []
    for name, traces in by_axis.items():
        gathered: dict[str, _Gathered] = {}
        loose: dict[str, str] = {}
        for trace in traces:
            mode = trace.mode or "" if trace.type == "scatter" else "markers"
            texts = trace.text if isinstance(trace.text, tuple | list) else [""] * len(trace.y)
            if "markers" not in mode:
                # Texts that stand behind the bars; lines only join what is drawn anyway.
                loose |= {code: label(text) for code, text in zip(trace.y, texts, strict=False) if "text" in mode}
                continue
            of = gathered.setdefault(label(trace.name), _Gathered())
            error = trace.error_x
            for place, (code, x) in enumerate(zip(trace.y, trace.x, strict=False)):
                number = _number(x)
                if number is None:
                    continue
                of.values[code] = number
                if place < len(texts) and label(texts[place]):
                    of.labels[code] = label(texts[place])
                if error.array is not None:
                    up = _number(error.array[place]) or 0.0
                    down = _number(error.arrayminus[place]) if error.arrayminus is not None else up
                    of.high[code], of.low[code] = up, down or 0.0
        if len(gathered) == 1:
            for of in gathered.values():
                of.labels |= {code: text for code, text in loose.items() if text}
        x_axis = figure.layout[f"xaxis{name[1:]}"]
        series = tuple(
            Series(
                series,
                tuple(of.values.get(code) for code in codes),
                tuple(of.low.get(code) for code in codes) if of.low else (),
                tuple(of.high.get(code) for code in codes) if of.high else (),
                tuple(of.labels.get(code, "") for code in codes),
            )
            for series, of in gathered.items()
        )
        stacked = figure.layout.barmode in ("stack", "relative")
        ticks = [tick for tick in map(_number, x_axis.tickvals or ()) if tick is not None]
        ends = ((min(ticks), max(ticks)) if ticks else _ends(x_axis)) if stacked else None
        panels.append(Bars(tuple(names), series, label(x_axis.title.text), _suffix(x_axis), stacked, ends))
    return tuple(panels)


def _lines(figure: go.Figure) -> Lines:
    axis = figure.layout.xaxis
    places = [_number(value) or 0.0 for value in axis.tickvals or range(len(axis.ticktext))]
    notes = [
        (_number(note.x), _number(note.y), label(note.text)) for note in figure.layout.annotations if note.xref == "x"
    ]
    if not notes:
        notes = [(_number(note.x), _number(note.y), label(note.text)) for note in figure.layout.annotations]
    taken: set[int] = set()
    series = []
    for trace in figure.data:
        values: list[Value] = [None] * len(places)
        low: list[Value] = [None] * len(places)
        high: list[Value] = [None] * len(places)
        labels = [""] * len(places)
        error = trace.error_y
        for at, (x, y) in enumerate(zip(map(_number, trace.x), map(_number, trace.y), strict=True)):
            near = [i for i, place in enumerate(places) if x is not None and abs(place - x) <= _STAND_SIDEWAYS]
            if y is None or not near:
                continue
            i = near[0]
            values[i] = y
            if error.array is not None:
                high[i] = _number(error.array[at])
                low[i] = _number(error.arrayminus[at]) if error.arrayminus is not None else high[i]
            if "markers" in (trace.mode or ""):
                for number, (note_x, note_y, text) in enumerate(notes):
                    if number in taken or note_x is None or note_y is None:
                        continue
                    if abs(note_x - places[i]) <= 2 * _STAND_SIDEWAYS and math.isclose(note_y, y):
                        labels[i] = text
                        taken.add(number)
                        break
        dashed = bool(trace.line.dash and trace.line.dash != "solid")
        faint = "markers" not in (trace.mode or "")
        intervals = (tuple(low), tuple(high)) if error.array is not None else ((), ())
        series.append(Series(label(trace.name), tuple(values), *intervals, tuple(labels), dashed, faint))
    y_axis = figure.layout.yaxis
    names = tuple(label(text) for text in axis.ticktext)
    return Lines(names, tuple(series), label(y_axis.title.text), _suffix(y_axis))


def _field(figure: go.Figure) -> Field:
    layout = figure.layout
    ends = (_ends(layout.xaxis), _ends(layout.yaxis))
    rows = []
    for trace in figure.data:
        pairs = [
            (x, y, at) for at, (x, y) in enumerate(zip(map(_number, trace.x), map(_number, trace.y), strict=True))
            if x is not None and y is not None
        ]  # fmt: skip
        texts = trace.text if isinstance(trace.text, tuple | list) else [""] * len(trace.x)
        xy = tuple((x, y) for x, y, _ in pairs)
        labels = tuple(label(texts[at]) for _, _, at in pairs)
        rows.append(Points(label(trace.name), xy, labels, line="lines" in (trace.mode or "")))
    crosshair = [shape for shape in layout.shapes if shape.type == "line"]
    notes = list(layout.annotations)
    for number, shape in enumerate(crosshair):
        first = _spot(shape.x0, shape.y0, shape.xref, shape.yref, ends)
        last = _spot(shape.x1, shape.y1, shape.xref, shape.yref, ends)
        if first and last:
            name = label(notes[number].text) if len(notes) == len(crosshair) else ""
            rows.append(Points(name, (first, last), line=True, dashed=True))
    if len(notes) != len(crosshair):
        spots = [(_spot(note.x, note.y, note.xref, note.yref, ends), label(note.text)) for note in notes]
        kept = [(spot, text) for spot, text in spots if spot]
        if kept:
            rows.append(Points("", tuple(spot for spot, _ in kept), tuple(text for _, text in kept), hidden=True))
    axes = (label(layout.xaxis.title.text), label(layout.yaxis.title.text))
    # LibreOffice leaves out rows that stand before a longer one.
    rows.sort(key=lambda row: -len(row.xy))
    return Field(tuple(rows), axes, (_suffix(layout.xaxis), _suffix(layout.yaxis)), ends)


def _spot(
    x: object, y: object, x_ref: str | None, y_ref: str | None, ends: tuple[tuple[float, float] | None, ...]
) -> tuple[float, float] | None:
    """Return a place in the units of the axes; a reference to a domain means a share of the axis."""
    spot = []
    for value, reference, end in ((x, x_ref, ends[0]), (y, y_ref, ends[1])):
        number = _number(value)
        if number is not None and ("domain" in (reference or "") or reference == "paper"):
            number = end[0] + number * (end[1] - end[0]) if end else None
        if number is None:
            return None
        spot.append(number)
    return spot[0], spot[1]


def _table(figure: go.Figure) -> Table:
    """Return the figures of a figure: what flows where, or each mark's name and place."""
    rows: list[tuple[str, str, str]] = []
    head = ("from", "to", "count")
    for trace in figure.data:
        if trace.type == "sankey":
            names = [label(name) for name in trace.node.label]
            link = trace.link
            order = sorted(range(len(link.value)), key=lambda at: -float(link.value[at]))
            rows += [(names[link.source[at]], names[link.target[at]], f"{link.value[at]:,.0f}") for at in order]
            continue
        head = ("series", "across", "up")
        xs, ys = getattr(trace, "x", None), getattr(trace, "y", None)
        if xs is not None and ys is not None:
            rows += [(label(trace.name), label(x), label(y)) for x, y in zip(xs, ys, strict=False) if x is not None]
    heads = tuple(words(t(f"slides.{name}"), bold=True) for name in head)
    return Table((heads, *(tuple(map(words, row)) for row in rows[:_MOST_ROWS])))
