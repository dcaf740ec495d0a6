"""Before against after, with and without a control group."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from journeybook.errors import EvidenceError
from journeybook.evidence import compare_means, compare_waits
from journeybook.evidence.survival import share_within, still_waiting, weighted_median

CELLS = [("treated", "before"), ("treated", "after"), ("control", "before"), ("control", "after")]


def observations(means, n=50, seed=1, own=3.0):
    """Return `n` customers in each group, each seen twice a period, with a level of their own."""
    rng = np.random.default_rng(seed)
    rows = []
    for number, group in enumerate(("treated", "control")):
        level = rng.normal(0, own, n)
        for period in ("before", "after"):
            for _ in range(2):
                values = means[group, period] + level + rng.normal(0, 2, n)
                rows += [(group, period, number * n + who, value) for who, value in enumerate(values)]
    return pd.DataFrame(rows, columns=["group", "period", "customer", "value"])


MEANS = dict(zip(CELLS, (50.0, 58.0, 51.0, 54.0), strict=True))


def test_it_is_the_difference_of_differences():
    """Do means of 50 → 58 and 51 → 54 give 8 − 3 = 5, and the bare comparison 8?"""
    rows = [(*cell, who, value) for cell, value in MEANS.items() for who in (1, 2)]
    result = compare_means(pd.DataFrame(rows, columns=["group", "period", "customer", "value"]))
    assert result.method == "did"
    assert (result.value, result.bare) == pytest.approx((5, 8))
    assert result.figures["value"].tolist() == pytest.approx([50, 58, 51, 54])
    assert result.figures.index.tolist() == CELLS
    assert (result.n, result.customers) == (8, 2)
    assert result.small


def test_interval_is_that_of_a_clustered_regression():
    """Does statsmodels' formula treated × after, clustered by customer, give the same estimate and interval?"""
    data = observations(MEANS)
    fit = smf.ols(
        "value ~ treated * after",
        data.assign(treated=(data["group"] == "treated") * 1, after=(data["period"] == "after") * 1),
    ).fit(cov_type="cluster", cov_kwds={"groups": data["customer"]}, use_t=True)
    result = compare_means(data)
    low, high = fit.conf_int().loc["treated:after"]
    assert (result.value, result.low, result.high) == pytest.approx((fit.params["treated:after"], low, high))
    assert not result.small


def test_customers_are_kept_together():
    """Is the interval narrower than if the same answers came from strangers: each customer's level falls out?"""
    data = observations(MEANS)
    strangers = data.assign(customer=range(len(data)))
    together, apart = compare_means(data), compare_means(strangers)
    assert together.value == pytest.approx(apart.value)
    assert together.high - together.low < 0.7 * (apart.high - apart.low)


def test_the_true_effect_lies_in_the_interval_as_often_as_promised():
    """Do about 95 % of 200 intervals hold the true effect of 5?"""
    results = [compare_means(observations(MEANS, n=20, seed=seed)) for seed in range(200)]
    held = sum(result.low <= 5 <= result.high for result in results)
    assert 180 <= held <= 198


def test_without_a_control_group_it_is_a_bare_difference():
    """Is the method named, and are estimate and interval those of after − before alone?"""
    data = observations(MEANS)
    alone = data[data["group"] == "treated"].assign(customer=range(200))
    result = compare_means(alone)
    assert result.method == "before_after"
    assert result.value == result.bare
    after, before = (alone.loc[alone["period"] == period, "value"] for period in ("after", "before"))
    welch = CompareMeans(DescrStatsW(after), DescrStatsW(before)).tconfint_diff(usevar="unequal")
    assert (result.low, result.high) == pytest.approx(welch, rel=0.02)
    half = data[(data["group"] == "treated") | (data["period"] == "before")]
    assert compare_means(half).method == "before_after"
    assert compare_means(half).n == 200


def test_intervals_of_shares_stay_on_the_scale():
    """Are the figures' intervals cut at 0 and 100 where the values are shares?"""
    rows = [(*cell, who, 100 * (who > 1)) for cell in CELLS for who in range(12)]
    data = pd.DataFrame(rows, columns=["group", "period", "customer", "value"])
    assert compare_means(data, 0, 100).figures["high"].max() == 100
    assert compare_means(data).figures["high"].max() > 100


@pytest.mark.parametrize("period", ["before", "after"])
def test_a_missing_period_is_named(period):
    """Is it an error in words if the treated group has nothing before, or after?"""
    data = observations(MEANS)
    with pytest.raises(EvidenceError) as caught:
        compare_means(data[~((data["group"] == "treated") & (data["period"] == period))])
    assert caught.value.key == f"evidence.effect_nothing_{period}"


def test_one_customer_is_no_evidence():
    """Is a single customer refused, for whom no interval exists?"""
    with pytest.raises(EvidenceError) as caught:
        compare_means(observations(MEANS).assign(customer=1))
    assert caught.value.key == "evidence.effect_one_customer"


def tickets(medians, n=150, seed=2, patience=200.0):
    """Return waits with these medians, open ones censored after a random time."""
    rng = np.random.default_rng(seed)
    rows = []
    for place, (cell, median) in enumerate(medians.items()):
        wait, limit = rng.exponential(median / np.log(2), n), rng.uniform(0, patience, n)
        customers = 1000 * (place // 2) + rng.integers(0, n, n)
        rows += [(*cell, *row) for row in zip(customers, np.minimum(wait, limit), wait <= limit, strict=True)]
    return pd.DataFrame(rows, columns=["group", "period", "customer", "hours", "answered"])


WAITS = dict(zip(CELLS, (48.0, 18.0, 50.0, 40.0), strict=True))


def test_medians_are_kaplan_and_meiers():
    """Is each figure statsmodels' median of the censored waits, and the effect their difference of differences?"""
    data = tickets(WAITS)
    result = compare_waits(data)
    medians = [
        SurvfuncRight(part["hours"], part["answered"]).quantile(0.5)
        for part in (data[(data["group"] == group) & (data["period"] == period)] for group, period in CELLS)
    ]
    assert result.figures["value"].tolist() == pytest.approx(medians)
    assert result.value == pytest.approx((medians[1] - medians[0]) - (medians[3] - medians[2]))
    assert result.low < result.value < result.high
    assert (result.figures["low"] < result.figures["value"]).all()


def test_shares_within_a_promise_count_the_open_ones():
    """Is the share within 24 hours statsmodels' curve there, not the share among the answered?"""
    data = tickets(WAITS)
    figures = compare_waits(data, promised=24).figures
    part = data[(data["group"] == "control") & (data["period"] == "before")]
    curve = SurvfuncRight(part["hours"], part["answered"])
    expected = 100 * (1 - curve.surv_prob[curve.surv_times <= 24][-1])
    assert figures.loc[("control", "before"), "value"] == pytest.approx(expected)


def test_bootstrapped_intervals_hold_the_truth():
    """Do about 95 % of 100 intervals hold the true difference of medians?"""
    truth = (18 - 48) - (40 - 50)
    results = [compare_waits(tickets(WAITS, n=80, seed=seed), resamples=200) for seed in range(100)]
    assert 88 <= sum(result.low <= truth <= result.high for result in results) <= 100


def test_a_median_that_was_not_reached_is_said():
    """Is there an error that names the other indicator where more than half are still open, and no error there?"""
    data = tickets(WAITS)
    data.loc[(data["group"] == "control") & (data["hours"] > 5), "answered"] = False
    with pytest.raises(EvidenceError) as caught:
        compare_waits(data)
    assert caught.value.key == "evidence.effect_no_median"
    assert "within_promise" in caught.value.message("zh")
    assert compare_waits(data, promised=24, resamples=100).value > 0


def test_weights_are_repeated_rows():
    """Is a row of weight 2 the same as two rows, and one of weight 0 as none, ties and open waits among them?"""
    hours = np.array([5.0, 10, 10, 10, 20, 30])
    answered = np.array([True, True, True, False, False, True])
    weights = np.array([[1, 2, 0, 1, 3, 1], [2, 0, 1, 1, 1, 2], [1, 3, 1, 1, 1, 1]], dtype=float)
    for row in weights:
        times = row.astype(int)
        curve = SurvfuncRight(np.repeat(hours, times), np.repeat(answered, times))
        median = weighted_median(hours, answered, row[None])[0]
        assert median == curve.quantile(0.5)
        within = share_within(hours, answered, row[None], 10)[0]
        assert within == pytest.approx(100 * (1 - curve.surv_prob[curve.surv_times <= 10][-1]))
    assert share_within(hours, answered, weights, 4).tolist() == [0, 0, 0]
    assert np.isnan(still_waiting(answered, 0 * weights)).all()
