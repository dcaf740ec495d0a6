"""Does an exercise's map file follow the group's map, and is what was drawn alone before never lost?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pycrdt import Doc, Map
from rooms_class import EXERCISE, make_class, room_address, served, until

from journeybook import mapfile
from journeybook.classroom.folder import ClassFolder
from journeybook.errors import MapFileError
from journeybook.handin import FUTURE_FILE, MAP_FILE, STARTER_FILE
from journeybook.model import JourneyMap, Kind, Persona, Stage, Touchpoint
from journeybook.rooms.access import token_for
from journeybook.rooms.supervise import Supervisor
from journeybook.sharing import openmap as module
from journeybook.sharing.openmap import OpenMap
from journeybook.sharing.peer import Standing
from journeybook.sharing.settings import (
    GROUP_VARIABLE,
    ROOMS_VARIABLE,
    TOKEN_VARIABLE,
    RoomAddress,
    is_begun,
    room_of,
    write_desk,
)

STARTER = JourneyMap(
    stages=(Stage(id="stage-1", name="购买"),),
    touchpoints=(Touchpoint(id="touchpoint-1", stage="stage-1", name="结账"),),
)
OWN = STARTER.model_copy(update={"persona": Persona(name="Anna's own")})
NOWHERE = RoomAddress("ws://127.0.0.1:9/rooms/~/x/current", "t")

Open = Callable[..., OpenMap]


@pytest.fixture
def class_(tmp_path: Path) -> ClassFolder:
    (tmp_path / "home").mkdir()
    return make_class(tmp_path / "home")


@pytest.fixture
def server(class_: ClassFolder) -> Iterator[Supervisor]:
    with served(class_) as supervisor:
        yield supervisor


@pytest.fixture
def open_map(tmp_path: Path, class_: ClassFolder, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Return what opens a person's map in their group's room, as a kernel that has just started does."""
    opened: list[OpenMap] = []

    def open_one(who: str, room: RoomAddress | None = None) -> OpenMap:
        (tmp_path / who).mkdir(exist_ok=True)
        if room is None:
            room = room_address(request.getfixturevalue("server"), token_for(class_, who))
        opened.append(OpenMap(tmp_path / who / MAP_FILE, STARTER, room=room))
        return opened[-1]

    yield open_one
    for one in opened:
        _end(one)


def _end(one: OpenMap) -> None:
    one.flush()
    one._leave()


def _feel(one: OpenMap, emotion: int) -> None:
    """Judge the touchpoint, as a browser does."""
    doc: Doc = Doc()
    doc.apply_update(one.document.updates_since(b""))
    doc.get("cards", type=Map)["touchpoint-1"]["emotion"] = emotion
    one.take(doc.get_update(one.document.state()))


def _felt(path: Path) -> int | None:
    return mapfile.read(path).touchpoints[0].emotion if path.exists() else None


def test_each_members_file_follows_the_groups_map(tmp_path: Path, open_map: Open) -> None:
    """Is an edit of one member in the other's file, without anybody having touched the board there?"""
    anna, _ = open_map("anna"), open_map("bo")
    assert not (tmp_path / "bo" / MAP_FILE).exists()
    _feel(anna, -2)
    until(lambda: _felt(tmp_path / "bo" / MAP_FILE) == -2)
    assert _felt(tmp_path / "anna" / MAP_FILE) == -2


def test_who_comes_later_finds_the_groups_map(tmp_path: Path, open_map: Open) -> None:
    """Does a member who opens the exercise last see the group's map at once?"""
    _feel(open_map("anna"), 1)
    bo = open_map("bo")
    until(lambda: bo.document.to_map().touchpoints[0].emotion == 1)


def test_offline_edits_outlive_the_kernel(tmp_path: Path, open_map: Open) -> None:
    """Does what was drawn while the server was away reach the group after the kernel was ended and started anew?"""
    _end(open_map("anna"))
    offline = open_map("anna", NOWHERE)
    _feel(offline, 2)
    _end(offline)
    bo = open_map("bo")
    assert bo.document.to_map().touchpoints[0].emotion is None
    open_map("anna")
    until(lambda: bo.document.to_map().touchpoints[0].emotion == 2)
    assert list((tmp_path / "anna").glob("*own*")) == []


def test_a_kernel_that_began_offline_joins_later(open_map: Open) -> None:
    """Do two members who began with the server out of reach have one map later, with no card doubled?"""
    for who in ("anna", "bo"):
        one = open_map(who, NOWHERE)
        _feel(one, 1)
        _end(one)
    anna, bo = open_map("anna"), open_map("bo")
    until(lambda: anna.peer is not None and bo.peer is not None and not anna.peer.owes and not bo.peer.owes)
    until(lambda: anna.document.to_map() == bo.document.to_map())
    assert len(bo.document.to_map().touchpoints) == 1


def test_a_map_drawn_alone_becomes_the_groups_where_it_has_none(tmp_path: Path, open_map: Open) -> None:
    """Is what the first member had drawn before rooms were set up the map that the group goes on with?"""
    (tmp_path / "anna").mkdir()
    mapfile.write(tmp_path / "anna" / MAP_FILE, OWN)
    anna = open_map("anna")
    assert anna.document.to_map() == OWN
    bo = open_map("bo")
    until(lambda: bo.document.to_map() == OWN)
    assert anna.set_aside == ""


def test_a_map_drawn_alone_is_kept_where_the_group_has_one(tmp_path: Path, open_map: Open) -> None:
    """Does a member who had drawn alone see the group's map, with their own kept beside it?"""
    _feel(open_map("bo"), -1)
    (tmp_path / "anna").mkdir()
    mapfile.write(tmp_path / "anna" / MAP_FILE, OWN)
    anna = open_map("anna")
    assert anna.document.to_map().touchpoints[0].emotion == -1
    assert mapfile.read(tmp_path / "anna" / anna.set_aside) == OWN
    until(lambda: _felt(tmp_path / "anna" / MAP_FILE) == -1)


def test_a_map_drawn_alone_waits_while_nobody_knows_the_groups(
    tmp_path: Path, open_map: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the server out of reach, does who drew alone before go on alone, until the next start?"""
    monkeypatch.setattr(module, "FIRST_ANSWER_SECONDS", 0.1)
    (tmp_path / "anna").mkdir()
    mapfile.write(tmp_path / "anna" / MAP_FILE, OWN)
    anna = open_map("anna", NOWHERE)
    assert (anna.document.to_map(), anna.peer) == (OWN, None)


def test_what_was_drawn_with_rooms_switched_off_is_kept(tmp_path: Path, open_map: Open) -> None:
    """Is a map that was drawn on alone, after it had been the group's, kept when the group's comes back?"""
    _feel(open_map("anna"), 1)
    path = tmp_path / "anna" / MAP_FILE
    until(lambda: _felt(path) == 1)
    mapfile.write(path, OWN)
    again = open_map("anna")
    assert again.document.to_map().touchpoints[0].emotion == 1
    assert mapfile.read(path.with_name(again.set_aside)) == OWN


def test_two_kernels_of_one_desk_share_its_file(tmp_path: Path, open_map: Open) -> None:
    """Do JupyterLab's and Voila's kernel of one person write one file, without taking each other for a stranger?"""
    lab, voila = open_map("anna"), open_map("anna")
    for emotion in (1, -1, 2):
        _feel(lab, emotion)
        until(lambda emotion=emotion: voila.document.to_map().touchpoints[0].emotion == emotion)
        _feel(voila, 0)
        until(lambda: lab.document.to_map().touchpoints[0].emotion == 0)
    lab.flush()
    voila.flush()
    until(lambda: _felt(tmp_path / "anna" / MAP_FILE) == 0)
    assert sorted(path.name for path in (tmp_path / "anna").glob("*.json")) == [MAP_FILE]


def test_a_damaged_file_is_told_as_ever(tmp_path: Path, open_map: Open) -> None:
    """Is a file that is no map refused before the room is asked?"""
    (tmp_path / "anna").mkdir()
    (tmp_path / "anna" / MAP_FILE).write_bytes(b"{broken")
    with pytest.raises(MapFileError):
        open_map("anna")


def test_damaged_notes_of_what_was_seen_do_no_harm(tmp_path: Path, open_map: Open) -> None:
    """Is the map taken from the room where the desk's own notes are damaged?"""
    first = open_map("anna")
    _feel(first, 1)
    _end(first)
    (tmp_path / "anna" / f".{MAP_FILE}.shared").write_bytes(b"\xff\xff\xff")
    assert open_map("anna").document.to_map().touchpoints[0].emotion == 1


def test_who_has_no_room_draws_alone(tmp_path: Path, open_map: Open) -> None:
    """Does somebody without a group have their own map, as if there were no rooms?"""
    (tmp_path / "dora").mkdir()
    mapfile.write(tmp_path / "dora" / MAP_FILE, OWN)
    dora = open_map("dora")
    assert dora.document.to_map() == OWN
    _feel(dora, 2)
    dora.flush()
    assert _felt(tmp_path / "dora" / MAP_FILE) == 2
    assert dora.peer is None or dora.peer.standing == Standing.ALONE


def test_a_map_that_the_group_has_begun_is_known(
    tmp_path: Path, class_: ClassFolder, server: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Does a desk without a future map know that the group has one, and is the answer no where nobody can say?"""
    monkeypatch.setenv(ROOMS_VARIABLE, f"ws://127.0.0.1:{server.port}")
    monkeypatch.setenv(TOKEN_VARIABLE, token_for(class_, "bo"))
    folder = tmp_path / "bo" / EXERCISE
    folder.mkdir(parents=True)
    (folder / STARTER_FILE).touch()
    assert not is_begun(folder / FUTURE_FILE)
    room = room_address(server, token_for(class_, "anna"), side="future")
    anna = OpenMap(tmp_path / "anna" / FUTURE_FILE, STARTER, Kind.FUTURE, room)
    until(lambda: anna.peer is not None and not anna.peer.owes)
    assert is_begun(folder / FUTURE_FILE)
    assert not is_begun(folder / MAP_FILE)
    _end(anna)
    monkeypatch.setenv(ROOMS_VARIABLE, "ws://127.0.0.1:9")
    assert not is_begun(folder / FUTURE_FILE)


def test_which_maps_are_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Are the maps of an exercise shared where the desk or the environment says so, and no other file?"""
    for name in (ROOMS_VARIABLE, TOKEN_VARIABLE, GROUP_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "desk" / "exercises" / EXERCISE
    folder.mkdir(parents=True)
    assert room_of(folder / MAP_FILE) is None
    write_desk(tmp_path / "desk", "ws://127.0.0.1:8810/", "token")
    assert (tmp_path / "desk" / ".journeybook" / "rooms.json").stat().st_mode & 0o077 == 0
    assert room_of(folder / MAP_FILE) is None  # an exercise that begins without a map
    (folder / STARTER_FILE).touch()
    assert room_of(folder / MAP_FILE) == RoomAddress(f"ws://127.0.0.1:8810/rooms/~/{EXERCISE}/current", "token")
    future = room_of(folder / FUTURE_FILE)
    assert future is not None
    assert future.url.endswith("/future")
    assert room_of(folder / "map.other-1.journey.json") is None
    monkeypatch.setenv(ROOMS_VARIABLE, "wss://hub/rooms-of-c")
    monkeypatch.setenv(TOKEN_VARIABLE, "other")
    monkeypatch.setenv(GROUP_VARIABLE, "a/b 组")
    assert room_of(folder / MAP_FILE) == RoomAddress(
        f"wss://hub/rooms-of-c/rooms/a%2Fb%20%E7%BB%84/{EXERCISE}/current", "other"
    )


@pytest.mark.parametrize(
    "record", [b"", b"[]", b'{"format": 1}', json.dumps({"format": 1, "address": "file:///x", "token": "t"}).encode()]
)
def test_a_damaged_record_means_alone(tmp_path: Path, record: bytes) -> None:
    """Is a desk whose record of its rooms is damaged a desk without rooms?"""
    (tmp_path / ".journeybook").mkdir()
    (tmp_path / ".journeybook" / "rooms.json").write_bytes(record)
    (tmp_path / STARTER_FILE).touch()
    assert room_of(tmp_path / MAP_FILE) is None
