"""Does the emotion curve have its highs and its lows?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "curve_not_one_sided"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Ask for a touchpoint above and one below neutral, among at least ``at_least`` judged ones.

    A curve without any feeling is flat, which another criterion says.
    """
    emotions = {id_: emotion for id_, emotion in subject.map.emotion_curve() if emotion is not None}
    if len(emotions) < thresholds["at_least"] or not any(emotions.values()):
        return not_attempted(NAME, thresholds)
    highs = sum(emotion > 0 for emotion in emotions.values())
    lows = sum(emotion < 0 for emotion in emotions.values())
    if highs and lows:
        return Verdict(1.0, phrase(NAME, "met", highs=highs, lows=lows))
    words = phrase(NAME, "all_high", judged=len(emotions)) if highs else phrase(NAME, "all_low", judged=len(emotions))
    return Verdict(0.0, words, hints(NAME))


CRITERION = Criterion(NAME, judge, {"at_least": 3}, family=Family.VIEW)
