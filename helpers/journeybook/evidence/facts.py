"""Facts per touchpoint and per stage: traffic, satisfaction, effort, loyalty, time, complaints, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandas import DataFrame, Index, Series

    from ..cases import Case
    from .slices import Group, Period

SMALL = 30
"""Below this n a figure is flagged as small."""

SATISFIED = 4
"""From this score on (of 1 to 5) a customer counts as satisfied: the top two boxes."""

_COUNTS = ["events", "customers", "surveys", "ces_n", "nps_n", "waits", "complaints"]


def touchpoint_facts(case: Case, period: Period | None = "before", group: Group | None = None) -> DataFrame:
    """Return what the case's data say about each touchpoint.

    Parameters
    ----------
    case : Case
        With the tables that :func:`.unify` joins.
    period : {"before", "after"}, optional
        Only visits in one of the case's periods; None: all.
    group : {"treated", "control"}, optional
        Only customers whose home unit is in this group; None: everybody, known or not.

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
        ces, ces_n          mean customer effort score (v2, 1 to 7, high is easy), and its n
        ces_low, ces_high   its 95 % interval (Student's t)
        nps, nps_n          net promoter score (−100 to 100) among those who met the touchpoint in the
                            period, from the relationship survey, and its n
        waits               events with a known waiting time
        wait_median         waiting time, minutes; NaN where nobody waits
        wait_p90            its 90th percentile, interpolated linearly
        duration_median     length of the whole event, waiting included, minutes
        duration_p90        its 90th percentile
        complaints          number of tickets of kind ``complaint`` about the touchpoint
        complaints_per_100  complaints for each 100 events, NaN without events
        drop_off            share of the events after which the customer's journey ends, in per cent;
                            after 30 days without an event a new journey begins
        next, next_share    the most frequent next touchpoint (empty without one), and the share of
                            events that it follows, in per cent
        small               True where ``surveys`` is below `SMALL`: read ``csat`` with care
        ==================  ======================================================================

        Figures without any observation are NaN.

    Raises
    ------
    CaseError
        If a table is missing or damaged, or there is no such period.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> touchpoint_facts(load("retail")).loc["app_search", "events"] > 5_000
    True
    """
    import pandas as pd

    codes = pd.Index([touchpoint.code for touchpoint in case.touchpoints], name="code", dtype="str")
    return _facts(case, period, group, dict(zip(codes, codes, strict=True)), codes)


def stage_facts(case: Case, period: Period | None = "before", group: Group | None = None) -> DataFrame:
    """Return what the case's data say about each stage: the columns of `touchpoint_facts`, index ``stage`` (1 to 5).

    ``next`` is a stage here, as text; an event of the same stage that follows counts as next, too. Parameters and
    errors are those of `touchpoint_facts`.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> stage_facts(load("retail")).index.tolist()
    [1, 2, 3, 4, 5]
    """
    import pandas as pd

    stage_of = {touchpoint.code: str(touchpoint.stage) for touchpoint in case.touchpoints}
    stages = pd.Index(sorted(set(stage_of.values())), name="stage", dtype="str")
    facts = _facts(case, period, group, stage_of, stages)
    return facts.set_index(facts.index.astype("int64"))


def _facts(
    case: Case, period: Period | None, group: Group | None, place_of: Mapping[str, str], places: Index[Any]
) -> DataFrame:
    """Return the facts of each place (touchpoint or stage); `place_of` says where each touchpoint belongs."""
    import pandas as pd

    from .slices import during, of_group, surveyed
    from .unify import unify

    view = unify(case)

    def placed(table: DataFrame, time: str) -> DataFrame:
        rows = of_group(view, during(case, table, time, period), group)
        return rows.assign(place=rows["touchpoint"].map(place_of))

    events = placed(view.events, "started")
    surveys = placed(surveyed(view), "started")
    tickets = placed(view.tickets, "opened")
    visits, answers = events.groupby("place"), surveys.groupby("place")
    relationship = of_group(view, during(case, view.relationship, "answered", period), group)

    facts = pd.DataFrame(index=places)
    facts["events"] = visits.size()
    facts["customers"] = visits["customer"].nunique()
    facts["surveys"] = answers["csat"].count()
    facts[["csat", "csat_low", "csat_high"]] = _csat(surveys, places)
    facts["score_mean"] = answers["csat"].mean().astype("float64")
    facts[["ces", "ces_low", "ces_high"]] = _ces(surveys, places)
    facts["ces_n"] = answers["ces"].count()
    facts[["nps", "nps_n"]] = _nps(events, relationship, places)
    facts["waits"] = visits["wait_min"].count()
    for column, source in (("wait", "wait_min"), ("duration", "duration_min")):
        facts[f"{column}_median"] = visits[source].median()
        facts[f"{column}_p90"] = visits[source].quantile(0.9)
    facts["complaints"] = tickets.loc[tickets["kind"] == "complaint", "place"].value_counts()
    facts[_COUNTS] = facts[_COUNTS].fillna(0).astype("int64")
    facts["complaints_per_100"] = 100 * facts["complaints"] / facts["events"].where(facts["events"] > 0)
    facts[["drop_off", "next", "next_share"]] = _what_follows(events, places)
    facts["small"] = facts["surveys"] < SMALL
    return facts


def _csat(surveys: DataFrame, places: Index[Any]) -> DataFrame:
    """Return the top-2-box share and its 95 % Wilson interval, in per cent."""
    import pandas as pd

    from .intervals import wilson

    given = surveys[surveys["csat"].notna()]
    n = given["place"].value_counts().reindex(places, fill_value=0)
    hits = given.loc[given["csat"] >= SATISFIED, "place"].value_counts().reindex(places, fill_value=0)
    return pd.DataFrame([wilson(int(k), int(of)) for k, of in zip(hits, n, strict=True)], index=places)


def _ces(surveys: DataFrame, places: Index[Any]) -> DataFrame:
    """Return the mean customer effort score and its 95 % interval."""
    import pandas as pd

    from .intervals import NAN, mean_interval

    given = surveys[surveys["ces"].notna()]
    found = {place: mean_interval(answers, 1, 7) for place, answers in given.groupby("place")["ces"]}
    return pd.DataFrame([found.get(place, (NAN, NAN, NAN)) for place in places], index=places)


def _nps(events: DataFrame, relationship: DataFrame, places: Index[Any]) -> DataFrame:
    """Return the net promoter score of those who met each place, and its n."""
    import pandas as pd

    from .scores import nps

    met = events[["place", "customer"]].dropna().drop_duplicates()
    asked = met.merge(relationship.loc[relationship["nps"].notna(), ["customer", "nps"]].dropna(), on="customer")
    found = {place: nps(answers["nps"].to_numpy(dtype=float)) for place, answers in asked.groupby("place")}
    rows = [(found[place].value, found[place].n) if place in found else (float("nan"), 0) for place in places]
    return pd.DataFrame(rows, index=places)


def _what_follows(events: DataFrame, places: Index[Any]) -> DataFrame:
    """Return the drop-off, the most frequent next place and its share, of those events whose customer is known."""
    import pandas as pd

    from .eventlog import EventLog, follows, touchpoints

    known = events[events["customer"].notna()]
    if known.empty:
        return pd.DataFrame({"drop_off": float("nan"), "next": "", "next_share": float("nan")}, index=places)
    log = EventLog.of(known.astype({"customer": "int64"}), customer="customer", touchpoint="place", time="started")
    ends: Series[float] = touchpoints(log).set_index("touchpoint")["drop_off"]
    first = follows(log).drop_duplicates("touchpoint").set_index("touchpoint")
    return pd.DataFrame(
        {
            "drop_off": ends.reindex(places),
            "next": first["next"].reindex(places).fillna(""),
            "next_share": first["share"].reindex(places),
        }
    )
