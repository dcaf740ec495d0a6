"""Facts per touchpoint: traffic, satisfaction, time, complaints."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..cases import Case

SMALL = 30
"""Below this n a figure is flagged as small."""

SATISFIED = 4
"""From this score on (of 1 to 5) a customer counts as satisfied: the top two boxes."""


def touchpoint_facts(case: Case) -> DataFrame:
    """Return what the case's data say about each touchpoint.

    Parameters
    ----------
    case : Case
        With the tables ``events``, ``surveys`` and ``tickets``.

    Returns
    -------
    pandas.DataFrame
        One row a touchpoint of the catalogue, in journey order, index ``code``:

        ==================  ======================================================================
        events              number of events, 0 or more
        customers           number of different customers among them
        surveys             n: number of survey answers
        csat                share of answers 4 and 5, in per cent (top-2-box), 0 to 100
        csat_low, csat_high its 95 % interval after Wilson (1927)
        score_mean          mean of the answers, 1 to 5: another measure than ``csat``
        wait_median         waiting time, minutes; NaN where nobody waits
        wait_p90            its 90th percentile, interpolated linearly
        duration_median     length of the whole event, waiting included, minutes
        duration_p90        its 90th percentile
        complaints          number of tickets of kind ``complaint`` about the touchpoint
        complaints_per_100  complaints for each 100 events, NaN without events
        small               True where ``surveys`` is below `SMALL`: read ``csat`` with care
        ==================  ======================================================================

        Figures without any observation are NaN.

    Raises
    ------
    CaseError
        If a table is missing or damaged.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> touchpoint_facts(load("retail")).loc["app_search", "events"] > 10_000
    True
    """
    import pandas as pd

    codes = pd.Index([touchpoint.code for touchpoint in case.touchpoints], name="code")
    events = case.table("events").groupby("touchpoint")
    answers = case.table("surveys")
    scores = answers["csat"].groupby(answers["touchpoint"])
    satisfied = (answers["csat"] >= SATISFIED).groupby(answers["touchpoint"]).sum()
    tickets = case.table("tickets")
    complaints = tickets.loc[tickets["kind"] == "complaint", "touchpoint"].value_counts()

    facts = pd.DataFrame(index=codes)
    facts["events"] = events.size()
    facts["customers"] = events["customer_id"].nunique()
    facts["surveys"] = scores.size()
    facts["complaints"] = complaints
    counts = ["events", "customers", "surveys", "complaints"]
    facts[counts] = facts[counts].fillna(0).astype("int64")

    hits = satisfied.reindex(codes, fill_value=0)
    intervals = [_csat(int(k), int(n)) for k, n in zip(hits, facts["surveys"], strict=True)]
    facts[["csat", "csat_low", "csat_high"]] = pd.DataFrame(intervals, index=codes)
    facts["score_mean"] = scores.mean()
    for column, source in (("wait", "wait_min"), ("duration", "duration_min")):
        facts[f"{column}_median"] = events[source].median()
        facts[f"{column}_p90"] = events[source].quantile(0.9)
    facts["complaints_per_100"] = 100 * facts["complaints"] / facts["events"].where(facts["events"] > 0)
    facts["small"] = facts["surveys"] < SMALL
    return facts[
        [
            *("events", "customers", "surveys", "csat", "csat_low", "csat_high", "score_mean"),
            *("wait_median", "wait_p90", "duration_median", "duration_p90"),
            *("complaints", "complaints_per_100", "small"),
        ]
    ]


def _csat(satisfied: int, n: int) -> tuple[float, float, float]:
    """Return the top-2-box share and its 95 % Wilson interval, in per cent."""
    if n == 0:
        return float("nan"), float("nan"), float("nan")
    from scipy.stats import binomtest

    interval = binomtest(satisfied, n).proportion_ci(confidence_level=0.95, method="wilson")
    return 100 * satisfied / n, 100 * float(interval.low), 100 * float(interval.high)
