"""Who is stuck or behind, and what each should look at next: for the trainer's eyes only.

It says what happened, never what somebody is like: not handed in, parts left open, the same finding twice.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from nbgrader.utils import parse_utc

from ..answersfile import FILE_NAME as ANSWERS_FILE
from ..errors import JourneybookError
from ..exercise import EXERCISE_FILE, KEY_FILE, RUBRIC_FILE, Exercise
from ..handin import MAP_FILE, STARTER_FILE, RefusedFileError, read_regular
from ..i18n import Phrase
from ..planfile import FILE_NAME as PLAN_FILE
from ..rubric import Finding, Key, Status
from .accept import TIME_FILE
from .folder import KEY_FOLDER, ClassFolder
from .results import Result, Results
from .roster import Trainee

FAR_BELOW = 0.25
"""How far below the class's median share of points somebody must be to be named, 0 to 1."""

FEWEST = 5
"""Graded hand-ins from which on the median says something."""

WELL_DONE = 0.8
"""Share of the points from which on nobody is expected to hand in again."""

EARLIER = 3
"""Most earlier hand-ins of one trainee that are looked at."""


@dataclass(frozen=True)
class Stuck:
    """Somebody who may need a hand."""

    trainee: Trainee
    reasons: tuple[tuple[str, tuple[Phrase, ...]], ...]
    """Exercise → what happened there."""
    next: Phrase
    """What to look at next."""


def stuck(class_: ClassFolder, all_results: Sequence[Results]) -> tuple[Stuck, ...]:
    """Return who is stuck or behind, in the roster's order.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    all_results : sequence of Results
        What it has for each released exercise.
    """
    found = []
    for trainee in class_.trainees():
        by_exercise = tuple(
            (one.exercise, reasons) for one in all_results if (reasons := tuple(_reasons(class_, one, trainee)))
        )
        if by_exercise:
            named = {exercise for exercise, _ in by_exercise}
            found.append(Stuck(trainee, by_exercise, _next(all_results, named, trainee)))
    return tuple(found)


def _reasons(class_: ClassFolder, one: Results, trainee: Trainee) -> Iterator[Phrase]:
    handed_in = _hand_ins(class_, one.exercise, trainee.id)
    result = one.of(trainee.id)
    if result is None:
        if not handed_in and not class_.step("submitted", trainee.id, one.exercise).is_dir():
            yield Phrase("trainer.not_handed_in", {})
        return  # what is handed in and not graded waits for the trainer, not for the trainee
    still = [*_left_open(one, result), *_below(one, result), *_again(class_, one, result, handed_in)]
    yield from still
    if (still or result.share < WELL_DONE) and _old(class_, one.exercise, trainee.id, handed_in):
        yield Phrase("trainer.not_since_feedback", {})


def _left_open(one: Results, result: Result) -> Iterator[Phrase]:
    left = [
        item
        for item, found in result.findings.items()
        if found and all(finding.status is Status.NOT_ATTEMPTED for finding in found)
    ]
    if left and len(left) == len(result.findings):
        yield Phrase("trainer.nothing_attempted", {})
    elif left:
        yield Phrase("trainer.left_open", {"parts": " / ".join(one.item_title(item) for item in left)})


def _below(one: Results, result: Result) -> Iterator[Phrase]:
    if len(one.results) < FEWEST:
        return
    middle = median(other.share for other in one.results)
    if middle - result.share >= FAR_BELOW:
        yield Phrase("trainer.far_below", {"share": f"{result.share:.0%}", "median": f"{middle:.0%}"})


def _again(class_: ClassFolder, one: Results, result: Result, handed_in: Sequence[Path]) -> Iterator[Phrase]:
    """Say what was not met in this hand-in and in the one before, which the exchange still has."""
    unmet, times = _unmet(result.findings.items()), 1
    graded = class_.step("submitted", result.trainee.id, one.exercise) / TIME_FILE
    if not unmet or not graded.is_file():
        return
    before = [path for path in handed_in if path.name.split("+")[2] < graded.read_text(encoding="ascii")]
    for earlier in list(reversed(before))[:EARLIER]:
        both = unmet & _unmet(_judged(class_, one.exercise, earlier))
        if not both:
            break
        unmet, times = both, times + 1
    if times > 1:
        _, criterion = sorted(unmet)[0]
        yield Phrase("trainer.same_again", {"times": times, "criterion": Phrase(f"criteria.{criterion}_name", {})})


def _unmet(findings: Iterable[tuple[str, Sequence[Finding]]]) -> set[tuple[str, str]]:
    return {
        (item, one.criterion)
        for item, found in findings
        for one in found
        if one.status is Status.NOT_MET and one.max_points
    }


def _judged(class_: ClassFolder, exercise: str, hand_in: Path) -> list[tuple[str, tuple[Finding, ...]]]:
    """Return what the rubric finds in an earlier hand-in: its map and answers are read, nothing of it is run."""
    source = class_.source / exercise
    with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        folder = Path(temporary)
        try:
            for name in (EXERCISE_FILE, RUBRIC_FILE, STARTER_FILE):
                if (source / name).is_file():
                    (folder / name).write_bytes((source / name).read_bytes())
            for name in (MAP_FILE, ANSWERS_FILE, PLAN_FILE):
                if (hand_in / name).exists():
                    (folder / name).write_bytes(read_regular(hand_in / name))
            judged = Exercise(folder)
            key = Key.read(source / KEY_FOLDER / KEY_FILE)
            return [(item, judged.findings(item, key=key)) for item in judged.rubric.items]
        except (OSError, RefusedFileError, JourneybookError):
            return []  # what cannot be read says nothing


def _hand_ins(class_: ClassFolder, exercise: str, trainee: str) -> list[Path]:
    """Return a trainee's hand-ins in the exchange, the newest last."""
    found = [path for path in class_.inbound.glob(f"{trainee}+{exercise}+*") if _time(path.name.split("+")[2])]
    return sorted(found, key=lambda path: path.name.split("+")[2])


def _time(written: str) -> datetime | None:
    try:
        found: datetime | None = parse_utc(written)
    except (ValueError, OverflowError):
        return None
    return None if found is None else found.replace(tzinfo=UTC)


def _old(class_: ClassFolder, exercise: str, trainee: str, handed_in: Sequence[Path]) -> bool:
    """Return whether feedback was made after the newest hand-in."""
    page = class_.step("feedback", trainee, exercise) / f"{exercise}.html"
    newest = _time(handed_in[-1].name.split("+")[2]) if handed_in else None
    return page.is_file() and (newest is None or newest.timestamp() < page.stat().st_mtime)


def _next(all_results: Sequence[Results], named: set[str], trainee: Trainee) -> Phrase:
    """Return the finding that costs somebody most, or where to begin."""
    lost = [
        (finding.max_points - finding.points, finding)
        for one in all_results
        if one.exercise in named and (result := one.of(trainee.id)) is not None
        for found in result.findings.values()
        for finding in found
    ]
    loss, worst = max(lost, key=lambda pair: pair[0], default=(0.0, None))
    if worst is not None and loss > 0:
        why = worst.verdict.why
        name = Phrase(f"criteria.{worst.criterion}_name", {})
        return Phrase("trainer.next_finding", {"criterion": name, "why": why, "points": f"{loss:g}"})
    begun = any(one.of(trainee.id) is not None for one in all_results if one.exercise in named)
    return Phrase("trainer.next_talk" if begun else "trainer.next_begin", {})
