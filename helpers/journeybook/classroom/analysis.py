"""Item analysis: how hard each part, criterion and question was for a class, and how well it tells trainees apart.

All figures are of the hand-ins that were graded; what was not attempted counts as 0 points, as it does in the score.

==================  ===========================================================================================
Figure              Formula and source
==================  ===========================================================================================
difficulty          p = mean points / most points, 0 (nobody) to 1 (everybody). Crocker & Algina (1986),
                    *Introduction to Classical and Modern Test Theory*, ch. 14
discrimination      Pearson's r of the item with the total of all other items. With the item left in the total, it
                    would agree with itself: Henrysson (1963), *Psychometrika* 28, 211–218
upper–lower index   D = p of the best 27 % − p of the weakest 27 %, by the same total. Kelley (1939), *Journal of
                    Educational Psychology* 30, 17–24
==================  ===========================================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ..i18n import t
from ..questions import Question, QuestionKind, credit
from ..rubric import Finding, Key, Status
from .results import Result, Results

SMALL = 30
"""Below so many hand-ins every figure comes with a warning."""

FEWEST = 5
"""Below so many hand-ins nothing is said of discrimination."""

FEWEST_FOR_OPTIONS = 10
"""Hand-ins from which on the upper group is more than two people, and what they chose more than chance."""

TAIL = 0.27
"""Share of the class in the upper and in the lower group."""

EASY, HARD = 0.9, 0.2
"""Difficulty above and below which an item is flagged."""

POOR = 0.2
"""Discrimination below which an item is flagged; Ebel & Frisbie (1991), *Essentials of Educational Measurement*."""

_QUIZ = "quiz_right"

Floats = NDArray[np.float64]


class Level(StrEnum):
    """What a line of the analysis is about."""

    PART = "part"
    CRITERION = "criterion"
    QUESTION = "question"


class Flag(StrEnum):
    """What a trainer should look at."""

    TOO_EASY = "too_easy"
    TOO_HARD = "too_hard"
    POOR = "poor"
    NEGATIVE = "negative"
    LURES_THE_BEST = "lures_the_best"
    LURES_NOBODY = "lures_nobody"


@dataclass(frozen=True)
class Option:
    """One option of a question, and whom it drew."""

    text: str
    right: bool
    chosen: int
    """How many chose it."""
    upper: float | None
    """Share of the upper group that chose it; None where the class is too small to have one."""
    lower: float | None
    """Share of the lower group that chose it."""


@dataclass(frozen=True)
class Item:
    """The figures of one part, criterion or question."""

    level: Level
    name: str
    max_points: float
    n: int
    difficulty: float
    discrimination: float | None
    """None where the class is small, or the item or the rest is the same for everybody."""
    upper_lower: float | None
    not_attempted: float | None
    """Share of the hand-ins, 0 to 1; None where nothing tells it apart from 0 points."""
    flags: tuple[Flag, ...]
    options: tuple[Option, ...] = ()


def analyse(results: Results, key: Key | None, questions: Sequence[Question]) -> list[Item]:
    """Return the figures of one exercise: its parts, then its criteria, then its questions.

    Parameters
    ----------
    results : Results
        What the class has.
    key : Key or None
        The key, for the questions; without it they are left out.
    questions : sequence of Question
        The questions with options.
    """
    graded = [result for result in results.results if result.parts]
    items = list(_part_items(results, graded))
    recorded = [result for result in graded if result.findings]
    if recorded:
        totals = _totals(recorded)
        items += _criterion_items(recorded, totals)
        if key is not None:
            items += _question_items(recorded, totals, key, questions)
    return items


def corrected_item_total(points: Sequence[float] | Floats, totals: Sequence[float] | Floats) -> float | None:
    """Return the correlation of an item with the total of all others.

    Parameters
    ----------
    points : sequence of float
        Each hand-in's points for the item.
    totals : sequence of float
        Each hand-in's total, the item included.

    Returns
    -------
    float or None
        −1 to 1; None below `FEWEST` hand-ins, or where one of the two does not vary.

    Examples
    --------
    >>> round(corrected_item_total([0, 0, 1, 1, 1], [1, 2, 3, 4, 6]), 3)
    0.662
    """
    item = np.asarray(points, dtype=float)
    return _correlation(item, np.asarray(totals, dtype=float) - item)


def _correlation(item: Floats, rest: Floats) -> float | None:
    if len(item) < FEWEST or np.ptp(item) < 1e-9 or np.ptp(rest) < 1e-9:
        return None
    return float(np.corrcoef(item, rest)[0, 1])


def upper_lower(shares: Sequence[float] | Floats, rest: Sequence[float] | Floats) -> float | None:
    """Return the share of points in the best 27 % less that in the weakest 27 %; None below `FEWEST` hand-ins.

    Those who tie at the border share the places that are left in the group, so no order among them is invented.
    """
    weights = _tails(rest)
    if weights is None:
        return None
    upper, lower = weights
    return float((upper - lower) @ np.asarray(shares, dtype=float))


def _tails(rest: Sequence[float] | Floats) -> tuple[Floats, Floats] | None:
    """Return each hand-in's weight in the upper and in the lower group; the weights of a group sum to 1."""
    totals = np.asarray(rest, dtype=float)
    if len(totals) < FEWEST or np.ptp(totals) < 1e-9:
        return None
    places = max(round(TAIL * len(totals)), 1)
    return _best(totals, places), _best(-totals, places)


def _best(totals: Floats, places: int) -> Floats:
    border = np.sort(totals)[-places]
    inside, tied = totals > border + 1e-9, np.abs(totals - border) <= 1e-9
    weights = inside.astype(float)
    weights[tied] = (places - inside.sum()) / tied.sum()
    return np.asarray(weights / places)


def _item(
    level: Level,
    name: str,
    max_points: float,
    shares: Floats,
    rest: Floats,
    not_attempted: float | None,
    options: tuple[Option, ...] = (),
) -> Item:
    difficulty, r = float(shares.mean()), _correlation(shares, rest)
    flags = [
        *([Flag.TOO_EASY] if difficulty > EASY else []),
        *([Flag.TOO_HARD] if difficulty < HARD else []),
        *_discriminates(r, difficulty),
        *_lures(options, len(shares)),
    ]
    index = upper_lower(shares, rest)
    return Item(level, name, max_points, len(shares), difficulty, r, index, not_attempted, tuple(flags), options)


def _discriminates(r: float | None, difficulty: float) -> Iterator[Flag]:
    if r is None:
        return
    if r < 0:
        yield Flag.NEGATIVE
    elif r < POOR and HARD <= difficulty <= EASY:  # where nearly all are right or wrong, little is left to tell apart
        yield Flag.POOR


def _lures(options: Sequence[Option], n: int) -> Iterator[Flag]:
    wrong = [option for option in options if not option.right]
    if n >= FEWEST_FOR_OPTIONS and any((option.upper or 0) > (option.lower or 0) for option in wrong):
        yield Flag.LURES_THE_BEST
    if n >= SMALL and any(option.chosen == 0 for option in wrong):
        yield Flag.LURES_NOBODY


def _part_items(results: Results, graded: Sequence[Result]) -> Iterator[Item]:
    for part in results.parts:
        done = [result for result in graded if result.parts.get(part.id) is not None]
        if not done or not part.max_points:
            continue
        points = np.array([result.parts[part.id] for result in done], dtype=float)
        # What waits for the trainer is left out of everybody's total, or it would tell apart who was read first.
        waiting = {name for result in done for name, value in result.parts.items() if value is None}
        totals = np.array(
            [sum(value or 0.0 for name, value in result.parts.items() if name not in waiting) for result in done]
        )
        yield _item(Level.PART, part.title, part.max_points, points / part.max_points, totals - points, None)


def _totals(recorded: Sequence[Result]) -> Floats:
    return np.array([sum(one.points for found in result.findings.values() for one in found) for result in recorded])


def share_of(finding: Finding) -> float:
    """Return the share of the points that a finding stands for; of a criterion without points, the share met."""
    return finding.points / finding.max_points if finding.max_points else finding.verdict.share or 0.0


def _criterion_items(recorded: Sequence[Result], totals: Floats) -> Iterator[Item]:
    places = dict.fromkeys(
        (item, one.criterion) for result in recorded for item, found in result.findings.items() for one in found
    )
    for item, criterion in places:
        rows, found = [], []
        for row, result in enumerate(recorded):
            one = next((one for one in result.findings.get(item, ()) if one.criterion == criterion), None)
            if one is not None:
                rows.append(row)
                found.append(one)
        yield _item(
            Level.CRITERION,
            t(f"criteria.{criterion}_name"),
            found[-1].max_points,
            np.array([share_of(one) for one in found]),
            totals[rows] - np.array([one.points for one in found]),
            sum(one.status is Status.NOT_ATTEMPTED for one in found) / len(found),
        )


def _question_items(
    recorded: Sequence[Result], totals: Floats, key: Key, questions: Sequence[Question]
) -> Iterator[Item]:
    # The questions share the points of the quiz's criterion evenly.
    worth = max(
        (one.max_points for found in recorded[-1].findings.values() for one in found if one.criterion == _QUIZ),
        default=0.0,
    ) / max(len(questions), 1)
    for question in questions:
        right = key.quiz.get(question.id)
        if right is None:
            continue
        single = question.kind is QuestionKind.SINGLE
        given = [result.answers.get(question.id, "") for result in recorded]
        # What no option stands for is no choice.
        given = [answer if answer.strip() and (not single or answer in question.options) else "" for answer in given]
        shares = np.array([credit(question.kind, right, answer) if answer else 0.0 for answer in given])
        rest = totals - shares * worth
        not_attempted = given.count("") / len(given)
        options: tuple[Option, ...] = ()
        if single:
            tails = _tails(rest)
            options = tuple(_option(id_, text, given, id_ == right, tails) for id_, text in question.options.items())
        yield _item(Level.QUESTION, question.text, worth, shares, rest, not_attempted, options)


def _option(id_: str, text: str, chosen: Sequence[str], right: bool, tails: tuple[Floats, Floats] | None) -> Option:
    took = np.array([float(answer == id_) for answer in chosen])
    upper, lower = (None, None) if tails is None else (float(tail @ took) for tail in tails)
    return Option(text, right, int(took.sum()), upper, lower)
