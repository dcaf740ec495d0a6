"""Is a grave claim refused that rests on a handful of answers?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, said
from data_builders import at, held, judge, pain_at, says

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "small_n_not_overstated"
TILL, OFFER = at("store_checkout", emotion=-2), at("email_offer")
PROVED = says(TILL, "data", "36% satisfied")


@pytest.mark.parametrize(
    "journey_map", [None, STARTER, held(TILL), held(OFFER, pain_at("email_offer", 3), says(OFFER, "data", "n = 20"))]
)
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without evidence, or without a grave claim, not attempted?"""
    assert judge(NAME, journey_map).status == Status.NOT_ATTEMPTED


def test_grave_claims_where_many_answered_are_met() -> None:
    """Is it met where grave claims stand at touchpoints with answers enough, and mild ones elsewhere?"""
    finding = judge(NAME, held(TILL, OFFER, pain_at("email_offer", 2), PROVED))
    assert (finding.status, finding.points) == (Status.MET, POINTS)


def test_bold_claims_on_few_answers_are_named() -> None:
    """Do a severe pain point, a star and an extreme emotion where 20 answered each cost their share?"""
    finding = judge(NAME, held(TILL, OFFER, pain_at("email_offer", 5), PROVED))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert "1 of 2" in said(finding)
    assert "email_offer" in said(finding)
    for bold in (at("email_offer", is_moment_of_truth=True), at("email_offer", emotion=2)):
        assert judge(NAME, held(TILL, bold, PROVED)).points == 6


def test_many_sound_claims_do_not_make_up_for_a_bold_one() -> None:
    """Does one bold claim cost half beside five sound ones, and a second one more?"""
    sound = [at(code, emotion=2) for code in ("store_advice", "store_display", "app_search", "app_checkout")]
    pain = pain_at("email_offer", 5)
    assert judge(NAME, held(TILL, OFFER, pain, *sound, PROVED)).points == 6
    bold = at("email_offer", is_moment_of_truth=True)
    assert judge(NAME, held(TILL, bold, pain, *sound, PROVED)).points == 4


def test_a_larger_figure_supports_the_claim() -> None:
    """Is a claim accepted that rests on 352 events instead, but not on the 20 answers or a wrong figure?"""
    pain = pain_at("email_offer", 4)
    assert judge(NAME, held(OFFER, pain, says(pain, "data", "1.1 complaints per 100 events"))).points == POINTS
    for text in ("85% satisfied", "9.9 complaints per 100 events"):
        assert judge(NAME, held(OFFER, pain, says(pain, "data", text))).status == Status.NOT_MET
