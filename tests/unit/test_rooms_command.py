"""The command that opens a class's rooms, and the rooms inside a Jupyter server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rooms_class import BLUE, EXERCISE, RED, ROSTER, make_class, served, until, write_roster

from journeybook.classroom.folder import ClassFolder
from journeybook.document import MapDocument
from journeybook.errors import ClassError
from journeybook.handin import MAP_FILE
from journeybook.i18n import t
from journeybook.model import JourneyMap, Stage
from journeybook.rooms.access import Access
from journeybook.rooms.announce import announce, environment, known_address, tell_desk, websocket_address
from journeybook.rooms.visiting import prepare_visit
from journeybook.server import Server
from journeybook.sharing.peer import Peer, Standing
from journeybook.sharing.settings import DESK_FILE, RoomAddress, room_of
from journeybook.workbook import HOME_VARIABLE


@pytest.fixture
def class_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClassFolder:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    return make_class(tmp_path)


def _command(*words: str) -> subprocess.Popen[str]:
    environment = os.environ | {"JOURNEYBOOK_LANG": "en", "PYTHONIOENCODING": "utf-8"}
    program = [sys.executable, "-u", "-m", "journeybook.cli", "class", "rooms", *words]
    return subprocess.Popen(program, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _desk(class_: ClassFolder, who: str) -> Path:
    """Lay out a trainee's exercise, and return where its map will be."""
    folder = class_.desk(who) / "exercises" / EXERCISE
    folder.mkdir(parents=True)
    (folder / "map.starter.json").write_bytes((class_.outbound / EXERCISE / "map.starter.json").read_bytes())
    return folder / MAP_FILE


def _peer(room: RoomAddress | None) -> Peer:
    assert room is not None
    document = MapDocument(JourneyMap(stages=(Stage(id="stage-1", name="x"),)))
    return Peer(room, document, lambda: None, lambda: None)


def test_desks_find_the_rooms_that_the_command_opens(class_: ClassFolder) -> None:
    """Does a desk that was there reach its group's room, does one that joins later, and does the port stay the same?"""
    there = _desk(class_, "anna")
    ports = []
    for _ in range(2):
        with _command("c") as process:
            try:
                assert process.stdout is not None
                told = process.stdout.readline() + process.stdout.readline()
                address = known_address(class_)
                assert address in told
                assert EXERCISE in told
                ports.append(address.rpartition(":")[2])
                later = (
                    _desk(class_, "bo") if len(ports) == 1 else class_.desk("bo") / "exercises" / EXERCISE / MAP_FILE
                )
                assert tell_desk(class_, "bo")
                peers = [_peer(room_of(path)) for path in (there, later)]
                until(lambda peers=peers: all(one.standing == Standing.CONNECTED for one in peers))
                for one in peers:
                    one.close()
                process.send_signal(signal.SIGTERM)
                assert t("rooms.stopped", "en") in process.stdout.read()
                assert process.wait(60) == 0
            finally:
                process.kill()
    assert ports[0] == ports[1]
    assert json.loads((class_.desk("anna") / DESK_FILE).read_text())["address"] == address


@pytest.mark.parametrize(
    ("words", "roster", "told"),
    [
        (("c", "--exercise", "99-none"), ROSTER, "99-none"),
        (("c",), "id,group\nanna,\n", "roster.csv"),
        (("none",), ROSTER, "none"),
    ],
)
def test_what_cannot_be_shared_is_told(class_: ClassFolder, words: tuple[str, ...], roster: str, told: str) -> None:
    """Does the command say what is missing, and end, where there is nothing to share?"""
    write_roster(class_, roster)
    with _command(*words) as process:
        said, _ = process.communicate(timeout=120)
    assert (process.returncode, told in said) == (1, True)
    assert "Traceback" not in said


def test_the_trainer_visits_a_group(class_: ClassFolder) -> None:
    """Does the trainer's desk enter the rooms of the group that was named, whatever it is called, and no other?"""
    with pytest.raises(ClassError, match="rooms"):
        prepare_visit(class_, RED)
    with served(class_) as server:
        announce(class_, websocket_address("127.0.0.1", server.port))
        chen = _desk(class_, "chen")
        assert tell_desk(class_, "chen")
        with pytest.raises(ClassError, match="none"):
            prepare_visit(class_, "none")
        desk = prepare_visit(class_, RED)
        assert desk == prepare_visit(class_, RED)
        assert desk.is_relative_to(class_.path)
        assert (desk / "index.ipynb").is_file()
        trainer, member = _peer(room_of(desk / "exercises" / EXERCISE / MAP_FILE)), _peer(room_of(chen))
        trainer.look("board", "")
        until(lambda: [one["trainer"] for one in member.people] == [True])
        for one in (trainer, member):
            one.close()


def test_what_a_hub_gives_its_people(class_: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the environment that a hub sets lead each person to a room of their own, and nowhere before there is one?"""
    assert environment(class_, "anna") == {}
    _desk(class_, "anna")
    announce(class_, "ws://127.0.0.1:8810")
    access = Access(class_)
    found = {}
    for who in ("anna", None):
        for name, value in environment(class_, who).items():
            monkeypatch.setenv(name, value)
        room = room_of(class_.desk("anna") / "exercises" / EXERCISE / MAP_FILE)
        assert room is not None
        person = access.person(room.token)
        assert person is not None
        found[who] = (person.id, person.is_trainer)
    assert found == {"anna": ("anna", False), None: ("", True)}


@pytest.mark.parametrize(
    ("listening", "reached"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("10.1.2.3", "10.1.2.3"), ("::1", "[::1]")],  # noqa: S104
)
def test_how_kernels_reach_what_listens(listening: str, reached: str) -> None:
    """Is a server that listens everywhere reached on this machine?"""
    assert websocket_address(listening, 8810) == f"ws://{reached}:8810"


def test_rooms_inside_a_jupyter_server(class_: ClassFolder, tmp_path: Path) -> None:
    """Does a Jupyter server with the extension let members in on its own port, and nobody without a room's token?"""
    path = _desk(class_, "anna")
    extra = {
        "ServerApp": {
            "jpserver_extensions": {"journeybook.rooms.extension": True, "journeybook.warm.extension": False},
            "reraise_server_extension_failures": True,
        },
        "RoomsSettings": {"class_name": "c"},
    }
    (tmp_path / "trainer").mkdir()
    with Server.start(tmp_path / "trainer", "zh", extra_config=extra) as server:
        until(lambda: known_address(class_) != "")
        assert known_address(class_) == f"{server.url.replace('http', 'ws', 1)}journeybook"
        room = room_of(path)
        assert room is not None
        member = _peer(room)
        stranger = _peer(RoomAddress(room.url, server.token))
        assert member.wait(20)
        assert stranger.wait(20)
        assert (member.standing, stranger.standing) == (Standing.CONNECTED, Standing.ALONE)
        for one in (member, stranger):
            one.close()
    assert Access(class_).groups() == (BLUE, RED)
