"""Send what was answered in a test or on a sheet to the trainer.

A sheet asks for what nobody can judge: how the course was, what became of the plan. It travels as hand-ins do, under
the name ``sheet.<folder>``; collecting exercises passes it by. Nothing goes along but the answers to the page's own
questions, and when it was finished; of a sheet that is filled in several times, only the rounds that were sent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from . import answersfile, handback
from .errors import LessonError
from .handin import membership
from .lesson import Lesson
from .quiz import FINISHED


def exchange_name(lesson: str) -> str:
    """Return the name under which the answers of the lesson in a folder of that name travel."""
    return f"sheet.{lesson}"


def finished_at(round_: str = "") -> str:
    """Return the id under which an answers file keeps when a sheet, or one round of it, was finished."""
    return f"{FINISHED}:{round_}" if round_ else FINISHED


def send(lesson: Lesson, round_: str = "") -> datetime | None:
    """Send a sheet or a finished test to the trainer; may be repeated, the newest counts.

    A sheet is finished by that. With the test after the course goes the one before it: the trainer can tell a gain
    only from both.

    Parameters
    ----------
    lesson : Lesson
        A sheet or a test.
    round_ : str
        For a sheet that is filled in several times: which time.

    Returns
    -------
    datetime or None
        When it was sent, in UTC; None on a desk that has joined no class, where the sheet stays.

    Raises
    ------
    LessonError
        If there is nothing to send yet: an empty sheet, or a test that is not finished.
    HandInError
        If the class cannot be reached.
    AnswersFileError
        If the answers file is damaged or cannot be written.
    """
    given = answersfile.read(lesson.answers_path)
    if lesson.is_sheet:
        head = f"{round_}:" if round_ else ""
        if not any(given.get(id_, "").strip() for id_ in lesson.questions if id_.startswith(head)):
            raise LessonError("sheets.nothing_yet")
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        given |= {finished_at(round_): now}
        if all(given.get(finished_at(one)) for one in lesson.rounds):
            given |= {FINISHED: now}
    elif not given.get(FINISHED):
        raise LessonError("sheets.test_open")
    member = membership(lesson.folder)
    time = None
    if member is not None:
        time = handback.send(member, exchange_name(lesson.folder.name), _files(lesson, given))
        first = Lesson(lesson.first_test) if lesson.first_test is not None else None
        before = answersfile.read(first.answers_path) if first is not None else {}
        if first is not None and before.get(FINISHED):
            handback.send(member, exchange_name(first.folder.name), _files(first, before))
    answersfile.write(lesson.answers_path, given)
    return time


def _files(lesson: Lesson, given: Mapping[str, str]) -> dict[str, bytes]:
    """Return what travels: the answers to the lesson's own questions that were finished."""
    open_ = {f"{round_}:" for round_ in lesson.rounds if not given.get(finished_at(round_))}
    kept = {
        id_: given[id_]
        for id_ in (*lesson.questions, *lesson.stamps)
        if given.get(id_) and not any(id_.startswith(head) for head in open_)
    }
    text = json.dumps({"format": answersfile.FORMAT, "answers": kept}, ensure_ascii=False, indent=1)
    return {answersfile.FILE_NAME: f"{text}\n".encode()}
