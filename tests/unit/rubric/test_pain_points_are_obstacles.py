"""Must a pain point be an obstacle, not a missing solution?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, pain_point, said, touchpoint
from labelled import both

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "pain_points_are_obstacles"


def suffered(*texts: str) -> JourneyMap:
    return drawn(*(pain_point(str(n), text=text, touchpoint=None) for n, text in enumerate(texts)))


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(touchpoint("a")), suffered("", "？")])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without a pain point in words not attempted?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 3


@pytest.mark.parametrize("text", both(NAME, "good"))
def test_an_obstacle_earns_all_points(text: str) -> None:
    """Is what happened to a customer right?"""
    finding = judge(NAME, suffered(text))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize("text", both(NAME, "bad"))
def test_a_solution_costs_its_share(text: str) -> None:
    """Is a missing feature, a wish or an instruction found beside an obstacle, and quoted?"""
    finding = judge(NAME, suffered("Queues for 25 minutes", text))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert finding.verdict.where == ("painpoint-1",)
    assert "“" in said(finding)
    assert len(finding.verdict.hints) == 3


def test_the_words_quoted_are_those_of_the_solution() -> None:
    """Does the sentence quote the words that name the solution, and not the whole card?"""
    assert "“没有自助结账”" in said(judge(NAME, suffered("周末排队久，没有自助结账，很累")), "zh")
    assert "“lacks an app”" in said(judge(NAME, suffered("The shop lacks an app, sadly")))


def test_a_rubric_may_let_some_pass() -> None:
    """Does `at_most` let that many pain points pass?"""
    journey_map = suffered("No app", "No live chat", "Queues for 25 minutes")
    assert [judge(NAME, journey_map, at_most=n).points for n in (0, 1, 2)] == [4, 8, POINTS]
