"""Are the touchpoints tied to those that the case has data on?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "touchpoints_from_case"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Count the different touchpoints of the case on the map; ``at_least`` of them are wanted."""
    touchpoints = subject.map.touchpoints
    if not touchpoints:
        return not_attempted(NAME)
    tied = len({touchpoint.case_touchpoint for touchpoint in touchpoints if touchpoint.case_touchpoint})
    wanted = int(thresholds["at_least"])
    if tied >= wanted:
        return Verdict(1.0, phrase(NAME, "met", tied=tied))
    loose = tuple(touchpoint.id for touchpoint in touchpoints if not touchpoint.case_touchpoint)
    return Verdict(tied / wanted, phrase(NAME, "partly", tied=tied, wanted=wanted), hints(NAME), loose)


CRITERION = Criterion(NAME, judge, {"at_least": 8}, family=Family.EVIDENCE)
