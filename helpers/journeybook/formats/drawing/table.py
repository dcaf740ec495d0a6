"""Where everything of a map stands when it is drawn as the board's table: stages across, lanes down."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ...i18n import t
from ...model import Evidence, JourneyMap
from .blocks import BODY, LABEL, SMALL, Block, Style, column, label, measure, paragraph
from .cards import stage_arrow
from .lanes import GAP, PADDING, TITLE, Ground, Place, Row, rows
from .marks import Look, Mark, Rect, icon, line, shift

_LEAST_SLOT, _MOST_SLOT = 148, 236
_VISIBILITY = 30
_LEAST_FOR_HINT = 620
_TITLE_TOP = 34


@dataclass(frozen=True)
class Scene:
    """Marks with their corner at (0, 0)."""

    width: float
    height: float
    marks: list[Mark]


def places_of(journey_map: JourneyMap, available: float) -> tuple[tuple[Place, ...], float]:
    """Return where the stages stand, stretched to `available` within what can be read, and how wide a slot is."""
    by_stage = {stage.id: journey_map.touchpoints_in(stage.id) for stage in journey_map.stages}
    # A stage without touchpoints is as wide as one with one.
    counts = [max(1, len(cards)) for cards in by_stage.values()]
    fixed = TITLE + sum(2 * PADDING + (count - 1) * GAP for count in counts)
    fitting = (available - fixed) // max(1, sum(counts))
    slot = min(max(fitting, _LEAST_SLOT), _MOST_SLOT)
    places = []
    x: float = TITLE
    for stage, count in zip(journey_map.stages, counts, strict=True):
        width = 2 * PADDING + count * slot + (count - 1) * GAP
        places.append(
            Place(
                stage,
                by_stage[stage.id],
                tuple(card for card in journey_map.pain_points if card.stage == stage.id),
                tuple(card for card in journey_map.opportunities if card.stage == stage.id),
                x,
                width,
                tuple(x + PADDING + i * (slot + GAP) for i in range(count)),
            )
        )
        x += width
    return tuple(places), slot


def table_scene(journey_map: JourneyMap, available: float, lang: str) -> Scene:
    """Lay out a map as the board's table."""
    places, slot = places_of(journey_map, available)
    right = places[-1].x + places[-1].width if places else TITLE
    evidence: dict[str, tuple[Evidence, ...]] = defaultdict(tuple)
    for one in journey_map.evidence:
        evidence[one.claim] += (one,)
    ground = Ground(journey_map, places, slot, right, dict(evidence), lang)
    unnamed = t("board.unnamed", lang)
    heads = [
        stage_arrow(place.stage.id, place.stage.name if place.stage.name.strip() else unnamed, i, place.width - 4)
        for i, place in enumerate(places, 1)
    ]
    head = max((block.height for block in heads), default=44) + 16
    lanes = [(row, _title(row)) for row in rows(ground)]
    heights = [max(row.height, _TITLE_TOP + title.height + 8) for row, title in lanes]
    total = sum(heights) + (_VISIBILITY if any(row.icon == "backstage" for row, _ in lanes) else 0)

    marks: list[Mark] = [Rect(place.x, head, place.width, total, 0, Look(fill="sunken")) for place in places[1::2]]
    for block, place in zip(heads, places, strict=True):
        marks += block.draw(place.x + 2, 8)
    y = head
    for (row, title), height in zip(lanes, heights, strict=True):
        if row.icon == "backstage":
            marks += _visibility(y, right, lang)
            y += _VISIBILITY
        # Action and touchpoint are one thing to the eye: no line between them.
        elif row.icon != "touch":
            marks.append(line(0, y, right, y, Look(stroke="line")))
        marks += [icon(row.icon, 8, y + 12, 18, row.colour), *title.draw(8, y + _TITLE_TOP), *row.draw(y)]
        marks.append(line(TITLE - 0.5, y, TITLE - 0.5, y + height, Look(stroke="line")))
        y += height
    return Scene(right, y, marks)


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


def sheet_scene(journey_map: JourneyMap, available: float, lang: str) -> Scene:
    """Lay out the whole picture: the map with its head over it, and room around both."""
    table = table_scene(journey_map, available - 2 * _MARGIN, lang)
    width = max(_LEAST, table.width)
    head = head_scene(journey_map, width, lang)
    top = _MARGIN + head.height + 20
    marks = [*shift(head.marks, _MARGIN, _MARGIN), *shift(table.marks, _MARGIN, top)]
    return Scene(width + 2 * _MARGIN, top + table.height + _MARGIN, marks)
