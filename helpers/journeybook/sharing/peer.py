"""A kernel's line to the room of a map: it passes edits on, takes in those of others, and comes back when it breaks.

It lives in a thread of its own, so a cell that runs for minutes stops nothing. What the server has not acknowledged
is never forgotten: after each break the two sides say what they have seen and exchange what is missing, so it does not
matter which message was lost.
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
import logging
import threading
from collections.abc import Callable
from functools import cache
from typing import Any

from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from ..document import MapDocument
from . import wire
from .settings import RoomAddress

LONGEST_PAUSE = 1.0
"""Seconds between two attempts to reach the server, at most."""

GRACE = 2.0
"""Seconds for which a broken line is not told: a server that died is back by then."""

REFUSED_PAUSE = 15.0
"""Seconds before somebody who was not let in asks again: the trainer may have changed the roster."""

LEASE = 150.0
"""Seconds after which a browser does not count as looking any more; one that does says so again every 50 seconds."""

_LOG = logging.getLogger(__name__)
_FIRST_PAUSE = 0.05
_CONNECT_SECONDS = 5.0
_ANSWER_SECONDS = 10.0
_PING_SECONDS = 5.0
_AGAIN_SECONDS = 1.0
_REFUSALS = frozenset({401, 403, 404})


class Standing(enum.StrEnum):
    """How a kernel stands with its room."""

    OFFLINE = enum.auto()
    """The server cannot be reached; edits are kept until it can."""
    CONNECTED = enum.auto()
    """In step with the others."""
    NOT_STORED = enum.auto()
    """The server is there and cannot write; edits are kept until it can."""
    ALONE = enum.auto()
    """There is no such room, or none for this person."""


class Peer:
    """The line of one document to its room.

    Parameters
    ----------
    address : RoomAddress
        Where the room is.
    document : MapDocument
        What is shared.
    changed : callable
        Called in the peer's thread, with the document's lock held, after an edit of others was taken in.
    told : callable
        Called in the peer's thread whenever `standing`, `people` or `you` is new.

    Attributes
    ----------
    standing : Standing
        How the line stands.
    people : list of dict
        Who is in the room, as :meth:`.rooms.room.Room.people` says it; empty while the line is down.
    you : int
        The number that this kernel's person has among them; -1 while it is not known.
    """

    def __init__(
        self, address: RoomAddress, document: MapDocument, changed: Callable[[], None], told: Callable[[], None]
    ) -> None:
        self.standing = Standing.OFFLINE
        self.people: list[dict[str, Any]] = []
        self.you = -1
        self._address = address
        self._document = document
        self._changed = changed
        self._told = told
        self._line: WebSocketClientConnection | None = None
        self._in_step = False
        self._sent = self._stored = 0
        self._applying = False
        self._lookers: dict[int, tuple[str, asyncio.TimerHandle]] = {}
        self._place = (False, "")
        self._grace: asyncio.TimerHandle | None = None
        self._heard = threading.Event()
        self._closed = False
        self._subscription = document.observe(self._edited)
        self._loop = _loop()
        self._task = asyncio.run_coroutine_threadsafe(self._run(), self._loop)

    def wait(self, seconds: float) -> bool:
        """Wait until the server has answered, one way or the other, and return whether it has."""
        return self._heard.wait(seconds)

    @property
    def owes(self) -> bool:
        """Whether edits are not known to be in the room's log."""
        return not self._in_step or self._stored != self._sent

    def look(self, board: object, editing: str) -> None:
        """Tell the others that somebody looks at a board, and which card they edit there; for `LEASE` seconds."""
        self._loop.call_soon_threadsafe(self._looks, id(board), editing)

    def leave(self, board: object) -> None:
        """Tell the others that nobody looks at a board any more."""
        self._loop.call_soon_threadsafe(self._left, id(board))

    def close(self) -> None:
        """Leave the room for good."""
        self._closed = True
        with contextlib.suppress(ValueError):
            self._document.unobserve(self._subscription)
        self._task.cancel()

    async def _run(self) -> None:
        pause = _FIRST_PAUSE
        while not self._closed:
            try:
                self._line = await websocket_connect(
                    HTTPRequest(
                        self._address.url,
                        headers=self._address.headers,
                        connect_timeout=_CONNECT_SECONDS,
                        request_timeout=_ANSWER_SECONDS,
                    ),
                    ping_interval=_PING_SECONDS,
                    ping_timeout=_PING_SECONDS,
                    max_message_size=2 * wire.MAX_MESSAGE,
                )
                pause = _FIRST_PAUSE
                try:
                    await self._talk(self._line)
                finally:
                    self._line.close()
            except HTTPClientError as error:
                if error.code in _REFUSALS:
                    self._lost(Standing.ALONE)
                    await asyncio.sleep(REFUSED_PAUSE)
                    continue
            except Exception:  # whatever is wrong with the line, the board goes on and the line is tried again
                _LOG.debug("The line to the room broke.", exc_info=True)
            self._lost(Standing.OFFLINE)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    async def _talk(self, line: WebSocketClientConnection) -> None:
        self._greet(line)
        self._say_place(again=True)
        while (message := await line.read_message()) is not None:
            if isinstance(message, str):
                self._hear(line, wire.read_said(message))
            elif message[:1] == wire.UPDATE:
                self._take_in(message[1:])
            elif message[:1] == wire.SYNC:
                self._step(line, *wire.read_sync(message))

    def _greet(self, line: WebSocketClientConnection) -> None:
        if line is self._line:
            self._send(line, wire.hello(self._document.state()))

    def _step(self, line: WebSocketClientConnection, update: bytes, state: bytes) -> None:
        """Take in what we lack and send what the server lacks; from here on each edit goes out as it happens."""
        with self._document.lock:
            self._take_in(update)
            lacking = self._document.updates_since(state)
            self._in_step = True
            self._stored = self._sent
            if lacking != wire.NOTHING:
                self._push(line, lacking)
        self._end_grace()
        # Where the server could not write, it first has to show that it can.
        if self._stored == self._sent or self.standing != Standing.NOT_STORED:
            self._stand(Standing.CONNECTED)
        self._heard.set()

    def _take_in(self, update: bytes) -> None:
        with self._document.lock:
            self._applying = True
            try:
                self._document.apply(update, 2 * wire.MAX_MESSAGE)
            finally:
                self._applying = False
            if update != wire.NOTHING:
                self._changed()

    def _hear(self, line: WebSocketClientConnection, said: dict[str, Any]) -> None:
        if "people" in said:
            self.people, self.you = list(said["people"]), int(said["you"])
            self._told()
        elif "stored" in said:
            self._stored = int(said["stored"])
            if self._stored == self._sent:
                self._stand(Standing.CONNECTED)
        elif "not_stored" in said and self._in_step:
            self._in_step = False
            self._stand(Standing.NOT_STORED)
            self._loop.call_later(_AGAIN_SECONDS, self._greet, line)

    def _edited(self, update: bytes) -> None:
        """Pass an edit of ours on; called in whatever thread made it, with the document's lock held."""
        line = self._line
        if not self._applying and self._in_step and line is not None:
            self._sent += 1
            self._loop.call_soon_threadsafe(self._send, line, wire.numbered(self._sent, update))

    def _push(self, line: WebSocketClientConnection, update: bytes) -> None:
        self._sent += 1
        self._send(line, wire.numbered(self._sent, update))

    def _looks(self, board: int, editing: str) -> None:
        if board in self._lookers:
            self._lookers.pop(board)[1].cancel()
        # The newest one last: who edits in two places is shown at the later one.
        self._lookers[board] = (editing, self._loop.call_later(LEASE, self._left, board))
        self._say_place()

    def _left(self, board: int) -> None:
        if board in self._lookers:
            self._lookers.pop(board)[1].cancel()
            self._say_place()

    def _say_place(self, *, again: bool = False) -> None:
        editing = [card for card, _ in self._lookers.values() if card]
        place = (bool(self._lookers), editing[-1] if editing else "")
        if self._line is not None and (again or place != self._place):
            self._place = place
            self._send(self._line, wire.said(here=place[0], editing=place[1]))

    def _send(self, line: WebSocketClientConnection, message: bytes | str) -> None:
        if line is not self._line:
            return  # it broke meanwhile; the next greeting brings what is missing
        with contextlib.suppress(Exception):  # the same: reading will notice
            sent = line.write_message(message, binary=isinstance(message, bytes))
            asyncio.ensure_future(sent).add_done_callback(_seen)

    def _lost(self, standing: Standing) -> None:
        with self._document.lock:
            self._line = None
            self._in_step = False
        if standing == Standing.OFFLINE and self.standing == Standing.CONNECTED:
            if self._grace is None:
                self._grace = self._loop.call_later(GRACE, self._forget, Standing.OFFLINE)
            return
        if standing == Standing.ALONE:
            self._heard.set()
        self._forget(standing)

    def _forget(self, standing: Standing) -> None:
        """Tell how the line stands, with nobody there."""
        self._end_grace()
        had_people, self.people = bool(self.people), []
        if not self._stand(standing) and had_people:
            self._told()

    def _end_grace(self) -> None:
        if self._grace is not None:
            self._grace.cancel()
            self._grace = None

    def _stand(self, standing: Standing) -> bool:
        if self.standing == standing:
            return False
        self.standing = standing
        self._told()
        return True


def _seen(sent: asyncio.Future[None]) -> None:
    if not sent.cancelled():
        sent.exception()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Return the loop of all peers of this process, in a thread that ends with it."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="journeybook-rooms", daemon=True).start()
    return loop
