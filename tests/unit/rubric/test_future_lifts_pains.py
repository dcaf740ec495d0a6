"""Must the future map lift what hurts, and only what something was done for?"""

from __future__ import annotations

import pytest
from builders import KEY, POINTS, STARTER, drawn, opportunity, pain_point, said, touchpoint
from data_builders import judge

from journeybook.model import JourneyMap, Kind
from journeybook.rubric import Status

NAME = "future_lifts_pains"
CODES = ("checkout", "hotline", "search", "advice", "post")
DONE = opportunity("do", pain_points=("painpoint-checkout", "painpoint-hotline"))
NOW = drawn(
    *(touchpoint(code, case_touchpoint=code, emotion=-1) for code in CODES),
    pain_point("checkout", severity=5),
    pain_point("hotline", severity=4),
    DONE,
)


def later(pains: dict[str, int], **emotions: int) -> JourneyMap:
    """Return the map as it should become: these pain points left, these emotions changed."""
    return drawn(
        *(touchpoint(code, case_touchpoint=code, emotion=emotions.get(code, -1)) for code in CODES),
        *(pain_point(code, severity=severity) for code, severity in pains.items()),
        kind=Kind.FUTURE,
    )


@pytest.mark.parametrize("future", [None, NOW.model_copy(update={"kind": Kind.FUTURE})])
def test_untouched_is_not_attempted(future: JourneyMap | None) -> None:
    """Is no future map, or one that is still a copy, not attempted, and neither is one beside an untouched map?"""
    assert judge(NAME, NOW, key=KEY, future_map=future).status == Status.NOT_ATTEMPTED
    assert judge(NAME, STARTER, key=KEY, future_map=later({}, checkout=2)).status == Status.NOT_ATTEMPTED


@pytest.mark.parametrize("pains", [{}, {"checkout": 2}, {"hotline": 1, "checkout": 1}])
def test_lifted_and_eased_is_met(pains: dict[str, int]) -> None:
    """Is it met with pain points gone or milder, and one wish beside them?"""
    finding = judge(NAME, NOW, key=KEY, future_map=later(pains, checkout=1, hotline=0, post=2))
    assert (finding.status, finding.points) == (Status.MET, POINTS)


def test_half_done_is_partly_met() -> None:
    """Is the emotion alone a half, one of two pain points a half, and a pain point only deleted nothing?"""
    both = {"checkout": 5, "hotline": 4}
    assert judge(NAME, NOW, key=KEY, future_map=later(both, checkout=1, hotline=1)).points == 6
    assert judge(NAME, NOW, key=KEY, future_map=later({"hotline": 4}, checkout=1)).points == 6
    finding = judge(NAME, NOW, key=KEY, future_map=later({}))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)
    assert judge(NAME, NOW, key=KEY, future_map=JourneyMap()).status == Status.NOT_MET


def test_raising_everything_is_a_wish() -> None:
    """Does a curve that rises everywhere keep only the share of lifts that something was done for: 2 of 5?"""
    finding = judge(NAME, NOW, key=KEY, future_map=later({}, **dict.fromkeys(CODES, 2)))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 4.75)
    assert "raised at 3 touchpoints" in said(finding)


def test_mending_everything_at_once_shrinks_the_share() -> None:
    """Do five lifts where four are allowed keep four fifths, though one opportunity claims to answer them all?"""
    pains = tuple(pain_point(code, severity=5) for code in CODES)
    all_of_them = opportunity("do", pain_points=tuple(pain.id for pain in pains))
    now = drawn(*NOW.touchpoints, *pains, all_of_them)
    future = later({}, **dict.fromkeys(CODES, 2))
    assert judge(NAME, now, key=KEY, future_map=future).points == POINTS
    finding = judge(NAME, now, key=KEY, future_map=future, at_most=4)
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 9.5)
    assert "raised at 5 touchpoints, more than 4" in said(finding)


def test_a_replaced_card_is_found_by_its_code() -> None:
    """Is a touchpoint that was drawn anew found again by the case's touchpoint that it is tied to?"""
    future = later({}, checkout=1, hotline=1)
    anew = tuple(one.model_copy(update={"id": f"touchpoint-new{n}"}) for n, one in enumerate(future.touchpoints))
    assert judge(NAME, NOW, key=KEY, future_map=future.model_copy(update={"touchpoints": anew})).points == POINTS


def test_without_the_key_it_is_judged_later() -> None:
    """Does a learner without the key hear that this comes later?"""
    assert "after you hand in" in said(judge(NAME, NOW, key=None, future_map=later({}, checkout=1)))
