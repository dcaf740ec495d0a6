"""Which touchpoints hurt most, each counted against those who met it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .facts import SMALL, touchpoint_facts
from .intervals import wilson
from .slices import during, of_group, surveyed
from .unify import unify

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..cases import Case
    from .slices import Group, Period

UNHAPPY = 2
"""Up to this score (of 1 to 5) a customer counts as unhappy: the bottom two boxes."""

SEVERITY_STEPS = (10.0, 20.0, 30.0, 40.0)
"""A share of unhappy answers, in per cent, from which on a pain point's severity is 2, 3, 4 and 5."""


def pain_points(case: Case, period: Period | None = "before", group: Group | None = None) -> DataFrame:
    """Return the case's touchpoints, the one that hurts most first.

    A touchpoint hurts as much as the share of those who were asked there and are unhappy. The order goes by the lower
    end of that share's interval: a bad figure from few answers does not come before a bad one from many. Raw numbers
    of complaints play no part, because busy touchpoints have many of everything.

    Parameters
    ----------
    case : Case
        With the tables that :func:`.unify` joins.
    period, group : str, optional
        As in :func:`.touchpoint_facts`.

    Returns
    -------
    pandas.DataFrame
        Index ``code``:

        ==================  =====================================================================
        rank                1 for the most painful
        n                   survey answers
        unhappy             share of answers 1 and 2, in per cent
        low, high           its 95 % interval after Wilson (1927)
        severity            1 to 5, by the share (`SEVERITY_STEPS`); missing without answers
        complaints_per_100  complaints for each 100 events: beside the share, not in the order
        wait_p90            minutes; NaN where nobody waits
        reach               share of all known customers who met the touchpoint, in per cent
        small               True where ``n`` is below 30
        ==================  =====================================================================

    Raises
    ------
    CaseError
        If a table is missing or damaged, or there is no such period.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> sorted(pain_points(load("retail")).index[:2])
    ['after_sales', 'store_checkout']
    """
    import pandas as pd

    view = unify(case)
    facts = touchpoint_facts(case, period, group)
    surveys = of_group(view, during(case, surveyed(view), "started", period), group)
    given = surveys[surveys["csat"].notna()]
    n = given["touchpoint"].value_counts().reindex(facts.index, fill_value=0)
    bad = given.loc[given["csat"] <= UNHAPPY, "touchpoint"].value_counts().reindex(facts.index, fill_value=0)
    people = of_group(view, during(case, view.events, "started", period), group)["customer"].nunique()

    table = pd.DataFrame(
        [wilson(int(k), int(of)) for k, of in zip(bad, n, strict=True)],
        index=facts.index,
        columns=["unhappy", "low", "high"],
    )
    table["severity"] = (
        pd.cut(table["unhappy"], [-1, *SEVERITY_STEPS, 101], right=False, labels=False).astype("Int64") + 1
    )
    table["complaints_per_100"] = facts["complaints_per_100"]
    table["wait_p90"] = facts["wait_p90"]
    table["reach"] = 100 * facts["customers"] / max(people, 1)
    table["small"] = n < SMALL
    table.insert(0, "n", n)
    table = table.sort_values("low", ascending=False, kind="stable", na_position="last")
    table.insert(0, "rank", range(1, len(table) + 1))
    return table
