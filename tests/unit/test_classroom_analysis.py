"""Are the figures of the item analysis those worked out by hand, and are small classes told so?"""

from __future__ import annotations

import math

import numpy as np
import pytest

from journeybook.classroom.analysis import (
    Flag,
    Item,
    Level,
    analyse,
    corrected_item_total,
    upper_lower,
)
from journeybook.classroom.results import Part, Result, Results
from journeybook.classroom.roster import Trainee
from journeybook.exercise import Question
from journeybook.i18n import Phrase
from journeybook.rubric import Finding, Key, Verdict

QUESTIONS = (Question("q1", "Which?", {"a": "this", "b": "that", "c": "none"}),)
KEY = Key(quiz={"q1": "b"})
WHY = Phrase("criteria.quiz_right_met", {})


def result(number: int, shares: tuple[float | None, ...], answer: str = "", waits: float | None = 0.0) -> Result:
    """Return a hand-in with two criteria of 4 and 2 points and a quiz of one question worth 1."""
    names = (("persona_complete", 4), ("stages_covered", 2))
    found = [Finding(name, Verdict(share, WHY), most) for (name, most), share in zip(names, shares, strict=True)]
    right = 1.0 if answer == "b" else 0.0 if answer else None
    quiz = Finding("quiz_right", Verdict(right, WHY), 1)
    findings = {"map": tuple(found), "quiz": (quiz,)}
    points = sum(one.points for one in (*found, quiz))
    parts = {"check-map": sum(one.points for one in found), "check-quiz": quiz.points, "open": waits}
    return Result(Trainee(f"t{number}"), points, 12, parts, findings, {"q1": answer} if answer else {})


def whole(*found: Result) -> Results:
    parts = (Part("check-map", "Map", 6, "map"), Part("check-quiz", "Quiz", 1, "quiz"), Part("open", "Open", 5, ""))
    return Results("01", "One", parts, found)


def item(items: list[Item], level: Level, number: int) -> Item:
    return [one for one in items if one.level is level][number]


def test_corrected_correlation_by_hand() -> None:
    """Is the item left out of the total before the two are correlated?"""
    # Item 0 0 1 1 1, rest 1 2 2 3 5: means 0.6 and 2.6; products sum to 2.2, squares to 1.2 and 9.2.
    found = corrected_item_total([0, 0, 1, 1, 1], [1, 2, 3, 4, 6])
    assert found == pytest.approx(2.2 / math.sqrt(1.2 * 9.2))
    assert found != pytest.approx(np.corrcoef([0, 0, 1, 1, 1], [1, 2, 3, 4, 6])[0, 1])


@pytest.mark.parametrize(
    ("points", "totals"),
    [
        ([0, 1, 1, 1], [1, 2, 3, 4]),  # four people
        ([1, 1, 1, 1, 1], [1, 2, 3, 4, 5]),  # nobody differs in the item
        ([0, 1, 0, 1, 0], [3, 4, 3, 4, 3]),  # nobody differs in the rest
    ],
)
def test_no_correlation(points: list[float], totals: list[float]) -> None:
    """Is nothing said where there are too few people, or nothing varies?"""
    assert corrected_item_total(points, totals) is None


def test_upper_and_lower_group_by_hand() -> None:
    """Are the best and the weakest 27 % compared, with those who tie at the border sharing its places?"""
    # 27 % of ten are three people.
    rest = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert upper_lower([0, 0, 1, 0, 0, 0, 0, 1, 1, 1], rest) == pytest.approx(1 - 1 / 3)
    # 8 and four times 9: three places for the four at 9, so each weighs 3/4; below, 1 and 2 and one of two at 3.
    tied = [1, 2, 3, 3, 4, 8, 9, 9, 9, 9]
    assert upper_lower([0, 0, 1, 0, 0, 0, 1, 1, 0, 0], tied) == pytest.approx(2 / 4 - 0.5 / 3)
    assert upper_lower([0, 1, 1, 1], [1, 2, 3, 4]) is None
    assert upper_lower([0, 1, 1, 1, 0], [2, 2, 2, 2, 2]) is None


def test_difficulty_and_not_attempted() -> None:
    """Is difficulty the mean share of the points, what was not attempted counting as 0 and told beside it?"""
    items = analyse(whole(result(1, (1, 0.5)), result(2, (0.5, None)), result(3, (None, None))), None, ())
    first, second = item(items, Level.CRITERION, 0), item(items, Level.CRITERION, 1)
    assert (first.n, first.max_points, first.difficulty, first.not_attempted) == (3, 4, 0.5, pytest.approx(1 / 3))
    assert (second.difficulty, second.not_attempted) == (pytest.approx(1 / 6), pytest.approx(2 / 3))
    assert (first.discrimination, first.upper_lower) == (None, None)


def test_what_waits_is_left_out() -> None:
    """Does a part that waits for the trainer count neither in its own line nor in anybody's total?"""
    read = [result(number, (number / 8, 0), "b", waits=5.0) for number in range(5)]
    waiting = [result(number, (number / 8, 0), "b", waits=None) for number in range(5, 9)]
    items = analyse(whole(*read, *waiting), None, ())
    assert item(items, Level.PART, 2).n == 5
    assert item(items, Level.PART, 0).n == 9
    # Without it, all have the same rest: the quiz.
    assert item(items, Level.PART, 0).discrimination is None


def test_flags() -> None:
    """Is an item flagged that is too easy, too hard, of no use, or turned round, and an ordinary one left alone?"""
    strong = [result(number, (1, number % 2), "a") for number in range(6)]
    weak = [result(number, (0.25, number % 2), "b") for number in range(6, 12)]
    items = analyse(whole(*strong, *weak), KEY, QUESTIONS)
    question = item(items, Level.QUESTION, 0)
    assert question.difficulty == 0.5
    assert question.discrimination is not None
    assert question.discrimination < 0
    assert Flag.NEGATIVE in question.flags
    assert Flag.POOR in item(items, Level.CRITERION, 1).flags
    easy = analyse(whole(*(result(number, (1, number / 10), "b") for number in range(10))), KEY, QUESTIONS)
    assert item(easy, Level.CRITERION, 0).flags == (Flag.TOO_EASY,)
    hard = analyse(whole(*(result(number, (0.0, number / 10), "b") for number in range(10))), KEY, QUESTIONS)
    assert item(hard, Level.CRITERION, 0).flags == (Flag.TOO_HARD,)
    assert item(hard, Level.CRITERION, 1).flags == ()


def test_whom_the_options_draw() -> None:
    """Is it told who chose each option, in the upper and in the lower group, and which one to look at?"""
    strong = [result(number, (1, 1), "a") for number in range(6)]
    weak = [result(number, (0.25, 0), "b") for number in range(6, 12)]
    right, wrong = 1, 0
    options = item(analyse(whole(*strong, *weak), KEY, QUESTIONS), Level.QUESTION, 0).options
    assert [(one.right, one.chosen) for one in options] == [(False, 6), (True, 6), (False, 0)]
    assert (options[wrong].upper, options[wrong].lower) == (pytest.approx(1), pytest.approx(0))
    assert (options[right].upper, options[right].lower) == (pytest.approx(0), pytest.approx(1))
    lures = analyse(whole(*strong, *weak), KEY, QUESTIONS)
    assert Flag.LURES_THE_BEST in item(lures, Level.QUESTION, 0).flags
    assert Flag.LURES_NOBODY not in item(lures, Level.QUESTION, 0).flags
    many = analyse(whole(*(strong * 3), *(weak * 3)), KEY, QUESTIONS)
    assert Flag.LURES_NOBODY in item(many, Level.QUESTION, 0).flags


def test_without_records() -> None:
    """Is an exercise without findings analysed by its parts alone?"""
    bare = [Result(Trainee(f"t{n}"), n, 6, {"check-map": float(n), "check-quiz": 0.0}) for n in range(6)]
    items = analyse(whole(*bare), KEY, QUESTIONS)
    assert [one.level for one in items] == [Level.PART, Level.PART]
    assert analyse(whole(), KEY, QUESTIONS) == []
