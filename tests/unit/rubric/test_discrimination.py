"""Do the criteria tell right maps from spoilt ones, on a small sample of what the bench tries?"""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from defects import DEFECTS
from discrimination import Result, models, run, touched

from journeybook.rubric import all_criteria


@cache
def sample() -> Result:
    return run(repeats=2)


def test_every_criterion_has_a_defect_maker() -> None:
    """Is there, for each criterion, a defect of its own kind to try it with?"""
    assert sample().without_maker == []
    assert DEFECTS.keys() <= all_criteria().keys()


def test_the_sample_is_large_enough() -> None:
    """Is every criterion met by a right map, and are defects of its kind planted and harmless changes made?"""
    result = sample()
    assert result.unmet == {}
    assert {name.split()[1] for name in result.variants} == {"02-drawing", "03-retail", "04-bank", "05-travel"}
    assert min(result.variants.values()) >= 150
    assert min(result.planted[name] for name in DEFECTS) >= 2
    assert min(result.harmless[name] for name in DEFECTS) >= 10
    assert result.steps > 20


@pytest.mark.parametrize("name", sorted(DEFECTS))
def test_planted_defects_are_caught_and_harmless_changes_are_not(name: str) -> None:
    """Does each criterion catch what is planted of its kind, and leave alone what is harmless?"""
    result = sample()
    assert result.caught[name] == result.planted[name]
    assert result.alarms[name] == 0


def test_taking_a_defect_out_never_lowers_the_score() -> None:
    """Does the score rise or stay when the last of several defects is taken out again?"""
    assert sample().rises == []


def test_what_a_defect_touches_is_seen() -> None:
    """Are changed, new and moved cards, other parts and answers told from what stayed?"""
    subject = next(model.subject for model in models() if model.name.endswith("03-retail"))
    assert touched(subject, subject) == set()
    for name, parts in {
        "persona_complete": {"persona"},
        "stages_in_order": {stage.id for stage in subject.map.stages},
        "quiz_answered": set(subject.questions),
        "opportunities_linked": {card.id for card in subject.map.opportunities},
        "plan_owners": {action.id for action in subject.the_plan.actions},
        "effect_evaluated": {"e1", "e2", "e3", "e4"},
        "evidence_has_source": {one for card in subject.map.evidence for one in (card.id, card.claim)},
    }.items():
        (maker,) = DEFECTS[name]
        spoilt = maker(subject, Random(1))  # noqa: S311 - no secret
        assert spoilt is not None
        found = touched(subject, spoilt)
        assert found
        assert found <= parts
