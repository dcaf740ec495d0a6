"""A journey map drawn with the presentation's own shapes: stages as arrows, the emotion curve, its touchpoints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ...formats.drawing.marks import tone
from ...formats.slides import measuring
from ...formats.slides.pptxfile import Said, panel, text_box, write
from ...formats.slides.theme import BODY_TOP, COLOURS, LEFT, ROOM
from ...formats.slides.words import Words, words
from ...i18n import t
from ...model import JourneyMap, Stage, Touchpoint

MOST = 8
"""So many touchpoints stand beside each other on a slide; more go on on the next."""

_GUTTER = 40.0
_STAGE_HEIGHT = 42.0
_TOP, _STEP = 66.0, 37.0
"""Where the curve's highest value stands below the stages' top, and how far one value is from the next."""

_NAMES_TOP, _NAMES_HEIGHT = 238.0, 104.0
_DISC = 30.0
_SIZES = (16, 15, 14, 13, 12)


@dataclass(frozen=True)
class _Column:
    """A stage, or as much of it as stands on one slide; without a touchpoint it is as wide as with one."""

    stage: Stage
    cards: tuple[Touchpoint, ...]

    @property
    def slots(self) -> int:
        return max(1, len(self.cards))


def sheets(journey_map: JourneyMap) -> list[tuple[_Column, ...]]:
    """Return which stages and touchpoints stand on each slide."""
    columns = []
    for stage in journey_map.stages:
        cards = journey_map.touchpoints_in(stage.id)
        columns += [_Column(stage, tuple(cards[at : at + MOST])) for at in range(0, max(1, len(cards)), MOST)]
    total = sum(column.slots for column in columns)
    count = max(1, -(-total // MOST))
    most = min(MOST, -(-total // count) + 1)
    found: list[list[_Column]] = [[]]
    for column in columns:
        if found[-1] and sum(one.slots for one in found[-1]) + column.slots > max(most, column.slots):
            found.append([])
        found[-1].append(column)
    return [tuple(page) for page in found]


def draw(slide: Any, page: Sequence[_Column]) -> None:
    """Draw one sheet of a map."""
    slots = sum(column.slots for column in page)
    if not slots:
        text_box(slide, LEFT, BODY_TOP, ROOM, 40, [Said(words(t("picture.empty")), 22)])
        return
    slot = min((ROOM - _GUTTER) / slots, 210.0)
    left = LEFT + _GUTTER
    width = slot * slots
    for emotion in (2, 1, 0, -1, -2):
        y = _level(emotion)
        line = slide.shapes.add_connector(1, *map(_emu, (left, y, left + width, y)))
        _paint_line(line, "line", 1.0, dotted=emotion != 0)
        said = [Said(words(_sign(emotion)), 12, "muted")]
        text_box(slide, LEFT, y - 8, _GUTTER - 8, 16, said, middle=True)
    spots = list(_spots(page, left, slot))
    known = [(x, _level(card.emotion)) for x, card in spots if card.emotion is not None]
    for (x1, y1), (x2, y2) in pairwise(known):
        line = slide.shapes.add_connector(1, *map(_emu, (x1, y1, x2, y2)))
        _paint_line(line, "accent", 3.0)
    x = left
    unnamed = t("board.unnamed")
    for column in page:
        room = slot * column.slots
        shape = panel(slide, x, BODY_TOP, room - 3, _STAGE_HEIGHT, "accent-tile", form="PENTAGON")
        shape.adjustments[0] = 0.22
        name = words(" ".join(column.stage.name.split()) or unnamed, bold=True)
        inside, size = _fitted(name, room - 3 - 20, _STAGE_HEIGHT - 4, (18, 16, 14, 13, 12, 11))
        write(shape.text_frame, [Said(inside, size, "accent-text", bold=True)], middle=True, margins=(6, 2, 14, 2))
        x += room
    for x, card in spots:
        _touchpoint(slide, x, slot, card, unnamed)


def _spots(page: Sequence[_Column], left: float, slot: float) -> Iterator[tuple[float, Touchpoint]]:
    at = 0
    for column in page:
        for place, card in enumerate(column.cards):
            yield left + slot * (at + place + 0.5), card
        at += column.slots


def _touchpoint(slide: Any, x: float, slot: float, card: Touchpoint, unnamed: str) -> None:
    y = _level(card.emotion or 0)
    paint = tone(card.emotion)
    fill = paint or "surface"
    disc = panel(slide, x - _DISC / 2, y - _DISC / 2, _DISC, _DISC, fill, edge=paint or "line-strong", form="OVAL")
    sign = "?" if card.emotion is None else _sign(card.emotion)
    said = [Said(words(sign), 13, "surface" if paint else "muted", bold=True)]
    write(disc.text_frame, said, middle=True, centre=True)
    if card.is_moment_of_truth:
        panel(slide, x + _DISC / 2 - 6, y - _DISC / 2 - 10, 22, 22, "gold", edge="surface", form="STAR_5_POINT")
    name = words(" ".join(card.name.split()) or unnamed)
    room = slot - 12
    inside, size = _fitted(name, room, _NAMES_HEIGHT, _SIZES)
    said = [Said(inside, size, bold=card.is_moment_of_truth)]
    text_box(slide, x - room / 2, BODY_TOP + _NAMES_TOP, room, _NAMES_HEIGHT, said, centre=True)


def _fitted(said: Words, room: float, most: float, sizes: Sequence[float]) -> tuple[Words, float]:
    heavy = words(said[0].text, bold=True)
    # A long word is set smaller rather than broken.
    word = max((measuring.width(part, 1, True) for part in said[0].text.split() if part.isascii()), default=0.0)
    sizes = [size for size in sizes if size * word <= room * 0.88] or sizes[-1:]
    size = measuring.fitting(heavy, room, most, sizes)
    return measuring.shortened(said, room * 0.93, most, size), size


def _level(emotion: int | None) -> float:
    return BODY_TOP + _TOP + (2 - (emotion or 0)) * _STEP


def _sign(emotion: int) -> str:
    return f"{emotion:+d}".replace("-", "−") if emotion else "0"


def _emu(points: float) -> Any:
    from pptx.util import Pt

    return Pt(round(points, 2))


def _paint_line(line: Any, colour: str, width: float, *, dotted: bool = False) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE

    line.line.color.rgb = RGBColor.from_string(COLOURS[colour])
    line.line.width = _emu(width)
    if dotted:
        line.line.dash_style = MSO_LINE.SQUARE_DOT
