"""The chart of the one customer view."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_case import small_case
from unified_case import build

from journeybook import charts
from journeybook.cases import Case, load
from journeybook.evidence import unify
from journeybook.i18n import use_language


@pytest.fixture(scope="module")
def case() -> Case:
    return load("retail")


def test_each_bar_accounts_for_all_rows_of_a_system(case: Case) -> None:
    """Do the parts of each system's bar add up to 100 %, and are they those of the report?"""
    with use_language("en"):
        figure = charts.sources(case)
    report = unify(case).report
    events = report[report["table"] == "events"]
    assert [list(part.y) for part in figure.data] == [events["source"].tolist()] * 4
    for shares in zip(*(part.x for part in figure.data), strict=True):
        assert sum(shares) == pytest.approx(100)
    kept = events["rows"] - events["left_out"]
    assert list(figure.data[3].x) == pytest.approx((100 * (events["shared_phone"] + events["no_id"]) / kept).tolist())


def test_rows_without_a_customer_are_counted_by_hand(tmp_path: Path) -> None:
    """Is in a case small enough to join by hand each row where it belongs: three systems, two rows with nobody?"""
    with use_language("en"):
        figure = charts.sources(build(tmp_path))
    parts = {part.name: dict(zip(part.y, part.x, strict=True)) for part in figure.data}
    assert parts["member number"] == pytest.approx({"till": 200 / 3, "app": 0, "call_centre": 0})
    assert parts["app account"] == pytest.approx({"till": 0, "app": 100, "call_centre": 0})
    assert parts["phone number"] == pytest.approx({"till": 0, "app": 0, "call_centre": 50})
    assert parts["nobody can be named"] == pytest.approx({"till": 100 / 3, "app": 0, "call_centre": 50})


def test_words_follow_the_language_and_the_figure_is_plain(case: Case) -> None:
    """Is the chart in the reader's language only, small, and plain JSON?"""
    with use_language("zh"):
        assert "会员号" in [part.name for part in charts.sources(case).data]
    with use_language("en"):
        text = charts.sources(case).to_json()
    assert not any("\u4e00" <= character <= "\u9fff" for character in text)
    assert len(text) < 40_000
    assert "2,370 customers" in json.loads(text)["layout"]["meta"]["summary"]


def test_a_case_that_comes_joined_says_so(tmp_path: Path) -> None:
    """Does a case whose rows name their customers get a sentence instead of an empty chart?"""
    with use_language("en"):
        figure = charts.sources(small_case(tmp_path))
    assert not figure.data
    assert "joined already" in figure.layout.meta["summary"]
