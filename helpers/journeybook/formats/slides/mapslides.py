"""A map on slides that can be edited: stages across, lanes down, every card a shape, the curve a line of curves.

Six touchpoints stand beside each other on a slide. What is more goes on on further slides, and so do lanes that are
higher than a slide; over each stand the names of its stages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from ...i18n import t
from ...model import JourneyMap, LaneKind
from ..drawing.curve import Stretch, emotion_curve, emotion_y, with_others
from ..drawing.lanes import figure_words
from ..drawing.marks import tone
from ..drawing.sheets import spread
from ..drawing.table import Column, columns_of
from . import measuring
from .mapcards import SIZES, Card, Cards
from .pptxfile import Said, call, describe, panel, text_box, write
from .theme import COLOURS, HEIGHT, WIDTH
from .words import words

LEFT, NAMES = 24.0, 86.0
"""Room at the edges of a slide, and width of the names of the lanes."""

TOP, BOTTOM = 62.0, HEIGHT - 34
"""Between these heights of a slide stands the map."""

_ROOM = WIDTH - 2 * LEFT - NAMES
_SHEET = 1180.0
"""As wide a sheet, in CSS pixels, has as many touchpoints as a slide."""

_MOST_SLOT = 200.0
_MOST_GOING_ON = 3
_GAP = 7.0
_STAGE = 30.0
_CURVE = 102.0
_STEP, _CURVE_TOP = 19.0, 13.0
_DISC = 22.0


@dataclass(frozen=True)
class Row:
    """What stands on one slide together: a row of cards or the curve.

    Attributes
    ----------
    lane : str
        The lane's name.
    colour : str
        The lane's colour.
    height : float
        How high it is.
    draw : callable
        Draws it on a slide with its top at a height.
    notes : tuple of str
        What the notes say of it.
    """

    lane: str
    colour: str
    height: float
    draw: Callable[[Any, float], None]
    notes: tuple[str, ...] = ()


@dataclass
class MapSlide:
    """One slide of a map."""

    columns: Sequence[_Place]
    rows: list[Row] = field(default_factory=list)
    goes_on: bool = False

    @property
    def title(self) -> str:
        """Return which stages it shows."""
        names = list(dict.fromkeys(place.name for place in self.columns))
        named = names[0] if len(names) == 1 else t("mapslides.stages", first=names[0], last=names[-1])
        return t("mapslides.goes_on", title=named) if self.goes_on else named


@dataclass(frozen=True)
class _Place:
    """A stage, and where it and its slots stand."""

    column: Column
    x: float
    width: float
    slots: tuple[float, ...]
    slot: float

    @property
    def name(self) -> str:
        name = " ".join(self.column.stage.name.split()) or t("board.unnamed")
        return f"{self.column.number}  {name}"


def slides_of(journey_map: JourneyMap) -> list[MapSlide]:
    """Return the slides of a map in the current language."""
    makers = [Cards(journey_map, size) for size in SIZES]
    columns = columns_of(journey_map)
    slides = _laid(journey_map, makers, spread(columns, _SHEET))
    if 0 < sum(slide.goes_on for slide in slides) <= _MOST_GOING_ON:
        # With fewer stages beside each other cards are wider, lanes lower, and the slides may be fewer.
        slides = min((slides, _laid(journey_map, makers, spread(columns, _SHEET, 1))), key=len)
    return slides


def _laid(journey_map: JourneyMap, makers: Sequence[Cards], groups: Sequence[Sequence[Column]]) -> list[MapSlide]:
    slides: list[MapSlide] = []
    for columns in groups:
        places = _placed(columns)
        tries = (_filled(places, _rows(journey_map, cards, places)) for cards in makers)
        first = next(tries)
        # Smaller letters are taken only where they save a slide.
        slides += first if len(first) != 2 else next((found for found in tries if len(found) == 1), first)
    return slides


def _filled(places: Sequence[_Place], rows: Iterable[Row]) -> list[MapSlide]:
    """Return slides with as many rows on each as have room."""
    found = [MapSlide(places)]
    y = TOP + _STAGE + 6
    for row in rows:
        if found[-1].rows and y + row.height > BOTTOM:
            found.append(MapSlide(places, goes_on=True))
            y = TOP + _STAGE + 6
        found[-1].rows.append(row)
        y += row.height
    return found


def draw(slide: Any, sheet: MapSlide) -> None:
    """Draw a slide of a map below its title."""
    for place in sheet.columns:
        head = panel(slide, place.x, TOP, place.width - 3, _STAGE, "accent-tile", form="PENTAGON")
        head.adjustments[0] = 0.28
        call(head, t("board.named", name=t("board.stage"), value=place.name))
        size = measuring.fitting(words(place.name, bold=True), place.width - 26, _STAGE - 4, (15, 13, 12, 11))
        inside = measuring.shortened(words(place.name, bold=True), place.width - 26, _STAGE - 4, size)
        write(head.text_frame, [Said(inside, size, "accent-text", bold=True)], middle=True, margins=(8, 1, 14, 1))
    y = TOP + _STAGE + 6
    above = ""
    for row in sheet.rows:
        if row.lane != above:
            _name(slide, row, y, goes_on=not above and sheet.goes_on)
            above = row.lane
        row.draw(slide, y)
        y += row.height


def _name(slide: Any, row: Row, y: float, *, goes_on: bool) -> None:
    line = slide.shapes.add_connector(1, *map(_emu, (LEFT, y - 1, WIDTH - LEFT, y - 1)))
    _paint(line, "line", 0.75)
    name = t("mapslides.lane_goes_on", name=row.lane) if goes_on else row.lane
    # Beside the name of the curve's lane stand the figures of its scale.
    room = NAMES - (28 if row.lane == t("board.lane_emotion") else 4)
    said = measuring.shortened(words(name, bold=True), room, 60, 10.5)
    box = text_box(slide, LEFT, y + 5, room, 60, [Said(said, 10.5, row.colour, bold=True)])
    call(box, row.lane)


def _placed(columns: Sequence[Column]) -> tuple[_Place, ...]:
    slots = sum(column.slots for column in columns)
    slot = min(_MOST_SLOT, (_ROOM - _GAP * (slots + len(columns))) / max(1, slots))
    places = []
    x = LEFT + NAMES
    for column in columns:
        width = column.slots * (slot + _GAP) + _GAP
        starts = tuple(x + _GAP + i * (slot + _GAP) for i in range(column.slots))
        places.append(_Place(column, x, width, starts, slot))
        x += width
    return tuple(places)


def _rows(journey_map: JourneyMap, cards: Cards, places: Sequence[_Place]) -> Iterator[Row]:
    standing = [(card, x, place.slot) for place in places for card, x in _standing(place)]
    yield from _cards(
        t("board.lane_touchpoint"), "accent-text", [(x, w, [cards.touchpoint(card, w)]) for card, x, w in standing]
    )
    yield _curve_row(journey_map, places)
    yield from _cards(t("board.lane_pain_point"), "bad-text", list(_pain_stacks(cards, places)))
    yield from _cards(t("board.lane_opportunity"), "good-text", list(_opportunity_stacks(cards, places)))
    if any(card.backstage.strip() for card in journey_map.touchpoints):
        name = t("board.lane_backstage")
        stacks = [
            (x, w, [cards.text(card.id, name, card.backstage, w, backstage=True)] if card.backstage.strip() else [])
            for card, x, w in standing
        ]
        yield from _cards(name, "muted", stacks)
    yield from _own_rows(journey_map, cards, places)


def _standing(place: _Place) -> Iterator[tuple[Any, float]]:
    yield from zip(place.column.touchpoints, place.slots[: len(place.column.touchpoints)], strict=True)


_Stack = tuple[float, float, Sequence[Card]]
"""Where cards stand under each other: x, width and the cards."""


def _cards(lane: str, colour: str, stacks: Sequence[_Stack]) -> Iterator[Row]:
    """Yield the rows of a lane: the first card of each stack, then the second ones; one empty row where it has none."""
    levels = list(zip_longest(*(cards for _, _, cards in stacks))) or [()]
    for number, level in enumerate(levels):
        row = [(x, width, card) for (x, width, _), card in zip(stacks, level, strict=False) if card is not None]
        height = max((card.height(width) for _, width, card in row), default=34.0)
        notes = tuple(line for _, _, card in row for line in card.notes)
        # The last row of a lane has more room below it.
        room = 2 * _GAP if number == len(levels) - 1 else _GAP

        def drawn(slide: Any, y: float, row: Sequence[tuple[float, float, Card]] = row, high: float = height) -> None:
            for x, width, card in row:
                card.draw(slide, x, y + _GAP, width, high if lane == t("board.lane_touchpoint") else card.height(width))

        yield Row(lane, colour, height + room, drawn, notes)


def _pain_stacks(cards: Cards, places: Sequence[_Place]) -> Iterator[_Stack]:
    for place in places:
        column = place.column
        own = {card.id for card in column.touchpoints}
        stacks: list[list[Any]] = [
            [pain for pain in column.pain_points if pain.touchpoint == card.id] for card in column.touchpoints
        ] or [[]]
        # What hangs at no touchpoint of the stage goes where there is most room.
        for pain in column.pain_points:
            if pain.touchpoint not in own:
                min(stacks, key=len).append(pain)
        for x, stack in zip(place.slots, stacks, strict=True):
            yield x, place.slot, [cards.pain_point(pain, place.slot) for pain in stack]


def _opportunity_stacks(cards: Cards, places: Sequence[_Place]) -> Iterator[_Stack]:
    for place in places:
        count = len(place.slots)
        for i, x in enumerate(place.slots):
            yield x, place.slot, [cards.opportunity(card, place.slot) for card in place.column.opportunities[i::count]]


def _own_rows(journey_map: JourneyMap, cards: Cards, places: Sequence[_Place]) -> Iterator[Row]:
    for lane in journey_map.lanes:
        name = lane.name.strip() or t("board.unnamed")
        by_stage = {cell.stage: cell for cell in journey_map.lane_cells if cell.lane == lane.id}
        stacks: list[_Stack] = []
        for place in places:
            cell = by_stage.get(place.column.stage.id)
            text = cell.text if cell else ""
            if lane.kind is LaneKind.NUMBER:
                text = "" if cell is None or cell.number is None else f"{figure_words(cell.number)} {lane.unit}".strip()
            width = place.width - 2 * _GAP
            said = text.strip() and not place.column.goes_on
            stacks.append((place.x + _GAP, width, [cards.text(cell.id, name, text, width)] if said and cell else []))
        yield from _cards(name, "muted", stacks)


# The curve ------------------------------------------------------------------------------------------------------------


def _level(emotion: float, top: float) -> float:
    return top + _CURVE_TOP + (2 - emotion) * _STEP


def _curve_row(journey_map: JourneyMap, places: Sequence[_Place]) -> Row:
    left, right = places[0].x, places[-1].x + places[-1].width
    spots = [(card, x + place.slot / 2) for place in places for card, x in _standing(place)]
    pieces = [one.between(left, right) for one in emotion_curve(_feelings(journey_map, spots))]

    def drawn(slide: Any, top: float) -> None:
        for emotion in (2, 1, 0, -1, -2):
            y = _level(emotion, top)
            line = slide.shapes.add_connector(1, *map(_emu, (left, y, right, y)))
            _paint(line, "line", 0.75, dotted=emotion == 0)
            said = [Said(words(_sign(emotion)), 9.5, "muted")]
            text_box(slide, left - 26, y - 7, 20, 14, said, middle=True, centre=True)
        for piece in pieces:
            if piece is not None:
                _stretch(slide, piece, top)
        for card, x in spots:
            _point(slide, card, x, _level(card.emotion or 0, top))

    return Row(t("board.lane_emotion"), "accent-text", _CURVE + _GAP, drawn)


def _feelings(journey_map: JourneyMap, spots: Sequence[tuple[Any, float]]) -> list[tuple[float, int | None]]:
    """Return the feelings of the whole journey, those of other slides before and behind what this one shows."""
    order = [card for stage in journey_map.stages for card in journey_map.touchpoints_in(stage.id)]
    return with_others(spots, order)


def _stretch(slide: Any, piece: Stretch, top: float) -> None:
    """Draw a stretch of the curve as a Bézier whose points can be edited."""
    from lxml import etree
    from pptx.enum.dml import MSO_LINE

    # The lane on slides is lower than on pictures: heights are read as feelings and laid out anew.
    points = [(x, _level(_emotion_at(y), top)) for x, y in (piece.start, piece.first, piece.second, piece.end)]
    builder = slide.shapes.build_freeform(*map(_emu, points[0]), scale=1.0)
    builder.add_line_segments([tuple(map(_emu, point)) for point in points[1:]], close=False)
    shape = builder.convert_to_shape()
    call(shape, t("board.lane_emotion"))
    shape.fill.background()
    _paint(shape, "accent", 2.5)
    if piece.bridge:
        shape.line.dash_style = MSO_LINE.SQUARE_DOT
    space = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    path = shape._element.find(f".//{space}path")
    lines = path.findall(f"{space}lnTo")
    curve = etree.SubElement(path, f"{space}cubicBezTo")
    for line in lines:
        curve.append(line.find(f"{space}pt"))
        path.remove(line)


def _emotion_at(y: float) -> float:
    return 2 - (y - emotion_y(2)) / (emotion_y(1) - emotion_y(2))


def _point(slide: Any, card: Any, x: float, y: float) -> None:
    paint = tone(card.emotion)
    sign = "?" if card.emotion is None else _sign(card.emotion)
    look = (paint, "surface") if paint else ("surface", "line-strong")
    disc = panel(slide, x - _DISC / 2, y - _DISC / 2, _DISC, _DISC, look[0], edge=look[1], form="OVAL")
    call(disc, t("board.emotion_of", name=card.name or t("board.unnamed")))
    said = [Said(words(sign), 10, "surface" if paint else "muted", bold=True)]
    write(disc.text_frame, said, middle=True, centre=True)
    words_of = t("board.emotion_unset") if card.emotion is None else _in_words(card.emotion)
    describe(disc, t("board.named", name=card.name or t("board.unnamed"), value=words_of))


def _in_words(emotion: int) -> str:
    return t(f"board.emotion_{emotion}".replace("-", "m"))


def _sign(emotion: int) -> str:
    return f"{emotion:+d}".replace("-", "−") if emotion else "0"


def _emu(points: float) -> Any:
    from pptx.util import Pt

    return Pt(round(points, 2))


def _paint(line: Any, colour: str, width: float, *, dotted: bool = False) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE

    # The theme's style gives lines a shadow.
    style = line._element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}style")
    if style is not None:
        line._element.remove(style)
    line.line.color.rgb = RGBColor.from_string(COLOURS[colour])
    line.line.width = _emu(width)
    if dotted:
        line.line.dash_style = MSO_LINE.SQUARE_DOT
