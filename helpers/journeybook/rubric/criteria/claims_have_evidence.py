"""Do pain points, moments of truth and extreme emotions rest on quotes and figures, not on assumptions?"""

from __future__ import annotations

from collections.abc import Mapping

from ...model import Aspect, EvidenceKind
from ..claims import Claim, claims
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..realquotes import normalised
from ..subject import Subject

NAME = "claims_have_evidence"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Count the claims that carry a quote or a figure; ``at_least`` claims are wanted.

    What is pasted from one touchpoint to another backs the first alone.
    """
    made = [claim for claim in claims(subject.map) if claim.grave or claim.aspect is Aspect.PAIN_POINT]
    if not made:
        return not_attempted(NAME, thresholds)
    used: dict[str, str] = {}
    bare = tuple(claim.card for claim in made if not _is_backed(claim, used))
    wanted = max(len(made), int(thresholds["at_least"]))
    backed = len(made) - len(bare)
    if backed == wanted:
        return Verdict(1.0, phrase(NAME, "met", backed=backed))
    return Verdict(backed / wanted, phrase(NAME, "partly", backed=backed, wanted=wanted), hints(NAME, thresholds), bare)


def _is_backed(claim: Claim, used: dict[str, str]) -> bool:
    """Return whether a claim has evidence of its own, and remember at which touchpoint each text was used."""
    place = claim.touchpoint.id if claim.touchpoint else claim.card
    texts = [normalised(evidence.text) for evidence in claim.evidence if evidence.kind is not EvidenceKind.ASSUMPTION]
    # Not any(): every text is remembered.
    return bool([text for text in texts if text and used.setdefault(text, place) == place])


CRITERION = Criterion(NAME, judge, {"at_least": 3}, family=Family.EVIDENCE)
