"""Does everybody get into their own room, and nobody into another's?"""

from __future__ import annotations

from pathlib import Path

import pytest
from rooms_class import BLUE, EXERCISE, RED, ROSTER, make_class, write_roster

from journeybook.classroom.folder import ClassFolder
from journeybook.errors import ClassError
from journeybook.rooms.access import FOLDER, Access, Place, token_for, trainer_token
from journeybook.sharing.settings import OWN_GROUP as OWN


@pytest.fixture
def class_(tmp_path: Path) -> ClassFolder:
    return make_class(tmp_path)


def _may(class_: ClassFolder, token: str, group: str, exercise: str = EXERCISE, side: str = "current") -> bool:
    access = Access(class_)
    person = access.person(token)
    return person is not None and access.place(person, group, exercise, side) is not None


def test_who_may_enter_which_room(class_: ClassFolder) -> None:
    """Do members enter their own group's room, the trainer all that exist, and nobody else any?"""
    tokens = {who: token_for(class_, who) for who in ("anna", "chen", "dora", "stranger")}
    tokens["trainer"] = trainer_token(class_)
    groups = (OWN, BLUE, RED, "", "none", f"{BLUE} ")
    entered = {who: [group for group in groups if _may(class_, token, group)] for who, token in tokens.items()}
    assert entered == {
        "anna": [OWN, BLUE],
        "chen": [OWN, RED],
        "dora": [],
        "stranger": [],
        "trainer": [BLUE, RED],
    }


@pytest.mark.parametrize(
    ("exercise", "side"),
    [("01-theory", "current"), ("../x", "current"), ("", "current"), (EXERCISE, "past"), (EXERCISE, "")],
)
def test_what_is_not_shared_has_no_room(class_: ClassFolder, exercise: str, side: str) -> None:
    """Is there no room for what is not released, no exercise, or no side of one?"""
    assert not _may(class_, token_for(class_, "anna"), OWN, exercise, side)


def test_the_trainer_chooses_which_exercises_are_shared(class_: ClassFolder) -> None:
    """Is an exercise that the trainer leaves out drawn by each alone?"""
    assert Access(class_).exercises() == (EXERCISE,)
    access = Access(class_, exercises=["04-bank"])
    person = access.person(token_for(class_, "anna"))
    assert person
    assert access.place(person, OWN, EXERCISE, "current") is None


def test_a_token_that_was_tampered_with_is_nobodys(class_: ClassFolder, tmp_path: Path) -> None:
    """Is a changed, cut, foreign or senseless token refused?"""
    access = Access(class_)
    good = token_for(class_, "anna")
    subject, _, mac = good.partition(".")
    trainer = trainer_token(class_).partition(".")[0]
    other = ClassFolder(tmp_path / "other", "other", "zh")
    other.path.mkdir()
    bad = [good[:-2] + "A=", subject, f"{subject}.", f"{trainer}.{mac}", token_for(other, "anna"), "", ".", "é.é", "\0"]
    assert [token for token in bad if access.person(token) is not None] == []
    person = access.person(good)
    assert person
    assert (person.id, person.name, person.is_trainer) == ("anna", "Anna", False)


def test_another_class_of_the_same_secret_is_another_class(class_: ClassFolder) -> None:
    """Is a token bound to its class, even where a class folder was copied with its secret?"""
    copy = ClassFolder(class_.path, "copy", "zh")
    assert Access(copy).person(token_for(class_, "anna")) is None


def test_the_roster_may_change_meanwhile(class_: ClassFolder) -> None:
    """Does a late joiner get in, does who changes groups lose the old room, and does a broken roster change nothing?"""
    access = Access(class_)
    anna = access.person(token_for(class_, "anna"))
    assert anna
    place = access.place(anna, OWN, EXERCISE, "current")
    assert place == Place(BLUE, EXERCISE, "current")
    write_roster(class_, ROSTER.replace(f"anna,Anna,{BLUE}", f"anna,Anna,{RED}") + f"eve,Eve,{BLUE}\n")
    assert not access.still_may(anna, place)
    assert access.place(anna, OWN, EXERCISE, "current") == Place(RED, EXERCISE, "current")
    assert access.person(token_for(class_, "eve"))
    write_roster(class_, "no,such,heading\n")
    assert access.person(token_for(class_, "eve"))
    write_roster(class_, ROSTER.replace(f"anna,Anna,{BLUE}\n", ""))
    assert not access.still_may(anna, Place(RED, EXERCISE, "current"))


def test_the_secret_is_the_trainers_alone(class_: ClassFolder) -> None:
    """Is the secret unreadable for other accounts, the same at the next start, and noticed where it is damaged?"""
    token = token_for(class_, "anna")
    secret = class_.path / FOLDER / "secret"
    assert secret.stat().st_mode & 0o077 == 0
    assert token == token_for(class_, "anna")
    secret.write_bytes(b"")
    with pytest.raises(ClassError, match="secret"):
        Access(class_)


def test_each_room_has_a_log_of_its_own(tmp_path: Path) -> None:
    """Do groups whose names differ in one sign, or look like paths, have logs of their own below the folder?"""
    groups = ["a", "A", "a ", "../a", "a/b", "..", ".", BLUE, RED, "组" * 200]
    logs = {Place(group, EXERCISE, "current").log(tmp_path) for group in groups}
    assert len({str(log).lower() for log in logs}) == len(groups)
    assert {log.parent for log in logs} == {tmp_path / EXERCISE / "current"}
    assert max(len(log.name.encode()) for log in logs) < 120
