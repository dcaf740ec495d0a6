"""Does every card say something of its own?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ...model import JourneyMap
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import bare, quoted

NAME = "no_duplicate_cards"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Count the cards that repeat another of their kind, whatever their case, width, punctuation and white space.

    The kind with the most repetition decides, lest copies of good cards outweigh a bad one. A touchpoint may come twice
    if the customer does something else there; a figure may support two claims.
    """
    first: set[tuple[str, ...]] = set()
    again: dict[str, str] = {}
    there, repeated = Counter[str](), Counter[str]()
    for id_, shown, content in _cards(subject.map):
        there[content[0]] += 1
        if content in first:
            again[id_] = shown
            repeated[content[0]] += 1
        first.add(content)
    if not there:
        return not_attempted(NAME)
    if not again:
        return Verdict(1.0, phrase(NAME, "met", cards=there.total()))
    share = min(1 - repeated[kind] / there[kind] for kind in there)
    words = phrase(NAME, "partly", again=len(again), words=quoted(again.values()))
    return Verdict(share, words, hints(NAME), tuple(again))


def _cards(journey_map: JourneyMap) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield (id, text to quote, kind and what must not come twice) of each card on which something is written."""
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
