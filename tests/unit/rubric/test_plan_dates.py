"""Must every action be due within its horizon?"""

from __future__ import annotations

import pytest
from builders import POINTS
from plan_builders import ONLY_STARTED, RIGHT, judge, plan, with_action

from journeybook.plan import Plan
from journeybook.rubric import Status

NAME = "plan_dates"


@pytest.mark.parametrize("untouched", [None, Plan(), ONLY_STARTED])
def test_untouched_is_not_attempted(untouched: Plan | None) -> None:
    """Is a plan without dates not attempted?"""
    assert judge(NAME, untouched).status is Status.NOT_ATTEMPTED


@pytest.mark.parametrize(
    ("horizon", "due"), [(30, "2026-03-02"), (30, "2026-04-01"), (90, "2026-04-02"), (90, "2026-05-31")]
)
def test_the_first_and_the_last_day_are_within(horizon: int, due: str) -> None:
    """Do the 30 days reach from the start to day 30, and the 90 days from day 31 to day 90?"""
    assert judge(NAME, with_action(horizon=horizon, due=due)).points == POINTS


@pytest.mark.parametrize(
    ("horizon", "due"),
    [
        (30, "2026-03-01"),
        (30, "2026-04-02"),
        (90, "2026-04-01"),
        (90, "2026-06-01"),
        (30, ""),
        (30, "soon"),
        (90, "2026-04-31"),
    ],
)
def test_a_day_outside_or_none_costs_its_share(horizon: int, due: str) -> None:
    """Is an action found that is due too early, too late, on no day or not at all?"""
    finding = judge(NAME, with_action(horizon=horizon, due=due))
    assert finding.verdict.share == pytest.approx(4 / 5)
    assert finding.verdict.where == ("action-b",)


@pytest.mark.parametrize("start", ["", "tomorrow", "2026-02-30"])
def test_without_a_start_nothing_can_be_counted(start: str) -> None:
    """Is it said that the start is missing?"""
    finding = judge(NAME, plan(start=start))
    assert (finding.status, finding.verdict.why.key) == (Status.NOT_MET, f"criteria.{NAME}_no_start")
    assert RIGHT.start
