"""Is every action due within its horizon, counted from the day on which the plan starts?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import quoted

NAME = "plan_dates"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Count the actions whose date lies in their horizon; without a start nothing can be counted."""
    plan = subject.the_plan
    actions = plan.written
    if not any(action.due.strip() for action in actions):
        return not_attempted(NAME)
    if plan.start_day is None:
        return Verdict(0.0, phrase(NAME, "no_start"), hints(NAME))
    outside = [action for action in actions if not plan.in_time(action)]
    if not outside:
        return Verdict(1.0, phrase(NAME, "met"))
    words = quoted(action.text or action.due for action in outside)
    why = phrase(NAME, "partly", outside=len(outside), words=words)
    return Verdict(1 - len(outside) / len(actions), why, hints(NAME), tuple(action.id for action in outside))


CRITERION = Criterion(NAME, judge, {}, family=Family.PLAN)
