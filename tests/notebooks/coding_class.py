"""A class with the coding exercise of this folder, for tests."""

from __future__ import annotations

import json
import multiprocessing
import shutil
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import nbformat
from mini import workbook_at

from journeybook.classroom import coding
from journeybook.classroom.folder import ClassFolder
from journeybook.classroom.sandbox import Limits
from journeybook.classroom.session import Problem, open_session

EXERCISE = "05-waits"
SOURCES = Path(__file__).parent / "coding"
LONG, STORES = "long_waits = int((visits.wait_min > 10).sum())", "by_store = visits.groupby('store').wait_min.median()"
"""What a learner would write, for 2 and for 3 points."""

LIMITS = Limits(cpu_seconds=6, memory=600_000_000, processes=40, file=20_000_000, space=60_000_000)
"""Tight ones, so that what runs into them does so soon; of time by the processor's clock, whatever else it does."""


def coding_workbook_at(root: Path) -> Path:
    """Make a workbook in `root` with the coding exercise beside the tiny one."""
    workbook_at(root)
    for lang in ("zh", "en"):
        shutil.copytree(SOURCES / lang / EXERCISE, root / "solutions" / lang / EXERCISE)
    return root


def write_program(notebook: Path, long: str | None, stores: str | None) -> None:
    """Write a learner's program into their two cells; ``None`` leaves one as released."""
    content = nbformat.read(notebook, as_version=4)
    for cell in content.cells:
        written = {"long": long, "stores": stores}.get(cell.id)
        if written is not None:
            cell.source = written
    # As a stranger's program would: not everything that can be handed in is a notebook by the book.
    notebook.write_text(json.dumps(content), encoding="utf-8")


def autograde_all(class_: ClassFolder, *, again: bool = False) -> list[Problem]:
    """Grade the coding exercise of all who handed it in, several at once, and return what the trainer hears."""
    ids = [one.id for one in class_.trainees() if class_.step("submitted", one.id, EXERCISE).is_dir()]
    with ProcessPoolExecutor(3, multiprocessing.get_context("spawn")) as pool:
        return [problem for found in pool.map(partial(autograde_one, class_, again=again), ids) for problem in found]


def autograde_one(class_: ClassFolder, trainee: str, *, again: bool = False, insist: bool = False) -> list[Problem]:
    """Grade one hand-in of the coding exercise, and return what the trainer hears of it."""
    with open_session(class_) as session:
        coding.autograde(session, EXERCISE, trainee, again=again, insist=insist, limits=LIMITS)
        return coding.problems(session, EXERCISE, trainee)
