"""Must an opportunity answer a pain point?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, opportunity, pain_point, said, touchpoint

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "opportunities_linked"

PAIN = (touchpoint("a"), pain_point("a"))
TIED = opportunity("tied", pain_points=("painpoint-a",))


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(*PAIN)])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without opportunities not attempted?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


def test_tied_opportunities_earn_all_points() -> None:
    """May several opportunities answer one pain point?"""
    finding = judge(NAME, drawn(*PAIN, TIED, opportunity("too", pain_points=("painpoint-a",))))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


def test_a_loose_opportunity_costs_its_share() -> None:
    """Is an opportunity pointed at that answers nothing?"""
    finding = judge(NAME, drawn(*PAIN, TIED, opportunity("loose")))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert finding.verdict.where == ("opportunity-loose",)
    assert said(finding).endswith(": 1.")
    assert len(finding.verdict.hints) == 2
    assert judge(NAME, drawn(opportunity("loose"))).status == Status.NOT_MET
