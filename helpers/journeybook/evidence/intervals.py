"""Intervals around shares and means, made the same way wherever one is shown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

NAN = float("nan")


def wilson(hits: int, n: int) -> tuple[float, float, float]:
    """Return a share and its 95 % interval after Wilson (1927), all in per cent.

    Parameters
    ----------
    hits, n : int
        How many of how many, 0 <= `hits` <= `n`.

    Returns
    -------
    share, low, high : float
        0 to 100; NaN without observations.

    Raises
    ------
    ValueError
        If `hits` is not between 0 and `n`.

    Examples
    --------
    >>> [round(figure, 1) for figure in wilson(8, 10)]
    [80.0, 49.0, 94.3]
    """
    if not 0 <= hits <= n:
        raise ValueError(f"expected between 0 and {n} hits, got {hits}")
    if n == 0:
        return NAN, NAN, NAN
    from scipy.stats import binomtest

    interval = binomtest(hits, n).proportion_ci(confidence_level=0.95, method="wilson")
    return 100 * hits / n, 100 * float(interval.low), 100 * float(interval.high)


def mean_interval(values: ArrayLike, low: float = -math.inf, high: float = math.inf) -> tuple[float, float, float]:
    """Return a mean and its 95 % interval by Student's t.

    Parameters
    ----------
    values : array_like
        Observations, none of them missing.
    low, high : float
        The ends of the scale: the interval is cut there.

    Returns
    -------
    mean, low, high : float
        NaN without observations; the interval is NaN with a single one, and has no width where all are equal (few
        equal answers look surer than they are: mind n).

    Examples
    --------
    >>> [round(figure, 2) for figure in mean_interval([3, 4, 5, 4, 4])]
    [4.0, 3.12, 4.88]
    """
    import numpy as np
    from scipy.stats import t

    data = np.asarray(values, dtype=float)
    if data.size == 0:
        return NAN, NAN, NAN
    mean = float(data.mean())
    if data.size == 1:
        return mean, NAN, NAN
    half = float(t.ppf(0.975, data.size - 1)) * float(data.std(ddof=1)) / math.sqrt(data.size)
    return mean, max(mean - half, low), min(mean + half, high)


def quantile_interval(values: ArrayLike, share: float) -> tuple[float, float, float]:
    """Return a quantile and its 95 % interval from the order statistics, without assuming a distribution.

    Parameters
    ----------
    values : array_like
        Observations, none of them missing.
    share : float
        Which quantile, above 0 and below 1; the quantile itself is interpolated linearly.

    Returns
    -------
    quantile, low, high : float
        NaN without observations; with few the interval is the whole range.

    Examples
    --------
    >>> [round(figure, 1) for figure in quantile_interval(range(1, 101), 0.5)]
    [50.5, 40.0, 61.0]
    """
    import numpy as np
    from scipy.stats import binom

    data = np.sort(np.asarray(values, dtype=float))
    if data.size == 0:
        return NAN, NAN, NAN
    low, high = (int(binom.ppf(tail, data.size, share)) for tail in (0.025, 0.975))
    return float(np.quantile(data, share)), float(data[max(low - 1, 0)]), float(data[min(high, data.size - 1)])
