"""Does a pain point need words and a touchpoint?"""

from __future__ import annotations

from typing import Any

import pytest
from builders import POINTS, STARTER, drawn, judge, pain_point, said, touchpoint

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "pain_points_placed"
QUEUE, CALL = touchpoint("queue"), touchpoint("call")


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(QUEUE)])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without pain points not attempted, even with touchpoints?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


def test_words_and_a_touchpoint_earn_all_points() -> None:
    """Are pain points with words and a touchpoint right?"""
    finding = judge(NAME, drawn(QUEUE, CALL, pain_point("queue"), pain_point("call")))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize("lacking", [{"text": " "}, {"touchpoint": None}])
def test_an_unfinished_pain_point_is_pointed_at(lacking: dict[str, Any]) -> None:
    """Does a pain point without words or place cost its share?"""
    finding = judge(NAME, drawn(QUEUE, CALL, pain_point("queue"), pain_point("call", **lacking)))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert finding.verdict.where == ("painpoint-call",)
    assert said(finding).endswith(": 1.")
    assert len(finding.verdict.hints) == 2


def test_nothing_placed_is_not_met() -> None:
    """Is a map whose only pain point floats wrong rather than not attempted?"""
    assert judge(NAME, drawn(pain_point("queue", touchpoint=None))).status == Status.NOT_MET
