"""The sheets and tests that trainees send: collected from the exchange, and kept in the class folder.

::

    classes/NAME/sheets/LESSON/TRAINEE.json    the newest answers of a trainee on that page of the course

A sheet arrives as hand-ins do, so it is trusted as little: see :mod:`.accept` and :mod:`.arrivals`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import answersfile, workbook
from ..course import Course, PageKind
from ..errors import AnswersFileError
from ..handback import MAX_BYTES
from ..handin import RefusedFileError, read_regular
from ..i18n import t
from ..lesson import Lesson
from ..sheets import exchange_name
from . import arrivals
from .folder import ClassFolder
from .session import Problem

FOLDER = "sheets"
"""Folder in the class folder with what was collected."""


@dataclass(frozen=True)
class Sheets:
    """What trainees of a class sent of one page of the course."""

    lesson: Lesson
    answers: Mapping[str, Mapping[str, str]]
    """Trainee id → answers by question id, in the order of the roster."""


def collect(class_: ClassFolder) -> tuple[tuple[Sheets, ...], tuple[Problem, ...]]:
    """Take in the newest sheets and tests, and return all that the class has; may be repeated at any time.

    Returns
    -------
    sheets : tuple of Sheets
        One for each test and each sheet of the course, in its order.
    problems : tuple of Problem
        What of it could not be read; the version before it stays.
    """
    course = Course(workbook.course(class_.lang))
    lessons = [Lesson(page.folder) for page in course.pages if page.kind in (PageKind.TEST, PageKind.SHEET)]
    trainees = [trainee.id for trainee in class_.trainees()]
    seen = arrivals.look(class_.inbound)
    forged = arrivals.forged(seen)
    genuine = [one for one in seen if one.name not in forged]
    found, problems = [], []
    for lesson in lessons:
        given = {}
        for trainee in trainees:
            kept = class_.path / FOLDER / lesson.folder.name / f"{trainee}.json"
            problem = _take_newest(class_, lesson, trainee, genuine, kept)
            try:
                answers = answersfile.read(kept)
            except AnswersFileError as error:
                answers, problem = {}, str(error)
            if problem:
                problems.append(Problem(lesson.title, trainee, problem))
            if answers:
                given[trainee] = answers
        found.append(Sheets(lesson, given))
    return tuple(found), tuple(problems)


def _take_newest(
    class_: ClassFolder, lesson: Lesson, trainee: str, genuine: Sequence[arrivals.Arrival], kept: Path
) -> str:
    """Keep the newest sheet of a trainee; return what is wrong with it."""
    name = exchange_name(lesson.folder.name)
    mine = [one for one in genuine if (one.trainee, one.exercise) == (trainee, name)]
    if not mine:
        return ""
    newest = max(mine, key=lambda one: one.time)
    source = class_.inbound / newest.name
    with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        copy = Path(temporary, answersfile.FILE_NAME)
        try:
            if source.is_symlink():
                raise RefusedFileError("not_regular")
            copy.write_bytes(read_regular(source / answersfile.FILE_NAME, MAX_BYTES, owner=newest.owner))
            answers = answersfile.read(copy)
        except (OSError, RefusedFileError, AnswersFileError):
            return t("training.refused")
    known = {*lesson.questions, *lesson.stamps}
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        answersfile.write(kept, {id_: answer for id_, answer in answers.items() if id_ in known})
    except (OSError, AnswersFileError) as error:
        return t("training.not_kept", file=kept, reason=getattr(error, "strerror", None) or error)
    return ""
