"""Do kernels of a group end with one map, whatever happens to the lines between them?"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from pycrdt import Doc, Map, Text
from rooms_class import RED, make_class, room_address, served, until

from journeybook.classroom.folder import ClassFolder
from journeybook.document import MapDocument
from journeybook.model import JourneyMap, Stage, Touchpoint
from journeybook.rooms.access import token_for, trainer_token
from journeybook.rooms.supervise import Supervisor
from journeybook.sharing import peer as peer_module
from journeybook.sharing.peer import Peer, Standing
from journeybook.sharing.settings import RoomAddress

MAP = JourneyMap(
    stages=(Stage(id="stage-1", name="购买"),),
    touchpoints=(Touchpoint(id="touchpoint-1", stage="stage-1", name="结账"),),
)


@pytest.fixture
def class_(tmp_path: Path) -> ClassFolder:
    return make_class(tmp_path)


@pytest.fixture
def server(class_: ClassFolder) -> Iterator[Supervisor]:
    with served(class_) as supervisor:
        yield supervisor


class Kernel:
    """A kernel's document with its line, and a browser that edits it."""

    def __init__(self, address: RoomAddress, begin: bool = True) -> None:
        self.document = MapDocument()
        if begin:
            self.document.begin(MAP)
        self.taken_in = 0
        self.peer = Peer(address, self.document, self._changed, lambda: None)

    def _changed(self) -> None:
        self.taken_in += 1

    def type(self, words: str) -> None:
        """Type into the touchpoint's thought, at its end."""
        self._edit(lambda cards: cards["touchpoint-1"]["thought"].insert(self._end(cards), words))

    @staticmethod
    def _end(cards: Map[Any]) -> int:
        return len(str(cards["touchpoint-1"]["thought"]).encode())

    def _edit(self, change: Callable[[Map[Any]], None]) -> None:
        with self.document.lock:
            doc: Doc[Any] = Doc()
            doc.apply_update(self.document.updates_since(b""))
            change(doc.get("cards", type=Map))
            self.document.apply(doc.get_update(self.document.state()))

    def add(self, id_: str) -> None:
        def change(cards: Map[Any]) -> None:
            cards[id_] = Map({"type": "touchpoint", "at": ["stage-1", "touchpoint", id_], "name": Text(id_)})

        self._edit(change)

    @property
    def thought(self) -> str:
        return self.document.to_map().touchpoints[0].thought

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.document.to_map().touchpoints]


@pytest.fixture
def kernels(class_: ClassFolder, server: Supervisor) -> Iterator[list[Kernel]]:
    """Return the kernels of Anna, Bo and the trainer in one room."""
    tokens = (token_for(class_, "anna"), token_for(class_, "bo"))
    made = [Kernel(room_address(server, token)) for token in tokens]
    yield made
    for one in made:
        one.peer.close()


def _in_step(*kernels: Kernel) -> bool:
    return all(one.peer.standing == Standing.CONNECTED and not one.peer.owes for one in kernels)


def _killed(server: Supervisor) -> bool:
    """Kill the server that runs now; where one is only just being started, return False."""
    try:
        os.kill(server.pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def test_two_kernels_draw_one_map(kernels: list[Kernel]) -> None:
    """Does each see what the other draws, in Chinese and with emoji, and does the room then owe nobody anything?"""
    anna, bo = kernels
    until(lambda: _in_step(anna, bo))
    anna.type("太慢了 🚶")
    bo.add("touchpoint-2")
    until(lambda: (anna.thought, anna.names) == (bo.thought, bo.names) == ("太慢了 🚶", ["结账", "touchpoint-2"]))
    until(lambda: _in_step(anna, bo))
    assert bo.taken_in > 0


def test_a_server_that_is_soon_back_is_no_news(
    class_: ClassFolder, server: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is a server that dies and comes back not told as a loss, and one that stays away is?"""
    monkeypatch.setattr(peer_module, "GRACE", 60)
    told: list[Standing] = []
    document = MapDocument(MAP)
    peer = Peer(
        room_address(server, token_for(class_, "anna")), document, lambda: None, lambda: told.append(peer.standing)
    )
    until(lambda: not peer.owes)
    pid = server.pid
    until(lambda: _killed(server))
    until(lambda: server.pid != pid and not peer.owes)
    assert Standing.OFFLINE not in told[told.index(Standing.CONNECTED) :]
    monkeypatch.setattr(peer_module, "GRACE", 0.1)
    os.kill(server.pid, signal.SIGSTOP)
    peer._loop.call_soon_threadsafe(peer._line.close)
    until(lambda: peer.standing == Standing.OFFLINE)
    os.kill(server.pid, signal.SIGCONT)
    until(lambda: not peer.owes)
    peer.close()


def test_what_was_drawn_offline_merges(kernels: list[Kernel], server: Supervisor, class_: ClassFolder) -> None:
    """Are edits that two made while the server was away both there once it is back, text by text?"""
    anna, bo = kernels
    until(lambda: _in_step(anna, bo))
    os.kill(server.pid, signal.SIGSTOP)
    anna.type("Anna ")
    bo.type("Bo ")
    anna.add("touchpoint-7")
    os.kill(server.pid, signal.SIGKILL)
    until(lambda: _in_step(anna, bo))
    until(lambda: anna.thought == bo.thought)
    assert sorted(anna.thought.split()) == ["Anna", "Bo"]
    assert anna.names == bo.names == ["结账", "touchpoint-7"]


def test_nothing_acknowledged_is_lost_under_load(
    kernels: list[Kernel], server: Supervisor, class_: ClassFolder
) -> None:
    """With the server killed again and again while two draw, are both equal at the end, and every word in the log?"""
    for n in range(60):
        kernels[n * 7 % 3 % 2].type(f"w{n} ")
        time.sleep(0.01)
        if n % 15 == 7:
            until(lambda: _killed(server))
    until(lambda: _in_step(*kernels))
    until(lambda: kernels[0].thought == kernels[1].thought)
    assert sorted(kernels[0].thought.split()) == sorted(f"w{n}" for n in range(60))
    late = Kernel(room_address(server, token_for(class_, "anna")), begin=False)
    assert late.peer.wait(20)
    assert late.thought == kernels[0].thought
    late.peer.close()


def test_the_trainer_draws_along(kernels: list[Kernel], server: Supervisor, class_: ClassFolder) -> None:
    """Can the trainer write into a group's map, and is who is there said with names and without another group?"""
    trainer = Kernel(room_address(server, trainer_token(class_), RED))
    chen = Kernel(room_address(server, token_for(class_, "chen")))
    anna = kernels[0]
    for one, board in ((trainer, "t"), (chen, "c"), (anna, "a")):
        one.peer.look(board, "touchpoint-1" if one is chen else "")
    trainer.type("gut")
    until(lambda: chen.thought == "gut")
    until(lambda: len(chen.peer.people) == 2 and len(anna.peer.people) == 1)
    assert {(one["name"], one["trainer"], tuple(one["editing"])) for one in chen.peer.people} == {
        ("讲师", True, ()),
        ("陈静", False, ("touchpoint-1",)),
    }
    assert anna.thought == ""
    chen.peer.leave("c")
    until(lambda: [one["name"] for one in trainer.peer.people] == ["讲师"])
    trainer.peer.close()
    until(lambda: chen.peer.people == [])
    chen.peer.close()


def test_a_browser_that_says_nothing_any_more_is_not_there(
    kernels: list[Kernel], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is somebody whose page went away without a word no longer shown after a while?"""
    monkeypatch.setattr(peer_module, "LEASE", 3)
    anna, bo = kernels
    anna.peer.look("a", "")
    until(lambda: len(bo.peer.people) == 1)
    until(lambda: bo.peer.people == [])


def test_who_may_not_enter_draws_alone(server: Supervisor, class_: ClassFolder) -> None:
    """Does a kernel without a group hear so at once, and draw on alone?"""
    dora = Kernel(room_address(server, token_for(class_, "dora")))
    assert dora.peer.wait(20)
    assert dora.peer.standing == Standing.ALONE
    dora.type("allein")
    assert dora.thought == "allein"
    dora.peer.close()


def test_a_full_disk_is_said_and_made_good(
    kernels: list[Kernel], class_: ClassFolder, server: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the log cannot be written, does the kernel know, keep the edit, and have it stored later?"""
    monkeypatch.setattr(peer_module, "_AGAIN_SECONDS", 0.1)
    anna, bo = kernels
    until(lambda: _in_step(anna, bo))
    process = psutil.Process(server.pid)
    (log,) = (class_.path / "rooms").rglob("*.log")
    # No file of the server's may grow from now on; Linux answers as for a full disk.
    _limit_files(process, log.stat().st_size)
    anna.type("kept")
    until(lambda: anna.peer.standing == Standing.NOT_STORED)
    assert anna.peer.owes
    assert bo.thought == ""
    _limit_files(process, -1)
    until(lambda: _in_step(anna))
    until(lambda: bo.thought == "kept")


def _limit_files(process: psutil.Process, size: int) -> None:
    process.rlimit(psutil.RLIMIT_FSIZE, (size, -1))
