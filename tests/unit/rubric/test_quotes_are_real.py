"""Is a quote looked for in what customers really wrote and said?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, said
from data_builders import at, held, judge, says

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "quotes_are_real"
TILL = at("store_checkout")
REAL = (
    says(TILL, "quote", "I want the till that he was standing next to"),
    says(TILL, "quote", "“7 个收银台只开了 5 个……队伍排到毛巾区！”"),
)


@pytest.mark.parametrize("journey_map", [None, STARTER, held(TILL, says(TILL, "data", "36% satisfied"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without quotes not attempted?"""
    assert judge(NAME, journey_map).status == Status.NOT_ATTEMPTED


def test_real_quotes_are_met() -> None:
    """Are quotes met in either language, with other punctuation, spaces and something left out?"""
    finding = judge(NAME, held(TILL, *REAL))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize(
    "invented", ["The queue makes me want to cry, every single time.", "排队排得我想哭，每次都这样。"]
)
def test_a_made_up_quote_is_named(invented: str) -> None:
    """Is an invented quote named with its card, and does it cost its share?"""
    till = at("after_sales")
    finding = judge(NAME, held(TILL, till, *REAL, says(till, "quote", invented)))
    assert (finding.status, finding.points, finding.verdict.where) == (Status.PARTLY_MET, 8, (till.id,))
    assert invented[:20] in said(finding)


def test_one_quote_many_times_is_one() -> None:
    """Is the same quote on five cards one of the two that are wanted, and are only invented ones not met?"""
    finding = judge(NAME, held(TILL, *(says(TILL, "quote", REAL[0].text) for _ in range(5))))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert judge(NAME, held(TILL, says(TILL, "quote", "Best shop in the whole wide world"))).status == Status.NOT_MET


def test_without_a_case_nothing_can_be_said() -> None:
    """Is an exercise without a case told so, rather than everybody called a liar?"""
    finding = judge(NAME, held(TILL, *REAL), case=None)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert "no case" in said(finding)
