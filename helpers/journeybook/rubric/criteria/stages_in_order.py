"""Do the stages follow each other as the customer comes through them?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import quoted, words

NAME = "stages_in_order"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Count the stages with a usual name that stand behind one which comes later in a journey.

    Stages with names of the learner's own are in any order that the learner gives them.
    """
    stages = subject.map.stages
    if not stages:
        return not_attempted(NAME)
    usual = [(stage, place) for stage in stages if (place := _place(stage.name)) is not None]
    latest = -1
    late = []
    for stage, place in usual:
        if place < latest:
            late.append(stage)
        latest = max(latest, place)
    if not late:
        return Verdict(1.0, phrase(NAME, "met"))
    sentence = phrase(NAME, "partly", words=quoted(stage.name for stage in late))
    return Verdict(1 - len(late) / len(usual), sentence, hints(NAME), tuple(stage.id for stage in late))


def _place(name: str) -> int | None:
    """Return the place of a usual name in a journey."""
    return next((place for place, usual in enumerate(words(NAME).values()) if usual.all_in(name)), None)


CRITERION = Criterion(NAME, judge, {}, family=Family.FORM)
