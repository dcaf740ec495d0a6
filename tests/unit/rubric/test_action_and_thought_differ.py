"""Must a thought say more than the action beside it?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, said, touchpoint

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "action_and_thought_differ"

OWN = touchpoint("own", action="Queues to pay", thought="He is right, and I am stupid")


@pytest.mark.parametrize(
    "journey_map", [None, STARTER, drawn(touchpoint("a", thought="!")), drawn(touchpoint("a", thought="Ah", action=""))]
)
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map not attempted on which no touchpoint has both?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


@pytest.mark.parametrize(
    ("action", "thought"),
    [
        ("带着户型图请导购搭配", "她比我还懂我家。"),
        ("排队付款", "排队排到没脾气"),
        ("Queues to pay", "The queue is not moving"),
        ("Calls the hotline", "Will they call back?"),
    ],
)
def test_a_thought_of_its_own_earns_all_points(action: str, thought: str) -> None:
    """May a thought share a word with the action?"""
    finding = judge(NAME, drawn(OWN, touchpoint("a", action=action, thought=thought)))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize(
    ("action", "thought"),
    [
        ("周六下午排队付款", "周六下午排队付款。"),
        ("周六下午排队付款", "我周六下午在排队付款"),
        ("Queues to pay", "I queue to pay"),
        ("Calls the hotline", "CALLS THE HOTLINE"),
    ],
)
def test_the_action_again_costs_its_share(action: str, thought: str) -> None:
    """Is a thought found that only repeats the action, and quoted?"""
    finding = judge(NAME, drawn(OWN, touchpoint("a", action=action, thought=thought)))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert finding.verdict.where == ("touchpoint-a",)
    assert f"“{thought}”" in said(finding)
    assert len(finding.verdict.hints) == 2


def test_the_rubric_sets_how_alike() -> None:
    """Does a rubric decide from what likeness on a thought repeats the action?"""
    journey_map = drawn(touchpoint("a", action="Queues to pay", thought="I queue to pay"))
    assert judge(NAME, journey_map, likeness=0.95).status == Status.MET
