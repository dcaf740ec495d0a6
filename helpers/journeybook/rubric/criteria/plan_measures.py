"""Can one tell of every action what number it is to move, from what to what?"""

from __future__ import annotations

from collections.abc import Mapping

from ...plan import Action
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import bare, has_figure, quoted

NAME = "plan_measures"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Ask each action for a measure, a state of today and a target with a figure."""
    actions = subject.the_plan.written
    if not any(action.measure.strip() or action.now.strip() or action.target.strip() for action in actions):
        return not_attempted(NAME)
    vague = [action for action in actions if not _moves_a_number(action)]
    if not vague:
        return Verdict(1.0, phrase(NAME, "met"))
    words = quoted(action.text or action.measure or action.target for action in vague)
    why = phrase(NAME, "partly", vague=len(vague), words=words)
    return Verdict(1 - len(vague) / len(actions), why, hints(NAME), tuple(action.id for action in vague))


def _moves_a_number(action: Action) -> bool:
    # Of today one may have to write “not counted yet”; where it is to go needs a figure.
    return bool(bare(action.measure)) and bool(bare(action.now)) and has_figure(action.target)


CRITERION = Criterion(NAME, judge, {}, family=Family.PLAN)
