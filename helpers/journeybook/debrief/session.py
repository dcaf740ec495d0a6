"""A debrief of one class and exercise: what its views are made from, and what the trainer sets right by hand.

Nothing is kept here that the store does not have. Maps and their alignment are held only until the store says that
they have changed.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, insert, select

from ..classroom.folder import ClassFolder
from ..errors import DebriefError
from ..exercise import Exercise
from ..i18n import t
from ..model import JourneyMap
from . import clusters, screens
from .gathering import Gathered, Gatherer, Team, maps, teams
from .stages import Alignment, align
from .store import Store
from .tables import STAGE

_FACTS = ("surveys", "csat", "csat_low", "csat_high", "complaints", "wait_median", "waits", "events")


@dataclass(frozen=True)
class Figures:
    """What the exercise's case says of its touchpoints.

    Attributes
    ----------
    emotions : dict
        Code → (mean emotion, −2 to 2; answers), for touchpoints with answers.
    facts : dict
        Code → name in the class's language, and the figures of :func:`.touchpoint_facts` that stand beside a card:
        ``surveys``, ``csat`` with its interval, ``complaints``, ``wait_median`` with its n ``waits``, and ``events``;
        None where nothing was measured.
    """

    emotions: Mapping[str, tuple[float, int]] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, exercise: Exercise, lang: str) -> Figures:
        """Work out the figures of an exercise's case, in seconds; an exercise without a case has none.

        Raises
        ------
        CaseError
            If the case's data is missing or damaged.
        """
        if not exercise.has_case:
            return cls()
        from ..evidence import emotion_from_survey, touchpoint_facts

        case = exercise.case
        felt = emotion_from_survey(case)
        measured = zip(felt.index, felt["mean"].tolist(), felt["n"].tolist(), strict=True)
        emotions = {str(code): (float(mean), int(n)) for code, mean, n in measured if n > 0}
        table = touchpoint_facts(case)
        facts = {
            touchpoint.code: {
                "name": touchpoint.name(lang),
                **{name: _number(table.loc[touchpoint.code, name]) for name in _FACTS},
            }
            for touchpoint in case.touchpoints
        }
        return cls(emotions, facts)


class Shown(NamedTuple):
    """A team as the views show it.

    Attributes
    ----------
    id : str
        Stands for the team on the page; says nothing about who it is.
    name : str
        The team's, or "Team A", "Team B" and so on while names are hidden.
    team : Team
        Who it is.
    """

    id: str
    name: str
    team: Team


class Debrief:
    """What a class's maps of one exercise come to.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    exercise : str
        Id of the exercise.
    store : Store
        The class's.
    figures : Figures, optional
        Of the exercise's case.
    live : bool
        Whether maps are shown while they are being drawn, before they are handed in.
    votes_port : int
        Port of the voters' server; 0 where there is none.
    """

    def __init__(
        self,
        class_: ClassFolder,
        exercise: str,
        store: Store,
        figures: Figures | None = None,
        *,
        live: bool = False,
        votes_port: int = 0,
    ) -> None:
        self.class_ = class_
        self.exercise = exercise
        self.store = store
        self.figures = figures or Figures()
        self.votes_port = votes_port
        self._gatherer = Gatherer(class_, exercise, store, live=live)
        self._arranged: dict[str, JourneyMap] | None = None
        self._lock = threading.Lock()
        self._number = -1
        self._known: tuple[dict[str, JourneyMap], Alignment] = ({}, Alignment())

    @property
    def lang(self) -> str:
        """Language of the class, and so of every view."""
        return self.class_.lang

    def update(self) -> Gathered:
        """Gather the teams' maps, and find their new cards a cluster.

        Raises
        ------
        ClassError
            If the roster cannot be read.
        DebriefError
            If the store cannot be written.
        """
        found = self._gatherer.gather()
        drawn, alignment = self.maps()
        if self._arranged != drawn:
            clusters.arrange(self.store, self.exercise, drawn, alignment)
            self._arranged = drawn
        return found

    def maps(self) -> tuple[dict[str, JourneyMap], Alignment]:
        """Return the teams' maps of today, by team, and their alignment."""
        with self._lock:
            number, topics = self.store.changes(max(self._number, 0))
            if self._number < 0 or "maps" in topics:
                drawn = maps(self.store, self.exercise)
                self._known = drawn, align(drawn, self._corrections())
            self._number = number
            return self._known

    def names_hidden(self) -> bool:
        """Return whether the views call the teams by letters."""
        return screens.names_hidden(self.store)

    def hide_names(self, hidden: bool) -> None:
        """Call the teams by letters from now on, or by their names again."""
        screens.hide_names(self.store, hidden)

    def shown(self) -> list[Shown]:
        """Return the class's teams as the views show them.

        With names they stand in the order of the roster; without, in one that tells nothing.
        """
        return self._lettered() if self.names_hidden() else self._named()

    def team(self, id_: str) -> str:
        """Return which team an id on the page stands for.

        Raises
        ------
        DebriefError
            If it stands for none of the class's.
        """
        team = next((one.team.id for one in self.shown() if one.id == id_), None)
        if team is None:
            raise DebriefError("debriefview.unknown_team")
        return team

    def called(self, team: str) -> tuple[str, str]:
        """Return what a team is called while names are shown, and while they are hidden.

        Parameters
        ----------
        team : str
            As the roster's :attr:`.Team.id`.

        Raises
        ------
        DebriefError
            If the class has no such team.
        """
        found = [one.name for known in (self._named(), self._lettered()) for one in known if one.team.id == team]
        if not found:
            raise DebriefError("debriefview.unknown_team")
        return found[0], found[1]

    def veiled(self, text: str) -> str:
        """Return a text; while names are hidden and it is a team's name, that team's letter."""
        team = self._whose(text, self._named) if self.names_hidden() else None
        return text if team is None else self.called(team)[1]

    def unveiled(self, text: str) -> str:
        """Return a text; while names are hidden and it is a team's letter, that team's name."""
        team = self._whose(text, self._lettered) if self.names_hidden() else None
        return text if team is None else self.called(team)[0]

    def correct_stage(self, team: str, stage: str, place: int | None) -> None:
        """Say beside which shared stage a team's stage stands; None leaves it to the figures again.

        Parameters
        ----------
        team : str
            As the roster's :attr:`.Team.id`.
        stage : str
            Id of a stage of its map.
        place : int or None
            Index of the shared stage.

        Raises
        ------
        DebriefError
            If there is no such stage or place.
        """
        drawn, alignment = self.maps()
        if team not in drawn or stage not in {one.id for one in drawn[team].stages}:
            raise DebriefError("debriefview.unknown_stage")
        if place is not None and not 0 <= place < len(alignment.names):
            raise DebriefError("debriefview.unknown_stage")
        with self.store.write("maps") as connection:
            connection.execute(delete(STAGE).where(self._mine(), STAGE.c.team == team, STAGE.c.stage == stage))
            if place is not None:
                connection.execute(insert(STAGE).values(exercise=self.exercise, team=team, stage=stage, place=place))

    def _whose(self, text: str, known: Callable[[], list[Shown]]) -> str | None:
        return next((one.team.id for one in known() if one.name == text), None)

    def _named(self) -> list[Shown]:
        key = self.store.secret().encode()
        return [
            Shown(hmac.new(key, team.id.encode(), hashlib.sha256).hexdigest()[:16], team.name, team)
            for team in teams(self.class_)
        ]

    def _lettered(self) -> list[Shown]:
        return [
            one._replace(name=t("debriefview.team", self.lang, letter=letters(place)))
            for place, one in enumerate(sorted(self._named(), key=lambda one: one.id))
        ]

    def _corrections(self) -> dict[tuple[str, str], int]:
        with self.store.read() as connection:
            rows = connection.execute(select(STAGE).where(self._mine())).all()
        return {(row.team, row.stage): row.place for row in rows}

    def _mine(self) -> ColumnElement[bool]:
        return STAGE.c.exercise == self.exercise


def letters(place: int) -> str:
    """Return the letter for a place, as a spreadsheet's columns have them.

    Examples
    --------
    >>> [letters(place) for place in (0, 25, 26, 27)]
    ['A', 'Z', 'AA', 'AB']
    """
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _number(value: Any) -> float | None:
    """Return a table's figure as JSON has it."""
    return None if value is None or math.isnan(value) else round(float(value), 4)
