"""Facts per touchpoint, against values worked out by hand."""

import math

import pytest
from small_case import small_case

from journeybook.cases import load
from journeybook.errors import CaseError
from journeybook.evidence import touchpoint_facts


@pytest.fixture
def facts(tmp_path):
    return touchpoint_facts(small_case(tmp_path))


def test_touchpoints_stand_in_journey_order(facts):
    """Does the table follow the catalogue?"""
    assert facts.index.tolist() == ["ad", "till"]
    assert facts.index.name == "code"


def test_traffic_counts_events_and_people(facts):
    """Are events and different customers told apart?"""
    assert facts.loc["till", ["events", "customers"]].tolist() == [3, 2]
    assert facts.loc["ad", ["events", "customers"]].tolist() == [1, 1]


def test_satisfaction_is_top_two_box_with_wilson_interval(facts):
    """Is CSAT the share of 4 and 5 with Wilson's interval, and the mean another column?

    2 of 3: p = 2/3, z = 1.96; centre (p + z²/6) / (1 + z²/3) = 0.5731, half width 0.3654.
    """
    till = facts.loc["till"]
    assert till["surveys"] == 3
    assert till["csat"] == pytest.approx(200 / 3)
    assert till["csat_low"] == pytest.approx(20.77, abs=0.01)
    assert till["csat_high"] == pytest.approx(93.85, abs=0.01)
    assert till["score_mean"] == pytest.approx(10 / 3)


def test_times_have_median_and_p90(facts):
    """Are waiting and whole length told apart, the p90 interpolated: 1, 2, 3 → 2 + 0.8?"""
    till = facts.loc["till"]
    assert (till["wait_median"], till["wait_p90"]) == (2, pytest.approx(2.8))
    assert (till["duration_median"], till["duration_p90"]) == (4, pytest.approx(5.6))


def test_complaints_are_counted_without_requests(facts):
    """Are complaints, not requests, counted and set against the traffic?"""
    assert facts["complaints"].tolist() == [0, 2]
    assert facts["complaints_per_100"].tolist() == [0, pytest.approx(200 / 3)]


def test_what_nobody_observed_is_missing(facts):
    """Is a touchpoint without answers or waiting NaN there, not zero?"""
    ad = facts.loc["ad"]
    assert ad["surveys"] == 0
    assert all(math.isnan(ad[column]) for column in ("csat", "csat_low", "csat_high", "wait_median", "wait_p90"))


def test_touchpoint_nobody_visited_has_no_rate(tmp_path):
    """Does a touchpoint without events have counts of zero and no rate?"""
    facts = touchpoint_facts(small_case(tmp_path, events="1,7,till,2026-03-02T10:00,1,2\n"))
    assert facts.loc["ad", "events"] == 0
    assert math.isnan(facts.loc["ad", "complaints_per_100"])


@pytest.mark.parametrize(("n", "small"), [(29, True), (30, False)])
def test_fewer_than_thirty_answers_are_flagged(tmp_path, n, small):
    """Is the flag up below 30 answers and down from 30 on?"""
    facts = touchpoint_facts(small_case(tmp_path, surveys="1,till,5\n" * n))
    assert facts.loc["till", "small"] == small
    assert facts.loc["till", "csat_high"] == pytest.approx(100)


def test_missing_table_is_an_error_of_the_case(tmp_path):
    """Does a case whose survey is gone say so?"""
    case = small_case(tmp_path)
    (case.folder / "surveys.csv").unlink()
    with pytest.raises(CaseError) as caught:
        touchpoint_facts(case)
    assert caught.value.params["file"] == "surveys.csv"


def test_retail_facts_are_complete():
    """Has each touchpoint of the shipped case traffic and answers, and only the e-mail offer few of them?"""
    facts = touchpoint_facts(load("retail"))
    assert (facts["events"] > 300).all()
    assert facts.index[facts["small"]].tolist() == ["email_offer"]
    assert facts["csat"].nsmallest(2).index.tolist() == ["after_sales", "store_checkout"]
    assert ((facts["csat_low"] <= facts["csat"]) & (facts["csat"] <= facts["csat_high"])).all()
