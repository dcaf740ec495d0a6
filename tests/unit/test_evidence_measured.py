"""Emotions, drivers, quadrants, Kano and moments of truth, from a case's own tables."""

import pandas as pd
import pytest
from measured_case import measured_case, rows

from journeybook.errors import CaseError, EvidenceError
from journeybook.evidence import drivers, emotion_from_survey, importance_performance, kano, moments_of_truth
from journeybook.i18n import t


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return measured_case(tmp_path_factory.mktemp("measured"))


def say(phrase, lang):
    return t(phrase.key, lang, **phrase.params)


def test_emotions_stand_in_journey_order(case):
    """Is the till's mean 2 for 12 customers and −2 for 28 (−0.8), the advertisement without answers in its place?"""
    curve = emotion_from_survey(case)
    assert curve.index.tolist() == ["ad", "advice", "till"]
    assert curve["n"].tolist() == [0, 40, 40]
    assert curve.loc["till", "mean"] == pytest.approx(-0.8)
    assert curve["emotion"].tolist() == [pd.NA, 0, -1]
    assert curve["small"].tolist() == [True, False, False]


def test_a_visit_counts_in_its_own_period(case):
    """Do period and group choose the answers: the mended till after the fix, 16 of 20 content?"""
    curve = emotion_from_survey(case, "after", "treated")
    assert curve.loc["till", ["n", "mean"]].tolist() == pytest.approx([20, 1.2])
    assert emotion_from_survey(case, None).loc["till", "n"] == 80


def test_an_answer_after_the_period_belongs_to_the_visit(tmp_path):
    """Does a survey answered in June about a visit in May count as before?"""
    surveys = [(*row[:3], "2026-06-20T10:00", *row[4:]) for row in rows()["surveys"] if "btill" in row[0]]
    assert emotion_from_survey(measured_case(tmp_path, {"surveys": surveys})).loc["till", "n"] == 40


def test_an_unknown_period_is_named(tmp_path):
    """Is a case without the period refused in words, while all of its time counts as before a fix?"""
    case = measured_case(tmp_path, periods=None)
    with pytest.raises(CaseError) as caught:
        emotion_from_survey(case, "after")
    assert emotion_from_survey(case)["n"].sum() == emotion_from_survey(case, None)["n"].sum() > 0
    assert caught.value.key == "evidence.no_period"


def test_drivers_find_the_formula(case):
    """Does overall satisfaction, three parts paying to one part help, hang on paying, gaps counted?"""
    found = drivers(case)
    assert found.shares.index[0] == "paying"
    assert found.r2 > 0.85
    assert (found.n, found.left_out) == (38, 2)
    assert drivers(case, period=None).n == 76
    assert drivers(case, group="treated").n == 19
    assert drivers(case, group="treated").small
    with pytest.raises(ValueError, match="overall, nps"):
        drivers(case, "mood")


def test_quadrants_join_ratings_and_drivers(case):
    """Is performance the mean of all ratings given, not only of complete answers, and importance the driver's share?"""
    found = importance_performance(case)
    paying, help_ = [1 + number % 5 for number in range(19)], [1 + number * 3 % 4 for number in range(20)]
    performance = {"paying": sum(paying) / 19, "help": sum(help_) / 20}
    assert found.table["performance"].to_dict() == pytest.approx(performance)
    assert found.table["n"].to_dict() == {"paying": 38, "help": 40}
    assert found.table["importance"].sum() == pytest.approx(100)
    assert found.table.loc["paying", "quadrant"] == "keep_up"
    assert found.n == 38


def test_kano_keeps_the_features_order(case):
    """Do features stand as in their table, one that nobody was asked about with n = 0?"""
    table = kano(case)
    assert table.index.tolist() == ["quick", "gift", "new"]
    assert table["n"].tolist() == [40, 40, 0]
    assert table["incomplete"].tolist() == [0, 0, 0]
    assert table["category"].tolist()[:2] == ["M", "A"]
    assert table.loc["gift", "better"] == pytest.approx(0.55)
    assert table.loc["new", "small"]


def test_the_till_decides(case):
    """Is the till first: NPS 100 after a good experience, −50 after a bad one, while advice makes no difference?"""
    table = moments_of_truth(case)
    assert table.index[0] == "till"
    assert table.loc["till", ["good", "bad", "gap", "strong"]].tolist() == pytest.approx([100, -50, 150, 100])
    assert table.loc["till", ["n_good", "n_bad"]].tolist() == [12, 28]
    assert table["rank"].tolist() == [1, 2, pd.NA]
    assert table["clear"].tolist()[0]
    assert table["usual"].dropna().to_dict() == {"till": "purchase_decision", "ad": "first_contact"}


def test_why_is_said_in_both_languages(case):
    """Do the sentences give strength, gap, interval, n and the usual moment, and say what is not known?"""
    why = moments_of_truth(case)["why"]
    for part in ("100%", "150", "12 good, 28 bad", "fewer than 30", "purchase decision"):
        assert part in say(why["till"], "en")
    for part in ("100%", "150", "好 12 人，差 28 人", "不足 30 人", "购买决策"):
        assert part in say(why["till"], "zh")
    assert "Nobody has answered" in say(why["ad"], "en")
    assert "none of the four" in say(why["advice"], "en")


def test_coming_back_is_a_later_order(case):
    """Is loyalty by repurchase the share with an order 15 to 90 days after the visit, the visit's own not counted?

    Second orders are made by numbers below 10; satisfied with the till are numbers below 6: 100 against 4 of 14.
    """
    till = moments_of_truth(case, "repurchase").loc["till"]
    assert till[["good", "bad"]].tolist() == pytest.approx([100, 100 * 4 / 14])
    assert "buy again" in say(till["why"], "en")


def test_who_cannot_have_come_back_yet_is_unknown(case):
    """Are visits less than 90 days before the end of the data of unknown loyalty, not disloyal?"""
    both = moments_of_truth(case, "repurchase", None).loc["till"]
    assert (both["n"], both["n_good"] + both["n_bad"]) == (80, 40)
    with pytest.raises(EvidenceError) as caught:
        moments_of_truth(case, "repurchase", "after")
    assert caught.value.key == "evidence.moments_no_loyalty"


def test_too_few_sides_are_said(case):
    """Is a touchpoint left unranked where fewer than ten had one side of it, and the sentence says how many?"""
    table = moments_of_truth(case, group="treated")
    assert pd.isna(table.loc["till", "rank"])
    assert "6 had a good experience and 14 a bad one: at least 10" in say(table.loc["till", "why"], "en")


def test_loyalty_must_come_after_the_visit(tmp_path):
    """Is an NPS answer from before the visit left out, so that nothing is known?"""
    early = [(*row[:2], "2026-03-02T10:00", *row[3:]) for row in rows()["relationship"] if row[0].endswith("b")]
    with pytest.raises(EvidenceError) as caught:
        moments_of_truth(measured_case(tmp_path, {"relationship": early}))
    assert caught.value.key == "evidence.moments_no_loyalty"


def test_an_unknown_loyalty_is_a_mistake(case):
    """Is a mistyped measure of loyalty answered with the list?"""
    with pytest.raises(ValueError, match="nps, repurchase"):
        moments_of_truth(case, "love")
