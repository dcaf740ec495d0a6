"""Does every pain point say what is in the customer's way, not which solution is missing?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import bare, first_found, quoted, words

NAME = "pain_points_are_obstacles"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Look for missing features, wishes and instructions in the pain points.

    As words can mislead, ``at_most`` of them may be let pass.
    """
    texts = {card.id: card.text for card in subject.map.pain_points if bare(card.text)}
    if not texts:
        return not_attempted(NAME)
    tables = words(NAME).values()
    solutions = {id_: found for id_, text in texts.items() if (found := first_found(tables, text)) is not None}
    too_many = len(solutions) - int(thresholds["at_most"])
    if too_many <= 0:
        return Verdict(1.0, phrase(NAME, "met"))
    why = phrase(NAME, "partly", solutions=len(solutions), words=quoted(solutions.values()))
    return Verdict(1 - too_many / len(texts), why, hints(NAME), tuple(solutions))


CRITERION = Criterion(NAME, judge, {"at_most": 0}, family=Family.VIEW)
