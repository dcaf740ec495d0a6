"""A map on sheets of paper: stages side by side as long as they can be read, the rest on further sheets.

The names of the stages stand over every sheet and those of the lanes beside it. Where the lanes are higher than a
sheet, they go on on the next: never in the middle of a line of text, a sign or the emotion curve.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ...model import JourneyMap
from . import curve
from .lanes import GAP, PADDING, TITLE
from .marks import Mark, Path, Rect, Text, extent, shift
from .table import (
    LEAST_SLOT,
    MOST_SLOT,
    Column,
    Scene,
    Table,
    columns_of,
    fixed_width,
    head_scene,
    stacked_scene,
    table_scene,
)

_Card = TypeVar("_Card")

_SIGN = 60
"""A box of less than this height is a sign or a bar; higher ones may go on on another sheet."""

_HEAD_GAP = 16

_FOOT = 26
"""What is below the last letters of a lane: the foot of a card, and the room under it."""


@dataclass(frozen=True)
class View:
    """What of a drawing lies between two of its heights, and where on a sheet the first of them stands."""

    marks: list[Mark]
    top: float
    bottom: float
    at: float


@dataclass(frozen=True)
class Sheet:
    """Views under each other; `goes_on` says whether they go on with lanes that stand on the sheet before."""

    views: tuple[View, ...]
    goes_on: bool = False


def sheets_of(journey_map: JourneyMap, width: float, height: float, lang: str, *, extra: int = 0) -> list[Sheet]:
    """Return a map on sheets of `width` by `height`, in CSS pixels.

    With `extra`, its stages are spread over so many sheets more than they need: cards become wider, lanes lower.
    """
    head = head_scene(journey_map, width, lang)
    spread_out = spread(columns_of(journey_map), width, extra)
    tables = [table_scene(journey_map, width, lang, columns) for columns in spread_out]
    found: list[Sheet] = []
    # Who travels and why stands over the first stages, or on sheets before them where it is long.
    above: tuple[View, ...] = (View(head.marks, 0, head.height, 0),)
    used = head.height + _HEAD_GAP
    if head.height > height / 2 and used + tables[0].height > height:
        found += [Sheet((view,)) for view in _views(head, (), height, height, 0)]
        above, used = (), 0
    for table in tables:
        for view in _views(table, _tops(table), height - used, height, table.head):
            names = View(table.marks, 0, table.head, used)
            goes_on = view.top > table.head
            found.append(Sheet((*above, names, replace(view, at=used + table.head)), goes_on))
            above, used = (), 0
    return found


_GAIN = 1.15
"""By so much a poster's letters must become larger for one band more."""


def poster_of(journey_map: JourneyMap, width: float, height: float, lang: str) -> Scene:
    """Return a map as one picture that becomes as large as can be on a sheet of `width` by `height`.

    A long map goes on in further bands below the first.
    """
    columns = columns_of(journey_map)

    def scale_of(scene: Scene) -> float:
        return min(width / scene.width, height / scene.height)

    def in_bands(bands: Sequence[Sequence[Column]]) -> Scene:
        # Wider cards make a picture lower.
        slots = (LEAST_SLOT, (LEAST_SLOT + MOST_SLOT) / 2, MOST_SLOT)
        return max((stacked_scene(journey_map, bands, slot, lang) for slot in slots), key=scale_of)

    best = in_bands([columns])
    total = fixed_width(columns) + LEAST_SLOT * sum(column.slots for column in columns)
    for count in range(2, len(columns) + 1):
        bands = spread(columns, total / count + TITLE + LEAST_SLOT)
        if any(len(band) < len(columns) for band in bands):
            further = in_bands(bands)
            if scale_of(further) < scale_of(best) * _GAIN:
                break
            best = further
    return best


def spread(columns: Sequence[Column], width: float, extra: int = 0) -> list[list[Column]]:
    """Return which stages stand on each sheet, as evenly filled as can be: as few as can be, or `extra` more."""
    most = max(1, int((width - TITLE - 2 * PADDING + GAP) // (LEAST_SLOT + GAP)))
    pieces = [piece for column in columns for piece in _pieces(column, most)]
    # Of all that are as many sheets, those with the fewest slots on the fullest one come last.
    by_count = {len(found): found for slots in range(most, 0, -1) if (found := _filled(pieces, width, slots))}
    return by_count.get(min(by_count) + extra) or by_count[min(by_count)]


def _filled(pieces: Sequence[Column], width: float, slots: int) -> list[list[Column]]:
    """Return sheets of stages, none with more than so many slots unless one stage has them."""
    found: list[list[Column]] = [[]]
    for piece in pieces:
        wider = [*found[-1], piece]
        used = sum(one.slots for one in wider)
        if found[-1] and (used > slots or fixed_width(wider) + used * LEAST_SLOT > width):
            found.append([piece])
        else:
            found[-1] = wider
    return found


def _pieces(column: Column, most: int) -> Iterator[Column]:
    """Yield a stage in pieces that fit on a sheet; pain points stay with their touchpoints."""
    count = -(-column.slots // most)
    if count == 1:
        yield column
        return
    share = -(-column.slots // count)
    own = {card.id for card in column.touchpoints}
    loose = tuple(card for card in column.pain_points if card.touchpoint not in own)
    for i in range(count):
        cards = column.touchpoints[i * share : (i + 1) * share]
        ids = {card.id for card in cards}
        hanging = tuple(card for card in column.pain_points if card.touchpoint in ids)
        yield replace(
            column,
            touchpoints=cards,
            pain_points=(*hanging, *_chunk(loose, i, count)),
            opportunities=_chunk(column.opportunities, i, count),
            goes_on=i > 0,
        )


def _chunk(cards: tuple[_Card, ...], number: int, count: int) -> tuple[_Card, ...]:
    share = -(-len(cards) // count)
    return cards[number * share : (number + 1) * share]


def _tops(table: Table) -> list[float]:
    """Return where a table is parted best: between lanes, but not between an action and its touchpoint."""
    return [lane.top for i, lane in enumerate(table.lanes) if i != 1]


def _views(scene: Scene, best: Sequence[float], first: float, room: float, start: float) -> Iterator[View]:
    """Yield what of a drawing stands on each sheet, from `start` on; the first sheet has room for `first` pixels.

    Each line of text and each sign stands on the first sheet that has it whole; boxes go on over the edge.
    """
    marks = [part for mark in scene.marks for part in _in_lines(mark)]
    reach = [extent(mark) for mark in marks]
    solid = {i for i, mark in enumerate(marks) if _is_solid(mark) and reach[i][0] >= start}
    whole = [lane.top for lane in getattr(scene, "lanes", ()) if lane.whole]
    top, space = start, first - start - _FOOT
    bottom = start
    while bottom < scene.height:
        bottom = top + space
        if bottom + _FOOT >= scene.height:
            bottom = scene.height
        else:
            ends = [y for y in best if top + space / 2 < y <= bottom + _FOOT] or [
                y for y in whole if top + 1 < y < bottom < y + curve.HEIGHT
            ]
            bottom = max(ends, default=bottom)
        here = {i for i in solid if reach[i][1] <= bottom + 1}
        solid -= here
        shown = [
            mark
            for i, mark in enumerate(marks)
            if i in here or (not _is_solid(mark) and reach[i][0] < bottom and reach[i][1] > top)
        ]
        yield View([*shown, *_names_again(scene, top)], top, bottom, 0)
        # What crosses the edge stands on the next sheet, which begins a little higher for it.
        crossing = [reach[i][0] for i in solid if top + 1 < reach[i][0] < bottom]
        top, space = min(crossing, default=bottom), room - start - _FOOT


def _in_lines(mark: Mark) -> list[Mark]:
    """Return a text as one mark a line."""
    if not isinstance(mark, Text) or len(mark.lines) == 1:
        return [mark]
    return [replace(mark, lines=(words,), y=mark.y + i * mark.step) for i, words in enumerate(mark.lines)]


def _is_solid(mark: Mark) -> bool:
    """Return whether a mark is never parted: a line of text, a sign, a small box."""
    if isinstance(mark, Rect):
        return mark.height < _SIGN
    return isinstance(mark, Text) or (isinstance(mark, Path) and mark.scale != 1)


def _names_again(scene: Scene, top: float) -> list[Mark]:
    """Return the name of a lane that goes on here, at its new top."""
    for lane in getattr(scene, "lanes", ()):
        if lane.top + 1 < top < lane.bottom - 2 * _FOOT:
            return shift(lane.title, 0, top - lane.top)
    return []
