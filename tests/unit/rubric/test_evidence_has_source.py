"""Must quotes and figures say where they are from?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, said
from data_builders import at, held, judge, says

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "evidence_has_source"
TILL = at("store_checkout")
SOURCED = tuple(says(TILL, "data", text, source="Chart 1") for text in ("36% satisfied", "n = 650", "wait 10 min"))


@pytest.mark.parametrize("journey_map", [None, STARTER, held(TILL, says(TILL, "assumption", "Perhaps.", source=""))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map with assumptions alone not attempted?"""
    assert judge(NAME, journey_map).status == Status.NOT_ATTEMPTED


def test_all_sourced_is_met() -> None:
    """Are three with a source met, an assumption without one beside them?"""
    finding = judge(NAME, held(TILL, *SOURCED, says(TILL, "assumption", "Perhaps.", source="")))
    assert (finding.status, finding.points) == (Status.MET, POINTS)


def test_without_source_is_partly_met() -> None:
    """Does one of four without a source cost a quarter, name its card, and is a lone one too few?"""
    finding = judge(NAME, held(TILL, *SOURCED, says(TILL, "quote", "Slow!", source=" ")))
    assert (finding.status, finding.points, finding.verdict.where) == (Status.PARTLY_MET, 9, (TILL.id,))
    assert "3 of 4" in said(finding)
    assert judge(NAME, held(TILL, SOURCED[0])).points == 4


@pytest.mark.parametrize("source", ["", " ", "–", "？", "..."])
def test_a_mark_alone_is_no_source(source: str) -> None:
    """Does a dash or a question mark in the field name nothing?"""
    assert judge(NAME, held(TILL, *SOURCED, says(TILL, "quote", "Slow!", source=source))).points == 9
