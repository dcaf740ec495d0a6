"""What the fix is measured by, worked out from whole lives: nothing is missing there, and nobody is confused.

Each measure collects numbers from one life after the other and reduces them to one figure, so that no life need be
kept. A case may add measures of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import fmean, median

from ..parts import Period
from .plan import CasePlan
from .records import Life

SATISFIED = 4
"""From this score on (of 1 to 5) a customer counts as satisfied."""


@dataclass(frozen=True)
class Measure:
    """One indicator that the fix moves.

    Parameters
    ----------
    unit, about
        For the trainers' key: the unit, and in a sentence what is counted over whom.
    collect
        Yields the numbers that a life gives in a period.
    reduce
        Makes one figure of all of them.
    """

    unit: str
    about: str
    collect: Callable[[Life, Period, CasePlan], Iterable[float]]
    reduce: Callable[[list[float]], float]


def _satisfied(life: Life, period: Period, plan: CasePlan) -> Iterator[float]:
    for survey in life.surveys:
        if survey.event.code in plan.fixed_touchpoints and survey.event.start in period:
            yield 100.0 * (survey.event.score >= SATISFIED)


def _hours(life: Life, period: Period, plan: CasePlan) -> Iterator[float]:
    for ticket in life.tickets:
        if ticket.opened in period:
            yield (ticket.replied - ticket.opened).total_seconds() / 3600 if ticket.replied else float("inf")


def _came_again(life: Life, period: Period, plan: CasePlan) -> Iterator[float]:
    count = sum(outcome.when in period for outcome in life.outcomes)
    if count:
        yield 100.0 * (count >= 2)


SATISFACTION = Measure(
    "percentage points",
    "share of scores 4 and 5 among the survey answers about visits to the mended touchpoints",
    _satisfied,
    fmean,
)
RESPONSE_HOURS = Measure(
    "hours",
    "median time to the first human reply over all tickets, those that nobody had answered counted as the longest",
    _hours,
    median,
)
REPURCHASE = Measure(
    "percentage points",
    "share of customers with two or more orders in the period among those with one or more",
    _came_again,
    fmean,
)
