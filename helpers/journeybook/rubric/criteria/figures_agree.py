"""Do the figures on the map agree with the case's data?"""

from __future__ import annotations

from collections.abc import Mapping

from ...i18n import Phrase
from ...model import EvidenceKind
from ..claims import checked, of_kind, short
from ..criterion import Criterion, Family, hints, no_data, not_attempted, phrase
from ..figures import Check
from ..finding import Verdict
from ..realquotes import normalised
from ..subject import Subject

NAME = "figures_agree"


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Hold every number in the data evidence against the data; ``at_least`` different pieces with one are wanted.

    A piece counts if it has a figure that can be checked and none that is wrong. A number agrees if it lies in the
    95 % interval of what it measures, as far as its last digit goes.
    """
    given = of_kind(subject.map, EvidenceKind.DATA)
    if not given:
        return not_attempted(NAME, thresholds)
    data = subject.data
    if data is None:
        return no_data()
    held = checked(given, subject.map, data)
    wrong = [(evidence, check) for evidence, found in held for check in found if not check.agrees]
    failed = [evidence for evidence, found in held if not found or not all(check.agrees for check in found)]
    right = {normalised(evidence.text) for evidence in given} - {normalised(evidence.text) for evidence in failed}
    wanted = max(len(right) + len(failed), int(thresholds["at_least"]))
    if len(right) == wanted:
        return Verdict(1.0, phrase(NAME, "met", right=len(right)))
    where = tuple(dict.fromkeys(evidence.claim for evidence in failed))
    share = len(right) / wanted
    if wrong:
        evidence, check = wrong[0]
        words = phrase(NAME, "partly", wrong=len(wrong), number=check.number.written, text=short(evidence.text))
        return Verdict(share, words, (*hints(NAME, thresholds), _right(check)), where)
    if failed:
        words = phrase(NAME, "no_figure", bare=len(failed), text=short(failed[0].text))
        return Verdict(share, words, hints(NAME, thresholds), where)
    return Verdict(share, phrase(NAME, "few", right=len(right), wanted=wanted), hints(NAME, thresholds))


def _right(check: Check) -> Phrase:
    """Return what the data say instead, the last hint."""
    figure = check.nearest
    number, measure = check.number.written, Phrase(f"measures.{figure.measure}", {})
    value, low, high = (
        Phrase(f"measures.in_{figure.unit}", {"value": found}) for found in (figure.value, figure.low, figure.high)
    )
    if figure.low == figure.high:
        return phrase(NAME, "right_exactly", number=number, measure=measure, value=value)
    return phrase(NAME, "right", number=number, measure=measure, value=value, low=low, high=high)


CRITERION = Criterion(NAME, judge, {"at_least": 3}, family=Family.EVIDENCE, needs_data=True)
