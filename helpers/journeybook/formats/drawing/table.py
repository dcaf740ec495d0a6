"""Where everything of a map stands when it is drawn as the board's table: stages across, lanes down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ...i18n import t
from ...model import Evidence, JourneyMap, Opportunity, PainPoint, Stage, Touchpoint
from .blocks import BODY, LABEL, SMALL, Block, Style, column, label, measure, paragraph
from .cards import stage_arrow
from .lanes import GAP, PADDING, TITLE, Ground, Place, Row, rows
from .marks import Look, Mark, Rect, icon, line, shift

LEAST_SLOT, MOST_SLOT = 148, 236
_VISIBILITY = 30
_LEAST_FOR_HINT = 620
_TITLE_TOP = 34


@dataclass(frozen=True)
class Scene:
    """Marks with their corner at (0, 0)."""

    width: float
    height: float
    marks: list[Mark]


@dataclass(frozen=True)
class Column:
    """A stage, or a piece of one that is too wide for a sheet, with the cards that stand in it."""

    stage: Stage
    number: int
    touchpoints: tuple[Touchpoint, ...]
    pain_points: tuple[PainPoint, ...]
    opportunities: tuple[Opportunity, ...]
    goes_on: bool = False

    @property
    def slots(self) -> int:
        """Return how many touchpoints it is wide: one without any is as wide as one with one."""
        return max(1, len(self.touchpoints))


def columns_of(journey_map: JourneyMap) -> tuple[Column, ...]:
    """Return the stages of a map with their cards."""
    return tuple(
        Column(
            stage,
            number,
            journey_map.touchpoints_in(stage.id),
            tuple(card for card in journey_map.pain_points if card.stage == stage.id),
            tuple(card for card in journey_map.opportunities if card.stage == stage.id),
        )
        for number, stage in enumerate(journey_map.stages, 1)
    )


def fixed_width(columns: Sequence[Column]) -> float:
    """Return how much of a table's width is not slots."""
    return TITLE + sum(2 * PADDING + (column.slots - 1) * GAP for column in columns)


def places_of(columns: Sequence[Column], available: float) -> tuple[tuple[Place, ...], float]:
    """Return where the stages stand, stretched to `available` within what can be read, and how wide a slot is."""
    fitting = (available - fixed_width(columns)) // max(1, sum(column.slots for column in columns))
    slot = min(max(fitting, LEAST_SLOT), MOST_SLOT)
    places = []
    x: float = TITLE
    for one in columns:
        width = 2 * PADDING + one.slots * slot + (one.slots - 1) * GAP
        places.append(
            Place(
                one.stage,
                one.touchpoints,
                one.pain_points,
                one.opportunities,
                x,
                width,
                tuple(x + PADDING + i * (slot + GAP) for i in range(one.slots)),
                one.goes_on,
            )
        )
        x += width
    return tuple(places), slot


@dataclass(frozen=True)
class Lane:
    """A lane of a table that is laid out."""

    top: float
    bottom: float
    title: list[Mark]
    """Its sign and its name, where they stand."""
    whole: bool
    """Whether it may not be parted: the emotion curve is one picture."""


@dataclass(frozen=True)
class Table(Scene):
    """A map as the board's table; the names of the stages stand in its first `head` pixels."""

    head: float
    lanes: list[Lane]


def table_scene(journey_map: JourneyMap, available: float, lang: str, columns: Sequence[Column] | None = None) -> Table:
    """Lay out a map as the board's table; of one that is spread over several sheets, these columns of it."""
    shown = columns_of(journey_map) if columns is None else columns
    places, slot = places_of(shown, available)
    right = places[-1].x + places[-1].width if places else TITLE
    evidence: dict[str, tuple[Evidence, ...]] = defaultdict(tuple)
    for one in journey_map.evidence:
        evidence[one.claim] += (one,)
    ground = Ground(journey_map, places, slot, right, dict(evidence), lang)
    heads = [
        stage_arrow(column.stage.id, _stage_name(column, lang), column.number, place.width - 4)
        for column, place in zip(shown, places, strict=True)
    ]
    head = max((block.height for block in heads), default=44) + 16
    laid = [(row, _title(row)) for row in rows(ground)]
    heights = [max(row.height, _TITLE_TOP + title.height + 8) for row, title in laid]
    total = sum(heights) + (_VISIBILITY if any(row.icon == "backstage" for row, _ in laid) else 0)

    marks: list[Mark] = [Rect(place.x, head, place.width, total, 0, Look(fill="sunken")) for place in places[1::2]]
    for block, place in zip(heads, places, strict=True):
        marks += block.draw(place.x + 2, 8)
    y = head
    lanes: list[Lane] = []
    for (row, title), height in zip(laid, heights, strict=True):
        top = y
        if row.icon == "backstage":
            marks += _visibility(y, right, lang)
            y += _VISIBILITY
        # Action and touchpoint are one thing to the eye: no line between them.
        elif row.icon != "touch":
            marks.append(line(0, y, right, y, Look(stroke="line")))
        named = [icon(row.icon, 8, y + 12, 18, row.colour), *title.draw(8, y + _TITLE_TOP)]
        marks += [*named, *row.draw(y)]
        marks.append(line(TITLE - 0.5, y, TITLE - 0.5, y + height, Look(stroke="line")))
        lanes.append(Lane(top, y + height, named, row.icon == "wave"))
        y += height
    return Table(right, y, marks, head, lanes)


def _stage_name(column: Column, lang: str) -> str:
    name = column.stage.name if column.stage.name.strip() else t("board.unnamed", lang)
    return t("picture.goes_on", lang, name=name) if column.goes_on else name


def _title(row: Row) -> Block:
    # Beside the name of the curve's lane are the faces of its scale.
    room = TITLE - (38 if row.icon == "wave" else 14)
    return column([paragraph(row.name, room, LABEL), paragraph(row.note, room, SMALL)], 2)


def _visibility(y: float, right: float, lang: str) -> list[Mark]:
    """Return the line of visibility, its words over its left end."""
    name = Style(13, 650, "text")
    words = t("board.visibility", lang)
    middle = y + _VISIBILITY / 2 - 2
    marks: list[Mark] = [
        Rect(0, y, right, _VISIBILITY, 0, Look(fill="surface")),
        line(0, y, right, y, Look(stroke="line")),
        label(words, 8, middle, name),
    ]
    if right > _LEAST_FOR_HINT:
        marks.append(label(t("board.visibility_hint", lang), 18 + measure(words, name), middle, SMALL))
    dashes = Look(stroke="line-strong", width=2, dash="7 5")
    return [*marks, line(0, y + _VISIBILITY - 2, right, y + _VISIBILITY - 2, dashes)]


_PANEL_GAP = 14


def head_scene(journey_map: JourneyMap, width: float, lang: str) -> Scene:
    """Lay out who travels and why, in two panels side by side."""
    persona, scenario = journey_map.persona, journey_map.scenario
    half = (width - _PANEL_GAP) / 2
    kind = f"{t('board.scenario', lang)} · {t(f'board.kind_{journey_map.kind}', lang)}"
    panels = [
        _panel(
            half,
            ("person", "accent-tile", "accent-text"),
            t("board.persona", lang),
            persona.name,
            [(t("board.persona_about", lang), persona.about), (t("board.persona_goal", lang), persona.goal)],
            lang,
        ),
        _panel(
            half,
            ("scene", "good-tile", "good-text"),
            kind,
            scenario.name,
            [(t("board.scenario_situation", lang), scenario.situation)],
            lang,
        ),
    ]
    height = max(panel.height for panel in panels)
    marks: list[Mark] = []
    for i, panel in enumerate(panels):
        x = i * (half + _PANEL_GAP)
        marks += [Rect(x, 0, half, height, 12, Look(fill="sunken")), *panel.draw(x, 0)]
    return Scene(width, height, marks)


def _panel(
    width: float, sign: tuple[str, str, str], kicker: str, title: str, lines: list[tuple[str, str]], lang: str
) -> Block:
    """Return one panel: a sign, a kicker, a title, and lines under it."""
    name, tile, stroke = sign
    inner = width - 14 - 48 - 14 - 16
    texts = [t("board.named", lang, name=word, value=text) if text.strip() else "" for word, text in lines]
    body = column(
        [
            paragraph(kicker, inner, SMALL),
            paragraph(title if title.strip() else t("board.unnamed", lang), inner, Style(17, 650, "text")),
            *(paragraph(text, inner, BODY) for text in texts),
        ],
        2,
    )

    def draw(x: float, y: float) -> list[Mark]:
        return [
            Rect(x + 14, y + 14, 48, 48, 24 if name == "person" else 12, Look(fill=tile)),
            icon(name, x + 25, y + 25, 26, stroke),
            *body.draw(x + 76, y + 14),
        ]

    return Block(max(76, body.height + 28), draw)


_MARGIN = 20
_LEAST = 720
_BAND_GAP = 28


def sheet_scene(journey_map: JourneyMap, available: float, lang: str) -> Scene:
    """Lay out the whole picture: the map with its head over it, and room around both."""
    return _framed(journey_map, [table_scene(journey_map, available - 2 * _MARGIN, lang)], lang)


def stacked_scene(journey_map: JourneyMap, bands: Sequence[Sequence[Column]], slot: float, lang: str) -> Scene:
    """Lay out the whole picture with its stages in bands under each other, on cards of at least `slot` pixels."""
    wide = max(fixed_width(columns) + sum(column.slots for column in columns) * slot for columns in bands)
    return _framed(journey_map, [table_scene(journey_map, wide, lang, columns) for columns in bands], lang)


def _framed(journey_map: JourneyMap, tables: Sequence[Table], lang: str) -> Scene:
    width = max(_LEAST, *(table.width for table in tables))
    head = head_scene(journey_map, width, lang)
    marks = shift(head.marks, _MARGIN, _MARGIN)
    y = _MARGIN + head.height + 20
    for table in tables:
        marks += shift(table.marks, _MARGIN, y)
        y += table.height + _BAND_GAP
    return Scene(width + 2 * _MARGIN, y - _BAND_GAP + _MARGIN, marks)
