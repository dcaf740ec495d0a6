"""The board: a widget in which a map is drawn, and its sync with the map file.

The browser and the kernel each hold a copy of one Yjs document. The browser says hello with what it has seen, gets
what it lacks, and from then on both pass updates on. The kernel writes the map file a moment
after the last edit. All boards of one file in one kernel share one :class:`MapDocument`.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from . import mapfile, overlays
from .boardfiles import BoardFiles, offered
from .document import MapDocument
from .errors import JourneybookError, ModelError
from .factsource import FactSource, FindFacts, beside_loop
from .i18n import t
from .model import JourneyMap, Kind
from .overlaywatch import OverlayWatch
from .saver import Saver

_STATIC = Path(__file__).parent / "static"


class OpenMap:
    """A map file that is open on a board: its document, and the writing of the file.

    Parameters
    ----------
    path : Path
        The map file; it may not exist yet.
    starter : JourneyMap
        What the board shows while there is no file. Nothing is written before the first edit.
    kind : Kind, optional
        What the map is from now on, whatever the file says; default what it says.

    Attributes
    ----------
    wanted, path : Path
        The file that was asked for, and the file that is written. They differ once another program has changed
        the first: each then keeps its own.
    listeners : list of callable
        Each is called with ``"saving"``, ``"saved"`` or the `JourneybookError` that kept the map from being saved.

    Raises
    ------
    MapFileError
        If the file is there and cannot be read as a map.
    """

    def __init__(self, path: Path, starter: JourneyMap, kind: Kind | None = None) -> None:
        self.wanted = path
        self.path = path
        self.listeners: list[Callable[[str | JourneybookError], None]] = []
        self._on_disk = mapfile.read_bytes(path) if path.exists() else None
        shown = starter if self._on_disk is None else mapfile.parse(self._on_disk, path)
        self.document = MapDocument(shown if kind is None else shown.model_copy(update={"kind": kind}))
        self._saver = Saver(self._save)

    def take(self, update: bytes) -> None:
        """Take in an update from a browser and save it after a rest; raises like :meth:`MapDocument.apply`."""
        # An edit comes wholly before a save or wholly after it: "saved" is never said of what was not written.
        with self.document.lock:
            self.document.apply(update)
            if not self._saver.is_waiting:
                self._tell("saving")
            self._saver.edited()

    def _save(self) -> None:
        """Write the map file; what went wrong is told to the listeners, and nothing is lost."""
        with self.document.lock:
            try:
                journey_map = self.document.to_map()
                self._leave_other_windows_alone()
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
        self.path = mapfile.free_name(self.wanted, "other")
        self._on_disk = None

    def _tell(self, state: str | JourneybookError) -> None:
        for listener in tuple(self.listeners):
            listener(state)


_open_maps: dict[Path, OpenMap] = {}


def open_map(path: Path, starter: JourneyMap, kind: Kind | None = None) -> OpenMap:
    """Return the open map of `path`, shared by all boards of this kernel; see :class:`OpenMap`."""
    path = path.resolve()
    if path not in _open_maps:
        _open_maps[path] = OpenMap(path, starter, kind)
    return _open_maps[path]


@dataclass(frozen=True)
class Pair:
    """What a board must know of two maps, the current and the future one, of which it shows one."""

    side: Kind
    """Which of them it shows."""
    other: str
    """The name of the other one's file, in the same folder."""
    show: Callable[[Kind], None]
    """Shows one of the two; called when the person chooses it on the board."""


class Board(anywidget.AnyWidget):
    """The widget in which a map is drawn.

    Parameters
    ----------
    path : Path
        The map file; made at the first edit.
    starter : JourneyMap, optional
        What the board shows while there is no file; default an empty map.
    lang : {"zh", "en"}
        Language of the board; may be changed at any time.
    touchpoint_options : sequence of mapping, optional
        The case's touchpoints to choose from, each with ``code``, ``name`` and ``channel``.
    facts : callable, optional
        Takes a language and returns the case's facts, as :func:`.boardfacts.board_facts` does; called when somebody
        first wants to see them, in another thread. Without it, the board has no case.
    checks : callable, optional
        Takes the map and a language and returns what may be said of it, as :func:`.boardchecks.board_checks` does;
        called after each save.
    prepare : callable, optional
        Works out what `checks` will need; called in another thread when a browser first shows the board. The map is
        judged again afterwards.
    pair : Pair, optional
        The current and the future map of which this is one; without it, the map is on its own.

    Raises
    ------
    MapFileError
        If the file is there and cannot be read as a map.

    Examples
    --------
    >>> board = Board(Path("map.journey.json"), lang="en")  # doctest: +SKIP
    """

    _esm: ClassVar[Path] = _STATIC / "board.js"
    _css: ClassVar[Path] = _STATIC / "board.css"

    lang = traitlets.Enum(("zh", "en"), default_value="en").tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    readonly = traitlets.Bool(False).tag(sync=True)
    touchpoint_options = traitlets.List(traitlets.Dict()).tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    checks = traitlets.Dict().tag(sync=True)
    overlays = traitlets.List(traitlets.Dict()).tag(sync=True)
    map_key = traitlets.Unicode().tag(sync=True)
    pair = traitlets.Dict().tag(sync=True)
    formats = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        path: Path,
        *,
        lang: str,
        starter: JourneyMap | None = None,
        touchpoint_options: Sequence[Mapping[str, str]] = (),
        facts: FindFacts | None = None,
        checks: Callable[[JourneyMap, str], Mapping[str, Any]] | None = None,
        prepare: Callable[[], object] | None = None,
        pair: Pair | None = None,
        **traits: Any,
    ) -> None:
        super().__init__(
            lang=lang,
            touchpoint_options=[dict(option) for option in touchpoint_options],
            label=traits.pop("label", t("words.journey_map", lang)),
            status={"state": "", "message": "", "time": None},
            formats=offered(),
            pair={"side": pair.side.value, "other": pair.other} if pair else {},
            **traits,
        )
        self.open_map = open_map(path, starter or JourneyMap(), pair.side if pair else None)
        # Under this the browser keeps how a person arranged the board; where the map lies is none of its business.
        self.map_key = hashlib.sha256(str(self.open_map.wanted).encode()).hexdigest()[:16]
        self.open_map.listeners.append(self._show_state)
        self._subscription = self.open_map.document.observe(self._pass_on)
        self.on_msg(self._receive)
        self._facts = FactSource(facts)
        self._overlay_watch = OverlayWatch(self.open_map.wanted, self._tell_overlays)
        self._files = BoardFiles(lambda: self.open_map.document.to_map(), lambda *message: self.send(*message))
        self._show = {f"show_{kind}": partial(pair.show, kind) for kind in Kind} if pair else {}
        self._check = checks
        self._prepare = prepare
        self._refresh_checks()
        self.observe(self._refresh_checks, names="lang")

    def close(self) -> None:
        """Save what is waiting, stop listening and close the widget."""
        self.open_map.flush()
        self._overlay_watch.close()
        with contextlib.suppress(ValueError):
            self.open_map.listeners.remove(self._show_state)
            self.open_map.document.unobserve(self._subscription)
        super().close()

    def _receive(self, _: Board, content: Any, buffers: list[Any]) -> None:
        """Take a message of the browser; one that makes no sense changes nothing but the status."""
        kind = content.get("type") if isinstance(content, dict) else None
        payload = bytes(buffers[0]) if buffers else b""
        document = self.open_map.document
        try:
            if kind == "hello":
                self.send({"type": "sync"}, [document.updates_since(payload), document.state()])
                self._prepare_checks()
            elif kind == "update" and not self.readonly:
                self.open_map.take(payload)
            elif kind == "facts":
                self._send_facts(self.lang)
            elif kind == "export":
                self._files.export(content, self.lang)
            elif kind == "import" and not self.readonly:
                self._files.open(content, payload, self.lang)
            elif kind == "overlays":
                self._overlay_watch.look()
            elif kind in self._show:
                self._show[kind]()
            elif kind == "copy_future" and not self.readonly:
                self._copy_future()
        except ValueError:
            self.status = self._status("error", t("board_status.bad_update", self.lang))
        if kind == "update":
            # Also where nothing changed: the browser numbers what it sends, and what the status says of saving
            # speaks of an edit only once that was taken.
            self.send({"type": "taken", "number": content.get("number")})

    def _send_facts(self, lang: str) -> None:
        self._facts.ask(lang, lambda answer: self.send({"type": "facts", "lang": lang} | answer))

    def _tell_overlays(self) -> None:
        self.overlays = overlays.other_maps(self.open_map.wanted)

    def _prepare_checks(self) -> None:
        """Have ready what the checks need, the first time only."""
        prepare, self._prepare = self._prepare, None
        if prepare is not None:
            beside_loop(prepare, self._refresh_checks)

    def _refresh_checks(self, _: object = None) -> None:
        """Judge the map anew; one that breaks the model's rules is not judged, the status says what is wrong."""
        if self._check is not None:
            with contextlib.suppress(ModelError):
                self.checks = dict(self._check(self.open_map.document.to_map(), self.lang))

    def _copy_future(self) -> None:
        """Write the map as it stands as the future map beside it, and tell the browser how that went."""
        path = self.open_map.wanted
        answer = {"type": "copied", "file": overlays.future_path(path).name, "message": ""}
        try:
            made = overlays.copy_future(path, self.open_map.document.to_map())
            answer["state"] = "made" if made else "exists"
        except JourneybookError as error:
            answer |= {"state": "error", "message": error.message(self.lang)}
        self.send(answer)
        self._tell_overlays()

    def _pass_on(self, update: bytes) -> None:
        self.send({"type": "update"}, [update])

    def _show_state(self, state: str | JourneybookError) -> None:
        if isinstance(state, JourneybookError):
            self.status = self._status("error", state.message(self.lang))
        elif state == "saved" and self.open_map.path.name != self.open_map.wanted.name:
            words = t(
                "board_status.other_window",
                self.lang,
                file=self.open_map.wanted.name,
                other=self.open_map.path.name,
            )
            self.status = self._status("error", words)
        else:
            self.status = self._status(state, "")
        if state == "saved":
            self._refresh_checks()

    def _status(self, state: str, message: str) -> dict[str, Any]:
        return {"state": state, "message": message, "time": datetime.now().astimezone().isoformat()}
