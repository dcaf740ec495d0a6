"""Run nbgrader's steps for one class: its settings, its gradebook, its log."""

from __future__ import annotations

import itertools
import logging
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from ..errors import ClassError
from ..i18n import t
from ..nbgrader_api import LOG, Caller
from ..programs import search_path
from . import configuration, database
from .folder import ClassFolder

Tick = Callable[[str, int, int], None]
"""Told of progress: what is being worked on, how many are done, how many there are."""


@dataclass(frozen=True)
class Problem:
    """Something that went wrong with one exercise or hand-in and did not stop the rest."""

    exercise: str
    trainee: str
    """Id, or empty where the exercise itself is meant."""
    sentence: str
    """What happened and what to do, in the current language."""


@dataclass(frozen=True)
class Report:
    """What a step of the class run did."""

    done: tuple[tuple[str, str], ...]
    """(exercise, trainee id) of what was worked on; the id is empty where the exercise itself is meant."""
    unchanged: int
    """How many needed nothing."""
    problems: tuple[Problem, ...]


@dataclass
class Work:
    """Hand-ins to work on, one after the other, and what came of them; iterate over it.

    Parameters
    ----------
    items : tuple of (str, str)
        Exercise and trainee id of each hand-in.
    tick : callable
        Told of each one as its turn comes, and of the end.
    """

    items: tuple[tuple[str, str], ...]
    tick: Tick
    done: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    _steps: int = 0

    def begin(self) -> None:
        """Say how many hand-ins there are, where they are not worked on one after the other."""
        self.tick("", 0, len(self.items))

    def step(self, exercise: str, trainee: str) -> None:
        """Say that one of them is over with."""
        self._steps += 1
        self.tick(" · ".join(filter(None, (exercise, trainee))), self._steps, len(self.items))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for number, (exercise, trainee) in enumerate(self.items):
            self.tick(" · ".join(filter(None, (exercise, trainee))), number, len(self.items))
            yield exercise, trainee
        self.tick("", len(self.items), len(self.items))

    def report(self) -> Report:
        """Return what came of it, in the order of the items."""
        place = {item: number for number, item in enumerate(self.items)}
        problems = sorted(self.problems, key=lambda one: place.get((one.exercise, one.trainee), len(place)))
        return Report(tuple(sorted(self.done, key=place.__getitem__)), self.unchanged, tuple(problems))


def no_tick(label: str, done: int, total: int) -> None:
    """Show no progress."""


class Session:
    """One class, opened for work with nbgrader; made by :func:`open_session`."""

    def __init__(self, class_: ClassFolder) -> None:
        self.class_ = class_
        self.config = configuration.load(class_.path)
        self.database_url: str = self.config.CourseDirectory.db_url
        self._caller = Caller(self.config)

    def run(self, kind: type[Any], *, traits: dict[str, Any] | None = None, **settings: str) -> None:
        """Run one of nbgrader's converters or exchange actions.

        Parameters
        ----------
        kind : type
            The class, such as ``Autograde``.
        traits : dict, optional
            Traits of the object itself, such as ``{"force": True}``.
        **settings
            Traits of ``CourseDirectory``: ``assignment_id``, ``student_id``.

        Raises
        ------
        StepError
            If nbgrader could not do it. What it said is in the class's log.
        """
        step = self.make(kind, **settings)
        for name, value in (traits or {}).items():
            setattr(step, name, value)
        try:
            # What nbgrader's libraries warn of (a row not in session, a function to be renamed) is for its makers.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                step.start()
        except Exception as error:  # nbgrader raises bare exceptions of many kinds, and one must not stop the rest
            LOG.exception("%s failed: %s", kind.__name__, settings)
            raise StepError(kind.__name__, error) from error

    def make(self, kind: type[Any], **settings: str) -> Any:
        """Return a new object of nbgrader's with the class's settings: see :meth:`.Caller.make`."""
        return self._caller.make(kind, **settings)

    def gradebook(self) -> Any:
        """Return the class's gradebook, to be used in a ``with`` block.

        Raises
        ------
        ClassError
            If it cannot be opened, as where its server is down.
        """
        try:
            return Gradebook(self.database_url, self.class_.name)
        except (SQLAlchemyError, ImportError) as error:
            raise database.cannot_open(self.database_url, error) from error

    def chosen(self, exercise: str | None, available: tuple[str, ...]) -> tuple[str, ...]:
        """Return the exercises to work on: the one that was asked for, or all that are available.

        Raises
        ------
        ClassError
            If there is none, or not the one asked for.
        """
        if not available:
            raise ClassError("classroom.nothing_released", name=self.class_.name)
        if exercise is None:
            return available
        if exercise not in available:
            raise ClassError("classroom.unknown_exercise", exercise=exercise, known=", ".join(available))
        return (exercise,)

    def work(self, exercise: str | None, tick: Tick, has: Callable[[str, str], bool]) -> Work:
        """Return the work on each trainee's hand-in of the chosen exercises; raises like :meth:`chosen`.

        Parameters
        ----------
        exercise : str or None
            One exercise instead of all that are released.
        tick : callable
            Told of progress.
        has : callable
            Says for (exercise, trainee id) whether there is anything to work on.
        """
        pairs = itertools.product(self.chosen(exercise, self.class_.released()), self.class_.trainees())
        return Work(tuple((one, trainee.id) for one, trainee in pairs if has(one, trainee.id)), tick)

    def problem(self, key: str, exercise: str, trainee: str = "", **params: Any) -> Problem:
        """Return a problem whose sentence is catalogue entry `key`; it may name ``{log}``."""
        return Problem(exercise, trainee, t(key, log=self.class_.path / "log.txt", **params))


class StepError(Exception):
    """A step that nbgrader could not do; ``args`` are the step's name and its exception."""


@contextmanager
def open_session(class_: ClassFolder, *, verbose: bool = False) -> Iterator[Session]:
    """Open a class for work with nbgrader, and bring the gradebook's students up to the roster.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    verbose : bool
        Also show on stderr what nbgrader says; it goes to the class's ``log.txt`` in any case.

    Raises
    ------
    ClassError
        If the roster or the configuration is wrong, or the gradebook cannot be opened.
    """
    session = Session(class_)
    with _environment(), _log_to_file(class_, verbose, session.database_url):
        trainees = class_.trainees()
        with session.gradebook() as gradebook:
            for trainee in trainees:
                gradebook.update_or_create_student(
                    trainee.id,
                    first_name=trainee.first_name,
                    last_name=trainee.last_name,
                    email=trainee.email,
                )
        yield session


@contextmanager
def _environment() -> Iterator[None]:
    """Let nbgrader find ``alembic``, which it runs as a command when it makes a gradebook, and clean up after it.

    Where grading fails, nbgrader leaves ``NBGRADER_EXECUTION`` set, and notebooks would believe that they are graded.
    """
    before = {name: os.environ.get(name) for name in ("PATH", "NBGRADER_EXECUTION")}
    os.environ["PATH"] = search_path()
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class _Discreet(logging.Formatter):
    """Writes what is logged, except for the password of the gradebook."""

    def __init__(self, database_url: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")
        self._database_url = database_url

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as text, tracebacks too."""
        return database.hidden(super().format(record), self._database_url)


@contextmanager
def _log_to_file(class_: ClassFolder, verbose: bool, database_url: str) -> Iterator[None]:
    handlers: list[logging.Handler] = [logging.FileHandler(class_.path / "log.txt", encoding="utf-8")]
    if verbose:
        handlers.append(logging.StreamHandler())
    for handler in handlers:
        handler.setFormatter(_Discreet(database_url))
        LOG.addHandler(handler)
    try:
        yield
    finally:
        for handler in handlers:
            LOG.removeHandler(handler)
            handler.close()
