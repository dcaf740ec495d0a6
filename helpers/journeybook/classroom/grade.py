"""Grade what was collected, one hand-in after the other."""

from __future__ import annotations

import itertools
from pathlib import Path

import nbformat
from nbgrader.converters import Autograde

from ..nbgrader_api import LOG
from .accept import TIME_FILE, accept, read_notes
from .collect import set_aside
from .folder import ClassFolder
from .session import Problem, Report, Session, StepError, Tick, no_tick, open_session


def grade(
    class_: ClassFolder,
    exercise: str | None = None,
    *,
    again: bool = False,
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
    verbose : bool
        Show what nbgrader says.
    tick : callable
        Told of progress.

    Raises
    ------
    ClassError
        If nothing is released, or the class's files are wrong.
    """
    with open_session(class_, verbose=verbose) as session:
        work = session.work(exercise, tick, lambda chosen, trainee: class_.step("submitted", trainee, chosen).is_dir())
        for chosen, trainee in work:
            try:
                work.problems.extend(_take_in(session, chosen, trainee))
            except OSError:
                LOG.exception("Cannot take in what %s handed in for %s", trainee, chosen)
                work.problems.append(session.problem("classroom.grade_failed", chosen, trainee))
                continue
            graded = class_.step("autograded", trainee, chosen) / f"{chosen}.ipynb"
            before = graded.stat().st_mtime_ns if graded.exists() else None
            try:
                session.run(Autograde, traits={"force": again}, assignment_id=chosen, student_id=trainee)
            except StepError:
                work.problems.append(session.problem("classroom.grade_failed", chosen, trainee))
                continue
            if graded.stat().st_mtime_ns == before:
                work.unchanged += 1
                continue
            work.done.append((chosen, trainee))
            if _not_judged(graded):
                work.problems.append(session.problem("classroom.grade_not_judged", chosen, trainee))
    return work.report()


def _take_in(session: Session, exercise: str, trainee: str) -> list[Problem]:
    """Check a hand-in that the trainer put into ``submitted/`` by hand, as one from the exchange is checked."""
    folder = session.class_.step("submitted", trainee, exercise)
    if read_notes(folder) is not None:
        return []
    stamp = folder / TIME_FILE
    time = stamp.read_text(encoding="ascii", errors="replace").strip() if stamp.is_file() else ""
    aside = _free_folder(session.class_.path / "set-aside" / trainee / exercise)
    aside.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(aside)
    accept(aside, folder, exercise, time)
    return set_aside(session, exercise, trainee)


def _free_folder(wanted: Path) -> Path:
    """Return `wanted`, with a number if that name is taken."""
    numbered = (wanted.with_name(f"{wanted.name}-{number}") for number in itertools.count(2))
    return next(path for path in itertools.chain([wanted], numbered) if not path.exists())


def _not_judged(graded: Path) -> bool:
    notebook = nbformat.read(graded, as_version=4)
    return any(cell.metadata.get("journeybook", {}).get("not_judged") for cell in notebook.cells)
