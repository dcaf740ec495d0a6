"""Comments: what a customer writes about an event, put together from what happened to them.

The parts stand in ``phrases.<lang>.json`` of the case, one file a language, each written for itself:

``weekdays``, ``dayparts``
    Monday first; ``morning``, ``noon``, ``afternoon``, ``evening``.
``openings``, ``turns``, ``good_closings``, ``bad_closings``
    What may stand before, between and after.
``touchpoints``
    For each code: ``good`` and ``bad``; and where they fit, ``slow`` and ``patient`` (the customer waited, or was
    answered late), ``silent`` and ``hopeful`` (nobody had answered yet), ``fixed`` and ``fixed_bad`` (the customer met
    the fix), ``topics`` (a list for each topic of a ticket that may be the reason).
any other list
    Words for the placeholder of its name: ``{product}`` is chosen from the list ``product``, at a touchpoint that has
    one of its own from ``product@<code>``. Words may contain placeholders themselves.

Beyond the lists, the placeholders are facts of the event: ``{weekday}``, ``{daypart}``, ``{minutes}`` (waited),
``{length}`` (of the rest), ``{hours}`` and ``{days}`` (without a reply), ``{ahead}``, ``{tills}`` and ``{open}``.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from .draws import Draws
from .records import Event, Ticket

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")

_MINUTES_A_CUSTOMER = 1.5
"""How long a counter takes a customer, for those who say how many were ahead of them."""


@cache
def phrases(folder: Path, lang: str) -> dict[str, Any]:
    """Return the parts of one language, from the case's folder."""
    parts: dict[str, Any] = json.loads(folder.joinpath(f"phrases.{lang}.json").read_text(encoding="utf-8"))
    return parts


class Voice:
    """Words what customers write.

    Parameters
    ----------
    folder : Path
        Where the case's ``phrases.<lang>.json`` lie.
    promised_hours : float
        A first reply later than this is a late one.
    """

    def __init__(self, folder: Path, promised_hours: float) -> None:
        self._folder = folder
        self._promised = promised_hours

    def comment(self, event: Event, lang: str, written: datetime, ticket: Ticket | None, draws: Draws) -> str:
        """Return what the customer of `event` writes about it.

        Parameters
        ----------
        event : Event
            What happened; its score decides the tone.
        lang : str
            ``"zh"`` or ``"en"``.
        written : datetime
            When: a reply that came later is not known yet.
        ticket : Ticket or None
            The request that the event opened, if it opened one.
        draws : Draws
            The luck of the wording.
        """
        parts = phrases(self._folder, lang)
        praise, blame = self._fitting(parts["touchpoints"][event.code], event, written, ticket, draws)
        space = "" if lang == "zh" else " "
        if event.score <= 2:
            body, closings = _some(blame, draws), parts["bad_closings"]
        elif event.score == 3:
            body, closings = [draws.pick(praise), draws.pick(parts["turns"]) + space + draws.pick(blame)], []
        else:
            body, closings = _some(praise, draws), parts["good_closings"]
        if draws.chance(0.35):
            body.insert(0, draws.pick(parts["openings"]))
        if closings and draws.chance(0.35):
            body.append(draws.pick(closings))
        words = _Words(parts, _facts(parts, event, _hours(written, ticket), draws), event.code, draws)
        return space.join(words.fill(part) for part in body)

    def _fitting(
        self, bank: dict[str, Any], event: Event, written: datetime, ticket: Ticket | None, draws: Draws
    ) -> tuple[list[str], list[str]]:
        """Return the praise and the blame that do not contradict what happened."""
        good, bad = bank["good"], bank["bad"]
        if event.fixed:
            # Not everybody speaks of what is new.
            good = bank.get("fixed", good) if draws.chance(0.65) else good
            bad = bank.get("fixed_bad", bad) if draws.chance(0.6) else bad
        if ticket is None:
            slow = (event.wait or 0.0) >= event.touchpoint.slow_from
        elif ticket.replied is None or ticket.replied > written:
            return bank["hopeful"], bank["silent"]
        else:
            slow = _hours(written, ticket) > self._promised
        if slow:
            # Even those who waited are sometimes angry about something else.
            return bank.get("patient", good), bank["slow"] if draws.chance(0.9) else bad
        by_topic = bank.get("topics", {}).get(event.topic, [])
        return good, by_topic if by_topic and draws.chance(0.8) else bad


class _Words:
    """Fills the placeholders of one comment; the same word is not said twice where there is another."""

    def __init__(self, parts: dict[str, Any], facts: dict[str, str], code: str, draws: Draws) -> None:
        self._parts = parts
        self._facts = facts
        self._code = code
        self._draws = draws
        self._kept: dict[str, str] = {}

    def fill(self, text: str) -> str:
        """Return `text` with every placeholder filled, those of the words themselves too."""
        while match := _PLACEHOLDER.search(text):
            text = text[: match.start()] + self._word(match[1]) + text[match.end() :]
        # A word from a list may begin the sentence.
        return re.sub(r"(^|[.!?]\s+)([a-z])", lambda found: found[1] + found[2].upper(), text)

    def _word(self, name: str) -> str:
        if name in self._facts:
            return self._facts[name]
        # A comment is about one thing: its product stays the same from sentence to sentence.
        if name not in self._kept:
            words = self._parts.get(f"{name}@{self._code}") or self._parts[name]
            self._kept[name] = self._draws.pick(words)
        return self._kept[name]


def _some(parts: list[str], draws: Draws) -> list[str]:
    """Return one or two different parts."""
    first = draws.pick(parts)
    if draws.chance(0.6) or len(parts) == 1:
        return [first]
    return [first, draws.pick([part for part in parts if part != first])]


def _facts(parts: dict[str, Any], event: Event, hours: float, draws: Draws) -> dict[str, str]:
    """Return the placeholders that stand for what happened."""
    hour = event.start.hour
    daypart = "morning" if hour < 11 else "noon" if hour < 14 else "afternoon" if hour < 18 else "evening"
    waited = event.wait or 0.0
    tills = draws.between(4, 7)
    return {
        "weekday": parts["weekdays"][event.start.weekday()],
        "daypart": parts["dayparts"][daypart],
        "minutes": str(round(waited)),
        "length": str(round(event.duration - waited)),
        "hours": str(round(hours)),
        "days": str(max(2, round(hours / 24))),
        "tills": str(tills),
        "open": str(max(2, tills - draws.between(2, 3))),
        "ahead": str(max(3, round(waited / _MINUTES_A_CUSTOMER))),
    }


def _hours(written: datetime, ticket: Ticket | None) -> float:
    """Return how many hours the customer had waited for a reply when they wrote."""
    if ticket is None:
        return 0.0
    replied = ticket.replied if ticket.replied is not None and ticket.replied <= written else written
    return (replied - ticket.opened).total_seconds() / 3600
