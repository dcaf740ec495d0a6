"""What is remembered of a journey."""

import pytest

from journeybook.evidence import peak_end


@pytest.mark.parametrize(
    ("values", "value", "peak_at"),
    [
        ([0, -2, 1], -0.5, 1),
        ([2, -2, 1], -0.5, 1),
        ([-2, 2, 1], 1.5, 1),
        ([1, 1, 1], 1, 2),
        ([-1], -1, 0),
        ([None, 2, float("nan"), -1, None], 0.5, 1),
        ([0, 0], 0, 1),
    ],
)
def test_peak_and_end(values, value, peak_at):
    """Is it (peak + end) / 2, the peak furthest from neutral, the later of equals, missing values skipped?"""
    remembered = peak_end(values)
    assert (remembered.value, remembered.peak_at) == (value, peak_at)
    assert remembered.value == (remembered.peak + remembered.end) / 2


def test_a_better_end_makes_a_worse_time_remembered_better():
    """Does the finding of Kahneman et al. (1993) come out: more pain, but a milder end, is remembered as less?"""
    short, long = [-8, -8, -8], [-8, -8, -8, -4]
    assert sum(long) < sum(short)
    assert peak_end(long).value > peak_end(short).value


def test_neutral_can_lie_elsewhere():
    """Is the peak of answers from 1 to 5 measured from 3?"""
    remembered = peak_end([4, 1, 4], neutral=3)
    assert (remembered.peak, remembered.value) == (1, 2.5)


def test_nothing_felt_is_nothing():
    """Is there no memory of nothing?"""
    assert peak_end([]) is None
    assert peak_end([None, float("nan")]) is None
