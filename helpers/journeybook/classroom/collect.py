"""Bring the newest hand-in of every trainee from the exchange into the class."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from ..i18n import t
from .accept import accept, read_notes
from .folder import ClassFolder
from .names import printable
from .session import Problem, Report, Session, StepError, Tick, no_tick, open_session


class SafeCollect(ExchangeCollect):
    """nbgrader's collecting, except that a hand-in is taken in by :func:`.accept.accept`.

    Set as ``ExchangeFactory.collect``, so that nbgrader's own buttons use it too.
    """

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """Read who and when from a hand-in's folder name; a name that says nothing counts as the oldest."""
        try:
            record: dict[str, Any] = super()._path_to_record(path)
        except Exception:  # anybody may put a folder of any name into the exchange
            self.log.warning("Not a hand-in: %s", path)
            record = {"username": "", "filename": Path(path).name, "timestamp": datetime.min}
        return record

    def init_src(self) -> None:
        """Find the newest hand-ins, leaving out what is none."""
        super().init_src()
        self.src_records: list[dict[str, Any]] = [record for record in self.src_records if record["username"]]

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Take in one hand-in."""
        source = Path(src)
        accept(source, Path(dest), self.coursedir.assignment_id, source.name.split("+")[2])


def collect(class_: ClassFolder, exercise: str | None = None, *, verbose: bool = False, tick: Tick = no_tick) -> Report:
    """Collect the newest hand-ins; may be repeated at any time.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    exercise : str, optional
        One exercise instead of all that are released.
    verbose : bool
        Show what nbgrader says.
    tick : callable
        Told of progress.

    Returns
    -------
    Report
        ``done`` lists new hand-ins; ``problems`` also says what of a hand-in was set aside.

    Raises
    ------
    ClassError
        If nothing is released, or the class's files are wrong.
    """
    with open_session(class_, verbose=verbose) as session:
        work = session.work(exercise, tick, lambda *_: True)
        for chosen, trainee in work:
            folder = class_.step("submitted", trainee, chosen)
            before = _collected(folder)
            try:
                # One trainee at a time: whatever one of them put into the exchange, the others are collected.
                session.run(SafeCollect, traits={"update": True}, assignment_id=chosen, student_id=trainee)
            except StepError:
                work.problems.append(session.problem("classroom.collect_failed", chosen, trainee))
                continue
            after = _collected(folder)
            if after == before:
                work.unchanged += after is not None
            else:
                work.done.append((chosen, trainee))
                work.problems.extend(set_aside(session, chosen, trainee))
        known, exercises = {trainee.id for trainee in class_.trainees()}, {chosen for chosen, _ in work.items}
        work.problems.extend(_strangers(session, known, exercises))
    return work.report()


def set_aside(session: Session, exercise: str, trainee: str) -> list[Problem]:
    """Return, for the trainer, what of a collected hand-in was left out."""
    notes = read_notes(session.class_.step("submitted", trainee, exercise))
    if notes is None or not notes.set_aside:
        return []
    files = t("classroom.list_separator").join(
        t("classroom.set_aside_file", file=printable(name), reason=t(f"classroom.reason_{reason}"))
        for name, reason in notes.set_aside[:10]
    )
    return [session.problem("classroom.set_aside", exercise, trainee, files=files, count=len(notes.set_aside))]


def _collected(folder: Path) -> str | None:
    """Return the time of the hand-in in `folder`, if there is one."""
    stamp = folder / "timestamp.txt"
    return stamp.read_text(encoding="ascii") if stamp.is_file() else None


def _strangers(session: Session, known: set[str], exercises: set[str]) -> list[Problem]:
    """Return a problem for each hand-in of somebody who is not on the roster."""
    found = set()
    for path in session.class_.inbound.glob("*+*+*"):
        trainee, exercise, *_ = path.name.split("+")
        if exercise in exercises and trainee not in known:
            found.add((exercise, printable(trainee)))
    return [session.problem("classroom.not_on_roster", exercise, trainee) for exercise, trainee in sorted(found)]
