"""Quotes of one touchpoint."""

import pytest
from small_case import small_case

from journeybook.cases import load
from journeybook.errors import CaseError
from journeybook.evidence import quotes


def test_quotes_are_of_one_language_oldest_first(tmp_path):
    """Do only comments in the language come, in order of time, with their score where there is one?"""
    found = quotes(small_case(tmp_path), "till", "en", 10)
    assert [quote.text for quote in found] == ["first", "second", "fourth"]
    assert [quote.score for quote in found] == [5, 4, None]
    assert found[0].written.isoformat() == "2026-03-02T09:00:00"
    assert [quote.text for quote in quotes(small_case(tmp_path), "till", "zh", 10)] == ["第三"]


def test_quotes_are_spread_over_the_window(tmp_path):
    """Does one of three come from the middle, not from the start?"""
    assert [quote.text for quote in quotes(small_case(tmp_path), "till", "en", 1)] == ["second"]


def test_no_quotes_is_an_answer(tmp_path):
    """Is a touchpoint nobody wrote about, or a wish for none, an empty tuple?"""
    case = small_case(tmp_path)
    assert quotes(case, "ad", "en", 3) == ()
    assert quotes(case, "till", "en", 0) == ()


def test_wrong_wishes_are_refused(tmp_path):
    """Are an unknown touchpoint, language and a negative number refused?"""
    case = small_case(tmp_path)
    with pytest.raises(CaseError, match="till"):
        quotes(case, "tilt", "en", 3)
    with pytest.raises(ValueError, match="fr"):
        quotes(case, "till", "fr", 3)
    with pytest.raises(ValueError, match="-1"):
        quotes(case, "till", "en", -1)


def test_retail_quotes_keep_the_proportion_of_praise_and_blame():
    """Are the quotes neither all praise nor all blame, different from each other, and the same each time?"""
    case = load("retail")
    for lang in ("zh", "en"):
        found = quotes(case, "store_checkout", lang, 12)
        assert len({quote.text for quote in found}) >= 11
        assert found == quotes(case, "store_checkout", lang, 12)
        unhappy = sum(quote.score <= 3 for quote in found if quote.score is not None)
        assert 3 <= unhappy <= 11
