"""Does every action of the plan come from a card of the trainee's own map?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import quoted

NAME = "plan_from_map"

_WITHOUT_OPPORTUNITY = 0.5
"""Most that a plan earns which takes up pain points alone: it says what hurts, not what is to become of it."""


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Look each action's card up on the map; some of them must be opportunities."""
    actions = subject.the_plan.written
    maps = [one for one in (subject.journey_map, subject.future_map) if one is not None]
    opportunities = {card.id for one in maps for card in one.opportunities if card.text.strip()}
    cards = opportunities | {card.id for one in maps for card in one.pain_points if card.text.strip()}
    if not any(action.card for action in actions):
        return not_attempted(NAME, thresholds)
    loose = [action for action in actions if action.card not in cards]
    taken = len({action.card for action in actions} & opportunities)
    enough = taken >= thresholds["at_least"]
    if not loose and enough:
        return Verdict(1.0, phrase(NAME, "met", taken=taken))
    share = 1 - len(loose) / len(actions)
    where = tuple(action.id for action in loose)
    if loose:
        why = phrase(NAME, "partly", loose=len(loose), words=quoted(action.text for action in loose))
    else:
        why = phrase(NAME, "few", taken=taken, at_least=thresholds["at_least"])
    return Verdict(share if enough else min(share, _WITHOUT_OPPORTUNITY), why, hints(NAME, thresholds), where)


CRITERION = Criterion(NAME, judge, {"at_least": 1}, family=Family.PLAN)
