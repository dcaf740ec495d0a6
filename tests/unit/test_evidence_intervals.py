"""Are intervals around quantiles those of the order statistics?"""

from __future__ import annotations

import math

import pytest

from journeybook.evidence.intervals import quantile_interval


def test_the_median_of_a_hundred() -> None:
    """Is the interval of 1 … 100 from the 40th to the 61st?

    Of 100 values, 40 or fewer lie below the median with 2.8 % probability, 39 or fewer with 1.8 %: ranks 40 and 61.
    """
    assert quantile_interval(range(100, 0, -1), 0.5) == (50.5, 40, 61)


def test_the_ninetieth_percentile_leans_to_the_side() -> None:
    """Does the interval of a high percentile lie around it, and reach further up in values that do?"""
    values = [*range(90), *(1_000 * n for n in range(10))]
    quantile, low, high = quantile_interval(values, 0.9)
    assert low <= quantile <= high
    assert high - quantile > quantile - low


@pytest.mark.parametrize("values", [[7], [7, 9]])
def test_few_values_give_their_range(values: list[int]) -> None:
    """Is the interval of one or two values all that there is?"""
    quantile, low, high = quantile_interval(values, 0.5)
    assert (low, high) == (min(values), max(values))
    assert low <= quantile <= high


def test_no_values_give_none() -> None:
    """Is a quantile of nothing not a number?"""
    assert all(math.isnan(figure) for figure in quantile_interval([], 0.5))
