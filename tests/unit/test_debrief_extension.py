"""The trainer's side of the debrief, on a real server."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from debrief_class import EXERCISE, GROUPS, NAMES, make_class, submit, variant

from journeybook.classroom.folder import ClassFolder
from journeybook.debrief import voting
from journeybook.debrief.actions import NAMES as ACTIONS
from journeybook.debrief.room import Room
from journeybook.debrief.session import Debrief
from journeybook.debrief.store import Store
from journeybook.server import Server

_VIEWS = ("wall", "agreement", "clusters", "votes", "presenter", "cards", "decisions", "class", "trainees")
_REPORTS = ("report.pptx", "report.pdf", "report.xlsx")


@pytest.fixture(scope="module")
def class_(tmp_path_factory: pytest.TempPathFactory) -> ClassFolder:
    """The class that the tests share."""
    return make_class(tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def running(class_: ClassFolder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server with the debrief of that class; no kernels are needed."""
    extra = {
        "ServerApp": {
            "jpserver_extensions": {"journeybook.debrief.extension": True, "journeybook.warm.extension": False}
        },
        "DebriefSettings": {"class_name": class_.name, "exercise": EXERCISE},
    }
    home = {"JOURNEYBOOK_HOME": str(class_.path.parents[1])}
    with Server.start(tmp_path_factory.mktemp("desk"), "zh", extra_config=extra, environment=home) as started:
        yield started


@pytest.fixture
def store(running: Server, class_: ClassFolder) -> Iterator[Store]:
    """The store that the server uses, from outside."""
    opened = Store.open(class_.path / "debrief.db")
    yield opened
    opened.close()


class Browser:
    """Somebody's browser, which has been given the server's cookies if it came with the token."""

    def __init__(self, server: Server, *, token: bool = True) -> None:
        parts = urlsplit(server.url)
        assert parts.hostname is not None
        self.at = parts.hostname, parts.port
        self.cookies: dict[str, str] = {}
        if token:
            self.ask("GET", f"/lab?token={server.token}")

    def connect(self, method: str, path: str, body: bytes | None = None, **headers: str) -> http.client.HTTPConnection:
        """Return a connection on which a request has been sent."""
        connection = http.client.HTTPConnection(*self.at, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, {"Cookie": cookies, **headers})
        return connection

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        """Return status and text of an answer; keep the cookies that come with it."""
        with contextlib.closing(self.connect(method, path, body, **headers)) as connection:
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode()

    def view(self, name: str) -> Any:
        """Return a view."""
        status, text = self.ask("GET", f"/journeybook/debrief/{name}")
        assert status == 200
        return json.loads(text)

    def act(self, action: str, raw: bytes | None = None, /, **fields: Any) -> tuple[int, Any]:
        """Return status and answer of an action, done as the page does it."""
        body = json.dumps(fields).encode() if raw is None else raw
        xsrf = {"X-XSRFToken": self.cookies["_xsrf"]}
        status, text = self.ask("POST", f"/journeybook/debrief/action/{action}", body, **xsrf)
        return status, json.loads(text)


@pytest.fixture
def trainer(running: Server) -> Browser:
    """The trainer's browser, once all maps are gathered."""
    browser = Browser(running)
    with contextlib.closing(browser.connect("GET", "/journeybook/debrief/changes")) as connection:
        events = connection.getresponse()
        while len(browser.view("agreement")["teams"]) < len(GROUPS) or not browser.view("clusters")["clusters"]:
            events.readline()
    return browser


def _pains(trainer: Browser) -> list[dict[str, Any]]:
    return [one for one in trainer.view("clusters")["clusters"] if one["kind"] == "pain_point"]


@pytest.mark.parametrize("path", [*_VIEWS, *_REPORTS, "changes", "", "static/debrief-0123456789abcdef.js"])
def test_nothing_is_shown_without_the_token(running: Server, path: str) -> None:
    """Does who lacks the token, or has a wrong one, get 403 and a sentence, and no name?"""
    for headers in ({}, {"Authorization": "token wrong"}):
        stranger = Browser(running, token=False)
        status, text = stranger.ask("GET", f"/journeybook/debrief/{path}", **headers)
        assert (status, json.loads(text)["error"]) == (403, "not_allowed")
        assert not [name for name in NAMES if name in text]


@pytest.mark.parametrize("action", ACTIONS)
def test_nothing_is_done_without_the_token(running: Server, store: Store, action: str) -> None:
    """Does who lacks the token change nothing by any action, even with an XSRF token of their own making?"""
    before = store.changes()[0]
    stranger = Browser(running, token=False)
    for headers in ({}, {"X-XSRFToken": "mine"}, {"Authorization": "token wrong"}):
        stranger.cookies["_xsrf"] = "mine"
        status, text = stranger.ask("POST", f"/journeybook/debrief/action/{action}", b'{"hidden": true}', **headers)
        assert (status, json.loads(text)["error"]) == (403, "not_allowed")
    assert store.changes()[0] == before


def test_a_foreign_page_changes_nothing(trainer: Browser, store: Store) -> None:
    """Is a write refused that comes with the trainer's cookies and without the XSRF token?"""
    before = store.changes()[0]
    status, _ = trainer.ask("POST", "/journeybook/debrief/action/names", b'{"hidden": true}')
    assert (status, store.changes()[0]) == (403, before)


def test_views_are_given(trainer: Browser) -> None:
    """Are all views there, with the maps, the figures of the case and the clusters?"""
    assert [team["name"] for team in trainer.view("wall")["teams"]] == list(NAMES)
    found = trainer.view("agreement")
    assert all(stage["measured"] is not None for stage in found["stages"])
    assert _pains(trainer)[0]["facts"]
    assert trainer.view("votes")["lang"] == "zh"


def test_a_view_is_not_kept_by_the_browser(trainer: Browser) -> None:
    """Is the browser told to ask for a view anew each time, and to take it as data, never as a page?"""
    with contextlib.closing(trainer.connect("GET", "/journeybook/debrief/wall")) as connection:
        headers = connection.getresponse().headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Type"].startswith("application/json")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_clusters_are_moved_merged_renamed_and_rated(trainer: Browser) -> None:
    """Does each action change the view as asked?"""
    first = _pains(trainer)[0]
    card = first["cards"][0]
    status, answer = trainer.act("move", team=card["team"], card=card["card"], cluster=None)
    assert status == 200
    new = answer["cluster"]
    assert trainer.act("rename", cluster=new, name="  等得  太久 ") == (200, {})
    assert trainer.act("rate", cluster=new, impact=5) == (200, {})
    assert trainer.act("rate", cluster=new, effort=2) == (200, {})
    moved = next(one for one in _pains(trainer) if one["id"] == new)
    assert (moved["name"], moved["impact"], moved["effort"]) == ("等得 太久", 5, 2)
    assert [one["card"] for one in moved["cards"]] == [card["card"]]
    assert trainer.act("merge", source=new, into=first["id"]) == (200, {})
    assert new not in [one["id"] for one in _pains(trainer)]


def test_qr_codes_are_drawn(trainer: Browser, store: Store) -> None:
    """Is there a code for each text, in their order, with nothing changed?"""
    before = store.changes()[0]
    status, answer = trainer.act("qr", texts=["http://192.168.1.20:8000/", "http://192.168.1.20:8000/#code=K7PQ-3XM4"])
    assert (status, [code["size"] for code in answer["codes"]]) == (200, [25, 29])
    assert store.changes()[0] == before


def test_a_stage_is_put_elsewhere_and_back(trainer: Browser) -> None:
    """Does the wall show a stage where the trainer puts it, and where the figures do once that is taken back?"""
    team = trainer.view("wall")["teams"][0]
    for place, seen in ((3, 3), (None, 1)):
        assert trainer.act("stage", team=team["id"], stage="stage-2", place=place) == (200, {})
        assert trainer.view("wall")["teams"][0]["places"]["stage-2"] == seen


def test_names_are_hidden_and_shown(trainer: Browser) -> None:
    """Do names leave the views and come back?"""
    while trainer.view("class")["busy"]:
        pass  # the figures are on their way; each question is a request
    assert trainer.act("names", hidden=True) == (200, {})
    assert not [name for name in NAMES for view in _VIEWS if name in json.dumps(trainer.view(view))]
    assert trainer.act("names", hidden=False) == (200, {})
    assert [team["name"] for team in trainer.view("wall")["teams"]] == list(NAMES)


def test_a_round_from_slips_to_result(trainer: Browser, store: Store) -> None:
    """Does a vote by a dealt slip count in the view, its dots hidden until the round is revealed?"""
    status, dealt = trainer.act("deal", slips=2)
    assert (status, len(dealt["codes"])) == (200, 2)
    one, other = [found["id"] for found in _pains(trainer)[:2]]
    _, opened = trainer.act(
        "open", kind="pain_point", question="先做哪个？", choices=[one, other], dots=3, seconds=None
    )
    voting.vote(store, voting.join(store, dealt["codes"][0]), opened["round"], {one: 3})
    seen = trainer.view("votes")["rounds"][0]
    assert (seen["state"], seen["ballots"], seen["result"]) == ("open", 1, None)
    assert trainer.act("close", round=opened["round"]) == (200, {})
    assert trainer.view("votes")["rounds"][0]["state"] == "closed"
    assert trainer.act("reveal", round=opened["round"]) == (200, {})
    assert trainer.view("votes")["rounds"][0]["result"] == {str(one): 3, str(other): 0}


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("names", b""),
        ("names", b"\xff"),
        ("names", b"[]"),
        ("names", b'{"hidden": 1}'),
        ("names", b'{"hidden": true, "more": 1}'),
        ("names", b"[" * 100_000),
        ("names", b'{"hidden": true, "x": "' + b"x" * 100_000 + b'"}'),
        ("rename", b'{"cluster": "1", "name": "x"}'),
        ("rename", b'{"cluster": 1}'),
        ("rate", b'{"cluster": 1, "impact": 2.5, "effort": null}'),
        ("rate", b'{"cluster": 1}'),
        ("qr", b'{"texts": [""]}'),
        ("qr", b'{"texts": ["' + b"x" * 301 + b'"]}'),
        ("rate", b'{"cluster": 9999999999999999999999, "impact": 2, "effort": null}'),
        ("open", b'{"kind": "x", "question": "?", "choices": [1, 2], "dots": 3, "seconds": null}'),
        ("open", b'{"kind": "pain_point", "question": "", "choices": [1, 2], "dots": 3, "seconds": null}'),
        ("deal", b'{"slips": true}'),
        ("stage", b'{"team": {}, "stage": "stage-1", "place": 0}'),
    ],
)
def test_what_is_no_request_is_refused(trainer: Browser, store: Store, action: str, body: bytes) -> None:
    """Is a request that is not as expected answered by a sentence, with nothing changed?"""
    before = store.changes()[0]
    status, answer = trainer.act(action, body)
    assert (status, answer["error"]) == (400, "bad_request")
    assert re.search("[一-龥]", answer["text"])
    assert store.changes()[0] == before


@pytest.mark.parametrize(
    ("action", "fields", "error"),
    [
        ("rename", {"cluster": 1, "name": " "}, "bad_name"),
        ("rename", {"cluster": 99999, "name": "x"}, "unknown_cluster"),
        ("rate", {"cluster": 1, "impact": 6, "effort": None}, "bad_rating"),
        ("move", {"team": "?", "card": "x", "cluster": None}, "unknown_team"),
        ("stage", {"team": "?", "stage": "x", "place": 0}, "unknown_team"),
        ("merge", {"source": 99999, "into": 1}, "unknown_cluster"),
        ("close", {"round": 99999}, "unknown_round"),
        ("reveal", {"round": 99999}, "unknown_round"),
        ("deal", {"slips": 0}, "bad_slips"),
        ("open", {"kind": "pain_point", "question": "?", "choices": [1], "dots": 3, "seconds": None}, "bad_choices"),
    ],
)
def test_what_cannot_be_done_is_told(
    trainer: Browser, store: Store, action: str, fields: dict[str, Any], error: str
) -> None:
    """Is the reason told in the class's language, with nothing changed?"""
    before = store.changes()[0]
    status, answer = trainer.act(action, **fields)
    assert (status, answer["error"]) == (409, error)
    assert re.search("[一-龥]", answer["text"])
    assert store.changes()[0] == before


def test_script_and_style_are_fetched_once(trainer: Browser) -> None:
    """Does the page run no script but its own, under names that may be kept for ever, and is no other name found?"""
    with contextlib.closing(trainer.connect("GET", "/journeybook/debrief/")) as connection:
        answer = connection.getresponse()
        page, policy = answer.read().decode(), answer.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'" in policy
    assert "unsafe" not in policy
    files = re.findall(r'"(static/debrief-[0-9a-f]{16}\.(?:js|css))"', page)
    assert len(files) == 2
    for file in files:
        with contextlib.closing(trainer.connect("GET", f"/journeybook/debrief/{file}")) as connection:
            answer = connection.getresponse()
            assert (answer.status, "immutable" in answer.headers["Cache-Control"]) == (200, True)
            assert len(answer.read()) > 1000
    assert trainer.ask("GET", "/journeybook/debrief/static/debrief-0123456789abcdef.js")[0] == 404


@pytest.mark.parametrize("file", _REPORTS)
def test_a_report_is_a_file_to_keep(trainer: Browser, file: str) -> None:
    """Is a report given as a file with a name that every system takes, never shown as a page, and not kept?"""
    with contextlib.closing(trainer.connect("GET", f"/journeybook/debrief/{file}")) as connection:
        answer = connection.getresponse()
        content = answer.read()
    assert answer.status == 200
    kind = file.rpartition(".")[2]
    assert content.startswith(b"%PDF-" if kind == "pdf" else b"PK")
    said = answer.headers["Content-Disposition"]
    assert re.fullmatch(rf"attachment; filename=\"report.{kind}\"; filename\*=UTF-8''[\w%.-]+\.{kind}", said)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_other_reports_are_not_found(trainer: Browser) -> None:
    """Is a report of another kind not found, whatever the path tries?"""
    for path in ("report.odp", "report.pdfx", "reportxpdf", "report.pdf/../names2"):
        assert trainer.ask("GET", f"/journeybook/debrief/{path}")[0] == 404


def test_what_is_not_there_is_not_found(trainer: Browser) -> None:
    """Are other views and actions not found?"""
    assert trainer.ask("GET", "/journeybook/debrief/secrets")[0] == 404
    assert trainer.ask("GET", "/journeybook/debrief/action/names")[0] == 405


def test_a_new_map_is_told(trainer: Browser, class_: ClassFolder) -> None:
    """Is an open page told of a map that has just been handed in, and is that map on the wall then?"""
    assert trainer.view("wall")["teams"][-1]["map"] is None
    with contextlib.closing(trainer.connect("GET", "/journeybook/debrief/changes")) as connection:
        events = connection.getresponse()
        assert events.headers["Content-Type"].startswith("text/event-stream")
        events.readline()  # "retry": from here on nothing is missed
        submit(class_, "m9", variant("zh", 0))
        topics = _topics(events, "maps")
    assert topics >= {"maps"}
    assert trainer.view("wall")["teams"][-1]["map"] is not None


def test_no_change_is_lost_between_two_questions(class_: ClassFolder, tmp_path: Path) -> None:
    """Is somebody told of what changed while they were being told of something else?"""
    store = Store.open(tmp_path / "debrief.db")
    room = Room(Debrief(class_, EXERCISE, store), print)

    async def tell() -> frozenset[str]:
        watching = asyncio.create_task(room.watch())
        number, _ = await room.change(0, 60)
        with store.write("agenda"):
            pass
        while room.number == number:  # it is seen while nobody asks
            await asyncio.sleep(0)
        _, topics = await room.change(number, 60)
        watching.cancel()
        return topics

    assert "agenda" in asyncio.run(tell())
    store.close()


def _topics(events: http.client.HTTPResponse, wanted: str) -> set[str]:
    """Return all topics told up to the wanted one."""
    told: set[str] = set()
    while wanted not in told:
        line = events.readline().decode()
        assert line, "the connection was ended"
        if line.startswith("data: "):
            told |= set(json.loads(line.removeprefix("data: "))["topics"])
    return told
