"""The board: a widget in which a map is drawn, and its sync with the map file.

The browser and the kernel each hold a copy of one Yjs document. The browser says hello with what it has seen, gets
what it lacks, and from then on both pass updates on. The kernel writes the map file a moment
after the last edit. All boards of one file in one kernel share one :class:`MapDocument`; where a group shares the map,
it is also the group's (see :mod:`.sharing.openmap`).
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

from . import overlays
from .boardfiles import BoardFiles, offered
from .errors import JourneybookError, ModelError
from .factsource import FactSource, FindFacts, beside_loop
from .i18n import t
from .model import JourneyMap, Kind
from .overlaywatch import OverlayWatch
from .sharing.frontend import FrontEndLine
from .sharing.openmap import open_map
from .sharing.peer import Standing

_STATIC = Path(__file__).parent / "static"


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
    room = traitlets.Dict().tag(sync=True)

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
        self._line = FrontEndLine(self.comm)
        self._saving: str | JourneybookError = ""
        self._line.run(self._show_room)
        self.open_map.listeners.append(self._hear)
        self._subscription = self.open_map.document.observe(self._pass_on)
        self.on_msg(self._receive)
        self._facts = FactSource(facts)
        self._overlay_watch = OverlayWatch(self.open_map.wanted, self._tell_overlays)
        self._files = BoardFiles(lambda: self.open_map.document.to_map(), lambda *message: self.send(*message))
        self._show = {f"show_{kind}": partial(pair.show, kind) for kind in Kind} if pair else {}
        self._check = checks
        self._prepare = prepare
        self._line.run(self._refresh_checks)
        self.observe(self._refresh_checks, names="lang")

    def close(self) -> None:
        """Save what is waiting, stop listening and close the widget."""
        self.open_map.flush()
        self._overlay_watch.close()
        if self.open_map.peer is not None:
            self.open_map.peer.leave(self)
        with contextlib.suppress(ValueError):
            self.open_map.listeners.remove(self._hear)
            self.open_map.document.unobserve(self._subscription)
        super().close()

    def _receive(self, _: Board, content: Any, buffers: list[Any]) -> None:
        """Take a message of the browser; one that makes no sense changes nothing but the status."""
        self._line.spoke()
        kind = content.get("type") if isinstance(content, dict) else None
        payload = bytes(buffers[0]) if buffers else b""
        document = self.open_map.document
        try:
            if kind == "hello":
                self.send({"type": "sync"}, [document.updates_since(payload), document.state()])
                self._prepare_checks()
            elif kind == "update" and not self.readonly:
                self.open_map.take(payload)
            elif kind == "here":
                self._say_here(content)
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

    def _say_here(self, content: dict[str, Any]) -> None:
        """Pass on that somebody looks at this board, and which card they edit, or that they have gone."""
        peer, editing = self.open_map.peer, content.get("editing")
        if peer is None:
            return
        if content.get("here") is True:
            peer.look(self, editing if isinstance(editing, str) else "")
        else:
            peer.leave(self)

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
        self._line.run(self.send, {"type": "update"}, [update])

    def _hear(self, state: str | JourneybookError) -> None:
        """Take what the map says of itself; a room's news comes in the thread of its line."""
        self._line.run(self._show_room if state == "room" else self._show_state, *([] if state == "room" else [state]))

    def _show_room(self) -> None:
        """Show how the map stands in its room and who is there."""
        peer = self.open_map.peer
        if peer is None or peer.standing == Standing.ALONE:
            self.room = {}
            return
        aside = self.open_map.set_aside
        self.room = {
            "state": str(peer.standing),
            "people": peer.people,
            "you": peer.you,
            "aside": t("board_status.set_aside", self.lang, file=aside) if aside else "",
        }
        if self._saving:
            self._show_state(self._saving)

    def _show_state(self, state: str | JourneybookError) -> None:
        self._saving = state
        peer = self.open_map.peer
        if isinstance(state, JourneybookError):
            self.status = self._status("error", state.message(self.lang))
        elif state == "saved" and peer is not None and peer.standing == Standing.NOT_STORED:
            self.status = self._status("error", t("board_status.not_stored", self.lang))
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
