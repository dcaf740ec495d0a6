"""The machinery that makes the cases: draws, ids, streamed tables, lives, measures."""

import csv
import tracemalloc
import weakref
from datetime import datetime

import pandas as pd
import pytest

from journeybook.cases.making import build, find_recipe, stream, write
from journeybook.cases.making.build import lives
from journeybook.cases.making.draws import Draws
from journeybook.cases.making.ids import MOST_RECORDS, app_id, member_id, phone_number, record_id, written_phone
from journeybook.cases.making.opinions import KANO_CELLS
from journeybook.cases.making.stream import SortedTable, cell

RETAIL = find_recipe("retail")


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_draws_repeat_and_keep_to_their_shape():
    """Do equal seeds repeat, weights of 0 never come, and a long tail have its median and p90?"""
    assert [Draws("a").unit() for _ in range(3)] == [Draws("a").unit()] * 3
    draws = Draws("b")
    assert {draws.weighted({"never": 0.0, "always": 1.0}) for _ in range(200)} == {"always"}
    assert {draws.between(2, 4) for _ in range(200)} == {2, 3, 4}
    values = pd.Series([draws.long_tailed(10, 30) for _ in range(20_000)])
    assert values.median() == pytest.approx(10, rel=0.05)
    assert values.quantile(0.9) == pytest.approx(30, rel=0.05)
    counts = pd.Series([draws.poisson(1.6) for _ in range(20_000)])
    assert counts.mean() == pytest.approx(1.6, rel=0.03)
    assert counts.var() == pytest.approx(1.6, rel=0.05)


def test_ids_are_unique_and_tell_no_order():
    """Is each id given once, and is a later customer's not always the greater?"""
    records = [
        record_id("E", customer, number) for customer in range(1, 3001) for number in (0, 1, 2, MOST_RECORDS - 1)
    ]
    assert len(set(records)) == len(records)
    assert all(len(name) == 7 for name in records)
    assert record_id("S", 5, 0)[1:] != record_id("E", 5, 0)[1:]
    for make in (member_id, app_id, phone_number):
        made = [make(customer) for customer in range(1, 50_001)]
        assert len(set(made)) == len(made)
        assert made != sorted(made)


@pytest.mark.parametrize(("customer", "number"), [(0, 0), (1, MOST_RECORDS), (1, -1), (1_000_001, 0)])
def test_ids_beyond_their_range_are_refused(customer, number):
    """Is a number that would share another one's id refused?"""
    with pytest.raises(ValueError, match="expected customer"):
        record_id("E", customer, number)


def test_phones_are_written_as_systems_write_them():
    """Is each way of writing the same number?"""
    styles = {
        "plain": "10012345678",
        "spaced": "100 1234 5678",
        "dashed": "100-1234-5678",
        "prefixed": "+8610012345678",
        "international": "+86 100 1234 5678",
    }
    assert {style: written_phone("10012345678", style) for style in styles} == styles


@pytest.mark.parametrize("rows_a_run", [1, 3, 1000])
def test_a_table_comes_out_in_the_order_of_its_keys(rows_a_run, tmp_path, monkeypatch):
    """Is the file the same however many runs it is merged from, rows of one key in the order of their ids?"""
    monkeypatch.setattr(stream, "ROWS_A_RUN", rows_a_run)
    monkeypatch.setattr(stream, "MOST_RUNS", 4)
    table = SortedTable(tmp_path / "t.csv", ["id", "text"], tmp_path)
    added = [("b", "2", "x,y"), ("a", "9", '说"好"'), ("b", "1", None), ("c", "0", 1.5)] * 5
    for key, *row in added:
        table.add(key, row)
    assert table.finish() == 20
    expected = [row for row in (["9", '说"好"'], ["1", ""], ["2", "x,y"], ["0", "1.5"]) for _ in range(5)]
    assert rows(tmp_path / "t.csv") == [["id", "text"], *expected]
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_a_text_of_two_lines_is_refused():
    """Is a text that would break a run in two refused, and a time written to the minute?"""
    with pytest.raises(ValueError, match="one line"):
        cell("one\ntwo")
    assert cell(datetime(2026, 3, 1, 9, 5)) == "2026-03-01T09:05"


def test_memory_does_not_grow_with_the_rows(tmp_path, monkeypatch):
    """Do ten times as many rows need no more memory than a run of them and the open files?"""
    monkeypatch.setattr(stream, "ROWS_A_RUN", 200)
    monkeypatch.setattr(stream, "MOST_RUNS", 4)
    peaks = []
    for count in (2_000, 20_000):
        tracemalloc.start()
        table = SortedTable(tmp_path / f"{count}.csv", ["id", "text"], tmp_path)
        for number in range(count):
            table.add(str(number * 7919 % count), (number, "a text of some length, as in a comment"))
        table.finish()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_one_life_is_held_at_a_time(tmp_path, monkeypatch):
    """Is each customer forgotten once their rows are written, however many follow?"""
    alive, most = [], 0

    def watched(*arguments):
        nonlocal most
        for life in lives(*arguments):
            alive.append(weakref.ref(life))
            yield life
            most = max(most, sum(known() is not None for known in alive))

    monkeypatch.setattr(build, "lives", watched)
    write(RETAIL, tmp_path, customers=30)
    assert len(alive) == 30
    assert most <= 2


def test_a_life_depends_on_nobody_else(tmp_path):
    """Are the rows of the first customers the same whether or not there are others?"""
    few, many = (write(RETAIL, tmp_path / str(n), seed=3, customers=n) for n in (10, 25))
    for path in few.paths:
        if path.suffix == ".csv" and path.stem != "interviews":
            assert {*map(tuple, rows(path))} <= {*map(tuple, rows(tmp_path / "25" / path.name))}, path.name
    assert few.rows["customers"] == 10
    assert many.rows["customers"] == 25


def test_another_seed_gives_another_history():
    """Does the seed decide, and nothing else?"""
    first, again, other = (list(lives(RETAIL, seed, 5)) for seed in (1, 1, 2))
    assert first == again
    assert [life.person for life in first] != [life.person for life in other]
    assert [life.events for life in first] != [life.events for life in other]


def test_both_worlds_are_the_same_until_the_fix():
    """Does the world without the fix differ from the other only after its first day, and only for the treated?"""
    differ = 0
    for with_fix, without in zip(lives(RETAIL, 7, 120), lives(RETAIL, 7, 120, with_fix=False), strict=True):
        early = [[event for event in life.events if event.start < RETAIL.plan.fix_from] for life in (with_fix, without)]
        assert early[0] == early[1]
        assert not any(event.fixed for event in without.events)
        differ += with_fix.events != without.events
    assert differ > 20


def test_the_unhappy_and_the_delighted_answer_more_readily():
    """Does the survey hear more of scores 1, 2 and 5 than of 3 and 4, so that answers are no mirror of all visits?"""
    visits, answers = dict.fromkeys(range(1, 6), 0), dict.fromkeys(range(1, 6), 0)
    for life in lives(RETAIL, 11, 700):
        for event in life.events:
            if event.code == "store_checkout":
                visits[event.score] += 1
        for survey in life.surveys:
            if survey.event.code == "store_checkout":
                answers[survey.event.score] += 1
    rate = {score: answers[score] / visits[score] for score in visits}
    assert min(rate[1], rate[2], rate[5]) > 1.2 * max(rate[3], rate[4])


def test_kano_answers_are_read_as_they_were_meant():
    """Does the evaluation table of Berger et al. (1993) give each pair of answers the letter it was drawn for?"""
    table = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
    for kind, cells in KANO_CELLS.items():
        for functional, dysfunctional in cells:
            assert table[functional - 1][dysfunctional - 1] == kind
