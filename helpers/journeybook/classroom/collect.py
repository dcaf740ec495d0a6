"""Bring the newest hand-in of every trainee from the exchange into the class."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from . import arrivals
from .accept import accept
from .folder import ClassFolder
from .groupmaps import share_maps
from .names import printable
from .remarks import arrival_remarks, remarks
from .session import Problem, Report, Session, StepError, Tick, no_tick, open_session


class SafeCollect(ExchangeCollect):
    """nbgrader's collecting, except that a hand-in is taken in by :func:`.accept.accept`.

    Set as ``ExchangeFactory.collect``, so that nbgrader's own buttons use it too.
    """

    seen: list[arrivals.Arrival] | None = None
    """What is in the exchange, where somebody has looked already."""

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """Read who and when from a hand-in's folder name; a name that says nothing counts as the oldest."""
        name = Path(path).name
        # Anybody may put a folder of any name into the exchange.
        found = self._genuine.get(name)
        if found is None:
            self.log.warning("Not a hand-in: %s", path)
            return {"username": "", "filename": name, "timestamp": datetime.min}
        return {"username": found.trainee, "filename": name, "timestamp": found.time}

    def init_src(self) -> None:
        """Find the newest hand-ins, leaving out what is none."""
        inbound = Path(self.root, self.coursedir.course_id, "inbound")
        if self.seen is None:
            self.seen = arrivals.look(inbound)
        forged = arrivals.forged(self.seen)
        self._genuine = {one.name: one for one in self.seen if one.name not in forged}
        super().init_src()
        self.src_records: list[dict[str, Any]] = [record for record in self.src_records if record["username"]]

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Take in one hand-in."""
        source = Path(src)
        found = self._genuine[source.name]
        # Feedback finds its way back by the very characters of the time.
        honest = found.time == found.claimed
        stamp = source.name.split("+")[2] if honest else f"{found.time:%Y-%m-%d %H:%M:%S.%f} UTC"
        accept(source, Path(dest), self.coursedir.assignment_id, stamp)


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
        seen = arrivals.look(class_.inbound)
        for chosen, trainee in work:
            folder = class_.step("submitted", trainee, chosen)
            before = _collected(folder)
            try:
                # One trainee at a time: whatever one of them put into the exchange, the others are collected.
                session.run(
                    SafeCollect, traits={"update": True, "seen": seen}, assignment_id=chosen, student_id=trainee
                )
            except StepError:
                work.problems.append(session.problem("classroom.collect_failed", chosen, trainee))
                continue
            after = _collected(folder)
            work.problems.extend(arrival_remarks(session, chosen, trainee, seen, collected=after != before))
            if after == before:
                work.unchanged += after is not None
            else:
                work.done.append((chosen, trainee))
                work.problems.extend(set_aside(session, chosen, trainee))
        for chosen in sorted({chosen for chosen, _ in work.items}):
            for trainee in share_maps(class_, chosen):
                if (chosen, trainee) not in work.done:
                    work.done.append((chosen, trainee))
        known, exercises = {trainee.id for trainee in class_.trainees()}, {chosen for chosen, _ in work.items}
        work.problems.extend(_strangers(session, known, exercises))
    return work.report()


def set_aside(session: Session, exercise: str, trainee: str) -> list[Problem]:
    """Return, for the trainer, what of a collected hand-in was left out, and what else is strange about it."""
    return remarks(session, exercise, trainee)


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
