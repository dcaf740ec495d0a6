"""Can one tell afterwards whether the goal of an opportunity is reached?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import bare, plain, quoted, words

NAME = "goal_is_measurable"

_ALWAYS_OPEN = re.compile(r"24 ?/ ?7|7 ?[x×*] ?24(?: ?小时)?|24 ?[x×*] ?7")
"""Round the clock: figures that set no goal."""


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Look for a figure, in digits or in words, in the goal or the measure of each opportunity that has either."""
    texts = {card.id: (card.goal, card.measure) for card in subject.map.opportunities if bare(card.goal + card.measure)}
    if not texts:
        return not_attempted(NAME)
    vague = {id_: goal if bare(goal) else measure for id_, (goal, measure) in texts.items() if not _set(goal, measure)}
    if not vague:
        return Verdict(1.0, phrase(NAME, "met"))
    why = phrase(NAME, "partly", vague=len(vague), words=quoted(vague.values()))
    return Verdict(1 - len(vague) / len(texts), why, hints(NAME), tuple(vague))


def _set(*texts: str) -> bool:
    """Return whether one of `texts` holds a figure."""
    figure = words(NAME)["figure"]
    return any(
        any(character.isdecimal() for character in _ALWAYS_OPEN.sub("", plain(text))) or figure.find(text)
        for text in texts
    )


CRITERION = Criterion(NAME, judge, {}, family=Family.FORM)
