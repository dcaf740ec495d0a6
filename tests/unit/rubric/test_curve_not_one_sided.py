"""Must the emotion curve have highs and lows?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, said, touchpoint

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "curve_not_one_sided"


def felt(*emotions: int | None) -> JourneyMap:
    return drawn(*(touchpoint(str(n), emotion=emotion) for n, emotion in enumerate(emotions)))


@pytest.mark.parametrize("journey_map", [None, STARTER, felt(1, -1), felt(0, 0, 0, 0)])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a short curve not attempted, nor one that is merely flat, which another criterion judges?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


@pytest.mark.parametrize("emotions", [(1, 0, -1), (-2, -2, 1), (2, 2, -1, None)])
def test_highs_and_lows_earn_all_points(emotions: tuple[int | None, ...]) -> None:
    """Is one touchpoint on the other side of neutral enough?"""
    finding = judge(NAME, felt(*emotions))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize(
    ("emotions", "why"), [((-1, -2, -1), "neutral or worse"), ((0, -2, 0), "worse"), ((1, 2, 0), "neutral or better")]
)
def test_one_side_earns_nothing(emotions: tuple[int, ...], why: str) -> None:
    """Is a curve not met that never rises, or never falls, and is it said which?"""
    finding = judge(NAME, felt(*emotions))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)
    assert why in said(finding)
    assert len(finding.verdict.hints) == 2


def test_the_rubric_sets_the_length() -> None:
    """Does a rubric decide from how many touchpoints on there is a curve?"""
    assert judge(NAME, felt(1, 1, 1), at_least=4).status == Status.NOT_ATTEMPTED
