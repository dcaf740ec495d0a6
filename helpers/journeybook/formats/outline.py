"""A map in words: who travels, then stage by stage in tables, then what the claims rest on; for pages and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..i18n import t
from ..model import Evidence, JourneyMap, Lane, LaneKind, Opportunity, PainPoint, Stage, Touchpoint
from .drawing.lanes import figure_words
from .losses import Loss, LossKind, left_out
from .picture import title_of


@dataclass(frozen=True)
class Table:
    """A table under its heading; no cell of a column that is shown says nothing in all of the map's tables."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """A stage with its tables, or the evidence; without a table it says `empty`."""

    heading: str
    tables: tuple[Table, ...]
    empty: str = ""


@dataclass(frozen=True)
class Outline:
    """A map in words.

    Attributes
    ----------
    lang : {"zh", "en"}
        Language of headings.
    title : str
        What it is.
    facts : tuple of (str, str)
        Who travels and why: name and value.
    sections : tuple of Section
        The stages, then the evidence.
    """

    lang: str
    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def outline(journey_map: JourneyMap, lang: str) -> Outline:
    """Return a map in words."""
    persona, scenario = journey_map.persona, journey_map.scenario
    facts = (
        (t("board.persona", lang), persona.name),
        (t("board.persona_about", lang), persona.about),
        (t("board.persona_goal", lang), persona.goal),
        (t("board.scenario", lang), scenario.name),
        (t("board.scenario_situation", lang), scenario.situation),
        (t("board.kind", lang), t(f"board.kind_{journey_map.kind}", lang)),
    )
    sections = [_stage(journey_map, number, stage, lang) for number, stage in enumerate(journey_map.stages, 1)]
    if journey_map.evidence:
        heading = t("board.evidence", lang)
        sections.append(Section(heading, (_evidence(journey_map, lang),)))
    return Outline(
        lang,
        title_of(journey_map, lang),
        tuple((name, value) for name, value in facts if value.strip()),
        tuple(sections),
    )


def losses_of(journey_map: JourneyMap) -> tuple[Loss, ...]:
    """Return what of a map its words do not hold."""
    return (*left_out(journey_map, ["touchpoint.case_touchpoint"]), Loss(LossKind.NOTE, "one_way"))


def feeling(emotion: int | None, lang: str) -> str:
    """Return an emotion as a number and in words.

    Examples
    --------
    >>> feeling(-2, "en")
    '−2 Very unhappy'
    """
    if emotion is None:
        return ""
    signed = f"{emotion:+d}".replace("-", "−") if emotion else "0"
    words = t(f"board.emotion_{emotion}".replace("-", "m"), lang)
    return t("outline.emotion", lang, signed=signed, words=words)


def claim_of(journey_map: JourneyMap, evidence: Evidence, lang: str) -> str:
    """Return which claim an evidence supports, in words."""
    names = {card.id: card.name for card in journey_map.touchpoints}
    names |= {card.id: card.text for card in journey_map.pain_points}
    name = names[evidence.claim].strip() or t("board.unnamed", lang)
    return t(f"board.proof_claim_{evidence.aspect}", lang, name=name)


def _stage(journey_map: JourneyMap, number: int, stage: Stage, lang: str) -> Section:
    name = stage.name.strip() or t("board.unnamed", lang)
    pains = [card for card in journey_map.pain_points if card.stage == stage.id]
    opportunities = [card for card in journey_map.opportunities if card.stage == stage.id]
    tables = (
        _touchpoints(journey_map, journey_map.touchpoints_in(stage.id), lang),
        _pain_points(journey_map, pains, lang),
        _opportunities(journey_map, opportunities, lang),
        _own_lanes(journey_map, stage, lang),
    )
    heading = t("outline.stage_nr", lang, number=number, name=name)
    return Section(heading, tuple(table for table in tables if table.rows), t("outline.no_cards", lang))


def _touchpoints(journey_map: JourneyMap, cards: Sequence[Touchpoint], lang: str) -> Table:
    columns = (
        *(t("board.touchpoint", lang), t("board.channel", lang), t("board.action", lang), t("board.thought", lang)),
        *(t("board.emotion", lang), t("board.moment_of_truth", lang), t("board.lane_backstage", lang)),
    )

    def row(card: Touchpoint) -> tuple[str, ...]:
        return (
            card.name.strip() or t("board.unnamed", lang),
            t(f"board.channel_{card.channel}", lang) if card.channel else "",
            card.action,
            card.thought,
            feeling(card.emotion, lang),
            t("outline.yes", lang) if card.is_moment_of_truth else "",
            card.backstage,
        )

    # A column in which no touchpoint of the map says anything is not shown, in any stage.
    used = [any(column) for column in zip(*map(row, journey_map.touchpoints), strict=True)]
    shown = [i for i, said in enumerate(used) if said]
    rows = tuple(tuple(row(card)[i] for i in shown) for card in cards)
    return Table(t("board.lane_touchpoint", lang), tuple(columns[i] for i in shown), rows)


def _pain_points(journey_map: JourneyMap, cards: Sequence[PainPoint], lang: str) -> Table:
    names = {card.id: card.name.strip() or t("board.unnamed", lang) for card in journey_map.touchpoints}
    columns = (t("board.pain_point", lang), t("board.severity", lang), t("board.touchpoint", lang))
    rows = tuple(
        (
            card.text.strip() or t("board.no_text", lang),
            t("outline.severity", lang, severity=card.severity),
            names[card.touchpoint] if card.touchpoint else "",
        )
        for card in cards
    )
    return Table(t("board.lane_pain_point", lang), columns, rows)


def _opportunities(journey_map: JourneyMap, cards: Sequence[Opportunity], lang: str) -> Table:
    pains = {card.id: card.text.strip() or t("board.no_text", lang) for card in journey_map.pain_points}
    columns = (
        *(t("board.opportunity", lang), t("outline.answers", lang), t("board.goal", lang)),
        *(t("board.measure", lang), t("board.owner", lang)),
    )
    rows = tuple(
        (
            card.text.strip() or t("board.no_text", lang),
            "\n".join(pains[id_] for id_ in card.pain_points),
            card.goal,
            card.measure,
            card.owner,
        )
        for card in cards
    )
    return Table(t("board.lane_opportunity", lang), columns, rows)


def _own_lanes(journey_map: JourneyMap, stage: Stage, lang: str) -> Table:
    cells = {cell.lane: cell for cell in journey_map.lane_cells if cell.stage == stage.id}

    def rows() -> Iterator[tuple[str, str]]:
        for lane in journey_map.lanes:
            cell = cells.get(lane.id)
            said = "" if cell is None else _said(lane, cell.text, cell.number, lang)
            if said:
                yield lane.name.strip() or t("board.unnamed", lang), said

    columns = (t("board.own_lane", lang), t("outline.entry", lang))
    return Table(t("outline.lanes", lang), columns, tuple(rows()))


def _said(lane: Lane, text: str, number: float | None, lang: str) -> str:
    if lane.kind is LaneKind.TEXT:
        return text
    return "" if number is None else t("outline.unit", lang, number=figure_words(number), unit=lane.unit).strip()


def _evidence(journey_map: JourneyMap, lang: str) -> Table:
    columns = (
        *(t("outline.claim", lang), t("board.evidence_kind", lang)),
        *(t("board.evidence_text", lang), t("board.evidence_source", lang)),
    )
    rows = tuple(
        (
            claim_of(journey_map, one, lang),
            t(f"board.evidence_{one.kind}", lang),
            one.text,
            one.source,
        )
        for one in journey_map.evidence
    )
    return Table("", columns, rows)
