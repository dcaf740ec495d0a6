"""Must touchpoints be tied to the case's data?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, said, touchpoint

from journeybook.model import JourneyMap, Persona
from journeybook.rubric import Status

NAME = "touchpoints_from_case"


def tied(*codes: str | None) -> JourneyMap:
    return drawn(*(touchpoint(str(number), case_touchpoint=code) for number, code in enumerate(codes)))


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(persona=Persona(name="Lin"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without touchpoints not attempted, even with a persona?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


def test_enough_tied_touchpoints_earn_all_points() -> None:
    """Do eight touchpoints of the case do, with others of one's own beside them?"""
    finding = judge(NAME, tied(*"abcdefgh", None))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


def test_loose_touchpoints_are_pointed_at() -> None:
    """Do two of eight earn a quarter, with the touchpoints of one's own pointed at?"""
    finding = judge(NAME, tied("a", "b", None, None))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 3)
    assert finding.verdict.where == ("touchpoint-2", "touchpoint-3")
    assert "2 are" in said(finding)
    assert len(finding.verdict.hints) == 2


def test_the_same_touchpoint_counts_once() -> None:
    """Does drawing one touchpoint of the case four times count once?"""
    assert judge(NAME, tied(*"aaaa"), at_least=4).points == 3


def test_the_rubric_sets_how_many() -> None:
    """Does a rubric's `at_least` decide, and is no tied touchpoint not met?"""
    assert judge(NAME, tied("a", "b"), at_least=2).status == Status.MET
    assert judge(NAME, tied(None), at_least=2).status == Status.NOT_MET
