"""Does an action plan keep its rules, and do edits make of it what they say, whatever it holds by then?"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from journeybook import plan as plans
from journeybook.errors import ModelError
from journeybook.i18n import LANGUAGES
from journeybook.plan import Action, Edit, Horizon, Plan, Review

THREE = Plan(actions=tuple(Action(id=f"action-{name}", text=name) for name in "abc"))


def order(plan: Plan) -> str:
    return "".join(action.text for action in plan.actions)


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (plans.move("action-a", 1), "bac"),
        (plans.move("action-c", 0), "cab"),
        (plans.move("action-b", 99), "acb"),
        (plans.move("action-b", -3), "bac"),
        (plans.move("action-z", 0), "abc"),
        (plans.remove("action-b"), "ac"),
        (plans.remove("action-z"), "abc"),
        (plans.insert(1, Action(id="action-n", text="n")), "anbc"),
        (plans.insert(99, Action(id="action-n", text="n")), "abcn"),
        (plans.insert(0, Action(id="action-a", text="again")), "abc"),
        (plans.set_action("action-b", "text", "B"), "aBc"),
        (plans.set_action("action-z", "text", "B"), "abc"),
    ],
)
def test_rows_come_go_and_move(edit: Edit, wanted: str) -> None:
    """Is a row put where it was asked for, at most at an end, and is one that is gone left alone?"""
    assert order(edit(THREE)) == wanted
    assert order(THREE) == "abc"


def test_fields_are_set() -> None:
    """Are the head, a review and each field of an action set, and nothing else?"""
    made = plans.set_head("start", "2026-03-02")(THREE)
    made = plans.set_review("review_90", "people", "Hale")(made)
    made = plans.set_action("action-a", "horizon", 90)(made)
    assert (made.start, made.review_90, made.review_30) == ("2026-03-02", Review(people="Hale"), Review())
    assert [action.horizon for action in made.actions] == [90, 30, 30]
    assert made.within(Horizon.QUARTER) == made.actions[:1]


def test_no_more_rows_than_fit() -> None:
    """Does a plan that is full stay as it is?"""
    full = Plan(actions=tuple(Action(id=f"action-{n}") for n in range(plans.MAX_ACTIONS)))
    assert plans.insert(0, Action(id="action-more"))(full) == full


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"company": 1},
        {"unknown": "x"},
        {"actions": [{"id": "action-1"}, {"id": "action-1"}]},
        {"actions": [{"id": "<b>"}]},
        {"actions": [{"id": "action-1", "horizon": 60}]},
        {"actions": [{"id": "action-1", "card": "<script>"}]},
        {"actions": [{"id": "action-1", "text": "x" * 2001}]},
        {"actions": [{"id": f"action-{n}"} for n in range(61)]},
        {"start": "2026-03-02T10:00:00"},
    ],
)
def test_what_breaks_a_rule_is_refused(data: Any) -> None:
    """Is it said in both languages which rule is broken, with nothing left unfilled?"""
    with pytest.raises(ModelError) as caught:
        Plan.parse(data)
    for lang in LANGUAGES:
        assert not re.search(r"\{\w+\}", caught.value.message(lang))


def test_a_plan_comes_back_from_json() -> None:
    """Is a plan the same after being written as JSON and read again?"""
    plan = Plan(company="巷口单车行", start="2026-03-02", actions=(Action(id="action-1", horizon=Horizon.QUARTER),))
    assert Plan.parse(plan.to_json()) == plan


def test_blank_is_what_nobody_wrote_into() -> None:
    """Is a plan blank with rows that were only added, and not with a single word or date?"""
    assert Plan().is_blank
    assert Plan(actions=(Action(id="action-1"), Action(id="action-2", text=" ", horizon=Horizon.QUARTER))).is_blank
    for begun in (Plan(company="x"), Plan(review_30=Review(people="x")), Plan(stop="x"), THREE):
        assert not begun.is_blank


@pytest.mark.parametrize(
    ("start", "month", "quarter"),
    [
        ("2026-03-02", (date(2026, 3, 2), date(2026, 4, 1)), (date(2026, 4, 2), date(2026, 5, 31))),
        ("2024-02-28", (date(2024, 2, 28), date(2024, 3, 29)), (date(2024, 3, 30), date(2024, 5, 28))),
        ("", None, None),
        ("2026-02-30", None, None),
        ("9999-12-30", None, None),
    ],
)
def test_horizons_are_counted_from_the_start(start: str, month: object, quarter: object) -> None:
    """Are 30 and 90 days counted over the ends of months, and none where there is no start or no calendar any more?"""
    plan = Plan(start=start)
    assert (plan.span(Horizon.MONTH), plan.span(Horizon.QUARTER)) == (month, quarter)
