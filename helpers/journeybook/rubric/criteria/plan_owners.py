"""Is every action of the plan in somebody's hands, and not in everybody's?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import is_somebody, quoted

NAME = "plan_owners"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Count the actions that nobody in particular owns."""
    actions = subject.the_plan.written
    if not any(action.owner.strip() for action in actions):
        return not_attempted(NAME)
    nobody = [action for action in actions if not is_somebody(action.owner)]
    if not nobody:
        return Verdict(1.0, phrase(NAME, "met"))
    why = phrase(NAME, "partly", nobody=len(nobody), words=quoted(one.owner.strip() or one.text for one in nobody))
    return Verdict(1 - len(nobody) / len(actions), why, hints(NAME), tuple(action.id for action in nobody))


CRITERION = Criterion(NAME, judge, {}, family=Family.PLAN)
