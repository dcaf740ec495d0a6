"""Does every stage have a touchpoint?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "stages_covered"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Name the stages without a touchpoint."""
    journey_map = subject.map
    if not journey_map.touchpoints:
        return not_attempted(NAME)
    bare = [stage for stage in journey_map.stages if not journey_map.touchpoints_in(stage.id)]
    if not bare:
        return Verdict(1.0, phrase(NAME, "met"))
    share = 1 - len(bare) / len(journey_map.stages)
    names = " / ".join(stage.name for stage in bare)
    return Verdict(share, phrase(NAME, "partly", stages=names), hints(NAME), tuple(stage.id for stage in bare))


CRITERION = Criterion(NAME, judge, {}, family=Family.FORM)
