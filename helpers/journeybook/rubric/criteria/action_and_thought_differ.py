"""Does a thought say more than the action beside it?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import bare, likeness, quoted

NAME = "action_and_thought_differ"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Count the touchpoints whose thought is like their action to ``likeness`` (0 to 1) or more."""
    both = [card for card in subject.map.touchpoints if bare(card.action) and bare(card.thought)]
    if not both:
        return not_attempted(NAME)
    same = [card for card in both if likeness(card.action, card.thought) >= thresholds["likeness"]]
    if not same:
        return Verdict(1.0, phrase(NAME, "met"))
    words = phrase(NAME, "partly", same=len(same), words=quoted(card.thought for card in same))
    return Verdict(1 - len(same) / len(both), words, hints(NAME), tuple(card.id for card in same))


CRITERION = Criterion(NAME, judge, {"likeness": 0.8}, family=Family.VIEW)
