"""Must an opportunity say what will be done?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, opportunity, said, touchpoint
from labelled import both

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "opportunities_doable"


def told(*texts: str) -> JourneyMap:
    return drawn(*(opportunity(str(n), text=text) for n, text in enumerate(texts)))


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(touchpoint("a")), told("", "…")])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without opportunities, or with empty ones, not attempted?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 3


@pytest.mark.parametrize("text", both(NAME, "good"))
def test_something_to_do_earns_all_points(text: str) -> None:
    """Is an opportunity right that says what will be done, with or without a slogan before it?"""
    finding = judge(NAME, told(text))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize("text", both(NAME, "bad"))
def test_a_slogan_costs_its_share(text: str) -> None:
    """Is a slogan found beside something to do, and quoted?"""
    finding = judge(NAME, told("Open two more tills", text))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert finding.verdict.where == ("opportunity-1",)
    assert "“" in said(finding)
    assert len(finding.verdict.hints) == 3


def test_a_rubric_may_let_some_pass() -> None:
    """Does `at_most` let slogans pass, and `at_least` say how much must stand beside one?"""
    assert judge(NAME, told("提升服务质量", "Open two tills"), at_most=1).status == Status.MET
    assert judge(NAME, told("提升服务质量，培训")).status == Status.NOT_MET
    assert judge(NAME, told("提升服务质量，培训"), at_least=2).status == Status.MET
