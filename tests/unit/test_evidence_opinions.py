"""Are opinions summed up as by hand, and is nobody recognised by what is shown of few?"""

from __future__ import annotations

import math

import pytest
from html_page import HOSTILE

from journeybook.evidence import opinion
from journeybook.questions import Question, QuestionKind

OPTIONS = {"yes": "Yes", "some": "Some", "no": "No"}
FIVE = Question("q", "?", {str(n): str(n) for n in range(1, 6)}, QuestionKind.SCALE, ends=("no", "yes"))
TEN = Question("q", "?", {str(n): str(n) for n in range(11)}, QuestionKind.SCALE, ends=("no", "yes"))
CHOICE = Question("q", "?", OPTIONS, QuestionKind.CHOICE, counts=("yes", "some"))
CHOICES = Question("q", "?", OPTIONS, QuestionKind.CHOICES)
OPEN = Question("q", "?", kind=QuestionKind.OPEN)


def test_a_scale_by_hand() -> None:
    """Are mean, median, interval and distribution those of the answers given, blanks and nonsense left out?"""
    found = opinion(FIVE, ["5", "4", "4", "3", "4", "", "6", "x"])
    assert (found.n, found.mean, found.median) == (5, 4, 4)
    assert found.counts == {"1": 0, "2": 0, "3": 1, "4": 3, "5": 1}
    # t(4) = 2.776, standard deviation √0.5: half a width of 2.776 · 0.7071 / √5.
    assert (found.low, found.high) == (pytest.approx(3.122, abs=0.001), pytest.approx(4.878, abs=0.001))
    assert (found.nps, found.small, found.withheld) == (None, True, False)


def test_recommending_is_a_net_promoter_score() -> None:
    """Is a scale from 0 to 10 an NPS, with a 0 as a detractor: two promoters, one detractor of five are 20?"""
    score = opinion(TEN, ["10", "9", "8", "7", "0"]).nps
    assert score is not None
    assert (score.value, score.n) == (20, 5)
    assert score.se == pytest.approx(100 * math.sqrt((0.4 + 0.2 - 0.04) / 5))


def test_a_choice_counts_what_was_done() -> None:
    """Is the share that of the options that count as done, among those who answered, with Wilson's interval?"""
    found = opinion(CHOICE, ["yes", "yes", "some", "no", "no", ""])
    assert (found.n, found.done, found.share) == (5, 3, pytest.approx(60))
    assert (found.share_low, found.share_high) == (pytest.approx(23.07, abs=0.01), pytest.approx(88.24, abs=0.01))
    assert found.counts == {"yes": 2, "some": 1, "no": 2}


def test_choices_count_each() -> None:
    """Is every ticked option counted, whoever ticked several?"""
    found = opinion(CHOICES, ['["yes","no"]', '["no"]', '["some","no"]', '["no"]', '["no"]', "[]"])
    assert (found.n, found.counts) == (5, {"yes": 1, "some": 1, "no": 5})
    assert math.isnan(found.share)


@pytest.mark.parametrize("n", range(7))
def test_few_answers_give_nobody_away(n: int) -> None:
    """Are there no single answers and words below five, and not even a mean or a share below three?"""
    five, choice = opinion(FIVE, ["4"] * n), opinion(CHOICE, ["yes"] * n)
    words = opinion(OPEN, [f"words {number}" for number in range(n)])
    assert [bool(one) for one in (five.counts, choice.counts, words.words)] == [n >= 5] * 3
    assert [not math.isnan(one) for one in (five.mean, five.median, choice.share)] == [n >= 3] * 3
    assert [one.withheld for one in (five, choice, words)] == [0 < n < 5] * 3
    assert [one.n for one in (five, choice, words)] == [n] * 3


def test_words_stand_as_written_in_an_order_that_tells_nothing() -> None:
    """Are all words there, untouched, in the same order whoever sent first?"""
    given = [HOSTILE, "=1+1", "很好", "b", "a", ""]
    found = opinion(OPEN, given)
    assert sorted(found.words) == sorted(given[:-1])
    assert opinion(OPEN, given[::-1]).words == found.words
    assert found.words != tuple(given[:-1])


def test_what_is_judged_is_no_opinion() -> None:
    """Is a question with a right answer refused, whose answers would be taken for opinions?"""
    with pytest.raises(ValueError, match="judges"):
        opinion(Question("q", "?", OPTIONS), ["yes"])
