"""What a report says, gathered once from the debrief's views: what is hidden there is in no file either."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ...i18n import t
from ...model import JourneyMap
from .. import classview, views, voting
from ..classfigures import figures
from ..session import Debrief
from ..tables import DECISION


@dataclass(frozen=True)
class Decision:
    """What was agreed; with an owner or a day it is an action."""

    text: str
    owner: str
    due: str
    about: str
    """Name of the cluster that it answers, or empty."""


@dataclass(frozen=True)
class Gathered:
    """Everything that a report may say, as the views show it."""

    class_name: str
    exercise: str
    """Id of the exercise."""
    title: str
    """Its title."""
    lang: str
    day: date
    hidden: bool
    """Whether the teams' names are hidden."""
    maps: tuple[tuple[str, JourneyMap], ...]
    """Name of each team that has a map, and the map."""
    without: tuple[str, ...]
    """Names of the teams that have none yet."""
    agreement: dict[str, Any]
    clusters: tuple[dict[str, Any], ...]
    stages: tuple[str, ...]
    rounds: tuple[dict[str, Any], ...]
    """The revealed rounds of voting, the oldest first."""
    decisions: tuple[Decision, ...]
    class_figures: dict[str, Any]
    """As :func:`.classview.told` returns them; empty where a report has no use for them."""


def gather(debrief: Debrief, *, with_class: bool = False) -> Gathered:
    """Gather what a report says.

    Parameters
    ----------
    debrief : Debrief
        The debrief.
    with_class : bool
        Whether the figures of the whole class are wanted, which take seconds.

    Raises
    ------
    ClassError
        If the roster cannot be read.
    """
    from ...classroom.results import exercise_title  # brings nbgrader along, which takes a second

    wall = views.wall(debrief)
    found = views.clusters(debrief)
    teams = wall["teams"]
    return Gathered(
        class_name=debrief.class_.name,
        exercise=debrief.exercise,
        title=exercise_title(debrief.class_, debrief.exercise),
        lang=debrief.lang,
        day=date.today(),
        hidden=wall["hidden"],
        maps=tuple((one["name"], JourneyMap.parse(one["map"])) for one in teams if one["map"] is not None),
        without=tuple(one["name"] for one in teams if one["map"] is None),
        agreement=views.agreement(debrief),
        clusters=tuple(found["clusters"]),
        stages=tuple(found["stages"]),
        rounds=tuple(one for one in reversed(views.votes(debrief)["rounds"]) if one["result"] is not None),
        decisions=tuple(_decisions(debrief)),
        class_figures=classview.told(debrief, figures(debrief)) if with_class else {},
    )


def _decisions(debrief: Debrief) -> Sequence[Decision]:
    wanted = select(DECISION).where(DECISION.c.exercise == debrief.exercise).order_by(DECISION.c.id)
    with debrief.store.read() as connection:
        rows = connection.execute(wanted).all()
    names = voting.shown(debrief.store, [row.cluster for row in rows if row.cluster is not None])
    veil = _veil(debrief)
    return [
        Decision(veil(row.text), veil(row.owner), row.due, names[row.cluster][1] if row.cluster is not None else "")
        for row in rows
    ]


def _veil(debrief: Debrief) -> Callable[[str], str]:
    """Return what says a team by its letter while names are hidden: a trainer writes who does what by name."""
    if not debrief.names_hidden():
        return str
    shown = sorted(debrief.shown(), key=lambda one: -len(one.team.name))

    def veiled(text: str) -> str:
        for one in shown:
            if one.team.name:
                text = text.replace(one.team.name, one.name)
        return text

    return veiled


def rated(clusters: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the clusters that somebody has placed in the impact–effort matrix, the most worthwhile first."""
    placed = [one for one in clusters if one["impact"] is not None and one["effort"] is not None]
    return sorted(placed, key=lambda one: (one["effort"] - one["impact"], -len(one["cards"])))


def teams_of(cluster: dict[str, Any]) -> list[str]:
    """Return the names of the teams whose cards are in a cluster, each once."""
    return list(dict.fromkeys(card["team_name"] for card in cluster["cards"]))


def ranked(one: dict[str, Any]) -> list[tuple[str, int]]:
    """Return a revealed round's choices with their dots, the most first."""
    dots = {int(id_): count for id_, count in one["result"].items()}
    pairs = [(choice["name"], dots.get(choice["id"], 0)) for choice in one["choices"]]
    return sorted(pairs, key=lambda pair: -pair[1])


def listed(names: Sequence[str]) -> str:
    """Return names in a row, in the current language."""
    return t("debriefview.separator").join(names)


def written(day: date) -> str:
    """Return a day as people write it, in the current language."""
    return t("trainer.day", year=day.year, month=t(f"trainer.month_{day.month}"), day=day.day)
