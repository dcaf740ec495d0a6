"""Can one tell afterwards whether the goal of an opportunity is reached?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import bare, has_figure, quoted

NAME = "goal_is_measurable"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Look for a figure, in digits or in words, in the goal or the measure of each opportunity that has either."""
    texts = {card.id: (card.goal, card.measure) for card in subject.map.opportunities if bare(card.goal + card.measure)}
    if not texts:
        return not_attempted(NAME)
    vague = {
        id_: goal if bare(goal) else measure
        for id_, (goal, measure) in texts.items()
        if not (has_figure(goal) or has_figure(measure))
    }
    if not vague:
        return Verdict(1.0, phrase(NAME, "met"))
    why = phrase(NAME, "partly", vague=len(vague), words=quoted(vague.values()))
    return Verdict(1 - len(vague) / len(texts), why, hints(NAME), tuple(vague))


CRITERION = Criterion(NAME, judge, {}, family=Family.FORM)
