"""Small maps, a key and a judge, so that a criterion's test reads as one sentence."""

from __future__ import annotations

from typing import Any

from journeybook.i18n import LANGUAGES, t
from journeybook.model import Channel, JourneyMap, Opportunity, PainPoint, Stage, Touchpoint
from journeybook.rubric import Demand, Finding, Key, Subject, all_criteria

STARTER = JourneyMap(stages=(Stage(id="stage-1", name="购买"), Stage(id="stage-2", name="Use <it>")))

KEY = Key(
    planted=(("checkout",), ("hotline", "repair")),
    decoys=("search", "advice"),
    moments=("checkout", "hotline"),
    quiz={"q1": "b", "q2": "c", "q3": "a"},
    explanations={"q1": "…"},
)

QUESTIONS = ("q1", "q2", "q3")

POINTS = 12.0
"""What every demand here is worth: halves, thirds and quarters of it are whole points."""


def touchpoint(name: str, /, **fields: Any) -> Touchpoint:
    """Return a complete touchpoint ``touchpoint-<name>`` of the first stage; `fields` change it."""
    complete: dict[str, Any] = {"stage": "stage-1", "name": name, "channel": Channel.STORE, "action": "…", "emotion": 0}
    return Touchpoint(id=f"touchpoint-{name}", **(complete | fields))


def pain_point(name: str, /, **fields: Any) -> PainPoint:
    """Return a pain point ``painpoint-<name>`` of severity 3 at the touchpoint of the same name."""
    whole: dict[str, Any] = {"stage": "stage-1", "touchpoint": f"touchpoint-{name}", "text": name}
    return PainPoint(id=f"painpoint-{name}", **(whole | fields))


def opportunity(name: str, /, **fields: Any) -> Opportunity:
    """Return an opportunity ``opportunity-<name>`` with every text filled, answering no pain point."""
    whole: dict[str, Any] = {"stage": "stage-1", "text": "…", "goal": "…", "measure": "…", "owner": "…"}
    return Opportunity(id=f"opportunity-{name}", **(whole | fields))


def drawn(*cards: Touchpoint | PainPoint | Opportunity, **parts: Any) -> JourneyMap:
    """Return the starter with `cards` added, each in its own list, and `parts` (persona, stages …) replaced."""
    lists: dict[str, tuple[Any, ...]] = {
        "touchpoints": tuple(card for card in cards if isinstance(card, Touchpoint)),
        "pain_points": tuple(card for card in cards if isinstance(card, PainPoint)),
        "opportunities": tuple(card for card in cards if isinstance(card, Opportunity)),
    }
    return JourneyMap(**{"stages": STARTER.stages, **lists, **parts})


def staged(*names: str) -> JourneyMap:
    """Return a map with nothing on it but stages ``stage-0``, ``stage-1`` … of these names."""
    return JourneyMap(stages=tuple(Stage(id=f"stage-{n}", name=name) for n, name in enumerate(names)))


def at_case(*severities: tuple[str, int]) -> JourneyMap:
    """Return a map with one touchpoint of the case a pair, and on it a pain point of that severity."""
    touchpoints = [touchpoint(code, case_touchpoint=code) for code, _ in severities]
    return drawn(*touchpoints, *(pain_point(code, severity=severity) for code, severity in severities))


def judge(
    criterion: str,
    journey_map: JourneyMap | None = None,
    *,
    answers: dict[str, str] | None = None,
    key: Key | None = KEY,
    **thresholds: float,
) -> Finding:
    """Return what a criterion worth `POINTS` says; every sentence of it can be said in both languages."""
    known = all_criteria()[criterion]
    demand = Demand(known, POINTS, {**known.thresholds, **thresholds})
    subject = Subject(journey_map, STARTER, answers or {}, QUESTIONS, key)
    finding = demand.judge(subject)
    for lang in LANGUAGES:
        sentences = [t(words.key, lang, **words.params) for words in (finding.verdict.why, *finding.verdict.hints)]
        assert all(sentence and "{" not in sentence for sentence in sentences)
    return finding


def said(finding: Finding, lang: str = "en") -> str:
    """Return why, in words."""
    return t(finding.verdict.why.key, lang, **finding.verdict.why.params)
