"""Is a kernel spared exactly where all that a notebook asks for is our own?"""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from journeybook.classroom.calls import METHODS, Call, needs_no_kernel, own_calls
from journeybook.exercise import Exercise

EXERCISES = sorted((Path(__file__).parents[2] / "exercises").glob("*/*/*.ipynb"))

SETUP = "from journeybook import Exercise\n\nexercise = Exercise.here()"


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_shipped_exercises(path: Path) -> None:
    """Is every exercise of the workbook graded from data, but for those in which trainees write code?"""
    coding = "coding = true" in (path.parent / "exercise.toml").read_text(encoding="utf-8")
    assert needs_no_kernel(nbformat.read(path, as_version=4)) is not coding


@pytest.mark.parametrize(
    ("source", "calls"),
    [
        (SETUP, ()),
        ("from journeybook import Exercise; exercise = Exercise.here()  # ready", ()),
        ('exercise.check("map")', (Call("check", ("map",)),)),
        ("exercise.quiz();", (Call("quiz", ()),)),
        ('# Step 1\nexercise.quiz()\nexercise.check("quiz")', (Call("quiz", ()), Call("check", ("quiz",)))),
        *(
            (source, None)
            for source in (
                "1 + 1",
                "",
                "# nothing",
                "exercise",
                "exercise.check",
                "exercise.check(item)",
                'exercise.check(item="map")',
                'exercise.check("map") + 1',
                'exercise.check(f"{1}")',
                "exercise.check(*'ab')",
                'points = exercise.check("map")',
                'other.check("map")',
                'exercise.rubric.points("map")',
                "exercise.new_board()",
                "exercise._grade('map')",
                "exercise.__class__('x')",
                "from journeybook import Exercise",
                f'{SETUP}\nexercise.check("map")',
                "exercise.check(",
                "%matplotlib inline",
                "\0",
                "(" * 10_000,
            )
        ),
    ],
)
def test_cells(source: str, calls: tuple[Call, ...] | None) -> None:
    """Is a cell read as our calls only if it is nothing else, and never run to find out?"""
    assert own_calls(source) == calls


def test_methods() -> None:
    """Does an exercise have all the methods that are spared a kernel?"""
    assert all(callable(getattr(Exercise, name)) for name in METHODS)


@pytest.mark.parametrize(
    ("cells", "without"),
    [
        ([SETUP, "exercise.board()"], True),
        ([SETUP, "  \n", "exercise.board()"], True),  # a kernel passes over blank cells
        (["exercise.board()"], False),
        (["exercise.board()", SETUP], False),
        ([SETUP, "exercise.board()", "1 + 1"], False),
        ([], False),
    ],
)
def test_notebooks(cells: list[str], without: bool) -> None:
    """Does a notebook need a kernel for one cell that is not ours, or without the one that sets up?"""
    notebook = new_notebook(cells=[new_markdown_cell("1 + 1"), *map(new_code_cell, cells)])
    assert needs_no_kernel(notebook) is without
