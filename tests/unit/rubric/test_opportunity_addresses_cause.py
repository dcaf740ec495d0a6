"""Is a deed recognised that would mend the cause, and a slogan or a list of words not?"""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import POINTS, STARTER, drawn, opportunity, pain_point, said, touchpoint
from data_builders import hints, judge

from journeybook.model import JourneyMap, Opportunity
from journeybook.rubric import Finding, Key, Status

NAME = "opportunity_addresses_cause"
KEY = Key.read(Path(__file__).parents[3] / "solutions" / "en" / "03-retail" / "key" / "key.toml")
CARDS = (
    touchpoint("till", case_touchpoint="store_checkout"),
    touchpoint("help", case_touchpoint="after_sales"),
    pain_point("till", severity=5),
    pain_point("help", severity=5),
)


def answer(name: str, text: str, *pains: str, goal: str = "…") -> Opportunity:
    """Return an opportunity that answers the pain points of these names."""
    return opportunity(name, text=text, goal=goal, pain_points=tuple(f"painpoint-{pain}" for pain in pains))


def judged(*opportunities: Opportunity) -> Finding:
    return judge(NAME, drawn(*CARDS, *opportunities), key=KEY)


TICKETS = answer("b", "Escalate every ticket that nobody has answered after 12 hours", "help")


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(*CARDS)])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without opportunities not attempted?"""
    assert judge(NAME, journey_map, key=KEY).status == Status.NOT_ATTEMPTED


@pytest.mark.parametrize(
    "text",
    [
        "Open more tills at peak hours",
        "We staff every counter on Saturdays.",
        "Install self-checkout near the exit",
        "周末高峰加开两个收银台",
        "引入自助结账，并支持手机付款",
        "按客流排班",
    ],
)
def test_a_deed_is_recognised(text: str) -> None:
    """Is a real proposal recognised in either language, and said which?"""
    finding = judged(answer("a", text, "till"), TICKETS)
    assert (finding.status, finding.points) == (Status.MET, POINTS)
    assert "Recognised: " in said(finding)


@pytest.mark.parametrize(
    "text",
    [
        "Improve the checkout experience",
        "A better checkout for happier customers!",
        "Put the customer first",
        "Tills, tills, tills",
        "提升收银台体验",
        "让结账更快更好",
        "以客户为中心，打造极致服务",
        "Do not open more tills",
        "不要增开收银台",
        "We add value. The till is important.",
    ],
)
def test_a_slogan_is_not(text: str) -> None:
    """Does a wish, a slogan, a thing without a deed, a deed denied or one from another sentence not pass?"""
    finding = judged(answer("a", text, "till"), TICKETS)
    assert (finding.status, finding.points, finding.verdict.where) == (Status.PARTLY_MET, 6, ("opportunity-a",))
    assert "1 of 2 causes are not addressed" in said(finding)
    assert KEY.causes[0].text in hints(finding)


def test_it_must_answer_the_right_pain_point() -> None:
    """Does a good idea that is tied to the other pain point, or to none, mend nothing?"""
    assert judged(answer("a", "Open more tills", "help"), TICKETS).points == 6
    assert judged(answer("a", "Open more tills"), TICKETS).points == 6
    assert judged(answer("a", "Open more tills"), answer("b", "Serve better", "help")).status == Status.NOT_MET


def test_every_word_of_the_trade_is_a_list() -> None:
    """Does an opportunity with all words of the key, tied to everything, earn nothing?"""
    words = sorted({word for cause in KEY.causes for word in cause.words})
    for pasted in (" ".join(words), "We will " + " and ".join(words[::3]), "，".join(words)):
        finding = judged(answer("a", pasted, "till", "help"))
        assert (finding.status, finding.points) == (Status.NOT_MET, 0)


def test_without_the_key_it_is_judged_later() -> None:
    """Does a learner without the key hear that this comes later?"""
    finding = judge(NAME, drawn(*CARDS, TICKETS), key=None)
    assert "after you hand in" in said(finding)
