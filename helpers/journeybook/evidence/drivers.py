"""What overall satisfaction hangs on: how much of it each aspect of the experience accounts for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from ..errors import EvidenceError
from .facts import SMALL
from .shapley import MOST, shapley_shares
from .slices import Group, Period, during, of_group
from .unify import unify

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pandas import DataFrame, Series

    from ..cases import Case

Outcome = Literal["overall", "nps"]

RESAMPLES = 1000
SEED = 1729
"""Of the bootstrap: the same answers give the same intervals."""

_AT_ONCE = 2_000_000
"""Draws held in memory at the same time."""


@dataclass(frozen=True, eq=False)
class Drivers:
    """How R² of an outcome divides among its drivers.

    Attributes
    ----------
    outcome : str
        What is explained: the name of the column.
    n : int
        Answers used: those with the outcome and a rating of every aspect (complete cases).
    left_out : int
        Answers with something missing. Complete cases are used, because pairs taken from different answers can
        contradict each other (a correlation matrix that no data could have); who rates everything may differ from
        who does not, so mind a large number here.
    r2 : float
        Share of the outcome's variance that all aspects explain together, 0 to 1.
    shares : pandas.DataFrame
        One row an aspect, largest share first, index ``aspect``:

        ===================  ==========================================================================
        share                part of R² (LMG), 0 to 1; they sum to ``r2``
        low, high            its 95 % interval (percentile bootstrap over answers)
        percent              share in per cent of R², 0 to 100; they sum to 100 (NaN where R² is 0)
        percent_low, _high   its 95 % interval
        correlation          with the outcome alone, −1 to 1: what one sees without this method
        missing              answers without this rating, among those with the outcome
        ===================  ==========================================================================
    small : bool
        True where `n` is below 30.
    """

    outcome: str
    n: int
    left_out: int
    r2: float
    shares: DataFrame
    small: bool


def driver_shares(ratings: DataFrame, outcome: Series[Any], resamples: int = RESAMPLES) -> Drivers:
    """Return each aspect's share of R² by LMG (Lindeman, Merenda and Gold 1980), with bootstrap intervals.

    Regression weights mislead here: people who like one thing tend to like all, so ratings are collinear and single
    weights jump or change sign. LMG averages an aspect's contribution over all orders of entry.

    Parameters
    ----------
    ratings : pandas.DataFrame
        One column an aspect (2 to 10), one row an answer; empty where the customer could not say.
    outcome : pandas.Series
        Overall satisfaction, or the answer to the NPS question, on the same index.
    resamples : int
        Of the bootstrap, 100 or more.

    Raises
    ------
    EvidenceError
        If there are fewer than 2 or more than 10 aspects, too few complete answers (at least two more than aspects
        plus one), or an outcome that is always the same.

    Examples
    --------
    >>> import pandas as pd
    >>> ratings = pd.DataFrame({"price": [1, 2, 3, 4, 5, 5], "advice": [3, 1, 2, 3, 1, 2]})
    >>> driver_shares(ratings, pd.Series([1, 2, 3, 4, 5, 5], name="overall")).shares.index[0]
    'price'
    """
    import numpy as np
    import pandas as pd

    aspects = [str(name) for name in ratings.columns]
    if not 2 <= len(aspects) <= MOST:
        raise EvidenceError("evidence.drivers_number", most=MOST, got=len(aspects))
    known = outcome.notna()
    complete = known & ratings.notna().all(axis=1)
    n, least = int(complete.sum()), len(aspects) + 3
    if n < least:
        raise EvidenceError("evidence.drivers_few", least=least, got=n)
    data = np.column_stack([ratings[complete].to_numpy(dtype=float), outcome[complete].to_numpy(dtype=float)])
    if np.ptp(data[:, -1]) == 0:
        raise EvidenceError("evidence.drivers_constant", outcome=str(outcome.name), value=data[0, -1])
    whole = _correlations(data, np.ones((1, n)))[0]
    share = shapley_shares(whole)
    drawn = shapley_shares(_resampled(data, resamples))
    low, high = np.nanpercentile(drawn, [2.5, 97.5], axis=0)
    r2 = float(share.sum())
    everything = drawn.sum(axis=1, keepdims=True)
    parts = np.divide(100 * drawn, everything, out=np.full_like(drawn, np.nan), where=everything > 0)
    percent_low, percent_high = np.nanpercentile(parts, [2.5, 97.5], axis=0)
    shares = pd.DataFrame(
        {
            "share": share,
            "low": low,
            "high": high,
            "percent": 100 * share / r2 if r2 > 0 else np.nan,
            "percent_low": percent_low,
            "percent_high": percent_high,
            "correlation": whole[:-1, -1],
            "missing": (ratings[known].isna().sum()).to_numpy(dtype="int64"),
        },
        index=pd.Index(aspects, name="aspect", dtype="str"),
    ).sort_values("share", ascending=False, kind="stable")
    return Drivers(str(outcome.name), n, len(ratings) - n, r2, shares, n < SMALL)


def drivers(
    case: Case, outcome: Outcome = "overall", period: Period | None = "before", group: Group | None = None
) -> Drivers:
    """Return what a case's relationship survey says customers' overall satisfaction, or their NPS answer, hangs on.

    Parameters
    ----------
    case : Case
        With the tables ``relationship`` and ``aspects``.
    outcome : str
        ``"overall"`` or ``"nps"``.
    period, group : str, optional
        Only answers of one period, and of customers whose home unit is ``"treated"`` or ``"control"``.

    Returns
    -------
    Drivers
        Its aspects are the codes of the case's table of that name.

    Raises
    ------
    EvidenceError
        As `driver_shares`.
    CaseError
        If a table is missing or damaged, or there is no such period.
    ValueError
        If there is no such outcome.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> sorted(drivers(load("retail")).shares.index[:2])
    ['help', 'paying']
    """
    if outcome not in get_args(Outcome):
        raise ValueError(f"expected one of {', '.join(get_args(Outcome))}, got {outcome!r}")
    view = unify(case)
    answers = of_group(view, during(case, view.relationship, "answered", period), group)
    return driver_shares(aspect_ratings(case, answers), answers[outcome].astype(float))


def aspect_ratings(case: Case, answers: DataFrame) -> DataFrame:
    """Return the ratings in a relationship survey's answers, one column an aspect, missing where not given."""
    return (
        answers[[f"rate_{aspect.code}" for aspect in case.aspects]]
        .set_axis([aspect.code for aspect in case.aspects], axis=1)
        .astype(float)
    )


def _resampled(data: NDArray[np.float64], resamples: int) -> NDArray[np.float64]:
    """Return the correlation matrices of `resamples` samples drawn with replacement from the rows of `data`."""
    import numpy as np

    n = len(data)
    rng = np.random.default_rng(SEED)
    matrices = []
    for start in range(0, resamples, per := max(1, _AT_ONCE // n)):
        some = min(per, resamples - start)
        draws = rng.integers(n, size=(some, n)) + n * np.arange(some)[:, None]
        counts = np.bincount(draws.ravel(), minlength=some * n).reshape(some, n)
        matrices.append(_correlations(data, counts.astype(float)))
    return np.concatenate(matrices)


def _correlations(data: NDArray[np.float64], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a correlation matrix for each row of `counts`, which says how often each row of `data` is taken.

    A variable without variance has zeros, its own place included.
    """
    import numpy as np

    n, size = data.shape
    centred = data - data.mean(axis=0)
    left, right = np.triu_indices(size)
    products = centred[:, left] * centred[:, right]
    means = counts @ centred / n
    covariances = np.zeros((len(counts), size, size))
    covariances[:, left, right] = counts @ products / n - means[:, left] * means[:, right]
    covariances[:, right, left] = covariances[:, left, right]
    variances = np.diagonal(covariances, axis1=1, axis2=2)
    # What rounding leaves of a variance that is zero must not be blown up to one.
    varies = variances > 1e-12 * np.maximum((centred**2).mean(axis=0), 1e-300)
    scale = np.where(varies, 1 / np.sqrt(np.where(varies, variances, 1.0)), 0.0)
    return np.asarray(covariances * scale[:, :, None] * scale[:, None, :])
