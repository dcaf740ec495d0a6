"""Importance against performance."""

import pandas as pd
import pytest

from journeybook.evidence import quadrants


def aspects():
    """Return four aspects, one in each corner, the first with a wide interval."""
    rows = {
        "finding": (2.0, 1.0, 3.9, 10, 5, 15, 40),
        "advice": (4.5, 4.4, 4.6, 20, 15, 24, 60),
        "paying": (2.5, 2.4, 2.6, 60, 50, 70, 25),
        "price": (3.0, 2.9, 3.1, 30, 26, 35, 80),
    }
    columns = ["performance", "performance_low", "performance_high", "importance", "importance_low", "importance_high"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=[*columns, "n"])


@pytest.mark.parametrize(
    ("crosshair", "lines", "places"),
    [
        (
            "mean",
            (3.0, 30),
            {"paying": "concentrate", "price": "keep_up", "advice": "overkill", "finding": "low_priority"},
        ),
        (
            "median",
            (2.75, 25),
            {"paying": "concentrate", "price": "keep_up", "advice": "overkill", "finding": "low_priority"},
        ),
        (
            "midpoint",
            (3.0, 35),
            {"paying": "concentrate", "price": "overkill", "advice": "overkill", "finding": "low_priority"},
        ),
    ],
)
def test_quadrants_follow_the_crosshair(crosshair, lines, places):
    """Are the lines at mean, median or midpoint, and does an aspect on a line count as above it?"""
    result = quadrants(aspects(), crosshair)
    assert result.crosshair == crosshair
    assert (result.at_performance, result.at_importance) == pytest.approx(lines)
    assert result.table["quadrant"].to_dict() == places


def test_an_interval_across_a_line_is_not_sure():
    """Is an aspect sure of its place only where neither interval crosses a line?"""
    table = quadrants(aspects()).table
    assert table["sure"].to_dict() == {"paying": True, "price": False, "advice": True, "finding": False}


def test_n_is_the_smallest():
    """Does the result carry its weakest n and say that it is small, most important aspect first?"""
    result = quadrants(aspects())
    assert (result.n, result.small) == (25, True)
    assert result.table.index.tolist() == ["paying", "price", "advice", "finding"]


def test_mistakes_are_named():
    """Are an unknown crosshair and an empty table refused?"""
    with pytest.raises(ValueError, match="mean, median, midpoint"):
        quadrants(aspects(), "mode")
    with pytest.raises(ValueError, match="at least one"):
        quadrants(aspects()[:0])
