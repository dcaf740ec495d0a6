"""Must every card say something?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, opportunity, pain_point, said, touchpoint

from journeybook.model import Aspect, Evidence, JourneyMap
from journeybook.rubric import Status

NAME = "no_empty_cards"


def evidence(text: str, source: str = "") -> Evidence:
    return Evidence(id="evidence-1", claim="touchpoint-a", aspect=Aspect.EMOTION, text=text, source=source)


@pytest.mark.parametrize("journey_map", [None, STARTER, JourneyMap()])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without cards not attempted?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


def test_written_cards_earn_all_points() -> None:
    """Are cards right of which any one text is written, in whatever language?"""
    whole = drawn(
        touchpoint("a", action=""),
        touchpoint("b", name="", action="", backstage="收银"),
        pain_point("a"),
        opportunity("a", text="Open a till"),
        evidence=(evidence("", "Satisfaction chart"),),
    )
    finding = judge(NAME, whole)
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())
    assert "5" in said(finding)


@pytest.mark.parametrize("nothing", ["", "  \n", "…", "——", "？？"])
def test_empty_cards_cost_their_share(nothing: str) -> None:
    """Is each kind of card found on which there is nothing, or nothing but punctuation?"""
    journey_map = drawn(
        touchpoint("a"),
        touchpoint("b", name=nothing, action=nothing),
        pain_point("a", text=nothing),
        opportunity("a", text=nothing, goal="", measure=nothing, owner="Head of stores"),
        evidence=(evidence(nothing),),
    )
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 2.5)
    assert finding.verdict.where == ("touchpoint-b", "painpoint-a", "opportunity-a", "evidence-1")
    assert said(finding).endswith("4 of 5.")
    assert len(finding.verdict.hints) == 2
