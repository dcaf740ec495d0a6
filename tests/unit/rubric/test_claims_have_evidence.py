"""Does each pain point, star and extreme emotion need evidence of its own?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, said
from data_builders import at, held, judge, pain_at, says

from journeybook.model import Aspect, JourneyMap
from journeybook.rubric import Status

NAME = "claims_have_evidence"
TILL, HELP = at("store_checkout", emotion=-2, is_moment_of_truth=True), at("after_sales", emotion=-1)
PAIN = pain_at("after_sales", 5)
BACKED = (
    says(TILL, "data", "36% satisfied"),
    says(TILL, "data", "4.7 complaints per 100 events", aspect=Aspect.MOMENT_OF_TRUTH),
    says(PAIN, "quote", "Nobody has called."),
)


@pytest.mark.parametrize("journey_map", [None, STARTER, held(at("store_checkout", emotion=1))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without a claim that needs evidence not attempted, a mild emotion being none?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)


def test_every_claim_backed_is_met() -> None:
    """Is it met once a pain point, a star and an extreme emotion carry a figure or a quote?"""
    finding = judge(NAME, held(TILL, HELP, PAIN, *BACKED))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize(
    "instead",
    [
        None,
        says(PAIN, "assumption", "I suppose they wait."),
        says(PAIN, "quote", " … "),
        says(HELP, "quote", "Nobody has called."),
        says(PAIN, "data", "36 % SATISFIED!"),
    ],
)
def test_what_proves_nothing_does_not_count(instead: object) -> None:
    """Does no evidence, an assumption, an empty quote, one for another claim or one pasted from elsewhere not count?"""
    finding = judge(NAME, held(TILL, HELP, PAIN, *BACKED[:2], *([instead] if instead else [])))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 8)
    assert len(finding.verdict.where) == 1
    assert "2 of 3" in said(finding)


def test_one_claim_is_too_few() -> None:
    """Does a single claim with evidence earn a third, and are all bare ones not met rather than not attempted?"""
    assert judge(NAME, held(HELP, PAIN, BACKED[2])).points == 4
    finding = judge(NAME, held(TILL, HELP, PAIN))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)
