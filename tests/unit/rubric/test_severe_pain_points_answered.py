"""Must an opportunity answer each severe pain point?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, opportunity, pain_point, said, touchpoint

from journeybook.model import JourneyMap, Opportunity, PainPoint, Touchpoint
from journeybook.rubric import Status

NAME = "severe_pain_points_answered"
CARDS: tuple[Touchpoint | PainPoint, ...] = (
    *(touchpoint(name) for name in ("queue", "call", "post")),
    pain_point("queue", severity=4),
    pain_point("call", severity=5),
    pain_point("post", severity=3),
)


@pytest.mark.parametrize(
    "journey_map",
    [
        None,
        STARTER,
        drawn(*CARDS),
        drawn(opportunity("a")),
        drawn(touchpoint("post"), pain_point("post", severity=3), opportunity("a")),
    ],
)
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is it not attempted while a severe pain point or an opportunity is still missing?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


@pytest.mark.parametrize(
    "answers",
    [
        [opportunity("a", pain_points=("painpoint-queue", "painpoint-call"))],
        [opportunity("a", pain_points=("painpoint-queue",)), opportunity("b", pain_points=("painpoint-call",))],
    ],
)
def test_every_severe_one_answered_earns_all_points(answers: list[Opportunity]) -> None:
    """Do one opportunity for both or one for each do, with the lesser pain point left open?"""
    finding = judge(NAME, drawn(*CARDS, *answers))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


def test_an_open_one_is_pointed_at() -> None:
    """Does one open pain point of two cost half?"""
    finding = judge(NAME, drawn(*CARDS, opportunity("a", pain_points=("painpoint-call", "painpoint-post"))))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert finding.verdict.where == ("painpoint-queue",)
    assert "no opportunity answers: 1 of 2" in said(finding)
    assert len(finding.verdict.hints) == 2


def test_an_opportunity_that_answers_nothing_is_not_met() -> None:
    """Is an opportunity tied to no pain point wrong rather than not attempted?"""
    finding = judge(NAME, drawn(*CARDS, opportunity("a")))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)


def test_the_rubric_sets_what_is_severe() -> None:
    """Does a rubric's `severity` decide which pain points need an answer?"""
    journey_map = drawn(*CARDS, opportunity("a", pain_points=("painpoint-call",)))
    assert judge(NAME, journey_map, severity=5).status == Status.MET
    assert judge(NAME, journey_map, severity=3).points == 4
    assert "severity 2 or more" in said(judge(NAME, severity=2))
