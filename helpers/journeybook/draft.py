"""A first journey map drawn from a case's data, for a trainer to finish."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from . import evidence
from .boardfacts import board_facts, quote_fact
from .cases import Case
from .i18n import Phrase, check_language, language, t
from .model import Aspect, Evidence, EvidenceKind, JourneyMap, PainPoint, Scenario, Stage, Touchpoint

SEVERE = 4
"""From this severity on a painful touchpoint becomes a pain point of the draft."""

Claim = tuple[str, Aspect, dict[str, Any]]
"""The id of a card, what of it is claimed, and the fact or quote that speaks for it."""

QUOTES_READ = 40
"""So many comments about a touchpoint are read to find one of an unhappy customer."""

MOMENTS = 2
"""So many moments of truth the draft marks at most."""


def draft_map(case: Case, lang: str | None = None) -> JourneyMap:
    """Return a current map of a case as its data before the fix tell it, facts as evidence.

    It has the case's touchpoints in five stages with their measured emotions, the clearest moments of truth and the
    severest pain points. What no figure can say is left to a person: the persona, what customers do and think, the
    words of the pain points, and all opportunities.

    Parameters
    ----------
    case : Case
        With the tables that :func:`.evidence.unify` joins.
    lang : {"zh", "en"}, optional
        Language of all words; default the current one.

    Raises
    ------
    CaseError
        If a table is missing or damaged.
    EvidenceError
        If no customer's loyalty is known, so that no moment of truth can be told.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> len(draft_map(load("retail"), "en").stages)
    5
    """
    lang = check_language(lang or language())
    stages = tuple(
        Stage(id=f"stage-{number}", name=name)
        for number, name in enumerate(t("board.template_b", lang).split(","), start=1)
    )
    felt = evidence.emotion_from_survey(case)["emotion"]
    moments = evidence.moments_of_truth(case)
    chosen = moments.index[moments["clear"]][:MOMENTS].tolist()
    touchpoints = tuple(
        Touchpoint(
            id=f"touchpoint-{number}",
            stage=stages[touchpoint.stage - 1].id,
            name=touchpoint.name(lang),
            channel=touchpoint.channel,
            case_touchpoint=touchpoint.code,
            emotion=None if felt.isna()[touchpoint.code] else int(felt[touchpoint.code]),
            is_moment_of_truth=touchpoint.code in chosen,
        )
        for number, touchpoint in enumerate(case.touchpoints, start=1)
    )
    by_code = {touchpoint.case_touchpoint or "": touchpoint for touchpoint in touchpoints}
    pains = evidence.pain_points(case)
    severe: dict[Any, Any] = pains[(pains["severity"] >= SEVERE) & ~pains["small"]].to_dict("index")
    pain_points = tuple(
        PainPoint(
            id=f"pain-{number}",
            stage=by_code[code].stage,
            touchpoint=by_code[code].id,
            text=t("draft.pain_point", lang, name=by_code[code].name, unhappy=row["unhappy"]),
            severity=int(row["severity"]),
        )
        for number, (code, row) in enumerate(severe.items(), start=1)
    )
    facts: dict[str, dict[str, Any]] = {group["code"]: group for group in board_facts(case, lang)}
    claims = [
        *_about_emotions(by_code, facts),
        *((by_code[code].id, Aspect.MOMENT_OF_TRUTH, _why(moments.loc[code, "why"], lang)) for code in chosen),
        *_about_pains(case, dict(zip(severe, pain_points, strict=True)), facts, lang),
    ]
    return JourneyMap(
        scenario=Scenario(name=case.title(lang), situation=t("draft.situation", lang)),
        stages=stages,
        touchpoints=touchpoints,
        pain_points=pain_points,
        evidence=tuple(
            Evidence(
                id=f"evidence-{number}",
                claim=claim,
                aspect=aspect,
                kind=EvidenceKind(fact["kind"]),
                text=fact["text"],
                source=fact["source"],
            )
            for number, (claim, aspect, fact) in enumerate(claims, start=1)
        ),
    )


def _about_emotions(touchpoints: dict[str, Touchpoint], facts: dict[str, dict[str, Any]]) -> Iterator[Claim]:
    """Yield the survey's figure for each emotion."""
    for code, touchpoint in touchpoints.items():
        for fact in facts[code]["facts"]:
            if touchpoint.emotion is not None and fact["id"] == f"{code}/csat":
                yield touchpoint.id, Aspect.EMOTION, fact


def _about_pains(
    case: Case, pain_points: dict[str, PainPoint], facts: dict[str, dict[str, Any]], lang: str
) -> Iterator[Claim]:
    """Yield what the data say of each pain point's touchpoint, and a quote of somebody who is unhappy with it."""
    for code, pain_point in pain_points.items():
        for fact in facts[code]["facts"]:
            if fact["id"] in {f"{code}/wait", f"{code}/complaints"}:
                yield pain_point.id, Aspect.PAIN_POINT, fact
        unhappy = (
            quote
            for quote in evidence.quotes(case, code, lang, QUOTES_READ)
            if quote.score is not None and quote.score <= evidence.UNHAPPY
        )
        for quote in islice(unhappy, 1):
            yield pain_point.id, Aspect.PAIN_POINT, quote_fact(f"{code}/quote", facts[code]["name"], quote, lang)


def _why(reason: Phrase, lang: str) -> dict[str, Any]:
    return {
        "kind": EvidenceKind.DATA,
        "text": t(reason.key, lang, **reason.params),
        "source": t("draft.moments_source", lang),
    }
