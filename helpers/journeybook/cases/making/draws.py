"""Random draws that come out the same on every machine and Python version.

Only :meth:`random.Random.random` is guaranteed to repeat from one Python version to the next, so every draw below is
built on it alone; numpy's distributions may change with any release.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")

_STANDARD = NormalDist()
_Z90 = _STANDARD.inv_cdf(0.9)


class Draws:
    """A stream of random draws.

    Parameters
    ----------
    seed : str
        Streams with the same seed are the same; streams with different seeds have nothing in common.

    Attributes
    ----------
    unit : callable
        Returns the next number in [0, 1); everything else is drawn through it.
    """

    def __init__(self, seed: str) -> None:
        self.unit = random.Random(seed).random  # noqa: S311 (an invented dataset, no secret)

    def chance(self, probability: float) -> bool:
        """Return True with this probability (0 to 1)."""
        return self.unit() < probability

    def between(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self.unit() * (high - low + 1))

    def pick(self, things: Sequence[T]) -> T:
        """Return one of `things`, each as likely as the others."""
        return things[int(self.unit() * len(things))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Return one of the keys, with a probability in proportion to its weight (0 or more, not all 0)."""
        left = self.unit() * sum(weights.values())
        for thing, weight in weights.items():
            left -= weight
            if left < 0:
                return thing
        return list(weights)[-1]  # rounding left a crumb

    def normal(self, mean: float, sd: float) -> float:
        """Return a normally distributed number."""
        return mean + sd * _STANDARD.inv_cdf(max(self.unit(), 1e-12))

    def long_tailed(self, median: float, p90: float) -> float:
        """Return a log-normal number above 0 with this median and 90th percentile (0 < median < p90)."""
        sigma = math.log(p90 / median) / _Z90
        return math.exp(self.normal(math.log(median), sigma))

    def poisson(self, mean: float) -> int:
        """Return a Poisson count with this mean (0 or more), by Knuth's product of uniforms (TAOCP 3.4.1)."""
        floor, product, count = math.exp(-mean), self.unit(), 0
        while product > floor:
            product *= self.unit()
            count += 1
        return count
