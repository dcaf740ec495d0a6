"""Changes that must cost nothing: the same map in other ids, order, language or dress, and other good content."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from defects import change, change_one, with_map
from labelled import sentences

from journeybook.i18n import LANGUAGES
from journeybook.model import Aspect, Evidence, EvidenceKind, JourneyMap, Lane, LaneCell, Stage, new_id
from journeybook.plan import Action, Plan
from journeybook.rubric import Subject

OWN_STAGES = (
    ("出门之前", "进店", "掏钱", "搬回家", "还会来吗"),
    ("想起来", "货比三家", "下单", "用起来", "说给朋友听"),
    ("Before leaving home", "In the store", "Paying up", "Carrying it home", "Will I be back?"),
    ("Something breaks", "Looking round", "The deal", "Every day", "Telling a friend"),
)

_SHARE = re.compile(r"\d+%")
_INTERVAL = re.compile(r"95\s*% ?(?:置信区间|interval) (?P<low>\d+)%–(?P<high>\d+)%")

MORE_STAGES = ("等待", "回家路上", "Waiting", "On the way home")


@dataclass(frozen=True)
class Harmless:
    """A change that costs nothing.

    Parameters
    ----------
    make : callable
        Takes a subject, the same exercise's right map in the other language, and a source of chance.
    new_content : bool
        Whether the map says something else afterwards, so that only form and view can be asked to stay.
    """

    make: Callable[[Subject, JourneyMap, Random], Subject | None]
    new_content: bool = False

    @property
    def name(self) -> str:
        """Return what it is called in the table."""
        return self.make.__name__.replace("_", " ")


def good(name: str, chance: Random) -> str:
    """Return a sentence, Chinese or English, that was labelled good, also one that no word list was made for."""
    labelled = sentences(name)[chance.choice(LANGUAGES)]
    return chance.choice([*labelled["good"], *labelled.get("fresh_good", [])])


def other_ids(subject: Subject, _: JourneyMap, chance: Random) -> Subject:
    data = subject.map.to_json()
    new: dict[str, str] = {}
    for cards in data.values():
        for card in cards if isinstance(cards, list) else ():
            new[card["id"]] = f"{card['id'].split('-')[0]}-{chance.getrandbits(48):012x}"

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: renamed(part) for name, part in value.items()}
        if isinstance(value, list):
            return [renamed(part) for part in value]
        return new.get(value, value) if isinstance(value, str) else value

    future = subject.future_map and JourneyMap.parse(renamed(subject.future_map.to_json()))
    plan = subject.plan and Plan.parse(renamed(subject.plan.to_json()))
    return replace(subject, journey_map=JourneyMap.parse(renamed(data)), future_map=future, plan=plan)


def other_order(subject: Subject, _: JourneyMap, chance: Random) -> Subject:
    lists = {name: list(getattr(subject.map, name)) for name in ("pain_points", "opportunities", "evidence")}
    for cards in lists.values():
        chance.shuffle(cards)
    return with_map(subject, **{name: tuple(cards) for name, cards in lists.items()})


def plan_in_another_order(subject: Subject, _: JourneyMap, chance: Random) -> Subject:
    """Shuffle the plan's actions, and leave a row that nobody filled among them."""
    actions = [*subject.the_plan.actions, Action(id="action-blank")]
    chance.shuffle(actions)
    return replace(subject, plan=subject.the_plan.model_copy(update={"actions": tuple(actions)}))


def other_language(subject: Subject, other: JourneyMap, _: Random) -> Subject:
    return replace(subject, journey_map=other)


def stages_of_ones_own(subject: Subject, _: JourneyMap, chance: Random) -> Subject:
    names = chance.choice(OWN_STAGES)
    stages = [
        stage.model_copy(update={"name": names[n] if n < len(names) else f"{names[-1]} {n}"})
        for n, stage in enumerate(subject.map.stages)
    ]
    return with_map(subject, stages=tuple(stages))


def one_more_stage(subject: Subject, _: JourneyMap, chance: Random) -> Subject | None:
    """Take the second of two touchpoints in a stage into a stage of its own, behind it."""
    for at, stage in enumerate(subject.map.stages):
        inside = subject.map.touchpoints_in(stage.id)
        if len(inside) < 2:
            continue
        new = Stage(id=new_id("stage"), name=chance.choice(MORE_STAGES))
        stages = (*subject.map.stages[: at + 1], new, *subject.map.stages[at + 1 :])
        return change(with_map(subject, stages=stages), "touchpoints", inside[-1], stage=new.id)
    return None


def other_dress(subject: Subject, _: JourneyMap, chance: Random) -> Subject:
    """Put spaces, full stops and line breaks around what is written on the cards."""
    end = chance.choice(("。", "!", " ", "\n", "……"))
    lists = {
        "touchpoints": tuple(
            card.model_copy(update={"action": f" {card.action}{end}", "name": f"{card.name} "})
            for card in subject.map.touchpoints
        ),
        "pain_points": tuple(card.model_copy(update={"text": f"{card.text}{end}"}) for card in subject.map.pain_points),
        "opportunities": tuple(
            card.model_copy(update={"text": f"{card.text}{end}", "owner": f" {card.owner}"})
            for card in subject.map.opportunities
        ),
    }
    return with_map(subject, **lists)


def quote_shortened(subject: Subject, _: JourneyMap, chance: Random) -> Subject | None:
    """Leave the middle of a quote out, as one may, and say so."""
    there = [card for card in subject.map.evidence if card.kind is EvidenceKind.QUOTE and len(card.text) >= 60]
    if not there:
        return None
    card = chance.choice(there)
    third = len(card.text) // 3
    gap = chance.choice(("…", "……", " ... ", " […] ", "（略）"))
    return change(subject, "evidence", card, text=f"{card.text[:third]}{gap}{card.text[-third:]}")


def other_typing(subject: Subject, _: JourneyMap, chance: Random) -> Subject:
    """Type all evidence in full-width characters, or in quotation marks and with more spaces."""
    wide = str.maketrans("%(),:;!?", "％（），：；！？") | {ord(str(n)): chr(0xFF10 + n) for n in range(10)}
    form = chance.choice(("“{}”", "「{}」", " {} ", '"{}"'))

    def typed(card: Evidence) -> Evidence:
        full = card.kind is EvidenceKind.DATA
        return card.model_copy(update={"text": card.text.translate(wide) if full else form.format(card.text)})

    return with_map(subject, evidence=tuple(typed(card) for card in subject.map.evidence))


def figure_within_its_interval(subject: Subject, _: JourneyMap, chance: Random) -> Subject | None:
    """Write another share that lies in the interval that the evidence itself names."""
    found = [(card, _INTERVAL.search(card.text)) for card in subject.map.evidence if card.kind is EvidenceKind.DATA]
    there = [(card, span) for card, span in found if span and _SHARE.search(card.text)]
    if not there:
        return None
    card, span = chance.choice(there)
    share = chance.randint(int(span["low"]), int(span["high"]))
    return change(subject, "evidence", card, text=_SHARE.sub(f"{share}%", card.text, count=1))


def figure_with_a_word_before_it(subject: Subject, _: JourneyMap, chance: Random) -> Subject | None:
    there = [card for card in subject.map.evidence if card.kind is EvidenceKind.DATA]
    if not there:
        return None
    card = chance.choice(there)
    form = chance.choice(("数据显示：{}", "据图表，{}。", "The data say: {}", "As the chart shows, {}."))
    return change(subject, "evidence", card, text=form.format(card.text))


def one_more_assumption(subject: Subject, _: JourneyMap, chance: Random) -> Subject | None:
    claim = chance.choice(subject.map.touchpoints).id
    text = chance.choice(("我猜周末更明显", "Probably worse at weekends"))
    card = Evidence(id=new_id("evidence"), claim=claim, aspect=Aspect.EMOTION, text=text)
    return with_map(subject, evidence=(*subject.map.evidence, card))


def proposal_with_reasons(subject: Subject, _: JourneyMap, chance: Random) -> Subject | None:
    """Say more of an opportunity: why, and by when."""
    if not subject.map.opportunities:
        return None
    card = chance.choice(subject.map.opportunities)
    more = chance.choice(("{}，下个季度先在两处试行", "{}, first in two places, from next quarter"))
    return change(subject, "opportunities", card, text=more.format(card.text))


def lanes_of_ones_own(subject: Subject, _: JourneyMap, chance: Random) -> Subject:
    lane = Lane(id=new_id("lane"), name=chance.choice(("成本", "Systems behind it")))
    stage = chance.choice(subject.map.stages).id
    cell = LaneCell(id=new_id("lanecell"), lane=lane.id, stage=stage, text="CRM")
    return with_map(subject, lanes=(*subject.map.lanes, lane), lane_cells=(*subject.map.lane_cells, cell))


def company_behind_the_line(subject: Subject, _: JourneyMap, chance: Random) -> Subject | None:
    backstage = chance.choice(("系统自动派单，后台审核", "The system assigns an agent; SLA 24 h"))
    return change_one(subject, chance, "touchpoints", backstage=backstage)


def another_action(subject: Subject, _: JourneyMap, chance: Random) -> Subject | None:
    return change_one(subject, chance, "touchpoints", action=good("customers_words", chance))


def another_thought(subject: Subject, _: JourneyMap, chance: Random) -> Subject | None:
    return change_one(subject, chance, "touchpoints", thought=good("thoughts_given", chance))


def another_obstacle(subject: Subject, _: JourneyMap, chance: Random) -> Subject | None:
    return change_one(subject, chance, "pain_points", text=good("pain_points_are_obstacles", chance))


def another_opportunity(subject: Subject, _: JourneyMap, chance: Random) -> Subject | None:
    return change_one(subject, chance, "opportunities", text=good("opportunities_doable", chance))


def another_goal(subject: Subject, _: JourneyMap, chance: Random) -> Subject | None:
    return change_one(subject, chance, "opportunities", goal=good("goal_is_measurable", chance))


def another_owner(subject: Subject, _: JourneyMap, chance: Random) -> Subject | None:
    return change_one(subject, chance, "opportunities", owner=good("owner_is_named", chance))


def another_person(subject: Subject, _: JourneyMap, chance: Random) -> Subject:
    persona = subject.map.persona.model_copy(update={"name": good("persona_is_a_person", chance)})
    return with_map(subject, persona=persona)


HARMLESS = (
    Harmless(other_ids),
    Harmless(other_order),
    Harmless(plan_in_another_order),
    Harmless(other_language),
    Harmless(stages_of_ones_own),
    Harmless(one_more_stage),
    Harmless(other_dress),
    Harmless(quote_shortened),
    Harmless(other_typing),
    Harmless(figure_within_its_interval),
    Harmless(figure_with_a_word_before_it),
    Harmless(one_more_assumption),
    Harmless(proposal_with_reasons),
    Harmless(lanes_of_ones_own),
    Harmless(company_behind_the_line),
    Harmless(another_action, new_content=True),
    Harmless(another_thought, new_content=True),
    Harmless(another_obstacle, new_content=True),
    Harmless(another_opportunity, new_content=True),
    Harmless(another_goal, new_content=True),
    Harmless(another_owner, new_content=True),
    Harmless(another_person, new_content=True),
)
