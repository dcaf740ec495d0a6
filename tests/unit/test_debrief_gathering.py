"""Bringing the teams' maps into the store."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from journeybook import mapfile
from journeybook.classroom.folder import ClassFolder
from journeybook.debrief.gathering import Gathered, Gatherer, maps, teams
from journeybook.debrief.store import Store
from journeybook.document import MapDocument
from journeybook.handin import FUTURE_FILE, MAP_FILE, STARTER_FILE
from journeybook.model import JourneyMap, Kind, Stage
from journeybook.rooms.access import FOLDER, Place
from journeybook.rooms.log import UpdateLog

_EXERCISE = "03-retail"
_ROSTER = "id,last_name,first_name,group\nli,李,芳,一组\nwang,王,伟,一组\nzhao,赵,敏,\n"


@pytest.fixture
def class_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClassFolder:
    """A class of one group of two, and somebody alone; desks lie in the same folder."""
    monkeypatch.setattr("journeybook.workbook.root", lambda: tmp_path)
    (tmp_path / "classes" / "c").mkdir(parents=True)
    (tmp_path / "classes" / "c" / "roster.csv").write_text(_ROSTER, encoding="utf-8")
    return ClassFolder(tmp_path / "classes" / "c", "c", "zh")


@pytest.fixture
def store(tmp_path: Path):
    """An empty store."""
    opened = Store.open(tmp_path / "debrief.db")
    yield opened
    opened.close()


def _map(name: str) -> JourneyMap:
    return JourneyMap(stages=(Stage(id="stage-1", name=name),))


def _write(folder: Path, name: str, *, at: int, file: str = MAP_FILE) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    mapfile.write(folder / file, _map(name))
    os.utime(folder / file, (at, at))
    return folder / file


def _names(store: Store, kind: Kind = Kind.CURRENT) -> dict[str, str]:
    return {team: journey.stages[0].name for team, journey in maps(store, _EXERCISE, kind).items()}


def test_teams_are_the_rosters(class_: ClassFolder) -> None:
    """Is a group one team, and somebody without a group another, each under the name one knows?"""
    assert [(team.id, team.name, team.members) for team in teams(class_)] == [
        ("group 一组", "一组", ("li", "wang")),
        ("trainee zhao", "赵敏", ("zhao",)),
    ]


def test_the_newest_map_of_a_team_counts(class_: ClassFolder, store: Store) -> None:
    """Is a group's map the one that was handed in last, whoever did, and is the future map another one?"""
    _write(class_.step("submitted", "li", _EXERCISE), "old", at=1000)
    _write(class_.step("submitted", "wang", _EXERCISE), "new", at=2000)
    _write(class_.step("submitted", "li", _EXERCISE), "future", at=1000, file=FUTURE_FILE)
    gathered = Gatherer(class_, _EXERCISE, store).gather()
    assert gathered == Gathered(("group 一组",), ())
    assert _names(store) == {"group 一组": "new"}
    assert _names(store, Kind.FUTURE) == {"group 一组": "future"}


def test_only_what_changes_is_a_change(class_: ClassFolder, store: Store) -> None:
    """Does gathering again say nothing, and does a map that was drawn on come through?"""
    gatherer = Gatherer(class_, _EXERCISE, store)
    folder = class_.step("submitted", "zhao", _EXERCISE)
    _write(folder, "one", at=1000)
    assert gatherer.gather().changed == ("trainee zhao",)
    before = store.changes()
    assert gatherer.gather() == Gatherer(class_, _EXERCISE, store).gather() == Gathered((), ())
    assert store.changes() == before
    _write(folder, "two", at=2000)
    assert gatherer.gather().changed == ("trainee zhao",)
    assert _names(store) == {"trainee zhao": "two"}


def test_work_on_the_desk_is_shown_only_where_wanted(class_: ClassFolder, store: Store) -> None:
    """Is what somebody is still drawing private, unless the debrief is live?"""
    _write(class_.step("submitted", "li", _EXERCISE), "handed in", at=1000)
    _write(class_.desk("wang") / "exercises" / _EXERCISE, "drawing", at=2000)
    Gatherer(class_, _EXERCISE, store).gather()
    assert _names(store) == {"group 一组": "handed in"}
    Gatherer(class_, _EXERCISE, store, live=True).gather()
    assert _names(store) == {"group 一组": "drawing"}


def test_a_groups_room_is_shown_while_they_draw(class_: ClassFolder, store: Store) -> None:
    """Is the map in a group's room on the wall at once where work is shown as it goes on, but no untouched starter?"""
    outbound = class_.outbound / _EXERCISE
    outbound.mkdir(parents=True)
    mapfile.write(outbound / STARTER_FILE, _map("开始"))
    path = Place("一组", _EXERCISE, "current").log(class_.path / FOLDER)
    path.parent.mkdir(parents=True)
    log = UpdateLog(path)
    document = MapDocument()
    document.begin(_map("开始"))
    log.append(document.updates_since(b""))
    gatherer = Gatherer(class_, _EXERCISE, store, live=True)
    assert (gatherer.gather(), _names(store)) == (Gathered((), ()), {})
    document.become(_map("小组画的"))
    log.append(document.updates_since(b""))
    size = path.stat().st_size
    assert gatherer.gather().changed == ("group 一组",)
    assert _names(store) == {"group 一组": "小组画的"}
    with path.open("ab") as stream:
        stream.write(b"half a rec")  # the server is writing
    assert (gatherer.gather(), path.stat().st_size) == (Gathered((), ()), size + 10)
    assert Gatherer(class_, _EXERCISE, store).gather() == Gathered((), ())
    log.close()


def test_who_leaves_the_roster_leaves_the_wall(class_: ClassFolder, store: Store) -> None:
    """Is a team's map gone once the team is no longer on the roster?"""
    _write(class_.step("submitted", "zhao", _EXERCISE), "mine", at=1000)
    gatherer = Gatherer(class_, _EXERCISE, store)
    gatherer.gather()
    (class_.path / "roster.csv").write_text("id\nli\n", encoding="utf-8")
    assert gatherer.gather().changed == ("trainee zhao",)
    assert _names(store) == {}


def _not_json(path: Path, _: Path) -> None:
    path.write_text("{", encoding="utf-8")


def _link(path: Path, other: Path) -> None:
    path.unlink()
    path.symlink_to(other)


def _linked_folder(path: Path, other: Path) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.symlink_to(other.parent, target_is_directory=True)


def _pipe(path: Path, _: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _huge(path: Path, _: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(mapfile.MAX_BYTES + 1)


@pytest.mark.parametrize("spoil", [_not_json, _link, _linked_folder, _pipe, _huge])
def test_what_is_no_map_is_told_and_left_out(class_: ClassFolder, store: Store, spoil, tmp_path: Path) -> None:
    """Does a damaged, linked or enormous file change nothing, for its own team or another, and is it said?"""
    other = _write(tmp_path / "elsewhere", "somebody else's", at=500)
    _write(class_.step("submitted", "li", _EXERCISE), "fine", at=1000)
    path = _write(class_.step("submitted", "zhao", _EXERCISE), "before", at=1000)
    gatherer = Gatherer(class_, _EXERCISE, store)
    gatherer.gather()
    spoil(path, other)
    gathered = gatherer.gather()
    assert _names(store) == {"group 一组": "fine", "trainee zhao": "before"}
    assert [team for team, _ in gathered.problems] == ["trainee zhao"]
    assert path.name in gathered.problems[0][1]
    assert gatherer.gather().problems == ()


def test_a_map_comes_through_as_it_is(class_: ClassFolder, store: Store) -> None:
    """Is the map in the store the very one that was handed in, with all kinds of text?"""
    journey = _map("购买 <b>😀</b> \u202e =1+1")
    folder = class_.step("submitted", "zhao", _EXERCISE)
    folder.mkdir(parents=True)
    mapfile.write(folder / MAP_FILE, journey)
    Gatherer(class_, _EXERCISE, store).gather()
    assert maps(store, _EXERCISE) == {"trainee zhao": journey}
