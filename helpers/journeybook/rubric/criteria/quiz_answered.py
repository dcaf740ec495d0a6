"""Is every question of the quiz answered?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "quiz_answered"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Count the questions that have an answer, right or wrong."""
    given = sum(bool(subject.answers.get(question, "").strip()) for question in subject.questions)
    if given == 0:
        return not_attempted(NAME)
    if given == len(subject.questions):
        return Verdict(1.0, phrase(NAME, "met"))
    words = phrase(NAME, "partly", given=given, asked=len(subject.questions))
    return Verdict(given / len(subject.questions), words, hints(NAME))


CRITERION = Criterion(NAME, judge, {}, family=Family.ANSWERS)
