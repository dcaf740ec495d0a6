"""Is a hand-in graded from what is given along, in the first way that comes to an end?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from exercise_folders import NAME, SOLUTIONS
from traitlets.config import Config

from journeybook.classroom.judging import Exam, Graded, Way, digest, get_ready, grade_one, grade_somehow
from journeybook.classroom.worker import FailedError, Limits, LostError

RELEASED = Path(__file__).parents[2] / "exercises" / "en" / NAME
LIMITS = {way: Limits(1) for way in Way}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def exam() -> Exam:
    released = files(RELEASED)
    return Exam(NAME, "en", released.pop(f"{NAME}.ipynb"), released, files(SOLUTIONS / "en" / NAME / "key"), Config())


def hand_in(exam: Exam, *names: str) -> dict[str, bytes]:
    return {f"{NAME}.ipynb": exam.released, **{name: exam.key[name] for name in names}}


def points(graded: Graded) -> list[str]:
    """Return what the grading cells end in."""
    cells = nbformat.reads(graded.notebook, as_version=4).cells
    results = [cell.outputs[-1] for cell in cells if cell.cell_type == "code" and "nbgrader" in cell.metadata]
    return [result.data["text/plain"] for result in results]


def test_one_after_the_other(exam: Exam) -> None:
    """Does nothing of one hand-in reach the next, in a process that grades many?"""
    full = ["4.0", "10.0", "12.0", "6.0", "11.0", "10.0", "2.0", "3.0", "4.0"]
    none, no_answers, no_future = ["0.0"] * 9, [*full[:-2], "0.0", "0.0"], [*full[:-3], "0.0", *full[-2:]]
    all_ = hand_in(exam, "map.journey.json", "map.future.journey.json", "answers.json")
    current = hand_in(exam, "map.journey.json", "answers.json")
    maps = hand_in(exam, "map.journey.json", "map.future.journey.json")
    steps = ((all_, full), (hand_in(exam), none), (maps, no_answers), (current, no_future), (all_, full))
    for work, expected in steps:
        assert points(grade_one(exam, work, Way.DATA)) == expected


def test_exercise_files_win(exam: Exam) -> None:
    """Is a file of the exercise never replaced by one that came with a hand-in, for this one or the next?"""
    sly = hand_in(exam) | {"rubric.toml": b"format = 1", "key.toml": b"", "sub/rubric.toml": b""}
    assert points(grade_one(exam, sly, Way.DATA)) == ["0.0"] * 9
    assert points(grade_one(exam, hand_in(exam, "map.journey.json"), Way.DATA))[1] == "10.0"


def test_unjudged(exam: Exam) -> None:
    """Is a hand-in that is too much shown without points, its open answer kept, its map never read?"""
    graded = grade_one(exam, hand_in(exam, "answers.json") | {"map.journey.json": b"\xff"}, Way.UNJUDGED)
    assert points(graded) == ["0.0"] * 9
    notebook = nbformat.reads(graded.notebook, as_version=4)
    assert sum(cell.metadata.get("journeybook", {}).get("not_judged", False) for cell in notebook.cells) == 9
    assert any("Mend the after-sales response first" in cell.source for cell in notebook.cells)


class Stubborn:
    """Stands for a worker in which some ways come to no end."""

    def __init__(self, **ends: Exception) -> None:
        self.ends = ends
        self.tried: list[Way] = []

    def get_ready(self, name: str, function: Any, exam: Exam) -> None:
        assert (name, function) == (exam.digest(), get_ready)

    def call(self, function: Any, exam: Exam, hand_in: Any, way: Way, limits: Limits) -> Graded:
        self.tried.append(way)
        if way in self.ends:
            raise self.ends[way]
        return Graded("", {})


@pytest.mark.parametrize(
    ("ends", "tried", "too_much"),
    [
        ({}, [Way.DATA], False),
        ({"data": FailedError("x")}, [Way.DATA, Way.KERNEL], False),
        ({"data": LostError("time")}, [Way.DATA, Way.UNJUDGED], True),
        ({"data": FailedError("x"), "kernel": LostError("died")}, [Way.DATA, Way.KERNEL, Way.UNJUDGED], True),
    ],
)
def test_ways(exam: Exam, ends: dict[str, Exception], tried: list[Way], too_much: bool) -> None:
    """Is what raised run in a kernel, and what took too much left without points for now?"""
    worker = Stubborn(**ends)
    graded = grade_somehow(worker, exam, {}, Way.DATA, LIMITS)  # type: ignore[arg-type]
    assert worker.tried == tried
    assert graded.too_much is too_much
    assert len(graded.trouble) == len(tried) - 1


@pytest.mark.parametrize(
    "ends",
    [
        {"data": FailedError("x"), "kernel": FailedError("y")},
        {"data": LostError("time"), "unjudged": LostError("time")},
        {"data": LostError("time"), "unjudged": FailedError("y")},
    ],
)
def test_no_way(exam: Exam, ends: dict[str, Exception]) -> None:
    """Does a hand-in that can be graded in no way end in an exception instead of being tried for ever?"""
    with pytest.raises((FailedError, LostError)):
        grade_somehow(Stubborn(**ends), exam, {}, Way.DATA, LIMITS)  # type: ignore[arg-type]


def test_digest() -> None:
    """Do other names, contents and borders between files make another digest?"""
    variants: list[dict[str, bytes]] = [{}, {"a": b""}, {"b": b""}, {"a": b"b"}, {"a": b"", "b": b""}, {"ab": b""}]
    assert len({digest(files) for files in variants}) == len(variants)
    assert digest({"a": b"1", "b": b"2"}) == digest({"b": b"2", "a": b"1"})


def test_worker_is_light() -> None:
    """Does a worker that needs no kernel do without nbgrader and all that it imports?"""
    code = "import sys, journeybook.classroom.judging, journeybook.classroom.worker; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "journeybook.classroom.judging" in loaded
    assert {"nbgrader", "nbconvert", "sqlalchemy", "pandas", "plotly"} & set(loaded) == set()
