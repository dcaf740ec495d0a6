"""Does the persona have a name, a description and a goal?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "persona_complete"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Count the filled fields of the persona."""
    persona = subject.map.persona
    filled = sum(bool(text.strip()) for text in (persona.name, persona.about, persona.goal))
    if filled == 0:
        return not_attempted(NAME)
    if filled == 3:
        return Verdict(1.0, phrase(NAME, "met"))
    return Verdict(filled / 3, phrase(NAME, "partly", filled=filled), hints(NAME))


CRITERION = Criterion(NAME, judge, {}, family=Family.FORM)
