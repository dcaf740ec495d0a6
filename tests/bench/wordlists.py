"""How well the criteria's word lists do on labelled sentences, and on what customers really say."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from labelled import NAMES, sentences

import journeybook
from journeybook.i18n import LANGUAGES
from journeybook.model import JourneyMap, Opportunity, PainPoint, Persona, Stage, Touchpoint
from journeybook.rubric import Demand, Status, Subject, all_criteria

CASES = Path(journeybook.__file__).parent / "cases"
COMMENTS = Path(__file__).parent / "labelled_comments"


def _drawn(*cards: Touchpoint | PainPoint | Opportunity) -> JourneyMap:
    return JourneyMap(
        stages=(Stage(id="stage-1", name="1"),),
        touchpoints=tuple(card for card in cards if isinstance(card, Touchpoint)),
        pain_points=tuple(card for card in cards if isinstance(card, PainPoint)),
        opportunities=tuple(card for card in cards if isinstance(card, Opportunity)),
    )


def _touchpoint(**fields: str) -> JourneyMap:
    return _drawn(Touchpoint(id="touchpoint-1", stage="stage-1", **fields))  # type: ignore[arg-type]


def _opportunity(**fields: str) -> JourneyMap:
    return _drawn(Opportunity(id="opportunity-1", stage="stage-1", **fields))  # type: ignore[arg-type]


PLACES: dict[str, Callable[[str], JourneyMap]] = {
    "customers_words": lambda text: _touchpoint(action=text),
    "goal_is_measurable": lambda text: _opportunity(goal=text),
    "opportunities_doable": lambda text: _opportunity(text=text),
    "owner_is_named": lambda text: _opportunity(owner=text),
    "pain_points_are_obstacles": lambda text: _drawn(PainPoint(id="painpoint-1", stage="stage-1", text=text)),
    "persona_is_a_person": lambda text: JourneyMap(persona=Persona(name=text)),
    "thoughts_given": lambda text: _touchpoint(thought=text),
}
"""Criterion → a map with nothing on it but a text in the place that the criterion reads."""


def flagged(name: str, text: str) -> bool:
    """Return whether a criterion takes a sentence for a bad one."""
    criterion = all_criteria()[name]
    finding = Demand(criterion, 1.0, dict(criterion.thresholds)).judge(Subject(PLACES[name](text)))
    return finding.status is Status.NOT_MET


def spoken(lang: str) -> list[str]:
    """Return the sentences of the customers in the cases' interviews and in the labelled comments."""
    texts: list[str] = []
    for path in sorted(CASES.glob(f"*/interviews.{lang}.json")):
        interviews = json.loads(path.read_text(encoding="utf-8"))
        texts += [text for interview in interviews for who, _, text in interview if who == "c"]
    with (COMMENTS / f"{lang}.csv").open(encoding="utf-8", newline="") as file:
        texts += [row["text"] for row in csv.DictReader(file)]
    return [part for text in texts for part in re.split(r"(?<=[。！？.!?])\s*", text) if part.strip()]


def rates() -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table: list, language, which sentences, how many, precision, recall and false alarms."""
    for name in NAMES:
        for lang in LANGUAGES:
            labelled = sentences(name)[lang]
            for kind, prefix in (("fitted", ""), ("fresh", "fresh_")):
                if f"{prefix}good" in labelled:
                    good, bad = labelled[f"{prefix}good"], labelled[f"{prefix}bad"]
                    alarms = sum(flagged(name, text) for text in good)
                    found = sum(flagged(name, text) for text in bad)
                    precision = f"{found / (found + alarms):.0%}" if found + alarms else "–"
                    recall = f"{found / len(bad):.0%}"
                    yield name, lang, kind, str(len(good) + len(bad)), precision, recall, f"{alarms} of {len(good)}"
    for name in ("customers_words", "pain_points_are_obstacles", "thoughts_given"):
        for lang in LANGUAGES:
            said = spoken(lang)
            alarms = sum(flagged(name, text) for text in said)
            yield name, lang, "real customers", str(len(said)), "–", "–", f"{alarms} ({alarms / len(said):.1%})"
