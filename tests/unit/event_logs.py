"""Event logs whose figures are known, on any engine; and the same figures worked out without one."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from journeybook.evidence import eventlog
from journeybook.evidence.eventlog import EventLog

Row = tuple[int, str, dt.datetime, int, float | None]
"""customer, touchpoint, time, place in the file, waiting time in minutes"""

COLUMNS = ("who", "what", "when", "row", "waited")


def _at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


# Customer 2 is at the till and picks up in the same minute: the file tells which came first.
KNOWN: list[Row] = [
    (1, "ad", _at("2026-03-01 09:00"), 0, None),
    (1, "till", _at("2026-03-01 10:00"), 1, 4.0),
    (2, "till", _at("2026-03-01 10:00"), 2, 2.0),
    (2, "pick-up", _at("2026-03-01 10:00"), 3, 1.0),
    (1, "pick-up", _at("2026-03-01 12:00"), 4, None),
    (1, "ad", _at("2026-05-01 09:00"), 5, None),
    (3, "ad", _at("2026-03-02 09:00"), 6, None),
    (3, "till", _at("2026-03-02 09:30"), 7, 10.0),
    (2, "ad", _at("2026-03-11 10:00"), 8, None),
]

Make = Callable[[list[Row]], Any]


def in_pandas(rows: list[Row]) -> pd.DataFrame:
    """Return the rows as a frame of pandas."""
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"who": "int64", "when": "datetime64[us]", "waited": "float64", "row": "int64"})


def log_of(make: Make, rows: list[Row], **more: Any) -> EventLog:
    """Return the rows as a log on the engine that `make` makes frames of."""
    return EventLog.of(make(rows), customer="who", touchpoint="what", time="when", row="row", wait="waited", **more)


def check_known(make: Make) -> None:
    """Hold every figure of `KNOWN` against the value worked out by hand."""
    # Last first: whoever ignores the column of the file's order gets ties the wrong way round.
    log = log_of(make, KNOWN[::-1])
    assert log.n == 9
    facts = eventlog.touchpoints(log).set_index("touchpoint")
    assert facts.index.tolist() == ["ad", "till", "pick-up"]
    assert facts["events"].tolist() == [4, 3, 2]
    assert facts["customers"].tolist() == [3, 3, 2]
    assert facts["starts"].tolist() == [3, 1, 0]
    assert facts["ends"].tolist() == [2, 1, 1]
    assert facts["drop_off"].tolist() == pytest.approx([50, 100 / 3, 50])
    assert facts["waits"].tolist() == [0, 3, 1]
    assert facts["wait_median"].tolist() == pytest.approx([np.nan, 4, 1], nan_ok=True)
    assert facts["wait_p90"].tolist() == pytest.approx([np.nan, 8.8, 1], nan_ok=True)
    assert facts["small"].all()

    pairs = eventlog.follows(log)
    assert pairs[["touchpoint", "next", "n"]].values.tolist() == [
        ["ad", "till", 2],
        ["pick-up", "ad", 1],
        ["till", "pick-up", 2],
    ]
    assert pairs["share"].tolist() == pytest.approx([50, 50, 200 / 3])
    assert pairs["median_minutes"].tolist() == pytest.approx([45, 14_400, 60])

    each = eventlog.journeys(log)
    assert each[["customer", "journey", "minutes", "events"]].values.tolist() == [
        [1, 1, 180, 3],
        [1, 2, 0, 1],
        [2, 1, 14_400, 3],
        [3, 1, 30, 2],
    ]
    assert each["started"].tolist()[1] == pd.Timestamp("2026-05-01 09:00")
    figures = eventlog.journey_figures(log)
    assert (figures.n, figures.customers, figures.events, figures.small) == (4, 3, 9, True)
    assert (figures.per_customer, figures.returned) == pytest.approx((4 / 3, 100 / 3))
    assert (figures.events_median, figures.events_p90) == pytest.approx((2.5, 3))
    assert (figures.minutes_median, figures.minutes_p90) == pytest.approx((105, 10_134))

    paths = eventlog.variants(log)
    assert set(paths["path"]) == {("ad", "till", "pick-up"), ("ad",), ("till", "pick-up", "ad"), ("ad", "till")}
    assert paths["share"].tolist() == [25] * 4
    begun = eventlog.variants(log, top=1, longest=1)
    assert begun[["path", "more", "n"]].values.tolist() == [[("ad",), True, 2]]

    moves = eventlog.flow_steps(log, depth=2)
    assert list(zip(moves["place"], moves["touchpoint"], moves["next"].fillna("(end)"), moves["n"], strict=True)) == [
        (1, "ad", "(end)", 1),
        (1, "ad", "till", 2),
        (1, "till", "pick-up", 1),
        (2, "pick-up", "ad", 1),
        (2, "till", "(end)", 1),
        (2, "till", "pick-up", 1),
    ]

    when = eventlog.since_start(log).set_index("touchpoint")
    assert when.loc["ad", ["p10", "median", "p90"]].tolist() == pytest.approx([0, 0, 10_080])
    assert when.loc["till", ["p10", "median", "p90"]].tolist() == pytest.approx([6, 30, 54])
    assert when.loc["pick-up", ["p10", "median", "p90"]].tolist() == pytest.approx([18, 90, 162])

    assert eventlog.wait_bins(log, "till", 4).values.tolist() == [[0, 1], [4, 1], [8, 1]]


def figures(log: EventLog) -> list[Any]:
    """Return every figure that there is of a log."""
    busiest = log.steps.touchpoints[0]
    return [
        eventlog.touchpoints(log),
        eventlog.follows(log),
        eventlog.journeys(log),
        pd.DataFrame([eventlog.journey_figures(log)]),
        eventlog.variants(log, top=1000, longest=5),
        eventlog.flow_steps(log),
        eventlog.since_start(log),
        eventlog.wait_bins(log, busiest, 2.5),
    ]


def check_alike(one: EventLog, other: EventLog) -> None:
    """Hold two engines' figures of the same log against each other."""
    for mine, theirs in zip(figures(one), figures(other), strict=True):
        pd.testing.assert_frame_equal(mine, theirs, check_exact=False, rtol=1e-12)


def worked_out(rows: list[Row], gap_days: float | None) -> dict[str, Any]:
    """Return some figures of a log in plain Python, customer by customer."""
    by_customer: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row[3]):
        by_customer[row[0]].append(row)
    journeys: list[list[Row]] = []
    for events in by_customer.values():
        events.sort(key=lambda row: row[2])  # a stable sort: ties stay in file order
        for place, event in enumerate(events):
            new = place == 0
            if not new and gap_days is not None:
                new = event[2] - events[place - 1][2] > dt.timedelta(days=gap_days)
            if new:
                journeys.append([])
            journeys[-1].append(event)
    return {
        "journeys": len(journeys),
        "starts": Counter(events[0][1] for events in journeys),
        "ends": Counter(events[-1][1] for events in journeys),
        "pairs": Counter((a[1], b[1]) for events in journeys for a, b in itertools.pairwise(events)),
        "variants": Counter((*(event[1] for event in events[:5]), len(events) > 5) for events in journeys),
    }
