"""Does a room keep, order and pass on what its members draw, and say who is there?"""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from journeybook.rooms import room as room_module
from journeybook.rooms.log import UpdateLog
from journeybook.rooms.room import Person, Room, Seat
from journeybook.sharing import wire

ANNA, BO, TRAINER = Person("anna", "Anna"), Person("bo", "Bo"), Person("", "Trainer", is_trainer=True)


class Kernel:
    """A member's end: a document, and a line that remembers."""

    def __init__(self, room: Room, person: Person) -> None:
        self.room = room
        self.heard: list[bytes | str] = []
        self.doc: Doc[Any] = Doc()
        self.text: Text = self.doc.get("text", type=Text)
        self.cards: Map[Any] = self.doc.get("cards", type=Map)
        self.number = 0
        self.is_online = True
        self._applying = False
        self.doc.observe(lambda event: self._changed(event.update))
        self.seat: Seat = room.enter(person, self)

    def send(self, message: bytes | str) -> None:
        self.heard.append(message)
        if message[:1] == wire.UPDATE:
            self._apply(bytes(message[1:]))  # type: ignore[arg-type]
        elif message[:1] == wire.SYNC:
            update, state = wire.read_sync(message)  # type: ignore[arg-type]
            self._apply(update)
            self._push(self.doc.get_update(state))

    def hello(self) -> None:
        self.room.greet(self.seat, self.doc.get_state())

    def said(self, name: str) -> list[Any]:
        """Return what the room said under a name."""
        texts = [json.loads(one) for one in self.heard if isinstance(one, str)]
        return [one[name] for one in texts if name in one]

    def _apply(self, update: bytes) -> None:
        self._applying = True
        self.doc.apply_update(update)
        self._applying = False

    def _changed(self, update: bytes) -> None:
        if not self._applying and self.is_online:
            self._push(update)

    def _push(self, update: bytes) -> None:
        self.number += 1
        self.room.take(self.seat, self.number, update)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    opened = Room(tmp_path / "group.log")
    yield opened
    opened.close()


def _again(room: Room) -> Room:
    """Return the room as a server finds it that starts after this one was killed."""
    opened = Room(room.path)
    opened._log.close()
    return opened


def test_an_update_is_in_the_log_before_anybody_hears_of_it(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the others get an update and its sender the acknowledgement, would a server killed now still have it?"""
    anna, bo = Kernel(room, ANNA), Kernel(room, BO)
    anna.hello()
    bo.hello()
    on_disk: list[tuple[str, int]] = []
    for kernel, who in ((anna, "anna"), (bo, "bo")):
        monkeypatch.setattr(
            kernel, "send", lambda _, who=who: on_disk.append((who, len(room.path.read_bytes()))) or None
        )
    before = room._log.size
    anna.text += "x"
    assert [who for who, _ in on_disk] == ["bo", "anna"]
    assert all(size == room._log.size > before for _, size in on_disk)


def test_members_see_the_same(room: Room) -> None:
    """Do two members and one who comes later end with the same map, and is each update acknowledged by its number?"""
    anna, bo = Kernel(room, ANNA), Kernel(room, BO)
    anna.hello()
    bo.hello()
    anna.text += "队伍太长 🚶"
    bo.cards["c"] = 1
    late = Kernel(room, TRAINER)
    late.hello()
    assert str(bo.text) == str(late.text) == "队伍太长 🚶"
    assert anna.cards.to_py() == late.cards.to_py() == {"c": 1}
    assert anna.said("stored") == [1, 2]


_EDIT = st.tuples(st.integers(0, 2), st.sampled_from(("type", "cut", "set", "drop", "leave", "return", "crash")))


@settings(max_examples=60, deadline=None)
@given(st.lists(_EDIT, max_size=40), st.text("ab中🚶", min_size=1, max_size=3))
def test_all_end_with_the_same_whatever_happens(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, str]], word: str
) -> None:
    """After random edits, absences and server crashes, are all replicas and the log equal, and is every word there?"""
    path = tmp_path_factory.mktemp("room") / "group.log"
    room = Room(path)
    kernels = [Kernel(room, Person(f"p{n}", f"P{n}")) for n in range(3)]
    for kernel in kernels:
        kernel.hello()
    typed = cut = 0
    for who, what in edits:
        kernel = kernels[who]
        if what == "type":
            kernel.text += word
            typed += 1
        elif what == "cut" and len(kernel.text):
            del kernel.text[:]
            cut += 1
        elif what == "set":
            kernel.cards[word] = who
        elif what == "drop" and word in kernel.cards:
            del kernel.cards[word]
        elif what == "leave" and kernel.is_online:
            kernel.is_online = False
            room.leave(kernel.seat)
        elif what == "return" and not kernel.is_online:
            _return(kernel, room)
        elif what == "crash":
            room._log.close()
            room = Room(path)
            for one in kernels:
                if one.is_online:
                    _return(one, room)
    for kernel in kernels:
        if not kernel.is_online:
            _return(kernel, room)
    room._log.close()
    seen = {(str(one.text), tuple(sorted(one.cards.to_py().items()))) for one in kernels}
    assert len(seen) == 1
    fresh: Doc[Any] = Doc()
    fresh.apply_update(_again(room).everything())
    assert str(fresh.get("text", type=Text)) == str(kernels[0].text)
    if not cut:
        assert str(kernels[0].text).count(word) >= typed


def _return(kernel: Kernel, room: Room) -> None:
    kernel.is_online = True
    kernel.room = room
    kernel.seat = room.enter(kernel.seat.person, kernel)
    kernel.hello()


def test_what_was_not_written_is_not_acknowledged_and_comes_later(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk, does nobody hear of the edit or of what builds on it, and is all there once there is room?"""
    anna, bo = Kernel(room, ANNA), Kernel(room, BO)
    anna.hello()
    bo.hello()

    def full(_: object, update: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(UpdateLog, "append", full)
        anna.text += "one "
    anna.text += "two "
    assert anna.said("not_stored") == [anna.number - 1, anna.number]
    assert str(bo.text) == ""
    anna.hello()
    assert str(bo.text) == "one two "
    assert anna.said("stored")[-1] == anna.number


@pytest.mark.parametrize("update", [b"", b"\xff\xff\xff", b"nonsense"])
def test_what_is_no_update_changes_nothing(room: Room, update: bytes) -> None:
    """Is nonsense refused before it reaches the log and the others?"""
    anna, bo = Kernel(room, ANNA), Kernel(room, BO)
    anna.hello()
    bo.hello()
    before, heard = room._log.size, len(bo.heard)
    with pytest.raises(ValueError, match="not a Yjs update"):
        room.take(anna.seat, 9, update)
    with pytest.raises(ValueError, match="not a Yjs state"):
        room.greet(anna.seat, b"\xff\xff\xff")
    assert (room._log.size, len(bo.heard)) == (before, heard)


def test_an_update_that_is_too_large_is_refused(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is an update larger than any map kept out of the log?"""
    anna = Kernel(room, ANNA)
    anna.hello()
    anna.text += "kept"
    monkeypatch.setattr(room_module, "MAX_UPDATE", 10)
    size = room._log.size
    with pytest.raises(ValueError, match="at most 10"):
        room.take(anna.seat, 9, room.everything())
    assert room._log.size == size


def test_an_update_that_the_document_refuses_leaves_the_log(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is what looks like an update but cannot be applied taken out of the log again, so that the room still opens?"""
    anna = Kernel(room, ANNA)
    anna.hello()
    anna.text += "kept"

    class Strict(Doc[Any]):
        def apply_update(self, update: bytes) -> None:
            raise ValueError("no")

    other: Doc[Any] = Doc()
    other.get("text", type=Text).insert(0, "x")
    with monkeypatch.context() as patch:
        patch.setattr(room, "_doc", Strict())
        with pytest.raises(ValueError, match="not a Yjs update"):
            room.take(anna.seat, 9, other.get_update())
    fresh: Doc[Any] = Doc()
    fresh.apply_update(_again(room).everything())
    assert str(fresh.get("text", type=Text)) == "kept"


def test_a_long_log_is_compacted_on_the_way(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the log stay small while somebody types on and on, with nothing of it lost?"""
    monkeypatch.setattr(room_module, "_SMALLEST_LOG", 4_000)
    anna = Kernel(room, ANNA)
    anna.hello()
    room._compact_from = room._threshold()
    for _ in range(600):
        anna.text += "a"
        del anna.text[0:1]
        anna.text += "b"
    assert room._log.records < 400
    fresh: Doc[Any] = Doc()
    fresh.apply_update(_again(room).everything())
    assert str(fresh.get("text", type=Text)) == str(anna.text)


def test_who_is_here(room: Room) -> None:
    """Is each person listed once with a colour of their own and what they edit, and gone when they are?"""
    anna, bo = Kernel(room, ANNA), Kernel(room, BO)
    again = Kernel(room, ANNA)
    assert bo.said("people")[-1] == []
    for kernel, card in ((anna, ""), (bo, "card-1"), (again, "card-2")):
        room.place(kernel.seat, here=True, editing=card)
    first, second = bo.said("people")[-1]
    assert (first["name"], first["editing"]) == ("Anna", ["card-2"])
    assert (second["name"], second["editing"]) == ("Bo", ["card-1"])
    assert first["colour"] != second["colour"]
    assert (anna.said("you")[-1], bo.said("you")[-1]) == (first["number"], second["number"])
    heard = len(bo.heard)
    room.place(anna.seat, here=True, editing="")
    assert len(bo.heard) == heard
    room.place(again.seat, here=False, editing="card-2")
    room.leave(anna.seat)
    assert [one["name"] for one in bo.said("people")[-1]] == ["Bo"]
