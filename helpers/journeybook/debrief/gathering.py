"""Bring the teams' maps from where they are drawn or handed in into the store, whenever they have changed.

A team is a group of the roster, or a trainee without one. Its map is the newest that any of its members has: handed in
and collected, or, where the debrief is to show work as it goes on, the one in the group's room or on their desk. Files
are read as hostile: no links are followed, and what is no map is told and left out; the team keeps the map it had.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, insert, select

from .. import mapfile
from ..classroom.folder import ClassFolder
from ..classroom.roster import full_name
from ..errors import JourneybookError, MapFileError
from ..handin import FUTURE_FILE, MAP_FILE, STARTER_FILE, RefusedFileError, read_regular
from ..i18n import Phrase
from ..model import JourneyMap, Kind
from ..rooms.access import FOLDER, Place
from ..rooms.log import NotALogError
from ..rooms.reading import read_map
from .store import Store
from .tables import MAP

_FILES = {Kind.CURRENT: MAP_FILE, Kind.FUTURE: FUTURE_FILE}
_LOG = ".log"


@dataclass(frozen=True)
class Team:
    """Who draws one map.

    Attributes
    ----------
    id : str
        ``"group …"`` with the group's name, or ``"trainee …"`` with an id.
    name : str
        As it is shown: the group's name, or the trainee's.
    members : tuple of str
        Ids of trainees.
    """

    id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Gathered:
    """What gathering found.

    Attributes
    ----------
    changed : tuple of str
        Teams whose map is new, or gone.
    problems : tuple of (str, str)
        Team and sentence, for maps that could not be read.
    """

    changed: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]


def teams(class_: ClassFolder) -> tuple[Team, ...]:
    """Return the class's teams, in the order of its roster."""
    members: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for trainee in class_.trainees():
        id_ = f"group {trainee.group}" if trainee.group else f"trainee {trainee.id}"
        members.setdefault(id_, []).append(trainee.id)
        names.setdefault(id_, trainee.group or full_name(trainee) or trainee.id)
    return tuple(Team(id_, names[id_], tuple(found)) for id_, found in members.items())


class Gatherer:
    """Gathers one exercise's maps again and again, reading only what has changed since the last time.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    exercise : str
        Id of the exercise.
    store : Store
        The class's.
    live : bool
        Whether maps are shown while they are being drawn, before they are handed in.
    """

    def __init__(self, class_: ClassFolder, exercise: str, store: Store, *, live: bool = False) -> None:
        self._class = class_
        self._exercise = exercise
        self._store = store
        self._live = live
        self._seen: dict[Path, tuple[int, int, int]] = {}

    def gather(self) -> Gathered:
        """Bring the store up to date.

        Returns
        -------
        Gathered
            Empty where nothing has changed since the last call.

        Raises
        ------
        ClassError
            If the roster cannot be read.
        DebriefError
            If the store cannot be written.
        """
        there = teams(self._class)
        problems: list[tuple[str, str]] = []
        found: dict[tuple[str, Kind], str] = {}
        for team in there:
            for kind, file in _FILES.items():
                newest = self._newest(team, file)
                if newest is None or not self._is_new(newest[1]):
                    continue
                try:
                    journey_map = _read(*newest)
                    if newest[1].suffix == _LOG and journey_map == self._starter(kind):
                        continue  # the room is open, and nobody has drawn yet
                    found[team.id, kind] = mapfile.dump(journey_map)
                except (JourneybookError, NotALogError, OSError) as error:
                    problems.append((team.id, str(error)))
        changed = self._keep(found, {team.id for team in there})
        return Gathered(tuple(changed), tuple(problems))

    def _newest(self, team: Team, file: str) -> tuple[Path, Path] | None:
        """Return the team's newest map file of that name, behind the folder that is ours to choose."""
        dated = []
        for base, path in self._places(team, file):
            with contextlib.suppress(OSError):
                dated.append((path.lstat().st_mtime_ns, base, path))
        return max(dated)[1:] if dated else None

    def _starter(self, kind: Kind) -> JourneyMap | None:
        try:
            starter = mapfile.read(self._class.outbound / self._exercise / STARTER_FILE)
        except MapFileError:
            return None
        return starter.model_copy(update={"kind": kind})

    def _places(self, team: Team, file: str) -> Iterator[tuple[Path, Path]]:
        if self._live and team.id.startswith("group "):
            side = next(str(kind) for kind, name in _FILES.items() if name == file)
            yield self._class.path, Place(team.name, self._exercise, side).log(self._class.path / FOLDER)
        for member in team.members:
            yield self._class.path, self._class.step("submitted", member, self._exercise) / file
            if self._live:
                desk = self._class.desk(member)
                yield desk, desk / "exercises" / self._exercise / file

    def _is_new(self, path: Path) -> bool:
        try:
            status = path.lstat()
        except OSError:
            return False
        mark = (status.st_mtime_ns, status.st_size, status.st_ino)
        if self._seen.get(path) == mark:
            return False
        self._seen[path] = mark
        return True

    def _keep(self, found: Mapping[tuple[str, Kind], str], there: set[str]) -> list[str]:
        """Write what is new, and forget teams that are no longer on the roster."""
        mine = MAP.c.exercise == self._exercise
        with self._store.read() as connection:
            kept = {(row.team, row.kind): row.digest for row in connection.execute(select(MAP).where(mine))}
        new = {
            key: (text, digest)
            for key, text in found.items()
            if kept.get(key) != (digest := hashlib.sha256(text.encode()).hexdigest())
        }
        gone = {team for team, _ in kept} - there
        if not new and not gone:
            return []
        with self._store.write("maps") as connection:
            for team in gone:
                connection.execute(delete(MAP).where(mine, MAP.c.team == team))
            for (team, kind), (text, digest) in new.items():
                connection.execute(delete(MAP).where(mine, MAP.c.team == team, MAP.c.kind == str(kind)))
                values = {"exercise": self._exercise, "team": team, "kind": str(kind), "digest": digest}
                connection.execute(insert(MAP).values(**values, content=text, at=time.time()))
        return list(dict.fromkeys([*gone, *(team for team, _ in new)]))


def maps(store: Store, exercise: str, kind: Kind = Kind.CURRENT) -> dict[str, JourneyMap]:
    """Return the teams' maps as the store has them, by team."""
    wanted = (MAP.c.exercise == exercise) & (MAP.c.kind == str(kind))
    with store.read() as connection:
        rows = connection.execute(select(MAP.c.team, MAP.c.content).where(wanted).order_by(MAP.c.team)).all()
    return {row.team: mapfile.parse(row.content.encode(), Path(_FILES[kind])) for row in rows}


def _read(base: Path, path: Path) -> JourneyMap:
    """Return the map in a file of which a trainee may have made anything, below a folder that is ours."""
    # A link in a folder's place would show somebody else's map as the team's own.
    if path.resolve() != base.resolve() / path.relative_to(base):
        raise _refused(path, "not_regular")
    if path.suffix == _LOG:
        return read_map(path)
    try:
        return mapfile.parse(read_regular(path, mapfile.MAX_BYTES), path)
    except RefusedFileError as error:
        raise _refused(path, error.args[0]) from error


def _refused(path: Path, why: str) -> MapFileError:
    return MapFileError("debrief.refused_map", file=path.name, why=Phrase(f"classroom.reason_{why}", {}))
