"""Kano's categories."""

import math

import pandas as pd
import pytest

from journeybook.errors import EvidenceError
from journeybook.evidence.kano import kano_category, kano_table

PAIR = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (3, 1), "Q": (1, 1)}


def answers(**features):
    """Return answers with so many pairs of each category: lift={"A": 3, "M": 2}."""
    rows = [
        (feature, *PAIR[category])
        for feature, counts in features.items()
        for category, count in counts.items()
        for _ in range(count)
    ]
    return pd.DataFrame(rows, columns=["feature", "functional", "dysfunctional"])


def test_the_evaluation_table():
    """Do all 25 pairs give what the table of Berger et al. (1993) says?

    Like & like, and dislike & dislike, contradict themselves; who likes it and dislikes the lack gives O; who likes
    its lack, or dislikes having it, wants the reverse.
    """
    for functional in range(1, 6):
        for dysfunctional in range(1, 6):
            got = kano_category(functional, dysfunctional)
            if functional == dysfunctional and functional in (1, 5):
                expected = "Q"
            elif functional == 1:
                expected = "O" if dysfunctional == 5 else "A"
            elif functional == 5 or dysfunctional == 1:
                expected = "R"
            else:
                expected = "M" if dysfunctional == 5 else "I"
            assert got == expected, (functional, dysfunctional)


def test_the_published_ski():
    """Does the edge grip of Sauerwein et al. (1996), in tenths of a per cent, give must-be, 0.40 and −0.83?"""
    grip = kano_table(answers(grip={"A": 70, "O": 323, "M": 493, "I": 95, "R": 3, "Q": 15})).loc["grip"]
    assert grip["category"] == "M"
    assert grip["clear"]
    assert (round(grip["better"], 2), round(grip["worse"], 2)) == (0.40, -0.83)
    assert grip[["M", "O", "A", "I", "R", "Q"]].tolist() == [493, 323, 70, 95, 3, 15]


def test_ties_go_to_the_greater_effect_and_are_said():
    """Does M win over O, A and I when equal, O over A, A over I, with a mark that it was a tie?"""
    table = kano_table(answers(a={"I": 5, "M": 5}, b={"A": 5, "O": 5}, c={"I": 4, "A": 4}, d={"I": 5, "A": 4}))
    assert table["category"].tolist() == ["M", "O", "A", "I"]
    assert table["tied"].tolist() == [True, True, True, False]
    assert not table["clear"].any()
    assert table["small"].all()


def test_a_narrow_lead_is_not_clear():
    """Does Fong's test call 30 against 20 of 60 no clear lead, and 36 against 14 one?

    1.645 · √((30 + 20)(120 − 50) / 120) = 8.88; so 10 is enough, and at 28 against 22 the 6 are not.
    """
    table = kano_table(answers(a={"A": 30, "I": 20, "O": 10}, b={"A": 28, "I": 22, "O": 10}))
    assert table["clear"].tolist() == [True, False]


def test_half_answers_are_counted_apart():
    """Is a pair with a missing answer left out and counted, also where a feature has no other?"""
    frame = pd.concat(
        [answers(lift={"A": 2}), pd.DataFrame({"feature": ["lift", "ramp"], "functional": [1, None]})],
        ignore_index=True,
    )
    table = kano_table(frame)
    assert table[["n", "incomplete"]].values.tolist() == [[2, 1], [0, 1]]
    assert table["category"].isna().tolist() == [False, True]
    assert math.isnan(table.loc["ramp", "better"])


def test_contradictions_count_for_neither_coefficient():
    """Are better and worse missing where all are reverse or questionable?"""
    table = kano_table(answers(a={"R": 3, "Q": 1}))
    assert table.loc["a", "category"] == "R"
    assert math.isnan(table.loc["a", "better"])


@pytest.mark.parametrize("pair", [(0, 3), (3, 6), (2.5, 1)])
def test_other_answers_are_refused(pair):
    """Is an answer off the scale refused?"""
    with pytest.raises(EvidenceError):
        kano_category(*pair)
