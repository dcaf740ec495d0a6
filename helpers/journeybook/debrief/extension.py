"""The trainer's side of the debrief: a Jupyter server extension that gives the views and takes the trainer's actions.

It stands behind the server's own login: whoever lacks its token gets 403 whatever they ask for, and what changes
something needs the server's XSRF token besides. Voters never come here; theirs is :mod:`.service`.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from sqlalchemy.exc import SQLAlchemyError
from tornado import iostream, web
from tornado.ioloop import IOLoop, PeriodicCallback
from traitlets import Bool, Int, Unicode
from traitlets.config import LoggingConfigurable

from ..classroom.folder import ClassFolder, open_class
from ..errors import DebriefError, JourneybookError
from ..exercise import Exercise
from ..i18n import t
from . import classview, presenterviews, views
from .actions import NAMES, act
from .joining import joining
from .report.make import TYPES, make
from .room import Room
from .serving import store_of
from .session import Debrief, Figures
from .store import Store

_VIEWS: dict[str, Callable[[Debrief], dict[str, Any]]] = {
    "names": views.names,
    "wall": views.wall,
    "agreement": views.agreement,
    "clusters": views.clusters,
    "votes": views.votes,
    "presenter": presenterviews.presenter,
    "cards": presenterviews.cards,
    "decisions": views.decisions,
    "class": classview.class_view,
    "trainees": classview.trainees,
    "joining": joining,
}
_STATIC = Path(__file__).resolve().parents[1] / "static"
_PAGE = Path(__file__).parent / "room.html"
_KEEP_ALIVE_SECONDS = 15
_REPORTS = ThreadPoolExecutor(1, "report")
_PARENT_SECONDS = 1
_MOST_BYTES = 100_000


class DebriefSettings(LoggingConfigurable):
    """What the server's configuration says of the debrief, in the section ``DebriefSettings``."""

    class_name = Unicode(help="The class.").tag(config=True)
    exercise = Unicode(help="Id of the exercise whose maps are discussed.").tag(config=True)
    store = Unicode(help="Address of the store; empty: a file in the class folder.").tag(config=True)
    live = Bool(False, help="Whether maps are shown before they are handed in.").tag(config=True)
    votes_port = Int(0, help="Port of the voters' server; 0 where there is none.").tag(config=True)
    started_by = Int(0, help="Process with which the server ends; 0 where there is none.").tag(config=True)


class _Handler(APIHandler):
    auth_resource = "journeybook_debrief"

    def initialize(self, room: Room) -> None:
        self.room = room

    def fail(self, status: int, key: str, **params: Any) -> None:
        """Answer with a sentence in the class's language."""
        self.set_status(status)
        self.finish(json.dumps({"error": key.partition(".")[2], "text": t(key, self.room.debrief.lang, **params)}))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what went wrong in a sentence; what nobody foresaw, without details."""
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, JourneybookError):
            self.fail(400 if error.key == "debrief.bad_request" else 409, error.key, **error.params)
        elif isinstance(error, SQLAlchemyError):
            self.fail(503, "debriefview.store_away")
        elif status_code in {401, 403}:
            self.fail(403, "debriefview.not_allowed")
        else:
            self.fail(status_code, "debriefview.server_error")

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log what nobody foresaw, and nothing of what is an answer."""
        if not isinstance(value, JourneybookError):
            super().log_exception(typ, value, tb)


class _View(_Handler):
    @web.authenticated
    @authorized
    async def get(self, name: str) -> None:
        found = await self.room.do(_VIEWS[name], self.room.debrief)
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(found, ensure_ascii=False, allow_nan=False))


class _Page(_Handler):
    """The page itself; it takes nothing from elsewhere, and nothing on it can run that is not ours.

    What `blob:` allows are the pictures of maps, which the page makes itself.
    """

    @property
    def content_security_policy(self) -> str:
        return (
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
        )

    @web.authenticated
    @authorized
    def get(self) -> None:
        lang = self.room.debrief.lang
        page = _PAGE.read_text(encoding="utf-8")
        for mark, text in {"lang": lang, "title": t("debriefpage.title", lang), **_hashed()}.items():
            page = page.replace(f"@{mark}@", text)
        self.xsrf_token  # noqa: B018 - sets the cookie that the page sends back
        self.set_header("Cache-Control", "no-store")
        self.finish(page, set_content_type="text/html; charset=utf-8")


class _Static(_Handler):
    """The page's script and style, whose names change with what is in them: a browser asks for each once."""

    @web.authenticated
    @authorized
    def get(self, name: str, kind: str) -> None:
        if name != _hashed()[kind]:
            raise web.HTTPError(404)
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        kinds = {"js": "text/javascript", "css": "text/css"}
        self.finish((_STATIC / f"debrief.{kind}").read_bytes(), set_content_type=f"{kinds[kind]}; charset=utf-8")


class _Action(_Handler):
    @web.authenticated
    @authorized
    async def post(self, name: str) -> None:
        if len(self.request.body) > _MOST_BYTES:
            raise DebriefError("debrief.bad_request")
        self.finish(json.dumps(await self.room.do(act, self.room.debrief, name, self.request.body)))


class _Report(_Handler):
    """A file of what the debrief has come to; one is made at a time, in a thread that no other request waits for."""

    @web.authenticated
    @authorized
    async def get(self, kind: str) -> None:
        name, content = await asyncio.get_running_loop().run_in_executor(_REPORTS, make, self.room.debrief, kind)
        self.set_header("Cache-Control", "no-store")
        self.set_header(
            "Content-Disposition", f"attachment; filename=\"report.{kind}\"; filename*=UTF-8''{quote(name)}"
        )
        self.finish(content, set_content_type=TYPES[kind])


class _Changes(_Handler):
    """Server-sent events: one for each change, with its topics; the page then asks for the views it shows."""

    # A page that is open all day is no sign that somebody works.
    _track_activity = False

    @web.authenticated
    @authorized
    async def get(self) -> None:
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("Cache-Control", "no-store")
        number = self.room.number
        try:
            await self._send("retry: 1000\n\n")
            while True:
                number, topics = await self.room.change(number, _KEEP_ALIVE_SECONDS)
                text = json.dumps({"topics": sorted(topics)})
                await self._send(f"data: {text}\n\n" if topics else ": still here\n\n")
        except iostream.StreamClosedError:
            return

    async def _send(self, text: str) -> None:
        self.write(text)
        await self.flush()


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "journeybook.debrief.extension"}]


def _load_jupyter_server_extension(app: Any) -> None:
    settings = DebriefSettings(parent=app)
    class_ = open_class(settings.class_name)
    debrief = open_debrief(
        class_, settings.exercise, settings.store, live=settings.live, votes_port=settings.votes_port
    )
    room = Room(debrief, app.log.warning)
    app.web_app.add_handlers(".*$", handlers(app.web_app.settings["base_url"], room))
    IOLoop.current().add_callback(room.watch)
    if settings.started_by:
        _end_with(settings.started_by)


def _end_with(parent: int) -> None:
    """End the server, as a signal would, once the process that started it is gone without having been able to."""

    def look() -> None:
        # On Windows a process keeps its parent's number, and may have a starter of Python's own in between.
        if os.getppid() != parent if os.name == "posix" else not psutil.pid_exists(parent):
            looking.stop()  # a second signal would break into the tidying up
            os.kill(os.getpid(), signal.SIGTERM)

    looking = PeriodicCallback(look, _PARENT_SECONDS * 1000)
    looking.start()


def open_debrief(
    class_: ClassFolder, exercise: str, store: str = "", *, live: bool = False, votes_port: int = 0
) -> Debrief:
    """Return the debrief of a class's exercise, with its case's figures and its store opened.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    exercise : str
        Id of the exercise.
    store : str
        Address of the store; empty: the file in the class folder.
    live : bool
        Whether maps are shown before they are handed in.
    votes_port : int
        Where the voters' server listens; 0 where there is none.

    Raises
    ------
    DebriefError
        If the store cannot be opened.
    """
    figures = Figures.of(Exercise(class_.source / exercise), class_.lang)
    opened = Store.open(store_of(class_, store))
    return Debrief(class_, exercise, opened, figures, live=live, votes_port=votes_port)


def handlers(base: str, room: Room) -> list[tuple[str, type[_Handler], dict[str, Any]]]:
    """Return the routes below a server's base address."""
    below = partial(url_path_join, base, "journeybook", "debrief")
    kept = {"room": room}
    return [
        (below(f"({'|'.join(_VIEWS)})"), _View, kept),
        (below("action", f"({'|'.join(NAMES)})"), _Action, kept),
        (below(rf"report\.({'|'.join(TYPES)})"), _Report, kept),
        (below("changes"), _Changes, kept),
        (below("/"), _Page, kept),
        (below("static", r"(debrief-[0-9a-f]{16}\.(js|css))"), _Static, kept),
    ]


@cache
def _hashed() -> dict[str, str]:
    """Return under which names the page's script and style are given, by kind."""
    found = {}
    for kind in ("js", "css"):
        digest = hashlib.sha256((_STATIC / f"debrief.{kind}").read_bytes()).hexdigest()[:16]
        found[kind] = f"debrief-{digest}.{kind}"
    return found
