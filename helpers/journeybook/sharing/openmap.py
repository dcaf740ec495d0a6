"""A map file that is open on a board: its document, the writing of the file, and the room that it is shared in.

A map is shared where its exercise has a room (see :mod:`.settings`). The group's document is then the truth, and the
file is written from it, so that checks, hand-in and exports find there what they always do. Beside the file lies what
the document has seen (``.map.journey.json.shared``): with it, edits that were made while the server was out of reach
find their place in the group's map even after the kernel was ended.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from pycrdt import merge_updates

from .. import mapfile
from ..atomic import write_bytes
from ..document import MapDocument
from ..errors import JourneybookError, MapFileError, ModelError
from ..model import JourneyMap, Kind
from ..saver import Saver
from .peer import Peer, Standing
from .settings import RoomAddress, room_of

FIRST_ANSWER_SECONDS = 3.0
"""How long a map that was never in its room waits for the server before it is shown."""

_MOST_SEEN = 50_000_000


class OpenMap:
    """An open map file.

    Parameters
    ----------
    path : Path
        The map file; it may not exist yet.
    starter : JourneyMap
        What the board shows while there is no file. Nothing is written before the first edit.
    kind : Kind, optional
        What the map is from now on, whatever the file says; default what it says.
    room : RoomAddress, optional
        Where the map is shared with a group; default nowhere.

    Attributes
    ----------
    wanted, path : Path
        The file that was asked for, and the file that is written. They differ once another program has changed
        the first: each then keeps its own.
    listeners : list of callable
        Each is called with ``"saving"``, ``"saved"``, ``"room"`` (how the map stands in its room, or who is there, is
        new) or the `JourneybookError` that kept the map from being saved; in whatever thread that happens.
    peer : Peer or None
        The line to the room.
    set_aside : str
        Name of the file that keeps what was drawn here before, alone, where the group had begun its own map.

    Raises
    ------
    MapFileError
        If the file is there and cannot be read as a map.
    """

    def __init__(
        self, path: Path, starter: JourneyMap, kind: Kind | None = None, room: RoomAddress | None = None
    ) -> None:
        self.wanted = path
        self.path = path
        self.listeners: list[Callable[[str | JourneybookError], None]] = []
        self.peer: Peer | None = None
        self.set_aside = ""
        self._seen_path = path.with_name(f".{path.name}.shared")
        self._on_disk = self._found = mapfile.read_bytes(path) if path.exists() else None
        self._saver = Saver(self._save)
        own = None if self._on_disk is None else _of_kind(mapfile.parse(self._on_disk, path), kind)
        starter = _of_kind(starter, kind)
        if room is None:
            self.document = MapDocument(starter if own is None else own)
        else:
            self.document = MapDocument()
            self._enter(room, starter, own)

    def _enter(self, room: RoomAddress, starter: JourneyMap, own: JourneyMap | None) -> None:
        """Begin with what the group has, or with what this desk knows of it."""
        seen = self._read_seen()
        with contextlib.suppress(ValueError):
            self.document.apply(seen, _MOST_SEEN)
        if not self.document.is_empty:
            # With rooms switched off somebody may have drawn on alone.
            if own is not None and own != self._said():
                self._set_aside()
            self.peer = Peer(room, self.document, self._took_in, self._tell_of_room)
            return
        self.peer = Peer(room, self.document, self._took_in, self._tell_of_room)
        answered = self.peer.wait(FIRST_ANSWER_SECONDS) and self.peer.standing != Standing.ALONE
        has_drawn = own is not None and own != starter
        with self.document.lock:
            if has_drawn and not answered:
                # Nobody knows yet what the group has: until the next time this map stays what it was.
                self._leave()
                self.document = MapDocument(own)
                return
            if self.document.is_empty:
                self.document.begin(starter)
            if own is not None and has_drawn:
                if self._said() == starter:
                    self.document.become(own)
                else:
                    self._set_aside()

    def _leave(self) -> None:
        if self.peer is not None:
            self.peer.close()
            self.peer = None

    def _said(self) -> JourneyMap | None:
        try:
            return self.document.to_map()
        except ModelError:
            return None

    def _set_aside(self) -> None:
        """Keep a copy of what was drawn here before the group's map takes its place."""
        if self._found is not None:
            copy = mapfile.free_name(self.wanted, "own")
            write_bytes(copy, self._found)
            self.set_aside = copy.name

    def take(self, update: bytes) -> None:
        """Take in an update from a browser and save it after a rest; raises like :meth:`MapDocument.apply`."""
        # An edit comes wholly before a save or wholly after it: "saved" is never said of what was not written.
        with self.document.lock:
            self.document.apply(update)
            if not self._saver.is_waiting:
                self._tell("saving")
            self._saver.edited()

    def _took_in(self) -> None:
        """Save what came from others; that it is being saved is no news to the person here."""
        self._saver.edited()

    def _save(self) -> None:
        """Write the map file; what went wrong is told to the listeners, and nothing is lost."""
        with self.document.lock:
            try:
                journey_map = self.document.to_map()
                self._leave_other_windows_alone()
                self._write_seen()
                mapfile.write(self.path, journey_map)
            except JourneybookError as error:
                self._tell(error)
            else:
                self._on_disk = self.path.read_bytes()
                self._tell("saved")

    def flush(self) -> None:
        """Write the map file if an edit is waiting for it."""
        self._saver.flush()

    def _leave_other_windows_alone(self) -> None:
        """Go on in a file of our own if another program has written this one since we read it."""
        there = mapfile.read_bytes(self.path) if self.path.exists() else None
        if there is None or there == self._on_disk:
            return
        if self.peer is not None and _is_map(there, self.path):
            return  # another kernel of this desk, in the same room: what it has written is in our document, or will be
        self.path = mapfile.free_name(self.wanted, "other")
        self._on_disk = None

    def _read_seen(self) -> bytes:
        with contextlib.suppress(OSError):
            if self._seen_path.stat().st_size <= _MOST_SEEN:
                return self._seen_path.read_bytes()
        return b""

    def _write_seen(self) -> None:
        """Note what the document has seen, together with what another kernel of this desk has."""
        if self.peer is None:
            return
        seen, before = self.document.updates_since(b""), self._read_seen()
        if before and before != seen:
            with contextlib.suppress(ValueError):
                seen = merge_updates(before, seen)
        if seen != before:
            # The map file matters more: where this cannot be written, that one says why.
            with contextlib.suppress(OSError):
                write_bytes(self._seen_path, seen)

    def _tell_of_room(self) -> None:
        self._tell("room")

    def _tell(self, state: Literal["saving", "saved", "room"] | JourneybookError) -> None:
        for listener in tuple(self.listeners):
            listener(state)


def _of_kind(journey_map: JourneyMap, kind: Kind | None) -> JourneyMap:
    return journey_map if kind is None else journey_map.model_copy(update={"kind": kind})


def _is_map(raw: bytes, path: Path) -> bool:
    try:
        mapfile.parse(raw, path)
    except MapFileError:
        return False
    return True


_open_maps: dict[Path, OpenMap] = {}


def open_map(path: Path, starter: JourneyMap, kind: Kind | None = None) -> OpenMap:
    """Return the open map of `path`, shared by all boards of this kernel; see :class:`OpenMap`."""
    path = path.resolve()
    if path not in _open_maps:
        _open_maps[path] = OpenMap(path, starter, kind, room_of(path))
    return _open_maps[path]


def close_all() -> None:
    """Save and forget all maps of this process, and leave their rooms."""
    for one in _open_maps.values():
        one.flush()
        if one.peer is not None:
            one.peer.close()
    _open_maps.clear()
