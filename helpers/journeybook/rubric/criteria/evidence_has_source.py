"""Does every quote and every figure say where it is from?"""

from __future__ import annotations

from collections.abc import Mapping

from ...model import Evidence, EvidenceKind
from ..claims import of_kind
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..realquotes import normalised
from ..subject import Subject

NAME = "evidence_has_source"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Count the quotes and figures with a source; ``at_least`` of them are wanted."""
    given = of_kind(subject.map, EvidenceKind.QUOTE, EvidenceKind.DATA)
    if not given:
        return not_attempted(NAME, thresholds)
    open_ = tuple(dict.fromkeys(evidence.claim for evidence in given if not _has_source(evidence)))
    sourced = sum(_has_source(evidence) for evidence in given)
    wanted = max(len(given), int(thresholds["at_least"]))
    if sourced == wanted:
        return Verdict(1.0, phrase(NAME, "met", sourced=sourced))
    words = phrase(NAME, "partly", sourced=sourced, wanted=wanted)
    return Verdict(sourced / wanted, words, hints(NAME, thresholds), open_)


def _has_source(evidence: Evidence) -> bool:
    # A dash or a question mark names nothing.
    return bool(normalised(evidence.source))


CRITERION = Criterion(NAME, judge, {"at_least": 3}, family=Family.EVIDENCE)
