"""Does every stage need a touchpoint?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, said, touchpoint

from journeybook.model import JourneyMap, Persona, Stage
from journeybook.rubric import Status

NAME = "stages_covered"


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(persona=Persona(name="Lin"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without touchpoints not attempted, even with a persona?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


def test_a_touchpoint_in_every_stage_earns_all_points() -> None:
    """Is one touchpoint a stage enough?"""
    finding = judge(NAME, drawn(touchpoint("a"), touchpoint("b", stage="stage-2")))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


def test_empty_stages_are_named() -> None:
    """Does each empty stage cost its share, and is it named and pointed at?"""
    stages = (*STARTER.stages, Stage(id="stage-3", name="忠诚"))
    finding = judge(NAME, drawn(touchpoint("a"), touchpoint("b"), stages=stages))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 4)
    assert finding.verdict.where == ("stage-2", "stage-3")
    assert "Use <it> / 忠诚" in said(finding)
    assert len(finding.verdict.hints) == 2
