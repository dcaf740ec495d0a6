"""Grade what was collected: many hand-ins at once, the gradebook written by this process alone.

Each hand-in is graded in a worker from its files, comes back as a notebook, goes to its folder in one step and then
into the gradebook in one transaction. A run that was killed is taken up where it ended: what has reached its folder is
not graded again, only written into the gradebook if it is not there yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.preprocessors import CheckCellMetadata
from nbgrader.utils import find_all_files
from traitlets.config import Config

from ..errors import JourneybookError
from ..nbgrader_api import LOG
from . import calls, graded, pool
from .accept import TIME_FILE, accept, read_notes
from .collect import set_aside
from .folder import KEY_FOLDER, ClassFolder, is_coding
from .gradebook import Writer, writer
from .judging import Exam, Graded, Way, digest, grade_somehow
from .locking import alone
from .session import Problem, Report, Session, StepError, Tick, Work, no_tick, open_session
from .warming import for_grading
from .worker import START_SECONDS, Limits

DATA_MEMORY = 1_500_000_000
"""Most bytes that the data of one hand-in may take while it is graded; its files have 5 MB each at most."""

_NO_LIMIT = 24 * 3600
"""Seconds that stand for “as long as it takes”."""

_FOR_WORKERS = ("GradeFromData", "Execute", "ExecutePreprocessor", "LimitOutput")
"""Sections of the class's settings that workers need; the address of the gradebook stays here."""


@dataclass(frozen=True)
class _Choice:
    """How the work is done: see :func:`grade`."""

    again: bool
    workers: int | None
    scheduler: str | None
    insist: bool


def grade(
    class_: ClassFolder,
    exercise: str | None = None,
    *,
    again: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    insist: bool = False,
    verbose: bool = False,
    tick: Tick = no_tick,
) -> Report:
    """Grade every collected hand-in that is new since it was last graded.

    Points that the trainer gave by hand are kept. One hand-in that cannot be graded never stops the rest.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    exercise : str, optional
        One exercise instead of all that are released.
    again : bool
        Grade all hand-ins anew, as after a change to the key.
    workers : int, optional
        How many processes of this machine grade; by default one for each core.
    scheduler : str, optional
        Address of a Dask scheduler whose workers grade instead.
    insist : bool
        Also run coding exercises where this machine has no sandbox for them.
    verbose : bool
        Show what nbgrader says.
    tick : callable
        Told of progress.

    Raises
    ------
    ClassError
        If nothing is released, the class's files are wrong, another process is grading this class, or the cluster
        that was asked for is not there.
    """
    choice = _Choice(again, workers, scheduler, insist)
    with alone(class_), open_session(class_, verbose=verbose) as session, writer(session) as book:
        graded.clear_scratch(class_)
        work = session.work(exercise, tick, lambda chosen, trainee: class_.step("submitted", trainee, chosen).is_dir())
        _Run(session, book, choice, work).all()
    return work.report()


@dataclass(frozen=True)
class _Item:
    """A hand-in that is to be graded."""

    exercise: str
    trainee: str
    files: dict[str, bytes]
    mark: graded.Mark


class _Run:
    """One run of :func:`grade`."""

    def __init__(self, session: Session, book: Writer, choice: _Choice, work: Work) -> None:
        self._session = session
        self._class = session.class_
        self._book = book
        self._choice = choice
        self._work = work
        self._autograde = session.make(Autograde)

    def all(self) -> None:
        """Grade what there is to grade."""
        self._work.begin()
        chosen = sorted({exercise for exercise, _ in self._work.items})
        tokens = {exercise: self._book.tokens(exercise) for exercise in chosen}
        coding = {exercise for exercise in chosen if is_coding(self._class.source / exercise)}
        new = []
        for exercise, trainee in self._work.items:
            if exercise in coding:
                self._code(exercise, trainee)
            elif self._is_new(exercise, trainee, tokens[exercise].get(trainee)):
                new.append((exercise, trainee))
                continue
            self._work.step(exercise, trainee)
        if new:
            with self._pool() as workers:
                self._grade(new, workers)

    def _is_new(self, exercise: str, trainee: str, in_book: str | None) -> bool:
        """Return whether a hand-in is to be graded; what was, and only the gradebook lacks, is written there."""
        submitted = self._class.step("submitted", trainee, exercise)
        try:
            self._work.problems.extend(_take_in(self._session, exercise, trainee))
            mark = graded.read_mark(self._class, exercise, trainee)
            if self._choice.again or mark is None or mark.hand_in != digest(self._read(submitted)):
                return True
        except OSError:
            self._failed(exercise, trainee)
            return False
        if mark.token == in_book:
            self._work.unchanged += 1
        else:
            self._into_book(exercise, trainee, mark)
        return False

    def _pool(self) -> AbstractContextManager[pool.Pool]:
        if self._choice.scheduler is not None:
            return pool.cluster(self._choice.scheduler, for_grading)
        return pool.processes(self._choice.workers, for_grading)

    def _grade(self, new: list[tuple[str, str]], workers: pool.Pool) -> None:
        exams = self._exams({exercise for exercise, _ in new})
        for exercise, trainee in new:
            if exercise not in exams:
                self._problem("classroom.grade_failed", exercise, trainee)
                self._work.step(exercise, trainee)

        def items() -> Iterator[_Item]:
            for exercise, trainee in (pair for pair in new if pair[0] in exams):
                try:
                    files = self._read(self._class.step("submitted", trainee, exercise))
                except OSError:
                    self._failed(exercise, trainee)
                    self._work.step(exercise, trainee)
                else:
                    yield _Item(exercise, trainee, files, graded.new_mark(digest(files)))

        def start(item: _Item) -> Future[Graded]:
            exam, way = exams[item.exercise]
            return workers.start(grade_somehow, exam, item.files, way, _limits(exam))

        for item, future in pool.each_done(workers, items(), start):
            try:
                result = future.result()
                for line in result.trouble:
                    LOG.warning("%s of %s: %s", item.exercise, item.trainee, line)
                self._put(item, exams[item.exercise][0], result)
                LOG.info("Graded: %s of %s, grading %s", item.exercise, item.trainee, item.mark.token)
            except Exception:  # what a worker ended with, whatever a cluster raises, a folder that cannot be written
                self._failed(item.exercise, item.trainee)
            else:
                problem = "grading.too_much" if result.too_much else "classroom.grade_not_judged"
                self._into_book(item.exercise, item.trainee, item.mark, problem)
            self._work.step(item.exercise, item.trainee)

    def _put(self, item: _Item, exam: Exam, result: Graded) -> None:
        files = {**item.files, **exam.files, f"{item.exercise}.ipynb": result.notebook.encode()}
        permissions = int(str(self._autograde.permissions), 8)
        graded.put(self._class, item.exercise, item.trainee, files, result.findings, item.mark, permissions)

    def _into_book(
        self, exercise: str, trainee: str, mark: graded.Mark, problem: str = "classroom.grade_not_judged"
    ) -> None:
        """Write the points of what lies graded in its folder into the gradebook; where there are none, say why."""
        folder = self._class.step("autograded", trainee, exercise)
        try:
            notebook = nbformat.read(folder / f"{exercise}.ipynb", as_version=4)
            time = self._autograde.coursedir.get_existing_timestamp(str(folder))
            self._book.save(exercise, trainee, notebook, time, mark.token)
            LOG.info("Points in the gradebook: %s of %s, grading %s", exercise, trainee, mark.token)
        except Exception:  # nbgrader and databases raise exceptions of many kinds, and one must not stop the rest
            self._failed(exercise, trainee)
            return
        self._work.done.append((exercise, trainee))
        if _not_judged(notebook):
            self._problem(problem, exercise, trainee)

    def _exams(self, exercises: set[str]) -> dict[str, tuple[Exam, Way]]:
        """Return what each exercise is graded with, and how; one that cannot be read is left out."""
        found = {}
        for exercise in exercises:
            try:
                found[exercise] = self._exam(exercise)
            except Exception:  # a damaged notebook raises what it likes
                LOG.exception("Cannot read exercise %s", exercise)
        return found

    def _exam(self, exercise: str) -> tuple[Exam, Way]:
        source = self._class.source / exercise
        released = (self._class.release / exercise / f"{exercise}.ipynb").read_bytes()
        # A trainer may let trainees hand in a file that the source has, too.
        theirs = self._autograde.exclude_overwriting.get(exercise, ())
        files = self._read(source, "*.ipynb")
        key = sorted(path for path in (source / KEY_FOLDER).rglob("*") if path.is_file())
        exam = Exam(
            exercise=exercise,
            lang=self._class.lang,
            released=released,
            files={name: content for name, content in files.items() if name not in theirs},
            key={path.relative_to(source / KEY_FOLDER).as_posix(): path.read_bytes() for path in key},
            config=Config({name: self._session.config[name] for name in _FOR_WORKERS if name in self._session.config}),
        )
        notebook = nbformat.reads(released.decode(), as_version=4)
        CheckCellMetadata(log=LOG).preprocess(notebook, {})
        return exam, Way.DATA if calls.needs_no_kernel(notebook) else Way.KERNEL

    def _read(self, folder: Path, *ignore: str) -> dict[str, bytes]:
        """Return the files in a folder that nbgrader would copy from there."""
        names = find_all_files(str(folder), [*self._autograde.coursedir.ignore, *ignore])
        return {Path(name).relative_to(folder).as_posix(): Path(name).read_bytes() for name in sorted(names)}

    def _code(self, exercise: str, trainee: str) -> None:
        """Have a coding exercise run where it can do no harm, and graded there."""
        from . import coding  # kernels and all that they import, for those who have such exercises

        path = self._class.step("autograded", trainee, exercise) / f"{exercise}.ipynb"
        before = path.stat().st_mtime_ns if path.exists() else None
        try:
            self._work.problems.extend(_take_in(self._session, exercise, trainee))
            coding.autograde(self._session, exercise, trainee, again=self._choice.again, insist=self._choice.insist)
        except JourneybookError as error:
            self._work.problems.append(Problem(exercise, trainee, str(error)))
        except (StepError, OSError):
            self._failed(exercise, trainee)
        else:
            if path.stat().st_mtime_ns == before:
                self._work.unchanged += 1
                return
            self._work.done.append((exercise, trainee))
            self._work.problems.extend(coding.problems(self._session, exercise, trainee))
            if _not_judged(nbformat.read(path, as_version=4)):
                self._problem("classroom.grade_not_judged", exercise, trainee)

    def _problem(self, key: str, exercise: str, trainee: str) -> None:
        self._work.problems.append(self._session.problem(key, exercise, trainee))

    def _failed(self, exercise: str, trainee: str) -> None:
        LOG.exception("Not graded: %s of %s", exercise, trainee)
        self._problem("classroom.grade_failed", exercise, trainee)


def _limits(exam: Exam) -> dict[Way, Limits]:
    """Return what grading one hand-in may take: from data as long as one cell may run, in a kernel as all of them."""
    cell = exam.config.GradeFromData.get("timeout", 120)
    seconds = float(_NO_LIMIT if cell is None or cell < 0 else cell)
    cells = exam.released.count(b'"cell_type": "code"')
    return {
        Way.DATA: Limits(seconds, DATA_MEMORY),
        Way.KERNEL: Limits(min(seconds * cells, _NO_LIMIT) + START_SECONDS),
        Way.UNJUDGED: Limits(START_SECONDS),
    }


def _take_in(session: Session, exercise: str, trainee: str) -> list[Problem]:
    """Check a hand-in that the trainer put into ``submitted/`` by hand, as one from the exchange is checked."""
    folder = session.class_.step("submitted", trainee, exercise)
    if read_notes(folder) is not None:
        return []
    stamp = folder / TIME_FILE
    time = stamp.read_text(encoding="ascii", errors="replace").strip() if stamp.is_file() else ""
    aside = graded.free_folder(session.class_.path / "set-aside" / trainee / exercise)
    aside.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(aside)
    accept(aside, folder, exercise, time)
    return set_aside(session, exercise, trainee)


def _not_judged(notebook: NotebookNode) -> bool:
    return any(cell.metadata.get("journeybook", {}).get("not_judged") for cell in notebook.cells)
