"""Is the journey told as the customer lives it, not as the company runs it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model import JourneyMap
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import Words, bare, first_found, quoted, words

NAME = "customers_words"

GOAL = "persona"
"""Stands for the persona's goal, which is on no card."""


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Look for the company's words in what the customer does, thinks, suffers and wants.

    As words can mislead, ``at_most`` of the cards may be let pass.
    """
    asked = {id_ for id_, text, _ in _texts(subject.map) if bare(text)}
    if not asked:
        return not_attempted(NAME)
    found: dict[str, str] = {}
    for id_, text, tables in _texts(subject.map):
        if (words_found := first_found(tables, text)) is not None:
            found.setdefault(id_, words_found)
    too_many = len(found) - int(thresholds["at_most"])
    if too_many <= 0:
        return Verdict(1.0, phrase(NAME, "met"))
    why = phrase(NAME, "partly", found=len(found), words=quoted(found.values()))
    return Verdict(1 - too_many / len(asked), why, hints(NAME), tuple(id_ for id_ in found if id_ != GOAL))


def _texts(journey_map: JourneyMap) -> Iterator[tuple[str, str, tuple[Words, ...]]]:
    """Yield (card, text, lists to look in)."""
    company = words(NAME)
    said = tuple(table for name, table in company.items() if name != "acts")
    # What staff or a system do may well be what is in the customer's way.
    in_the_way = (company["we"], company["done_to"], company["jargon"])
    yield GOAL, journey_map.persona.goal, (*words("company_goals").values(), company["we"], company["jargon"])
    for touchpoint in journey_map.touchpoints:
        yield touchpoint.id, touchpoint.action, tuple(company.values())
        yield touchpoint.id, touchpoint.thought, said
    for pain_point in journey_map.pain_points:
        yield pain_point.id, pain_point.text, in_the_way


CRITERION = Criterion(NAME, judge, {"at_most": 0}, family=Family.VIEW)
