"""Do the figures of an event log come out right, and the same on every engine?"""

from __future__ import annotations

import datetime as dt

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from event_logs import KNOWN, Row, check_alike, check_known, in_pandas, log_of, worked_out
from hypothesis import given, settings
from hypothesis import strategies as st

from journeybook.errors import EventLogError
from journeybook.evidence import eventlog
from journeybook.evidence.eventlog import EventLog
from journeybook.i18n import LANGUAGES


def in_polars(rows: list[Row]) -> pl.DataFrame:
    return pl.from_pandas(in_pandas(rows))


def in_lazy_polars(rows: list[Row]) -> pl.LazyFrame:
    return in_polars(rows).lazy()


def in_duckdb(rows: list[Row]) -> duckdb.DuckDBPyRelation:
    return duckdb.connect().from_df(in_pandas(rows))


ENGINES = {"pandas": in_pandas, "Polars": in_polars, "Polars, lazy": in_lazy_polars, "DuckDB": in_duckdb}


@pytest.mark.parametrize("make", ENGINES.values(), ids=ENGINES)
def test_figures_are_those_worked_out_by_hand(make):
    """Does each engine give the figures that a pencil gives, whatever order the rows come in?"""
    check_known(make)


rows_of_logs = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from(["ad", "till", "收银台", "pick-up"]),
        # Few hours on few days, so that ties and long gaps are common.
        st.builds(
            lambda day, hour: dt.datetime(2026, 1, 1) + dt.timedelta(days=day, hours=hour),
            st.sampled_from([0, 1, 30, 31, 90]),
            st.integers(0, 2),
        ),
        st.one_of(st.none(), st.floats(0, 90, width=16)),
    ),
    min_size=1,
    max_size=25,
)


def numbered(rows: list[tuple[int, str, dt.datetime, float | None]]) -> list[Row]:
    return [(who, what, when, place, wait) for place, (who, what, when, wait) in enumerate(rows)]


gaps = st.sampled_from([None, 0.5, 30])


# Few and small: each example asks four engines for every figure.
@settings(max_examples=5, deadline=None)
@given(rows_of_logs, gaps)
def test_engines_agree_on_any_log(rows, gap):
    """Does every engine give the same answers as the others?"""
    reference = log_of(in_pandas, numbered(rows)).split(gap)
    for make in (in_polars, in_lazy_polars, in_duckdb):
        check_alike(reference, log_of(make, numbered(rows)).split(gap))


@settings(max_examples=40, deadline=None)
@given(rows_of_logs, gaps)
def test_figures_are_those_of_a_loop_over_customers(rows, gap):
    """Do the figures of any log agree with plain Python, customer by customer?"""
    expected = worked_out(numbered(rows), gap)
    log = log_of(in_polars, numbered(rows)).split(gap)
    facts = eventlog.touchpoints(log)
    pairs = eventlog.follows(log)
    paths = eventlog.variants(log, top=1000, longest=5)
    assert eventlog.journey_figures(log).n == expected["journeys"]
    for column in ("starts", "ends"):
        assert dict(zip(facts["touchpoint"], facts[column], strict=True)) == {
            name: expected[column][name] for name in facts["touchpoint"]
        }
    assert dict(zip(zip(pairs["touchpoint"], pairs["next"], strict=True), pairs["n"], strict=True)) == expected["pairs"]
    found = {(*path, more): n for path, more, n in zip(paths["path"], paths["more"], paths["n"], strict=True)}
    assert found == expected["variants"]


def test_shares_and_drop_off_sum_to_all():
    """Do a touchpoint's followers and its drop-off make up all of its events?"""
    log = log_of(in_pandas, KNOWN)
    shares = eventlog.follows(log).groupby("touchpoint")["share"].sum()
    facts = eventlog.touchpoints(log).set_index("touchpoint")
    assert (shares + facts["drop_off"]).tolist() == pytest.approx([100] * 3)


@pytest.mark.parametrize("make", [in_pandas, in_polars, in_lazy_polars], ids=["pandas", "Polars", "Polars, lazy"])
def test_engines_that_keep_order_need_no_column_for_it(make):
    """Do ties stand in the order of the rows where the frame knows it?"""
    frame = make(KNOWN)
    log = EventLog.of(frame, customer="who", touchpoint="what", time="when", wait="waited")
    check_alike(log, log_of(in_pandas, KNOWN))


def test_journeys_can_be_told_by_an_id():
    """Does a column of journeys split them, rather than gaps in time, and do customers still count?"""
    frame = in_pandas(KNOWN).assign(visit=["a", "a", "b", "b", "a", "a", "c", "c", "d"])
    log = EventLog.of(frame, journey="visit", customer="who", touchpoint="what", time="when", row="row")
    figures = eventlog.journey_figures(log)
    assert (log.gap_days, figures.n, figures.customers, figures.returned) == (None, 4, 3, pytest.approx(100 / 3))
    alone = EventLog.of(frame, journey="visit", touchpoint="what", time="when", row="row")
    assert eventlog.journey_figures(alone).customers == 4
    assert eventlog.journey_figures(log.split(30)).n == 5


def test_long_paths_do_not_run_over():
    """Are paths told apart to the last step where one whole number cannot hold them, with many touchpoints?"""
    names = [f"t{number:03}" for number in range(300)]
    path = [names[(7 * place) % 300] for place in range(20)]
    start = dt.datetime(2026, 1, 1)
    rows = [
        (who, what if place < 19 or who < 3 else "t299", start + dt.timedelta(hours=place), 100 * who + place, None)
        for who in (1, 2, 3)
        for place, what in enumerate(path)
    ] + [(4, name, start, 1000 + place, None) for place, name in enumerate(names)]
    for make in ENGINES.values():
        paths = eventlog.variants(log_of(make, rows), top=2)
        assert paths["path"].tolist()[0] == tuple(path)
        assert paths["n"].tolist() == [2, 1]
    everything = eventlog.variants(log_of(in_pandas, rows), top=9)
    assert [more for one, more in zip(everything["path"], everything["more"], strict=True) if one[-1] == "t019"] == [
        True
    ]


@pytest.mark.parametrize("make", ENGINES.values(), ids=ENGINES)
def test_channel_end_and_missing_waits(make):
    """Are durations and figures by channel there, and is a wait that is no number missing on every engine?"""
    rows = make(KNOWN)
    frame = in_pandas(KNOWN).assign(
        channel=["web", "store", "app"] * 3, done=lambda frame: frame["when"] + pd.Timedelta(minutes=6)
    )
    if isinstance(rows, pl.DataFrame | pl.LazyFrame):
        waits = pl.Series("waited", [np.nan, *KNOWN_WAITS[1:]], strict=False)
        frame = pl.from_pandas(frame).with_columns(waits)
        frame = frame if isinstance(rows, pl.DataFrame) else frame.lazy()
    elif not isinstance(rows, pd.DataFrame):
        relation = duckdb.connect().from_df(frame)
        frame = relation.project("* replace (coalesce(waited, 'nan'::double) as waited)")
    log = log_of(lambda _: frame, KNOWN, channel="channel", end="done")
    facts = eventlog.touchpoints(log, by="channel")
    assert facts.set_index(["touchpoint", "channel"]).loc[("till", "store"), "events"] == 2
    assert facts["events"].sum() == 9
    assert facts["duration_median"].tolist() == [6] * len(facts)
    assert eventlog.touchpoints(log)["waits"].tolist() == [0, 3, 1]


KNOWN_WAITS = [wait for *_, wait in KNOWN]


def test_time_zones_do_not_move_the_clock():
    """Are the clock's hands taken, whatever zone the column is in?"""
    frame = in_pandas(KNOWN)
    zoned = frame.assign(when=frame["when"].dt.tz_localize("Asia/Shanghai"))
    check_alike(log_of(lambda _: zoned, KNOWN), log_of(in_pandas, KNOWN))


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"customer": None}, "eventlog.no_key"),
        ({"touchpoint": "where"}, "eventlog.no_column"),
        ({"time": "what"}, "eventlog.not_datetime"),
        ({"wait": "what"}, "eventlog.not_number"),
        ({"gap_days": 0}, "eventlog.bad_gap"),
    ],
)
def test_wrong_columns_are_refused(change, key):
    """Is what does not fit refused where the log is made, in both languages?"""
    roles = {"customer": "who", "touchpoint": "what", "time": "when"} | change
    with pytest.raises(EventLogError) as caught:
        EventLog.of(in_pandas(KNOWN), **roles)
    assert caught.value.key == key
    assert all(caught.value.message(lang) for lang in LANGUAGES)


def test_duckdb_needs_a_column_for_the_order():
    """Does an engine without an order ask for one, rather than mix up events at the same time?"""
    with pytest.raises(EventLogError) as caught:
        EventLog.of(in_duckdb(KNOWN), customer="who", touchpoint="what", time="when")
    assert (caught.value.key, caught.value.params["engine"]) == ("eventlog.no_row", "DuckDB")


@pytest.mark.parametrize("frame", [[1, 2], {"who": [1]}, pd.Series([1])], ids=["list", "dict", "Series"])
def test_what_is_no_frame_is_refused(frame):
    """Is anything else than a frame refused with the kinds that are understood?"""
    with pytest.raises(EventLogError) as caught:
        EventLog.of(frame, customer="who")
    assert caught.value.key == "eventlog.unknown_frame"


@pytest.mark.parametrize("make", ENGINES.values(), ids=ENGINES)
@pytest.mark.parametrize(("place", "role"), [(1, "touchpoint"), (2, "time")])
def test_events_that_lack_something_are_counted_and_refused(make, place, role):
    """Is an event without touchpoint or time refused with the number of such events, never left out?"""
    rows = [(*row[:place], None, *row[place + 1 :]) if row[3] in (1, 2) else row for row in KNOWN]
    with pytest.raises(EventLogError) as caught:
        eventlog.follows(log_of(make, rows))
    assert (caught.value.key, caught.value.params["count"]) == ("eventlog.blank_cells", 2)
    assert caught.value.params["role"].key == f"eventlog.role_{role}"


@pytest.mark.parametrize("make", ENGINES.values(), ids=ENGINES)
def test_an_empty_log_has_empty_figures(make):
    """Does a log without events answer with empty tables rather than break?"""
    log = log_of(make, KNOWN[:0])
    assert log.n == 0
    assert [len(eventlog.touchpoints(log)), len(eventlog.follows(log)), len(eventlog.journeys(log))] == [0, 0, 0]
    assert [len(eventlog.variants(log)), len(eventlog.flow_steps(log)), len(eventlog.since_start(log))] == [0, 0, 0]
    assert eventlog.journey_figures(log).n == 0


def test_wait_bins_need_waits_and_a_touchpoint_of_the_log():
    """Is a question that the log cannot answer refused?"""
    log = log_of(in_pandas, KNOWN)
    with pytest.raises(EventLogError, match="ad, pick-up, till") as caught:
        eventlog.wait_bins(log, "shelf", 1)
    assert caught.value.key == "eventlog.no_touchpoint"
    bare = EventLog.of(in_pandas(KNOWN), customer="who", touchpoint="what", time="when")
    with pytest.raises(EventLogError) as caught:
        eventlog.wait_bins(bare, "till", 1)
    assert caught.value.key == "eventlog.no_role"
    with pytest.raises(EventLogError) as caught:
        eventlog.touchpoints(bare, by="channel")
    assert caught.value.key == "eventlog.no_role"
