"""Must every card say something of its own?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, opportunity, pain_point, said, touchpoint

from journeybook.model import Aspect, Evidence, JourneyMap
from journeybook.rubric import Status

NAME = "no_duplicate_cards"


def evidence(number: int, claim: str, text: str = "CSAT 36 %") -> Evidence:
    return Evidence(id=f"evidence-{number}", claim=claim, aspect=Aspect.EMOTION, text=text)


@pytest.mark.parametrize(
    "journey_map", [None, STARTER, drawn(pain_point("a", touchpoint=None, text=" ")), JourneyMap()]
)
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map not attempted on which nothing is written?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


def test_different_cards_earn_all_points() -> None:
    """May a touchpoint come twice for two actions, and a figure support two claims?"""
    journey_map = drawn(
        touchpoint("a", name="Hotline", action="Asks for a screw"),
        touchpoint("b", name="Hotline", action="Asks again"),
        pain_point("a", text="Hotline"),
        opportunity("a", text="More agents on Mondays"),
        opportunity("b", text="More agents on Sundays"),
        evidence=(evidence(1, "touchpoint-a"), evidence(2, "touchpoint-b")),
    )
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Queues to pay", "queues to pay."),
        ("排队付款", "排队 付款！"),
        ("在 App 里查 3 次", "在ａｐｐ里查３次"),
        ("“Nobody” answers", "nobody, answers"),
    ],
)
def test_the_same_in_other_dress_costs_its_share(one: str, other: str) -> None:
    """Is a text the same whatever its case, width, punctuation and white space, and is it quoted?"""
    finding = judge(
        NAME, drawn(touchpoint("a"), pain_point("a", text=one), pain_point("b", text=other, touchpoint=None))
    )
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert finding.verdict.where == ("painpoint-b",)
    assert "1, namely “" in said(finding)
    assert len(finding.verdict.hints) == 2


def test_each_kind_is_looked_through() -> None:
    """Are a copied touchpoint, opportunity and piece of evidence found?"""
    journey_map = drawn(
        touchpoint("a", name="Till", action="Pays"),
        touchpoint("b", name="till", action="pays", stage="stage-2"),
        opportunity("a", text="Open a till"),
        opportunity("b", text="Open a till!"),
        evidence=(evidence(1, "touchpoint-a"), evidence(2, "touchpoint-a", "csat 36%")),
    )
    finding = judge(NAME, journey_map)
    assert finding.points == 6, "half of each kind is there again"
    assert finding.verdict.where == ("touchpoint-b", "opportunity-b", "evidence-2")


def test_the_worst_kind_decides() -> None:
    """Do copies among few cards weigh as much however many cards of other kinds there are?"""
    many = [touchpoint(f"{n}", name=f"Till {n}") for n in range(20)]
    pains = [pain_point(f"{n}", text="Queues", touchpoint=None) for n in range(4)]
    assert judge(NAME, drawn(*many, *pains)).points == 3
