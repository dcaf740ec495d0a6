"""Are times read as they were meant, and asked back where that cannot be known?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from journeybook.errors import EventLogError
from journeybook.evidence.reading.times import looks_like_times, read_times
from journeybook.i18n import LANGUAGES


def read(texts, **more):
    cells = pd.Series(texts, dtype="str")
    return read_times(cells, np.arange(2, 2 + len(cells)), "when", **more)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05T14:05:00",
        "2026-03-05 14:05",
        "2026/3/5 14:05",
        "2026.03.05 14:05:00",
        "2026年3月5日 14:05",
        "2026年3月5日14时5分",
        "2026年03月05日 下午2:05",
        "2026-03-05 14：05",
        "20260305 140500",
        "5 March 2026 2:05 PM",
        "Mar 5, 2026 2:05 p.m.",
        "05-Mar-2026 14:05",
        " 2026-03-05 14:05:00.000 ",
    ],
)
def test_forms_of_one_time(text):
    """Is each usual way to write it the same moment?"""
    assert read([text]).values.tolist() == [pd.Timestamp("2026-03-05 14:05").to_pydatetime()]


@pytest.mark.parametrize(
    ("text", "hour"), [("上午12:30", 0), ("中午12:30", 12), ("中午11:30", 11), ("下午12:30", 12), ("上午9:30", 9)]
)
def test_the_clock_of_twelve_hours(text, hour):
    """Are midnight and noon told apart?"""
    assert read([f"2026/3/5 {text}"]).values[0] == np.datetime64(f"2026-03-05T{hour:02}:30")


@pytest.mark.parametrize(
    "text", ["yesterday", "2026-02-30", "2026-13-01", "31/31/2026", "05/03/26", "2026-03-05 25:00", "12", "2026"]
)
def test_what_is_no_time_is_none(text):
    """Is text that is no date, or a day that does not exist, left out rather than bent into one?"""
    values = read([text, "2026-03-05"]).values
    assert np.isnat(values[0])
    assert not np.isnat(values[1])


def test_day_and_month_are_asked_back():
    """Is a column in which no date decides the order refused, with both readings of one cell?"""
    with pytest.raises(EventLogError) as caught:
        read(["01-05-2019", "02-05-2019 10:00"])
    assert caught.value.key == "reading.ambiguous_order"
    assert (caught.value.params["day_reading"], caught.value.params["month_reading"]) == ("2019-05-01", "2019-01-05")
    assert caught.value.params["line"] == 2
    for lang in LANGUAGES:
        assert "2019-05-01" in caught.value.message(lang)


def test_one_sign_does_not_decide_for_another():
    """Is 01-05-2019 still asked back where 2/22/2019 beside it shows the order of another program?"""
    with pytest.raises(EventLogError) as caught:
        read(["01-05-2019", "2/22/2019"])
    assert caught.value.params["text"] == "01-05-2019"
    values = read(["01-05-2019", "2/22/2019"], day_first={"-": True}).values
    assert values.astype("datetime64[D]").tolist() == [
        pd.Timestamp("2019-05-01").date(),
        pd.Timestamp("2019-02-22").date(),
    ]


def test_a_date_with_one_reading_decides():
    """Does a day above 12 tell the order of the whole column, and is that said?"""
    times = read(["01/05/2019", "22/05/2019"])
    assert times.values[0] == np.datetime64("2019-05-01")
    assert [note.key for note in times.notes] == ["reading.note_day_first"]
    times = read(["01/05/2019", "05/22/2019"])
    assert times.values[0] == np.datetime64("2019-01-05")
    assert [note.key for note in times.notes] == ["reading.note_month_first"]


def test_both_orders_in_one_column_are_refused():
    """Is a column with proofs of both orders refused with a line of each, unless the caller chooses?"""
    with pytest.raises(EventLogError) as caught:
        read(["22/05/2019", "05/23/2019"])
    assert caught.value.key == "reading.mixed_order"
    assert (caught.value.params["day_line"], caught.value.params["month_line"]) == (2, 3)
    assert np.isnat(read(["22/05/2019", "05/23/2019"], day_first=True).values).tolist() == [False, True]


def test_time_zones():
    """Is one zone for all left as the clock showed, are several put into one, and some without refused?"""
    one = read(["2026-03-05T14:05:00+08:00", "2026-03-05T15:05:00+0800"])
    assert one.values[0] == np.datetime64("2026-03-05T14:05")
    assert [note.params["zone"] for note in one.notes] == ["UTC+8"]
    several = read(["2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00", "2026-03-29T01:30:00Z"])
    assert several.values.tolist() == [pd.Timestamp(f"2026-03-29 0{hour}:30").to_pydatetime() for hour in (0, 1, 1)]
    with pytest.raises(EventLogError) as caught:
        read(["2026-03-05T14:05:00+08:00", "2026-03-05T14:05:00"])
    assert caught.value.key == "reading.mixed_zones"


def test_numbers_of_excel():
    """Is a bare number a date only where Excel wrote it?"""
    assert read(["46086.5868"], serials=True).values[0].astype("datetime64[s]") == np.datetime64(
        "2026-03-05T14:04:59", "s"
    ) + np.timedelta64(1, "s")
    assert np.isnat(read(["46086.5868"]).values[0])


def test_a_column_of_times_is_told_by_its_contents():
    """Are dates recognised, and numbers and words not taken for them?"""
    assert looks_like_times(pd.Series(["2026-03-05", "3/5/2026", "", "5 May 2026"]))
    assert not looks_like_times(pd.Series(["20260305", "20260306"]))
    assert not looks_like_times(pd.Series(["till", "2026-03-05"]))
    assert not looks_like_times(pd.Series(["", ""]))
