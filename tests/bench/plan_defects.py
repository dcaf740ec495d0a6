"""What can be wrong with an action plan, one way at a time; see :mod:`defects`."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from defects import bad, plants

from journeybook.plan import Action, Horizon, Review
from journeybook.rubric import Subject


def with_plan(subject: Subject, **fields: Any) -> Subject:
    """Return the subject with some of its plan's fields replaced."""
    return replace(subject, plan=subject.the_plan.model_copy(update=fields))


def change_action(subject: Subject, chance: Random, **fields: Any) -> Subject | None:
    """Return the subject with the fields of any one action replaced."""
    actions = subject.the_plan.actions
    if not actions:
        return None
    spoilt = chance.choice(actions)
    changed = (one.model_copy(update=fields) if one.id == spoilt.id else one for one in actions)
    return with_plan(subject, actions=tuple(changed))


@plants("plan_actions")
def a_horizon_too_short(subject: Subject, chance: Random) -> Subject:
    horizon, left = chance.choice(((Horizon.MONTH, 2), (Horizon.MONTH, 0), (Horizon.QUARTER, 1), (Horizon.QUARTER, 0)))
    kept: list[Action] = []
    for action in subject.the_plan.actions:
        if action.horizon is not horizon or sum(one.horizon is horizon for one in kept) < left:
            kept.append(action)
    return with_plan(subject, actions=tuple(kept))


@plants("plan_measures")
def no_number_moves(subject: Subject, chance: Random) -> Subject | None:
    lacking = chance.choice(
        ({"measure": ""}, {"now": " "}, {"target": ""}, {"target": "明显改善"}, {"target": "much better"})
    )
    return change_action(subject, chance, **lacking)


@plants("plan_owners")
def nobody_owns_it(subject: Subject, chance: Random) -> Subject | None:
    return change_action(subject, chance, owner=chance.choice(("", " ", bad("owner_is_named", chance))))


@plants("plan_dates")
def not_in_time(subject: Subject, chance: Random) -> Subject | None:
    return change_action(subject, chance, due=chance.choice(("", "soon", "2025-12-31", "2026-12-31", "2026-02-30")))


@plants("plan_dates")
def no_start(subject: Subject, chance: Random) -> Subject:
    return with_plan(subject, start=chance.choice(("", "2026-02-30")))


@plants("plan_from_map")
def from_nowhere(subject: Subject, chance: Random) -> Subject | None:
    return change_action(subject, chance, card=chance.choice(("", "opportunity-gone", "painpoint-gone")))


@plants("plan_reviewed")
def never_looked_at_again(subject: Subject, chance: Random) -> Subject:
    name = chance.choice(("review_30", "review_90"))
    review: Review = getattr(subject.the_plan, name)
    fields = chance.choice(({"on": ""}, {"on": "2027-01-01"}, {"people": ""}, {"people": "大家"}))
    return with_plan(subject, **{name: review.model_copy(update=fields)})


@plants("plan_reviewed")
def no_way_to_stop(subject: Subject, chance: Random) -> Subject:
    return with_plan(subject, stop=chance.choice(("", " ", "…")))
