"""Measures how fast a class of the retail exercise is graded and gets its feedback, beside nbgrader as it ships.

``make bench-grading`` does it with 60 hand-ins; ``python tests/bench/throughput.py --hand-ins 8`` with fewer. The same
hand-ins lie in two class folders; nbgrader's own commands work on one, with its own steps and a kernel for each, ours
on the other, in one run. Points of all automatic parts are compared one by one. Ends with 1 if one differs.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click
from nbgrader.api import Gradebook
from retail_class import EXERCISE, retail_class
from rich.console import Console
from rich.table import Table

from journeybook.classroom.accept import TIME_FILE, accept
from journeybook.classroom.folder import KEY_FOLDER, ClassFolder
from journeybook.classroom.pool import available_cores
from journeybook.exercise import KEY_FOLDER_VARIABLE
from journeybook.programs import search_path

GOAL = 10
"""How many times as fast as nbgrader grading and feedback are to be, together."""

# As nbgrader ships: all that is said is where the files are.
_STOCK_CONFIG = """\
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.course_id = "c1"
"""


@dataclass(frozen=True)
class Step:
    """One command on all hand-ins."""

    name: str
    seconds: float
    gaps: tuple[float, ...]
    """Seconds from each finished hand-in to the next one."""


def measured(name: str, command: list[str], folder: Path, results: str, environment: dict[str, str]) -> Step:
    """Run a command in `folder`; `results` are the files that it makes, one for each hand-in."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    times = sorted(path.stat().st_mtime for path in folder.glob(results))
    if done.returncode or not times:
        sys.exit(f"{name}: {done.stdout}\n{done.stderr}")
    return Step(name, seconds, tuple(after - before for before, after in itertools.pairwise(times)))


def stock(class_: ClassFolder, folder: Path) -> list[Step]:
    """Grade and make feedback with nbgrader's own commands, steps and settings."""
    (folder / "nbgrader_config.py").write_text(_STOCK_CONFIG.format(root=str(folder)), encoding="utf-8")
    # Its kernels find the key by the environment, as ours do.
    key = {KEY_FOLDER_VARIABLE: str(class_.source / EXERCISE / KEY_FOLDER)}
    environment = os.environ | key | {"PATH": search_path()}
    nbgrader = [sys.executable, "-m", "nbgrader"]
    return [
        measured("autograde", [*nbgrader, "autograde", EXERCISE], folder, "autograded/*/*/*.ipynb", environment),
        measured("feedback", [*nbgrader, "generate_feedback", EXERCISE], folder, "feedback/*/*/*.html", environment),
    ]


def ours(class_: ClassFolder) -> list[Step]:
    """Grade, make feedback, release it and bring it, with our commands."""
    command = [sys.executable, "-m", "journeybook.cli", "class"]
    folder, environment = class_.path, dict(os.environ)
    return [
        measured("autograde", [*command, "grade", "c1"], folder, "autograded/*/*/*.ipynb", environment),
        measured("feedback", [*command, "feedback", "c1"], folder, "feedback/*/*/*.html", environment),
    ]


def points(folder: Path) -> dict[tuple[str, str], float | None]:
    """Return the points of every automatic part, by trainee and cell."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "c1") as gradebook:
        return {
            (submission.student.id, grade.name): grade.auto_score
            for submission in gradebook.assignment_submissions(EXERCISE)
            for notebook in submission.notebooks
            for grade in notebook.grades
            if grade.name.startswith("check-")
        }


@contextmanager
def two_folders(hand_ins: int) -> Iterator[tuple[ClassFolder, Path]]:
    """Yield a class with that many hand-ins, and a copy of its folder."""
    with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        root = Path(temporary).resolve()
        (root / "workbook").mkdir()
        with retail_class(root / "workbook", "en", hand_ins, lost=False) as class_:
            shutil.copytree(class_.path, root / "stock")
            for trainee in class_.trainees():
                _collect(class_, trainee.id)
            yield class_, root / "stock"


def _collect(class_: ClassFolder, trainee: str) -> None:
    """Take a hand-in in as our collecting does; nbgrader's only copies it."""
    folder = class_.step("submitted", trainee, EXERCISE)
    arrived = folder.with_name("arrived")
    folder.rename(arrived)
    accept(arrived, folder, EXERCISE, (arrived / TIME_FILE).read_text(encoding="ascii"))
    shutil.rmtree(arrived)


@click.command()
@click.option("--hand-ins", default=60, show_default=True, type=click.IntRange(min=2))
def main(hand_ins: int) -> None:
    """Measure, and print one table."""
    with two_folders(hand_ins) as (class_, other):
        theirs, own = stock(class_, other), ours(class_)
        expected, found = points(other), points(class_.path)
    table = Table(title=f"{hand_ins} hand-ins of {EXERCISE}, {available_cores()} cores")
    table.add_column("")
    for heading in ("total s", "median s apart", "a minute", "times as fast"):
        table.add_column(heading, justify="right")
    both = [Step("both", sum(step.seconds for step in steps), ()) for steps in (theirs, own)]
    for before, after in zip([*theirs, both[0]], [*own, both[1]], strict=True):
        for who, step in (("nbgrader", before), ("Journeybook", after)):
            apart = f"{median(step.gaps):.3f}" if step.gaps else ""
            ratio = f"{before.seconds / after.seconds:.1f}" if step is after else ""
            minute = f"{60 * hand_ins / step.seconds:.0f}"
            table.add_row(f"{step.name}, {who}", f"{step.seconds:.1f}", apart, minute, ratio)
    Console(width=100).print(table)
    different = sorted(key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key))
    print(f"Points compared: {len(expected)}; different: {len(different)}; goal: {GOAL} times as fast.")
    for trainee, cell in different:
        print(f"  {trainee} {cell}: {expected.get((trainee, cell))} and {found.get((trainee, cell))}")
    sys.exit(bool(different) or len(expected) < hand_ins)


if __name__ == "__main__":
    main()
