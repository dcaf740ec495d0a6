"""The voters' server, as a process of its own and over real connections."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, update

from journeybook.debrief import agenda, voting
from journeybook.debrief.service import Votes
from journeybook.debrief.store import Store
from journeybook.debrief.tables import CLUSTER
from journeybook.guesses import Guesses

_EXERCISE = "03-retail"
_HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with three clusters of pain points, one with a hostile name."""
    opened = Store.open(tmp_path / "debrief.db")
    with opened.write("clusters") as connection:
        for name in ("排队", "答复慢", _HOSTILE):
            connection.execute(insert(CLUSTER).values(exercise=_EXERCISE, kind="pain_point", name=name, by_hand=False))
    yield opened
    opened.close()


@contextlib.contextmanager
def served(folder: Path, lang: str = "zh") -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Serve the voters in a process of its own; give its port."""
    program = [sys.executable, "-m", "journeybook.debrief.service", str(folder / "debrief.db"), _EXERCISE, lang]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline()), process
        finally:
            process.kill()


@pytest.fixture
def port(store: Store, tmp_path: Path) -> Iterator[int]:
    """The port of a server for this store."""
    with served(tmp_path) as (taken, _):
        yield taken


class Phone:
    """One voter's browser: it keeps its cookie."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""
        self.headers: dict[str, str] = {}

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Return status and answer of a request; a body that is no bytes is sent as JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        kept = {"Cookie": self.cookie} if self.cookie else {}
        typed = {"Content-Type": "application/json"} if body is not None else {}
        with contextlib.closing(connection):
            connection.request(
                method, path, sent, {**kept, **typed, **{k.replace("_", "-"): v for k, v in headers.items()}}
            )
            response = connection.getresponse()
            raw = response.read()
            self.headers = dict(response.getheaders())
        if (set_ := self.headers.get("Set-Cookie")) is not None:
            self.cookie = set_.partition(";")[0]
        is_json = self.headers.get("Content-Type", "").startswith("application/json")
        return response.status, json.loads(raw) if is_json else raw

    def join(self, code: str) -> int:
        """Return the status of joining."""
        return self.ask("POST", "/api/join", {"code": code})[0]

    def vote(self, round_id: int, dots: dict[int, int]) -> tuple[int, Any]:
        """Return the status and the answer to a ballot."""
        return self.ask("PUT", "/api/ballot", {"round": round_id, "dots": dots})

    def look(self) -> Any:
        """Return what the phone shows."""
        status, seen = self.ask("GET", "/api/round")
        assert status == 200
        return seen


def _joined(store: Store, port: int, count: int) -> list[Phone]:
    phones = [Phone(port) for _ in range(count)]
    for phone, code in zip(phones, voting.deal(store, count), strict=True):
        assert phone.join(code) == 200
    return phones


def _open(store: Store, **others: Any) -> int:
    return voting.open_round(store, _EXERCISE, "pain_point", "哪里最痛？", [1, 2, 3], **others)


def test_from_joining_to_the_result(store: Store, port: int) -> None:
    """Does a phone join, see the question, vote, change its mind, and see the result once it is revealed?"""
    one, other = _joined(store, port, 2)
    assert one.look() == {"round": None}
    number = _open(store, seconds=600)
    seen = one.look()
    assert (seen["round"], seen["question"], seen["dots"], seen["state"]) == (number, "哪里最痛？", 3, "open")
    assert 590 < seen["seconds"] <= 600
    assert [choice["name"] for choice in seen["choices"]] == ["排队", "答复慢", _HOSTILE]
    assert one.vote(number, {1: 3}) == (200, {"ballot": {"1": 3}})
    assert one.vote(number, {1: 1, 2: 2})[0] == 200
    assert other.vote(number, {2: 1})[0] == 200
    assert (one.look()["ballot"], other.look()["result"]) == ({"1": 1, "2": 2}, None)
    voting.reveal(store, number)
    assert other.look()["result"] == {"dots": {"1": 1, "2": 3, "3": 0}, "ballots": 2}
    status, answer = one.vote(number, {3: 3})
    assert (status, answer["error"]) == (409, "round_closed")


def test_nobody_gets_in_without_a_slip(store: Store, port: int) -> None:
    """Is whoever has not joined told so, and nothing else, by every path?"""
    number = _open(store)
    voting.reveal(store, number)
    for cookie in ("", "journeybook_voter=guess", 'journeybook_voter="\\073"'):
        phone = Phone(port)
        phone.cookie = cookie
        for status, answer in (
            phone.ask("GET", "/api/round"), phone.ask("GET", "/api/changes"), phone.vote(number, {1: 1}),
            phone.ask("GET", "/api/presented"),
        ):  # fmt: skip
            assert (status, answer["error"]) == (401, "unknown_voter")
    assert voting.tally(store, number).ballots == 0


def test_guessing_is_slowed_down(store: Store, port: int) -> None:
    """Does somebody who guesses have to wait after ten wrong codes, even with the right one?"""
    (code,) = voting.deal(store, 1)
    phone = Phone(port)
    assert [phone.join(f"AAAA-AAA{sign}") for sign in "ABCDEFGHJK"] == [403] * 10
    assert phone.join(code) == 429
    assert 0 < int(phone.headers["Retry-After"]) <= 301
    assert phone.ask("GET", "/api/round")[0] == 401


_STRANGE = {
    400: (
        b"", b"[]", b"{}", b'{"round": 1}', b'{"round": "1", "dots": {}}', b'{"round": true, "dots": {}}',
        b'{"round": 1, "dots": []}', b'{"round": 1, "dots": {"x": 1}}', b'{"round": 1, "dots": {}, "voter": 2}',
        b"[" * 9_000, b"\xff\xfe",
    ),
    409: (
        b'{"round": 1, "dots": {"1": 99}}', b'{"round": 1, "dots": {"1": -1}}', b'{"round": 1, "dots": {"1": 1e0}}',
        b'{"round": 1, "dots": {"1": null}}', b'{"round": 9, "dots": {"1": 1}}', b'{"round": 1, "dots": {"9": 1}}',
    ),
}  # fmt: skip


def test_strange_ballots(store: Store, port: int) -> None:
    """Is a ballot that is none refused with a sentence, and is nothing counted?"""
    (phone,) = _joined(store, port, 1)
    assert _open(store) == 1
    for status, bodies in _STRANGE.items():
        for body in bodies:
            found, answer = phone.ask("PUT", "/api/ballot", body)
            assert (body, found, set(answer)) == (body, status, {"error", "text"})
    assert voting.tally(store, 1).ballots == 0


def test_another_page_cannot_vote(store: Store, port: int) -> None:
    """Is a form of another site refused, and does the cookie stay with our own page and out of scripts?"""
    (phone,) = _joined(store, port, 1)
    assert {"HttpOnly", "SameSite=Strict"} <= set(phone.headers["Set-Cookie"].split("; "))
    number = _open(store)
    body = json.dumps({"round": number, "dots": {"1": 1}}).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        assert phone.ask("PUT", "/api/ballot", body, Content_Type=kind)[0] == 415
    assert voting.tally(store, number).ballots == 0


def test_the_page_takes_nothing_from_elsewhere(port: int) -> None:
    """Is the page in the class's language, and may it load nothing but our own files?"""
    phone = Phone(port)
    status, page = phone.ask("GET", "/")
    assert status == 200
    assert b'<html lang="zh">' in page
    policy = phone.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy
    assert phone.ask("GET", "/static/vote.js")[0] == 200
    for path in ("/static/board.js", "/static/../service.py", "/static/%2e%2e/service.py", "/debrief.db", "/api/"):
        assert phone.ask("GET", path) == (404, b"")


def test_merging_while_people_vote(store: Store, port: int) -> None:
    """Does a phone show a merged choice once, with the dots of both, and can it be voted for?"""
    (phone,) = _joined(store, port, 1)
    number = _open(store)
    phone.vote(number, {1: 1, 2: 1})
    with store.write("clusters") as connection:
        connection.execute(update(CLUSTER).where(CLUSTER.c.id == 1).values(merged_into=2))
    seen = phone.look()
    assert [choice["id"] for choice in seen["choices"]] == [2, 3]
    assert seen["ballot"] == {"2": 2}
    assert phone.vote(number, {2: 3})[0] == 200
    assert voting.tally(store, number).dots == {2: 3, 3: 0}


def test_a_change_is_told(store: Store, port: int) -> None:
    """Does a phone that waits hear of a new round, without asking again?"""
    (phone,) = _joined(store, port, 1)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(connection):
        connection.request("GET", "/api/changes", headers={"Cookie": phone.cookie})
        response = connection.getresponse()
        assert response.readline() == b"retry: 1000\n"
        _open(store)
        lines = iter(response.readline, b"data: changed\n")
        assert all(line in {b"\n", b": still here\n"} for line in lines)


def test_what_is_presented_is_followed(store: Store, port: int) -> None:
    """Does a phone that waits hear that another item is presented, without the round being asked for again?"""
    (phone,) = _joined(store, port, 1)
    assert phone.ask("GET", "/api/presented") == (200, {"item": None, "spotlight": None})
    item = agenda.agenda(store, _EXERCISE, "zh").items[0]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(connection):
        connection.request("GET", "/api/changes", headers={"Cookie": phone.cookie})
        response = connection.getresponse()
        assert response.readline() == b"retry: 1000\n"
        agenda.show(store, _EXERCISE, item.id)
        before = list(islice(iter(response.readline, b"data: presented\n"), 8))
        assert len(before) < 8
        assert set(before) <= {b"\n", b": still here\n"}
    shown = phone.ask("GET", "/api/presented")[1]["item"]
    assert (shown["title"], shown["number"], shown["of"], shown["running"]) == (item.title, 1, 5, True)
    assert 590 < shown["seconds"] <= 600


def test_no_change_is_lost_between_two_questions(store: Store) -> None:
    """Is a phone told of what changed while it was being told of something else?"""
    votes = Votes(store, _EXERCISE, "zh")

    async def tell() -> bool:
        watching = asyncio.create_task(votes.watch())
        told = await votes.change(0, 60)
        voting.open_round(store, _EXERCISE, "pain_point", "?", [1, 2])
        while votes.told == told:  # it is seen while nobody asks
            await asyncio.sleep(0)
        newest = await asyncio.wait_for(votes.change(told, 3600), 60)
        watching.cancel()
        return newest > told

    assert asyncio.run(tell())


def test_killed_in_the_middle(store: Store, tmp_path: Path) -> None:
    """After kill -9 of the server, is every confirmed ballot counted once, and does another server go on?"""
    with served(tmp_path) as (port, process):
        phones = _joined(store, port, 6)
        number = _open(store)
        assert [phone.vote(number, {1: 3})[0] for phone in phones[:3]] == [200] * 3
        process.send_signal(signal.SIGKILL)
    with served(tmp_path) as (port, _):
        for phone in phones:
            phone.port = port
        assert [phone.vote(number, {2: 3})[0] for phone in phones[2:]] == [200] * 4
        assert voting.tally(store, number) == voting.Tally({1: 6, 2: 12, 3: 0}, 6)


def test_guesses_are_forgotten_in_time() -> None:
    """May one guess again after the window, and does one who guesses not shut the others out?"""
    now = [0.0]
    guesses = Guesses(each=2, all_=5, seconds=60, clock=lambda: now[0])
    guesses.failed("a")
    assert guesses.wait("a") == 0
    now[0] = 10
    guesses.failed("a")
    assert (guesses.wait("a"), guesses.wait("b")) == (50, 0)
    now[0] = 60
    assert guesses.wait("a") == 0
    for address in "bcde":
        guesses.failed(address)
    assert guesses.wait("z") == 10
    now[0] = 500
    assert guesses.wait("z") == 0
