"""Do the methods find in the shipped retail case what was planted in it?"""

import pytest

from journeybook.cases import load
from journeybook.evidence import drivers, effect, emotion_from_survey, importance_performance, kano, moments_of_truth

PAINS = {"store_checkout", "after_sales"}


@pytest.fixture(scope="module")
def retail():
    return load("retail")


def test_satisfaction_hangs_on_paying_and_help(retail):
    """Are the two planted drivers ahead of all others, with intervals that do not reach those of the rest?"""
    shares = drivers(retail).shares
    assert set(shares.index[:2]) == {"paying", "help"}
    assert shares["low"].iloc[:2].min() > shares["high"].iloc[2:].max()
    assert shares["share"].sum() == pytest.approx(drivers(retail).r2)


def test_what_matters_and_disappoints_is_named(retail):
    """Are paying and help, and nothing else, where one should concentrate, surely so?"""
    table = importance_performance(retail).table
    assert set(table.index[table["quadrant"] == "concentrate"]) == {"paying", "help"}
    assert table.loc[["paying", "help"], "sure"].all()


@pytest.mark.parametrize("loyalty", ["nps", "repurchase"])
def test_the_planted_moments_of_truth_lead(retail, loyalty):
    """Are the two planted touchpoints first, clearly so, and the long but loved advice not before them?"""
    table = moments_of_truth(retail, loyalty)
    assert set(table.index[:2]) == PAINS
    assert table["clear"].iloc[:2].all()


def test_only_the_pains_hurt(retail):
    """Is the measured emotion below 0 at the two pains alone, and highest where advice is given?"""
    curve = emotion_from_survey(retail)
    assert set(curve.index[curve["mean"] < 0]) == PAINS
    assert curve["mean"].idxmax() == "store_advice"


def test_kano_reads_the_planted_kinds(retail):
    """Is an answer within a day a must, a look through the camera a delight, and a limit on advice unwanted?"""
    category = kano(retail)["category"]
    assert category[["reply_in_a_day", "room_view", "advice_limit"]].tolist() == ["M", "A", "R"]


@pytest.mark.parametrize(("indicator", "sign"), [("satisfaction", 1), ("response_hours", -1), ("within_promise", 1)])
def test_the_fix_shows_and_the_bare_comparison_exaggerates(retail, indicator, sign):
    """Is the effect clear and in the right direction, and smaller than before and after alone would have it?"""
    found = effect(retail, indicator)
    assert found.method == "did"
    assert found.clear
    assert sign * found.bare > sign * found.value > 0
    assert not found.small
