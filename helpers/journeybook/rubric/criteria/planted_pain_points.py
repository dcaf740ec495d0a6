"""Are the pain points found that the data shows?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "planted_pain_points"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Look for a pain point of severity ``severity`` or more at each touchpoint of the key.

    Who calls everything severe has found nothing: beyond ``at_most`` severe pain points the share shrinks.
    """
    if not subject.map.pain_points:
        return not_attempted(NAME, thresholds)
    severe = [p for p in subject.map.pain_points if p.severity >= thresholds["severity"]]
    codes = {subject.case_code(pain_point) for pain_point in severe}
    found = sum(any(code in codes for code in planted) for planted in subject.the_key.planted)
    total = len(subject.the_key.planted)
    at_most = int(thresholds["at_most"])
    if found and len(severe) > at_most:
        share = found / total * at_most / len(severe)
        return Verdict(share, phrase(NAME, "too_many", severe=len(severe), at_most=at_most), hints(NAME, thresholds))
    if found == total:
        return Verdict(1.0, phrase(NAME, "met", total=total))
    return Verdict(
        found / total,
        phrase(NAME, "partly", found=found, total=total, severity=thresholds["severity"]),
        hints(NAME, thresholds),
    )


CRITERION = Criterion(NAME, judge, {"severity": 4, "at_most": 4}, family=Family.INSIGHT, needs_key=True)
