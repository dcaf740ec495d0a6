"""Must the pain points be found that the key says are in the data?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, at_case, drawn, judge, pain_point, said, touchpoint

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "planted_pain_points"
BOTH = (("checkout", 4), ("hotline", 5))


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(touchpoint("checkout", case_touchpoint="checkout"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without pain points not attempted, even with the right touchpoint on it?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 3


@pytest.mark.parametrize("severities", [BOTH, (("checkout", 5), ("repair", 4)), (*BOTH, ("post", 1))])
def test_both_found_earn_all_points(severities: tuple[tuple[str, int], ...]) -> None:
    """Are both found, at any of the touchpoints where they show, with lesser ones beside them?"""
    finding = judge(NAME, at_case(*severities))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize(
    "journey_map",
    [
        at_case(("checkout", 5)),
        at_case(("checkout", 5), ("hotline", 3)),
        at_case(("hotline", 4), ("repair", 4)),
        at_case(("checkout", 4), ("post", 5)),
    ],
)
def test_one_of_two_earns_half(journey_map: JourneyMap) -> None:
    """Does one found earn half: severity too low, the same one twice, or another in its place?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert "4 or more: 1 of 2" in said(finding)
    assert len(finding.verdict.hints) == 3


@pytest.mark.parametrize(
    "journey_map",
    [
        at_case(("search", 5), ("advice", 5)),
        drawn(touchpoint("checkout"), pain_point("checkout", severity=5)),
        drawn(touchpoint("checkout", case_touchpoint="checkout"), pain_point("checkout", severity=5, touchpoint=None)),
    ],
)
def test_nothing_found_is_not_met(journey_map: JourneyMap) -> None:
    """Are wrong, untied and floating pain points wrong rather than not attempted?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)
    assert len(finding.verdict.hints) == 3


def test_calling_everything_severe_shrinks_the_share() -> None:
    """Do six severe pain points where four are allowed earn four sixths, and is it said?"""
    finding = judge(NAME, at_case(*BOTH, ("a", 4), ("b", 4), ("c", 5), ("d", 5)))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 8)
    assert "6 severe pain points, more than 4" in said(finding)


def test_the_rubric_sets_severity_and_number() -> None:
    """Do a rubric's `severity` and `at_most` decide what is severe and how many are too many?"""
    assert judge(NAME, at_case(("checkout", 2), ("hotline", 2)), severity=2).status == Status.MET
    stricter = judge(NAME, at_case(*BOTH), severity=5)
    assert stricter.points == 6
    assert "severity 5 or more" in said(stricter)
    assert judge(NAME, at_case(*BOTH), at_most=1).points == 6


def test_without_the_key_it_is_judged_later() -> None:
    """Does a learner without the key hear that this comes later, and earn nothing yet?"""
    finding = judge(NAME, at_case(*BOTH), key=None)
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.NOT_ATTEMPTED, 0, ())
    assert "after you hand in" in said(finding)
