"""Does the scenario need a title and a situation that is told?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, touchpoint

from journeybook.model import JourneyMap, Scenario
from journeybook.rubric import Status

NAME = "scenario_complete"


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(touchpoint("a")), drawn(scenario=Scenario(name=" "))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a scenario without a word not attempted, whatever else is drawn?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


def test_title_and_situation_earn_all_points() -> None:
    """Is a title with a situation of ten characters enough?"""
    finding = judge(NAME, drawn(scenario=Scenario(name="周六", situation="周六上午电饭煲坏了。")))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize(
    ("scenario", "status", "points"),
    [
        (Scenario(name="Saturday"), Status.PARTLY_MET, 6),
        (Scenario(name="Saturday", situation=" too short "), Status.PARTLY_MET, 6),
        (Scenario(situation="long enough to be told"), Status.PARTLY_MET, 6),
        (Scenario(situation="too short"), Status.NOT_MET, 0),
    ],
)
def test_half_the_points_for_each_part(scenario: Scenario, status: Status, points: float) -> None:
    """Do title and situation count half each, and does a few words' situation count nothing?"""
    finding = judge(NAME, drawn(scenario=scenario))
    assert (finding.status, finding.points) == (status, points)
    assert len(finding.verdict.hints) == 2


def test_the_rubric_sets_the_length() -> None:
    """Does a rubric's `characters` decide what is too short?"""
    journey_map = drawn(scenario=Scenario(name="Saturday", situation="0123456789"))
    assert judge(NAME, journey_map, characters=10).status == Status.MET
    assert judge(NAME, journey_map, characters=11).status == Status.PARTLY_MET
