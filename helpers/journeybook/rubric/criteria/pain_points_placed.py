"""Does every pain point say what is in the customer's way, and at which touchpoint?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "pain_points_placed"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Count the pain points that have both words and a touchpoint."""
    pain_points = subject.map.pain_points
    if not pain_points:
        return not_attempted(NAME)
    lacking = tuple(
        pain_point.id for pain_point in pain_points if not pain_point.text.strip() or pain_point.touchpoint is None
    )
    if not lacking:
        return Verdict(1.0, phrase(NAME, "met"))
    share = 1 - len(lacking) / len(pain_points)
    return Verdict(share, phrase(NAME, "partly", lacking=len(lacking)), hints(NAME), lacking)


CRITERION = Criterion(NAME, judge, {}, family=Family.FORM)
