"""Is what the data say worked out once, and as worked out by hand?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from measured_case import measured_case
from small_case import small_case, write_case

from journeybook.cases import Case, load
from journeybook.errors import CaseError, EvidenceError
from journeybook.rubric import measured as module
from journeybook.rubric.measured import Figure, Measured, effect_interval, is_ready, measured


def figure(found: Measured, code: str, measure: str) -> Figure:
    (one,) = (figure for figure in found.figures[code] if figure.measure == measure)
    return one


def test_the_figures_of_a_touchpoint(tmp_path: Path) -> None:
    """Are the till's figures those of the 40 visits before the fix, 12 of them satisfied: not those of all 80?"""
    found = measured(measured_case(tmp_path))
    csat = figure(found, "till", "csat")
    assert (csat.unit, csat.value, csat.n) == ("percent", 30, 40)
    # Wilson, 12 of 40: centre (0.3 + 1.9207/40) / (1 + 3.8415/40) = 0.3175, half width 0.1369.
    assert (csat.low, csat.high) == pytest.approx((18.07, 45.43), abs=0.02)
    assert figure(found, "till", "unhappy").value == 70
    assert figure(found, "till", "events").value == 40
    assert figure(found, "till", "score_mean").value == pytest.approx((12 * 5 + 28) / 40)
    assert figure(found, "till", "ces").value == 5
    wait = figure(found, "till", "wait_median")
    assert (wait.unit, wait.value, wait.low, wait.high, wait.n) == ("minutes", 1, 1, 1, 40)
    assert figure(found, "till", "complaints_per_100").value == 100
    # Of 24 promoters … see `measured_case`: the NPS is that of the visitors, its interval holds it.
    nps = figure(found, "till", "nps")
    assert nps.low < nps.value < nps.high
    assert found.figures["ad"] == ()


def test_the_figures_of_the_whole(tmp_path: Path) -> None:
    """Are tickets, promise and the median reply of the period before there?"""
    whole = {figure.measure: figure for figure in measured(measured_case(tmp_path)).whole}
    assert (whole["tickets"].value, whole["unanswered"].value, whole["within_promise"].value) == (40, 0, 0)
    assert whole["promised"].value == whole["promised"].low == whole["promised"].high == 24
    median = whole["response_median"]
    assert (median.unit, median.value) == ("hours", pytest.approx(39.9, abs=0.15))
    assert 39 < median.low <= median.value <= median.high < 41


def test_what_is_felt_and_what_hurts(tmp_path: Path) -> None:
    """Are emotions on the board's scale, and touchpoints that nobody answered about left out?"""
    found = measured(measured_case(tmp_path))
    assert found.felt["till"].mean == pytest.approx(12 * 2 / 40 - 28 * 2 / 40)
    assert (found.felt["till"].n, found.felt["till"].small) == (40, False)
    assert (found.hurt["till"].unhappy, found.hurt["till"].severity) == (70, 5)
    assert set(found.felt) == set(found.hurt) == {"till", "advice"}
    assert (found.answers("till"), found.answers("ad"), found.answers("nowhere")) == (40, 0, 0)
    assert found.names["till"] == ("收银台", "Till")


def test_a_case_without_loyalty_has_no_moments(tmp_path: Path) -> None:
    """Is a small case of one source, without surveys of loyalty, measured all the same, its comments known?"""
    found = measured(small_case(tmp_path))
    assert found.moments == ()
    assert figure(found, "till", "csat").n == 3
    assert ("third", "第三" in found.quotes, "first" in found.quotes) == ("third", True, True)


def test_interviews_are_quotes_but_not_the_questions() -> None:
    """Does what customers said in interviews count, and what the interviewer said not?"""
    quotes = measured(load("retail")).quotes
    turns = load("retail").table("interviews")
    for speaker, expected in (("customer", True), ("interviewer", False)):
        texts = turns.loc[(turns["speaker"] == speaker) & (turns["text"].str.len() > 40), "text"].tolist()
        assert texts
        assert {text in quotes for text in texts} == {expected}


def test_it_is_worked_out_once_for_all_who_open_the_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the second call answered from memory though another object asks, and is a changed file read again?"""
    worked: list[str] = []
    work_out = module._work_out

    def counting(case: Case) -> Measured:
        worked.append(case.name)
        return work_out(case)

    monkeypatch.setattr(module, "_work_out", counting)
    folder = write_case(tmp_path / "small")
    assert not is_ready(Case(folder))
    first = measured(Case(folder))
    assert is_ready(Case(folder))
    assert measured(Case(folder)) is first
    assert worked == ["small"]
    comments = folder / "comments.csv"
    comments.write_text(comments.read_text(encoding="utf-8").replace("first", "entirely new"), encoding="utf-8")
    later = comments.stat().st_mtime_ns + 1_000_000_000
    os.utime(comments, ns=(later, later))
    assert not is_ready(Case(folder))
    assert "entirely new" in measured(Case(folder)).quotes
    assert worked == ["small", "small"]


def test_no_more_cases_are_kept_than_are_used(tmp_path: Path) -> None:
    """Does a process that opens many cases forget the oldest?"""
    cases = [Case(write_case(tmp_path / f"case{number}")) for number in range(module.CASES_KEPT + 1)]
    for case in cases:
        measured(case)
    assert [is_ready(case) for case in cases] == [False] + [True] * module.CASES_KEPT


def test_the_interval_of_an_effect(tmp_path: Path) -> None:
    """Does the interval hold the effect of 40 points and not the bare 50, and is a case without a fix refused?"""
    low, high = effect_interval(measured_case(tmp_path), "satisfaction")
    assert low < 40 < high
    assert effect_interval(measured_case(tmp_path), "satisfaction") == (low, high)
    with pytest.raises((CaseError, EvidenceError)):
        effect_interval(small_case(tmp_path), "satisfaction")


def test_a_damaged_table_is_told(tmp_path: Path) -> None:
    """Is a case whose table is missing refused with the file's name, and nothing kept of it?"""
    case = small_case(tmp_path)
    (case.folder / "surveys.csv").unlink()
    with pytest.raises(CaseError, match=r"surveys\.csv"):
        measured(case)
    assert not is_ready(case)
