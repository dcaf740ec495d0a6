"""Does the emotion curve move?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "curve_not_flat"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Ask for ``span`` steps between the worst and the best of at least ``at_least`` judged touchpoints."""
    emotions = [emotion for _, emotion in subject.map.emotion_curve() if emotion is not None]
    if len(emotions) < thresholds["at_least"]:
        return not_attempted(NAME, thresholds)
    span = max(emotions) - min(emotions)
    if span >= thresholds["span"]:
        return Verdict(1.0, phrase(NAME, "met", span=span))
    words = phrase(NAME, "not_met", span=span, judged=len(emotions))
    return Verdict(span / thresholds["span"], words, hints(NAME, thresholds))


CRITERION = Criterion(NAME, judge, {"span": 2, "at_least": 3}, family=Family.VIEW)
