"""Are the quiz's questions answered right?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "quiz_right"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Compare each answer with the key."""
    asked = subject.questions
    given = [question for question in asked if subject.answers.get(question)]
    if not given:
        return not_attempted(NAME)
    right = sum(subject.answers[question] == subject.the_key.quiz.get(question) for question in given)
    if right == len(asked):
        return Verdict(1.0, phrase(NAME, "met", asked=len(asked)))
    wrong = tuple(q for q in asked if subject.answers.get(q) != subject.the_key.quiz.get(q))
    return Verdict(right / len(asked), phrase(NAME, "partly", right=right, asked=len(asked)), hints(NAME), wrong)


CRITERION = Criterion(NAME, judge, {}, family=Family.ANSWERS, needs_key=True)
