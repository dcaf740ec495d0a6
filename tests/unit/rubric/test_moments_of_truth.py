"""Must the touchpoints be starred that the key says decide the relationship?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, said, touchpoint

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "moments_of_truth"


def starred(*codes: str | None) -> JourneyMap:
    plain = touchpoint("plain", case_touchpoint="checkout")
    cards = (touchpoint(str(n), case_touchpoint=code, is_moment_of_truth=True) for n, code in enumerate(codes))
    return drawn(plain, *cards)


@pytest.mark.parametrize("journey_map", [None, STARTER, starred()])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without a star not attempted, even with the right touchpoint on it?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


@pytest.mark.parametrize("codes", [("checkout", "hotline"), ("hotline", "post", "checkout")])
def test_both_starred_earn_all_points(codes: tuple[str | None, ...]) -> None:
    """Are both of the key's moments right, with one more beside them?"""
    finding = judge(NAME, starred(*codes))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


def test_one_of_two_earns_half() -> None:
    """Does one of the key's moments earn half, and are the numbers said?"""
    finding = judge(NAME, starred("checkout", "post"))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert finding.verdict.where == ("touchpoint-0", "touchpoint-1")
    assert "You marked 2. Touchpoints among them that decide the relationship: 1 of 2" in said(finding)
    assert len(finding.verdict.hints) == 2


@pytest.mark.parametrize("codes", [("post",), (None,)])
def test_none_of_them_is_not_met(codes: tuple[str | None, ...]) -> None:
    """Is a star in the wrong place, or on a touchpoint of one's own, wrong rather than not attempted?"""
    finding = judge(NAME, starred(*codes))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)


def test_starring_everything_shrinks_the_share() -> None:
    """Do four stars where three are allowed earn three quarters, and six earn half?"""
    assert judge(NAME, starred("checkout", "hotline", "a", "b")).points == 9
    assert judge(NAME, starred("checkout", "hotline", *"abcd")).points == 6


def test_the_rubric_sets_how_many() -> None:
    """Does a rubric's `at_most` decide how many stars are too many?"""
    assert judge(NAME, starred("checkout", "hotline"), at_most=1).points == 6
    assert judge(NAME, starred("checkout", "hotline", "a", "b"), at_most=4).status == Status.MET


def test_without_the_key_it_is_judged_later() -> None:
    """Does a learner without the key hear that this comes later, and earn nothing yet?"""
    finding = judge(NAME, starred("checkout"), key=None)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert "after you hand in" in said(finding)
