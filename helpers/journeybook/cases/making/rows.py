"""One customer's life as the rows of a company's tables, each system knowing what it knows, with the defects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from . import ids
from .draws import Draws
from .opinions import kano_answers, relationship_answer
from .people import known_ids
from .plan import CasePlan
from .records import Event, Life
from .voice import Voice

Row = tuple[str, str, tuple[Any, ...]]
"""Name of the table, the key by which its rows are put in order, and the cells."""

_RECORDED_MINUTES = (4.0, 25.0)
_LATE_DAYS = (2, 12)
_SENT_AGAIN_MINUTES = (5, 3 * 24 * 60)


def life_rows(
    plan: CasePlan, outcome: str, life: Life, seed: int, voice: Voice, planted: Counter[str]
) -> Iterator[Row]:
    """Yield all rows that a life leaves in the case's tables.

    Parameters
    ----------
    plan : CasePlan
        The numbers of the case.
    outcome : str
        Name of its own table.
    life : Life
        What happened.
    seed : int
        The seed of the whole dataset.
    voice : Voice
        Who words the comments.
    planted : Counter
        Counts the defects by kind: ``duplicates``, ``late``, ``missing_waits``, ``missing_ids``.
    """
    draws = Draws(f"{plan.name}-rows:{seed}:{life.person.number}")
    yield from _accounts(plan, life, draws)
    known = {}
    for event in life.events:
        source = plan.by_source[event.touchpoint.source]
        known[event.number] = known_ids(life.person, source, draws)
        yield from _event_rows(plan, life, event, known[event.number], draws, planted)
    yield from _survey_rows(plan, life, seed, voice)
    yield from _ticket_rows(plan, life, draws)
    for number, made in enumerate(life.outcomes):
        customer, event = life.person.number, made.event
        names = (ids.record_id(outcome[0].upper(), customer, number), _event_id(life, event))
        cells = (*names, *known[event.number], event.unit, event.touchpoint.channel, *made.cells)
        yield outcome, _key(made.when), cells
    yield from _opinion_rows(plan, life, seed)


def _accounts(plan: CasePlan, life: Life, draws: Draws) -> Iterator[Row]:
    """Yield the customer as the CRM and the app know them, with the phone as somebody typed it there."""
    who = life.person
    styles = [draws.weighted(ids.PHONE_STYLES) for _ in range(2)]
    phone = ids.written_phone(who.phone, styles[0]) if who.crm_phone else None
    cells = (who.member_id, phone, who.joined, who.age_band, who.language, who.level, who.unit.code)
    yield "customers", who.joined.isoformat(), cells
    if who.app_id:
        phone = ids.written_phone(who.phone, styles[1]) if who.app_phone else None
        member = who.member_id if who.app_member else None
        yield "app_accounts", who.app_created.isoformat(), (who.app_id, phone, member, who.app_created)


def _event_rows(
    plan: CasePlan, life: Life, event: Event, known: tuple[str, str, str], draws: Draws, planted: Counter[str]
) -> Iterator[Row]:
    """Yield the event's row, twice where the system sent it twice."""
    shares, last = plan.defects, plan.end - timedelta(minutes=1)
    over = event.start + timedelta(minutes=int(event.duration) + 1)
    recorded = over + timedelta(minutes=int(draws.long_tailed(*_RECORDED_MINUTES)))
    days_later = over + timedelta(days=draws.between(*_LATE_DAYS), minutes=draws.between(0, 1439))
    # What would come after the end of the data is not late but missing, and that would leave loose ends.
    if draws.chance(shares.late) and days_later <= last:
        recorded = days_later
        planted["late"] += 1
    wait = event.wait
    if draws.chance(shares.missing_waits) and wait is not None:
        wait = None
        planted["missing_waits"] += 1
    if draws.chance(shares.missing_ids):
        known = ("", "", "")
        planted["missing_ids"] += 1
    how = event.touchpoint
    place = (event.unit, event.code, how.channel, event.start, wait, event.duration)
    key = _key(event.start)
    yield "events", key, (_event_id(life, event), how.source, *known, *place, min(recorded, last))
    if draws.chance(shares.duplicates):
        again = recorded + timedelta(minutes=draws.between(*_SENT_AGAIN_MINUTES))
        planted["duplicates"] += 1
        # Numbers from the other end, where no event of the customer's own stands.
        twin = ids.record_id("E", life.person.number, ids.MOST_RECORDS - 1 - event.number)
        yield "events", key, (twin, how.source, *known, *place, min(again, last))


def _survey_rows(plan: CasePlan, life: Life, seed: int, voice: Voice) -> Iterator[Row]:
    requests = {ticket.event.number: ticket for ticket in life.tickets if ticket.kind == "request"}
    draws = Draws(f"{plan.name}-voice:{seed}:{life.person.number}")
    customer, lang = life.person.number, life.person.language
    for number, survey in enumerate(life.surveys):
        event, answered = survey.event, survey.answered
        of_event = (_event_id(life, event), event.code, answered)
        ease = event.ease if survey.ease_asked else None
        yield "surveys", _key(answered), (ids.record_id("S", customer, number), *of_event, event.score, ease)
        if survey.has_comment:
            text = voice.comment(event, lang, answered, requests.get(event.number), draws)
            yield "comments", _key(answered), (ids.record_id("C", customer, number), *of_event, lang, text)


def _ticket_rows(plan: CasePlan, life: Life, draws: Draws) -> Iterator[Row]:
    for number, ticket in enumerate(life.tickets):
        source = plan.by_source[plan.ticket_sources[ticket.channel]]
        event = _event_id(life, ticket.event) if ticket.names_event else None
        name = ids.record_id("T", life.person.number, number)
        of_customer = (ticket.event.code, *known_ids(life.person, source, draws))
        cells = (name, event, *of_customer, ticket.kind, ticket.channel, ticket.topic, ticket.opened, ticket.replied)
        yield "tickets", _key(ticket.opened), cells


def _opinion_rows(plan: CasePlan, life: Life, seed: int) -> Iterator[Row]:
    who = life.person
    draws = Draws(f"{plan.name}-opinions:{seed}:{who.number}")
    for number, period in enumerate((plan.before, plan.after)):
        answer = relationship_answer(plan, life, period, draws)
        if answer is not None:
            answered, nps, overall, ratings = answer
            name = ids.record_id("R", who.number, number)
            yield "relationship", _key(answered), (name, who.member_id, answered, nps, overall, *ratings)
    if who.joined <= plan.before.until.date() - timedelta(days=30):
        name = ids.record_id("K", who.number, 0)
        for place, (answered, feature, functional, dysfunctional) in enumerate(kano_answers(plan, draws)):
            cells = (name, who.member_id, answered, feature, functional, dysfunctional)
            yield "kano", f"{_key(answered)}{name}{place:02d}", cells


def _event_id(life: Life, event: Event) -> str:
    return ids.record_id("E", life.person.number, event.number)


def _key(when: datetime) -> str:
    return when.isoformat(timespec="minutes")
