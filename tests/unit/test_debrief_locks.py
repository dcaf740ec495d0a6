"""Does a trainee who has a phone, a slip and a terminal see the trainer's view, hidden votes or hidden names?

The debrief runs as ``journeybook debrief`` starts it, with votes in a round that is closed and not revealed, and with
names hidden. What is tried here stands in the table of ``docs/trainer.md``.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import psutil
import pytest
from debrief_class import EXERCISE, GROUPS, NAMES, make_class

from journeybook.classroom.folder import ClassFolder
from journeybook.debrief import serving, voting
from journeybook.debrief.actions import NAMES as ACTIONS
from journeybook.debrief.extension import _VIEWS
from journeybook.debrief.service import COOKIE
from journeybook.debrief.store import Store
from journeybook.debrief.voters import VotersServer
from journeybook.i18n import t
from journeybook.server import Server

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
_TRAINERS = (
    "/journeybook/debrief/",
    *(f"/journeybook/debrief/{name}" for name in (*_VIEWS, "changes", "static/debrief-0123456789abcdef.js")),
    *(f"/journeybook/debrief/action/{name}" for name in ACTIONS),
)
_JUPYTERS = (
    *(
        "/lab",
        "/tree",
        "/lab/tree/debrief.ipynb",
        "/voila/",
        "/voila/render/debrief.ipynb",
        "/voila/files/debrief.ipynb",
    ),
    *("/api/contents", "/api/contents/debrief.ipynb", "/files/debrief.ipynb", "/files/.journeybook/server.json"),
    *("/api/kernels", "/api/sessions", "/api/terminals", "/api/status", "/api/me", "/api/shutdown", "/metrics"),
    *("/nbconvert/html/debrief.ipynb", "/view/debrief.ipynb", "/kernelspecs/python3/logo-64x64.png"),
)
_TRICKS = (
    *("//journeybook/debrief/wall", "/./journeybook/debrief/wall", "/login/../journeybook/debrief/wall"),
    *(
        "/static/../journeybook/debrief/wall",
        "/static/%2e%2e/journeybook/debrief/wall",
        "/journeybook%2fdebrief%2fwall",
    ),
    *(
        "/journeybook/debrief/wall/",
        "/journeybook/debrief/wall?",
        "/journeybook/debrief/wall;x",
        "/journeybook/debrief//wall",
    ),
    *("/journeybook/debrief/wall%00", "/journeybook/debrief/wall%0a", "/JOURNEYBOOK/DEBRIEF/WALL"),
    *(
        "/journeybook/debrief/static/../wall",
        "/journeybook/debrief/static/..%2fwall",
        "/journeybook/debrief/action/../wall",
    ),
    *(
        "/static/../../debrief.db",
        "/static/..%2f..%2fdebrief.db",
        "/files/..%2fdebrief.db",
        "/voila/files/..%2fdebrief.db",
    ),
    *("/voila/static/..%2f..%2fdebrief.db", "/login?next=/journeybook/debrief/wall", "/logout"),
    "http://127.0.0.1/journeybook/debrief/wall",
)
_OVERRIDES = (
    {"X-HTTP-Method-Override": "GET"},
    {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1"},
    {"X-Original-URL": "/journeybook/debrief/wall", "X-Rewrite-URL": "/journeybook/debrief/wall"},
    {"Authorization": "token "},
    {"Authorization": "Bearer null"},
    {"Authorization": "Basic dHJhaW5lcjo="},
    {"Cookie": "_xsrf=mine", "X-XSRFToken": "mine"},
)


@dataclass
class Debriefing:
    """A debrief in the middle of a class."""

    class_: ClassFolder
    store: Store
    server: Server
    votes_port: int
    voter: str
    """What a voter's cookie holds."""
    code: str
    """A slip that nobody has used yet."""
    round: int

    @property
    def port(self) -> int:
        return urlsplit(self.server.url).port or 0


@pytest.fixture(scope="module")
def debriefing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Debriefing]:
    """A debrief with hidden names and hidden votes, in which a card and the vote are being presented."""
    root = tmp_path_factory.mktemp("book")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOURNEYBOOK_HOME", str(root))
        class_ = make_class(root)
        address = serving.store_of(class_, "")
        with (
            VotersServer.start(serving.desk_of(class_), address, EXERCISE, "zh", address="127.0.0.1") as voters,
            serving.start(class_, EXERCISE, store=address, votes_port=voters.port) as server,
        ):
            store = Store.open(address)
            mine, other, code = voting.deal(store, 3)
            voter = voting.join(store, mine)
            trainer = {"Authorization": f"token {server.token}"}
            at = urlsplit(server.url).port or 0
            while not (found := json.loads(_ask(at, "GET", "/journeybook/debrief/clusters", trainer)[1])["clusters"]):
                pass
            # While names are shown, so that one is kept with the card.
            card = json.loads(_ask(at, "GET", "/journeybook/debrief/cards", trainer)[1])["cards"][0]
            items = json.loads(_ask(at, "GET", "/journeybook/debrief/presenter", trainer)[1])["items"]
            voted = next(one["id"] for one in items if one["screen"] == "votes")
            for name, fields in (
                ("spotlight", {"team": card["team"], "card": card["card"]}),
                ("agenda_show", {"item": voted}),
                ("names", {"hidden": True}),
            ):
                body = json.dumps(fields).encode()
                assert _ask(at, "POST", f"/journeybook/debrief/action/{name}", trainer, body)[0] == 200
            choices = [one["id"] for one in found if one["kind"] == "pain_point"][:2]
            opened = voting.open_round(store, EXERCISE, "pain_point", "?", choices, dots=5)
            voting.vote(store, voting.join(store, other), opened, {choices[0]: 5})
            voting.close_round(store, opened)
            yield Debriefing(class_, store, server, voters.port, voter, code, opened)
            store.close()


def _ask(
    port: int, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
) -> tuple[int, str]:
    """Return status and first bytes of an answer, whose end is not waited for where it streams."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(connection):
        connection.putrequest(method, path, skip_accept_encoding=True, skip_host="Host" in (headers or {}))
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        streams = answer.headers.get_content_type() == "text/event-stream"
        return answer.status, (answer.readline() if streams else answer.read()).decode(errors="replace")


def _secrets(debriefing: Debriefing) -> list[str]:
    """Return what a trainee may read nowhere."""
    return [*NAMES, debriefing.server.token, debriefing.store.secret(), 'result": {', "SQLite format"]


def test_a_voter_can_do_five_things(debriefing: Debriefing) -> None:
    """On the voters' server, is every way and method closed but the page, joining, looking, following, voting and
    waiting?"""
    ways = ["/", "/static/vote.js", "/static/vote.css", "/api/join", "/api/round", "/api/ballot"]
    ways += ["/api/presented", "/api/changes"]
    others = ["/api/", "/api/votes", "/api/voters", "/api/rounds/1", "/api/round/", "/static/", "/static/debrief.js"]
    typed = {"Content-Type": "application/json", "Cookie": f"{COOKIE}={debriefing.voter}"}
    secrets = _secrets(debriefing)
    allowed = {
        *((method, way) for method in ("GET", "HEAD") for way in ways[1:3]),
        *(("GET", way) for way in ("/", "/api/round", "/api/presented", "/api/changes")),
    }
    seen = set()
    for path in (*ways, *others, *_TRAINERS, *_JUPYTERS, *_TRICKS):
        for method in METHODS:
            body = b"{}" if method in ("POST", "PUT", "PATCH") else None
            status, text = _ask(debriefing.votes_port, method, path, typed, body)
            assert not [secret for secret in secrets if secret in text], (method, path)
            if status == 200:
                seen.add((method, path))
            else:
                assert status in {400, 404, 405, 501} or (method, path, status) == ("POST", "/api/join", 429), (
                    method,
                    path,
                )
    assert seen == allowed


def test_a_voter_sees_their_own_votes_alone(debriefing: Debriefing) -> None:
    """Is a round that is not revealed shown to a voter without a result, and without what the others gave?"""
    typed = {"Cookie": f"{COOKIE}={debriefing.voter}"}
    seen = json.loads(_ask(debriefing.votes_port, "GET", "/api/round", typed)[1])
    assert (seen["state"], seen["result"], seen["ballot"]) == ("closed", None, {})
    assert set(seen) == {"round", "kind", "question", "dots", "state", "seconds", "choices", "ballot", "result"}
    for other in ("?all=1", "?reveal=1", f"?round={debriefing.round}&voter=1", "?token=" + debriefing.voter):
        again = json.loads(_ask(debriefing.votes_port, "GET", f"/api/round{other}", typed)[1])
        assert {**again, "seconds": None} == {**seen, "seconds": None}


def test_following_gives_no_name_and_no_result_away(debriefing: Debriefing) -> None:
    """While a card and a vote that is not revealed are presented, does a phone get letters only, and no dot?"""
    typed = {"Cookie": f"{COOKIE}={debriefing.voter}"}
    for asked in ("", "?hidden=false", "?names=1", f"?round={debriefing.round}", "?reveal=1&team=" + quote(GROUPS[0])):
        status, text = _ask(debriefing.votes_port, "GET", f"/api/presented{asked}", typed)
        told = json.dumps(json.loads(text), ensure_ascii=False)
        assert status == 200
        assert not [one for one in (*_secrets(debriefing), *GROUPS) if one in told or one in text], asked
        seen = json.loads(text)
        assert set(seen) == {"item", "spotlight"}
        assert set(seen["item"]) == {"title", "number", "of", "screen", "seconds", "running"}
        assert seen["item"]["screen"] == "votes"
        letters = [t("debriefview.team", "zh", letter=chr(ord("A") + place)) for place in range(len(NAMES))]
        assert seen["spotlight"]["team"] in letters
        assert set(seen["spotlight"]) == {
            *("kind", "text", "stage", "severity", "emotion", "moment", "touchpoint", "lines", "evidence", "team")
        }
    for other in ({}, {"Cookie": f"{COOKIE}={debriefing.code}"}, {"Authorization": f"token {debriefing.voter}"}):
        status, text = _ask(debriefing.votes_port, "GET", "/api/presented", other)
        assert (status, set(json.loads(text))) == (401, {"error", "text"}), other


@pytest.mark.parametrize("path", [*_TRAINERS, *_JUPYTERS, *_TRICKS])
def test_the_trainers_server_knows_no_voter(debriefing: Debriefing, path: str) -> None:
    """On the trainer's server, does somebody with a voter's cookie, token or slip get nothing, by any method?"""
    secrets = _secrets(debriefing)
    before = debriefing.store.changes()[0]
    typed = {"Content-Type": "application/json", "X-XSRFToken": "mine"}
    who = [
        {"Cookie": f"{COOKIE}={debriefing.voter}; _xsrf=mine", **typed},
        {"Authorization": f"token {debriefing.voter}", **typed},
        {"Authorization": f"token {debriefing.code}", **typed},
    ]
    for method in METHODS:
        for headers in who if method in ("GET", "POST") else who[:1]:
            body = b'{"hidden": false}' if method in ("POST", "PUT", "PATCH") else None
            status, text = _ask(debriefing.port, method, path, headers, body)
            assert not [secret for secret in secrets if secret in text], (method, path)
            # All may see the login, with nothing on it, and ask which methods there are.
            harmless = path.startswith(("/login", "/logout")) or (method == "OPTIONS" and text == "")
            assert status != 200 or harmless, (method, path)
    assert debriefing.store.changes()[0] == before
    assert debriefing.server.alive()


def test_headers_open_nothing(debriefing: Debriefing) -> None:
    """Do headers that some servers trust open the trainer's view?"""
    for headers in _OVERRIDES:
        for path in ("/journeybook/debrief/wall", "/api/status", f"/journeybook/debrief/wall?token={debriefing.voter}"):
            status, text = _ask(debriefing.port, "GET", path, headers)
            assert status in {302, 403}, (headers, path)
            assert not [secret for secret in _secrets(debriefing) if secret in text]


def test_a_foreign_name_for_this_machine_opens_nothing(debriefing: Debriefing) -> None:
    """Is a page refused that a browser reached under another name, as when a name is made to lead here?"""
    headers = {"Host": "votes.example", "Authorization": f"token {debriefing.server.token}"}
    assert _ask(debriefing.port, "GET", "/journeybook/debrief/wall", headers)[0] == 403


def test_the_trainers_server_is_on_this_machine_alone(debriefing: Debriefing) -> None:
    """Does nothing of the trainer's server listen to the room's network?"""
    process = debriefing.server._process
    assert process is not None
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    listening = [one.laddr.ip for each in family for one in each.net_connections("tcp") if one.status == "LISTEN"]
    assert set(listening) == {"127.0.0.1"}


def test_no_other_account_reads_the_files(debriefing: Debriefing) -> None:
    """Are ballots and the trainer's token in files that nobody else on the machine may read?"""
    private = serving.desk_of(debriefing.class_) / ".journeybook"
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    stores = sorted(debriefing.class_.path.glob("debrief.db*"))
    assert stores
    assert {stat.S_IMODE(path.stat().st_mode) for path in stores} == {0o600}


def test_hidden_names_are_nowhere_in_the_views(debriefing: Debriefing) -> None:
    """On the projector, is a group only a letter and an id that says nothing, also to who knows the roster?"""
    trainer = {"Authorization": f"token {debriefing.server.token}"}
    found = {name: _ask(debriefing.port, "GET", f"/journeybook/debrief/{name}", trainer)[1] for name in _VIEWS}
    ids = {team["id"] for team in json.loads(found["wall"])["teams"]}
    assert len(ids) == len(NAMES)
    for name, text in found.items():
        told = json.loads(f'"{json.dumps(text)[1:-1]}"')
        assert not [one for one in (*GROUPS, *NAMES) if one in told or quote(one) in told], name
    assert json.loads(found["votes"])["rounds"][0]["result"] is None
