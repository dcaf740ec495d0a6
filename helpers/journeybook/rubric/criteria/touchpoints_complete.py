"""Does every touchpoint say what the customer does, through which channel and how it feels?"""

from __future__ import annotations

from collections.abc import Mapping

from ...model import Touchpoint
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "touchpoints_complete"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Count the complete touchpoints; with fewer than ``at_least`` of them the map is not complete either."""
    touchpoints = subject.map.touchpoints
    if not touchpoints:
        return not_attempted(NAME, thresholds)
    lacking = tuple(touchpoint.id for touchpoint in touchpoints if not _is_complete(touchpoint))
    complete = len(touchpoints) - len(lacking)
    wanted = max(len(touchpoints), int(thresholds["at_least"]))
    if complete >= wanted:
        return Verdict(1.0, phrase(NAME, "met", complete=complete))
    words = phrase(NAME, "partly", complete=complete, wanted=wanted)
    return Verdict(complete / wanted, words, hints(NAME, thresholds), lacking)


def _is_complete(touchpoint: Touchpoint) -> bool:
    return bool(
        touchpoint.name.strip()
        and touchpoint.action.strip()
        and touchpoint.channel is not None
        and touchpoint.emotion is not None
    )


CRITERION = Criterion(NAME, judge, {"at_least": 5}, family=Family.FORM)
