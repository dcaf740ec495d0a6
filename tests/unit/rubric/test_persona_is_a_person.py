"""Must the persona be one person?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, said, touchpoint
from labelled import both

from journeybook.model import JourneyMap, Persona
from journeybook.rubric import Status

NAME = "persona_is_a_person"


def travels(name: str, about: str = "") -> JourneyMap:
    return JourneyMap(persona=Persona(name=name, about=about, goal="A quiet weekend"))


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(touchpoint("a")), travels(" ", "…")])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without a name and a description not attempted?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


@pytest.mark.parametrize("name", both(NAME, "good"))
def test_a_person_earns_all_points(name: str) -> None:
    """Is a single person right, whatever they are called and do?"""
    for about in ("", "刚搬进新家的产品经理，平日加班", "Works from 10 to 20 hours a week with many customers"):
        finding = judge(NAME, travels(name, about))
        assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize("name", both(NAME, "bad"))
def test_a_crowd_earns_nothing(name: str) -> None:
    """Is a crowd found in the name, and quoted?"""
    finding = judge(NAME, travels(name))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)
    assert "“" in said(finding)
    assert len(finding.verdict.hints) == 2


@pytest.mark.parametrize(
    "about", ["25-35 岁的都市女性", "our target group in big cities", "所有的顾客", "Aged 20 to 60"]
)
def test_a_crowd_behind_a_name_earns_nothing(about: str) -> None:
    """Is a range of ages or a target group found in the description of somebody with a name?"""
    assert judge(NAME, travels("Lin Yue", about)).status == Status.NOT_MET
