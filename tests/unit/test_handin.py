"""Does a hand-in reach the class, with nothing in it that does not belong there?"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from journeybook import handin
from journeybook.errors import HandInError

MAP = '{"format": "journeybook-map", "version": 1, "map": {}}'


@pytest.fixture
def exchange(tmp_path: Path) -> Path:
    """An exchange in which class ``c1`` has released ``01-mini``."""
    course = tmp_path / "exchange" / "c1"
    released = course / "outbound" / "01-mini"
    released.mkdir(parents=True)
    (course / "inbound").mkdir()
    (released / "01-mini.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    (released / "map.starter.json").write_text(MAP)
    return tmp_path / "exchange"


@pytest.fixture
def folder(tmp_path: Path, exchange: Path) -> Path:
    """The exercise on the desk of trainee ``anna``, with a map and answers."""
    desk = tmp_path / "work" / "anna"
    folder = desk / "exercises" / "01-mini"
    folder.mkdir(parents=True)
    member = handin.Membership("c1", "zh", "c1", "anna", exchange, desk / ".journeybook" / "cache")
    handin.write_membership(desk, member)
    (folder / "01-mini.ipynb").write_text('{"cells": []}')
    (folder / "map.journey.json").write_text(MAP)
    (folder / "answers.json").write_text('{"format": 1, "answers": {}}')
    return folder


def arrived(exchange: Path) -> list[Path]:
    return sorted((exchange / "c1" / "inbound").iterdir())


def refusal(folder: Path) -> str:
    with pytest.raises(HandInError) as caught:
        handin.hand_in(folder)
    assert caught.value.message("zh") != caught.value.message("en")
    return caught.value.key


def test_hand_in(folder: Path, exchange: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Do just the exercise's own files arrive, silently and without a change of the working directory?"""
    for name in ("map.journey.json.bak", "notes.txt", "exercise.toml"):
        (folder / name).write_text("x")
    (folder / "key").mkdir()
    before, now = Path.cwd(), datetime.now(UTC)
    receipt = handin.hand_in(folder)
    assert receipt.files == ("01-mini.ipynb", "answers.json", "map.journey.json")
    assert receipt.exercise == "01-mini"
    assert abs((receipt.time - now).total_seconds()) < 60
    (hand_in,) = arrived(exchange)
    assert hand_in.name.startswith("anna+01-mini+")
    secret_and_time = {"submission_secret.txt", "timestamp.txt"}
    assert {path.name for path in hand_in.iterdir()} == {*receipt.files, *secret_and_time}
    assert (hand_in / "map.journey.json").read_text() == MAP
    assert Path.cwd() == before
    assert capfd.readouterr() == ("", "")


def test_again(folder: Path, exchange: Path) -> None:
    """Can it be handed in again, and is the newest the last in order?"""
    first = handin.hand_in(folder)
    (folder / "map.journey.json").write_text(MAP + " ")
    second = handin.hand_in(folder)
    assert first.time < second.time
    assert [len((path / "map.journey.json").read_text()) for path in arrived(exchange)] == [len(MAP), len(MAP) + 1]


@pytest.mark.parametrize("damage", ["missing", "link", "huge"])
def test_notebook_is_no_matter(folder: Path, exchange: Path, damage: str) -> None:
    """If the notebook is gone, a link or swollen by outputs, does the released one go along instead?"""
    notebook = folder / "01-mini.ipynb"
    notebook.unlink()
    if damage == "link":
        notebook.symlink_to(folder / "map.journey.json")
    if damage == "huge":
        notebook.write_bytes(b" " * (handin.MAX_FILE_BYTES + 1))
    handin.hand_in(folder)
    (hand_in,) = arrived(exchange)
    assert json.loads((hand_in / "01-mini.ipynb").read_text())["nbformat"] == 4


def test_no_answers_yet(folder: Path, exchange: Path) -> None:
    """Is a map without answers enough?"""
    (folder / "answers.json").unlink()
    assert handin.hand_in(folder).files == ("01-mini.ipynb", "map.journey.json")


def test_the_future_map_goes_along(folder: Path, exchange: Path) -> None:
    """Is a future map handed in with the current one where there is one?"""
    (folder / "map.future.journey.json").write_text(MAP + "\n")
    assert "map.future.journey.json" in handin.hand_in(folder).files
    (hand_in,) = arrived(exchange)
    assert (hand_in / "map.future.journey.json").read_text() == MAP + "\n"


def test_no_map(folder: Path, exchange: Path) -> None:
    """Is a learner who has drawn nothing told so, and may an exercise without a map do without?"""
    (folder / "map.journey.json").unlink()
    assert refusal(folder) == "handin.no_map"
    assert arrived(exchange) == []
    (exchange / "c1" / "outbound" / "01-mini" / "map.starter.json").unlink()
    assert handin.hand_in(folder).files == ("01-mini.ipynb", "answers.json")


@pytest.mark.parametrize("kind", ["link", "folder", "dangling"])
def test_links_are_not_followed(folder: Path, exchange: Path, tmp_path: Path, kind: str) -> None:
    """Can nobody hand in another file of this machine by putting a link or a folder in the place of the map?"""
    journey_map = folder / "map.journey.json"
    journey_map.unlink()
    if kind == "folder":
        journey_map.mkdir()
    else:
        journey_map.symlink_to(tmp_path / "private.txt")
    if kind == "link":
        (tmp_path / "private.txt").write_text("private")
    assert refusal(folder) == "handin.not_regular"
    assert arrived(exchange) == []


def test_pipe_does_not_hang(folder: Path) -> None:
    """Is a pipe in the place of the answers refused at once?"""
    (folder / "answers.json").unlink()
    os.mkfifo(folder / "answers.json")
    assert refusal(folder) == "handin.not_regular"


def test_too_large(folder: Path) -> None:
    """Is a file beyond the limit refused with the limit in the sentence?"""
    (folder / "answers.json").write_bytes(b" " * (handin.MAX_FILE_BYTES + 1))
    with pytest.raises(HandInError, match="5 MB"):
        handin.hand_in(folder)


def test_no_class(tmp_path: Path) -> None:
    """Is a learner without a class told how to join one?"""
    assert handin.membership(tmp_path) is None
    assert refusal(tmp_path) == "handin.no_class"


def test_not_released(folder: Path, exchange: Path) -> None:
    """Is an exercise that the class has not released refused?"""
    released = exchange / "c1" / "outbound" / "01-mini"
    released.rename(released.with_name("02-other"))
    assert refusal(folder) == "handin.not_released"


def test_no_exchange(folder: Path, exchange: Path) -> None:
    """Is an exchange that has gone reported?"""
    exchange.rename(exchange.with_name("gone"))
    assert refusal(folder) == "handin.no_exchange"


def test_windows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a learner on Windows told, before nbgrader says it in its own words?"""
    monkeypatch.setattr(sys, "platform", "win32")
    assert refusal(folder) == "handin.windows"


def test_exchange_full(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a full disk end in a sentence?"""
    from nbgrader.exchange.default import ExchangeSubmit

    def full(self: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ExchangeSubmit, "start", full)
    with pytest.raises(HandInError, match="No space left"):
        handin.hand_in(folder)


@pytest.mark.parametrize(
    "record", ["", "{}", "[]", '{"format": 2}', '{"format": 1, "lang": "fr"}', '{"format": 1, "lang": "zh"}']
)
def test_broken_membership(folder: Path, record: str) -> None:
    """Is a damaged record of the class reported, and not taken for no class at all?"""
    (folder.parents[1] / ".journeybook" / "class.json").write_text(record)
    assert refusal(folder) == "handin.broken_membership"


def test_workbook_may_move(folder: Path, exchange: Path, tmp_path: Path) -> None:
    """Does a desk still find its class after both moved together?"""
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    for name in ("work", "exchange"):
        (tmp_path / name).rename(moved / name)
    member = handin.membership(moved / "work" / "anna" / "exercises" / "01-mini")
    assert member is not None
    assert member.exchange == moved / "exchange"
    assert (member.trainee, member.lang) == ("anna", "zh")


def test_second_names(tmp_path: Path) -> None:
    """Is a second name of somebody else's file refused, and one's own file taken however many names others gave it?"""
    path = tmp_path / "map.journey.json"
    path.write_text("{}")
    mine = path.stat().st_uid
    assert handin.read_regular(path, owner=mine + 1) == b"{}"
    (tmp_path / "link").hardlink_to(path)
    assert handin.read_regular(path, owner=mine) == b"{}"
    assert handin.read_regular(path) == b"{}"
    with pytest.raises(handin.RefusedFileError, match="hard_link"):
        handin.read_regular(path, owner=mine + 1)
