"""Is the learning gain Hake's?"""

from __future__ import annotations

import math

import pytest

from journeybook.evidence import class_gain, learning_gain


@pytest.mark.parametrize(
    ("before", "after", "most", "gain"),
    [(6, 9, 12, 0.5), (0, 12, 12, 1), (3, 3, 12, 0), (8, 5, 12, -0.75), (4.5, 8.25, 12, 0.5), (12, 12, 12, None)],
)
def test_the_gain_is_the_share_of_what_was_left(before: float, after: float, most: float, gain: float | None) -> None:
    """Is it what was won of what could be won, worked out by hand, and none where nothing could be?"""
    assert learning_gain(before, after, most) == gain


@pytest.mark.parametrize(
    ("before", "after", "most"), [(-1, 3, 12), (3, 13, 12), (0, 0, 0), (1, 1, math.inf), (math.nan, 1, 12)]
)
def test_impossible_points_are_a_mistake(before: float, after: float, most: float) -> None:
    """Are points refused that nobody can have?"""
    with pytest.raises(ValueError, match="points"):
        learning_gain(before, after, most)


def test_the_gain_of_a_class_is_that_of_its_means() -> None:
    """Is it worked out from the mean points, not as the mean of gains, as by hand?"""
    # Means 6 and 9 of 12: a gain of 3/6. The mean of the gains would be (6/9 + 0/3 ) / 2 = 1/3.
    found = class_gain([(3, 9), (9, 9)], 12)
    assert (found.n, found.before, found.after, found.value, found.small) == (2, 6, 9, 0.5, True)
    # Of two people a resample is one of them twice, or both: gains 6/9, 0 and 1/2, each often enough to be an end.
    assert (found.low, found.high) == (0, pytest.approx(6 / 9))
    assert class_gain([(3, 9), (9, 9)], 12) == found, "the same points give the same interval"


def test_a_class_without_a_gain() -> None:
    """Are there no figures without people, no interval for one, and no gain where nothing was left to be learned?"""
    assert class_gain([], 12).n == 0
    assert math.isnan(class_gain([], 12).value)
    alone = class_gain([(6, 9)], 12)
    assert alone.value == 0.5
    assert math.isnan(alone.low)
    full = class_gain([(12, 12), (12, 11)], 12)
    assert math.isnan(full.value)
    assert math.isnan(full.low)
    with pytest.raises(ValueError, match="points"):
        class_gain([(6, 13)], 12)


def test_a_large_class_is_not_small() -> None:
    """Is the interval that of thirty people narrower than that of three, and the warning gone?"""
    few, many = class_gain([(3, 9), (6, 9), (6, 6)], 12), class_gain([(3, 9), (6, 9), (6, 6)] * 10, 12)
    assert few.value == many.value == pytest.approx(3 / 7)
    assert (few.small, many.small) == (True, False)
    assert few.low < many.low < many.value < many.high < few.high
