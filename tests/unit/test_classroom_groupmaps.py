"""Does one member's hand-in give the whole group its map, and leave alone what is each person's own?"""

from __future__ import annotations

from pathlib import Path

import pytest
from rooms_class import BLUE, EXERCISE, make_class

from journeybook import answersfile
from journeybook.classroom.accept import TIME_FILE, read_notes
from journeybook.classroom.folder import ClassFolder
from journeybook.classroom.groupmaps import share_maps
from journeybook.handin import FUTURE_FILE, MAP_FILE
from journeybook.rooms.access import FOLDER, Place


@pytest.fixture
def class_(tmp_path: Path) -> ClassFolder:
    return make_class(tmp_path)


def _drawn(class_: ClassFolder, *sides: str) -> None:
    """Let the blue group have drawn in its room."""
    for side in sides:
        log = Place(BLUE, EXERCISE, side).log(class_.path / FOLDER)
        log.parent.mkdir(parents=True)
        log.touch()


def _collected(class_: ClassFolder, who: str, minute: int, **files: str) -> Path:
    folder = class_.step("submitted", who, EXERCISE)
    folder.mkdir(parents=True)
    (folder / TIME_FILE).write_text(f"2026-01-01 10:{minute:02}:00.000000 UTC")
    for name, text in files.items():
        (folder / {"map": MAP_FILE, "future": FUTURE_FILE, "answers": answersfile.FILE_NAME}[name]).write_text(text)
    return folder


def test_the_newest_hand_in_counts_for_all(class_: ClassFolder) -> None:
    """Do members get the map that was handed in last, each keeping their own answers, and others nothing?"""
    _drawn(class_, "current")
    anna = _collected(class_, "anna", 1, map="early", answers="hers")
    bo = _collected(class_, "bo", 9, map="late", answers="his")
    chen = _collected(class_, "chen", 30, map="red")
    assert share_maps(class_, EXERCISE) == ["anna"]
    assert [(folder / MAP_FILE).read_text() for folder in (anna, bo, chen)] == ["late", "late", "red"]
    assert (anna / answersfile.FILE_NAME).read_text() == "hers"
    assert share_maps(class_, EXERCISE) == []


def test_who_handed_in_nothing_gets_the_groups_map(class_: ClassFolder) -> None:
    """Does a member without a hand-in have one with the group's maps, that can be graded, and nobody outside?"""
    _drawn(class_, "current", "future")
    _collected(class_, "anna", 5, map="ours", future="better", answers="hers")
    assert share_maps(class_, EXERCISE) == ["bo"]
    bo = class_.step("submitted", "bo", EXERCISE)
    assert (bo / MAP_FILE).read_text() == "ours"
    assert (bo / FUTURE_FILE).read_text() == "better"
    assert (bo / TIME_FILE).read_text().startswith("2026-01-01 10:05")
    assert not (bo / answersfile.FILE_NAME).exists()
    assert (bo / f"{EXERCISE}.ipynb").is_file()
    assert read_notes(bo) is not None
    assert not class_.step("submitted", "dora", EXERCISE).exists()


def test_a_group_that_drew_alone_is_left_alone(class_: ClassFolder) -> None:
    """Without a room, does each member keep their own map?"""
    anna = _collected(class_, "anna", 1, map="hers")
    _collected(class_, "bo", 9, map="his")
    assert share_maps(class_, EXERCISE) == []
    assert (anna / MAP_FILE).read_text() == "hers"


def test_links_in_a_hand_in_are_not_followed(class_: ClassFolder, tmp_path: Path) -> None:
    """Is a map that is a link to something else no map of the group's?"""
    _drawn(class_, "current")
    (tmp_path / "secret").write_text("key")
    anna = _collected(class_, "anna", 9)
    (anna / MAP_FILE).symlink_to(tmp_path / "secret")
    bo = _collected(class_, "bo", 1, map="his")
    share_maps(class_, EXERCISE)
    assert (bo / MAP_FILE).read_text() == "his"
    assert not (anna / MAP_FILE).is_symlink()
    assert (tmp_path / "secret").read_text() == "key"
