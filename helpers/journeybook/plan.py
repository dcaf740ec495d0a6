"""The action plan: what somebody is going to change in their own company within 30 and within 90 days.

All parts are frozen; an edit is a function from a plan to a new one, so that what was changed in one panel can be
repeated on whatever the file holds by then. The order of the actions is the order in which the trainee put them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from enum import IntEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from .errors import ModelError
from .model import broken_rule

MAX_TEXT = 2_000
"""Longest text of one field, in characters."""

MAX_ACTIONS = 60
"""Most actions of one plan."""

Text = Annotated[str, StringConstraints(max_length=MAX_TEXT)]

Id = Annotated[str, StringConstraints(pattern=r"^action-[0-9a-z]{1,24}$")]

CardId = Annotated[str, StringConstraints(pattern=r"^([a-z]+-[0-9a-z]{1,24})?$")]
"""Id of an opportunity or a pain point of the map; empty where none is chosen."""

Day = Annotated[str, StringConstraints(max_length=10)]
"""A date as ``"2026-03-31"``; anything else is no date yet."""


class Horizon(IntEnum):
    """Within how many days of the plan's start an action is done."""

    MONTH = 30
    QUARTER = 90


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Action(_Part):
    """One line of the plan.

    ``card`` is the card of the map that it comes from; ``measure`` says what is counted, ``now`` and ``target`` what
    it moves from and to, with their unit.
    """

    id: Id
    text: Text = ""
    card: CardId = ""
    measure: Text = ""
    now: Text = ""
    target: Text = ""
    owner: Text = ""
    due: Day = ""
    horizon: Horizon = Horizon.MONTH

    @property
    def is_blank(self) -> bool:
        """Return whether nothing has been entered."""
        return not any(
            text.strip() for text in (self.text, self.card, self.measure, self.now, self.target, self.owner, self.due)
        )


class Review(_Part):
    """When the plan is looked at again, and with whom."""

    on: Day = ""
    people: Text = ""


class Plan(_Part):
    """A whole plan.

    Raises
    ------
    pydantic.ValidationError
        From the constructor, if a rule is broken; use :meth:`parse` for data from outside.
    """

    company: Text = ""
    journey: Text = ""
    start: Day = ""
    actions: Annotated[tuple[Action, ...], Field(max_length=MAX_ACTIONS)] = ()
    review_30: Review = Review()
    review_90: Review = Review()
    stop: Text = ""
    """In which case it is given up or changed."""

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        seen: set[str] = set()
        for action in self.actions:
            if action.id in seen:
                raise PydanticCustomError("duplicate_id", "duplicate id", {"id": action.id})
            seen.add(action.id)
        return self

    @classmethod
    def parse(cls, data: Any) -> Self:
        """Return the plan that `data` (parsed JSON) describes.

        Raises
        ------
        ModelError
            If a rule is broken; the sentence names the place, what was expected and what came.
        """
        try:
            return cls.model_validate_json(json.dumps(data, ensure_ascii=False))
        except ValidationError as error:
            raise ModelError("planfile.rule", **broken_rule(error)) from error

    @property
    def is_blank(self) -> bool:
        """Return whether nobody has entered anything; rows that were only added count as nothing."""
        texts = (self.company, self.journey, self.start, self.stop)
        reviews = (self.review_30, self.review_90)
        return (
            not any(text.strip() for text in texts)
            and all(review == Review() for review in reviews)
            and not self.written
        )

    @property
    def written(self) -> tuple[Action, ...]:
        """Return the actions that are more than an empty row."""
        return tuple(action for action in self.actions if not action.is_blank)

    def within(self, horizon: Horizon) -> tuple[Action, ...]:
        """Return the written actions of one horizon."""
        return tuple(action for action in self.written if action.horizon == horizon)

    @property
    def start_day(self) -> date | None:
        """Return day 0, if it is set."""
        return day(self.start)

    def span(self, horizon: Horizon) -> tuple[date, date] | None:
        """Return the first and the last day on which an action of `horizon` can be due; None without a start.

        Day 0 is the start: within 30 days means from the start to day 30, within 90 days from day 31 to day 90.

        Examples
        --------
        >>> Plan(start="2026-03-02").span(Horizon.QUARTER)
        (datetime.date(2026, 4, 2), datetime.date(2026, 5, 31))
        """
        start = self.start_day
        if start is None:
            return None
        try:
            last = start + timedelta(days=horizon)
            first = start if horizon == Horizon.MONTH else start + timedelta(days=Horizon.MONTH + 1)
        except OverflowError:  # the year 9999 has an end
            return None
        return first, last

    def in_time(self, action: Action) -> bool:
        """Return whether an action is due within its horizon."""
        due, span = day(action.due), self.span(action.horizon)
        return due is not None and span is not None and span[0] <= due <= span[1]

    def to_json(self) -> dict[str, Any]:
        """Return the plan as plain JSON data, every field present."""
        return self.model_dump(mode="json")


def day(text: str) -> date | None:
    """Return the date that a text names, if it is one: ``"2026-02-30"`` is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


Edit = Callable[[Plan], Plan]
"""Makes a plan into another; one that makes no sense any more, because its row is gone, changes nothing."""

HEAD = ("company", "journey", "start", "stop")
"""Fields of the plan itself."""

REVIEWS = ("review_30", "review_90")

ACTION_FIELDS = ("text", "card", "measure", "now", "target", "owner", "due", "horizon")


def set_head(field: str, value: str) -> Edit:
    """Return what sets a field of the plan itself."""
    return lambda plan: _made(plan, {field: value})


def set_review(review: str, field: str, value: str) -> Edit:
    """Return what sets a field of one of the two reviews."""
    return lambda plan: _made(plan, {review: {**getattr(plan, review).model_dump(mode="json"), field: value}})


def set_action(id_: str, field: str, value: str | int) -> Edit:
    """Return what sets a field of an action."""

    def edit(plan: Plan) -> Plan:
        rows = [
            {**action.model_dump(mode="json"), field: value} if action.id == id_ else action.model_dump(mode="json")
            for action in plan.actions
        ]
        return _made(plan, {"actions": rows})

    return edit


def insert(at: int, action: Action) -> Edit:
    """Return what puts an action in a place; one that is there already stays where it is."""

    def edit(plan: Plan) -> Plan:
        if any(one.id == action.id for one in plan.actions) or len(plan.actions) >= MAX_ACTIONS:
            return plan
        place = max(0, min(at, len(plan.actions)))
        return plan.model_copy(update={"actions": (*plan.actions[:place], action, *plan.actions[place:])})

    return edit


def remove(id_: str) -> Edit:
    """Return what takes an action away."""
    return lambda plan: plan.model_copy(
        update={"actions": tuple(action for action in plan.actions if action.id != id_)}
    )


def move(id_: str, to: int) -> Edit:
    """Return what moves an action to a place, at most to an end."""

    def edit(plan: Plan) -> Plan:
        moved = [action for action in plan.actions if action.id == id_]
        rest = [action for action in plan.actions if action.id != id_]
        place = max(0, min(to, len(rest)))
        return plan.model_copy(update={"actions": (*rest[:place], *moved, *rest[place:])})

    return edit


def _made(plan: Plan, changed: dict[str, Any]) -> Plan:
    return Plan.parse({**plan.to_json(), **changed})
