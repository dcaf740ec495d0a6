"""Must every question of the quiz have an answer?"""

from __future__ import annotations

import pytest
from builders import POINTS, drawn, judge, said, touchpoint

from journeybook.rubric import Status

NAME = "quiz_answered"


@pytest.mark.parametrize("answers", [{}, {"q1": ""}, {"open": "words"}])
def test_untouched_is_not_attempted(answers: dict[str, str]) -> None:
    """Is a quiz without an answer not attempted, whatever is drawn or written elsewhere?"""
    finding = judge(NAME, drawn(touchpoint("a")), answers=answers)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 1


def test_three_answers_earn_all_points_without_a_map_or_key() -> None:
    """Are three answers, right or wrong, enough, even for a learner without a map?"""
    finding = judge(NAME, answers={"q1": "a", "q2": "a", "q3": "a"}, key=None)
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


def test_a_missing_answer_costs_its_share() -> None:
    """Do two of three earn two thirds, and are the numbers said?"""
    finding = judge(NAME, answers={"q1": "a", "q3": "b", "q2": ""})
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 8)
    assert "2 of 3" in said(finding)
    assert len(finding.verdict.hints) == 1
