"""A map of many cards, the same for the same seed, for what must cope with it."""

from __future__ import annotations

import random

from journeybook.model import (
    Aspect,
    Channel,
    Evidence,
    EvidenceKind,
    JourneyMap,
    Opportunity,
    PainPoint,
    Persona,
    Scenario,
    Stage,
    Touchpoint,
)

_LETTERS = {
    "zh": tuple("结账排队太久走不动客服两三天没有人回复书架一直装不起来送货晚了也没有人打电话会员积分查不到促销邮件"),
    "en": ("queue ", "checkout ", "waiting ", "courier ", "member ", "points ", "offer ", "shelf ", "screws "),
}


def large_map(cards: int = 500, lang: str = "zh", stages: int = 10) -> JourneyMap:
    """Return a map with so many stages, touchpoints, pain points and opportunities, and evidence besides."""
    dice = random.Random(cards)  # noqa: S311  # invented texts, no secret
    pool = _LETTERS[lang]

    def words(count: int) -> str:
        return "".join(dice.choice(pool) for _ in range(count if lang == "zh" else count // 4 + 1)).strip()

    columns = [Stage(id=f"stage-{i}", name=words(4)) for i in range(stages)]
    each = (cards - stages) * 2 // 5
    touchpoints = [
        Touchpoint(
            id=f"touchpoint-{i}",
            stage=columns[i * stages // each].id,
            name=f"{i} {words(6)}",
            channel=dice.choice(list(Channel)),
            action=words(14),
            thought=words(12) if i % 2 else "",
            emotion=dice.randint(-2, 2),
            is_moment_of_truth=i % 20 == 0,
            backstage=words(12) if i % 3 == 0 else "",
        )
        for i in range(each)
    ]
    pains = [
        PainPoint(id=f"pain-{i}", stage=card.stage, touchpoint=card.id, text=f"P{i} {words(20)}", severity=i % 5 + 1)
        for i in range(each)
        for card in [dice.choice(touchpoints)]
    ]
    opportunities = [
        Opportunity(
            id=f"opportunity-{i}",
            stage=pain.stage,
            text=f"O{i} {words(18)}",
            pain_points=(pain.id,),
            goal=words(12),
            measure=words(14),
            owner=words(4),
        )
        for i in range(cards - stages - 2 * each)
        for pain in [dice.choice(pains)]
    ]
    kinds = list(EvidenceKind)
    evidence = [
        Evidence(
            id=f"evidence-{i}",
            claim=pain.id,
            aspect=Aspect.PAIN_POINT,
            kind=kinds[i % 3],
            text=words(20),
            source=words(6),
        )
        for i, pain in enumerate(pains[: each // 2])
    ]
    return JourneyMap(
        persona=Persona(name=words(3), about=words(40), goal=words(20)),
        scenario=Scenario(name=words(6), situation=words(40)),
        stages=tuple(columns),
        touchpoints=tuple(touchpoints),
        pain_points=tuple(pains),
        opportunities=tuple(opportunities),
        evidence=tuple(evidence),
    )
