"""Is it settled when the plan is looked at again, with whom, and when it is given up?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from ...plan import Horizon, Review, day
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import bare, is_somebody

NAME = "plan_reviewed"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Count what is settled of five things: date and people of either review, and when to stop."""
    plan = subject.the_plan
    reviews = {Horizon.MONTH: plan.review_30, Horizon.QUARTER: plan.review_90}
    if all(review == Review() for review in reviews.values()) and not plan.stop.strip():
        return not_attempted(NAME, thresholds)
    start = plan.start_day
    settled = [bool(bare(plan.stop))]
    for horizon, review in reviews.items():
        on = day(review.on)
        settled.append(is_somebody(review.people))
        if on is None or start is None:
            settled.append(False)
        else:
            away = on - start - timedelta(days=horizon)
            settled.append(abs(away.days) <= thresholds["days_off"])
    lacking = settled.count(False)
    if not lacking:
        return Verdict(1.0, phrase(NAME, "met"))
    words = phrase(NAME, "partly", lacking=lacking, of=len(settled))
    return Verdict(1 - lacking / len(settled), words, hints(NAME, thresholds))


CRITERION = Criterion(NAME, judge, {"days_off": 14}, family=Family.PLAN)
