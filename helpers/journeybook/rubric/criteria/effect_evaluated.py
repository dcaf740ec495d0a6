"""Is it judged rightly whether the fix worked: when, against whom, by what, and by how much?"""

from __future__ import annotations

from collections.abc import Mapping

from ...i18n import Phrase
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import EFFECT_PARTS, EffectKey, Subject

NAME = "effect_evaluated"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Give a quarter each for the period, the comparison group, the measure and the size.

    The first three are compared with the key; the size is right if it lies in the 95 % interval that the data give.
    """
    key = subject.the_key.effect
    questions = {} if key is None else {**key.parts, "size": key.size}
    given = {part: subject.answers.get(question, "") for part, question in questions.items()}
    if key is None or not any(given.values()):
        return not_attempted(NAME)
    right = [part for part in EFFECT_PARTS if given[part] and given[part] == subject.the_key.quiz.get(key.parts[part])]
    right += ["size"] if _is_in_interval(subject, key, given["size"]) else []
    if len(right) == len(questions):
        return Verdict(1.0, phrase(NAME, "met"))
    wrong = next(part for part in questions if part not in right)
    words = phrase(NAME, "partly", right=len(right), asked=len(questions), which=Phrase(f"measures.effect_{wrong}", {}))
    where = tuple(question for part, question in questions.items() if part not in right)
    return Verdict(len(right) / len(questions), words, hints(NAME), where)


def _is_in_interval(subject: Subject, key: EffectKey, option: str) -> bool:
    if option not in key.sizes:
        return False
    if subject.case is None:
        return option == subject.the_key.quiz.get(key.size)
    from ..measured import effect_interval

    low, high = effect_interval(subject.case, key.indicator)
    return low <= key.sizes[option] <= high


CRITERION = Criterion(NAME, judge, {}, family=Family.ANSWERS, needs_key=True)
