"""Do we hear what goes through the customer's head?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import bare, plain, quoted, words

NAME = "thoughts_given"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Count the touchpoints with a thought of the customer's own; ``at_least`` are wanted.

    A thought that somebody tells of, as in "the customer is annoyed", counts as one that is still to be put right.
    """
    thoughts = {card.id: card.thought for card in subject.map.touchpoints if bare(card.thought)}
    if not thoughts:
        return not_attempted(NAME, thresholds)
    name = re.split(r"[,(、]", plain(subject.map.persona.name))[0].strip()
    told = {id_: found for id_, text in thoughts.items() if (found := _telling(text, name)) is not None}
    own = len(thoughts) - len(told)
    wanted = max(len(thoughts), min(int(thresholds["at_least"]), len(subject.map.touchpoints)))
    if own >= wanted:
        return Verdict(1.0, phrase(NAME, "met", own=own))
    if told:
        why = phrase(NAME, "told", told=len(told), words=quoted(told.values()))
    else:
        why = phrase(NAME, "partly", own=own, wanted=wanted)
    return Verdict(own / wanted, why, hints(NAME, thresholds), tuple(told))


def _telling(text: str, name: str) -> str | None:
    """Return the words that tell of the customer from outside; `name` is the persona's."""
    if len(name) > 1 and plain(text).startswith(name):
        return name
    return words(NAME)["told"].find(text)


CRITERION = Criterion(NAME, judge, {"at_least": 3}, family=Family.VIEW)
