"""Does every stage have a name of its own?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import bare, quoted

NAME = "stages_named"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Count the stages without a name, and those that bear the name of an earlier one."""
    stages = subject.map.stages
    if not stages:
        return not_attempted(NAME)
    nameless = [stage for stage in stages if not bare(stage.name)]
    names: set[str] = set()
    again = []
    for stage in stages:
        if (name := bare(stage.name)) in names:
            again.append(stage)
        elif name:
            names.add(name)
    wrong = tuple(stage.id for stage in (*nameless, *again))
    if not wrong:
        return Verdict(1.0, phrase(NAME, "met", stages=len(stages)))
    if again:
        words = phrase(NAME, "again", words=quoted(stage.name for stage in again), nameless=len(nameless))
    else:
        words = phrase(NAME, "partly", nameless=len(nameless))
    return Verdict(1 - len(wrong) / len(stages), words, hints(NAME), wrong)


CRITERION = Criterion(NAME, judge, {}, family=Family.FORM)
