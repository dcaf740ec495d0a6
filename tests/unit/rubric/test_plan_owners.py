"""Must every action be in the hands of somebody in particular?"""

from __future__ import annotations

import pytest
from builders import POINTS
from labelled import both
from plan_builders import ONLY_STARTED, RIGHT, judge, with_action

from journeybook.plan import Plan
from journeybook.rubric import Status

NAME = "plan_owners"


@pytest.mark.parametrize("untouched", [None, Plan(), ONLY_STARTED])
def test_untouched_is_not_attempted(untouched: Plan | None) -> None:
    """Is a plan without owners not attempted?"""
    assert judge(NAME, untouched).status is Status.NOT_ATTEMPTED


@pytest.mark.parametrize("owner", [RIGHT.actions[0].owner, *both("owner_is_named", "good")])
def test_somebody_earns_all_points(owner: str) -> None:
    """Are persons, roles and departments right?"""
    assert judge(NAME, with_action(owner=owner)).points == POINTS


@pytest.mark.parametrize("owner", ["", " ", "?", *both("owner_is_named", "bad")])
def test_nobody_in_particular_costs_its_share(owner: str) -> None:
    """Is an owner found who is missing, everybody or nobody?"""
    finding = judge(NAME, with_action(owner=owner))
    assert finding.verdict.share == pytest.approx(4 / 5)
    assert finding.verdict.where == ("action-b",)
