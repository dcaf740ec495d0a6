"""How right comments' sentiment and themes are, and whether that is measured rightly."""

import pytest
from comments_accuracy import (
    LANGUAGES,
    TONES,
    accuracy,
    judges,
    labelled,
    macro_f1,
    parts_of,
    precision_recall,
    results,
    turned_round,
    when_sure,
)

from journeybook.evidence import THEMES, themes

TRUTH = ["positive", "positive", "negative", "neutral"]
FOUND = ["positive", "negative", "negative", "positive"]


def test_measures_by_hand():
    """Are accuracy, macro-F1, rightness when sure, and errors of side what they are by hand?"""
    assert accuracy(TRUTH, FOUND) == 2 / 4
    assert macro_f1(TRUTH, FOUND) == pytest.approx((2 / 4 + 2 / 3 + 0) / 3)
    assert when_sure(TRUTH, FOUND) == 2 / 4
    assert when_sure(TRUTH, ["neutral"] * 4) == 1
    assert turned_round(TRUTH, FOUND) == 1 / 4
    assert precision_recall([frozenset("ab"), frozenset()], [frozenset("ac"), frozenset("d")]) == (1 / 3, 1 / 2)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labelled_set_is_sound(lang):
    """Are there 150 different comments, half in other words, each tone and theme known and every tone there?"""
    chosen = labelled(lang)
    assert len({one.text for one in chosen}) == len(chosen) == 150
    assert {name: len(some) for name, some in parts_of(chosen).items()} == {
        "all": 150,
        "from the cases": 75,
        "other words": 75,
    }
    assert {one.tone for one in chosen} == set(TONES)
    assert set().union(*(one.themes for one in chosen)) == set(THEMES)


@pytest.mark.parametrize(("lang", "least", "sure", "library"), [("zh", 0.65, 0.83, False), ("en", 0.55, 0.72, True)])
def test_sentiment_keeps_its_accuracy(lang, least, sure, library):
    """Is sentiment about as right as when it was measured, and better than the bare library and than guessing?"""
    ours, *others = results(labelled(lang), judges(lang, with_library=library))
    assert ours.accuracy >= least
    assert ours.when_sure >= sure
    assert all(ours.accuracy > other.accuracy and ours.macro_f1 > other.macro_f1 for other in others)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_themes_keep_their_accuracy(lang):
    """Are themes about as right and as complete as when they were measured?"""
    chosen = labelled(lang)
    right, complete = precision_recall(
        [one.themes for one in chosen], [frozenset(themes(one.text, lang)) for one in chosen]
    )
    assert right >= 0.63
    assert complete >= 0.63
