"""The room server: websockets to the kernels, and the rooms behind them.

It may be killed at any moment: what it acknowledged is in the logs, and the kernels come back by themselves. One
process serves all rooms of a class; a lock keeps a second one away from the logs.

Only kernels come here, never a browser: a request that a web page made is refused whatever it carries.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import threading
from collections.abc import Callable, Collection
from functools import partial
from typing import Any

import click
from filelock import FileLock, Timeout
from tornado import web, websocket
from tornado.httpserver import HTTPServer

from ..classroom.folder import ClassFolder, open_class
from ..errors import ClassError
from ..sharing import wire
from .access import FOLDER, SIDES, Access, Place
from .log import NotALogError
from .room import Person, Room, Seat

PATH = "/rooms/"
"""Below it each room has an address: its group, its exercise and its side."""

PING_SECONDS = 10
"""How often a silent kernel is asked whether it is still there."""

_LOOK_SECONDS = 2.0
_MOST_SEATS = 12
"""Most kernels of one person in one room: each page that is open has one."""

_MOST_BEHIND = 30_000_000
"""Bytes that may wait for a kernel that takes none; it then has to come back and ask for what it lacks."""

_NOT_ALLOWED = 4403
_TOO_SLOW = 4408


class Rooms:
    """All rooms of a class, opened when somebody comes and closed when the last one goes.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    exercises : collection of str, optional
        The exercises whose maps are shared; default all that begin with a map.

    Raises
    ------
    ClassError
        If another server has this class's rooms open, or the class's files are wrong.
    """

    def __init__(self, class_: ClassFolder, exercises: Collection[str] | None = None) -> None:
        self.access = Access(class_, exercises)
        self._folder = class_.path / FOLDER
        self._lock = FileLock(self._folder / ".lock")
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise ClassError("rooms.already_open", name=class_.name) from error
        self._open: dict[Place, Room] = {}

    def enter(self, place: Place, person: Person, line: Line) -> tuple[Room, Seat]:
        """Let a kernel into a room; raises like :class:`.Room` where that cannot be opened."""
        room = self._open.get(place)
        if room is None:
            log = place.log(self._folder)
            log.parent.mkdir(parents=True, exist_ok=True)
            room = self._open[place] = Room(log)
        return room, room.enter(person, line)

    def leave(self, place: Place, seat: Seat) -> None:
        """Take a kernel out of a room, and close the room behind the last one."""
        room = self._open.get(place)
        if room is None:
            return
        room.leave(seat)
        if not room.seats:
            del self._open[place]
            room.close()

    def seats_of(self, place: Place, person: Person) -> int:
        """Return how many kernels of one person are in a room."""
        room = self._open.get(place)
        return 0 if room is None else sum(seat.person == person for seat in room.seats)

    def is_begun(self, place: Place) -> bool:
        """Return whether anything was ever drawn in a room."""
        room = self._open.get(place)
        return room.is_begun if room else place.log(self._folder).exists()

    def close(self) -> None:
        """Close all rooms, and let another server have them."""
        for room in self._open.values():
            room.close()
        self._open.clear()
        self._lock.release()

    def look(self) -> None:
        """Send away whom the roster no longer lets in."""
        for place, room in list(self._open.items()):
            for seat in list(room.seats):
                if not self.access.still_may(seat.person, place) and isinstance(seat.line, Line):
                    seat.line.close(_NOT_ALLOWED)

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            self.look()


class _Guarded(web.RequestHandler):
    """Lets nobody in who does not show a token that opens the room."""

    def initialize(self, rooms: Rooms) -> None:
        self.rooms = rooms

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def prepare(self) -> None:
        """Find out who asks, and for which room."""
        if "Origin" in self.request.headers:
            raise web.HTTPError(403)
        scheme, _, token = self.request.headers.get("Authorization", "").partition(" ")
        person = self.rooms.access.person(token) if scheme == "Bearer" else None
        if person is None:
            raise web.HTTPError(403)
        place = self.rooms.access.place(person, *self.path_args)
        if place is None:
            # Whether such a room exists is nobody's business but its members'.
            raise web.HTTPError(404)
        self.person, self.place = person, place

    def check_xsrf_cookie(self) -> None:
        """Kernels have no cookies."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say no more than the status."""
        self.finish()


class Begun(_Guarded):
    """Whether anything was drawn in a room yet."""

    def get(self, *_: str) -> None:
        """Answer."""
        self.finish({"begun": self.rooms.is_begun(self.place)})


class Line(_Guarded, websocket.WebSocketHandler):
    """A kernel's connection."""

    room: Room | None = None
    _behind = 0

    def open(self, *_: str) -> None:
        """Let the kernel in, unless its person has too many already."""
        self.set_nodelay(True)
        if self.rooms.seats_of(self.place, self.person) >= _MOST_SEATS:
            self.close(_NOT_ALLOWED)
            return
        try:
            self.room, self.seat = self.rooms.enter(self.place, self.person, self)
        except (OSError, NotALogError) as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            self.close(1011)

    def on_message(self, message: str | bytes) -> None:
        """Do what the kernel says."""
        if self.room is None:
            return
        try:
            self._do(self.room, message)
        except ValueError:
            # Not one of our kernels, or a broken one: it begins anew or goes.
            self.close(1007)

    def _do(self, room: Room, message: str | bytes) -> None:
        if isinstance(message, str):
            said = wire.read_said(message)
            room.place(self.seat, said.get("here") is True, str(said.get("editing", "")))
        elif message[:1] == wire.HELLO:
            room.greet(self.seat, message[1:])
        elif message[:1] == wire.UPDATE:
            room.take(self.seat, *wire.read_numbered(message))

    def on_close(self) -> None:
        """Take the kernel out of its room."""
        if self.room is not None:
            self.rooms.leave(self.place, self.seat)
            self.room = None

    def send(self, message: bytes | str) -> None:
        """Send a message; a kernel that lets too much wait is sent away."""
        size = len(message)
        try:
            sent = self.write_message(message, binary=isinstance(message, bytes))
        except websocket.WebSocketClosedError:
            return
        self._behind += size
        asyncio.ensure_future(sent).add_done_callback(partial(self._arrived, size))
        if self._behind > _MOST_BEHIND:
            self.close(_TOO_SLOW)

    def _arrived(self, size: int, sent: asyncio.Future[None]) -> None:
        self._behind -= size
        if not sent.cancelled():
            sent.exception()  # seen: a line that broke meanwhile closes by itself

    def log_exception(self, *_: Any) -> None:
        """Keep what people sent out of the server's log."""


def routes(
    rooms: Rooms, base: str = "/", *, line: type[Line] = Line, begun: type[Begun] = Begun
) -> list[tuple[str, type[web.RequestHandler], dict[str, Any]]]:
    """Return what a web application below `base` serves; `line` and `begun` may be handlers of its own kind."""
    path = f"{base.rstrip('/')}{PATH}([^/]+)/([^/]+)/({'|'.join(SIDES)})"
    kept = {"rooms": rooms}
    return [(path, line, kept), (f"{path}/begun", begun, kept)]


async def serve(rooms: Rooms, listening: socket.socket, ready: Callable[[], None] = lambda: None) -> None:
    """Serve the rooms on a socket that listens already, until cancelled."""
    application = web.Application(
        list(routes(rooms)),
        websocket_max_message_size=wire.MAX_MESSAGE,
        websocket_ping_interval=PING_SECONDS,
        websocket_ping_timeout=PING_SECONDS,
        log_function=lambda _: None,
    )
    listening.setblocking(False)
    server = HTTPServer(application, max_body_size=10_000, body_timeout=10)
    server.add_socket(listening)
    ready()
    try:
        await rooms.watch()
    finally:
        server.stop()
        rooms.close()


def _end_with_parent() -> None:
    """End when whoever started this process does: its end of our standard input then closes."""

    def wait() -> None:
        sys.stdin.buffer.read()
        os._exit(0)  # nothing is lost: what was acknowledged is in the logs

    threading.Thread(target=wait, daemon=True).start()


@click.command()
@click.argument("name")
@click.argument("descriptor", type=int)
@click.option("--exercise", "exercises", multiple=True)
def main(name: str, descriptor: int, exercises: tuple[str, ...]) -> None:
    """Serve the rooms of a class on an inherited socket, until standard input closes; say so on the first line."""
    _end_with_parent()
    try:
        rooms = Rooms(open_class(name), exercises or None)
    except ClassError as error:
        print(error, file=sys.stderr, flush=True)
        os._exit(3)  # the thread that waits for our parent would keep us
    asyncio.run(serve(rooms, socket.socket(fileno=descriptor), lambda: print("ready", flush=True)))


if __name__ == "__main__":
    main()
