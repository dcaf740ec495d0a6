"""How far a learner is: of a lesson, a test or an exercise, read from the files in its folder.

What the start page says of an exercise takes its rubric, so it is kept with the time stamps of the files that it was
read from, in the desk's folder of records, and worked out anew only when one of them has changed.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from . import answersfile, jsonfile, mapfile, planfile
from .atomic import write_text
from .course import Course, CoursePage, PageKind
from .errors import HandInError, JourneybookError
from .handin import FEEDBACK_FILE, FUTURE_FILE, MAP_FILE, MEMBERSHIP_FILE, membership
from .i18n import Phrase
from .lesson import Lesson
from .lessonfile import LESSON_FILE

_CACHE = MEMBERSHIP_FILE.with_name("progress.json")
_FORMAT = 1
_MAX_CACHE_BYTES = 1_000_000

_WATCHED = (
    *(answersfile.FILE_NAME, planfile.FILE_NAME, MAP_FILE, FUTURE_FILE, FEEDBACK_FILE, LESSON_FILE),
    *("exercise.toml", "rubric.toml"),
)

Stamps = tuple[tuple[int, int] | None, ...]
"""Time of the last change in ns and size in bytes of each file that progress is read from; None: there is none."""


class State(StrEnum):
    """How far a page is."""

    MISSING = "missing"
    """It is not on the desk yet: a class gets an exercise when the trainer releases it."""
    NEW = "new"
    BEGUN = "begun"
    FINISHED = "finished"


@dataclass(frozen=True)
class Progress:
    """How far one page of the course is.

    Parameters
    ----------
    state : State
        In one word.
    share : float
        How much of it is done, 0 to 1.
    notes : tuple of Phrase
        What there is to say of it besides, e.g. how many questions are answered.
    """

    state: State
    share: float = 0.0
    notes: tuple[Phrase, ...] = ()


def stamps(folder: Path) -> Stamps:
    """Return what the files that progress is read from look like from outside; it changes when they do."""
    return tuple(_stamp(folder / name) for name in _WATCHED)


def lesson_progress(lesson: Lesson) -> Progress:
    """Return how far a lesson or a test is: finished, or the share of its questions answered and its board begun."""
    from .quiz import FINISHED

    try:
        answers = answersfile.read(lesson.answers_path)
    except JourneybookError:
        return Progress(State.BEGUN, 0.0, (Phrase("startpage.damaged", {"file": answersfile.FILE_NAME}),))
    given = sum(bool(answers.get(id_, "").strip()) for id_ in lesson.questions)
    notes: list[Phrase] = []
    judged = [keyed for keyed in lesson.questions.values() if keyed.right is not None]
    if given:
        notes.append(Phrase("startpage.answered", {"given": given, "asked": len(lesson.questions)}))
        if not lesson.is_test and judged:
            right = sum((keyed.credit(answers.get(keyed.question.id, "")) or 0) >= 1 for keyed in judged)
            notes.append(Phrase("startpage.right", {"right": right, "asked": len(judged)}))
    for round_, name in lesson.rounds.items():
        if answers.get(f"{FINISHED}:{round_}"):
            notes.append(Phrase("startpage.round", {"round": name}))
    parts = [bool(answers.get(id_, "").strip()) for id_ in lesson.questions]
    if lesson.starter_path.is_file():
        drawn = _is_drawn(lesson)
        parts.append(drawn)
        if drawn:
            notes.append(Phrase("startpage.drawn", {}))
    if answers.get(FINISHED):
        return Progress(State.FINISHED, 1.0, tuple(notes))
    # The button at the end counts as one part more: nobody is finished before they say so.
    share = sum(parts) / (len(parts) + 1)
    return Progress(State.BEGUN if share else State.NEW, share, tuple(notes))


def exercise_progress(folder: Path) -> Progress:
    """Return how far an exercise is: the share met of demands that need neither key nor data, all once handed in."""
    from .exercise import Exercise
    from .rubric import Status

    if not (folder / "exercise.toml").is_file():
        return Progress(State.MISSING)
    try:
        exercise = Exercise(folder)
        findings = [
            demand.judge(exercise.subject(None, item))
            for item, demands in exercise.rubric.items.items()
            for demand in demands
            # Holding a map against a case's data takes seconds: the exercise does that, the start page does not wait.
            if not (demand.criterion.needs_key or demand.criterion.needs_data)
        ]
    except JourneybookError as error:
        return Progress(State.BEGUN, 0.0, (Phrase(error.key, error.params),))
    met = sum(finding.status is Status.MET for finding in findings)
    begun = any(finding.status is not Status.NOT_ATTEMPTED for finding in findings)
    notes = [Phrase("startpage.met", {"met": met, "all": len(findings)})] if begun else []
    notes += [Phrase("startpage.damaged", {"file": str(p.params.get("file", ""))}) for p in exercise.problems()]
    times = times_handed_in(folder)
    if times:
        notes.append(Phrase("startpage.handed_in", {"times": times}))
    if (folder / FEEDBACK_FILE).is_file():
        notes.append(Phrase("startpage.feedback", {}))
    share = 1.0 if times else met / len(findings) if findings else 0.0
    state = State.FINISHED if share == 1 else State.BEGUN if begun or notes else State.NEW
    return Progress(state, share, tuple(notes))


def times_handed_in(folder: Path) -> int:
    """Return how often the exercise in `folder` was handed in to the desk's class."""
    try:
        member = membership(folder)
    except HandInError:
        return 0
    if member is None:
        return 0
    kept = member.cache / member.course_id
    head = f"{member.trainee}+{folder.name}+"
    with contextlib.suppress(OSError):
        return sum(one.name.startswith(head) for one in kept.iterdir())
    return 0


class ProgressBook:
    """The progress of all pages of a course, each worked out again only once its files have changed.

    Parameters
    ----------
    course : Course
        The course.
    """

    def __init__(self, course: Course) -> None:
        self._course = course
        self._file = course.folder / _CACHE
        self._known: dict[str, tuple[Any, Progress]] = _read_cache(self._file)

    def stamps(self) -> tuple[Any, ...]:
        """Return something that changes when the progress of a page may have."""
        return tuple(self._stamp(page) for page in self._course.pages)

    def read(self) -> dict[CoursePage, Progress]:
        """Return the progress of each page, in order."""
        found, changed = {}, False
        for page in self._course.pages:
            stamp, known = self._stamp(page), self._known.get(page.notebook)
            if known is None or known[0] != stamp:
                known = (stamp, _progress(page))
                self._known[page.notebook] = known
                changed = True
            found[page] = known[1]
        if changed:
            _write_cache(self._file, self._known)
        return found

    def _stamp(self, page: CoursePage) -> Any:
        handed_in = times_handed_in(page.folder) if page.kind is PageKind.EXERCISE else 0
        return [handed_in, *(list(one) if one else None for one in stamps(page.folder))]


def _progress(page: CoursePage) -> Progress:
    if page.kind is PageKind.EXERCISE:
        return exercise_progress(page.folder)
    try:
        return lesson_progress(Lesson(page.folder))
    except JourneybookError as error:
        return Progress(State.MISSING, 0.0, (Phrase(error.key, error.params),))


def _is_drawn(lesson: Lesson) -> bool:
    try:
        return lesson.map_path.is_file() and mapfile.read(lesson.map_path) != lesson.starter
    except JourneybookError:
        return False


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def _read_cache(path: Path) -> dict[str, tuple[Any, Progress]]:
    """Return what was kept; nothing where there is no such file or somebody has changed it into something else."""
    try:
        data = jsonfile.load(path, _MAX_CACHE_BYTES)
        if data["format"] != _FORMAT:
            return {}
        return {notebook: (one["stamp"], _from_plain(one)) for notebook, one in data["pages"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _from_plain(one: Mapping[str, Any]) -> Progress:
    share = float(one["share"])
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    return Progress(State(one["state"]), share, tuple(_phrase(key, params) for key, params in one["notes"]))


def _phrase(key: str, params: Mapping[str, Any]) -> Phrase:
    return Phrase(key, {name: Phrase(*value) if isinstance(value, list) else value for name, value in params.items()})


def _write_cache(path: Path, known: Mapping[str, tuple[Any, Progress]]) -> None:
    if not path.parent.is_dir():
        return  # not a desk: a trainer looks at the course where it is written
    pages = {
        notebook: {"stamp": stamp, "state": one.state, "share": one.share, "notes": one.notes}
        for notebook, (stamp, one) in known.items()
    }
    # It is only kept to be quick: where it cannot be written, it is worked out again.
    with contextlib.suppress(OSError, TypeError, ValueError):
        write_text(path, json.dumps({"format": _FORMAT, "pages": pages}, ensure_ascii=False, indent=1) + "\n")
