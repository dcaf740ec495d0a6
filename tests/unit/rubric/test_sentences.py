"""Are there enough labelled sentences, and do word lists keep quiet about sentences that they were not made for?"""

from __future__ import annotations

import pytest
from labelled import NAMES, sentences
from wordlists import flagged, spoken

from journeybook.i18n import LANGUAGES
from journeybook.rubric import all_criteria

FRESH = ("customers_words", "opportunities_doable", "pain_points_are_obstacles")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_each_list_is_held_to_enough_sentences(name: str, lang: str) -> None:
    """Does each criterion with a word list have 25 different good and bad sentences in each language?"""
    assert name in all_criteria()
    labelled = sentences(name)[lang]
    good, bad = set(labelled["good"]), set(labelled["bad"])
    assert (len(good), len(bad)) == (len(labelled["good"]), len(labelled["bad"]))
    assert min(len(good), len(bad)) >= 25
    assert not good & bad


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FRESH)
def test_sentences_that_no_list_was_made_for_raise_no_false_alarm(name: str, lang: str) -> None:
    """Is none of the fresh good sentences taken for a bad one, and is more than one fresh bad one found?"""

    labelled = sentences(name)[lang]
    assert [text for text in labelled["fresh_good"] if flagged(name, text)] == []
    assert sum(flagged(name, text) for text in labelled["fresh_bad"]) > 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["pain_points_are_obstacles", "thoughts_given"])
def test_real_customers_raise_few_false_alarms(name: str, lang: str) -> None:
    """Is at most one in a hundred sentences of the cases' interviews and labelled comments taken for a bad one?"""
    said = spoken(lang)
    assert len(said) > 500
    alarms = [text for text in said if flagged(name, text)]
    assert len(alarms) <= len(said) / 100, alarms
