"""How much a course taught: the normalised learning gain, of a person and of a class."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .facts import SMALL
from .intervals import NAN

RESAMPLES = 10_000
SEED = 1998
"""Of the bootstrap: the same points give the same interval."""


def learning_gain(before: float, after: float, most: float) -> float | None:
    """Return what was learned as a share of what could still be learned, (after − before) / (most − before).

    Parameters
    ----------
    before, after : float
        Points of the same person in the same test before and after the course, 0 to `most`.
    most : float
        Points of a test without a mistake, above 0.

    Returns
    -------
    float or None
        At most 1; negative where the second test went worse. None where the first had all points: nothing was left
        to be learned that this test could show.

    Raises
    ------
    ValueError
        If `most` is not above 0 or points lie outside 0 to `most`.

    Notes
    -----
    Hake, R. R. (1998): Interactive-engagement versus traditional methods, American Journal of Physics 66(1), 64–74.
    Hake divides a class's mean gain by what its mean left open; for one person the figure is as uncertain as a test
    of a dozen questions is.

    Examples
    --------
    >>> learning_gain(6, 9, 12)
    0.5
    """
    if not (math.isfinite(most) and most > 0 and 0 <= before <= most and 0 <= after <= most):
        raise ValueError(f"expected points from 0 to {most!r} above 0, got {before!r} and {after!r}")
    return None if before == most else (after - before) / (most - before)


@dataclass(frozen=True)
class ClassGain:
    """What a class learned between the same test before and after the course.

    Attributes
    ----------
    n : int
        People who took both tests.
    before, after : float
        Their mean points; NaN without people.
    most : float
        Points of a test without a mistake.
    value : float
        The class's gain, (mean after − mean before) / (most − mean before); NaN where nothing was left to be learned.
    low, high : float
        Its 95 % interval: a percentile bootstrap over people, each with both points. NaN below two people.
    small : bool
        True where `n` is below 30.
    """

    n: int
    before: float
    after: float
    most: float
    value: float
    low: float
    high: float
    small: bool


def class_gain(pairs: Sequence[tuple[float, float]], most: float, resamples: int = RESAMPLES) -> ClassGain:
    """Return the learning gain of a class: that of its mean points, not the mean of its people's gains.

    Somebody who knew nearly everything before has a gain that one question turns round; a mean of gains would hang on
    such people (Hake 1998).

    Parameters
    ----------
    pairs : sequence of (float, float)
        Points before and after, 0 to `most`, of each person who took both tests.
    most : float
        Points of a test without a mistake, above 0.
    resamples : int
        Of the bootstrap.

    Raises
    ------
    ValueError
        As :func:`learning_gain`.

    Examples
    --------
    >>> class_gain([(6, 9), (4, 10)], 12).value
    0.6428571428571429
    """
    import numpy as np

    n = len(pairs)
    if n == 0:
        return ClassGain(0, NAN, NAN, most, NAN, NAN, NAN, True)
    points = np.asarray(pairs, dtype=float)
    before, after = (float(mean) for mean in points.mean(axis=0))
    for pair in pairs:
        learning_gain(*pair, most)
    gain = learning_gain(before, after, most)
    low = high = NAN
    if n > 1:
        drawn = np.random.default_rng(SEED).integers(n, size=(resamples, n))
        means = points[drawn].mean(axis=1)
        left = most - means[:, 0]
        gains = (means[:, 1] - means[:, 0])[left > 0] / left[left > 0]
        if len(gains) >= 0.975 * resamples:
            low, high = (float(end) for end in np.percentile(gains, [2.5, 97.5]))
    return ClassGain(n, before, after, most, NAN if gain is None else gain, low, high, n < SMALL)
