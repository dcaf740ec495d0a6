"""The one writer to the gradebook: each hand-in in one transaction, by nbgrader's own rules.

Beside nbgrader's tables stands one of ours, which says for each hand-in which grading its points are of. The same
token lies in the folder of the graded notebook; so it shows if only one of the two was written.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Assignment, Student, SubmittedAssignment
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
from sqlalchemy import Column, MetaData, String, Table, delete, insert, select
from sqlalchemy.orm import scoped_session, sessionmaker
from traitlets.config import Config

from ..nbgrader_api import LOG
from .session import Session

_GRADING = Table(
    "journeybook_grading",
    MetaData(),
    Column("assignment", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("token", String(64), nullable=False),
)


class Writer:
    """Writes what was graded; made by :func:`writer`."""

    def __init__(self, gradebook: Any, config: Config) -> None:
        self._gradebook = gradebook
        self._config = config
        self._connection = gradebook.engine.connect()
        # nbgrader commits after every cell; a session that joins a transaction leaves committing to its owner.
        gradebook.db.remove()
        gradebook.db = scoped_session(
            sessionmaker(bind=self._connection, autoflush=True, join_transaction_mode="rollback_only")
        )
        with self._connection.begin():
            _GRADING.create(self._connection, checkfirst=True)

    def tokens(self, exercise: str) -> dict[str, str]:
        """Return by trainee which grading the gradebook's points of an exercise are of."""
        query = (
            select(_GRADING.c.student, _GRADING.c.token)
            .join(Student, Student.id == _GRADING.c.student)
            .join(SubmittedAssignment, SubmittedAssignment.student_id == Student.id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .where(Assignment.name == exercise, _GRADING.c.assignment == exercise)
        )
        with self._connection.begin():
            return {row.student: row.token for row in self._connection.execute(query)}

    def save(self, exercise: str, trainee: str, notebook: NotebookNode, time: str | None, token: str) -> None:
        """Write the points of a graded hand-in, all or none; what the trainer gave by hand stays.

        Parameters
        ----------
        exercise : str
            Id of the exercise, which has been released.
        trainee : str
            Id of a trainee on the roster.
        notebook : NotebookNode
            The graded notebook.
        time : str or None
            When it was handed in, as nbgrader writes it, if that is known.
        token : str
            Which grading this is.

        Raises
        ------
        Exception
            Whatever nbgrader and the database raise; nothing is written then.
        """
        try:
            # What nbgrader's libraries warn of (a row not in session, a function to be renamed) is for its makers.
            with warnings.catch_warnings(), self._connection.begin():
                warnings.simplefilter("ignore")
                self._submission(exercise, trainee, time)
                self._points(exercise, trainee, notebook)
                self._lateness(exercise, trainee)
                self._gradebook.db.commit()
                mine = (_GRADING.c.assignment == exercise) & (_GRADING.c.student == trainee)
                self._connection.execute(delete(_GRADING).where(mine))
                self._connection.execute(
                    insert(_GRADING).values(assignment=exercise, student=trainee, token=token),
                )
        finally:
            self._gradebook.db.remove()

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _submission(self, exercise: str, trainee: str, time: str | None) -> None:
        known = {"timestamp": time} if time else {}
        submission = self._gradebook.update_or_create_submission(exercise, trainee, **known)
        for notebook in submission.notebooks:
            if notebook.name != exercise:  # what nobody can hand in is worth nothing
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = 0, False

    def _points(self, exercise: str, trainee: str, notebook: NotebookNode) -> None:
        step = SaveAutoGrades(config=self._config, log=LOG)
        step.gradebook, step.student_id = self._gradebook, trainee
        step.assignment_id = step.notebook_id = exercise
        for number, cell in enumerate(notebook.cells):
            step.preprocess_cell(cell, {}, number)

    def _lateness(self, exercise: str, trainee: str) -> None:
        step = AssignLatePenalties(config=self._config, log=LOG)
        step.init_plugin()
        submission = self._gradebook.find_submission(exercise, trainee)
        notebook = self._gradebook.find_submission_notebook(exercise, exercise, trainee)
        notebook.late_submission_penalty = None
        late = submission.total_seconds_late
        if late > 0:
            penalty = step.plugin_inst.late_submission_penalty(trainee, notebook.score, late)
            if penalty is not None:
                notebook.late_submission_penalty = step._check_late_penalty(notebook, penalty)


@contextmanager
def writer(session: Session) -> Iterator[Writer]:
    """Open the gradebook of a class for writing; one process at a time: see :mod:`.locking`."""
    with session.gradebook() as gradebook:
        opened = Writer(gradebook, session.config)
        try:
            yield opened
        finally:
            opened.close()
