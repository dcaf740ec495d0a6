"""Does the emotion curve rise and fall where the customers' answers do?"""

from __future__ import annotations

from collections.abc import Mapping

from ...model import Touchpoint
from ..criterion import Criterion, Family, hints, no_data, not_attempted, phrase
from ..finding import Verdict
from ..measured import Felt, Measured
from ..subject import Subject

NAME = "curve_follows_data"

HALF_STEP = 0.5
"""Half a step of the emotion scale: nobody can draw more exactly."""

NAMED = 3
"""So many of the largest gaps are named."""


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Take Spearman's rank correlation between the map's emotions and the measured ones.

    Ranks, because the map tells of one customer: she may suffer more than most, but not in the wrong places. From
    ``agreement`` on the demand is met; below, the share shrinks and is 0 without any agreement. Touchpoints about
    which too few answered say nothing; ``at_least`` others are needed.
    """
    drawn = [touchpoint for touchpoint in subject.map.touchpoints if touchpoint.emotion is not None]
    if not drawn:
        return not_attempted(NAME, thresholds)
    data = subject.data
    if data is None:
        return no_data()
    pairs = _shared(drawn, data)
    if len(pairs) < thresholds["at_least"]:
        words = phrase(NAME, "too_few", shared=len(pairs), at_least=thresholds["at_least"])
        return Verdict(0.0, words, hints(NAME, thresholds))
    agreement = _agreement([(float(touchpoint.emotion or 0), felt.mean) for touchpoint, felt in pairs])
    if agreement is not None and agreement >= thresholds["agreement"]:
        return Verdict(1.0, phrase(NAME, "met", shared=len(pairs), agreement=agreement))
    far = _largest_gaps(pairs)
    where = tuple(touchpoint.id for touchpoint in far)
    if agreement is None:
        return Verdict(0.0, phrase(NAME, "flat"), hints(NAME, thresholds), where)
    names = " / ".join(touchpoint.name or touchpoint.action for touchpoint in far) or "–"
    words = phrase(NAME, "partly", agreement=agreement, names=names)
    return Verdict(max(agreement, 0.0) / thresholds["agreement"], words, hints(NAME, thresholds), where)


def _shared(drawn: list[Touchpoint], data: Measured) -> list[tuple[Touchpoint, Felt]]:
    """Return the touchpoints that can be compared; of several for one of the case's, the first."""
    first: dict[str, Touchpoint] = {}
    for touchpoint in drawn:
        first.setdefault(touchpoint.case_touchpoint or "", touchpoint)
    felt = ((touchpoint, data.felt.get(code)) for code, touchpoint in first.items())
    return [(touchpoint, found) for touchpoint, found in felt if found is not None and not found.small]


def _agreement(pairs: list[tuple[float, float]]) -> float | None:
    """Return Spearman's correlation; None where one of the two never changes."""
    from scipy.stats import spearmanr

    drawn, measured = zip(*pairs, strict=True)
    if len(set(drawn)) == 1 or len(set(measured)) == 1:
        return None
    return float(spearmanr(drawn, measured).statistic)


def _largest_gaps(pairs: list[tuple[Touchpoint, Felt]]) -> list[Touchpoint]:
    """Return the touchpoints whose emotion lies clearly outside the measured interval, the widest gap first."""

    def gap(pair: tuple[Touchpoint, Felt]) -> float:
        drawn, felt = float(pair[0].emotion or 0), pair[1]
        return max(felt.low - HALF_STEP - drawn, drawn - felt.high - HALF_STEP)

    far = sorted((pair for pair in pairs if gap(pair) > 0), key=gap, reverse=True)
    return [touchpoint for touchpoint, _ in far[:NAMED]]


CRITERION = Criterion(NAME, judge, {"at_least": 6, "agreement": 0.6}, family=Family.EVIDENCE, needs_data=True)
