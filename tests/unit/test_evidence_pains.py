"""Are touchpoints ranked by how much they hurt those who met them?"""

import pytest
from small_case import small_case

from journeybook.cases import load
from journeybook.evidence import pain_points


def surveys(**scores):
    """Return survey rows: for each touchpoint so many answers of 1 among so many."""
    rows = []
    for code, (bad, n) in scores.items():
        rows += [f"1,{code},{1 if number < bad else 5}\n" for number in range(n)]
    return "".join(rows)


def test_a_bad_figure_from_few_comes_after_a_bad_one_from_many(tmp_path):
    """Does the lower end of the interval decide: 60 of 100 before 4 of 5?"""
    table = pain_points(small_case(tmp_path, surveys=surveys(till=(60, 100), ad=(4, 5))))
    assert table.index.tolist() == ["till", "ad"]
    assert table["rank"].tolist() == [1, 2]
    assert table["unhappy"].tolist() == [60, 80]
    assert table.loc["till", "low"] == pytest.approx(50.2, abs=0.1)
    assert table["small"].tolist() == [False, True]


@pytest.mark.parametrize(("bad", "severity"), [(9, 1), (10, 2), (20, 3), (30, 4), (39, 4), (40, 5), (100, 5), (0, 1)])
def test_severity_follows_the_share_of_unhappy_customers(tmp_path, bad, severity):
    """Does each tenth of unhappy customers make a pain point one step severer, up to 5?"""
    assert pain_points(small_case(tmp_path, surveys=surveys(till=(bad, 100)))).loc["till", "severity"] == severity


def test_where_nobody_was_asked_nothing_hurts(tmp_path):
    """Does a touchpoint without answers come last, without a severity?"""
    table = pain_points(small_case(tmp_path, surveys=surveys(ad=(0, 3))))
    assert table.index.tolist() == ["ad", "till"]
    assert table["severity"].isna().tolist() == [False, True]


def test_reach_counts_people(tmp_path):
    """Is reach the share of customers, not of events: the till saw both, the ad one of two?"""
    table = pain_points(small_case(tmp_path))
    assert table["reach"].to_dict() == {"till": 100, "ad": 50}


@pytest.mark.parametrize(("name", "truths"), [("retail", ["after_sales", "store_checkout"])])
def test_shipped_cases_hurt_where_they_were_made_to(name, truths):
    """Are a case's planted pain points its two severest, with a clear distance to the third?"""
    table = pain_points(load(name))
    assert sorted(table.index[:2]) == truths
    assert table["low"].iloc[1] > table["high"].iloc[2]
