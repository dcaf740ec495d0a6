"""Does every card say something of its own?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model import JourneyMap
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import bare, quoted

NAME = "no_duplicate_cards"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Count the cards that repeat another of their kind, whatever their case, width, punctuation and white space.

    A touchpoint may come twice if the customer does something else there; a figure may support two claims.
    """
    first: set[tuple[str, ...]] = set()
    again: dict[str, str] = {}
    cards = list(_cards(subject.map))
    if not cards:
        return not_attempted(NAME)
    for id_, shown, content in cards:
        if content in first:
            again[id_] = shown
        first.add(content)
    if not again:
        return Verdict(1.0, phrase(NAME, "met", cards=len(cards)))
    words = phrase(NAME, "partly", again=len(again), words=quoted(again.values()))
    return Verdict(1 - len(again) / len(cards), words, hints(NAME), tuple(again))


def _cards(journey_map: JourneyMap) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield (id, text to quote, what must not come twice) of each card on which something is written."""
    for touchpoint in journey_map.touchpoints:
        if bare(touchpoint.name):
            yield touchpoint.id, touchpoint.name, ("touchpoint", bare(touchpoint.name), bare(touchpoint.action))
    for pain_point in journey_map.pain_points:
        if bare(pain_point.text):
            yield pain_point.id, pain_point.text, ("pain point", bare(pain_point.text))
    for opportunity in journey_map.opportunities:
        if bare(opportunity.text):
            yield opportunity.id, opportunity.text, ("opportunity", bare(opportunity.text))
    for evidence in journey_map.evidence:
        if bare(evidence.text):
            yield evidence.id, evidence.text, ("evidence", evidence.claim, evidence.aspect, bare(evidence.text))


CRITERION = Criterion(NAME, judge, {}, family=Family.FORM)
