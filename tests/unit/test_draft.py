"""Does a draft say what the data say, and leave the rest to a person?"""

import pytest

from journeybook.cases import load
from journeybook.draft import draft_map
from journeybook.evidence import emotion_from_survey
from journeybook.model import Aspect, EvidenceKind, Kind


@pytest.fixture(scope="module")
def case():
    return load("retail")


@pytest.fixture(scope="module")
def draft(case):
    return draft_map(case, "en")


def test_the_case_s_touchpoints_stand_in_their_stages(case, draft):
    """Are all touchpoints there, in journey order, each in its stage and with its channel?"""
    assert [one.case_touchpoint for one in draft.touchpoints] == [one.code for one in case.touchpoints]
    assert [one.channel for one in draft.touchpoints] == [one.channel for one in case.touchpoints]
    place = {stage.id: number for number, stage in enumerate(draft.stages, start=1)}
    assert [place[one.stage] for one in draft.touchpoints] == [one.stage for one in case.touchpoints]
    assert (draft.kind, len(draft.stages)) == (Kind.CURRENT, 5)


def test_emotions_are_the_measured_ones(case, draft):
    """Is each emotion the survey's, rounded, with the figure as evidence?"""
    measured = emotion_from_survey(case)["emotion"]
    assert [one.emotion for one in draft.touchpoints] == measured.tolist()
    about = {one.claim for one in draft.evidence if one.aspect is Aspect.EMOTION}
    assert about == {one.id for one in draft.touchpoints}


def test_pains_and_moments_are_the_planted_ones_with_their_facts(draft):
    """Does the draft find both pains and both moments of truth, with figures, and a customer's words for the pains?"""
    name = {one.id: one.case_touchpoint for one in draft.touchpoints}
    assert {name[pain.touchpoint] for pain in draft.pain_points} == {"store_checkout", "after_sales"}
    moments = [one for one in draft.touchpoints if one.is_moment_of_truth]
    assert {one.case_touchpoint for one in moments} == {"store_checkout", "after_sales"}
    for pain in draft.pain_points:
        kinds = [one.kind for one in draft.evidence if one.claim == pain.id]
        assert kinds == [EvidenceKind.DATA, EvidenceKind.DATA, EvidenceKind.QUOTE]
    for moment in moments:
        (why,) = (one for one in draft.evidence if (one.claim, one.aspect) == (moment.id, Aspect.MOMENT_OF_TRUTH))
        assert why.kind is EvidenceKind.DATA
        assert "95%" in why.text


def test_quotes_are_of_unhappy_customers(draft):
    """Does no happy customer speak for a pain point?"""
    sources = [one.source for one in draft.evidence if one.kind is EvidenceKind.QUOTE]
    assert len(sources) == 2
    assert all("score 1" in source or "score 2" in source for source in sources)


def test_what_no_figure_can_say_is_left_open(draft):
    """Are the persona, what customers do and think, and the opportunities left to a person?"""
    assert not any(draft.persona.model_dump().values())
    assert not any(one.action or one.thought for one in draft.touchpoints)
    assert draft.opportunities == ()


def test_the_chinese_draft_is_chinese(case):
    """Are names, facts and stages in the language asked for?"""
    draft = draft_map(case, "zh")
    assert [stage.name for stage in draft.stages] == ["认知", "考虑", "购买", "使用", "忠诚"]
    for text in (*(one.text for one in draft.evidence), *(one.name for one in draft.touchpoints)):
        assert any("\u4e00" <= sign <= "\u9fff" for sign in text), text
