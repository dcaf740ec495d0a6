"""Does every opportunity answer a pain point?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "opportunities_linked"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Count the opportunities that are tied to no pain point."""
    opportunities = subject.map.opportunities
    if not opportunities:
        return not_attempted(NAME)
    loose = tuple(opportunity.id for opportunity in opportunities if not opportunity.pain_points)
    if not loose:
        return Verdict(1.0, phrase(NAME, "met"))
    share = 1 - len(loose) / len(opportunities)
    return Verdict(share, phrase(NAME, "partly", loose=len(loose)), hints(NAME), loose)


CRITERION = Criterion(NAME, judge, {}, family=Family.FORM)
