"""Must a figure from few answers say so?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, said
from data_builders import at, held, judge, says

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "small_numbers_marked"
TILL, OFFER = at("store_checkout"), at("email_offer")
SURE = says(TILL, "data", "36% satisfied")


@pytest.mark.parametrize("journey_map", [None, STARTER, held(OFFER, says(OFFER, "data", "Hardly anybody likes it"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without a figure that can be checked not attempted?"""
    assert judge(NAME, journey_map).status == Status.NOT_ATTEMPTED


@pytest.mark.parametrize(
    "text",
    [
        "85% satisfied (n = 20)",
        "满意度 85%，作答太少，仅供参考",
        "85% satisfied; fewer than 30 observations, read with care",
    ],
)
def test_marked_numbers_are_met(text: str) -> None:
    """Is an n or a warning in either language enough?"""
    finding = judge(NAME, held(TILL, OFFER, SURE, says(OFFER, "data", text)))
    assert (finding.status, finding.points) == (Status.MET, POINTS)
    assert judge(NAME, held(OFFER, says(OFFER, "data", "85% satisfied", source="Chart, n = 20"))).points == POINTS


def test_a_bare_small_number_is_named() -> None:
    """Is a share from 20 answers that stands there like any other named, and a count left alone?"""
    finding = judge(NAME, held(TILL, OFFER, SURE, says(OFFER, "data", "85% satisfied")))
    assert (finding.status, finding.points, finding.verdict.where) == (Status.NOT_MET, 0, (OFFER.id,))
    assert "85% satisfied" in said(finding)
    assert judge(NAME, held(OFFER, says(OFFER, "data", "4 complaints"))).status == Status.MET
