"""Does an exercise that is graded without a kernel show and find what it does in one, and nothing outside of it?"""

from __future__ import annotations

from pathlib import Path

import pytest
from exercise_folders import ITEMS, key_folder, released, solve

from journeybook import exercise as exercises
from journeybook.exercise import Exercise
from journeybook.grading import Grading, grading, grading_without_kernel, without_kernel


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    exercise = released("en", tmp_path / "work")
    solve(exercise)
    return exercise


def test_collects(exercise: Exercise, capsys: pytest.CaptureFixture[str]) -> None:
    """Are points returned, findings kept by item, and what is shown collected instead of displayed?"""
    with grading_without_kernel(key_folder("en")) as run:
        assert {item: exercise.check(item) for item in ITEMS} == ITEMS
        exercise.board()
        exercise.chart("waits")
        exercise.hand_in()
    assert list(run.findings) == list(ITEMS)
    assert len(run.shown) == len(ITEMS) + 2  # the board shows both maps
    assert all('class="jb-report' in html for html in run.shown)
    assert capsys.readouterr() == ("", "")


def test_only_inside(exercise: Exercise, tmp_path: Path) -> None:
    """Is nobody grading before and after, and does a grading within a grading have a key of its own?"""
    assert not grading()
    with grading_without_kernel(key_folder("en")):
        with grading_without_kernel(tmp_path) as inner:
            assert without_kernel() is inner
            assert exercise.check("pain-points") == 0.0
        assert "key" in inner.shown[0]
        assert inner.findings == {}
        assert exercise.check("pain-points") == 12.0
        assert grading()
    assert not grading()
    assert without_kernel() is None


def test_too_much(exercise: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a hand-in that needs more memory than there is left to the one who grades, where no cell must end?"""

    def greedy(path: Path) -> None:
        raise MemoryError

    monkeypatch.setattr(exercises.mapfile, "read", greedy)
    with grading_without_kernel(key_folder("en")), pytest.raises(MemoryError):
        exercise.check("map")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv(exercises.KEY_FOLDER_VARIABLE, str(key_folder("en")))
    assert exercise.check("map") == 0.0


def test_starts_empty(tmp_path: Path) -> None:
    """Does each grading have collections of its own?"""
    first, second = Grading(tmp_path), Grading(tmp_path)
    first.shown.append("x")
    first.findings["x"] = ()
    assert (second.shown, second.findings) == ([], {})
