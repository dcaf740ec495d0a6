"""Must moments of truth be few?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, said, touchpoint

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "moments_few"


def starred(count: int) -> JourneyMap:
    return drawn(touchpoint("plain"), *(touchpoint(str(n), is_moment_of_truth=True) for n in range(count)))


@pytest.mark.parametrize("journey_map", [None, STARTER, starred(0)])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without a star not attempted, even with touchpoints?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_one_to_three_earn_all_points(count: int) -> None:
    """Are one and three stars right, and is the number said?"""
    finding = judge(NAME, starred(count))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())
    assert str(count) in said(finding)


def test_too_many_earn_nothing() -> None:
    """Are four stars too many, with all of them pointed at and the most allowed said?"""
    finding = judge(NAME, starred(4))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)
    assert finding.verdict.where == tuple(f"touchpoint-{number}" for number in range(4))
    assert "4 moments of truth are marked; with more than 3" in said(finding)
    assert len(finding.verdict.hints) == 2


def test_the_rubric_sets_how_many() -> None:
    """Does a rubric's `at_most` decide?"""
    assert judge(NAME, starred(4), at_most=4).status == Status.MET
    assert judge(NAME, starred(2), at_most=1).status == Status.NOT_MET
