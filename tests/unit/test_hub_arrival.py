"""Does what trainees hand in through their letterboxes reach the exchange, and only what is theirs and whole?"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from journeybook.classroom.folder import ClassFolder
from journeybook.classroom.hub import arrival
from journeybook.classroom.hub.settings import letterbox

STAMP = "2026-11-29 08:00:00.000000 UTC"


@pytest.fixture
def class_(tmp_path: Path) -> ClassFolder:
    """Return a class with letterboxes for two trainees."""
    made = ClassFolder(tmp_path / "spring", "spring", "en")
    made.inbound.mkdir(parents=True)
    for trainee in ("anna", "bo"):
        letterbox(made, trainee).mkdir(parents=True)
    return made


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look from a moment in which everything has been quiet."""
    monkeypatch.setattr(arrival.time, "time", lambda now=time.time: now() + 10)


def put(class_: ClassFolder, box: str, name: str, *, done: bool = True) -> Path:
    """Leave a hand-in in a letterbox."""
    folder = letterbox(class_, box) / f"{name}+01-map+{STAMP}"
    folder.mkdir()
    (folder / "map.journey.json").write_text("{}", encoding="utf-8")
    if done:
        (folder / "timestamp.txt").write_text(STAMP, encoding="utf-8")
    return folder


def there(class_: ClassFolder) -> list[str]:
    """Return whose hand-ins lie in the exchange."""
    return sorted(path.name.partition("+")[0] for path in class_.inbound.iterdir())


def test_a_hand_in_goes_on_whole(class_: ClassFolder) -> None:
    """Does a finished hand-in leave the letterbox, with its files, once?"""
    put(class_, "anna", "anna")

    assert arrival.bring(class_) == [f"anna+01-map+{STAMP}"]
    assert arrival.bring(class_) == []
    assert (class_.inbound / f"anna+01-map+{STAMP}" / "map.journey.json").is_file()


def test_one_that_is_being_written_waits(class_: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a hand-in stay that has no time stamp yet, or was changed a moment ago?"""
    put(class_, "anna", "anna", done=False)
    first = arrival.bring(class_)
    put(class_, "bo", "bo")
    monkeypatch.undo()
    second = arrival.bring(class_)

    assert (first, second, there(class_)) == ([], [], [])


def test_anothers_name_goes_nowhere(class_: ClassFolder) -> None:
    """Does a hand-in in another's name stay, also where the name only begins like one's own?"""
    put(class_, "anna", "bo")
    put(class_, "anna", "annabel")
    put(class_, "bo", "bo")
    arrival.bring(class_)

    assert there(class_) == ["bo"]
    assert len(list(letterbox(class_, "anna").iterdir())) == 2


def test_links_and_files_go_nowhere(class_: ClassFolder, tmp_path: Path) -> None:
    """Does nothing go on that calls itself a hand-in and is a link or a file?"""
    box = letterbox(class_, "anna")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "timestamp.txt").touch()
    (box / f"anna+01-map+{STAMP}").symlink_to(tmp_path / "secret")
    (box / "anna+02-map+x").write_text("", encoding="utf-8")
    arrival.bring(class_)

    assert there(class_) == []


def test_nothing_is_overwritten(class_: ClassFolder) -> None:
    """Does a hand-in that is in the exchange already stay as it is?"""
    put(class_, "anna", "anna")
    arrival.bring(class_)
    kept = class_.inbound / f"anna+01-map+{STAMP}" / "map.journey.json"
    kept.write_text("first", encoding="utf-8")
    put(class_, "anna", "anna")

    assert arrival.bring(class_) == []
    assert kept.read_text(encoding="utf-8") == "first"


def test_a_letterbox_full_of_files_is_not_read_to_the_end(class_: ClassFolder) -> None:
    """Is a hand-in with very many files passed on for collecting to refuse, instead of holding up everybody's?"""
    folder = put(class_, "anna", "anna", done=False)
    for number in range(150):
        (folder / str(number)).symlink_to("/")

    assert arrival.bring(class_) == [folder.name]
