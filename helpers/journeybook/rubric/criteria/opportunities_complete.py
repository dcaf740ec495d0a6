"""Does every opportunity have a goal, a measure and an owner?"""

from __future__ import annotations

from collections.abc import Mapping

from ...model import Opportunity
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "opportunities_complete"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Average the filled fields over all opportunities."""
    opportunities = subject.map.opportunities
    if not opportunities:
        return not_attempted(NAME)
    shares = {opportunity.id: _filled(opportunity) for opportunity in opportunities}
    lacking = tuple(id_ for id_, share in shares.items() if share < 1)
    if not lacking:
        return Verdict(1.0, phrase(NAME, "met"))
    share = sum(shares.values()) / len(shares)
    return Verdict(share, phrase(NAME, "partly", lacking=len(lacking)), hints(NAME), lacking)


def _filled(opportunity: Opportunity) -> float:
    fields = (opportunity.text, opportunity.goal, opportunity.measure, opportunity.owner)
    return sum(bool(text.strip()) for text in fields) / len(fields)


CRITERION = Criterion(NAME, judge, {}, family=Family.FORM)
