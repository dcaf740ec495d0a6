"""Does the board pass edits on, save them, and keep every version that somebody drew?"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Doc, Map

from journeybook import mapfile, overlaywatch, saver
from journeybook.board import Board, Pair
from journeybook.document import MapDocument
from journeybook.errors import CaseError, MapFileError
from journeybook.factsource import beside_loop
from journeybook.model import JourneyMap, Kind, Persona, Stage, Touchpoint
from journeybook.sharing import openmap
from journeybook.sharing.peer import Standing

STARTER = JourneyMap(
    stages=(Stage(id="stage-1", name="购买"),),
    touchpoints=(Touchpoint(id="touchpoint-1", stage="stage-1", name="结账"),),
)


@pytest.fixture(autouse=True)
def closed_maps() -> Iterator[None]:
    """Let each test begin with no open map."""
    yield
    openmap.close_all()


class Browser:
    """The browser's end: a peer document and what the kernel sent."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.sent: list[tuple[str, list[bytes]]] = []
        self.said: list[dict[str, Any]] = []
        board.send = self._hear
        self.doc: Doc[Any] = Doc()
        self.cards: Map[Any] = self.doc.get("cards", type=Map)

    def _hear(self, content: dict[str, Any], buffers: Any = ()) -> None:
        self.said.append(content)
        self.sent.append((content["type"], list(buffers)))

    def ask(self, kind: str) -> None:
        self.board._receive(self.board, {"type": kind}, [])

    def hello(self) -> None:
        self.board._receive(self.board, {"type": "hello"}, [self.doc.get_state()])
        kind, (update, state) = self.sent.pop()
        assert kind == "sync"
        self.doc.apply_update(update)
        self.kernel_state = state

    def send(self) -> None:
        update = self.doc.get_update(self.board.open_map.document.state())
        self.board._receive(self.board, {"type": "update"}, [memoryview(update)])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "map.journey.json"


def test_an_edit_reaches_the_file_after_the_rest(path: Path) -> None:
    """Is an edit saved by itself, said to be saved, and nothing written before the first edit?"""

    async def scene() -> None:
        board = Board(path, lang="zh", starter=STARTER)
        browser = Browser(board)
        browser.hello()
        assert not path.exists()
        browser.cards["touchpoint-1"]["emotion"] = -2
        browser.send()
        assert board.status["state"] == "saving"
        assert not path.exists()
        await asyncio.sleep(saver.REST + 0.1)
        assert board.status["state"] == "saved"
        assert mapfile.read(path).touchpoints[0].emotion == -2

    asyncio.run(scene())


def test_steady_edits_are_saved_on_the_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the map saved while somebody types without a pause?"""
    monkeypatch.setattr(saver, "LONGEST_WAIT", 0.15)

    async def scene() -> None:
        browser = Browser(Board(path, lang="zh", starter=STARTER))
        browser.hello()
        saved_at = None
        for n in range(20):
            browser.cards["touchpoint-1"]["emotion"] = n % 3
            browser.send()
            await asyncio.sleep(0.02)
            if path.exists() and saved_at is None:
                saved_at = n
        assert saved_at is not None

    asyncio.run(scene())


def test_an_update_that_changes_nothing_is_answered(path: Path) -> None:
    """Does a browser that sends what the kernel has already hear back, so that it does not call the kernel silent?"""

    async def scene() -> None:
        board = Board(path, lang="zh", starter=STARTER)
        browser = Browser(board)
        browser.hello()
        browser.cards["touchpoint-1"]["emotion"] = 2
        browser.send()
        browser.sent.clear()
        board._receive(board, {"type": "update", "number": 7}, [browser.doc.get_update(browser.kernel_state)])
        assert browser.sent == [("taken", [])]

    asyncio.run(scene())


def test_two_boards_of_one_file_share_it(path: Path) -> None:
    """Does a second board of the same kernel hear the first one's edits at once?"""

    async def scene() -> None:
        one, two = (Browser(Board(path, lang="zh", starter=STARTER)) for _ in range(2))
        one.hello()
        two.hello()
        one.cards["touchpoint-1"]["emotion"] = 2
        one.send()
        kind, (update,) = two.sent[-1]  # what one sent was taken from one alone
        two.doc.apply_update(update)
        assert (kind, two.cards["touchpoint-1"]["emotion"]) == ("update", 2)

    asyncio.run(scene())


def test_a_closed_board_hears_nothing_and_has_saved(path: Path) -> None:
    """Does closing save what is waiting and take the board's listeners away?"""

    async def scene() -> None:
        board = Board(path, lang="zh", starter=STARTER)
        browser = Browser(board)
        browser.hello()
        browser.cards["touchpoint-1"]["emotion"] = 1
        browser.send()
        board.close()
        assert mapfile.read(path).touchpoints[0].emotion == 1
        assert board.open_map.listeners == []
        browser.sent.clear()
        other = Browser(Board(path, lang="zh", starter=STARTER))
        other.hello()
        other.cards["touchpoint-1"]["emotion"] = 0
        other.send()
        assert browser.sent == []

    asyncio.run(scene())


def test_another_window_is_not_overwritten(path: Path) -> None:
    """If another program has changed the file, do both versions survive and does the reader hear of it?"""

    async def scene() -> None:
        mapfile.write(path, STARTER)
        board = Board(path, lang="en", starter=STARTER)
        browser = Browser(board)
        browser.hello()
        theirs = STARTER.model_copy(update={"persona": Persona(name="other window")})
        mapfile.write(path, theirs)
        for emotion in (-1, -2):
            browser.cards["touchpoint-1"]["emotion"] = emotion
            browser.send()
            board.open_map.flush()
        assert mapfile.read(path) == theirs
        assert mapfile.read(path.with_name("map.other-1.journey.json")).touchpoints[0].emotion == -2
        assert board.status["state"] == "error"
        assert "map.other-1.journey.json" in board.status["message"]

    asyncio.run(scene())


def test_a_file_damaged_meanwhile_is_left_alone(path: Path) -> None:
    """Is a file that broke while the board was open kept for rescue, with the board's map saved beside it?"""

    async def scene() -> None:
        mapfile.write(path, STARTER)
        board = Board(path, lang="en", starter=STARTER)
        browser = Browser(board)
        browser.hello()
        path.write_bytes(b"{broken")
        browser.cards["touchpoint-1"]["emotion"] = -1
        browser.send()
        board.open_map.flush()
        assert path.read_bytes() == b"{broken"
        assert mapfile.read(path.with_name("map.other-1.journey.json")).touchpoints[0].emotion == -1

    asyncio.run(scene())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_map_against_the_rules_is_not_saved(path: Path, lang: str) -> None:
    """Does a value outside the model show an error in the reader's language and leave the file as it was?"""

    async def scene() -> None:
        mapfile.write(path, STARTER)
        board = Board(path, lang=lang, starter=STARTER)
        browser = Browser(board)
        browser.hello()
        browser.cards["touchpoint-1"]["emotion"] = 9
        browser.send()
        board.open_map.flush()
        assert board.status["state"] == "error"
        assert {"zh": "不大于 2", "en": "at most 2"}[lang] in board.status["message"]
        assert mapfile.read(path) == STARTER

    asyncio.run(scene())


def test_outside_a_kernel_an_edit_is_saved_at_once(path: Path) -> None:
    """Is an edit saved where no event loop runs that could wait for the next one?"""
    browser = Browser(Board(path, lang="zh", starter=STARTER))
    browser.hello()
    browser.cards["touchpoint-1"]["emotion"] = 1
    browser.send()
    assert mapfile.read(path).touchpoints[0].emotion == 1


def test_an_edit_is_taken_only_once_it_is_being_saved(path: Path) -> None:
    """Does the status speak of an edit before the browser hears that it was taken?"""

    async def scene() -> None:
        board = Board(path, lang="zh", starter=STARTER)
        browser = Browser(board)
        browser.hello()
        states: list[str] = []
        board.send = lambda content, buffers=(): states.append(f"{content['type']} {board.status['state']}")
        browser.cards["touchpoint-1"]["emotion"] = -1
        browser.send()
        assert states[-1] == "taken saving"

    asyncio.run(scene())


def test_the_answer_names_the_update(path: Path) -> None:
    """Does the browser hear which of its updates was taken?"""
    board = Board(path, lang="zh", starter=STARTER)
    browser = Browser(board)
    browser.hello()
    answers: list[Any] = []
    board.send = lambda content, buffers=(): answers.append(content)
    board._receive(board, {"type": "update", "number": 7}, [browser.doc.get_update(browser.kernel_state)])
    assert answers[-1] == {"type": "taken", "number": 7}


def test_saved_is_never_said_of_an_edit_that_came_while_the_file_was_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Does an edit that another thread takes during a save leave the status at "saving", not at "saved"?"""
    board = Board(path, lang="zh", starter=STARTER)
    browser = Browser(board)
    browser.hello()
    states: list[str] = []
    board.observe(lambda change: states.append(change["new"]["state"]), names="status")
    write, loop = mapfile.write, asyncio.new_event_loop()
    threads: list[threading.Thread] = []

    async def edit() -> None:
        browser.cards["touchpoint-1"]["emotion"] = -2
        browser.send()

    def write_while_another_thread_edits(*args: Any) -> None:
        if not threads:
            threads.append(threading.Thread(target=loop.run_until_complete, args=(edit(),)))
            threads[0].start()
            threads[0].join(0.3)  # without a lock the edit is taken within this time
        write(*args)

    monkeypatch.setattr(mapfile, "write", write_while_another_thread_edits)
    browser.cards["touchpoint-1"]["emotion"] = 1
    browser.send()
    threads[0].join()
    loop.close()
    assert states[-2:] == ["saved", "saving"]


def test_a_cell_may_read_the_map_while_edits_come_in(path: Path) -> None:
    """Do edits in one thread and reading in another get along, also where the threads change in mid-edit?"""
    board = Board(path, lang="zh", starter=STARTER)
    browser = Browser(board)
    browser.hello()
    document, done = board.open_map.document, threading.Event()
    never = threading.Event()
    board.send = lambda content, buffers=(): never.wait(0.001)  # called within the edit: lets the other thread run
    errors: list[Exception] = []

    def edit() -> None:
        try:
            for n in range(100):
                browser.cards["touchpoint-1"]["emotion"] = n % 3
                document.apply(browser.doc.get_update(browser.kernel_state))
        except Exception as error:
            errors.append(error)
        finally:
            done.set()

    thread = threading.Thread(target=edit)
    thread.start()
    while not done.is_set():
        assert document.to_map().touchpoints[0].emotion in range(-2, 3)
        document.state()
    thread.join()
    assert errors == []


@pytest.mark.parametrize("message", [None, 7, {}, {"type": "update"}, {"type": "x"}, {"type": "hello"}])
def test_senseless_messages_change_nothing(path: Path, message: Any) -> None:
    """Do messages that make no sense leave map and board working?"""

    async def scene() -> None:
        board = Board(path, lang="zh", starter=STARTER)
        browser = Browser(board)
        board._receive(board, message, [b"\xff\xff\xff\xff"] if message else [])
        browser.hello()
        assert board.open_map.document.to_map() == STARTER

    asyncio.run(scene())


def test_a_readonly_board_takes_no_edit(path: Path) -> None:
    """Does a board that is only shown refuse edits?"""

    async def scene() -> None:
        board = Board(path, lang="zh", starter=STARTER, readonly=True)
        browser = Browser(board)
        browser.hello()
        browser.cards["touchpoint-1"]["emotion"] = 2
        browser.send()
        assert board.open_map.document.to_map() == STARTER

    asyncio.run(scene())


def test_other_maps_are_told_when_the_browser_asks(path: Path) -> None:
    """Are the folder's other maps in the trait once the browser asked, and does each map have a key of its own?"""

    async def scene() -> None:
        board = Board(path, lang="zh", starter=STARTER)
        browser = Browser(board)
        mapfile.write(path.with_name("chen.journey.json"), STARTER)
        assert board.overlays == []
        browser.ask("overlays")
        assert [overlay["file"] for overlay in board.overlays] == ["chen.journey.json"]
        other = Board(path.with_name("chen.journey.json"), lang="zh")
        assert len({board.map_key, other.map_key, ""}) == 3

    asyncio.run(scene())


def test_a_closed_board_watches_no_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a change of another map told while the browser looks, and not after the board was closed?"""
    monkeypatch.setattr(overlaywatch, "PERIOD", 0.01)
    told: asyncio.Queue[int] = asyncio.Queue()

    async def scene() -> None:
        board = Board(path, lang="zh", starter=STARTER)
        board.observe(lambda change: told.put_nowait(len(change["new"])), names="overlays")
        Browser(board).ask("overlays")
        mapfile.write(path.with_name("chen.journey.json"), STARTER)
        async with asyncio.timeout(10):
            assert await told.get() == 1
        board.close()
        mapfile.write(path.with_name("fang.journey.json"), STARTER)
        await asyncio.sleep(0.1)
        assert told.empty()

    asyncio.run(scene())


def test_one_of_a_pair_asks_for_the_other(path: Path) -> None:
    """Does a board of a pair say which it is and pass the switch on, and does one on its own take no such message?"""
    mapfile.write(path, STARTER)
    asked: list[Kind] = []
    board = Board(path, lang="zh", pair=Pair(Kind.FUTURE, "current.journey.json", asked.append))
    assert board.pair == {"side": "future", "other": "current.journey.json"}
    assert board.open_map.document.to_map().kind == Kind.FUTURE
    assert mapfile.read(path).kind == Kind.CURRENT
    browser = Browser(board)
    browser.ask("show_current")
    browser.ask("show_future")
    browser.ask("show_past")
    assert asked == [Kind.CURRENT, Kind.FUTURE]
    alone = Browser(Board(path.with_name("alone.journey.json"), lang="zh"))
    alone.ask("show_future")
    assert (alone.board.pair, alone.said, alone.board.status["state"]) == ({}, [], "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_future_map_is_copied_once_and_never_over_another(path: Path, lang: str) -> None:
    """Is the map as it stands copied, said to be so, listed, and left alone at the second try?"""

    async def scene() -> None:
        browser = Browser(Board(path, lang=lang, starter=STARTER))
        browser.hello()
        browser.cards["touchpoint-1"]["emotion"] = 2
        browser.send()
        browser.ask("copy_future")
        future = path.with_name("map.future.journey.json")
        assert browser.said[-1] == {"type": "copied", "state": "made", "file": future.name, "message": ""}
        assert (mapfile.read(future).kind, mapfile.read(future).touchpoints[0].emotion) == ("future", 2)
        assert [overlay["file"] for overlay in browser.board.overlays] == [future.name]
        future.write_bytes(b"{broken")
        browser.ask("copy_future")
        assert browser.said[-1]["state"] == "exists"
        assert future.read_bytes() == b"{broken"
        future.unlink()
        browser.cards["touchpoint-1"]["emotion"] = 9
        browser.send()
        browser.ask("copy_future")
        assert browser.said[-1]["state"] == "error"
        assert {"zh": "不大于 2", "en": "at most 2"}[lang] in browser.said[-1]["message"]
        assert not future.exists()

    asyncio.run(scene())


def test_a_readonly_board_copies_nothing(path: Path) -> None:
    """Does a board that is only shown write no future map?"""
    browser = Browser(Board(path, lang="zh", starter=STARTER, readonly=True))
    browser.ask("copy_future")
    assert (browser.said, list(path.parent.iterdir())) == ([], [])


def test_a_broken_file_is_said_at_opening(path: Path) -> None:
    """Does a board refuse to open a broken file instead of starting an empty map over it?"""
    path.write_bytes(b"{broken")
    with pytest.raises(MapFileError):
        Board(path, lang="zh", starter=STARTER)


def test_facts_come_when_they_are_asked_for(path: Path) -> None:
    """Are the case's facts worked out once for each language, at the first request, and their lack said?"""
    asked: list[str] = []

    def facts(lang: str) -> list[dict[str, Any]]:
        asked.append(lang)
        return [{"code": "till", "name": lang}]

    board = Board(path, lang="zh", starter=STARTER, facts=facts)
    told: list[dict[str, Any]] = []
    board.send = lambda content, buffers=(): told.append(content)
    assert asked == []
    for lang in ("zh", "zh", "en"):
        board.lang = lang
        board._receive(board, {"type": "facts"}, [])
    assert asked == ["zh", "en"]
    assert told[0] == {"type": "facts", "lang": "zh", "state": "ready", "touchpoints": [{"code": "till", "name": "zh"}]}
    assert told[2]["touchpoints"][0]["name"] == "en"


def test_a_board_without_facts_says_so(path: Path) -> None:
    """Does a board without a case answer, and one with a damaged case say what is wrong in the reader's language?"""

    def broken(lang: str) -> list[dict[str, Any]]:
        raise CaseError("cases.missing_file", file="surveys.csv", name="small")

    for facts, state in ((None, "none"), (broken, "error")):
        board = Board(path, lang="zh", starter=STARTER, facts=facts)
        told: list[dict[str, Any]] = []
        board.send = lambda content, buffers=(), told=told: told.append(content)
        board._receive(board, {"type": "facts"}, [])
        assert (told[0]["type"], told[0]["state"]) == ("facts", state)
    assert "surveys.csv" in told[0]["message"]


def test_checks_follow_each_save_and_the_language(path: Path) -> None:
    """Is the map judged at opening, after each save and when the language changes, and not when it breaks a rule?"""

    def judge(journey_map: JourneyMap, lang: str) -> dict[str, Any]:
        return {"findings": [], "seen": [journey_map.touchpoints[0].emotion, lang]}

    async def scene() -> None:
        board = Board(path, lang="zh", starter=STARTER, checks=judge)
        browser = Browser(board)
        browser.hello()
        assert board.checks["seen"] == [None, "zh"]
        browser.cards["touchpoint-1"]["emotion"] = -2
        browser.send()
        assert board.checks["seen"] == [None, "zh"]
        board.open_map.flush()
        assert board.checks["seen"] == [-2, "zh"]
        board.lang = "en"
        assert board.checks["seen"] == [-2, "en"]
        browser.cards["touchpoint-1"]["emotion"] = 9
        browser.send()
        board.open_map.flush()
        assert board.status["state"] == "error"
        assert board.checks["seen"] == [-2, "en"]

    asyncio.run(scene())


def test_what_checks_need_is_prepared_beside_the_loop(path: Path) -> None:
    """Is it prepared once, in another thread, when a browser first shows the board, and the map judged again then?"""
    go_on, threads = threading.Event(), []

    def prepare() -> None:
        threads.append(threading.get_ident())
        assert go_on.wait(10)

    async def scene() -> None:
        judged = asyncio.Event()

        def judge(*_: Any) -> dict[str, Any]:
            if threads:
                judged.set()
            return {"findings": [], "later": len(threads)}

        board = Board(path, lang="en", starter=STARTER, checks=judge, prepare=prepare)
        assert threads == []
        Browser(board).hello()
        Browser(board).hello()
        # Only a loop that is not held up comes to this line.
        assert board.checks["later"] == 0
        go_on.set()
        async with asyncio.timeout(10):
            await judged.wait()
        assert board.checks["later"] == len(threads) == 1
        assert threads != [threading.get_ident()]

    asyncio.run(scene())


def test_checks_without_what_they_need_stay_as_they_are(path: Path) -> None:
    """Does a preparation that fails, or that no loop waits for, leave the board working?"""
    ran = []

    def prepare() -> None:
        ran.append(True)
        raise RuntimeError("no data")

    async def scene() -> None:
        board = Board(path, lang="en", starter=STARTER, checks=lambda *_: {"findings": []}, prepare=prepare)
        browser = Browser(board)
        browser.hello()
        beside_loop(lambda: None, browser_done.set)
        async with asyncio.timeout(10):
            await browser_done.wait()
        assert (ran, board.checks) == ([True], {"findings": []})

    browser_done = asyncio.Event()
    asyncio.run(scene())
    board = Board(path, lang="en", starter=STARTER, checks=lambda *_: {"findings": []}, prepare=prepare)
    board._receive(board, {"type": "hello"}, [])
    assert ran == [True]


class _Peer:
    """A line to a room that the test moves."""

    def __init__(self) -> None:
        self.standing = Standing.CONNECTED
        self.people: list[dict[str, Any]] = []
        self.you = 0
        self.said: list[tuple[str, str]] = []

    def look(self, _: object, editing: str) -> None:
        self.said.append(("look", editing))

    def leave(self, _: object) -> None:
        self.said.append(("leave", ""))


@pytest.fixture
def shared(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Board, _Peer]:
    """Return a board on a map that a group shares, and the line to its room."""
    opened = openmap.open_map(path, STARTER)
    peer = _Peer()
    monkeypatch.setattr(opened, "peer", peer)
    monkeypatch.setattr(opened, "set_aside", "map.own-1.journey.json")
    return Board(path, lang="en", starter=STARTER), peer


def test_the_room_is_shown(shared: tuple[Board, _Peer]) -> None:
    """Does the board say how the map stands with the group and who is there, and nothing where there is no room?"""
    board, peer = shared
    assert board.room["state"] == "connected"
    assert "map.own-1.journey.json" in board.room["aside"]
    peer.people = [{"number": 0, "name": "Anna", "trainer": False, "colour": 0, "editing": []}]
    peer.standing = Standing.OFFLINE
    board.open_map._tell("room")
    assert (board.room["state"], board.room["people"]) == ("offline", peer.people)
    peer.standing = Standing.ALONE
    board.open_map._tell("room")
    assert board.room == {}


@pytest.mark.parametrize(("lang", "words"), [("en", "could not be stored"), ("zh", "存不进")])
def test_what_the_group_does_not_have_is_not_called_saved(shared: tuple[Board, _Peer], lang: str, words: str) -> None:
    """Where the room cannot write, is that said in the reader's language instead of "saved", until it can?"""
    board, peer = shared
    board.lang = lang
    peer.standing = Standing.NOT_STORED
    board.open_map._tell("saved")
    assert board.status["state"] == "error"
    assert words in board.status["message"]
    peer.standing = Standing.CONNECTED
    board.open_map._tell("room")
    assert (board.status["state"], board.status["message"]) == ("saved", "")


def test_where_the_browser_is_goes_to_the_room(shared: tuple[Board, _Peer]) -> None:
    """Does the room hear that somebody looks and what they edit, that they have gone, and nothing of nonsense?"""
    board, peer = shared
    for content in ({"here": True, "editing": "touchpoint-1"}, {"here": True, "editing": 7}, {"here": "yes"}):
        board._receive(board, {"type": "here"} | content, [])
    board.close()
    assert peer.said == [("look", "touchpoint-1"), ("look", ""), ("leave", ""), ("leave", "")]


def test_what_a_room_says_goes_out_where_the_browser_spoke(path: Path) -> None:
    """Is an edit of somebody else sent in the context of the browser's last message, whatever thread brings it?"""
    variable: contextvars.ContextVar[str] = contextvars.ContextVar("loop", default="none")
    board = Board(path, lang="zh", starter=STARTER)
    browser = Browser(board)
    variable.set("front end")
    browser.hello()
    variable.set("cell")
    seen: list[str] = []
    board.send = lambda content, buffers=(): seen.append(variable.get())
    other = MapDocument(STARTER.model_copy(update={"persona": Persona(name="x")}))
    thread = threading.Thread(target=board.open_map.document.apply, args=(other.updates_since(b""),))
    thread.start()
    thread.join()
    assert seen == ["front end"]
