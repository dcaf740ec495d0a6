"""What a class has so far: points from nbgrader's gradebook, and what grading found and read in each hand-in."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import MissingEntry
from nbgrader.utils import is_grade

from .. import answersfile
from ..errors import AnswersFileError, RubricError
from ..exercise import Exercise
from ..rubric import Finding, record
from .folder import ClassFolder
from .roster import Trainee
from .session import open_session

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)

_POINTS_IN_HEADING = re.compile(r"\s*[(（][^()（）]*\d[^()（）]*[)）]$")
"""“(4 points)” at the end of a heading."""

_CHECK = re.compile(r"""\.check\(["']([^"']+)["']\)""")


@dataclass(frozen=True)
class Part:
    """A graded cell of an exercise, as nbgrader knows it."""

    id: str
    title: str
    """The heading above it, without the points."""
    max_points: float
    item: str
    """Item of the rubric that it checks; empty where it checks none."""


@dataclass(frozen=True)
class Result:
    """What one trainee has for one exercise that was graded."""

    trainee: Trainee
    points: float
    max_points: float
    parts: Mapping[str, float | None]
    """Id of a part → points; None while it waits for the trainer."""
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """Item of the rubric → what was found in it; empty where grading left no record."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Id of a question → the answer that was graded."""
    waiting_points: float = 0.0
    """The most that the parts which wait for the trainer can bring."""

    @property
    def waits(self) -> bool:
        """Whether a part waits for the trainer's own judgement."""
        return None in self.parts.values()

    @property
    def share(self) -> float:
        """Return the share of the points that are judged so far, 0 to 1."""
        judged = self.max_points - self.waiting_points
        return min(self.points / judged, 1.0) if judged else 0.0


@dataclass(frozen=True)
class Results:
    """One exercise and what the class has for it."""

    exercise: str
    title: str
    parts: tuple[Part, ...]
    results: tuple[Result, ...]
    """Of those whose hand-in is graded, in the roster's order."""

    def item_title(self, item: str) -> str:
        """Return the heading under which an item of the rubric is checked."""
        return next((part.title for part in self.parts if part.item == item), item)

    def of(self, trainee: str) -> Result | None:
        """Return what one trainee has; None where nothing is graded."""
        return next((result for result in self.results if result.trainee.id == trainee), None)


def results(class_: ClassFolder, exercise: str | None = None, *, verbose: bool = False) -> tuple[Results, ...]:
    """Return what the class has for each released exercise, or for one of them.

    Raises
    ------
    ClassError
        If nothing is released, there is no such exercise, or the class's files are wrong.
    """
    found = []
    trainees = class_.trainees()
    with open_session(class_, verbose=verbose) as session, session.gradebook() as gradebook:
        for chosen in session.chosen(exercise, class_.released()):
            parts = graded_parts(class_.source / chosen / f"{chosen}.ipynb")
            lines = []
            for trainee in trainees:
                try:
                    submission = gradebook.find_submission(chosen, trainee.id)
                except MissingEntry:
                    continue
                lines.append(_result(class_, chosen, trainee, submission))
            found.append(Results(chosen, exercise_title(class_, chosen), parts, tuple(lines)))
    return tuple(found)


def exercise_title(class_: ClassFolder, exercise: str) -> str:
    """Return the title of an exercise; its id where it says none."""
    found = source_exercise(class_, exercise)
    return found.title if found is not None else exercise


def source_exercise(class_: ClassFolder, exercise: str) -> Exercise | None:
    """Return an exercise as the trainer has it; None where it is none of Journeybook's kind, with a rubric."""
    try:
        return Exercise(class_.source / exercise)
    except Exception:  # a trainer's own exercise may have another shape, and its points count all the same
        return None


def graded_parts(notebook: Path) -> tuple[Part, ...]:
    """Return the graded cells of the trainer's notebook, each under the heading above it."""
    parts, heading = [], ""
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "markdown" and not is_grade(cell) and (found := _HEADING.findall(cell.source)):
            heading = _POINTS_IN_HEADING.sub("", found[-1])
        if is_grade(cell):
            settings = cell.metadata.nbgrader
            checked = _CHECK.search(cell.source)
            item = checked[1] if checked and cell.cell_type == "code" else ""
            parts.append(Part(settings["grade_id"], heading or settings["grade_id"], float(settings["points"]), item))
    return tuple(parts)


def _result(class_: ClassFolder, exercise: str, trainee: Trainee, submission: Any) -> Result:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    folder = class_.step("autograded", trainee.id, exercise)
    findings: Mapping[str, tuple[Finding, ...]] = {}
    answers: Mapping[str, str] = {}
    with contextlib.suppress(RubricError):  # graded before there were records, or an exercise without a rubric
        findings = record.read(folder / record.FILE_NAME)
    with contextlib.suppress(AnswersFileError):  # graded as not answered
        answers = answersfile.read(folder / answersfile.FILE_NAME)
    return Result(
        trainee,
        points=float(submission.score),
        max_points=float(submission.max_score),
        parts={grade.name: None if grade.needs_manual_grade else float(grade.score) for grade in grades},
        findings=findings,
        answers=answers,
        waiting_points=float(sum(grade.max_score for grade in grades if grade.needs_manual_grade)),
    )
