"""Are period, comparison group, measure and size each worth a quarter?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import POINTS, said
from data_builders import judge

from journeybook.rubric import Key, Status
from journeybook.rubric.subject import EffectKey

NAME = "effect_evaluated"
KEY = Key(
    quiz={"when": "b", "whom": "c", "what": "a", "much": "b"},
    effect=EffectKey(
        "satisfaction",
        {"period": "when", "group": "whom", "measure": "what"},
        "much",
        {"a": 39, "b": 27, "c": 12, "d": 20.5},
    ),
)
RIGHT = dict(KEY.quiz)


def points(answers: dict[str, str], key: Key | None = KEY, **options: object) -> tuple[Status, float]:
    finding = judge(NAME, None, answers=answers, key=key, **options)
    return finding.status, finding.points


@pytest.mark.parametrize("answers", [{}, {"other": "a"}, {"when": ""}])
def test_untouched_is_not_attempted(answers: dict[str, str]) -> None:
    """Is it not attempted while none of the questions has an answer, or where the key asks none?"""
    assert points(answers) == (Status.NOT_ATTEMPTED, 0)
    assert points(RIGHT, replace(KEY, effect=None)) == (Status.NOT_ATTEMPTED, 0)


def test_all_right_is_met() -> None:
    """Is it met without any map, and with any size that lies in the interval of the data, 17.3 to 36.6?"""
    assert points(RIGHT) == (Status.MET, POINTS)
    assert points(RIGHT | {"much": "d"}) == (Status.MET, POINTS)


@pytest.mark.parametrize(
    ("question", "option", "part"),
    [
        ("when", "a", "the period"),
        ("whom", "", "the comparison group"),
        ("what", "b", "the measure"),
        ("much", "a", "the size"),
        ("much", "c", "the size"),
        ("much", "z", "the size"),
    ],
)
def test_each_part_is_a_quarter(question: str, option: str, part: str) -> None:
    """Does one wrong part cost a quarter and get named: the bare difference and summer's share for the size?"""
    finding = judge(NAME, None, answers=RIGHT | {question: option}, key=KEY)
    assert (finding.status, finding.points, finding.verdict.where) == (Status.PARTLY_MET, 9, (question,))
    assert part in said(finding)


def test_nothing_right_is_not_met() -> None:
    """Are wrong answers wrong rather than not attempted?"""
    assert points({"when": "a"}) == (Status.NOT_MET, 0)


def test_without_a_case_the_key_alone_decides() -> None:
    """Is the size compared with the quiz's key where there are no data?"""
    assert points(RIGHT, case=None) == (Status.MET, POINTS)
    assert points(RIGHT | {"much": "d"}, case=None) == (Status.PARTLY_MET, 9)


def test_without_the_key_it_is_judged_later() -> None:
    """Does a learner without the key hear that this comes later?"""
    assert "after you hand in" in said(judge(NAME, None, answers=RIGHT, key=None))
