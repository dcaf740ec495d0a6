"""Must it be settled when the plan is looked at again, with whom, and when it is given up?"""

from __future__ import annotations

from typing import Any

import pytest
from builders import POINTS
from plan_builders import ONLY_STARTED, RIGHT, judge, plan

from journeybook.plan import Plan, Review
from journeybook.rubric import Status

NAME = "plan_reviewed"


@pytest.mark.parametrize("untouched", [None, Plan(), ONLY_STARTED])
def test_untouched_is_not_attempted(untouched: Plan | None) -> None:
    """Is a plan that says nothing of reviews not attempted?"""
    assert judge(NAME, untouched).status is Status.NOT_ATTEMPTED


@pytest.mark.parametrize("on", ["2026-04-01", "2026-03-18", "2026-04-15"])
def test_both_reviews_and_a_way_to_stop_earn_all_points(on: str) -> None:
    """May a review lie two weeks off day 30?"""
    assert judge(NAME, plan(review_30=Review(on=on, people="Hale"))).points == POINTS


@pytest.mark.parametrize(
    "lacking",
    [
        {"stop": " "},
        {"review_30": Review(on="2026-04-01")},
        {"review_30": Review(on="2026-04-01", people="大家")},
        {"review_90": Review(people="Hale")},
        {"review_90": Review(on="2026-06-15", people="Hale")},
        {"review_90": Review(on="in summer", people="Hale")},
    ],
)
def test_each_thing_that_is_open_costs_a_fifth(lacking: dict[str, Any]) -> None:
    """Is each of the five things asked for by itself?"""
    finding = judge(NAME, plan(**lacking))
    assert finding.verdict.share == pytest.approx(4 / 5)


def test_dates_need_a_start() -> None:
    """Do dates of reviews count for nothing while it is not said when the plan starts?"""
    assert judge(NAME, plan(start="")).verdict.share == pytest.approx(3 / 5)
    assert judge(NAME, RIGHT).status is Status.MET
