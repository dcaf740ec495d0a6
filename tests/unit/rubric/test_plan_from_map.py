"""Must every action come from a card of the trainee's own map?"""

from __future__ import annotations

import pytest
from builders import POINTS
from plan_builders import ONLY_STARTED, RIGHT, judge, plan, with_action

from journeybook.plan import Plan
from journeybook.rubric import Status

NAME = "plan_from_map"


@pytest.mark.parametrize("untouched", [None, Plan(), ONLY_STARTED])
def test_untouched_is_not_attempted(untouched: Plan | None) -> None:
    """Is a plan without ties to the map not attempted?"""
    assert judge(NAME, untouched).status is Status.NOT_ATTEMPTED


@pytest.mark.parametrize("right", [RIGHT, with_action(card="painpoint-a")])
def test_cards_of_the_map_earn_all_points(right: Plan) -> None:
    """Are opportunities right, and pain points beside them?"""
    assert judge(NAME, right).points == POINTS


@pytest.mark.parametrize("card", ["", "opportunity-gone", "opportunity-b", "touchpoint-a"])
def test_a_card_that_is_not_there_costs_its_share(card: str) -> None:
    """Is an action found whose card is missing, gone, empty or of another kind?"""
    finding = judge(NAME, with_action(card=card))
    assert finding.verdict.share == pytest.approx(4 / 5)
    assert finding.verdict.where == ("action-b",)


def test_pain_points_alone_are_half() -> None:
    """Does a plan that takes up no opportunity earn half at most, and is that said?"""
    pains = plan(actions=tuple(one.model_copy(update={"card": "painpoint-a"}) for one in RIGHT.actions))
    finding = judge(NAME, pains)
    assert (finding.status, finding.points) == (Status.PARTLY_MET, POINTS / 2)
    assert finding.verdict.why.key == f"criteria.{NAME}_few"
    assert judge(NAME, RIGHT, at_least=2).points == POINTS / 2
