"""Shares of R²."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import OLS
from statsmodels.tools import add_constant

from journeybook.errors import EvidenceError
from journeybook.evidence.drivers import driver_shares
from journeybook.evidence.shapley import shapley_shares, subset_r2


def survey(n=400, aspects=4, seed=3):
    """Return ratings that hang together, and a satisfaction that hangs on some of them."""
    rng = np.random.default_rng(seed)
    mood = rng.normal(size=(n, 1))
    latent = mood + rng.normal(size=(n, aspects))
    ratings = pd.DataFrame(latent, columns=[f"aspect{j}" for j in range(aspects)])
    overall = latent @ np.linspace(1, 0, aspects) + rng.normal(size=n)
    return ratings, pd.Series(overall, name="overall")


def averaged_over_orders(ratings, overall):
    """Work LMG out the long way: statsmodels fits, one for each step of each order."""

    def r2(names):
        return OLS(overall, add_constant(ratings[list(names)])).fit().rsquared if names else 0.0

    orders = list(permutations(ratings.columns))
    gains = dict.fromkeys(ratings.columns, 0.0)
    for order in orders:
        for place, name in enumerate(order):
            gains[name] += (r2(order[: place + 1]) - r2(order[:place])) / len(orders)
    return gains


def test_published_shares_come_out():
    """Does the example of Grömping (J. Stat. Software 17/1, 2006) give the shares that R's relaimpo prints?

    Swiss fertility in 47 districts, explained by agriculture, examination, education, catholic, infant mortality.
    """
    between = [
        [1, -0.68654221, -0.63952252, 0.40109505, -0.06085861, 0.35307918],
        [-0.68654221, 1, 0.69841530, -0.57274180, -0.11402160, -0.64588270],
        [-0.63952252, 0.69841530, 1, -0.15385892, -0.09932185, -0.66378886],
        [0.40109505, -0.57274180, -0.15385892, 1, 0.17549591, 0.46368470],
        [-0.06085861, -0.11402160, -0.09932185, 0.17549591, 1, 0.41655603],
        [0.35307918, -0.64588270, -0.66378886, 0.46368470, 0.41655603, 1],
    ]
    published = [0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592]
    assert shapley_shares(np.array(between)).tolist() == pytest.approx(published, abs=5e-8)


def test_shares_are_those_of_all_orders():
    """Do statsmodels' regressions, averaged over all 24 orders, give the same shares, summing to its R²?"""
    ratings, overall = survey()
    drivers = driver_shares(ratings, overall, resamples=100)
    assert drivers.shares["share"].to_dict() == pytest.approx(averaged_over_orders(ratings, overall))
    assert drivers.r2 == pytest.approx(OLS(overall, add_constant(ratings)).fit().rsquared)
    assert drivers.shares["share"].sum() == pytest.approx(drivers.r2)
    assert drivers.shares["percent"].sum() == pytest.approx(100)
    assert drivers.shares["share"].is_monotonic_decreasing


def test_every_subset_has_its_r2():
    """Is R² of each of the 1,024 subsets of ten regressors that of numpy's least squares?"""
    ratings, overall = survey(aspects=10)
    data = np.column_stack([ratings, overall])
    every = subset_r2(np.corrcoef(data.T)[None])[0]
    centred = data - data.mean(axis=0)
    for subset in range(1, 1024, 41):
        columns = [j for j in range(10) if subset >> j & 1]
        _, rest, *_ = np.linalg.lstsq(centred[:, columns], centred[:, -1])
        assert every[subset] == pytest.approx(1 - rest[0] / (centred[:, -1] ** 2).sum())
    assert every[0] == 0


def test_a_copy_shares_and_a_constant_gets_nothing():
    """Does a rating that repeats another split its share with it, and one that never varies have none?"""
    ratings, overall = survey(aspects=2)
    alone = driver_shares(ratings, overall, resamples=100)
    ratings["copy"], ratings["same"] = ratings["aspect0"], 3
    drivers = driver_shares(ratings, overall, resamples=100)
    shares = drivers.shares["share"]
    assert drivers.r2 == pytest.approx(alone.r2)
    assert shares["copy"] == pytest.approx(shares["aspect0"])
    assert shares["same"] == 0
    assert drivers.shares.loc["same", "correlation"] == 0


def test_missing_ratings_are_counted():
    """Are answers with a gap left out and counted, each aspect's gaps told apart, and the rest computed as alone?"""
    ratings, overall = survey(n=60, aspects=3)
    ratings.loc[:9, "aspect1"] = np.nan
    ratings.loc[8:11, "aspect2"] = np.nan
    overall[59] = ratings.loc[59, "aspect1"] = np.nan
    drivers = driver_shares(ratings, overall, resamples=100)
    assert (drivers.n, drivers.left_out) == (47, 13)
    assert drivers.shares["missing"].to_dict() == {"aspect0": 0, "aspect1": 10, "aspect2": 4}
    whole = driver_shares(ratings[12:59], overall[12:59], resamples=100)
    assert drivers.shares["share"].to_dict() == pytest.approx(whole.shares["share"].to_dict())
    assert not drivers.small
    assert driver_shares(ratings[12:41], overall[12:41], resamples=100).small


def test_intervals_are_as_wide_as_the_luck_of_the_draw():
    """Is the bootstrap's spread about that of shares over many samples of the same size?"""
    sampled = [driver_shares(*survey(200, 3, seed), resamples=100).shares["share"]["aspect0"] for seed in range(200)]
    shares = driver_shares(*survey(200, 3, 7)).shares
    width = shares.loc["aspect0", "high"] - shares.loc["aspect0", "low"]
    low, high = np.percentile(sampled, [2.5, 97.5])
    assert width == pytest.approx(high - low, rel=0.25)
    assert driver_shares(*survey(200, 3, 7)).shares.equals(shares)


@pytest.mark.parametrize(
    ("ratings", "overall", "key"),
    [
        (survey(aspects=1)[0], survey()[1], "drivers_number"),
        (survey(aspects=11)[0], survey()[1], "drivers_number"),
        (survey(n=6)[0], survey(n=6)[1], "drivers_few"),
        (survey()[0], survey()[1] * 0 + 4, "drivers_constant"),
    ],
)
def test_what_cannot_be_told_is_refused(ratings, overall, key):
    """Do too few or many aspects, too few answers, or nothing to explain give an error in words?"""
    with pytest.raises(EvidenceError) as caught:
        driver_shares(ratings, overall)
    assert caught.value.key == f"evidence.{key}"
    assert caught.value.message("zh")
