"""Must the quiz's answers be those of the key?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import KEY, POINTS, drawn, judge, said, touchpoint

from journeybook.questions import QuestionKind
from journeybook.rubric import Key, Status, Subject, all_criteria
from journeybook.rubric.rubric import Demand

NAME = "quiz_right"


@pytest.mark.parametrize("answers", [{}, {"q1": ""}, {"open": "b"}])
def test_untouched_is_not_attempted(answers: dict[str, str]) -> None:
    """Is a quiz without an answer not attempted, whatever is drawn or written elsewhere?"""
    finding = judge(NAME, drawn(touchpoint("a")), answers=answers)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 1


def test_the_keys_answers_earn_all_points_without_a_map() -> None:
    """Are the key's answers right, even for a learner without a map?"""
    finding = judge(NAME, answers=dict(KEY.quiz))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize(
    ("answers", "status", "points", "wrong"),
    [
        ({"q1": "b", "q2": "a", "q3": "a"}, Status.PARTLY_MET, 8, ("q2",)),
        ({"q1": "b"}, Status.PARTLY_MET, 4, ("q2", "q3")),
        ({"q1": "a", "q2": "b", "q3": "c"}, Status.NOT_MET, 0, ("q1", "q2", "q3")),
        ({"q1": "B"}, Status.NOT_MET, 0, ("q1", "q2", "q3")),
    ],
)
def test_wrong_and_missing_answers_cost_their_share(
    answers: dict[str, str], status: Status, points: float, wrong: tuple[str, ...]
) -> None:
    """Do wrong and missing answers earn nothing, and are they pointed at?"""
    finding = judge(NAME, answers=answers)
    assert (finding.status, finding.points, finding.verdict.where) == (status, points, wrong)
    assert f"{3 - len(wrong)} of 3" in said(finding)
    assert len(finding.verdict.hints) == 1


KINDS = {
    "q1": (QuestionKind.MULTIPLE, ["a", "c"], {'["a","c"]': 4, '["a"]': 2, '["b"]': 0, "[": 0}),
    "q2": (
        QuestionKind.ORDER,
        ["a", "b", "c"],
        {'["a","b","c"]': 4, '["b","a","c"]': 2.75, '["c","b","a"]': 0},
    ),
    "q3": (QuestionKind.MATCH, {"a": "x", "b": "y"}, {'{"a":"x","b":"y"}': 4, '{"a":"x"}': 2, '{"a":"y"}': 0, "{}": 0}),
    "q4": (QuestionKind.SHORT, {"number": 30, "tolerance": 1}, {"30 %": 4, "29.5": 4, "12": 0, "thirty": 0}),
}


@pytest.mark.parametrize(
    ("question", "answer", "points"),
    [(question, answer, points) for question, (_, _, told) in KINDS.items() for answer, points in told.items()],
)
def test_each_kind_earns_by_its_own_rule(question: str, answer: str, points: float) -> None:
    """Does one question of a kind earn, of the 4 points of three, all, its part by hand, or nothing for a mistake?

    Points go to the nearest quarter; two thirds of an order's pairs are 2.67 of 4, so 2.75.
    """
    kind, right, _ = KINDS[question]
    subject = Subject(None, answers={question: answer}, questions=(question,), key=Key(quiz={question: right}))
    demand = Demand(all_criteria()[NAME], 4, {})
    finding = demand.judge(replace(subject, kinds={question: kind}))
    assert finding.points == points
    untouched = demand.judge(replace(subject, answers={question: " "}, kinds={question: kind}))
    assert untouched.status is Status.NOT_ATTEMPTED


def test_without_the_key_it_is_judged_later() -> None:
    """Does a learner without the key hear that the answers come later, and earn nothing yet?"""
    finding = judge(NAME, answers=dict(KEY.quiz), key=None)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert "after you hand in" in said(finding)
