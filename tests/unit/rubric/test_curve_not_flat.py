"""Must the emotion curve move?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, said, touchpoint

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "curve_not_flat"


def felt(*emotions: int | None) -> JourneyMap:
    return drawn(*(touchpoint(str(n), emotion=emotion) for n, emotion in enumerate(emotions)))


@pytest.mark.parametrize("journey_map", [None, STARTER, felt(1, -1), felt(2, None, None, -2)])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Are one or two emotions no curve yet?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


@pytest.mark.parametrize("emotions", [(1, 0, -1), (2, 2, 0), (-2, None, 2, 0)])
def test_two_steps_earn_all_points(emotions: tuple[int | None, ...]) -> None:
    """Is a curve right that spans two steps?"""
    finding = judge(NAME, felt(*emotions))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


def test_a_flat_curve_earns_its_share() -> None:
    """Does a level curve earn nothing, and one step half?"""
    level, step = judge(NAME, felt(1, 1, 1)), judge(NAME, felt(0, 1, 0))
    assert (level.status, level.points) == (Status.NOT_MET, 0)
    assert (step.status, step.points) == (Status.PARTLY_MET, 6)
    assert "differ by 1 " in said(step)
    assert len(step.verdict.hints) == 2


def test_the_rubric_sets_span_and_length() -> None:
    """Does a rubric decide how far a curve must move, and from how many touchpoints on?"""
    assert judge(NAME, felt(1, 0, -1), span=3).status == Status.PARTLY_MET
    assert judge(NAME, felt(1, 0, -1), at_least=4).status == Status.NOT_ATTEMPTED
