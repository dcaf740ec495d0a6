"""Did a customer of the case really write or say what the map quotes?"""

from __future__ import annotations

from collections.abc import Mapping

from ...model import EvidenceKind
from ..claims import of_kind, short
from ..criterion import Criterion, Family, hints, no_data, not_attempted, phrase
from ..finding import Verdict
from ..realquotes import normalised
from ..subject import Subject

NAME = "quotes_are_real"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Look for each quote in the comments and interviews; ``at_least`` different ones are wanted."""
    given = of_kind(subject.map, EvidenceKind.QUOTE)
    if not given:
        return not_attempted(NAME, thresholds)
    data = subject.data
    if data is None:
        return no_data()
    made_up = [evidence for evidence in given if evidence.text not in data.quotes]
    real = {normalised(evidence.text) for evidence in given} - {normalised(evidence.text) for evidence in made_up}
    wanted = max(len(real) + len(made_up), int(thresholds["at_least"]))
    if len(real) == wanted:
        return Verdict(1.0, phrase(NAME, "met", real=len(real)))
    where = tuple(dict.fromkeys(evidence.claim for evidence in made_up))
    words = phrase(NAME, "few", real=len(real), wanted=wanted)
    if made_up:
        words = phrase(NAME, "partly", made_up=len(made_up), quote=short(made_up[0].text))
    return Verdict(len(real) / wanted, words, hints(NAME, thresholds), where)


CRITERION = Criterion(NAME, judge, {"at_least": 2}, family=Family.EVIDENCE, needs_data=True)
