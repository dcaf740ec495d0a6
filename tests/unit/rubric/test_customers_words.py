"""Must the journey be told as the customer lives it?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, pain_point, said, touchpoint
from labelled import both
from wordlists import spoken

from journeybook.i18n import LANGUAGES
from journeybook.model import JourneyMap, Persona
from journeybook.rubric import Status

NAME = "customers_words"


def thinking(thought: str) -> JourneyMap:
    return drawn(touchpoint("a", action="", thought=thought))


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(touchpoint("a", action=" ")), JourneyMap()])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map not attempted on which no customer does, thinks, suffers or wants anything?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 3


@pytest.mark.parametrize("text", both(NAME, "good"))
def test_the_customers_side_earns_all_points(text: str) -> None:
    """Is what a customer says right, as action, thought and pain point?"""
    cards = (touchpoint("a", action=text), touchpoint("b", thought=text), pain_point("a", text=text))
    finding = judge(NAME, drawn(*cards, persona=Persona(goal="一个周末把书房布置好")))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize("text", both(NAME, "bad"))
def test_the_companys_side_costs_its_share(text: str) -> None:
    """Is what a company says found, and are its words quoted?"""
    finding = judge(NAME, drawn(touchpoint("a", action="Queues to pay"), touchpoint("b", action=text)))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert finding.verdict.where == ("touchpoint-b",)
    assert "“" in said(finding)
    assert len(finding.verdict.hints) == 3


def test_the_words_quoted_are_those_of_the_company() -> None:
    """Does the sentence quote just the words that gave the company away?"""
    chinese = judge(NAME, drawn(touchpoint("a", action="先排队，然后我们审核申请")))
    assert "“我们审核”" in said(chinese, "zh")
    english = judge(NAME, drawn(touchpoint("a", action="Waits while the system assigns an agent")))
    assert "“the system assigns”" in said(english)


@pytest.mark.parametrize(
    ("goal", "status"),
    [
        ("提高客单价和复购率", Status.NOT_MET),
        ("Become a loyal customer", Status.NOT_MET),
        ("Increase sales", Status.NOT_MET),
        ("一个周末把书房布置好，不用再跑第二趟", Status.MET),
        ("Furnish the study in one weekend, without a second trip", Status.MET),
        ("Open an account to receive my first wages", Status.MET),
    ],
)
def test_the_personas_goal_is_the_customers(goal: str, status: Status) -> None:
    """Is a goal found that only the company has, though it stands on no card?"""
    finding = judge(NAME, JourneyMap(persona=Persona(goal=goal)))
    assert (finding.status, finding.verdict.where) == (status, ())


def test_staff_and_systems_may_be_in_the_way() -> None:
    """May a pain point say what staff or a system did, which as an action would be the company's?"""
    text = "系统审核太慢"
    assert judge(NAME, drawn(touchpoint("a", action="等"), pain_point("a", text=text))).status == Status.MET
    assert judge(NAME, drawn(touchpoint("a", action=text))).status == Status.NOT_MET


def test_an_action_begins_with_the_customer() -> None:
    """Is an action the company's that begins with somebody of it, where a thought may, and a customer's sentence?"""
    text = "导购推荐了一款书架"
    assert judge(NAME, drawn(touchpoint("a", action=text))).status == Status.NOT_MET
    assert judge(NAME, thinking(text)).status == Status.MET
    for own in ("导购给我推荐了一款书架", "听导购推荐书架"):
        assert judge(NAME, drawn(touchpoint("a", action=own))).status == Status.MET


def test_a_rubric_may_let_some_pass() -> None:
    """Does `at_most` let that many cards pass?"""
    journey_map = drawn(touchpoint("a", action="Sees an ad"), touchpoint("b", action="We process the application"))
    assert judge(NAME, journey_map, at_most=1).status == Status.MET
    assert judge(NAME, journey_map, at_most=0).status == Status.PARTLY_MET


@pytest.mark.parametrize("lang", LANGUAGES)
def test_real_customers_are_not_taken_for_companies(lang: str) -> None:
    """Is at most one in a hundred sentences of the cases' interviews and labelled comments taken for a company's?"""
    said = spoken(lang)
    assert len(said) > 500
    alarms = [part for part in said if judge(NAME, thinking(part)).status == Status.NOT_MET]
    assert len(alarms) <= len(said) / 100, alarms
