"""Does each trainee have one seed of their own?"""

from __future__ import annotations

from pathlib import Path

from journeybook.handin import Membership, write_membership
from journeybook.trainee_seed import trainee_seed


def test_in_a_class_it_follows_from_the_trainee(tmp_path: Path) -> None:
    """Is it the same on another computer, and another for another trainee?"""
    seeds = []
    for desk, trainee in (("here", "wang"), ("there", "wang"), ("next", "li")):
        folder = tmp_path / desk / "lessons"
        folder.mkdir(parents=True)
        member = Membership("spring", "en", "spring", trainee, tmp_path / "exchange", tmp_path / "cache")
        write_membership(tmp_path / desk, member)
        seeds.append(trainee_seed(folder))
    assert seeds[0] == seeds[1] != seeds[2]
    assert all(seeds)


def test_on_a_desk_of_ones_own_it_is_drawn_once(tmp_path: Path) -> None:
    """Is it kept, the same in every folder of the desk, and another on another desk?"""
    for desk in ("one", "two"):
        (tmp_path / desk / ".journeybook").mkdir(parents=True)
    deep = tmp_path / "one" / "01-theory" / "lesson"
    deep.mkdir(parents=True)
    first = trainee_seed(deep)
    assert first
    assert trainee_seed(tmp_path / "one") == first != trainee_seed(tmp_path / "two")


def test_away_from_a_desk_nothing_is_shuffled_or_written(tmp_path: Path) -> None:
    """Does a trainer who looks at a lesson where it is written see the file's order and get no new file?"""
    assert trainee_seed(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_record_does_no_harm(tmp_path: Path) -> None:
    """Does a desk whose records are damaged still have a seed, or none, but no error?"""
    records = tmp_path / ".journeybook"
    records.mkdir()
    (records / "class.json").write_text("{", encoding="utf-8")
    assert trainee_seed(tmp_path) == trainee_seed(tmp_path) != ""
    (records / "seed").write_bytes(b"\xff")
    assert trainee_seed(tmp_path) == ""
