"""Is every row of a file either an event or listed with its reason, and every column's role told?"""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reading_text import refused

from journeybook.evidence import eventlog, read_log
from journeybook.i18n import LANGUAGES, use_language

HEADER = "member_id,touchpoint,started,ended,wait_min,channel,case start\n"


def written(tmp_path, text, header=HEADER):
    path = tmp_path / "log.csv"
    path.write_text(header + text, encoding="utf-8")
    return path


def test_each_bad_row_is_listed_with_line_and_reason(tmp_path):
    """Does each kind of bad row have its reason, and the good ones get through?"""
    good = "M1,till,2026-03-01 10:00,2026-03-01 10:05,2,store,2026-03-01\n"
    path = written(
        tmp_path,
        good
        + ",till,2026-03-01 11:00,,,,\n"  # 3
        + "M1,,2026-03-01 11:00,,,,\n"  # 4
        + "M1,till,,,,,\n"  # 5
        + "M1,till,noon,,,,\n"  # 6
        + "M1,till,2026-02-28 11:00,,,,2026-03-01\n"  # 7: before its journey began
        + "M1,till,2026-03-01 12:00,2026-03-01 11:00,,,\n"  # 8: ends before it starts
        + good  # 9
        + "M1,=SUM(A1),2026-03-01 13:00,,,,\n"  # 10
        + "M1,till\n"  # 11
        + "M1,till,2026-03-01 13:00,,,,,x\n"  # 12
        + ",,,,,,\n"  # 13
        + "M1,till,2026-03-01 14:00,late,-3,store,early\n",  # 14: kept, three cells are not
    )
    log = read_log(path)
    assert log.set_aside[["line", "reason", "kept"]].values.tolist() == [
        [3, "no_customer", False],
        [4, "no_touchpoint", False],
        [5, "no_time", False],
        [6, "bad_time", False],
        [7, "before_journey", False],
        [8, "ends_before_start", False],
        [9, "duplicate", False],
        [10, "formula", False],
        [11, "short_row", False],
        [12, "long_row", False],
        [13, "blank_row", False],
        [14, "bad_began", True],
        [14, "bad_end", True],
        [14, "bad_wait", True],
    ]
    assert (log.n, log.reading.rows) == (2, 13)
    assert eventlog.touchpoints(log)["waits"].tolist() == [1]
    assert log.set_aside.loc[3, ["column", "cell"]].tolist() == ["started", "noon"]
    for lang in LANGUAGES:
        with use_language(lang):
            assert log.set_aside["why"].nunique() == 14
            assert "log.csv" in str(log.reading)


def test_duplicates_can_be_kept(tmp_path):
    """Do rows that repeat in every cell count where the caller says so?"""
    path = written(tmp_path, "M1,till,2026-03-01 10:00,,,,\n" * 3)
    assert read_log(path).n == 1
    assert read_log(path, keep_duplicates=True).n == 3


cells = st.sampled_from(["", "M1", "till", "2026-03-01 10:00", "2026-03-02", "=1", "x", "-1", "5", '"a,b"', "\t"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(cells, min_size=1, max_size=9), max_size=12))
def test_no_row_is_lost(tmp_path_factory, rows):
    """Do events and rows set aside always sum to the rows of the file, each line listed once?"""
    lines = [",".join(row) for row in rows]
    path = written(tmp_path_factory.mktemp("log"), "\n".join(["M9,till,2026-03-01 10:00,,,,", "", *lines]))
    log = read_log(path)
    dropped = log.set_aside[~log.set_aside["kept"]]
    assert log.n + len(dropped) == log.reading.rows == 1 + sum(line != "" for line in lines)
    assert dropped["line"].is_unique


def test_most_times_unreadable_is_an_error(tmp_path):
    """Is a column whose times mostly cannot be read refused, rather than its rows set aside?"""
    path = written(tmp_path, "M1,till,10 o'clock,,,,\nM1,till,2026-03-01,,,,\nM1,till,11 o'clock,,,,\n")
    assert refused(path, "reading.unreadable_times").params["line"] == 2


def test_nothing_left_says_why(tmp_path):
    """Is a file without a single event refused with the first reason?"""
    path = written(tmp_path, ",till,2026-03-01,,,,\n")
    assert "no customer" in refused(path, "reading.nothing_left").message("en")


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("会员号,触点,下单时间,排队分钟,渠道", {"customer": "会员号", "time": "下单时间", "wait": "排队分钟"}),
        (
            "case:concept:name,concept:name,time:timestamp",
            {"journey": "case:concept:name", "touchpoint": "concept:name"},
        ),
        ("User ID,Event Name,Event Time,Session-ID", {"customer": "User ID", "journey": "Session-ID"}),
        ("a,b,c", {"customer": "a", "touchpoint": "b", "time": "c"}),
        ("event_id,member_id,touchpoint,started,recorded", {"time": "started", "customer": "member_id"}),
    ],
)
def test_roles_are_guessed_by_name_and_contents(tmp_path, header, roles):
    """Are columns recognised in Chinese and English, and by what is in them where the name says nothing?"""
    columns = header.split(",")
    cells = {"touchpoint": ["till", "ad"], "time": ["2026-03-01 10:00", "2026-03-02 10:00"]}
    kinds = {
        **dict.fromkeys(("触点", "concept:name", "Event Name", "b", "touchpoint"), "touchpoint"),
        **dict.fromkeys(("下单时间", "time:timestamp", "Event Time", "c", "started", "recorded"), "time"),
    }
    lines = [
        ",".join(
            cells[kinds[name]][row % 2] if name in kinds else str(100 + row // (3 if name != "event_id" else 1))
            for name in columns
        )
        for row in range(12)
    ]
    log = read_log(written(tmp_path, "\n".join(lines), header + "\n"), keep_duplicates=True)
    found = log.roles.as_dict()
    assert found | roles == found
    assert len(set(found.values())) == len(found)


def test_roles_are_shown_with_their_reason(tmp_path):
    """Is each role told with how sure it is and why, in both languages, and hostile names escaped?"""
    hostile = "<script>alert(1)</script> 时间"
    path = written(tmp_path, "M1,till,2026-03-01,x\n", f"member_id,touchpoint,{hostile},rest\n")
    roles = read_log(path).roles
    assert {one.role: one.certainty for one in roles} == {"time": "likely", "touchpoint": "sure", "customer": "sure"}
    for lang in LANGUAGES:
        with use_language(lang):
            assert "rest" in str(roles)
            page = roles._repr_html_()
        assert "<script>" not in page
        assert "&lt;script&gt;" in page


def test_roles_can_be_corrected(tmp_path):
    """Does the caller's word win over the guess, and can a role be taken away?"""
    path = written(tmp_path, "M1,till,2026-03-01,2026-03-05,3\n", "member_id,touchpoint,started,paid_at,wait\n")
    log = read_log(path, roles={"time": "paid_at", "wait": None})
    assert log.roles.column("time") == "paid_at"
    assert log.roles.column("wait") is None
    assert eventlog.journeys(log)["started"].tolist() == [pd.Timestamp("2026-03-05")]
    refused(path, "reading.unknown_role", roles={"who": "member_id"})
    refused(path, "reading.unknown_column", roles={"time": "when"})
    refused(path, "reading.column_twice", roles={"time": "started", "end": "started"})


@pytest.mark.parametrize(("name", "factor"), [("wait_seconds", 1 / 60), ("等待小时", 60), ("等待时间", 1)])
def test_waits_are_put_into_minutes(tmp_path, name, factor):
    """Is the unit of the waiting time taken from the column's name, and said?"""
    path = written(tmp_path, "M1,till,2026-03-01,6\n", f"member_id,touchpoint,time,{name}\n")
    log = read_log(path)
    assert eventlog.touchpoints(log)["wait_median"].tolist() == pytest.approx([6 * factor])
    assert (len(log.reading.notes) == 2) == (factor != 1)


def test_a_journey_without_customer_is_a_customer_of_its_own(tmp_path):
    """Does an event that has a journey and no customer stay in the log?"""
    path = written(
        tmp_path, "J1,M1,a,2026-03-01\nJ2,,a,2026-03-01\nJ3,,a,2026-03-01\n", "case_id,member_id,touchpoint,time\n"
    )
    figures = eventlog.journey_figures(read_log(path))
    assert (figures.n, figures.customers) == (3, 3)
