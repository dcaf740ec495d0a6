"""Are there enough labelled sentences, and do word lists keep quiet about sentences that they were not made for?"""

from __future__ import annotations

import pytest
from builders import drawn, judge, opportunity, pain_point, touchpoint
from labelled import NAMES, sentences

from journeybook.i18n import LANGUAGES
from journeybook.model import JourneyMap
from journeybook.rubric import Status, all_criteria

FRESH = {
    "customers_words": lambda text: drawn(touchpoint("a", action=text)),
    "opportunities_doable": lambda text: drawn(opportunity("a", text=text)),
    "pain_points_are_obstacles": lambda text: drawn(pain_point("a", text=text, touchpoint=None)),
}


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

    def found(kind: str) -> list[str]:
        maps: dict[str, JourneyMap] = {text: FRESH[name](text) for text in sentences(name)[lang][f"fresh_{kind}"]}
        return [text for text, journey_map in maps.items() if judge(name, journey_map).status == Status.NOT_MET]

    assert found("good") == []
    assert len(found("bad")) > 1
