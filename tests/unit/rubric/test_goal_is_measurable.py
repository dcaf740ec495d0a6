"""Must one be able to tell whether a goal is reached?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, opportunity, said, touchpoint
from labelled import both

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "goal_is_measurable"


def aimed(goal: str, measure: str = "") -> JourneyMap:
    return drawn(opportunity("a", goal=goal, measure=measure), opportunity("b", goal="Wait under 8 minutes"))


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(touchpoint("a")), drawn(opportunity("a"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without a goal or measure not attempted?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 3


@pytest.mark.parametrize("text", both(NAME, "good"))
def test_a_figure_earns_all_points(text: str) -> None:
    """Is a figure enough, in digits or words, in the goal or in the measure of a goal without one?"""
    for journey_map in (aimed(text), aimed("Happier customers", text)):
        finding = judge(NAME, journey_map)
        assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize("text", [*both(NAME, "bad"), "24/7 service", "7×24 小时服务"])
def test_without_a_figure_it_costs_its_share(text: str) -> None:
    """Is a goal found that nobody can check, and quoted?"""
    for journey_map in (aimed(text), aimed("", text), aimed(text, "Satisfaction survey")):
        finding = judge(NAME, journey_map)
        assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
        assert finding.verdict.where == ("opportunity-a",)
        assert "“" in said(finding)
        assert len(finding.verdict.hints) == 3
