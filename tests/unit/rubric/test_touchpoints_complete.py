"""Does a touchpoint need a name, an action, a channel and an emotion?"""

from __future__ import annotations

from typing import Any

import pytest
from builders import POINTS, STARTER, drawn, judge, said, touchpoint

from journeybook.i18n import t
from journeybook.model import JourneyMap, Persona
from journeybook.rubric import Status

NAME = "touchpoints_complete"
FIVE = [touchpoint(name) for name in "abcde"]


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(persona=Persona(name="Lin"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without touchpoints not attempted, even with a persona?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 3


def test_enough_complete_touchpoints_earn_all_points() -> None:
    """Do five complete touchpoints do, an emotion of 0 counting as judged?"""
    finding = judge(NAME, drawn(*FIVE))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize("lacking", [{"name": " "}, {"action": ""}, {"channel": None}, {"emotion": None}])
def test_an_unfinished_touchpoint_is_pointed_at(lacking: dict[str, Any]) -> None:
    """Does each missing field make the touchpoint incomplete, at the cost of its share?"""
    finding = judge(NAME, drawn(*FIVE, touchpoint("f", **lacking)))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 10)
    assert finding.verdict.where == ("touchpoint-f",)
    assert "5 of 6" in said(finding)


def test_nothing_complete_is_not_met() -> None:
    """Are touchpoints without an emotion wrong rather than not attempted?"""
    finding = judge(NAME, drawn(touchpoint("a", emotion=None)))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)


def test_too_few_touchpoints_earn_a_share() -> None:
    """Do three complete touchpoints of six wanted earn half, and does the last hint name the number?"""
    finding = judge(NAME, drawn(*FIVE[:3]), at_least=6)
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert "3 of 6" in said(finding)
    last = finding.verdict.hints[-1]
    assert all("6" in t(last.key, lang, **last.params) for lang in ("zh", "en"))
