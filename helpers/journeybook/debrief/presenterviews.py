"""The presenter's views as plain data: the agenda with its times, the card that is shown large, and all cards to choose
from; see :mod:`.views` for what holds of all of them.
"""

from __future__ import annotations

from typing import Any

from ..model import JourneyMap, Opportunity, PainPoint, Touchpoint
from . import agenda as kept
from .session import Debrief, Shown
from .spotlight import spotlight


def presenter(debrief: Debrief) -> dict[str, Any]:
    """Return what is presented, and how long it has been.

    Returns
    -------
    dict
        ``hidden`` (whether names are), ``items`` (``id``, ``title``, ``screen``, ``minutes``, ``spent`` seconds,
        ``running``), ``current`` (id of the one that is presented, or None) and ``spotlight`` (None, or what
        :func:`.spotlight.said` gives, with ``team``, ``team_name`` and ``card``).
    """
    agenda = kept.agenda(debrief.store, debrief.exercise, debrief.lang)
    card = spotlight(debrief.store, debrief.exercise)
    return {
        "lang": debrief.lang,
        "hidden": debrief.names_hidden(),
        "items": [
            {
                "id": item.id,
                "title": item.title,
                "screen": item.screen,
                "minutes": item.minutes,
                "spent": item.spent,
                "running": item.running,
            }
            for item in agenda.items
        ],
        "current": agenda.current,
        "spotlight": None
        if card is None
        else {
            **card.facts,
            "team": next((one.id for one in debrief.shown() if one.team.id == card.team), ""),
            "team_name": card.called,
            "card": card.card,
        },
    }


def cards(debrief: Debrief) -> dict[str, Any]:
    """Return all cards that can be shown large, team by team.

    Returns
    -------
    dict
        ``cards``: each with ``team``, ``team_name``, ``card``, ``kind``, ``text`` and ``stage``.
    """
    drawn, _ = debrief.maps()
    return {
        "cards": [card for one in debrief.shown() if one.team.id in drawn for card in _cards(one, drawn[one.team.id])]
    }


def _cards(one: Shown, journey: JourneyMap) -> list[dict[str, Any]]:
    stages = {stage.id: stage.name for stage in journey.stages}
    found: list[tuple[str, PainPoint | Opportunity | Touchpoint, str]] = [
        *(("pain_point", pain, pain.text) for pain in journey.pain_points),
        *(("opportunity", chance, chance.text) for chance in journey.opportunities),
        *(("touchpoint", point, point.name) for point in journey.touchpoints),
    ]
    return [
        {
            "team": one.id,
            "team_name": one.name,
            "card": card.id,
            "kind": kind,
            "text": text,
            "stage": stages[card.stage],
        }
        for kind, card, text in found
        if text.strip()
    ]
