"""The voters' server: phones join with a code, see the question, give their dots and, once revealed, the result.

It keeps nothing of its own: every ballot is in the store before it is answered, so the process may be killed and
started again at any moment, or run more than once. A phone that had no answer sends the same ballot again.

Whoever reaches it may be anybody in the room's network. There are three things one can do here, join, look and vote;
the trainer's pages are elsewhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click
from sqlalchemy.exc import SQLAlchemyError
from tornado import iostream, web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from ..errors import DebriefError, JourneybookError
from ..guesses import Guesses
from ..i18n import t
from . import voting
from .following import followed
from .store import Store

COOKIE = "journeybook_voter"

Result = TypeVar("Result")

_STATIC = Path(__file__).resolve().parents[1] / "static"
_PAGE = Path(__file__).parent / "phone.html"
_LOOK_SECONDS = 0.3
"""How often the store is asked whether something is new."""

_VOTING = {"votes", "clusters"}
_PRESENTING = {"agenda", "screen"}
"""Topics of changes after which a phone should look at the round, and at what is presented."""

_KEEP_ALIVE_SECONDS = 15
_MOST_BYTES = 10_000
_THREADS = 8
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Votes:
    """What the handlers share.

    Parameters
    ----------
    store : Store
        The class's.
    exercise : str
        Id of the exercise whose maps are discussed.
    lang : {"zh", "en"}
        Of the class.
    """

    def __init__(self, store: Store, exercise: str, lang: str) -> None:
        self.store = store
        self.exercise = exercise
        self.lang = lang
        self.guesses = Guesses(each=10, all_=200, seconds=300)
        self._threads = ThreadPoolExecutor(_THREADS, "votes")
        self.told = 0
        """Number of the newest change that concerns phones."""
        self.voted = 0
        """Number of the newest of those after which a voter should look at the round."""
        self.presented = 0
        """Number of the newest of those after which a follower should look at what is presented."""
        self._number = 0
        self._changed = asyncio.Event()

    async def do(self, work: Callable[..., Result], *args: Any) -> Result:
        """Run something that asks the store, beside the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(work, *args))

    async def watch(self) -> None:
        """Wake those who wait whenever the store has changed; runs until it is cancelled."""
        while True:
            # A database that is away may come back, and phones that wait should not have to begin anew.
            with contextlib.suppress(SQLAlchemyError):
                number, topics = await self.do(self.store.changes, self._number)
                self._number = number
                if topics & _VOTING:
                    self.told = self.voted = number
                if topics & _PRESENTING:
                    self.told = self.presented = number
                if topics & (_VOTING | _PRESENTING):
                    changed, self._changed = self._changed, asyncio.Event()
                    changed.set()
            await asyncio.sleep(_LOOK_SECONDS)

    async def change(self, after: int, seconds: float) -> int:
        """Wait for a change that comes after the change `after`, for so many seconds at most.

        Returns
        -------
        int
            Number of the newest, to ask with next time; `after` where there was none.
        """
        if self.told <= after:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), seconds)
        return self.told

    def look(self, token: str) -> dict[str, Any]:
        """Return what a voter sees: the newest round, their ballot, and the result once it is revealed."""
        own = voting.rounds(self.store, self.exercise)
        if not own:
            voting.ballot(self.store, token, 0)  # who has no slip learns not even that
            return {"round": None}
        newest = own[0]
        now = voting.shown(self.store, newest.choices)
        mine: Counter[int] = Counter()
        for choice, count in voting.ballot(self.store, token, newest.id).items():
            mine[now.get(choice, (choice, ""))[0]] += count
        result = voting.result(self.store, token, newest.id)
        return {
            "round": newest.id,
            "kind": newest.kind,
            "question": newest.question,
            "dots": newest.dots,
            "state": newest.state,
            "seconds": None if newest.ends is None else max(0.0, newest.ends - time.time()),
            "choices": [{"id": id_, "name": name} for id_, name in dict(now.values()).items()],
            "ballot": mine,
            "result": None if result is None else {"dots": result.dots, "ballots": result.ballots},
        }

    def follow(self, token: str) -> dict[str, Any]:
        """Return what is presented now, for somebody with a slip."""
        voting.ballot(self.store, token, 0)
        return followed(self.store, self.exercise)


async def serve(votes: Votes, address: str, port: int, ready: Callable[[int], None]) -> None:
    """Serve the voters until cancelled.

    Parameters
    ----------
    votes : Votes
        What is served.
    address : str
        To listen on: ``"127.0.0.1"`` for this machine alone, ``""`` for everybody who can reach it.
    port : int
        0 takes a free one.
    ready : callable
        Told the port once phones can join.
    """
    sockets = bind_sockets(port, address)
    server = HTTPServer(
        application(votes), max_body_size=_MOST_BYTES, body_timeout=10, idle_connection_timeout=4 * _KEEP_ALIVE_SECONDS
    )
    server.add_sockets(sockets)
    ready(sockets[0].getsockname()[1])
    try:
        await votes.watch()
    finally:
        server.stop()


def application(votes: Votes) -> web.Application:
    """Return the web application for the voters of one class."""
    kept = {"votes": votes}
    return web.Application(
        [
            (r"/", _Page, kept),
            (r"/static/(vote\.(?:js|css))", _Static, {"path": str(_STATIC)}),
            (r"/api/join", _Join, kept),
            (r"/api/round", _Look, kept),
            (r"/api/ballot", _Ballot, kept),
            (r"/api/presented", _Presented, kept),
            (r"/api/changes", _Changes, kept),
        ],
        default_handler_class=_Nothing,
        compress_response=True,
        log_function=lambda _: None,  # who asked for what, and when, would tell who voted
    )


class _Handler(web.RequestHandler):
    def initialize(self, votes: Votes) -> None:
        self.votes = votes

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)
        self.set_header("Cache-Control", "no-store")

    def prepare(self) -> None:
        """Take requests of our own page alone: another one cannot set this type without being asked first."""
        if self.request.method in {"POST", "PUT"}:
            kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip()
            if kind != "application/json":
                self.fail(415, "debrief.bad_request")

    def voter(self) -> str:
        """Return the token that the phone sends."""
        return self.get_cookie(COOKIE) or ""

    def asked(self, wanted: dict[str, type]) -> dict[str, Any]:
        """Return the request's JSON fields; what is anything else ends the request."""
        try:
            if len(self.request.body) > _MOST_BYTES:
                raise ValueError
            data = json.loads(self.request.body)
            if type(data) is not dict or data.keys() != wanted.keys():
                raise ValueError
            if any(type(data[name]) is not kind for name, kind in wanted.items()):
                raise ValueError
        except (ValueError, RecursionError):
            self.fail(400, "debrief.bad_request")
            raise web.Finish from None
        return data

    def fail(self, status: int, key: str, **params: Any) -> None:
        """Answer with a sentence in the class's language."""
        self.set_status(status)
        self.finish({"error": key.removeprefix("debrief."), "text": t(key, self.votes.lang, **params)})

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what went wrong in a sentence; what nobody foresaw, without details."""
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, DebriefError):
            known = {"debrief.unknown_voter": 401, "debrief.unknown_code": 403, "debrief.no_store": 503}
            self.fail(known.get(error.key, 409), error.key, **error.params)
        else:
            self.fail(status_code if status_code < 500 else 500, "debrief.server_error")

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log what nobody foresaw, and nothing of what is an answer."""
        if not isinstance(value, JourneybookError):
            super().log_exception(typ, value, tb)


class _Page(_Handler):
    def get(self) -> None:
        lang = self.votes.lang
        page = _PAGE.read_text(encoding="utf-8").replace("@lang@", lang).replace("@title@", t("vote.title", lang))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page)


class _Static(web.StaticFileHandler):
    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("X-Content-Type-Options", "nosniff")


class _Join(_Handler):
    async def post(self) -> None:
        code = self.asked({"code": str})["code"]
        address = self.request.remote_ip or ""
        wait = self.votes.guesses.wait(address)
        if wait:
            self.set_header("Retry-After", str(int(wait) + 1))
            self.fail(429, "debrief.too_many_tries", minutes=int(wait / 60) + 1)
            return
        try:
            token = await self.votes.do(voting.join, self.votes.store, code)
        except DebriefError:
            self.votes.guesses.failed(address)
            raise
        secure = self.request.protocol == "https"
        self.set_cookie(COOKIE, token, httponly=True, samesite="Strict", secure=secure, max_age=24 * 3600)
        self.finish({})


class _Look(_Handler):
    async def get(self) -> None:
        self.finish(await self.votes.do(self.votes.look, self.voter()))


class _Presented(_Handler):
    async def get(self) -> None:
        self.finish(await self.votes.do(self.votes.follow, self.voter()))


class _Ballot(_Handler):
    async def put(self) -> None:
        asked = self.asked({"round": int, "dots": dict})
        try:
            dots = {int(choice): count for choice, count in asked["dots"].items()}
        except ValueError:
            self.fail(400, "debrief.bad_request")
            return
        await self.votes.do(voting.vote, self.votes.store, self.voter(), asked["round"], dots)
        self.finish({"ballot": dots})


class _Changes(_Handler):
    """Server-sent events: one for each change, saying no more than where the phone is to look."""

    async def get(self) -> None:
        await self.votes.do(voting.ballot, self.votes.store, self.voter(), 0)
        self.set_header("Content-Type", "text/event-stream")
        told = self.votes.told
        try:
            await self._send("retry: 1000\n\n")
            while True:
                newest = await self.votes.change(told, _KEEP_ALIVE_SECONDS)
                where = {"changed": self.votes.voted, "presented": self.votes.presented}
                text = "".join(f"data: {name}\n\n" for name, number in where.items() if number > told)
                await self._send(text or ": still here\n\n")
                told = newest
        except iostream.StreamClosedError:
            return

    async def _send(self, text: str) -> None:
        self.write(text)
        await self.flush()


class _Nothing(web.RequestHandler):
    def prepare(self) -> None:
        self.clear_header("Server")
        self.set_status(404)
        self.finish()


@click.command()
@click.argument("store")
@click.argument("exercise")
@click.argument("lang")
@click.option("--address", default="127.0.0.1")
@click.option("--port", type=int, default=0)
def main(store: str, exercise: str, lang: str, address: str, port: int) -> None:
    """Serve the voters of a store until the process is ended; say the port on the first line.

    With "-" the store's address is read from the standard input, and the server ends when that does.
    """
    if store == "-":
        store = sys.stdin.readline().rstrip("\n")
        threading.Thread(target=_end_with_input, daemon=True).start()
    try:
        votes = Votes(Store.open(store), exercise, lang)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(votes, address, port, lambda taken: print(taken, flush=True)))
    except (DebriefError, OSError) as error:
        sys.exit(str(error))


def _end_with_input() -> None:
    """End the process when whoever started it lets go of its standard input; all that counts is in the store."""
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
