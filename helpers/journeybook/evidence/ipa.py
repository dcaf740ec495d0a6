"""Importance against performance: where work pays, and where it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from .drivers import Outcome, aspect_ratings, drivers
from .facts import SMALL
from .intervals import mean_interval
from .slices import Group, Period, during, of_group
from .unify import unify

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..cases import Case

Crosshair = Literal["mean", "median", "midpoint"]

QUADRANTS = ("concentrate", "keep_up", "low_priority", "overkill")
"""Important and poor; important and good; neither; good but unimportant."""


@dataclass(frozen=True, eq=False)
class ImportancePerformance:
    """Aspects in the four quadrants of Martilla and James (1977).

    Attributes
    ----------
    crosshair : str
        How the lines were placed: ``mean`` or ``median`` of the aspects, or ``midpoint`` (performance: the middle of
        the rating scale; importance: half way between the least and the most important aspect). Quadrants depend on
        it, so it is shown with them.
    at_performance, at_importance : float
        Where the two lines are.
    n : int
        The smallest number of ratings behind an aspect.
    table : pandas.DataFrame
        One row an aspect, most important first, index ``aspect``:

        ===============================  ==================================================================
        performance                      mean rating, 1 to 5
        performance_low, _high           its 95 % interval
        importance                       per cent of the explained satisfaction, 0 to 100
        importance_low, _high            its 95 % interval
        n                                ratings
        quadrant                         one of `QUADRANTS`; on a line counts as above it
        sure                             True where neither interval crosses its line
        ===============================  ==================================================================
    small : bool
        True where `n` is below 30.
    """

    crosshair: Crosshair
    at_performance: float
    at_importance: float
    n: int
    table: DataFrame
    small: bool


def quadrants(
    table: DataFrame, crosshair: Crosshair = "mean", scale: tuple[float, float] = (1, 5)
) -> ImportancePerformance:
    """Return the quadrant of each aspect.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns ``performance``, ``performance_low``, ``performance_high``, ``importance``, ``importance_low``,
        ``importance_high`` and ``n`` as in `ImportancePerformance`, index ``aspect``.
    crosshair : str
        ``"mean"``, ``"median"`` or ``"midpoint"``.
    scale : tuple of float
        Ends of the rating scale.

    Raises
    ------
    ValueError
        If there is no such crosshair, or no aspect.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["performance", "performance_low", "performance_high", "importance", "importance_low",
    ...     "importance_high", "n"]
    >>> rows = [(2, 1.9, 2.1, 70, 60, 80, 99), (4, 3.9, 4.1, 30, 20, 40, 99)]
    >>> aspects = pd.DataFrame(rows, columns=columns, index=["paying", "finding"])
    >>> quadrants(aspects, "midpoint").table["quadrant"].tolist()
    ['concentrate', 'overkill']
    """
    if table.empty:
        raise ValueError("expected at least one aspect")
    performance, importance = table["performance"], table["importance"]
    at_importance = _line(importance, crosshair, (float(importance.min()), float(importance.max())))
    at_performance = _line(performance, crosshair, scale)
    placed = table.sort_values("importance", ascending=False, kind="stable")
    placed["quadrant"] = [
        _quadrant(performance >= at_performance, importance >= at_importance)
        for performance, importance in zip(placed["performance"], placed["importance"], strict=True)
    ]
    placed["sure"] = ~(_crosses(placed, "performance", at_performance) | _crosses(placed, "importance", at_importance))
    n = int(table["n"].min())
    return ImportancePerformance(crosshair, at_performance, at_importance, n, placed, n < SMALL)


def importance_performance(
    case: Case,
    crosshair: Crosshair = "mean",
    outcome: Outcome = "overall",
    period: Period | None = "before",
    group: Group | None = None,
) -> ImportancePerformance:
    """Return each aspect of a case in its quadrant: how it is rated × how much satisfaction hangs on it.

    Performance is the mean of all ratings of the aspect; importance is derived (LMG, see `drivers`) rather than asked,
    because asked for, everything is important.

    Parameters
    ----------
    case : Case
        With the tables ``relationship`` and ``aspects``.
    crosshair : str
        ``"mean"``, ``"median"`` or ``"midpoint"``: see `ImportancePerformance`.
    outcome, period, group
        As in `drivers`.

    Raises
    ------
    EvidenceError, CaseError, ValueError
        As `drivers` and `quadrants`.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> importance_performance(load("retail")).table.loc["help", "quadrant"]
    'concentrate'
    """
    import pandas as pd

    shares = drivers(case, outcome, period, group).shares
    view = unify(case)
    ratings = aspect_ratings(case, of_group(view, during(case, view.relationship, "answered", period), group))
    performed = pd.DataFrame.from_dict(
        {aspect: mean_interval(ratings[aspect].dropna(), 1, 5) for aspect in shares.index},
        orient="index",
        columns=["performance", "performance_low", "performance_high"],
    )
    important = shares[["percent", "percent_low", "percent_high"]].set_axis(
        ["importance", "importance_low", "importance_high"], axis=1
    )
    table = performed.join(important)
    table["n"] = ratings.notna().sum()
    table.index.name = "aspect"
    return quadrants(table, crosshair)


def _line(values: Series[Any], crosshair: Crosshair, ends: tuple[float, float]) -> float:
    if crosshair == "mean":
        return float(values.mean())
    if crosshair == "median":
        return float(values.median())
    if crosshair == "midpoint":
        return sum(ends) / 2
    raise ValueError(f"expected one of {', '.join(get_args(Crosshair))}, got {crosshair!r}")


def _quadrant(good: bool, important: bool) -> str:
    if important:
        return "keep_up" if good else "concentrate"
    return "overkill" if good else "low_priority"


def _crosses(table: DataFrame, measure: str, line: float) -> Series[bool]:
    """Return where an interval holds the line; an interval that is not known counts as crossing."""
    clear = (table[f"{measure}_low"] > line) | (table[f"{measure}_high"] < line)
    return ~clear
