"""Does the persona need a name, a description and a goal?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, said, touchpoint

from journeybook.model import JourneyMap, Persona
from journeybook.rubric import Status

NAME = "persona_complete"


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(touchpoint("a")), drawn(persona=Persona(name=" \n"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a persona without a word not attempted, whatever else is drawn?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


def test_all_three_fields_earn_all_points() -> None:
    """Does a whole persona earn everything, without a hint?"""
    finding = judge(NAME, drawn(persona=Persona(name="林悦", about="32", goal="…")))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize(
    ("persona", "points", "filled"),
    [
        (Persona(name="Lin"), 4, "1 of three"),
        (Persona(goal="…"), 4, "1 of three"),
        (Persona(name="Lin", about="32", goal="  "), 8, "2 of three"),
    ],
)
def test_a_third_of_the_points_for_each_field(persona: Persona, points: float, filled: str) -> None:
    """Does each field count a third, blanks nothing, and is the number said?"""
    finding = judge(NAME, drawn(persona=persona))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, points)
    assert filled in said(finding)
    assert len(finding.verdict.hints) == 2
