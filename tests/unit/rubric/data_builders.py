"""Maps of the retail case with evidence on their cards, and a judge that has the case's data at hand."""

from __future__ import annotations

from functools import cache
from typing import Any

from builders import POINTS, QUESTIONS, STARTER, pain_point, touchpoint

from journeybook.cases import Case, load
from journeybook.i18n import LANGUAGES, t
from journeybook.model import Aspect, Evidence, EvidenceKind, JourneyMap, PainPoint, Touchpoint, new_id
from journeybook.rubric import Demand, Finding, Key, Subject, all_criteria
from journeybook.rubric.measured import Measured, measured


@cache
def retail() -> Case:
    return load("retail")


def data() -> Measured:
    return measured(retail())


def at(code: str, /, **fields: Any) -> Touchpoint:
    """Return a complete touchpoint tied to the case's touchpoint `code`."""
    return touchpoint(code.replace("_", ""), **({"case_touchpoint": code, "name": code} | fields))


def pain_at(code: str, severity: int = 3) -> PainPoint:
    """Return a pain point at the touchpoint that `at` makes of `code`."""
    return pain_point(code.replace("_", ""), severity=severity)


def says(card: Touchpoint | PainPoint, kind: str, text: str, /, **fields: Any) -> Evidence:
    """Return evidence for a pain point or, unless `fields` say otherwise, for the emotion at a touchpoint."""
    aspect = Aspect.PAIN_POINT if isinstance(card, PainPoint) else Aspect.EMOTION
    whole: dict[str, Any] = {"claim": card.id, "aspect": aspect, "kind": EvidenceKind(kind), "source": "…"} | fields
    return Evidence(id=new_id("evidence"), text=text, **whole)


def held(*cards: Touchpoint | PainPoint | Evidence, **parts: Any) -> JourneyMap:
    """Return a map of these cards."""
    return JourneyMap(
        **(
            {
                "stages": STARTER.stages,
                "touchpoints": tuple(card for card in cards if isinstance(card, Touchpoint)),
                "pain_points": tuple(card for card in cards if isinstance(card, PainPoint)),
                "evidence": tuple(card for card in cards if isinstance(card, Evidence)),
            }
            | parts
        )
    )


def judge(criterion: str, journey_map: JourneyMap | None, **options: Any) -> Finding:
    """Return what a criterion says with the retail case's data at hand, in words that both languages have.

    `options` are ``key``, ``case``, ``answers`` and ``future_map`` of the subject, and thresholds.
    """
    known = all_criteria()[criterion]
    parts = {name: options.pop(name) for name in ("key", "case", "answers", "future_map") if name in options}
    subject = Subject(journey_map, STARTER, questions=QUESTIONS, **({"case": retail(), "key": Key()} | parts))
    finding = Demand(known, POINTS, {**known.thresholds, **options}).judge(subject)
    for lang in LANGUAGES:
        sentences = [t(words.key, lang, **words.params) for words in (finding.verdict.why, *finding.verdict.hints)]
        assert all(sentence and "{" not in sentence for sentence in sentences)
    return finding


def hints(finding: Finding, lang: str = "en") -> str:
    """Return all hints, in words."""
    return " ".join(t(hint.key, lang, **hint.params) for hint in finding.verdict.hints)
