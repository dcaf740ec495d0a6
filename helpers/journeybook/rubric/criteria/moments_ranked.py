"""Is the touchpoint marked that decides most, before those that decide less?"""

from __future__ import annotations

import math
from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "moments_ranked"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Weigh the marked moments by their rank in the key, as discounted gain does: 1, 0.63, 0.5 …

    Marks beyond ``at_most`` shrink the share, for who stars everything has ranked nothing.
    """
    marked = subject.moments()
    if not marked:
        return not_attempted(NAME)
    codes = {touchpoint.case_touchpoint for touchpoint in marked}
    ranked = subject.the_key.moments
    weights = [1 / math.log2(rank + 1) for rank in range(1, len(ranked) + 1)]
    gain = sum(weight for weight, code in zip(weights, ranked, strict=True) if code in codes)
    share = gain / sum(weights) * min(1.0, thresholds["at_most"] / len(marked))
    if math.isclose(share, 1):
        return Verdict(1.0, phrase(NAME, "met"))
    where = tuple(touchpoint.id for touchpoint in marked)
    words = phrase(NAME, "partly", marked=len(marked))
    if ranked[0] not in codes:
        words = phrase(NAME, "first_missing", marked=len(marked))
    return Verdict(share, words, hints(NAME), where)


CRITERION = Criterion(NAME, judge, {"at_most": 3}, family=Family.INSIGHT, needs_key=True)
