"""Is the emotion curve compared with the customers' answers by rank?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, said
from data_builders import at, held, judge

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "curve_follows_data"
# Measured means: 1.78, 1.35, 1.29, 0.97, −0.20, −0.59.
ORDER = ("store_advice", "store_display", "app_search", "home_delivery", "store_checkout", "after_sales")


def curve(*emotions: int | None) -> JourneyMap:
    return held(*(at(code, emotion=emotion) for code, emotion in zip(ORDER, emotions, strict=False)))


@pytest.mark.parametrize("journey_map", [None, STARTER, curve(None, None)])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without emotions not attempted?"""
    assert judge(NAME, journey_map).status == Status.NOT_ATTEMPTED


@pytest.mark.parametrize("emotions", [(2, 1, 1, 1, 0, -1), (2, 2, 1, 0, -2, -2), (1, 1, 1, 0, -1, -2)])
def test_the_same_ups_and_downs_are_met(emotions: tuple[int, ...]) -> None:
    """Is it met however strongly the customer feels, as long as the order is the data's?"""
    finding = judge(NAME, curve(*emotions))
    assert (finding.status, finding.points) == (Status.MET, POINTS)


def test_a_curve_against_the_data_is_not_met() -> None:
    """Is the curve upside down not met, with the widest gaps named, and one that goes its own way partly met?"""
    finding = judge(NAME, curve(-2, -1, -1, -1, 1, 2))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)
    assert finding.verdict.where[0] == "touchpoint-storeadvice"
    assert "store_advice" in said(finding)
    # Ranks 2 4.5 4.5 6 2 2 (from 0, 1, 1, 2, 0, 0) against 6 5 4 3 2 1: r = 0.38, of 0.6.
    half = judge(NAME, curve(0, 1, 1, 2, 0, 0))
    assert half.status == Status.PARTLY_MET
    assert 0 < half.points < POINTS


def test_a_flat_curve_follows_nothing() -> None:
    """Does a curve that is the same everywhere earn nothing, and without a warning on stderr?"""
    finding = judge(NAME, curve(-2, -2, -2, -2, -2, -2))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)
    assert "flat" in said(finding)


def test_too_few_to_compare_are_said_to_be() -> None:
    """Are five touchpoints, one of which too few answered about, too few, and does the rubric set how many?"""
    few = held(*(at(code, emotion=1) for code in (*ORDER[:4], "email_offer")), at("x", case_touchpoint=None))
    finding = judge(NAME, few)
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)
    assert "Only 4 of your touchpoints" in said(finding)
    assert judge(NAME, curve(2, 1, 1, 0), at_least=4).status == Status.MET


def test_the_same_touchpoint_twice_counts_once() -> None:
    """Can nobody reach the number by drawing one touchpoint six times?"""
    cards = [at("store_advice", emotion=2).model_copy(update={"id": f"touchpoint-{n}"}) for n in range(6)]
    assert "Only 1 of your touchpoints" in said(judge(NAME, held(*cards)))
