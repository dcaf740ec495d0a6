"""Does a board hand out its map in every format, and take in files without harm to the map or to edits meanwhile?"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from exercise_folders import solved_map
from hostile import hostile_map

from journeybook import boardfiles, mapfile
from journeybook.board import Board
from journeybook.formats import convert
from journeybook.i18n import LANGUAGES
from journeybook.model import JourneyMap, Stage
from journeybook.sharing import openmap

STARTER = JourneyMap(stages=(Stage(id="stage-1", name="购买"),))


@pytest.fixture(autouse=True)
def closed_maps() -> Iterator[None]:
    """Let each test begin with no open map."""
    yield
    openmap.close_all()


class Asked:
    """A board, and what it answers."""

    def __init__(self, path: Path, lang: str = "en", starter: JourneyMap = STARTER, **traits: Any) -> None:
        self.board = Board(path, lang=lang, starter=starter, **traits)
        self.answers: list[tuple[dict[str, Any], list[bytes]]] = []
        self.board.send = lambda content, buffers=(): self.answers.append((content, list(buffers)))

    def ask(self, payload: bytes | None = None, **content: Any) -> tuple[dict[str, Any], list[bytes]]:
        """Return the answer to a message that is asked where no loop runs."""
        self.board._receive(self.board, content, [] if payload is None else [memoryview(payload)])
        return self.answers.pop()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "map.journey.json"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["json", "csv", "html", "markdown", "pptx", "svg"])
def test_the_map_goes_out(name: str, lang: str, path: Path) -> None:
    """Is the file what the command would write, with its losses in the reader's language?"""
    asked = Asked(path, lang, solved_map(lang))
    answer, (raw,) = asked.ask(type="export", format=name, number=7)
    assert (answer["type"], answer["state"], answer["number"]) == ("exported", "ready", 7)
    wanted, losses = convert.dump(solved_map(lang), f"map{answer['suffix']}", lang)
    if name != "pptx":
        assert raw == wanted
    assert bool(answer["losses"]) == bool(losses)
    assert all(line.strip() and "{" not in line for line in answer["losses"])
    assert any("旅程图" in line for line in answer["losses"]) == (lang == "zh" and name not in {"json", "csv"})


def test_a_pdf_has_the_paper_that_is_asked_for(path: Path) -> None:
    """Is a poster a poster, and paper that makes no sense an error and not a crash?"""
    asked = Asked(path)
    answer, (raw,) = asked.ask(type="export", format="pdf", paper="A1", number=1)
    assert b"2383.94 1683.78" in raw
    for paper in ("A2", "../../x"):
        answer, buffers = asked.ask(type="export", format="pdf", paper=paper, number=1)
        assert (answer["state"], buffers) == ("error", [])
        assert "A4" in answer["message"]


@pytest.mark.parametrize("wanted", [None, "", "exe", "../../etc/passwd", 3, ["pdf"], "xes"])
def test_a_format_that_is_not_offered(wanted: Any, path: Path) -> None:
    """Is a format that nobody writes an answer with a sentence?"""
    answer, buffers = Asked(path).ask(type="export", format=wanted, number=1)
    assert (answer["state"], buffers) == ("error", [])
    assert answer["message"]


def test_a_file_comes_in_and_changes_nothing(path: Path) -> None:
    """Is a file's map handed to the browser, with what has no place on it, and the board's own left alone?"""
    asked = Asked(path)
    raw, _ = convert.dump(solved_map("en"), "map.csv", "en")
    answer, buffers = asked.ask(raw, type="import", name="C:\\maps\\my map.csv", number=3)
    assert (answer["type"], answer["state"], answer["number"], buffers) == ("imported", "ready", 3, [])
    assert JourneyMap.parse(answer["map"]).touchpoints[0].name == solved_map("en").touchpoints[0].name
    assert asked.board.open_map.document.to_map() == STARTER
    assert not path.exists()


def test_a_board_that_is_only_read_takes_no_file(path: Path) -> None:
    """Is nothing answered where nothing may be changed, while the map still goes out?"""
    asked = Asked(path, readonly=True)
    with pytest.raises(IndexError):
        asked.ask(b"x", type="import", name="a.csv", number=1)
    assert asked.ask(type="export", format="csv", number=2)[0]["state"] == "ready"


@pytest.mark.parametrize(
    ("name", "payload", "says"),
    [
        ("a.csv", b"", "empty"),
        ("a.xlsx", b"not a workbook", "not a file of the kind"),
        ("a.json", b"PK\x03\x04 a zip", "content"),
        ("a.exe", b"MZ", "No format"),
        ("", b"x", "No format"),
        ("a.png", b"\x89PNG", "no map can be read"),
        ("../../../etc/cron.d/x.csv", b"\x00\x01\x02", "x.csv"),
        ("x" * 5000 + ".json", b"{", ".json"),
        ("\x00\n.json", b"{", ".json"),
    ],
)
def test_what_is_wrong_is_said(name: str, payload: bytes, says: str, path: Path) -> None:
    """Is each file that cannot be read refused in a sentence that says why, and no trace left?"""
    before = sorted(path.parent.iterdir())
    answer, _ = Asked(path).ask(payload, type="import", name=name, number=1)
    assert answer["state"] == "error"
    assert says in answer["message"]
    assert "Traceback" not in answer["message"]
    assert sorted(path.parent.iterdir()) == before


def test_large_files_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a file that is too large refused, and a map that is too large for one edit?"""
    monkeypatch.setattr(boardfiles, "MOST_BYTES", 1000)
    answer, _ = Asked(path).ask(b"x" * 1001, type="import", name="a.csv", number=1)
    assert answer["state"] == "error"
    monkeypatch.undo()
    monkeypatch.setattr(boardfiles, "_MOST_JSON", 100)
    raw = mapfile.dump(solved_map("en")).encode()
    answer, _ = Asked(path).ask(raw, type="import", name="a.json", number=1)
    assert answer["state"] == "error"


def test_a_mistake_of_ours_is_an_answer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does somebody who waits for a file hear of a failure that nobody foresaw?"""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(convert, "dump", broken)
    answer, _ = Asked(path).ask(type="export", format="csv", number=1)
    assert answer["state"] == "error"
    assert "boom" in answer["message"]


def test_hostile_maps_go_through(path: Path) -> None:
    """Does a map full of attacks come out and in again letter by letter?"""
    asked = Asked(path, starter=hostile_map())
    _, (raw,) = asked.ask(type="export", format="json", number=1)
    answer, _ = asked.ask(raw, type="import", name="a.journey.json", number=2)
    assert JourneyMap.parse(json.loads(json.dumps(answer["map"]))) == hostile_map()


def test_edits_are_taken_while_a_file_is_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does making a file leave the kernel's loop free, and is the answer sent in that loop?"""
    held, threads = threading.Event(), []
    made = convert.dump

    def slow(*given: Any, **options: Any) -> Any:
        threads.append(threading.current_thread())
        held.wait(10)
        return made(*given, **options)

    monkeypatch.setattr(convert, "dump", slow)

    async def scene() -> None:
        asked = Asked(path)
        sent_from = []
        asked.board.send = lambda content, buffers=(): sent_from.append(threading.current_thread())
        asked.board._receive(asked.board, {"type": "export", "format": "csv", "number": 1}, [])
        # The loop goes round while the other thread waits.
        for _ in range(5):
            await asyncio.sleep(0.01)
        assert sent_from == []
        held.set()
        until = time.monotonic() + 10
        while not sent_from and time.monotonic() < until:
            await asyncio.sleep(0.01)
        assert sent_from == [threading.main_thread()]
        assert threads != [threading.main_thread()]

    asyncio.run(scene())


def test_what_a_board_offers(path: Path) -> None:
    """Is every format that is written offered, and every suffix that is read?"""
    formats = Asked(path).board.formats
    assert {"pdf", "pptx", "html", "markdown", "xlsx", "csv", "mermaid", "json"} <= set(formats["writes"])
    assert {".xlsx", ".csv", ".mmd", ".journey.json"} <= set(formats["reads"])
    assert ".pdf" not in formats["reads"]
