"""Comments: what a customer writes about an event, put together from what happened to them.

The parts stand in ``phrases.<lang>.json`` beside this module, one file a language, each written for itself. A
touchpoint's ``slow`` and ``patient`` parts are used only where the customer did wait, ``silent`` and ``hopeful`` only
where nobody had answered yet; minutes, hours and days are those of the event.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from . import plan
from .draws import Draws
from .life import Event, Ticket

SLOW_MINUTES = {
    "store_advice": 8,
    "phone_enquiry": 6,
    "store_checkout": 11,
    "home_delivery": 18,
    "store_pickup": 8,
}
"""From this wait on customers speak of it."""


STURDY = frozenset({"after_sales", "home_delivery"})
"""Touchpoints where people speak of things that break or are heavy: nobody has a blanket repaired."""


@cache
def phrases(lang: str) -> dict[str, Any]:
    """Return the parts of one language."""
    path = Path(__file__).with_name(f"phrases.{lang}.json")
    parts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return parts


def comment(event: Event, lang: str, written: datetime, request: Ticket | None, draws: Draws) -> str:
    """Return what the customer of `event` writes about it.

    Parameters
    ----------
    event : Event
        What happened; its score decides the tone.
    lang : str
        ``"zh"`` or ``"en"``.
    written : datetime
        When: a reply that came later is not known yet.
    request : Ticket or None
        The after-sales request that the event opened, if it opened one.
    draws : Draws
        The luck of the wording.
    """
    parts = phrases(lang)
    praise, blame = _fitting(parts["touchpoints"][event.code], event, written, request, draws)
    space = "" if lang == "zh" else " "
    if event.score <= 2:
        body, closings = _some(blame, draws), parts["bad_closings"]
    elif event.score == 3:
        body, closings = [draws.pick(praise), draws.pick(parts["turns"]) + space + draws.pick(blame)], []
    else:
        body, closings = _some(praise, draws), parts["good_closings"]
    if draws.chance(0.4):
        body.insert(0, draws.pick(parts["openings"]))
    if closings and draws.chance(0.45):
        body.append(draws.pick(closings))
    return space.join(body).format(**_words(parts, event, written, request, draws))


def _fitting(
    bank: dict[str, list[str]], event: Event, written: datetime, request: Ticket | None, draws: Draws
) -> tuple[list[str], list[str]]:
    """Return the praise and the blame that do not contradict what happened."""
    if request is None:
        slow = (event.wait or 0.0) >= SLOW_MINUTES.get(event.code, float("inf"))
    elif request.replied is None or request.replied > written:
        return bank["hopeful"], bank["silent"]
    else:
        slow = _hours(written, request) > plan.PROMISED_FIRST_RESPONSE_HOURS
    if not slow:
        return bank["good"], bank["bad"]
    # Even those who waited are sometimes angry about something else.
    return bank.get("patient", bank["good"]), bank["slow"] if draws.chance(0.9) else bank["bad"]


def _some(parts: list[str], draws: Draws) -> list[str]:
    """Return one or two different parts."""
    first = draws.pick(parts)
    if draws.chance(0.6):
        return [first]
    return [first, draws.pick([part for part in parts if part != first])]


def _words(
    parts: dict[str, Any], event: Event, written: datetime, request: Ticket | None, draws: Draws
) -> dict[str, Any]:
    """Return what the placeholders stand for."""
    hour = event.start.hour
    daypart = "morning" if hour < 11 else "noon" if hour < 14 else "afternoon" if hour < 18 else "evening"
    hours = _hours(written, request) if request is not None else 0.0
    tills = draws.between(4, 7)
    return {
        "weekday": parts["weekdays"][event.start.weekday()],
        "daypart": parts["dayparts"][daypart],
        "product": draws.pick(parts["sturdy_products" if event.code in STURDY else "products"]),
        "minutes": round(event.wait or 0.0),
        "length": round(event.duration - (event.wait or 0.0)),
        "hours": round(hours),
        "days": max(2, round(hours / 24)),
        "tills": tills,
        "open": max(2, tills - draws.between(2, 3)),
        # A till takes about a minute and a half a customer.
        "ahead": max(3, round((event.wait or 0.0) / 1.5)),
    }


def _hours(written: datetime, request: Ticket) -> float:
    """Return how many hours the customer had waited for a reply when they wrote."""
    replied = request.replied if request.replied is not None and request.replied <= written else written
    return (replied - request.opened).total_seconds() / 3600
