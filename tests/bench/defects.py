"""What can be wrong with a map, one way at a time: for each criterion the defects of its own kind, planted on purpose.

A maker takes a subject that a criterion is satisfied with and a source of chance, and returns one with a defect, or
None where the map has no place for it. To teach the bench a new criterion, write makers for it here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from labelled import sentences

from journeybook.i18n import LANGUAGES
from journeybook.model import JourneyMap, PainPoint, Stage, Touchpoint, new_id
from journeybook.rubric import Subject

Maker = Callable[[Subject, Random], Subject | None]

DEFECTS: dict[str, list[Maker]] = defaultdict(list)
"""Criterion → the makers of its defects."""


def plants(criterion: str) -> Callable[[Maker], Maker]:
    """Enter a maker under its criterion."""

    def enter(maker: Maker) -> Maker:
        DEFECTS[criterion].append(maker)
        return maker

    return enter


def with_map(subject: Subject, **lists: Any) -> Subject:
    """Return the subject with some of its map's parts replaced; the map is checked anew."""
    data = {name: getattr(subject.map, name) for name in JourneyMap.model_fields} | lists
    return replace(subject, journey_map=JourneyMap(**data))


def change(subject: Subject, cards: str, card: Any, **fields: Any) -> Subject:
    """Return the subject with one card's fields replaced."""
    changed = [one.model_copy(update=fields) if one.id == card.id else one for one in getattr(subject.map, cards)]
    return with_map(subject, **{cards: tuple(changed)})


def change_one(subject: Subject, chance: Random, cards: str, **fields: Any) -> Subject | None:
    """Return the subject with the fields of any one card of a kind replaced."""
    there: Sequence[Any] = getattr(subject.map, cards)
    return change(subject, cards, chance.choice(there), **fields) if there else None


def bad(name: str, chance: Random) -> str:
    """Return a sentence, Chinese or English, that was labelled bad."""
    return chance.choice(sentences(name)[chance.choice(LANGUAGES)]["bad"])


def swapped(texts: Sequence[Any], chance: Random) -> tuple[Any, ...]:
    """Return the sequence with two neighbours swapped."""
    at = chance.randrange(len(texts) - 1)
    return (*texts[:at], texts[at + 1], texts[at], *texts[at + 2 :])


@plants("persona_complete")
def persona_lacks_a_field(subject: Subject, chance: Random) -> Subject | None:
    field = chance.choice(("name", "about", "goal"))
    return with_map(subject, persona=subject.map.persona.model_copy(update={field: chance.choice(("", "  "))}))


@plants("scenario_complete")
def scenario_lacks_a_field(subject: Subject, chance: Random) -> Subject | None:
    field, text = chance.choice((("name", ""), ("situation", ""), ("situation", "买东西")))
    return with_map(subject, scenario=subject.map.scenario.model_copy(update={field: text}))


@plants("stages_covered")
def a_bare_stage(subject: Subject, chance: Random) -> Subject | None:
    stages = list(subject.map.stages)
    stages.insert(chance.randint(0, len(stages)), Stage(id=new_id("stage"), name=chance.choice(("犹豫", "Waiting"))))
    return with_map(subject, stages=tuple(stages))


@plants("touchpoints_complete")
def touchpoint_lacks_a_field(subject: Subject, chance: Random) -> Subject | None:
    lacking = chance.choice(({"name": ""}, {"action": " "}, {"channel": None}, {"emotion": None}))
    return change_one(subject, chance, "touchpoints", **lacking)


@plants("touchpoints_from_case")
def touchpoints_untied(subject: Subject, chance: Random) -> Subject | None:
    untied = {card.id for card in chance.sample(subject.map.touchpoints, (len(subject.map.touchpoints) + 1) // 2)}
    cards = [
        card.model_copy(update={"case_touchpoint": None}) if card.id in untied else card
        for card in subject.map.touchpoints
    ]
    return with_map(subject, touchpoints=tuple(cards))


@plants("pain_points_placed")
def pain_point_without_words_or_place(subject: Subject, chance: Random) -> Subject | None:
    return change_one(subject, chance, "pain_points", **chance.choice(({"touchpoint": None}, {"text": ""})))


@plants("planted_pain_points")
def planted_pain_point_missed(subject: Subject, chance: Random) -> Subject | None:
    """Leave one planted pain point unseen, or belittled, on all cards that speak of it."""
    codes = chance.choice(subject.the_key.planted)
    fields = chance.choice(({"severity": 1}, {"severity": 2}, {"touchpoint": None}))
    there = {card.id for card in subject.map.pain_points if subject.case_code(card) in codes}
    cards = tuple(card.model_copy(update=fields) if card.id in there else card for card in subject.map.pain_points)
    return with_map(subject, pain_points=cards) if there else None


@plants("decoys_left_alone")
def decoy_taken(subject: Subject, chance: Random) -> Subject | None:
    decoys = [card for card in subject.map.touchpoints if card.case_touchpoint in subject.the_key.decoys]
    if not decoys:
        return None
    at = chance.choice(decoys)
    card = PainPoint(id=new_id("painpoint"), stage=at.stage, touchpoint=at.id, text="投诉特别多", severity=5)
    return with_map(subject, pain_points=(*subject.map.pain_points, card))


@plants("moments_few")
def everything_is_a_moment(subject: Subject, chance: Random) -> Subject | None:
    del chance
    cards = [card.model_copy(update={"is_moment_of_truth": True}) for card in subject.map.touchpoints]
    return with_map(subject, touchpoints=tuple(cards))


@plants("moments_of_truth")
def moment_elsewhere(subject: Subject, chance: Random) -> Subject | None:
    right = [card for card in subject.moments() if card.case_touchpoint in subject.the_key.moments]
    wrong = [card for card in subject.map.touchpoints if card.case_touchpoint not in subject.the_key.moments]
    if not right or not wrong:
        return None
    # A journey may lead past a touchpoint of the case twice.
    left, taken = chance.choice(right).case_touchpoint, chance.choice(wrong).id
    cards = tuple(
        card.model_copy(update={"is_moment_of_truth": card.id == taken})
        if card.id == taken or card.case_touchpoint == left
        else card
        for card in subject.map.touchpoints
    )
    return with_map(subject, touchpoints=cards)


@plants("opportunities_complete")
def opportunity_lacks_a_field(subject: Subject, chance: Random) -> Subject | None:
    return change_one(subject, chance, "opportunities", **{chance.choice(("text", "goal", "measure", "owner")): ""})


@plants("severe_pain_points_answered")
def severe_pain_point_unanswered(subject: Subject, chance: Random) -> Subject | None:
    severe = [card.id for card in subject.map.pain_points if card.severity >= 4]
    if not severe:
        return None
    left = chance.choice(severe)
    cards = [
        card.model_copy(update={"pain_points": tuple(id_ for id_ in card.pain_points if id_ != left)})
        for card in subject.map.opportunities
    ]
    return with_map(subject, opportunities=tuple(cards))


@plants("quiz_answered")
def question_left_out(subject: Subject, chance: Random) -> Subject | None:
    left = chance.choice(subject.questions)
    return replace(subject, answers={id_: text for id_, text in subject.answers.items() if id_ != left})


@plants("quiz_right")
def wrong_answer(subject: Subject, chance: Random) -> Subject | None:
    question = chance.choice(subject.questions)
    wrong = [option for option in "abcdef" if option != subject.the_key.quiz[question]]
    return replace(subject, answers={**subject.answers, question: chance.choice(wrong)})


@plants("no_empty_cards")
def an_empty_card(subject: Subject, chance: Random) -> Subject | None:
    nothing = chance.choice(("", " ", "…", "——"))
    stage = chance.choice(subject.map.stages).id
    return chance.choice(
        (
            lambda: with_map(
                subject,
                touchpoints=(*subject.map.touchpoints, Touchpoint(id=new_id("touchpoint"), stage=stage, name=nothing)),
            ),
            lambda: with_map(
                subject,
                pain_points=(*subject.map.pain_points, PainPoint(id=new_id("painpoint"), stage=stage, text=nothing)),
            ),
            lambda: change_one(subject, chance, "evidence", text=nothing, source=""),
            lambda: change_one(subject, chance, "opportunities", text=nothing, goal="", measure=nothing),
        )
    )()


@plants("no_duplicate_cards")
def a_card_twice(subject: Subject, chance: Random) -> Subject | None:
    cards = chance.choice(("touchpoints", "pain_points", "opportunities", "evidence"))
    there = getattr(subject.map, cards)
    if not there:
        return None
    card = chance.choice(there)
    field = "name" if cards == "touchpoints" else "text"
    text = getattr(card, field)
    dress = chance.choice((text, text.upper(), f" {text}!", "  ".join(text.split(" "))))
    again = card.model_copy(update={"id": new_id(card.id.split("-")[0]), field: dress})
    return with_map(subject, **{cards: (*there, again)})


@plants("stages_named")
def stage_without_a_name_of_its_own(subject: Subject, chance: Random) -> Subject | None:
    stage, other = chance.sample(subject.map.stages, 2)
    return change(subject, "stages", stage, name=chance.choice(("", " ", other.name, f"{other.name}。")))


@plants("stages_in_order")
def stages_swapped(subject: Subject, chance: Random) -> Subject | None:
    # Nobody but the learner knows the order of stages with names of their own; exercise 02 begins with such.
    if subject.map.stages[0].name not in ("认知", "Awareness"):
        return None
    return with_map(subject, stages=swapped(subject.map.stages, chance))


@plants("opportunities_doable")
def slogan(subject: Subject, chance: Random) -> Subject | None:
    return change_one(subject, chance, "opportunities", text=bad("opportunities_doable", chance))


@plants("goal_is_measurable")
def goal_without_a_figure(subject: Subject, chance: Random) -> Subject | None:
    goal, measure = bad("goal_is_measurable", chance), chance.choice(("满意度调查", "Survey", ""))
    return change_one(subject, chance, "opportunities", goal=goal, measure=measure)


@plants("owner_is_named")
def owner_is_nobody(subject: Subject, chance: Random) -> Subject | None:
    return change_one(subject, chance, "opportunities", owner=bad("owner_is_named", chance))


@plants("opportunities_linked")
def opportunity_answers_nothing(subject: Subject, chance: Random) -> Subject | None:
    return change_one(subject, chance, "opportunities", pain_points=())


@plants("customers_words")
def company_speaks(subject: Subject, chance: Random) -> Subject | None:
    return change_one(subject, chance, "touchpoints", action=bad("customers_words", chance))


@plants("customers_words")
def company_sets_the_goal(subject: Subject, chance: Random) -> Subject | None:
    goal = chance.choice(("提高客单价", "成为忠实客户", "Increase sales", "Become a loyal customer", "提升客户满意度"))
    return with_map(subject, persona=subject.map.persona.model_copy(update={"goal": goal}))


@plants("pain_points_are_obstacles")
def solution_instead_of_an_obstacle(subject: Subject, chance: Random) -> Subject | None:
    return change_one(subject, chance, "pain_points", text=bad("pain_points_are_obstacles", chance))


def _felt(subject: Subject, emotions: Callable[[int], int]) -> Subject:
    cards = [
        card.model_copy(update={"emotion": emotions(card.emotion)}) if card.emotion is not None else card
        for card in subject.map.touchpoints
    ]
    return with_map(subject, touchpoints=tuple(cards))


@plants("curve_not_flat")
def flat_curve(subject: Subject, chance: Random) -> Subject | None:
    level = chance.randint(-2, 1)
    return _felt(subject, lambda _: level + chance.choice((0, 0, 1)))


@plants("curve_not_one_sided")
def one_sided_curve(subject: Subject, chance: Random) -> Subject | None:
    side = chance.choice((-1, 1))
    return _felt(subject, lambda emotion: side * max(1, abs(emotion)))


@plants("action_and_thought_differ")
def thought_repeats_the_action(subject: Subject, chance: Random) -> Subject | None:
    # A thought where there was none would be half an improvement.
    thinking = [card for card in subject.map.touchpoints if card.action.strip() and card.thought.strip()]
    if not thinking:
        return None
    card = chance.choice(thinking)
    thought = chance.choice(("{}", "{}。", "我{}", "{}……")).format(card.action)
    return change(subject, "touchpoints", card, thought=thought)


@plants("thoughts_given")
def thought_is_told(subject: Subject, chance: Random) -> Subject | None:
    thinking = [card for card in subject.map.touchpoints if card.thought.strip()]
    if not thinking:
        return None
    return change(subject, "touchpoints", chance.choice(thinking), thought=bad("thoughts_given", chance))


@plants("thoughts_given")
def too_few_thoughts(subject: Subject, chance: Random) -> Subject | None:
    left = chance.randint(0, 1)
    cards, kept = [], 0
    for card in subject.map.touchpoints:
        keep = bool(card.thought.strip()) and kept < left
        kept += keep
        cards.append(card if keep else card.model_copy(update={"thought": ""}))
    return with_map(subject, touchpoints=tuple(cards))


@plants("persona_is_a_person")
def persona_is_a_crowd(subject: Subject, chance: Random) -> Subject | None:
    name = bad("persona_is_a_person", chance)
    return with_map(subject, persona=subject.map.persona.model_copy(update={"name": name}))
