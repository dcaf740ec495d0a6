"""One card of one team's map, shown large to everybody: on the trainer's page and on the phones of who follows it.

The store keeps which card it is, and what its team is called with and without its name; what the card says is read from
the team's newest map each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select

from .. import mapfile
from ..errors import DebriefError
from ..handin import MAP_FILE
from ..model import JourneyMap, Kind
from . import screens
from .store import Store
from .tables import MAP, SPOTLIGHT


@dataclass(frozen=True)
class Spotlight:
    """A card that is shown large.

    Attributes
    ----------
    team : str
        As the roster's :attr:`.Team.id`; nothing that may be shown.
    called : str
        The team's name, or its letter while names are hidden.
    card : str
        Id of the card.
    facts : dict
        What it says: see :func:`said`.
    """

    team: str
    called: str
    card: str
    facts: dict[str, Any]


def put(store: Store, exercise: str, team: str, card: str, *, name: str, letter: str) -> None:
    """Show a card.

    Parameters
    ----------
    store : Store
        The class's.
    exercise : str
        Id of the exercise whose maps are discussed.
    team : str
        As the roster's :attr:`.Team.id`.
    card : str
        Id of a touchpoint, pain point or opportunity of its map.
    name, letter : str
        What the team is called while names are shown, and while they are hidden.

    Raises
    ------
    DebriefError
        If the team has no such card.
    """
    if _facts(store, exercise, team, card) is None:
        raise DebriefError("debrief.unknown_card")
    with store.write("screen") as connection:
        connection.execute(delete(SPOTLIGHT).where(SPOTLIGHT.c.exercise == exercise))
        values = {"exercise": exercise, "team": team, "card": card, "name": name, "letter": letter}
        connection.execute(insert(SPOTLIGHT).values(values))


def off(store: Store, exercise: str) -> None:
    """Show no card any more."""
    with store.write("screen") as connection:
        connection.execute(delete(SPOTLIGHT).where(SPOTLIGHT.c.exercise == exercise))


def spotlight(store: Store, exercise: str) -> Spotlight | None:
    """Return the card that is shown; None where there is none, or it is gone from its map."""
    with store.read() as connection:
        row = connection.execute(select(SPOTLIGHT).where(SPOTLIGHT.c.exercise == exercise)).first()
    facts = None if row is None else _facts(store, exercise, row.team, row.card)
    if row is None or facts is None:
        return None
    return Spotlight(row.team, row.letter if screens.names_hidden(store) else row.name, row.card, facts)


def said(journey: JourneyMap, card: str) -> dict[str, Any] | None:
    """Return what a touchpoint, a pain point or an opportunity says; None where the map has no such card.

    Returns
    -------
    dict
        ``kind`` (``"touchpoint"``, ``"pain_point"`` or ``"opportunity"``), ``text``, ``stage`` (name); ``severity``,
        ``emotion``, ``moment``, ``touchpoint`` (name), ``lines`` (further texts: the customer's thought, an
        opportunity's goal and so on, each with its ``kind``) and ``evidence`` (``kind``, ``text``, ``source``).
    """
    stages = {stage.id: stage.name for stage in journey.stages}
    points = {point.id: point for point in journey.touchpoints}
    pains = {pain.id: pain for pain in journey.pain_points}
    plain: dict[str, Any] = {"severity": None, "emotion": None, "moment": False, "touchpoint": ""}
    texts: list[tuple[str, str]] = []
    if card in points:
        point = points[card]
        plain |= {"kind": "touchpoint", "text": point.name, "stage": stages[point.stage]}
        plain |= {"emotion": point.emotion, "moment": point.is_moment_of_truth}
        texts = [("action", point.action), ("thought", point.thought)]
    elif card in pains:
        pain = pains[card]
        at = points.get(pain.touchpoint or "")
        plain |= {"kind": "pain_point", "text": pain.text, "stage": stages[pain.stage], "severity": pain.severity}
        plain |= {"touchpoint": at.name if at else ""}
    else:
        chance = next((one for one in journey.opportunities if one.id == card), None)
        if chance is None:
            return None
        plain |= {"kind": "opportunity", "text": chance.text, "stage": stages[chance.stage]}
        texts = [("answers", pains[id_].text) for id_ in chance.pain_points]
        texts += [("goal", chance.goal), ("measure", chance.measure), ("owner", chance.owner)]
    return plain | {
        "lines": [{"kind": kind, "text": text} for kind, text in texts if text.strip()],
        "evidence": [
            {"kind": str(one.kind), "text": one.text, "source": one.source}
            for one in journey.evidence
            if one.claim == card and one.text.strip()
        ],
    }


def _facts(store: Store, exercise: str, team: str, card: str) -> dict[str, Any] | None:
    mine = (MAP.c.exercise == exercise) & (MAP.c.team == team) & (MAP.c.kind == str(Kind.CURRENT))
    with store.read() as connection:
        content = connection.scalar(select(MAP.c.content).where(mine))
    return None if content is None else said(_parsed(content), card)


@lru_cache(maxsize=4)
def _parsed(content: str) -> JourneyMap:
    """Return a map as the store has it, kept while a whole class asks for it."""
    return mapfile.parse(content.encode(), Path(MAP_FILE))
