"""Does the future map lift the journey where it hurts?"""

from __future__ import annotations

from collections.abc import Mapping

from ...model import JourneyMap, Touchpoint
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "future_lifts_pains"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Ask, at each planted pain point, for a higher emotion and a pain point that is gone or less severe.

    The emotion alone counts half, a pain point that was only deleted nothing. A lift where no opportunity answers a
    pain point is only a wish: more than ``wishes`` of them shrink the share to the part of the lifts that something
    was done for. So do more than ``at_most`` lifts in all: nobody mends everything at once.
    """
    current, future = subject.map, subject.future_map
    if future is None or (_curve(future), future.pain_points) == (_curve(current), current.pain_points):
        return not_attempted(NAME, thresholds)
    lifted = [touchpoint for touchpoint in current.touchpoints if _is_lifted(touchpoint, future)]
    answered = _answered(current)
    wishes = [touchpoint for touchpoint in lifted if touchpoint.id not in answered]
    planted = subject.the_key.planted
    gained = sum(_gained(current, future, codes, lifted) for codes in planted)
    share = gained / len(planted)
    if len(wishes) > thresholds["wishes"]:
        share *= 1 - len(wishes) / len(lifted)
        names = " / ".join(touchpoint.name for touchpoint in wishes[:3])
        words = phrase(NAME, "wishes", wishes=len(wishes), names=names)
        return Verdict(share, words, hints(NAME, thresholds), tuple(touchpoint.id for touchpoint in wishes))
    at_most = int(thresholds["at_most"])
    if share and len(lifted) > at_most:
        words = phrase(NAME, "too_many", lifted=len(lifted), at_most=at_most)
        return Verdict(share * at_most / len(lifted), words, hints(NAME, thresholds))
    if share >= 1:
        return Verdict(1.0, phrase(NAME, "met", total=len(planted)))
    return Verdict(share, phrase(NAME, "partly", share=100 * share), hints(NAME, thresholds))


def _curve(journey_map: JourneyMap) -> dict[str, int | None]:
    return {touchpoint.id: touchpoint.emotion for touchpoint in journey_map.touchpoints}


def _same(touchpoint: Touchpoint, future: JourneyMap) -> Touchpoint | None:
    """Return what became of a touchpoint: the card itself, or else another one for the same touchpoint of the case."""
    code = touchpoint.case_touchpoint
    found = [one for one in future.touchpoints if one.id == touchpoint.id]
    found += [one for one in future.touchpoints if code and one.case_touchpoint == code]
    return found[0] if found else None


def _is_lifted(touchpoint: Touchpoint, future: JourneyMap) -> bool:
    later = _same(touchpoint, future)
    return (
        later is not None
        and later.emotion is not None
        and touchpoint.emotion is not None
        and later.emotion > touchpoint.emotion
    )


def _answered(journey_map: JourneyMap) -> set[str | None]:
    """Return the touchpoints at which an opportunity answers a pain point."""
    answered = {id_ for opportunity in journey_map.opportunities for id_ in opportunity.pain_points}
    return {pain_point.touchpoint for pain_point in journey_map.pain_points if pain_point.id in answered}


def _gained(current: JourneyMap, future: JourneyMap, codes: tuple[str, ...], lifted: list[Touchpoint]) -> float:
    """Return 1 where the emotion is higher and the pain point eased, a half for the emotion alone, 0 without it."""
    if not any(touchpoint.case_touchpoint in codes for touchpoint in lifted):
        return 0.0
    return 1.0 if _severity(current, codes) > _severity(future, codes) else 0.5


def _severity(journey_map: JourneyMap, codes: tuple[str, ...]) -> int:
    """Return the severity of the worst pain point at one of these touchpoints of the case; 0 without one."""
    there = {touchpoint.id for touchpoint in journey_map.touchpoints if touchpoint.case_touchpoint in codes}
    return max((pain.severity for pain in journey_map.pain_points if pain.touchpoint in there), default=0)


CRITERION = Criterion(NAME, judge, {"wishes": 1, "at_most": 5}, family=Family.INSIGHT, needs_key=True)
