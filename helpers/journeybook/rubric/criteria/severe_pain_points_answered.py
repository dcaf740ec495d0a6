"""Does an opportunity answer each severe pain point?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "severe_pain_points_answered"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Name the pain points of severity ``severity`` or more that no opportunity is tied to."""
    journey_map = subject.map
    severe = [pain_point for pain_point in journey_map.pain_points if pain_point.severity >= thresholds["severity"]]
    if not severe or not journey_map.opportunities:
        return not_attempted(NAME, thresholds)
    answered = {id_ for opportunity in journey_map.opportunities for id_ in opportunity.pain_points}
    open_ = tuple(pain_point.id for pain_point in severe if pain_point.id not in answered)
    if not open_:
        return Verdict(1.0, phrase(NAME, "met"))
    share = 1 - len(open_) / len(severe)
    return Verdict(share, phrase(NAME, "partly", open=len(open_), severe=len(severe)), hints(NAME), open_)


CRITERION = Criterion(NAME, judge, {"severity": 4}, family=Family.INSIGHT)
