"""Is nothing called a severe pain point that only looks bad in raw counts?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "decoys_left_alone"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Count the key's decoys among the pain points of severity ``severity`` or more.

    Leaving decoys alone is only an insight for those who found something: without a planted pain point, none is met.
    """
    if not subject.map.pain_points:
        return not_attempted(NAME)
    severe = [p for p in subject.map.pain_points if p.severity >= thresholds["severity"]]
    codes = {subject.case_code(pain_point) for pain_point in severe}
    if not any(code in codes for planted in subject.the_key.planted for code in planted):
        return Verdict(0.0, phrase(NAME, "nothing_found"), hints(NAME))
    taken = [decoy for decoy in subject.the_key.decoys if decoy in codes]
    if not taken:
        return Verdict(1.0, phrase(NAME, "met"))
    where = tuple(pain_point.id for pain_point in severe if subject.case_code(pain_point) in taken)
    return Verdict(
        1 - len(taken) / len(subject.the_key.decoys), phrase(NAME, "partly", taken=len(taken)), hints(NAME), where
    )


CRITERION = Criterion(NAME, judge, {"severity": 3}, family=Family.INSIGHT, needs_key=True)
