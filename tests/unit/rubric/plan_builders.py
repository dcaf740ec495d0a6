"""A right action plan and a judge, so that a test of a criterion about plans reads as one sentence."""

from __future__ import annotations

from typing import Any

from builders import POINTS, STARTER, drawn, opportunity, pain_point, touchpoint

from journeybook.i18n import LANGUAGES, t
from journeybook.plan import Action, Plan, Review
from journeybook.rubric import Demand, Finding, Subject, all_criteria

MAP = drawn(touchpoint("a"), pain_point("a"), opportunity("a"), opportunity("b", text=" "))

DUE = {30: "2026-03-20", 90: "2026-05-01"}


def action(name: str, horizon: int = 30, **fields: Any) -> Action:
    """Return an action ``action-<name>`` with everything that is asked for; `fields` change it."""
    whole: dict[str, Any] = {
        "text": f"Call back {name}",
        "card": "opportunity-a",
        "measure": "Calls",
        "now": "40",
        "target": "20 a week",
        "owner": "Wen",
        "due": DUE[horizon],
        "horizon": horizon,
    }
    return Action(id=f"action-{name}", **(whole | fields))


RIGHT = Plan(
    company="Kettle Lane",
    journey="Repairs",
    start="2026-03-02",
    actions=(action("a"), action("b"), action("c"), action("d", 90), action("e", 90)),
    review_30=Review(on="2026-04-01", people="Hale"),
    review_90=Review(on="2026-06-01", people="Hale"),
    stop="If calls stay above 35",
)

ONLY_STARTED = Plan(company="Kettle Lane", actions=(Action(id="action-empty"),))
"""A plan with a name and a row that nobody has filled."""


def plan(**fields: Any) -> Plan:
    """Return the right plan with some of its fields replaced."""
    return RIGHT.model_copy(update=fields)


def with_action(**fields: Any) -> Plan:
    """Return the right plan with the fields of one of its five actions, ``action-b``, replaced."""
    return plan(actions=tuple(one.model_copy(update=fields) if one.id == "action-b" else one for one in RIGHT.actions))


def judge(criterion: str, judged: Plan | None, **thresholds: float) -> Finding:
    """Return what a criterion worth `POINTS` says; every sentence of it can be said in both languages."""
    known = all_criteria()[criterion]
    demand = Demand(known, POINTS, {**known.thresholds, **thresholds})
    finding = demand.judge(Subject(MAP, STARTER, plan=judged))
    for lang in LANGUAGES:
        sentences = [t(words.key, lang, **words.params) for words in (finding.verdict.why, *finding.verdict.hints)]
        assert all(sentence and "{" not in sentence for sentence in sentences)
    return finding
