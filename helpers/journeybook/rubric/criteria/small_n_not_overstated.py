"""Does no grave claim rest on a handful of answers alone?"""

from __future__ import annotations

from collections.abc import Mapping

from ...model import EvidenceKind
from ..claims import Claim, checked, claims, of_kind
from ..criterion import Criterion, Family, hints, no_data, not_attempted, phrase
from ..finding import Verdict
from ..measured import Measured
from ..subject import Subject

NAME = "small_n_not_overstated"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Name the grave claims about touchpoints with fewer than ``few`` answers that no larger figure supports.

    Grave is a pain point of severity 4 or 5, a moment of truth, an emotion of −2 or 2. While nothing on the map rests
    on anything, there is nothing to be careful with.
    """
    grave = [claim for claim in claims(subject.map) if claim.grave]
    tied = [claim for claim in grave if claim.touchpoint and claim.touchpoint.case_touchpoint]
    if not tied or not of_kind(subject.map, EvidenceKind.QUOTE, EvidenceKind.DATA):
        return not_attempted(NAME, thresholds)
    data = subject.data
    if data is None:
        return no_data()
    few = thresholds["few"]
    bold = [claim for claim in tied if _rests_on_few(claim, subject, data, few)]
    if not bold:
        return Verdict(1.0, phrase(NAME, "met", grave=len(tied), few=few))
    names = " / ".join(dict.fromkeys(claim.touchpoint.name for claim in bold if claim.touchpoint))
    words = phrase(NAME, "partly", bold=len(bold), grave=len(tied), names=names, few=few)
    where = tuple(dict.fromkeys(claim.card for claim in bold))
    # Many sound claims do not make up for a bold one: the first costs half.
    share = 0.0 if len(bold) == len(tied) else 1 / (1 + len(bold))
    return Verdict(share, words, hints(NAME, thresholds), where)


def _rests_on_few(claim: Claim, subject: Subject, data: Measured, few: float) -> bool:
    code = claim.touchpoint.case_touchpoint if claim.touchpoint else None
    if code not in data.names or data.answers(code or "") >= few:
        return False
    given = [evidence for evidence in claim.evidence if evidence.kind is EvidenceKind.DATA]
    figures = (
        check.nearest
        for _, found in checked(given, subject.map, data)
        for check in found
        if check.agrees and check.number.unit != "count"
    )
    return not any(figure.n >= few for figure in figures)


CRITERION = Criterion(NAME, judge, {"few": 30}, family=Family.EVIDENCE, needs_data=True)
