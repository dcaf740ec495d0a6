"""Does an opportunity need a text, a goal, a measure and an owner?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, opportunity, said, touchpoint

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "opportunities_complete"


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(touchpoint("a"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without opportunities not attempted, even with touchpoints?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


def test_whole_opportunities_earn_all_points() -> None:
    """Are opportunities with all four texts right?"""
    finding = judge(NAME, drawn(opportunity("a"), opportunity("b")))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize("field", ["text", "goal", "measure", "owner"])
def test_each_missing_text_costs_a_quarter(field: str) -> None:
    """Does each of the four texts count a quarter, a blank nothing, and is the card pointed at?"""
    finding = judge(NAME, drawn(opportunity("a", **{field: " "})))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 9)
    assert finding.verdict.where == ("opportunity-a",)
    assert len(finding.verdict.hints) == 2


def test_the_share_is_the_average() -> None:
    """Are a whole opportunity and one with its text alone worth five eighths together?"""
    finding = judge(NAME, drawn(opportunity("a"), opportunity("b", goal="", measure="", owner="")))
    assert finding.points == 7.5
    assert finding.verdict.where == ("opportunity-b",)
    assert said(finding).endswith(": 1.")


def test_an_empty_opportunity_is_not_met() -> None:
    """Is an opportunity without a word wrong rather than not attempted?"""
    finding = judge(NAME, drawn(opportunity("a", text="", goal="", measure="", owner="")))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)
