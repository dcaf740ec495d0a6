"""What can be wrong with what a map rests on: more makers of defects, see `defects`.

They ask the case's data where to strike: which figure would be wrong, which touchpoint few customers answered about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from defects import change, plants, with_map

from journeybook.i18n import LANGUAGES
from journeybook.model import Aspect, Evidence, EvidenceKind, PainPoint, Touchpoint, new_id
from journeybook.rubric import Subject
from journeybook.rubric.claims import Claim, claims
from journeybook.rubric.measured import Measured

MADE_UP = (
    "排了整整一个上午的队，我发誓再也不来了！",
    "你们的服务真是一流，全家人都夸个不停。",
    "I will tell everybody I know to stay away from this company.",
    "Best service I have ever had, my whole family agrees!",
)

FIGURELESS = (
    "很多客户都不满意",
    "大家普遍反映等得太久",
    "Most customers are unhappy here",
    "Everybody says it takes far too long",
)

SATISFIED = {"zh": "{name}：满意度 {value:.0f}%", "en": "{name}: {value:.0f}% satisfied"}

_FIGURE = re.compile(r"(?P<digits>\d+(?:\.\d+)?)(?P<unit>\s*(?:%|分钟|小时|minutes|hours|件投诉|complaints per))")
_MARKS = re.compile(r"n\s*=\s*[\d,]+|[（(]?[;；，,]?\s*(?:观测)?(?:不足|少于|fewer than)[^）)]*[）)]?", re.IGNORECASE)


def case_data(subject: Subject) -> Measured:
    if subject.data is None:
        raise ValueError("the bench's exercises all have a case")
    return subject.data


def _backed(subject: Subject) -> list[Claim]:
    made = [claim for claim in claims(subject.map) if claim.grave or claim.aspect is Aspect.PAIN_POINT]
    return [claim for claim in made if claim.evidence]


def _given(subject: Subject, *kinds: EvidenceKind) -> list[Evidence]:
    return [one for one in subject.map.evidence if one.kind in kinds and one.text.strip()]


def _change_evidence(subject: Subject, those: Sequence[Evidence], to: Callable[[Evidence], Evidence]) -> Subject:
    ids = {one.id for one in those}
    return with_map(subject, evidence=tuple(to(one) if one.id in ids else one for one in subject.map.evidence))


@plants("claims_have_evidence")
def claim_left_bare(subject: Subject, chance: Random) -> Subject | None:
    if not (made := _backed(subject)):
        return None
    gone = {one.id for one in chance.choice(made).evidence}
    return with_map(subject, evidence=tuple(one for one in subject.map.evidence if one.id not in gone))


@plants("claims_have_evidence")
def claim_only_assumed(subject: Subject, chance: Random) -> Subject | None:
    if not (made := _backed(subject)):
        return None
    assumed = {"kind": EvidenceKind.ASSUMPTION, "source": ""}
    return _change_evidence(subject, chance.choice(made).evidence, lambda one: one.model_copy(update=assumed))


@plants("claims_have_evidence")
def evidence_says_nothing(subject: Subject, chance: Random) -> Subject | None:
    if not (made := _backed(subject)):
        return None
    nothing = {"text": chance.choice(("", " ", "……", "？？", "---"))}
    return _change_evidence(subject, chance.choice(made).evidence, lambda one: one.model_copy(update=nothing))


@plants("claims_have_evidence")
def evidence_pasted_from_elsewhere(subject: Subject, chance: Random) -> Subject | None:
    made = _backed(subject)
    pairs = [
        (one, later) for n, one in enumerate(made) for later in made[n + 1 :] if one.touchpoint != later.touchpoint
    ]
    if not pairs:
        return None
    one, later = chance.choice(pairs)
    text = one.evidence[0].text
    kind = one.evidence[0].kind
    return _change_evidence(
        subject, later.evidence, lambda evidence: evidence.model_copy(update={"text": text, "kind": kind})
    )


@plants("evidence_has_source")
def source_missing(subject: Subject, chance: Random) -> Subject | None:
    if not (there := _given(subject, EvidenceKind.QUOTE, EvidenceKind.DATA)):
        return None
    return change(subject, "evidence", chance.choice(there), source=chance.choice(("", "  ", "\n", "？", "–", "...")))


@plants("quotes_are_real")
def quote_made_up(subject: Subject, chance: Random) -> Subject | None:
    if not (there := _given(subject, EvidenceKind.QUOTE)):
        return None
    return change(subject, "evidence", chance.choice(there), text=chance.choice(MADE_UP))


@plants("quotes_are_real")
def quote_continued_freely(subject: Subject, chance: Random) -> Subject | None:
    if not (there := _given(subject, EvidenceKind.QUOTE)):
        return None
    card = chance.choice(there)
    more = chance.choice(("{} {}", "{} … {}")).format(card.text, chance.choice(MADE_UP))
    return change(subject, "evidence", card, text=more)


@plants("quotes_are_real")
def quote_turned_round(subject: Subject, chance: Random) -> Subject | None:
    """Put the end of what was said before its beginning, as if something between had been left out."""
    there = [one for one in _given(subject, EvidenceKind.QUOTE) if len(one.text) >= 24]
    if not there:
        return None
    card = chance.choice(there)
    middle = len(card.text) // 2
    return change(subject, "evidence", card, text=f"{card.text[middle:]} … {card.text[:middle]}")


@plants("quotes_are_real")
def figure_called_a_quote(subject: Subject, chance: Random) -> Subject | None:
    if not (there := _given(subject, EvidenceKind.DATA)):
        return None
    return change(subject, "evidence", chance.choice(there), kind=EvidenceKind.QUOTE)


def _far_off(found: re.Match[str]) -> str:
    value = float(found["digits"])
    if "%" in found["unit"]:
        return f"{value - 35 if value > 50 else value + 35:.0f}{found['unit']}"
    return f"{value * 4:.1f}{found['unit']}"


@plants("figures_agree")
def figure_far_off(subject: Subject, chance: Random) -> Subject | None:
    """Write a share that is 35 points off, or a time or a rate that is four times too large."""
    there = [one for one in _given(subject, EvidenceKind.DATA) if _FIGURE.search(one.text)]
    if not there:
        return None
    card = chance.choice(there)
    return change(subject, "evidence", card, text=_FIGURE.sub(_far_off, card.text, count=1))


@plants("figures_agree")
def words_instead_of_a_figure(subject: Subject, chance: Random) -> Subject | None:
    if not (there := _given(subject, EvidenceKind.DATA)):
        return None
    return change(subject, "evidence", chance.choice(there), text=chance.choice(FIGURELESS))


@plants("figures_agree")
def figure_of_another_touchpoint(subject: Subject, chance: Random) -> Subject | None:
    """Give a touchpoint the satisfaction of one where customers feel quite otherwise."""
    felt, figures = case_data(subject).felt, case_data(subject).figures
    tied = [card for card in subject.map.touchpoints if card.case_touchpoint in felt]
    there = [
        (evidence, card, other)
        for evidence in _given(subject, EvidenceKind.DATA)
        for card in tied
        if evidence.claim == card.id and evidence.aspect is Aspect.EMOTION
        for other in tied
        if abs(felt[card.case_touchpoint or ""].mean - felt[other.case_touchpoint or ""].mean) > 1
    ]
    if not there:
        return None
    evidence, card, other = chance.choice(there)
    (value,) = (one.value for one in figures[other.case_touchpoint or ""] if one.measure == "csat")
    lang = chance.choice(LANGUAGES)
    name = case_data(subject).names[card.case_touchpoint or ""][LANGUAGES.index(lang)]
    return change(subject, "evidence", evidence, text=SATISFIED[lang].format(name=name, value=value))


def _redrawn(subject: Subject, emotion: Callable[[Touchpoint], int | None]) -> Subject:
    cards = tuple(card.model_copy(update={"emotion": emotion(card)}) for card in subject.map.touchpoints)
    return with_map(subject, touchpoints=cards)


@plants("curve_follows_data")
def curve_upside_down(subject: Subject, chance: Random) -> Subject | None:
    wobble = chance.choice((-1, 0, 1))
    return _redrawn(subject, lambda card: None if card.emotion is None else max(-2, min(2, wobble - card.emotion)))


@plants("curve_follows_data")
def curve_that_never_changes(subject: Subject, chance: Random) -> Subject | None:
    level = chance.randint(-2, 2)
    return _redrawn(subject, lambda card: None if card.emotion is None else level)


@plants("curve_follows_data")
def best_and_worst_exchanged(subject: Subject, chance: Random) -> Subject | None:
    del chance
    felt = case_data(subject).felt
    tied = sorted(
        (card for card in subject.map.touchpoints if card.emotion is not None and card.case_touchpoint in felt),
        key=lambda card: felt[card.case_touchpoint or ""].mean,
    )
    if len(tied) < 6:
        return None
    half = len(tied) // 2
    new = {card.id: 2 for card in tied[:half]} | {card.id: -1 for card in tied[half:]}
    return _redrawn(subject, lambda card: new.get(card.id, card.emotion))


@plants("curve_follows_data")
def curve_of_a_few_touchpoints(subject: Subject, chance: Random) -> Subject | None:
    kept = {card.id for card in chance.sample(subject.map.touchpoints, 3)}
    return _redrawn(subject, lambda card: card.emotion if card.id in kept else None)


def _few(subject: Subject) -> list[Touchpoint]:
    """Return the map's touchpoints about which fewer than 30 customers answered."""
    data = case_data(subject)
    return [card for card in subject.map.touchpoints if 0 < data.answers(card.case_touchpoint or "") < 30]


@plants("small_numbers_marked")
def warning_struck_out(subject: Subject, chance: Random) -> Subject | None:
    few = {card.id for card in _few(subject)}
    there = [one for one in _given(subject, EvidenceKind.DATA) if one.claim in few]
    if not there:
        return None
    card = chance.choice(there)
    source = chance.choice(("surveys", "问卷表"))
    text = re.split(r"[;；]", card.text)[0]
    return change(subject, "evidence", card, text=_MARKS.sub("", text), source=source)


@plants("small_numbers_marked")
def few_answers_quoted_as_many(subject: Subject, chance: Random) -> Subject | None:
    """Write down the share of a touchpoint that few answered about, without a word of that, at some other card."""
    data = case_data(subject)
    code = chance.choice([code for code, felt in data.felt.items() if felt.n < 30])
    (value,) = (figure.value for figure in data.figures[code] if figure.measure == "csat")
    lang = chance.choice(LANGUAGES)
    text = SATISFIED[lang].format(name=data.names[code][LANGUAGES.index(lang)], value=value)
    card = Evidence(
        id=new_id("evidence"),
        claim=chance.choice(subject.map.touchpoints).id,
        aspect=Aspect.EMOTION,
        kind=EvidenceKind.DATA,
        text=text,
        source=chance.choice(("surveys", "问卷表")),
    )
    return with_map(subject, evidence=(*subject.map.evidence, card))


@plants("small_n_not_overstated")
def extreme_emotion_of_a_few(subject: Subject, chance: Random) -> Subject | None:
    few = [card for card in _few(subject) if card.emotion is not None]
    return change(subject, "touchpoints", chance.choice(few), emotion=chance.choice((-2, 2))) if few else None


@plants("small_n_not_overstated")
def moment_of_a_few(subject: Subject, chance: Random) -> Subject | None:
    few = _few(subject)
    return change(subject, "touchpoints", chance.choice(few), is_moment_of_truth=True) if few else None


@plants("small_n_not_overstated")
def severe_pain_of_a_few(subject: Subject, chance: Random) -> Subject | None:
    few = _few(subject)
    if not few:
        return None
    at, text = chance.choice(few), chance.choice(("每次都被打扰", "Every single one of them annoys me"))
    card = PainPoint(
        id=new_id("painpoint"), stage=at.stage, touchpoint=at.id, text=text, severity=chance.choice((4, 5))
    )
    return with_map(subject, pain_points=(*subject.map.pain_points, card))
