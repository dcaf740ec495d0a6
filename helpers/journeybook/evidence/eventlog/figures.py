"""Figures per touchpoint: traffic, what comes next, where journeys begin and end, waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ...errors import EventLogError
from ..facts import SMALL
from .log import role_name
from .steps import MICROS_A_MINUTE, NONE, collected

if TYPE_CHECKING:
    from pandas import DataFrame

    from .log import EventLog


def touchpoints(log: EventLog, by: Literal["channel", "unit"] | None = None) -> DataFrame:
    """Return what the log says about each touchpoint.

    Parameters
    ----------
    log : EventLog
        Any engine.
    by : {"channel", "unit"}, optional
        Tell the touchpoint's events apart by this column of the log, too.

    Returns
    -------
    pandas.DataFrame
        One row a touchpoint (and channel or unit), the busiest first, ties in the order of the names:

        =============================  ===========================================================================
        touchpoint                     str
        events                         n: number of events
        customers                      number of different customers among them
        starts, ends                   number of events that begin, and end, a journey
        drop_off                       share of the events after which the journey ends, in per cent, 0 to 100
        waits                          number of events whose waiting time is known
        wait_median, wait_p90          minutes; the 90th percentile interpolated linearly; NaN without any
        duration_median, duration_p90  minutes from start to end of the event; NaN where the log has no ends
        small                          True where ``events`` is below 30
        =============================  ===========================================================================

    Raises
    ------
    EventLogError
        If an event has no customer, touchpoint or time, or the log has no such column as `by` names.

    Examples
    --------
    >>> import pandas as pd
    >>> from journeybook.evidence import EventLog
    >>> rows = {"who": [1, 1, 2], "touchpoint": ["ad", "till", "ad"], "time": pd.Timestamp("2026-03-01")}
    >>> log = EventLog.of(pd.DataFrame(rows), customer="who")
    >>> touchpoints(log)[["touchpoint", "events", "drop_off"]].values.tolist()
    [['ad', 2, 50.0], ['till', 1, 100.0]]
    """
    import narwhals.stable.v2 as nw
    import pandas as pd

    steps = log.steps
    columns = list(steps.frame.collect_schema())
    if by is not None and by not in columns:
        raise EventLogError("eventlog.no_role", role=role_name(by))
    frame = steps.frame
    asked = {
        "events": nw.len(),
        "customers": nw.col(log.who).n_unique(),
        "starts": nw.col("first").sum(),
        "ends": nw.col("last").sum(),
    }
    times = {"wait": "wait"} if "wait" in columns else {}
    if "end" in columns:
        frame = frame.with_columns(duration=(nw.col("end") - nw.col("at")) / MICROS_A_MINUTE)
        times["duration"] = "duration"
    if "wait" in columns:
        asked["waits"] = nw.col("wait").count()
    for name in times:
        asked[f"{name}_median"] = nw.col(name).median()
        asked[f"{name}_p90"] = nw.col(name).quantile(0.9, interpolation="linear")
    keys = ["code", *([by] if by else [])]
    found = pd.DataFrame(collected(frame.group_by(keys).agg(**asked)))
    facts = pd.DataFrame({"touchpoint": [steps.touchpoints[int(code)] for code in found["code"]]}, dtype="str")
    if by:
        facts[by] = found[by]
    for name in ("events", "customers", "starts", "ends"):
        facts[name] = found[name].astype("int64")
    facts["drop_off"] = 100 * facts["ends"] / facts["events"]
    facts["waits"] = found["waits"].astype("int64") if "waits" in found else 0
    for name in ("wait_median", "wait_p90", "duration_median", "duration_p90"):
        facts[name] = found[name].astype("float64") if name in found else float("nan")
    facts["small"] = facts["events"] < SMALL
    order = ["events", "touchpoint", *([by] if by else [])]
    return facts.sort_values(order, ascending=[False, *([True] * (len(order) - 1))], ignore_index=True)


def follows(log: EventLog) -> DataFrame:
    """Return which touchpoint comes directly after which.

    Returns
    -------
    pandas.DataFrame
        One row a pair, the touchpoints in the order of their names, the most frequent follower first:

        ===============  =======================================================================================
        touchpoint, next  str: an event, and the next one of the same journey
        n                number of times
        share            of all events of ``touchpoint``, in per cent; with its drop-off the shares sum to 100
        median_minutes   median time from the one to the other
        small            True where ``n`` is below 30
        ===============  =======================================================================================

    Raises
    ------
    EventLogError
        If an event has no customer, touchpoint or time.

    Examples
    --------
    >>> import pandas as pd
    >>> from journeybook.evidence import EventLog
    >>> rows = {"who": [1, 1], "touchpoint": ["ad", "till"], "time": pd.to_datetime(["2026-03-01", "2026-03-02"])}
    >>> follows(EventLog.of(pd.DataFrame(rows), customer="who"))["median_minutes"].tolist()
    [1440.0]
    """
    import narwhals.stable.v2 as nw
    import pandas as pd

    steps = log.steps
    found = pd.DataFrame(
        collected(steps.frame.group_by("code", "next").agg(n=nw.len(), gap=nw.col("gap").median()))
    ).astype({"code": "int64", "next": "int64", "n": "int64", "gap": "float64"})
    events = found.groupby("code")["n"].transform("sum")
    found["share"] = 100 * found["n"] / events
    pairs = found[found["next"] != NONE]
    table = pd.DataFrame(
        {
            "touchpoint": pd.Series([steps.touchpoints[code] for code in pairs["code"]], dtype="str"),
            "next": pd.Series([steps.touchpoints[code] for code in pairs["next"]], dtype="str"),
            "n": pairs["n"].to_numpy(),
            "share": pairs["share"].to_numpy(),
            "median_minutes": pairs["gap"].to_numpy() / MICROS_A_MINUTE,
            "small": (pairs["n"] < SMALL).to_numpy(),
        }
    )
    return table.sort_values(["touchpoint", "n", "next"], ascending=[True, False, True], ignore_index=True)


def wait_bins(log: EventLog, touchpoint: str, width: float) -> DataFrame:
    """Return how often each length of waiting occurs at one touchpoint.

    Parameters
    ----------
    log : EventLog
        With waiting times.
    touchpoint : str
        One of the log's.
    width : float
        Of a bin, in minutes, above 0.

    Returns
    -------
    pandas.DataFrame
        One row a bin that is not empty: ``from`` (minutes; the bin ends before ``from + width``) and ``n``, rising.

    Raises
    ------
    EventLogError
        If the log has no waiting times or no such touchpoint.
    """
    import narwhals.stable.v2 as nw
    import pandas as pd

    steps = log.steps
    if "wait" not in steps.frame.collect_schema():
        raise EventLogError("eventlog.no_role", role=role_name("wait"))
    if touchpoint not in steps.touchpoints:
        known = ", ".join(steps.touchpoints)
        raise EventLogError("eventlog.no_touchpoint", touchpoint=touchpoint, known=known)
    rows = steps.frame.filter(nw.col("code") == steps.touchpoints.index(touchpoint), ~nw.col("wait").is_null())
    bins = rows.select(bin=(nw.col("wait") / width).floor().cast(nw.Int64)).group_by("bin").agg(n=nw.len())
    found = pd.DataFrame(collected(bins)).astype("int64").sort_values("bin", ignore_index=True)
    return pd.DataFrame({"from": found["bin"] * width, "n": found["n"]})
