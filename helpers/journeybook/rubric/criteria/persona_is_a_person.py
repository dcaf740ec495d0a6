"""Is the persona one person, not a crowd?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import bare, quoted, words

NAME = "persona_is_a_person"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Look for a crowd in the name, and for ranges of age and target groups in the name and the description."""
    persona = subject.map.persona
    if not bare(persona.name + persona.about):
        return not_attempted(NAME)
    tables = words(NAME)
    crowd = persona.name if tables["crowd"].all_in(persona.name) else None
    found = crowd or tables["ages"].find(persona.name) or tables["ages"].find(persona.about)
    if found is None:
        return Verdict(1.0, phrase(NAME, "met"))
    return Verdict(0.0, phrase(NAME, "not_met", words=quoted([found])), hints(NAME))


CRITERION = Criterion(NAME, judge, {}, family=Family.VIEW)
