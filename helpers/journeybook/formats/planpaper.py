"""What an exported action plan says, in the reader's language: the same in Word, in Excel and on a printed page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..i18n import language, t
from ..model import JourneyMap
from ..plan import Action, Horizon, Plan, Review, day

Value = str | date

SHARES = {
    "actions": (26, 18, 24, 11, 14, 7),
    "reviews": (20, 25, 55),
    "opportunities": (30, 26, 17, 14, 13),
}
"""How wide the columns of a table are, in hundredths of the page."""


@dataclass(frozen=True)
class Table:
    """A table under its heading.

    ``kind`` is a key of `SHARES`; a table without rows says ``empty`` in their place.
    """

    kind: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    empty: str
    note: str = ""
    """A sentence below the table."""


@dataclass(frozen=True)
class Paper:
    """An action plan as it is printed."""

    lang: str
    title: str
    facts: tuple[tuple[str, Value], ...]
    """What stands below the title: name and value."""
    tables: tuple[Table, ...]


def paper(plan: Plan, maps: Sequence[JourneyMap] = ()) -> Paper:
    """Return what is said of a plan; `maps` hold the cards that its actions come from."""
    cards = dict(_cards(maps))
    facts = ((t("plan.company"), plan.company), (t("plan.journey"), plan.journey), (t("plan.start"), _day(plan.start)))
    return Paper(
        lang=language(),
        title=t("planpaper.paper_title"),
        facts=tuple((name, value) for name, value in facts if value and (isinstance(value, date) or value.strip())),
        tables=(
            *(_actions(plan, horizon, cards) for horizon in Horizon),
            _reviews(plan),
            _opportunities(maps, {action.card for action in plan.written}),
        ),
    )


def in_words(value: Value) -> str:
    """Return a value as it is read; a date in full."""
    if isinstance(value, date):
        return t("trainer.day", year=value.year, month=t(f"trainer.month_{value.month}"), day=value.day)
    return value


def _actions(plan: Plan, horizon: Horizon, cards: dict[str, str]) -> Table:
    span = plan.span(horizon)
    heading = t(f"plan.heading_{horizon.value}")
    if span is not None:
        heading = t("planpaper.heading_until", heading=heading, day=in_words(span[1]))
    columns = (
        *(t("plan.action"), t("plan.source"), t("planpaper.measure_moves")),
        *(t("plan.owner"), t("plan.due"), t("planpaper.done")),
    )
    rows = tuple(
        (action.text, cards.get(action.card, ""), _measure(action), action.owner, _day(action.due), "☐")
        for action in plan.within(horizon)
    )
    return Table("actions", heading, columns, rows, t("planpaper.none_yet"))


def _measure(action: Action) -> str:
    now, target = action.now.strip(), action.target.strip()
    moves = t("planpaper.moves", now=now or "?", target=target or "?") if now or target else ""
    return "\n".join(filter(None, (action.measure.strip(), moves)))


def _reviews(plan: Plan) -> Table:
    def row(name: str, review: Review) -> tuple[Value, ...]:
        return (name, _day(review.on), review.people)

    rows = (row(t("plan.review_30"), plan.review_30), row(t("plan.review_90"), plan.review_90))
    stop = t("planpaper.stops", text=plan.stop.strip()) if plan.stop.strip() else ""
    columns = (t("planpaper.look"), t("plan.on"), t("plan.people"))
    return Table("reviews", t("plan.heading_reviews"), columns, rows, "", stop)


def _opportunities(maps: Sequence[JourneyMap], used: set[str]) -> Table:
    columns = (
        *(t("planpaper.opportunity"), t("planpaper.answers"), t("planpaper.goal")),
        *(t("plan.measure"), t("plan.owner")),
    )
    seen: set[str] = set()
    rows = []
    for journey_map in maps:
        pains = {card.id: card.text.strip() for card in journey_map.pain_points}
        for card in journey_map.opportunities:
            if card.id in seen or not card.text.strip():
                continue
            seen.add(card.id)
            sign = "● " if card.id in used else "○ "
            answered = "\n".join(filter(None, (pains[id_] for id_ in card.pain_points)))
            rows.append((sign + card.text, answered, card.goal, card.measure, card.owner))
    note = t("planpaper.signs") if rows else ""
    return Table(
        "opportunities",
        t("planpaper.heading_opportunities"),
        columns,
        tuple(rows),
        t("planpaper.no_opportunities"),
        note,
    )


def _cards(maps: Sequence[JourneyMap]) -> Iterator[tuple[str, str]]:
    for journey_map in reversed(maps):
        yield from ((card.id, card.text) for card in journey_map.pain_points)
        yield from ((card.id, card.text) for card in journey_map.opportunities)


def _day(text: str) -> Value:
    return day(text) or ""
