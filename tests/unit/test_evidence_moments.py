"""Moments of truth."""

import math

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from journeybook.errors import EvidenceError
from journeybook.evidence import moment_table

ODDS = {
    # touchpoint: how likely each answer is, and what a good experience there adds to loyalty
    "decides": ((0.3, 0.1, 0.1, 0.1, 0.4), 80),
    "loved": ((0.05, 0.05, 0.1, 0.2, 0.6), 0),
    "lukewarm": ((0.05, 0.25, 0.3, 0.3, 0.1), 80),
    "rare": ((0.5, 0, 0, 0, 0.5), 0),
}


def survey(seed=4):
    """Return answers at four touchpoints by customers of whom some answer about several, some twice."""
    rng = np.random.default_rng(seed)
    parts = []
    for touchpoint, (odds, weight) in ODDS.items():
        n = 12 if touchpoint == "rare" else 600
        csat = rng.choice([1, 2, 3, 4, 5], n, p=odds)
        loyalty = weight * np.sign(csat - 3) / 2 + rng.normal(0, 40, n)
        loyalty[rng.random(n) < 0.3] = np.nan
        columns = {"touchpoint": touchpoint, "customer": rng.integers(0, 400, n), "csat": csat, "loyalty": loyalty}
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True)


def test_feeling_times_effect_ranks():
    """Does the touchpoint that is felt strongly and decides come first, then one that only decides, then one that is
    only felt strongly, and has one with a handful of answers no rank?
    """
    table = moment_table(survey())
    assert table.index.tolist() == ["decides", "lukewarm", "loved", "rare"]
    assert table["rank"].tolist() == [1, 2, 3, pd.NA]
    assert table["clear"].tolist() == [True, True, False, False]
    assert table.loc["rare", "small"]
    assert not table.loc["decides", "small"]
    assert table.loc["decides", "score"] == pytest.approx(
        table.loc["decides", "strong"] / 100 * table.loc["decides", "gap_low"]
    )
    assert table.loc["loved", "score"] == 0


def test_gap_and_interval_are_those_of_a_regression_on_cells():
    """Does statsmodels, given one mean for the good and the bad of each touchpoint, find the same gap and interval?"""
    answers = survey()
    known = answers.dropna().drop_duplicates(["touchpoint", "customer"], keep="last")
    known = known[known["csat"] != 3].assign(good=lambda rows: (rows["csat"] > 3) * 1)
    fit = smf.ols("loyalty ~ 0 + touchpoint + touchpoint:good", known).fit()
    low, high = fit.conf_int().loc["touchpoint[decides]:good"]
    row = moment_table(answers).loc["decides"]
    gap = fit.params["touchpoint[decides]:good"]
    assert row[["gap", "gap_low", "gap_high"]].tolist() == pytest.approx([gap, low, high])
    assert row["good"] - row["bad"] == pytest.approx(gap)


def test_a_customer_counts_once_with_the_last_answer():
    """Are good and bad numbers of customers, each with what they said last, while strength counts all answers?"""
    rows = [("till", customer, 1, 0.0) for customer in range(30)]
    rows += [("till", customer, 5, 50.0 + customer % 2) for customer in range(15)]
    table = moment_table(pd.DataFrame(rows, columns=["touchpoint", "customer", "csat", "loyalty"]))
    assert table.loc["till", ["n_good", "n_bad", "n", "strong"]].tolist() == [15, 15, 45, 100]
    assert table.loc["till", "good"] == pytest.approx(50 + 7 / 15)


def test_strength_counts_all_answers():
    """Is the share of 1 and 5 taken of all answers, those of unknown loyalty too?"""
    answers = survey()
    row = moment_table(answers).loc["loved"]
    mine = answers.loc[answers["touchpoint"] == "loved", "csat"]
    assert row["n"] == 600
    assert row["strong"] == pytest.approx(100 * mine.isin([1, 5]).mean())


def test_a_touchpoint_without_two_sides_has_no_rank():
    """Is a touchpoint where nobody was dissatisfied left unranked, at the end, rather than ranked by guess?"""
    answers = survey()
    answers = answers[(answers["touchpoint"] != "decides") | (answers["csat"] >= 3)]
    table = moment_table(answers)
    assert table["rank"].isna().to_dict() == {"lukewarm": False, "loved": False, "decides": True, "rare": True}
    assert math.isnan(table.loc["decides", "gap"])
    assert not table.loc["decides", "clear"]
    assert table.loc["decides", "n_bad"] == 0


def test_no_loyalty_is_said():
    """Is it an error in words if nobody's loyalty is known?"""
    with pytest.raises(EvidenceError) as caught:
        moment_table(survey().assign(loyalty=np.nan))
    assert caught.value.key == "evidence.moments_no_loyalty"
