"""Figures per journey: how many, how long, which ways through the touchpoints are common."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..facts import SMALL
from .steps import MICROS_A_MINUTE, NONE, Steps, collected

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    from pandas import DataFrame

    from .log import EventLog, Frame

LONGEST_VARIANT = 20
"""Journeys of more steps are told apart by their first ones only."""

# A whole number of 64 bits holds this many, the sign left alone.
_BITS = 62


@dataclass(frozen=True)
class JourneyFigures:
    """A log's journeys in a few numbers.

    Attributes
    ----------
    n : int
        Number of journeys.
    customers : int
        Number of customers.
    events : int
        Number of events.
    per_customer : float
        Mean number of journeys a customer.
    returned : float
        Share of customers with two journeys or more, in per cent, 0 to 100.
    events_median, events_p90 : float
        Events a journey; NaN without journeys, as below.
    minutes_median, minutes_p90 : float
        Time from a journey's first event to its last, in minutes; 0 for a journey of one event.
    small : bool
        True where `n` is below 30.
    """

    n: int
    customers: int
    events: int
    per_customer: float
    returned: float
    events_median: float
    events_p90: float
    minutes_median: float
    minutes_p90: float
    small: bool


def journeys(log: EventLog) -> DataFrame:
    """Return the log's journeys.

    Returns
    -------
    pandas.DataFrame
        One row a journey, by key and time: ``key`` and ``customer`` as in the log, ``journey`` (1, 2, … within the
        key), ``started`` (datetime), ``minutes`` (from its first event to its last), ``events`` (number).

    Raises
    ------
    EventLogError
        If an event has no customer, touchpoint or time.
    """
    import pandas as pd

    found = pd.DataFrame(collected(_journeys(log)), columns=["key", "journey", "customer", "begin", "micros", "events"])
    found = found.sort_values(["key", "begin", "journey"], ignore_index=True)
    return pd.DataFrame(
        {
            "key": found["key"],
            "customer": found["customer"],
            "journey": found.groupby("key").cumcount() + 1,
            "started": pd.to_datetime(found["begin"].astype("int64"), unit="us"),
            "minutes": found["micros"].astype("float64") / MICROS_A_MINUTE,
            "events": found["events"].astype("int64"),
        }
    )


def journey_figures(log: EventLog) -> JourneyFigures:
    """Return the log's journeys in a few numbers.

    Raises
    ------
    EventLogError
        If an event has no customer, touchpoint or time.

    Examples
    --------
    >>> import pandas as pd
    >>> from journeybook.evidence import EventLog
    >>> rows = {"who": [1, 1], "touchpoint": ["ad", "till"], "time": pd.to_datetime(["2026-03-01", "2026-05-01"])}
    >>> journey_figures(EventLog.of(pd.DataFrame(rows), customer="who")).per_customer
    2.0
    """
    import narwhals.stable.v2 as nw

    each = _journeys(log)
    of = {
        "n": nw.len(),
        "events_median": nw.col("events").median(),
        "events_p90": nw.col("events").quantile(0.9, interpolation="linear"),
        "micros_median": nw.col("micros").median(),
        "micros_p90": nw.col("micros").quantile(0.9, interpolation="linear"),
    }
    all_ = {name: values[0] for name, values in collected(each.select(**of)).items()}
    counts = each.group_by("customer").agg(n=nw.len()).with_columns(again=(nw.col("n") > 1).cast(nw.Int64))
    people = {k: v[0] for k, v in collected(counts.select(n=nw.len(), again=nw.col("again").sum())).items()}
    n, customers = int(all_["n"]), int(people["n"])
    missing = float("nan")
    return JourneyFigures(
        n=n,
        customers=customers,
        events=log.n,
        per_customer=n / customers if customers else missing,
        returned=100 * int(people["again"]) / customers if customers else missing,
        events_median=float(all_["events_median"]) if n else missing,
        events_p90=float(all_["events_p90"]) if n else missing,
        minutes_median=float(all_["micros_median"]) / MICROS_A_MINUTE if n else missing,
        minutes_p90=float(all_["micros_p90"]) / MICROS_A_MINUTE if n else missing,
        small=n < SMALL,
    )


def variants(log: EventLog, top: int = 10, longest: int = LONGEST_VARIANT) -> DataFrame:
    """Return the most common ways through the touchpoints.

    Parameters
    ----------
    log : EventLog
        Any engine.
    top : int
        At most so many, 1 or more.
    longest : int
        Journeys of more steps than this, 1 or more, are told apart by their first ones only.

    Returns
    -------
    pandas.DataFrame
        One row a variant, the most common first: ``path`` (tuple of touchpoints), ``more`` (True where the journeys
        go on after it), ``n`` (journeys), ``share`` (of all journeys, in per cent), ``small`` (n below 30).

    Raises
    ------
    EventLogError
        If an event has no customer, touchpoint or time.

    Notes
    -----
    No common function of the engines strings a group's texts together in order. So a path is a whole number: the
    codes of its touchpoints, counted from 1, are its digits in a base that has room for all of them; 0 is the end.
    Where one number cannot hold `longest` digits there are several.
    """
    import narwhals.stable.v2 as nw
    import pandas as pd

    steps = log.steps
    base = len(steps.touchpoints) + 1
    digits = max(1, int(_BITS / math.log2(base))) if base > 1 else 1
    chunks = [f"path{number}" for number in range(math.ceil(longest / digits))]
    powers = [base ** (place % digits) for place in range(longest)]
    frame = _placed(steps)
    value = (nw.col("code").cast(nw.Int64) + 1) * nw.col("place").replace_strict(
        list(range(1, longest + 1)), powers, default=0, return_dtype=nw.Int64
    )
    for number, chunk in enumerate(chunks):
        inside = (nw.col("place") > number * digits) & (nw.col("place") <= (number + 1) * digits)
        frame = frame.with_columns(nw.when(inside).then(value).otherwise(0).alias(chunk))
    each = frame.group_by("key", "journey").agg(*(nw.col(chunk).sum() for chunk in chunks), events=nw.len())
    each = each.with_columns(more=(nw.col("events") > longest).cast(nw.Int8))
    counts = each.group_by(*chunks, "more").agg(n=nw.len())
    total = int(collected(counts.select(nw.col("n").sum()))["n"][0] or 0)
    most = collected(counts.sort("n", *chunks, "more", descending=[True] + [False] * (len(chunks) + 1)).head(top))
    n = pd.Series([int(size) for size in most["n"]], dtype="int64")
    return pd.DataFrame(
        {
            "path": [
                tuple(steps.touchpoints[code] for number in numbers for code in _digits(int(number), base))
                for numbers in zip(*(most[chunk] for chunk in chunks), strict=True)
            ],
            "more": [bool(more) for more in most["more"]],
            "n": n,
            "share": 100 * n / max(total, 1),
            "small": n < SMALL,
        }
    )


def flow_steps(log: EventLog, depth: int = 5, repeats: bool = True) -> DataFrame:
    """Return how journeys move from their first events to the next, and so on.

    Parameters
    ----------
    log : EventLog
        Any engine.
    depth : int
        So many events of each journey, 1 or more.
    repeats : bool
        Whether an event at the same touchpoint as the one before counts as one more; else the two are one.

    Returns
    -------
    pandas.DataFrame
        One row a place in the journey and pair of touchpoints: ``place`` (1 to `depth`), ``touchpoint``, ``next``
        (missing where the journey ends there), ``n`` (journeys), in order of place and names.

    Raises
    ------
    EventLogError
        If an event has no customer, touchpoint or time.
    """
    import narwhals.stable.v2 as nw
    import pandas as pd

    steps = log.steps
    # Of events in a row at one touchpoint the last is kept: it is the one that another touchpoint follows.
    frame = _placed(steps, None if repeats else nw.col("code") != nw.col("next"))
    counts = frame.filter(nw.col("place") <= depth).group_by("place", "code", "next").agg(n=nw.len())
    found = pd.DataFrame(collected(counts)).astype("int64").sort_values(["place", "code", "next"], ignore_index=True)
    names = pd.Series([*steps.touchpoints, None], dtype="str")  # the last stands for NONE
    return pd.DataFrame(
        {
            "place": found["place"],
            "touchpoint": names.iloc[found["code"]].to_numpy(),
            "next": names.iloc[found["next"].mask(found["next"] == NONE, len(names) - 1)].to_numpy(),
            "n": found["n"],
        }
    )


def since_start(log: EventLog) -> DataFrame:
    """Return how long after a journey's start its touchpoints are met.

    Returns
    -------
    pandas.DataFrame
        One row a touchpoint, the earliest median first: ``touchpoint``, ``n`` (events), ``p10``, ``median`` and
        ``p90`` (minutes since the journey's first event; quantiles interpolated linearly), ``small`` (n below 30).

    Raises
    ------
    EventLogError
        If an event has no customer, touchpoint or time.
    """
    import narwhals.stable.v2 as nw
    import pandas as pd

    steps = log.steps
    after = nw.col("at") - nw.col("at").min().over("key", "journey")
    frame = steps.numbered().select("code", after=after)
    quantiles = {
        name: nw.col("after").quantile(share, interpolation="linear") for name, share in (("p10", 0.1), ("p90", 0.9))
    }
    found = pd.DataFrame(
        collected(frame.group_by("code").agg(n=nw.len(), median=nw.col("after").median(), **quantiles))
    ).astype({"n": "int64"})
    facts = pd.DataFrame({"touchpoint": [steps.touchpoints[int(code)] for code in found["code"]]}, dtype="str")
    facts["n"] = found["n"]
    for name in ("p10", "median", "p90"):
        facts[name] = found[name].astype("float64") / MICROS_A_MINUTE
    facts["small"] = facts["n"] < SMALL
    return facts.sort_values(["median", "p90", "touchpoint"], ignore_index=True)


def _journeys(log: EventLog) -> Frame:
    """Return one row a journey."""
    import narwhals.stable.v2 as nw

    each = log.steps.numbered().group_by("key", "journey")
    ends = each.agg(customer=nw.col(log.who).min(), begin=nw.col("at").min(), end=nw.col("at").max(), events=nw.len())
    return ends.with_columns(micros=nw.col("end") - nw.col("begin")).drop("end")


def _placed(steps: Steps, only: nw.Expr | None = None) -> Frame:
    """Return each event with its place in its journey, counted from 1 among those for which `only` holds."""
    import narwhals.stable.v2 as nw

    frame = steps.numbered()
    frame = (frame if only is None else frame.filter(only)).with_columns(one=nw.lit(1))
    place: nw.Expr = nw.col("one").cum_sum()
    return frame.with_columns(place=steps.along(place, "key", "journey"))


def _digits(number: int, base: int) -> list[int]:
    """Return the codes that make up a number, the first event's first."""
    codes = []
    while number:
        number, digit = divmod(number, base)
        codes.append(digit - 1)
    return codes
