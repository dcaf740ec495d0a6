"""Must every action say what number it moves, from what to what?"""

from __future__ import annotations

from typing import Any

import pytest
from builders import POINTS
from plan_builders import ONLY_STARTED, RIGHT, judge, plan, with_action

from journeybook.plan import Plan
from journeybook.rubric import Status

NAME = "plan_measures"


@pytest.mark.parametrize("untouched", [None, Plan(), ONLY_STARTED])
def test_untouched_is_not_attempted(untouched: Plan | None) -> None:
    """Is a plan without measures not attempted?"""
    assert judge(NAME, untouched).status is Status.NOT_ATTEMPTED


@pytest.mark.parametrize("right", [RIGHT, with_action(now="not counted yet"), with_action(target="三分钟")])
def test_a_number_that_moves_earns_all_points(right: Plan) -> None:
    """Is a figure in digits or words right, and is it allowed not to know today's yet?"""
    assert (judge(NAME, right).status, judge(NAME, right).points) == (Status.MET, POINTS)


@pytest.mark.parametrize(
    "lacking", [{"measure": ""}, {"now": " "}, {"target": ""}, {"target": "much better"}, {"target": "24/7"}]
)
def test_what_is_lacking_costs_its_share(lacking: dict[str, Any]) -> None:
    """Is an action found whose measure is not whole, or whose target is no figure?"""
    finding = judge(NAME, with_action(**lacking))
    assert finding.status is Status.PARTLY_MET
    assert finding.verdict.share == pytest.approx(4 / 5)
    assert finding.verdict.where == ("action-b",)


def test_none_whole() -> None:
    """Is a plan not met in which each measure lacks something?"""
    vague = plan(actions=tuple(one.model_copy(update={"target": "more"}) for one in RIGHT.actions))
    assert (judge(NAME, vague).status, judge(NAME, vague).points) == (Status.NOT_MET, 0)
