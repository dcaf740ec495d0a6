"""Emotions from survey answers."""

import math

import pandas as pd
import pytest
from scipy.stats import ttest_1samp

from journeybook.errors import EvidenceError
from journeybook.evidence.emotion import emotion_table


def table(answers):
    rows = [(code, answer) for code, given in answers.items() for answer in given]
    frame = pd.DataFrame(rows, columns=["touchpoint", "csat"])
    return emotion_table(frame["touchpoint"], frame["csat"])


def test_answers_move_to_the_boards_scale():
    """Do 1 to 5 become −2 to 2, with the mean's interval as scipy's one-sample t gives it?"""
    facts = table({"till": [1, 2, 2, 3, 5], "ad": [5, 5, 4]})
    low, high = ttest_1samp([-2, -1, -1, 0, 2], 0).confidence_interval(0.95)
    assert facts.loc["till", ["n", "mean"]].tolist() == pytest.approx([5, -0.4])
    assert facts.loc["till", ["low", "high"]].tolist() == pytest.approx([max(low, -2), high])
    assert facts.index.tolist() == ["till", "ad"]
    assert facts["emotion"].tolist() == [0, 2]
    assert facts.loc["ad", "high"] == 2


@pytest.mark.parametrize(
    ("answers", "emotion"), [([1, 2], -2), ([2, 3], -1), ([3, 4], 1), ([4, 5], 2), ([2, 3, 3], 0), ([3], 0)]
)
def test_halves_are_not_called_neutral(answers, emotion):
    """Does a mean between two emotions go to the stronger one?"""
    assert table({"till": answers}).loc["till", "emotion"] == emotion


def test_few_and_no_answers_say_so():
    """Is one answer a mean without an interval, none a gap, and below 30 small?"""
    facts = table({"one": [4], "none": [None], "many": [4] * 30})
    assert facts["n"].tolist() == [1, 0, 30]
    assert math.isnan(facts.loc["one", "low"])
    assert facts.loc["none", "emotion"] is pd.NA
    assert facts["small"].tolist() == [True, True, False]


def test_another_scale_is_refused():
    """Is an answer of 7 refused: the wrong question was read?"""
    with pytest.raises(EvidenceError) as caught:
        table({"till": [4, 7]})
    assert caught.value.key == "evidence.off_scale"
