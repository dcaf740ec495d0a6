"""Are the touchpoints marked that decide the relationship?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "moments_of_truth"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Count the key's moments among the marked touchpoints; beyond ``at_most`` marks the share shrinks."""
    marked = subject.moments()
    if not marked:
        return not_attempted(NAME)
    codes = {touchpoint.case_touchpoint for touchpoint in marked}
    total = len(subject.the_key.moments)
    found = sum(code in codes for code in subject.the_key.moments)
    share = found / total * min(1.0, thresholds["at_most"] / len(marked))
    if share >= 1:
        return Verdict(1.0, phrase(NAME, "met", total=total))
    words = phrase(NAME, "partly", found=found, total=total, marked=len(marked))
    return Verdict(share, words, hints(NAME), tuple(touchpoint.id for touchpoint in marked))


CRITERION = Criterion(NAME, judge, {"at_most": 3}, family=Family.INSIGHT, needs_key=True)
