"""The measures in a single number."""

import math
from datetime import datetime

import numpy as np
import pytest
from scipy.stats import t
from statsmodels.stats.proportion import proportion_confint

from journeybook.errors import EvidenceError
from journeybook.evidence import ces, csat, nps, repurchase, retention

MARCH, JUNE = datetime(2026, 3, 1), datetime(2026, 6, 1)


def test_nps_and_its_standard_error():
    """Do 50 promoters, 30 passives and 20 detractors give 30, with the standard error worked out by hand?

    √((0.5 + 0.2 − 0.3²) / 100) = √0.0061 = 0.078102, so 7.81 points.
    """
    score = nps([10] * 50 + [8] * 30 + [3] * 20)
    assert (score.promoters, score.passives, score.detractors, score.n) == (50, 30, 20, 100)
    assert score.value == pytest.approx(30)
    assert score.se == pytest.approx(7.8102, abs=1e-4)
    assert (score.low, score.high) == pytest.approx((30 - 1.96 * 7.8102, 30 + 1.96 * 7.8102), abs=1e-3)
    assert not score.small


def test_nps_error_is_that_of_a_mean_of_ones_and_minus_ones():
    """Is the standard error that of numpy for the answers recoded to 100, 0 and −100?"""
    answers = np.random.default_rng(5).integers(0, 11, 400)
    recoded = np.select([answers >= 9, answers <= 6], [100, -100], 0)
    score = nps(answers)
    assert score.value == pytest.approx(recoded.mean())
    assert score.se == pytest.approx(recoded.std() / 20)


@pytest.mark.parametrize(
    ("answers", "value"), [([0], -100), ([6, 6], -100), ([9], 100), ([7, 8], 0), ([0, None, float("nan")], -100)]
)
def test_nps_edges(answers, value):
    """Is 0 a detractor, are 6, 7, 8 and 9 on their sides, and are missing answers left out of n?"""
    score = nps(answers)
    assert score.value == value
    assert score.n == sum(answer is not None and answer == answer for answer in answers)
    assert -100 <= score.low <= score.high <= 100
    assert score.small


def test_csat_is_the_top_two_boxes():
    """Is CSAT the share of 4 and 5 with statsmodels' Wilson interval, and the mean kept apart?"""
    score = csat([5, 4, 4, 3, 2, 1, 5, None])
    low, high = proportion_confint(4, 7, method="wilson")
    assert (score.value, score.low, score.high) == pytest.approx((400 / 7, 100 * low, 100 * high))
    assert score.score_mean == pytest.approx(24 / 7)
    assert (score.n, score.satisfied) == (7, 4)


def test_ces_is_a_mean_with_students_interval():
    """Is CES the mean of 1 to 7, with the interval of scipy's t, and the share that agrees?"""
    answers = [7, 6, 5, 5, 4, 2]
    score = ces(answers)
    low, high = t.interval(0.95, 5, np.mean(answers), np.std(answers, ddof=1) / math.sqrt(6))
    assert (score.value, score.low, score.high) == pytest.approx((29 / 6, low, min(high, 7)))
    assert score.easy == pytest.approx(100 * 4 / 6)


@pytest.mark.parametrize("version", ["2", "v2", "2.0", "CES 2.0", "CESv2"])
def test_ces_knows_its_version(version):
    """Is version 2 taken however it is written?"""
    assert ces([7], version).value == 7


@pytest.mark.parametrize("version", ["1", "v1", "1.0", "", "12"])
def test_ces_is_never_mixed(version):
    """Is any other version refused, because it may run the other way round?"""
    with pytest.raises(EvidenceError) as caught:
        ces([5], version)
    assert caught.value.key == "evidence.ces_version"


@pytest.mark.parametrize(
    ("measure", "answer"), [(nps, 11), (nps, -1), (nps, 7.5), (csat, 0), (csat, 6), (ces, 0), (ces, 8)]
)
def test_an_answer_off_its_scale_is_refused(measure, answer):
    """Is an answer outside its scale an error in both languages, not a quiet shift of the score?"""
    with pytest.raises(EvidenceError) as caught:
        measure([5, answer])
    assert f"{answer:g}" in caught.value.message("zh")
    assert f"{answer:g}" in caught.value.message("en")


def test_nobody_answered():
    """Do no answers give NaN and n = 0 rather than a division by zero?"""
    for score in (nps([]), csat([]), ces([None])):
        assert score.n == 0
        assert math.isnan(score.value)
        assert math.isnan(score.low)
        assert score.small


def test_retention_counts_who_stayed():
    """Is it (customers at end − new) / customers at start: 200 at the start, 180 at the end, 40 of them new: 70 %?"""
    kept = retention(range(200), [*range(140), *range(500, 540)], MARCH, JUNE)
    assert (kept.n, kept.at_end, kept.new) == (200, 180, 40)
    assert kept.value == pytest.approx(70)
    assert (kept.since, kept.until) == (MARCH, JUNE)
    assert kept.low < 70 < kept.high
    assert math.isnan(retention([], [1], MARCH, JUNE).value)


def test_repurchase_counts_buyers_of_the_window():
    """Are only orders inside the window counted, its end left out, and customers rather than orders divided?"""
    orders = [(1, 3, 1), (1, 5, 31), (2, 3, 5), (2, 6, 1), (3, 2, 28), (3, 4, 1), (4, 4, 1), (4, 4, 1), (4, 4, 2)]
    times = [datetime(2026, month, day) for _, month, day in orders]
    again = repurchase([customer for customer, _, _ in orders], times, MARCH, JUNE)
    assert (again.n, again.repeated) == (4, 2)
    assert again.value == 50
    assert again.small


def test_windows_are_checked():
    """Is a window that ends before it begins a mistake of the programmer?"""
    with pytest.raises(ValueError, match="ends after it begins"):
        retention([1], [1], JUNE, MARCH)
    with pytest.raises(ValueError, match="ends after it begins"):
        repurchase([1], [MARCH], JUNE, JUNE)
    with pytest.raises(ValueError, match="a time for each order"):
        repurchase([1, 2], [MARCH], MARCH, JUNE)
