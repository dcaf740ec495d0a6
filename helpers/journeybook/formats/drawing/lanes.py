"""The lanes of a picture: each knows its height, and draws itself with its top anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...i18n import t
from ...model import Evidence, JourneyMap, Lane, LaneKind, Opportunity, PainPoint, Stage, Touchpoint
from . import curve
from .blocks import BODY, LABEL, NOTHING, SMALL, Block, Style, column, grid, label, measure, paragraph
from .cards import LEAST_CARD, backstage_note, opportunity_note, pain_note, touchpoint_card
from .marks import Look, Mark, Rect, line, shift

PADDING, GAP, CELL, STACK = 10, 10, 14, 12
"""Room in a stage's column, between its slots, over and under what a lane holds, and between cards."""

TITLE = 120
"""Width of the names of the lanes."""


@dataclass(frozen=True)
class Place:
    """A stage with its cards, where it stands, and the left edge of each of its slots."""

    stage: Stage
    touchpoints: tuple[Touchpoint, ...]
    pain_points: tuple[PainPoint, ...]
    opportunities: tuple[Opportunity, ...]
    x: float
    width: float
    slots: tuple[float, ...]
    goes_on: bool = False
    """Whether this is a further piece of a stage that began on another sheet."""


@dataclass(frozen=True)
class Ground:
    """What every lane needs to know; of a map that is spread over several sheets, the map is the whole of it."""

    journey_map: JourneyMap
    places: tuple[Place, ...]
    slot: float
    """How wide a slot is."""
    right: float
    """Where the last stage ends."""
    evidence: dict[str, tuple[Evidence, ...]]
    """What each card's claims rest on, by its id."""
    lang: str

    def standing(self) -> list[tuple[Touchpoint, float]]:
        """Return each touchpoint with the left edge of its slot."""
        return [
            (card, x)
            for place in self.places
            for card, x in zip(place.touchpoints, place.slots[: len(place.touchpoints)], strict=True)
        ]

    def rests_on(self, card: str) -> tuple[Evidence, ...]:
        """Return the evidence for a card's claims."""
        return self.evidence.get(card, ())


@dataclass(frozen=True)
class Row:
    """One lane: its sign, name and height, and what it draws with its top at `y`."""

    name: str
    icon: str
    colour: str
    height: float
    draw: Callable[[float], list[Mark]]
    note: str = ""
    """What stands small under its name: a unit."""


def rows(ground: Ground) -> list[Row]:
    """Return the lanes of a map from the top, in the board's order; backstage work only where somebody wrote some."""
    fixed = [
        _action_row(ground),
        _touchpoint_row(ground),
        _emotion_row(ground),
        _pain_row(ground),
        _opportunity_row(ground),
    ]
    own = [_own_row(ground, lane) for lane in ground.journey_map.lanes]
    backstage = any(card.backstage.strip() for card in ground.journey_map.touchpoints)
    return [*fixed, *([_backstage_row(ground)] if backstage else []), *own]


def _across(cells: Sequence[tuple[float, Block]], least: float = 0) -> tuple[float, Callable[[float], list[Mark]]]:
    """Return the height of a lane that holds blocks at these x, and what draws it."""
    height = max((block.height for _, block in cells), default=0)

    def draw(y: float) -> list[Mark]:
        return [mark for x, block in cells for mark in block.draw(x, y + CELL)]

    return max(height, least) + 2 * CELL, draw


_LEAST_ACTION = 62
_LEAST_NOTES = 30


def _action_row(ground: Ground) -> Row:
    texts = [(x, paragraph(card.action, ground.slot - 14, BODY)) for card, x in ground.standing()]
    height = max(max((block.height for _, block in texts), default=0) + CELL + 6, _LEAST_ACTION)

    # The texts stand at the lane's foot, right over their touchpoints.
    def draw(y: float) -> list[Mark]:
        return [mark for x, block in texts for mark in block.draw(x + 7, y + height - 6 - block.height)]

    return Row(t("board.lane_action", ground.lang), "action", "accent", height, draw)


def _touchpoint_row(ground: Ground) -> Row:
    def laid(least: float) -> list[tuple[float, Block]]:
        return [
            (x, touchpoint_card(card, ground.rests_on(card.id), ground.slot, least, ground.lang))
            for card, x in ground.standing()
        ]

    # All as tall as the tallest, as on the board.
    tallest = max((block.height for _, block in laid(LEAST_CARD)), default=LEAST_CARD)
    cards = laid(tallest)

    def draw(y: float) -> list[Mark]:
        return [mark for x, block in cards for mark in block.draw(x, y + 12)]

    return Row(t("board.lane_touchpoint", ground.lang), "touch", "accent", tallest + 26, draw)


def _emotion_row(ground: Ground) -> Row:
    stops = [(card, x - TITLE + ground.slot / 2) for card, x in ground.standing()]
    order = [card for stage in ground.journey_map.stages for card in ground.journey_map.touchpoints_in(stage.id)]
    marks = curve.curve_marks(stops, order, ground.evidence, ground.right - TITLE, ground.lang)

    def draw(y: float) -> list[Mark]:
        return [*shift(marks, TITLE, y), *curve.scale_marks(TITLE - 16, y)]

    return Row(t("board.lane_emotion", ground.lang), "wave", "accent", curve.HEIGHT, draw)


def _pain_row(ground: Ground) -> Row:
    lang, slot = ground.lang, ground.slot
    names = {card.id: card.name or t("board.unnamed", lang) for card in ground.journey_map.touchpoints}

    def note(card: PainPoint, here: bool) -> Block:
        elsewhere = "" if here or card.touchpoint is None else names[card.touchpoint]
        return pain_note(card, ground.rests_on(card.id), slot, elsewhere, lang)

    cells: list[tuple[float, Block]] = []
    for place in ground.places:
        ids = {card.id for card in place.touchpoints}
        stacks = [
            column([note(one, True) for one in place.pain_points if one.touchpoint == card.id], STACK)
            for card in place.touchpoints
        ]
        loose = [note(one, False) for one in place.pain_points if one.touchpoint not in ids]
        head = paragraph(t("board.pain_loose", lang) if loose and ids else "", place.width - 2 * PADDING, SMALL)
        across = grid(stacks, len(stacks), slot + GAP, STACK) if stacks else NOTHING
        below = column([head, grid(loose, len(place.slots), slot + GAP, STACK)], 12)
        cells.append((place.slots[0], column([across, below], 10)))
    return Row(t("board.lane_pain_point", lang), "bolt", "bad", *_across(cells, _LEAST_NOTES))


def _opportunity_row(ground: Ground) -> Row:
    cells = [
        (
            place.slots[0],
            grid(
                [opportunity_note(card, ground.slot, ground.lang) for card in place.opportunities],
                len(place.slots),
                ground.slot + GAP,
                STACK,
            ),
        )
        for place in ground.places
    ]
    return Row(t("board.lane_opportunity", ground.lang), "bulb", "good", *_across(cells, _LEAST_NOTES))


def _backstage_row(ground: Ground) -> Row:
    cells = [(x, backstage_note(card.backstage, ground.slot)) for card, x in ground.standing()]
    return Row(t("board.lane_backstage", ground.lang), "backstage", "muted", *_across(cells))


def _own_row(ground: Ground, lane: Lane) -> Row:
    by_stage = {cell.stage: cell for cell in ground.journey_map.lane_cells if cell.lane == lane.id}
    numbers = [cell.number for cell in by_stage.values() if cell.number is not None]
    cells: list[tuple[float, Block]] = []
    for place in ground.places:
        cell = by_stage.get(place.stage.id)
        if cell is None or place.goes_on:
            continue
        block = (
            _figure(cell.number, lane.unit, numbers, ground.slot - 8)
            if lane.kind is LaneKind.NUMBER
            else paragraph(cell.text, place.width - 2 * PADDING - 8, BODY)
        )
        cells.append((place.slots[0] + 4, block))
    number = lane.kind is LaneKind.NUMBER
    name = lane.name if lane.name.strip() else t("board.unnamed", ground.lang)
    return Row(name, "bars" if number else "lines", "muted", *_across(cells), note=lane.unit if number else "")


_FIGURE = Style(16, 600, "text")
_BAR = 7


def figure_words(value: float) -> str:
    """Return a figure as it is read: grouped, with at most six decimals.

    Examples
    --------
    >>> figure_words(1234.5), figure_words(-3.0)
    ('1,234.5', '−3')
    """
    words = f"{value:.6e}" if abs(value) > 1e12 else f"{value:,.6f}".rstrip("0").rstrip(".")
    return words.replace("-", "−")


def _figure(value: float | None, unit: str, numbers: Sequence[float], width: float) -> Block:
    """Return a figure with its unit over its bar; all bars of a lane share one scale, and zero is always on it."""
    if value is None:
        return NOTHING
    words = figure_words(value)
    left = measure(words, _FIGURE) + 5
    light = Style(LABEL.size, 400, LABEL.fill)
    # A unit of many words goes on below its figure.
    beside = left + measure(unit, light) <= width
    unit_block = paragraph(unit, width - left if beside else width, light)
    head = 24.0 if beside else 24 + unit_block.height
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    # Against the largest, so that no difference of two very large figures is an infinity.
    scale = max(-low, high) or 1.0
    span = high / scale - low / scale or 1.0
    zero, at = -low / scale / span, (value / scale - low / scale) / span
    start, size = min(zero, at) * width, max(3.0, abs(at - zero) * width)

    def draw(x: float, y: float) -> list[Mark]:
        top = y + head + 5
        marks: list[Mark] = [label(words, x, y + 12, _FIGURE)]
        marks += unit_block.draw(x + left if beside else x, y + 3 if beside else y + 24)
        marks.append(Rect(x, top, width, _BAR, 4, Look(fill="hover")))
        marks.append(Rect(x + start, top, size, _BAR, 4, Look(fill="bad" if value < 0 else "accent")))
        if zero > 0:
            marks.append(line(x + zero * width, top - 2, x + zero * width, top + _BAR + 2, Look(stroke="line-strong")))
        return marks

    return Block(head + 7 + _BAR, draw)
