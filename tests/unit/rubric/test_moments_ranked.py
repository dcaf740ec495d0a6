"""Does the touchpoint that decides most weigh most?"""

from __future__ import annotations

import pytest
from builders import KEY, POINTS, STARTER, drawn, judge, said, touchpoint

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "moments_ranked"


def starred(*codes: str) -> JourneyMap:
    return drawn(*(touchpoint(code, case_touchpoint=code, is_moment_of_truth=True) for code in codes))


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(touchpoint("checkout", case_touchpoint="checkout"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without stars not attempted?"""
    assert judge(NAME, journey_map).status == Status.NOT_ATTEMPTED


def test_all_in_the_key_are_met() -> None:
    """Are both of the key met, with one more beside them?"""
    assert KEY.moments == ("checkout", "hotline")
    assert judge(NAME, starred("hotline", "checkout", "post")).points == POINTS


def test_the_first_weighs_more_than_the_second() -> None:
    """Is the first alone worth 1 of 1.63, the second 0.63, and is it said when the first is missing?"""
    first, second = judge(NAME, starred("checkout")), judge(NAME, starred("hotline"))
    assert (first.points, second.points) == (7.25, 4.75)
    assert "decides most is marked" in said(first)
    assert "is not among your 1 marks" in said(second)
    assert judge(NAME, starred("post")).status == Status.NOT_MET


def test_starring_everything_shrinks_the_share() -> None:
    """Do six stars where three are allowed earn half?"""
    assert judge(NAME, starred("checkout", "hotline", *"abcd")).points == 6


def test_without_the_key_it_is_judged_later() -> None:
    """Does a learner without the key hear that this comes later?"""
    assert "after you hand in" in said(judge(NAME, starred("checkout"), key=None))
