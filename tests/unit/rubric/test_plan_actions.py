"""Must a plan hold enough for 30 days and something for 90?"""

from __future__ import annotations

import pytest
from builders import POINTS
from plan_builders import ONLY_STARTED, RIGHT, action, judge, plan

from journeybook.plan import Plan
from journeybook.rubric import Status

NAME = "plan_actions"


@pytest.mark.parametrize("untouched", [None, Plan(), ONLY_STARTED])
def test_untouched_is_not_attempted(untouched: Plan | None) -> None:
    """Is a plan without actions not attempted?"""
    finding = judge(NAME, untouched)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)


def test_enough_of_both_earns_all_points() -> None:
    """Do three actions for 30 days and two for 90 meet the demand, and others if the rubric says so?"""
    assert judge(NAME, RIGHT).points == POINTS
    assert judge(NAME, plan(actions=(action("a"),)), days_30=1, days_90=0).status is Status.MET


def test_what_is_missing_in_one_horizon_is_not_made_up_in_the_other() -> None:
    """Do ten actions for 30 days leave the 90 days open, and does a row without a deed count for nothing?"""
    many = plan(actions=(*(action(str(n)) for n in range(10)), action("x", 90, text=" ")))
    finding = judge(NAME, many)
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 7.25)
    assert finding.verdict.why.params["quarter"] == 0
