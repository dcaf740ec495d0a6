"""Does every card say something?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model import JourneyMap
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import bare

NAME = "no_empty_cards"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Count the touchpoints, pain points, opportunities and pieces of evidence on which nothing is written."""
    cards = dict(_texts(subject.map))
    if not cards:
        return not_attempted(NAME)
    empty = tuple(id_ for id_, text in cards.items() if not bare(text))
    if not empty:
        return Verdict(1.0, phrase(NAME, "met", cards=len(cards)))
    words = phrase(NAME, "partly", empty=len(empty), cards=len(cards))
    return Verdict(1 - len(empty) / len(cards), words, hints(NAME), empty)


def _texts(journey_map: JourneyMap) -> Iterator[tuple[str, str]]:
    for touchpoint in journey_map.touchpoints:
        yield touchpoint.id, touchpoint.name + touchpoint.action + touchpoint.thought + touchpoint.backstage
    for pain_point in journey_map.pain_points:
        yield pain_point.id, pain_point.text
    for opportunity in journey_map.opportunities:
        yield opportunity.id, opportunity.text + opportunity.goal + opportunity.measure
    for evidence in journey_map.evidence:
        yield evidence.id, evidence.text + evidence.source


CRITERION = Criterion(NAME, judge, {}, family=Family.FORM)
