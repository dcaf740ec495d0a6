"""Are the quiz's questions answered right?"""

from __future__ import annotations

from collections.abc import Mapping

from ...questions import QuestionKind, credit
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "quiz_right"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Hold each answer to the key: by its kind, one that is partly right counts in part."""
    asked = subject.questions
    if not any(subject.answers.get(question, "").strip() for question in asked):
        return not_attempted(NAME)
    credits = {question: _credit(subject, question) for question in asked}
    right = sum(credit >= 1 for credit in credits.values())
    if right == len(asked):
        return Verdict(1.0, phrase(NAME, "met", asked=len(asked)))
    wrong = tuple(question for question, credit in credits.items() if credit < 1)
    share = sum(credits.values()) / len(asked)
    return Verdict(share, phrase(NAME, "partly", right=right, asked=len(asked)), hints(NAME), wrong)


def _credit(subject: Subject, question: str) -> float:
    answer, right = subject.answers.get(question, ""), subject.the_key.quiz.get(question)
    if not answer or right is None:
        return 0.0
    return credit(subject.kinds.get(question, QuestionKind.SINGLE), right, answer)


CRITERION = Criterion(NAME, judge, {}, family=Family.ANSWERS, needs_key=True)
