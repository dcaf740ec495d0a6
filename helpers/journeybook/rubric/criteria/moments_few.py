"""Are moments of truth marked, and few enough to mean something?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "moments_few"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Ask for one to ``at_most`` marked touchpoints."""
    marked = subject.moments()
    if not marked:
        return not_attempted(NAME)
    at_most = int(thresholds["at_most"])
    if len(marked) <= at_most:
        return Verdict(1.0, phrase(NAME, "met", marked=len(marked)))
    words = phrase(NAME, "not_met", marked=len(marked), at_most=at_most)
    return Verdict(0.0, words, hints(NAME), tuple(touchpoint.id for touchpoint in marked))


CRITERION = Criterion(NAME, judge, {"at_most": 3}, family=Family.FORM)
