"""Is what hurts more customers called more severe?"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from ..criterion import Criterion, Family, hints, no_data, not_attempted, phrase
from ..finding import Verdict
from ..measured import Hurt, Measured
from ..subject import Subject

NAME = "severity_follows_data"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Compare pain points two by two where the data clearly tell which one hurts more.

    Clearly is: the intervals of the shares of unhappy customers do not overlap, and both have answers enough. A pair
    is right if the worse one has the higher severity; who calls everything equally severe has no pair right.
    ``at_least`` such pairs are needed to judge.
    """
    if not subject.map.pain_points:
        return not_attempted(NAME, thresholds)
    data = subject.data
    if data is None:
        return no_data()
    rated = _rated(subject, data)
    pairs = [(a, b) for a, b in combinations(rated, 2) if _clearly_worse(a[2], b[2]) or _clearly_worse(b[2], a[2])]
    if len(pairs) < thresholds["at_least"]:
        words = phrase(NAME, "too_few", pairs=len(pairs), at_least=thresholds["at_least"])
        return Verdict(0.0, words, hints(NAME, thresholds))
    wrong = [(a, b) for a, b in pairs if not _in_order(a, b)]
    if not wrong:
        return Verdict(1.0, phrase(NAME, "met", pairs=len(pairs)))
    worse, better = wrong[0] if wrong[0][0][2].unhappy > wrong[0][1][2].unhappy else reversed(wrong[0])
    words = phrase(NAME, "partly", wrong=len(wrong), pairs=len(pairs), worse=worse[1], better=better[1])
    where = tuple(dict.fromkeys(id_ for pair in wrong for id_ in (pair[0][3], pair[1][3])))
    return Verdict(1 - len(wrong) / len(pairs), words, hints(NAME, thresholds), where)


Rated = tuple[int, str, Hurt, str]
"""Severity, the touchpoint's name, how much it hurts, the pain point's id."""


def _rated(subject: Subject, data: Measured) -> list[Rated]:
    """Return the severest pain point of each touchpoint of the case that enough customers answered about."""
    touchpoints = {touchpoint.id: touchpoint for touchpoint in subject.map.touchpoints}
    severest: dict[str, Rated] = {}
    for pain_point in subject.map.pain_points:
        touchpoint = touchpoints.get(pain_point.touchpoint or "")
        code = touchpoint.case_touchpoint if touchpoint else None
        hurt = data.hurt.get(code or "")
        if touchpoint is None or code is None or hurt is None or hurt.small:
            continue
        if code not in severest or pain_point.severity > severest[code][0]:
            severest[code] = (pain_point.severity, touchpoint.name, hurt, pain_point.id)
    return list(severest.values())


def _clearly_worse(one: Hurt, other: Hurt) -> bool:
    return one.low > other.high


def _in_order(one: Rated, other: Rated) -> bool:
    return (one[0] - other[0]) * (one[2].unhappy - other[2].unhappy) > 0


CRITERION = Criterion(NAME, judge, {"at_least": 2}, family=Family.INSIGHT, needs_data=True)
