"""Must every stage have a name of its own?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, said, staged, touchpoint

from journeybook.model import JourneyMap, Persona
from journeybook.rubric import Status

NAME = "stages_named"


@pytest.mark.parametrize("journey_map", [None, STARTER, JourneyMap(persona=Persona(name="Lin"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without stages, or as it was, not attempted?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


@pytest.mark.parametrize(
    "journey_map", [staged("认知", "购买"), staged("Paying", "Picking up"), drawn(touchpoint("a"))]
)
def test_names_of_their_own_earn_all_points(journey_map: JourneyMap) -> None:
    """Are the template's names and the learner's own right?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


def test_nameless_and_repeated_stages_cost_their_share() -> None:
    """Is a stage without a name found, and one of a name that was there, which is quoted?"""
    finding = judge(NAME, staged("Use", " ", "use.", "Loyalty"))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert finding.verdict.where == ("stage-1", "stage-2")
    assert "“use.”" in said(finding)
    assert "“使用”" in said(judge(NAME, staged("使用", "使用")), "zh")
    nameless = judge(NAME, staged("Use", ""))
    assert said(nameless) == "Stages without a name: 1."
    assert len(nameless.verdict.hints) == 2
