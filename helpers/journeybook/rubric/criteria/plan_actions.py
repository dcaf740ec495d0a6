"""Does the action plan hold enough for the first 30 days, and something that follows by day 90?"""

from __future__ import annotations

from collections.abc import Mapping

from ...plan import Horizon
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "plan_actions"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Count the actions that say what is done, in each horizon up to what is wanted there."""
    wanted = {Horizon.MONTH: thresholds["days_30"], Horizon.QUARTER: thresholds["days_90"]}
    found = {
        horizon: sum(bool(action.text.strip()) for action in subject.the_plan.within(horizon)) for horizon in wanted
    }
    if not any(found.values()):
        return not_attempted(NAME, thresholds)
    counted = sum(min(found[horizon], wanted[horizon]) for horizon in wanted)
    month, quarter = found[Horizon.MONTH], found[Horizon.QUARTER]
    if all(found[horizon] >= wanted[horizon] for horizon in wanted):
        return Verdict(1.0, phrase(NAME, "met", month=month, quarter=quarter))
    words = phrase(
        NAME,
        "partly",
        month=month,
        quarter=quarter,
        days_30=thresholds["days_30"],
        days_90=thresholds["days_90"],
    )
    return Verdict(counted / sum(wanted.values()), words, hints(NAME, thresholds))


CRITERION = Criterion(NAME, judge, {"days_30": 3, "days_90": 2}, family=Family.PLAN)
