"""What can be wrong with what a map concludes, and with the effect that is read from the data; see `defects`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from defects import bad, plants, with_map
from evidence_defects import case_data

from journeybook.model import JourneyMap, PainPoint, Touchpoint
from journeybook.rubric import Subject
from journeybook.rubric.causes import Cause

SOOTHING = (
    "向客户真诚道歉，并赠送一张优惠券",
    "门口摆几盆花，放点轻音乐",
    "做一次满意度回访，听听客户怎么说",
    "Apologise warmly and give every customer a voucher",
    "Play soft music and hang up a friendly poster",
    "Write a report about how customers feel",
)


def _severity(subject: Subject, severity: Callable[[PainPoint], int]) -> Subject:
    cards = tuple(card.model_copy(update={"severity": severity(card)}) for card in subject.map.pain_points)
    return with_map(subject, pain_points=cards)


@plants("severity_follows_data")
def severity_upside_down(subject: Subject, chance: Random) -> Subject | None:
    del chance
    return _severity(subject, lambda card: 6 - card.severity)


@plants("severity_follows_data")
def all_equally_severe(subject: Subject, chance: Random) -> Subject | None:
    level = chance.randint(1, 5)
    return _severity(subject, lambda _: level)


@plants("severity_follows_data")
def scratch_called_a_catastrophe(subject: Subject, chance: Random) -> Subject | None:
    """Call the pain point that hurts clearly fewer customers the more severe one."""
    hurt = case_data(subject).hurt
    tied = [
        (card, hurt[code]) for card in subject.map.pain_points if (code := subject.case_code(card)) in hurt and code
    ]
    tied = [(card, found) for card, found in tied if not found.small]
    pairs = [(one, other) for one, worse in tied for other, better in tied if worse.low > better.high]
    if not pairs:
        return None
    worse, better = chance.choice(pairs)
    at = subject.case_code(worse)
    return _severity(
        subject, lambda card: 5 if card == better else 1 if subject.case_code(card) == at else card.severity
    )


def _marked(subject: Subject, marked: Callable[[Touchpoint], bool]) -> Subject:
    cards = tuple(card.model_copy(update={"is_moment_of_truth": marked(card)}) for card in subject.map.touchpoints)
    return with_map(subject, touchpoints=cards)


@plants("moments_ranked")
def one_moment_missed(subject: Subject, chance: Random) -> Subject | None:
    codes = sorted({card.case_touchpoint or "" for card in subject.moments()} & set(subject.the_key.moments))
    if not codes:
        return None
    left = chance.choice(codes)
    return _marked(subject, lambda card: card.is_moment_of_truth and card.case_touchpoint != left)


@plants("moments_ranked")
def moments_anywhere_else(subject: Subject, chance: Random) -> Subject | None:
    others = [card.id for card in subject.map.touchpoints if card.case_touchpoint not in subject.the_key.moments]
    taken = chance.sample(others, min(len(others), chance.randint(1, 3)))
    return _marked(subject, lambda card: card.id in taken)


@plants("moments_ranked")
def stars_everywhere(subject: Subject, chance: Random) -> Subject | None:
    spared = chance.choice(subject.map.touchpoints).id
    return _marked(subject, lambda card: card.is_moment_of_truth or card.id != spared)


def _answers_to(subject: Subject, cause: Cause) -> set[str]:
    """Return the pain points where a cause shows."""
    return {card.id for card in subject.map.pain_points if subject.case_code(card) in cause.at}


def _propose(subject: Subject, chance: Random, text: Callable[[Cause], str]) -> Subject | None:
    """Put another text on all opportunities that answer the pain points of one cause."""
    if not subject.the_key.causes:
        return None
    cause = chance.choice(subject.the_key.causes)
    meant, said = _answers_to(subject, cause), text(cause)
    cards = tuple(
        card.model_copy(update={"text": said, "goal": ""}) if meant & set(card.pain_points) else card
        for card in subject.map.opportunities
    )
    return with_map(subject, opportunities=cards)


@plants("opportunity_addresses_cause")
def opportunity_soothes(subject: Subject, chance: Random) -> Subject | None:
    return _propose(subject, chance, lambda _: chance.choice(SOOTHING))


@plants("opportunity_addresses_cause")
def opportunity_is_a_slogan(subject: Subject, chance: Random) -> Subject | None:
    return _propose(subject, chance, lambda _: bad("opportunities_doable", chance))


@plants("opportunity_addresses_cause")
def opportunity_is_a_wish(subject: Subject, chance: Random) -> Subject | None:
    """Name what should be better, and nothing that anybody would do."""
    form = chance.choice(("{}要是更好就好了", "{}！{}！", "Better {} for everybody!", "Why is there no {}?"))
    return _propose(
        subject, chance, lambda cause: form.replace("{}", chance.choice(chance.choice(cause.approaches).things))
    )


@plants("opportunity_addresses_cause")
def opportunity_is_all_words_there_are(subject: Subject, chance: Random) -> Subject | None:
    sep = chance.choice(("、", ", ", " "))
    return _propose(subject, chance, lambda cause: sep.join(sorted(cause.words)))


@plants("opportunity_addresses_cause")
def cause_not_answered(subject: Subject, chance: Random) -> Subject | None:
    if not subject.the_key.causes:
        return None
    meant = _answers_to(subject, chance.choice(subject.the_key.causes))
    cards = tuple(
        card.model_copy(update={"pain_points": tuple(id_ for id_ in card.pain_points if id_ not in meant)})
        for card in subject.map.opportunities
    )
    return with_map(subject, opportunities=cards)


def _later(subject: Subject, codes: tuple[str, ...], *, emotion: bool, severity: bool) -> Subject | None:
    """Put back, on the future map, what stands on the current one at some touchpoints: emotion, severity or both."""
    if subject.future_map is None:
        return None
    # A journey may lead past a touchpoint of the case twice: no better than the worse time.
    there = [card for card in subject.map.touchpoints if card.case_touchpoint in codes]
    feels = min((card.emotion for card in there if card.emotion is not None), default=None)
    hurts = [card for card in subject.map.pain_points if subject.case_code(card) in codes]
    future = subject.future_map
    data = {name: getattr(future, name) for name in JourneyMap.model_fields}
    if emotion:
        data["touchpoints"] = tuple(
            card.model_copy(update={"emotion": feels}) if card.case_touchpoint in codes else card
            for card in future.touchpoints
        )
    if severity:
        at = next((card for card in future.touchpoints if card.case_touchpoint in codes), None)
        if at is None:
            return None
        old = {card.id for card in hurts}
        back = (card.model_copy(update={"touchpoint": at.id, "stage": at.stage}) for card in hurts)
        data["pain_points"] = (*(card for card in future.pain_points if card.id not in old), *back)
    return replace(subject, future_map=JourneyMap(**data))


@plants("future_lifts_pains")
def future_feels_the_same(subject: Subject, chance: Random) -> Subject | None:
    return _later(subject, chance.choice(subject.the_key.planted), emotion=True, severity=False)


@plants("future_lifts_pains")
def future_hurts_the_same(subject: Subject, chance: Random) -> Subject | None:
    return _later(subject, chance.choice(subject.the_key.planted), emotion=False, severity=True)


@plants("future_lifts_pains")
def future_is_the_present(subject: Subject, chance: Random) -> Subject | None:
    return replace(subject, future_map=chance.choice((subject.map, None)))


@plants("future_lifts_pains")
def future_is_all_sunshine(subject: Subject, chance: Random) -> Subject | None:
    del chance
    if subject.future_map is None:
        return None
    cards = tuple(card.model_copy(update={"emotion": 2}) for card in subject.future_map.touchpoints)
    data = {name: getattr(subject.future_map, name) for name in JourneyMap.model_fields} | {"touchpoints": cards}
    return replace(subject, future_map=JourneyMap(**data))


@plants("effect_evaluated")
def effect_judged_wrongly(subject: Subject, chance: Random) -> Subject | None:
    if (key := subject.the_key.effect) is None:
        return None
    question = chance.choice([*key.parts.values(), key.size])
    wrong = [option for option in key.sizes if option != subject.the_key.quiz[question]]
    return replace(subject, answers={**subject.answers, question: chance.choice(["", *wrong])})
