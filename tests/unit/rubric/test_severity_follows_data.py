"""Does the worse of two pain points need the higher severity, where the data tell them apart?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, said
from data_builders import at, held, judge, pain_at

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "severity_follows_data"


def rated(**severities: int) -> JourneyMap:
    return held(*(at(code) for code in severities), *(pain_at(code, level) for code, level in severities.items()))


@pytest.mark.parametrize("journey_map", [None, STARTER, held(at("store_checkout"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without pain points not attempted?"""
    assert judge(NAME, journey_map).status == Status.NOT_ATTEMPTED


@pytest.mark.parametrize(
    "journey_map",
    [
        rated(after_sales=5, store_checkout=5, home_delivery=2),
        rated(after_sales=4, store_checkout=5, home_delivery=3),
        rated(after_sales=5, store_checkout=4, app_search=1, email_offer=5),
    ],
)
def test_the_datas_order_is_met(journey_map: JourneyMap) -> None:
    """Is it met where worse is severer, the two that cannot be told apart and the one of 20 answers left aside?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.MET, POINTS)


def test_calling_everything_severe_earns_nothing() -> None:
    """Is no pair right where all severities are equal?"""
    finding = judge(NAME, rated(after_sales=5, store_checkout=5, home_delivery=5, app_search=5))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)
    assert "clearly unhappier at “after_sales” than at “home_delivery”" in said(finding)


def test_one_pair_in_the_wrong_order_costs_its_share() -> None:
    """Of the pairs queue–delivery and after-sales–delivery, is the wrong one half of the points?"""
    finding = judge(NAME, rated(after_sales=2, store_checkout=5, home_delivery=3))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert set(finding.verdict.where) == {"painpoint-aftersales", "painpoint-homedelivery"}


def test_too_few_pairs_are_said_to_be() -> None:
    """Do two grave pain points alone show nothing?"""
    finding = judge(NAME, rated(after_sales=5, store_checkout=4))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)
    assert "only 0 pairs" in said(finding)
