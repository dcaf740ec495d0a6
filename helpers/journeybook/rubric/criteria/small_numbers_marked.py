"""Does a figure from few answers say that they are few?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...model import Evidence, EvidenceKind
from ..claims import checked, of_kind, short
from ..criterion import Criterion, Family, hints, no_data, not_attempted, phrase
from ..figures import Check
from ..finding import Verdict
from ..subject import Subject

NAME = "small_numbers_marked"

_MARKED = re.compile(
    r"n\s*[=＝]|不足|少于|仅|只有|太少|较少|很少|谨慎|样本|few|small|\bonly\b|\bcare\b|caution|n\s*<", re.IGNORECASE
)


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Ask every figure that rests on fewer than ``few`` observations for its n or a word of warning."""
    given = of_kind(subject.map, EvidenceKind.DATA)
    if not given:
        return not_attempted(NAME, thresholds)
    data = subject.data
    if data is None:
        return no_data()
    held = checked(given, subject.map, data)
    if not any(found for _, found in held):
        return not_attempted(NAME, thresholds)
    resting = [evidence for evidence, found in held if _rests_on_few(found, thresholds["few"])]
    bare = [evidence for evidence in resting if not _is_marked(evidence)]
    few = thresholds["few"]
    if not resting:
        return Verdict(1.0, phrase(NAME, "none", few=few))
    if not bare:
        return Verdict(1.0, phrase(NAME, "met", few=few))
    where = tuple(dict.fromkeys(evidence.claim for evidence in bare))
    words = phrase(NAME, "partly", bare=len(bare), text=short(bare[0].text), few=few)
    return Verdict(1 - len(bare) / len(resting), words, hints(NAME, thresholds), where)


def _rests_on_few(found: tuple[Check, ...], few: float) -> bool:
    """Return whether a share, a mean or a time of the evidence rests on few observations; a count is what it is."""
    nearest = [check.nearest for check in found if check.number.unit != "count"]
    return any(figure.n < few for figure in nearest)


def _is_marked(evidence: Evidence) -> bool:
    return _MARKED.search(f"{evidence.text} {evidence.source}") is not None


CRITERION = Criterion(NAME, judge, {"few": 30}, family=Family.EVIDENCE, needs_data=True)
