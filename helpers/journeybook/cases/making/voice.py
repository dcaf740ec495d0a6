"""Comments: what a customer writes about an event, put together from what happened to them.

The parts stand in ``phrases.<lang>.json`` of the case, one file a language, each written for itself:

``weekdays``, ``dayparts``, ``seasons``
    Monday first; ``morning``, ``noon``, ``afternoon``, ``evening``; ``spring``, ``summer``, ``autumn``, ``winter``, as
    far as they are needed.
``openings``, ``turns``, ``good_closings``, ``bad_closings``
    What may stand before, between and after; ``openings@<code>`` are those of one touchpoint.
``touchpoints``
    For each code ``good`` and ``topics``, a list of blame for each topic that a bad visit may have (or ``bad``, one
    list for all). Where they fit: ``slow`` and ``patient`` (the customer waited, or was answered late), ``silent`` and
    ``hopeful`` (nobody had answered yet), ``fixed``, ``fixed_bad`` and ``fixed_slow`` (the customer met the fix),
    ``<tone>`` and ``<tone>_bad`` (the event has this `tone`; it counts for more than the wait and the fix).
any other list
    Words for the placeholder of its name: ``{product}`` is chosen from ``product@<topic>`` of a service request, else
    from ``product@<code>`` of the touchpoint, else from ``product``. Words may contain placeholders themselves. A
    comment is about one thing: a placeholder stays the same throughout it. An event may have said that a placeholder
    stands for another list, such as ``product:savings``, or for a text, such as ``3`` (`Event.said`).

``[one|other]`` anywhere stands for one of the two or more. Beyond the lists, the placeholders are facts of the event:
``{weekday}``, ``{daypart}``, ``{season}``, ``{minutes}`` (waited), ``{length}`` (of the rest), ``{hours}`` and
``{days}`` (without a reply), ``{ahead}`` (people in the queue), ``{tills}`` and ``{open}`` (ones).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from .draws import Draws
from .records import Event, Ticket

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SENTENCE_BEGINS = re.compile(r"(^|[.!?]\s+)([a-z])")
_MAY_COME_AGAIN = {"product", "who", "other", "room"}
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}

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
            first = draws.pick(praise)
            but = draws.pick(_others(first, blame) or blame)
            body, closings = [first, draws.pick(parts["turns"]) + space + but], []
        else:
            body, closings = _some(praise, draws), parts["good_closings"]
        if draws.chance(0.35):
            body.insert(0, draws.pick(parts.get(f"openings@{event.code}", parts["openings"])))
        if closings and draws.chance(0.35):
            body.append(draws.pick(closings))
        facts = _facts(parts, event, _hours(written, ticket), draws)
        own = (event.code,) if ticket is None else (ticket.topic, event.code)
        words = _Words(parts, facts, own, event.said, draws)
        return words.fill(space.join(body))

    def _fitting(
        self, bank: dict[str, Any], event: Event, written: datetime, ticket: Ticket | None, draws: Draws
    ) -> tuple[list[str], list[str]]:
        """Return the praise and the blame that do not contradict what happened."""
        if ticket is None:
            slow = not event.tone and (event.wait or 0.0) >= event.touchpoint.slow_from
        elif ticket.replied is None or ticket.replied > written:
            return bank["hopeful"], bank["silent"]
        else:
            slow = _hours(written, ticket) > self._promised
        good, bad = bank["good"], _blame(bank, event.topic)
        # Neither does everybody speak of what is new, nor everybody who waited of the wait.
        if slow:
            late = bank.get("fixed_slow", bank["slow"]) if event.fixed else bank["slow"]
            return bank.get("patient", good), late if draws.chance(0.9) else bad
        if event.tone:
            return bank[event.tone], bank[f"{event.tone}_bad"] if draws.chance(0.85) else bad
        if event.fixed:
            good = bank.get("fixed", good) if draws.chance(0.65) else good
            bad = bank.get("fixed_bad", bad) if draws.chance(0.6) else bad
        return good, bad


class _Words:
    """Fills the placeholders of one comment.

    `own` are the topic and touchpoint whose words go before the others'; `said` is that of the event.
    """

    def __init__(
        self,
        parts: dict[str, Any],
        facts: dict[str, str],
        own: tuple[str, ...],
        said: Mapping[str, str],
        draws: Draws,
    ) -> None:
        self._parts = parts
        self._facts = facts
        self._own = own
        self._said = said
        self._draws = draws
        self._kept: dict[str, str] = {}

    def fill(self, text: str) -> str:
        """Return `text` with every choice made and every placeholder filled, those of the words themselves too."""
        while True:
            if match := _CHOICE.search(text):
                word = self._draws.pick(match[1].split("|"))
            elif match := _PLACEHOLDER.search(text):
                word = self._word(match[1])
            else:
                break
            text = text[: match.start()] + word + text[match.end() :]
        # A word from a list may begin the sentence.
        return _SENTENCE_BEGINS.sub(lambda found: found[1] + found[2].upper(), text)

    def _word(self, name: str) -> str:
        if name in self._facts:
            return self._facts[name]
        key = self._said.get(name, name)
        if name in self._said and key not in self._parts:
            return key
        if name not in self._kept:
            key = next((f"{key}@{own}" for own in self._own if f"{key}@{own}" in self._parts), key)
            self._kept[name] = self._draws.pick(self._parts[key])
        return self._kept[name]


def _blame(bank: dict[str, Any], topic: str) -> list[str]:
    """Return what is said of a bad visit that is about `topic`."""
    if "bad" in bank:
        return list(bank["bad"])
    by_topic: dict[str, list[str]] = bank["topics"]
    return by_topic.get(topic) or [part for parts in by_topic.values() for part in parts]


def _some(parts: list[str], draws: Draws) -> list[str]:
    """Return one part, or two that do not say the same."""
    first = draws.pick(parts)
    others = _others(first, parts)
    if draws.chance(0.6) or not others:
        return [first]
    return [first, draws.pick(others)]


def _others(first: str, parts: list[str]) -> list[str]:
    """Return those of `parts` that may stand beside `first`: no minutes twice, no solution twice."""
    told = set(_PLACEHOLDER.findall(first)) - _MAY_COME_AGAIN
    return [part for part in parts if part != first and not told & set(_PLACEHOLDER.findall(part))]


def _facts(parts: dict[str, Any], event: Event, hours: float, draws: Draws) -> dict[str, str]:
    """Return the placeholders that stand for what happened."""
    hour = event.start.hour
    daypart = "morning" if hour < 11 else "noon" if hour < 14 else "afternoon" if hour < 18 else "evening"
    waited = event.wait or 0.0
    tills = draws.between(4, 7)
    season = _SEASONS[event.start.month // 3 * 3 or 12]
    return {
        "season": parts.get("seasons", {}).get(season, season),
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
