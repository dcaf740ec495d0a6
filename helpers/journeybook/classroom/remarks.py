"""What the trainer hears of a hand-in: files left out, cells tampered with, texts that are no work of a learner's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import nbformat

from .. import answersfile, jsonfile, mapfile, planfile
from ..errors import JourneybookError
from ..exercise import RUBRIC_FILE
from ..handin import FUTURE_FILE, MAP_FILE, MAX_FILE_BYTES
from ..i18n import t
from . import arrivals, tampering
from .accept import read_notes
from .names import printable
from .session import Problem, Session

MAX_NAMED = 10
"""Most files or cells that are named in one sentence."""

MAX_SENTENCE = 600
"""Most characters of a sentence that quotes a hand-in."""


def remarks(session: Session, exercise: str, trainee: str) -> list[Problem]:
    """Return a sentence for each thing about a collected hand-in that an honest one does not have."""
    folder = session.class_.step("submitted", trainee, exercise)
    notes = read_notes(folder)
    if notes is None:
        return []
    found = []
    if notes.set_aside:
        files = t("classroom.list_separator").join(
            t("classroom.set_aside_file", file=printable(name), reason=t(f"classroom.reason_{reason}"))
            for name, reason in notes.set_aside[:MAX_NAMED]
        )
        found.append(session.problem("classroom.set_aside", exercise, trainee, files=files, count=len(notes.set_aside)))
    if notes.notebook:
        found.append(session.problem(f"remarks.notebook_{notes.notebook}", exercise, trainee))
    found += _tampering(session, exercise, trainee, folder)
    found += _damage(session, exercise, trainee, folder)
    return found


def arrival_remarks(
    session: Session, exercise: str, trainee: str, seen: Sequence[arrivals.Arrival], *, collected: bool
) -> list[Problem]:
    """Return what is strange about how a trainee's hand-ins came into the exchange.

    Parameters
    ----------
    session : Session
        The class.
    exercise, trainee : str
        Whose hand-ins.
    seen : sequence of Arrival
        All that is in the exchange.
    collected : bool
        Whether a new one was just collected: its time is only doubted then.
    """
    mine = [one for one in seen if (one.trainee, one.exercise) == (trainee, exercise)]
    forged = arrivals.forged(seen) if mine else set()
    found = []
    if count := sum(one.name in forged for one in mine):
        found.append(session.problem("remarks.forged", exercise, trainee, count=count))
    honest = [one for one in mine if one.name not in forged]
    newest = max(honest, key=lambda one: one.time, default=None)
    if collected and newest is not None and newest.doubt:
        claimed, arrived = (f"{time:%Y-%m-%d %H:%M} UTC" for time in (newest.claimed, newest.arrived))
        key = f"remarks.{newest.doubt}"
        found.append(session.problem(key, exercise, trainee, claimed=claimed, arrived=arrived))
    return found


def _tampering(session: Session, exercise: str, trainee: str, folder: Path) -> list[Problem]:
    """Return what is strange about the notebook and the texts."""
    try:
        released = nbformat.read(session.class_.release / exercise / f"{exercise}.ipynb", as_version=4)
    except (OSError, ValueError):
        return []  # graded it cannot be either, and that is said then
    handed_in = nbformat.read(folder / f"{exercise}.ipynb", as_version=4)
    found = []
    if handed_in.cells:
        kinds: dict[str, list[str]] = {}
        for difference in tampering.differences(released, handed_in):
            kinds.setdefault(difference.kind, []).append(printable(difference.cell))
        for kind, cells in kinds.items():
            named = t("classroom.list_separator").join(cells[:MAX_NAMED])
            found.append(session.problem(f"remarks.cells_{kind}", exercise, trainee, cells=named, count=len(cells)))
    known = {cell.source.strip() for cell in released.cells}
    texts = [cell.source for cell in handed_in.cells if cell.cell_type != "code" and cell.source.strip() not in known]
    for name in (MAP_FILE, FUTURE_FILE, answersfile.FILE_NAME, planfile.FILE_NAME):
        if (folder / name).is_file():
            # JSON may write any letter as a number.
            texts.append(_words((folder / name).read_bytes()))
    found += [session.problem(f"remarks.{kind}", exercise, trainee) for kind in tampering.active(texts)]
    return found


def _damage(session: Session, exercise: str, trainee: str, folder: Path) -> list[Problem]:
    """Return which files of the hand-in cannot be read."""
    found = []
    has_rubric = (session.class_.release / exercise / RUBRIC_FILE).is_file()
    for name in (MAP_FILE, FUTURE_FILE, answersfile.FILE_NAME, planfile.FILE_NAME):
        path = folder / name
        if not path.is_file():
            continue
        try:
            if name == answersfile.FILE_NAME:
                answersfile.read(path)
            elif name == planfile.FILE_NAME:
                planfile.read(path)
            elif has_rubric:
                mapfile.read(path)
            else:
                jsonfile.load(path, MAX_FILE_BYTES)
        except JourneybookError as error:
            # It may quote what is wrong, and that is a stranger's.
            found.append(Problem(exercise, trainee, printable(str(error), MAX_SENTENCE)))
        except jsonfile.DamageError:
            found.append(session.problem("remarks.damaged", exercise, trainee, file=name))
    return found


def _words(raw: bytes) -> str:
    """Return all texts in a JSON file, one after the other; the file itself where it is none."""
    try:
        data = jsonfile.parse(raw)
    except jsonfile.DamageError:
        return raw.decode("utf-8", "replace")
    found: list[str] = []
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
    return "\n".join(found)
