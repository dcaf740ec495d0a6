"""Does the scenario have a title and tell the customer's situation?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "scenario_complete"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Ask for a title and a situation of at least ``characters`` characters."""
    scenario = subject.map.scenario
    title, situation = scenario.name.strip(), scenario.situation.strip()
    if not title and not situation:
        return not_attempted(NAME)
    told = len(situation) >= thresholds["characters"]
    if title and told:
        return Verdict(1.0, phrase(NAME, "met"))
    return Verdict(0.5 if title or told else 0.0, phrase(NAME, "partly"), hints(NAME))


CRITERION = Criterion(NAME, judge, {"characters": 10}, family=Family.FORM)
