"""Must one hear what goes through the customer's head?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, said, touchpoint
from labelled import both

from journeybook.model import JourneyMap, Persona
from journeybook.rubric import Status

NAME = "thoughts_given"


def thinking(*thoughts: str) -> JourneyMap:
    return drawn(*(touchpoint(str(n), thought=thought) for n, thought in enumerate(thoughts)))


@pytest.mark.parametrize("journey_map", [None, STARTER, thinking("", "…", "", "")])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without thoughts not attempted?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 3


@pytest.mark.parametrize("thought", both(NAME, "good"))
def test_the_customers_own_voice_earns_all_points(thought: str) -> None:
    """Are three thoughts in the customer's voice right, the first person being said or not?"""
    finding = judge(NAME, thinking(thought, "还要等多久？", "", "Never again"))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize("thought", both(NAME, "bad"))
def test_a_thought_that_is_told_costs_its_share(thought: str) -> None:
    """Is somebody telling of the customer found, and quoted?"""
    finding = judge(NAME, thinking("还要等多久？", thought, "Never again", "", "Ah, here"))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 9)
    assert finding.verdict.where == ("touchpoint-1",)
    assert "“" in said(finding)
    assert len(finding.verdict.hints) == 3


@pytest.mark.parametrize(
    ("name", "thought"), [("林悦，32 岁", "林悦觉得不耐烦"), ("Lin Yue, 32", "Lin Yue feels impatient")]
)
def test_the_personas_name_tells_of_the_persona(name: str, thought: str) -> None:
    """Is a thought told that begins with the persona's name?"""
    journey_map = drawn(touchpoint("a", thought=thought), persona=Persona(name=name))
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.verdict.where) == (Status.NOT_MET, ("touchpoint-a",))
    assert judge(NAME, drawn(touchpoint("a", thought=thought), persona=Persona(name="-"))).status == Status.MET


def test_too_few_thoughts_earn_their_share() -> None:
    """Does one thought of three earn a third, and are no more asked for than there are touchpoints?"""
    finding = judge(NAME, thinking("Never again", "", "", ""))
    assert (finding.status, finding.points, finding.verdict.where) == (Status.PARTLY_MET, 4, ())
    assert "3 touchpoints should" in said(finding)
    assert judge(NAME, thinking("Never again", "Ah, here")).status == Status.MET


def test_the_rubric_sets_how_many() -> None:
    """Does a rubric's `at_least` decide how many thoughts are enough?"""
    journey_map = thinking("Never again", "Ah, here", "", "")
    assert judge(NAME, journey_map, at_least=2).status == Status.MET
    assert judge(NAME, journey_map, at_least=4).points == 6
