"""Grade one hand-in from what is given along: no class folder, no gradebook, nothing that the next one could notice.

This is what runs in the workers, on this machine or another one; nbgrader is imported only for a kernel, because
that takes longer than grading a hand-in without one. An exercise whose cells are all calls of our own is
graded without a kernel; one with cells of the trainer's own is run as nbgrader would run it.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from traitlets.config import Config

from ..exercise import KEY_FILE, Exercise
from ..grading import grading_without_kernel
from ..i18n import use_language
from ..rubric import Finding, Key
from . import calls
from .points import is_grade, judge
from .restoring import restore_from
from .worker import FailedError, Limits, LostError, Worker

Files = Mapping[str, bytes]
"""Relative name, with ``/``, → content."""


class Way(StrEnum):
    """How a hand-in is graded."""

    DATA = "data"
    """From its files, without a kernel."""
    KERNEL = "kernel"
    """By running the released notebook."""
    UNJUDGED = "unjudged"
    """Not at all, because its data was too much: no points for now, but the trainer can read the open answers."""


@dataclass(frozen=True)
class Exam:
    """What all hand-ins of one exercise are graded with."""

    exercise: str
    lang: str
    released: bytes
    """The released notebook."""
    files: Files
    """The other files of the exercise's source, as a graded notebook has them beside it; not the key."""
    key: Files
    """The key."""
    config: Config
    """Settings of the steps below, by class name."""

    def digest(self) -> str:
        """Return a digest of all files, to tell exams apart."""
        total = hashlib.sha256(self.released)
        for files in (self.files, self.key):
            total.update(digest(files).encode())
        return total.hexdigest()


@dataclass(frozen=True)
class Graded:
    """A graded hand-in."""

    notebook: str
    """As JSON."""
    findings: Mapping[str, tuple[Finding, ...]]
    """What the rubric found, by item; empty where a kernel graded."""
    trouble: tuple[str, ...] = ()
    """What went wrong on the way, for the log."""
    too_much: bool = False
    """Whether its data took more time or memory than it is given, so that there are no points for now."""


def grade_somehow(worker: Worker, exam: Exam, hand_in: Files, way: Way, limits: Mapping[Way, Limits]) -> Graded:
    """Return a hand-in, graded in `worker` in the first way from `way` on that comes to an end.

    Raises
    ------
    LostError, FailedError
        If none does.
    """
    trouble: list[str] = []
    if way is Way.DATA:
        with suppress(FailedError):  # where the case cannot be read, each hand-in will say so
            worker.get_ready(exam.digest(), get_ready, exam)
    while True:
        try:
            found: Graded = worker.call(grade_one, exam, hand_in, way, limits=limits[way])
        except LostError as lost:
            # More time or memory would not help: it is the data that is too much.
            following, reason = Way.UNJUDGED, f"lost ({lost})"
            if way is Way.UNJUDGED:
                raise
        except FailedError as failed:
            following, reason = Way.KERNEL, str(failed)
            if way is not Way.DATA:
                raise
        else:
            return replace(found, trouble=tuple(trouble), too_much=way is Way.UNJUDGED)
        trouble.append(f"{way}: {reason}")
        way = following


def get_ready(exam: Exam) -> None:
    """Work out what the exercise's case holds, so that no hand-in's time or memory is taken by it."""
    with _laid_out(exam) as (exercise, key):
        exercise.get_ready(Key.read(key / KEY_FILE))


def digest(files: Files) -> str:
    """Return a digest of names and contents."""
    total = hashlib.sha256()
    for name, content in sorted(files.items()):
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def grade_one(exam: Exam, hand_in: Files, way: Way) -> Graded:
    """Return a hand-in, graded.

    Parameters
    ----------
    exam : Exam
        The exercise.
    hand_in : mapping
        The accepted files.
    way : Way
        How; ``DATA`` only for a notebook that :func:`.calls.needs_no_kernel`.

    Raises
    ------
    Exception
        Whatever goes wrong beyond what a learner's files can cause; a kernel may then do better.
    MemoryError
        If the data of this hand-in is too much.
    """
    if way is Way.KERNEL:
        return _in_kernel(exam, hand_in)
    if way is Way.DATA:
        return _from_data(exam, hand_in)
    with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        _write(Path(temporary), hand_in)
        notebook = _restored(exam, Path(temporary))
    return _judged(exam, notebook, {})


def _from_data(exam: Exam, hand_in: Files) -> Graded:
    with _laid_out(exam) as (exercise, key), _beside(exercise, hand_in):
        notebook = _restored(exam, exercise.folder)
        with grading_without_kernel(key) as run:
            for number, cell in enumerate(calls.code_cells(notebook), 1):
                own = calls.own_calls(cell.source)
                if own is None:
                    raise ValueError(f"cell {number} needs a kernel")
                calls.put_out(cell, number, own, exercise, run)
    return _judged(exam, notebook, run.findings)


def _in_kernel(exam: Exam, hand_in: Files) -> Graded:
    from nbgrader.preprocessors import CheckCellMetadata, LimitOutput
    from nbgrader.utils import setenv

    from ..nbgrader_api import LOG
    from .execute import GradeFromData

    with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        folder, key = Path(temporary, "work"), Path(temporary, "key")
        _write(folder, {**hand_in, **exam.files})
        _write(key, exam.key)
        notebook = _restored(exam, folder)
        run = GradeFromData(config=exam.config, log=LOG, key_folder=str(key))
        resources: Any = {"metadata": {"path": str(folder)}, "nbgrader": {"assignment": exam.exercise}}
        with setenv(NBGRADER_EXECUTION="autograde"):
            for step in (run, LimitOutput(config=exam.config, log=LOG), CheckCellMetadata(log=LOG)):
                notebook, resources = step.preprocess(notebook, resources)
    return Graded(nbformat.writes(notebook), {})


def _restored(exam: Exam, folder: Path) -> NotebookNode:
    released = nbformat.reads(exam.released.decode(), as_version=4)
    with use_language(exam.lang):
        return restore_from(folder, exam.exercise, released)


def _judged(exam: Exam, notebook: NotebookNode, findings: Mapping[str, tuple[Finding, ...]]) -> Graded:
    """Make sure of the points, as :class:`.execute.GradeFromData` does where a kernel has run."""
    with use_language(exam.lang):
        for cell in notebook.cells:
            if cell.cell_type == "code" and is_grade(cell):
                judge(cell)
    return Graded(nbformat.writes(notebook), dict(findings))


_known: dict[str, tuple[tempfile.TemporaryDirectory[str], Exercise, Path]] = {}
"""The exercise that this process graded last, by its exam: its rubric is read, and its case's facts known."""


@contextmanager
def _laid_out(exam: Exam) -> Iterator[tuple[Exercise, Path]]:
    """Lay an exercise out in a folder of this process's own; yield it, and the folder of its key."""
    digest_ = exam.digest()
    if digest_ not in _known:
        for before, *_ in _known.values():
            before.cleanup()
        _known.clear()
        temporary = tempfile.TemporaryDirectory(prefix="journeybook-")
        folder, key = Path(temporary.name, "work"), Path(temporary.name, "key")
        _write(folder, exam.files)
        _write(key, exam.key)
        _known[digest_] = (temporary, Exercise(folder), key)
    _, exercise, key = _known[digest_]
    yield exercise, key


@contextmanager
def _beside(exercise: Exercise, hand_in: Files) -> Iterator[None]:
    """Put a hand-in's files beside those of the exercise, which win where the names are the same; then remove them."""
    own = {name: content for name, content in hand_in.items() if not (exercise.folder / name).exists()}
    try:
        _write(exercise.folder, own)
        yield
    finally:
        for name in own:
            (exercise.folder / name).unlink(missing_ok=True)


def _write(folder: Path, files: Files) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
