"""A room: one group's shared map of one exercise, and who is in it.

Every update is in the log before it is passed on to the others and acknowledged to its sender. The room knows nothing
of cards; it keeps the Yjs document only to tell newcomers what they lack and to compact the log.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pycrdt import Doc, get_state

from ..document import MAX_UPDATE
from ..sharing import wire
from .log import UpdateLog

COLOURS = 8
"""How many colours there are for people; the board has as many."""

MAX_CARD_ID = 100
"""Longest id of a card that somebody is said to be editing."""

_FEWEST_RECORDS = 200
_SMALLEST_LOG = 64_000
_GROWTH = 4
"""A log is compacted once it is so many times as large as right after the last time."""


@dataclass(frozen=True)
class Person:
    """Somebody who may be in a room."""

    id: str
    """Id in the roster; empty for the trainer."""
    name: str
    """As the others see it."""
    is_trainer: bool = False


class Line(Protocol):
    """The server's end of a connection to a kernel."""

    def send(self, message: bytes | str) -> None:
        """Send a message; one that cannot be sent is dropped together with the line."""


@dataclass(eq=False)
class Seat:
    """One kernel in a room."""

    person: Person
    line: Line
    here: bool = False
    """Whether somebody has a board open."""
    editing: str = ""
    """Id of the card that is being edited."""
    is_in_step: bool = False
    """Whether the kernel has all that came before the update that it may send next."""


@dataclass
class Room:
    """One group's shared map.

    Parameters
    ----------
    path : Path
        Its log.

    Raises
    ------
    NotALogError
        If the file is there and is no log.
    OSError
        If it cannot be read.
    """

    path: Path
    seats: list[Seat] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._log = UpdateLog(self.path)
        self._doc: Doc[Any] = Doc()
        self._colours: dict[str, int] = {}
        self._load()

    def _load(self) -> None:
        self._doc = Doc()
        for update in self._log.read():
            self._doc.apply_update(update)
        self._compact_from = self._threshold()

    @property
    def is_begun(self) -> bool:
        """Whether anything was ever drawn here."""
        return self._log.records > 0

    def state(self) -> bytes:
        """Return the Yjs state vector of what is in the log."""
        return self._doc.get_state()

    def everything(self) -> bytes:
        """Return the whole document as one update."""
        return self._doc.get_update()

    def enter(self, person: Person, line: Line) -> Seat:
        """Let a kernel in; it hears nothing before its greeting, but of who is here."""
        seat = Seat(person, line)
        self.seats.append(seat)
        self._tell_people(self.seats)
        return seat

    def leave(self, seat: Seat) -> None:
        """Forget a kernel."""
        if seat in self.seats:
            self.seats.remove(seat)
            self._tell_people(self.seats)

    def close(self) -> None:
        """Let go of the log, compacted where that is worth it."""
        if self._log.records > 1:
            self._compact()
        self._log.close()

    def greet(self, seat: Seat, state: bytes) -> None:
        """Answer a kernel's greeting; ValueError where `state` is no state vector."""
        try:
            lacking = self._doc.get_update(state or b"\0")
        except Exception as error:
            raise ValueError("not a Yjs state vector") from error
        seat.is_in_step = True
        seat.line.send(wire.sync(lacking, self.state()))

    def take(self, seat: Seat, number: int, update: bytes) -> None:
        """Take an update: into the log, then to the others, then acknowledged; ValueError where it is none."""
        _check(update)
        if not seat.is_in_step:
            seat.line.send(wire.said(not_stored=number))
            return
        try:
            self._log.append(update)
        except OSError:
            # What this kernel sends next may build on what was not written.
            seat.is_in_step = False
            seat.line.send(wire.said(not_stored=number))
            return
        try:
            self._doc.apply_update(update)
        except Exception as error:
            self._log.take_back()
            self._load()
            raise ValueError("not a Yjs update") from error
        for other in self.seats:
            if other is not seat and other.is_in_step:
                other.line.send(wire.UPDATE + update)
        seat.line.send(wire.said(stored=number))
        if self._log.records >= _FEWEST_RECORDS and self._log.size >= self._compact_from:
            self._compact()

    def place(self, seat: Seat, here: bool, editing: str) -> None:
        """Note whether somebody looks at the board, and which card they edit."""
        editing = editing[:MAX_CARD_ID] if here else ""
        if (seat.here, seat.editing) != (here, editing):
            seat.here, seat.editing = here, editing
            self._tell_people(self.seats)

    def people(self) -> list[dict[str, Any]]:
        """Return who is here, each person once, in the order in which they came.

        Each has ``number`` (the same as long as the room is open), ``name``, ``trainer``, ``colour`` and
        ``editing``, a list of ids of cards.
        """
        found: dict[str, dict[str, Any]] = {}
        for seat in self.seats:
            if not seat.here:
                continue
            number = self._number(seat.person)
            who = found.setdefault(
                seat.person.id,
                {
                    "number": number,
                    "name": seat.person.name,
                    "trainer": seat.person.is_trainer,
                    "colour": number % COLOURS,
                    "editing": [],
                },
            )
            if seat.editing and seat.editing not in who["editing"]:
                who["editing"].append(seat.editing)
        return list(found.values())

    def _number(self, person: Person) -> int:
        return self._colours.setdefault(person.id, len(self._colours))

    def _tell_people(self, seats: list[Seat]) -> None:
        people = self.people()
        for seat in seats:
            seat.line.send(wire.said(people=people, you=self._number(seat.person)))

    def _threshold(self) -> int:
        return max(_SMALLEST_LOG, _GROWTH * self._log.size)

    def _compact(self) -> None:
        # Without room for a second copy the log goes on growing, and nothing is lost.
        with contextlib.suppress(OSError):
            self._log.compact(self.everything())
        self._compact_from = self._threshold()


def _check(update: bytes) -> None:
    """Refuse what is no Yjs update, before it reaches the log."""
    if len(update) > MAX_UPDATE:
        raise ValueError(f"update of {len(update)} bytes, at most {MAX_UPDATE} are taken")
    try:
        get_state(update)
    except Exception as error:
        raise ValueError("not a Yjs update") from error
