"""The class's scores, from nbgrader's gradebook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import MissingEntry

from ..i18n import t
from .folder import ClassFolder
from .roster import full_name
from .session import open_session
from .sheetfiles import save_csv


@dataclass(frozen=True)
class Score:
    """What one trainee has for one exercise."""

    points: float
    """From 0 to `max_points`."""
    max_points: float
    to_grade: bool
    """Whether a part still waits for the trainer's own judgement."""


@dataclass(frozen=True)
class Line:
    """One trainee's scores; an exercise that was not graded yet is missing from `scores`."""

    id: str
    name: str
    group: str
    scores: dict[str, Score]

    @property
    def total(self) -> float:
        """Sum of all points."""
        return sum(score.points for score in self.scores.values())


def scores(class_: ClassFolder, *, verbose: bool = False) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """Return (ids of the released exercises, a line for each trainee in the order of the roster)."""
    lines = []
    exercises = class_.released()
    with open_session(class_, verbose=verbose) as session, session.gradebook() as gradebook:
        for trainee in class_.trainees():
            found = {}
            for exercise in exercises:
                try:
                    submission = gradebook.find_submission(exercise, trainee.id)
                except MissingEntry:
                    continue
                found[exercise] = Score(
                    float(submission.score), float(submission.max_score), bool(submission.needs_manual_grade)
                )
            lines.append(Line(trainee.id, full_name(trainee), trainee.group, found))
    return exercises, tuple(lines)


def write_csv(file: Path, exercises: tuple[str, ...], lines: tuple[Line, ...]) -> None:
    """Write the scores as a CSV file that spreadsheets open with Chinese characters intact.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.

    Raises
    ------
    ClassError
        If the file cannot be written.
    """
    columns = ("id", "name", "group")
    heading = [t(f"classroom.column_{name}") for name in columns]
    rows = [[*heading, *exercises, t("classroom.column_total")]]
    for line in lines:
        points = [f"{line.scores[exercise].points:g}" if exercise in line.scores else "" for exercise in exercises]
        rows.append([line.id, line.name, line.group, *points, f"{line.total:g}"])
    save_csv(file, rows)
