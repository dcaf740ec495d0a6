"""Is the learning gain Hake's?"""

from __future__ import annotations

import math

import pytest

from journeybook.evidence import learning_gain


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
