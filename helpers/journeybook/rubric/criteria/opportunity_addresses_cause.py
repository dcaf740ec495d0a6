"""Do the opportunities do something about what is behind the pain points?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model import Opportunity
from ..causes import Cause, is_list_of_words
from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject

NAME = "opportunity_addresses_cause"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Look, for each cause in the key, for an opportunity that answers its pain point and would mend it.

    An opportunity counts where it is tied to a pain point at the cause's touchpoint and a sentence of it names a deed
    and what it is done to; see `causes`. One that answers every pain point with every word is a list, and counts
    nowhere.
    """
    if not subject.map.opportunities:
        return not_attempted(NAME)
    causes = subject.the_key.causes
    proposals = [one for one in subject.map.opportunities if not is_list_of_words(_text(one), causes)]
    seen = [(cause, dict(_answers(subject, cause, proposals))) for cause in causes]
    open_ = [cause for cause, answers in seen if not any(answers.values())]
    recognised = " / ".join(dict.fromkeys(name for _, answers in seen for names in answers.values() for name in names))
    if not open_:
        return Verdict(1.0, phrase(NAME, "met", recognised=recognised))
    where = tuple(dict.fromkeys(id_ for cause, answers in seen if cause in open_ for id_ in answers))
    words = phrase(NAME, "not_met", open=len(open_), total=len(causes))
    if recognised:
        words = phrase(NAME, "partly", recognised=recognised, open=len(open_), total=len(causes))
    told = (*hints(NAME), phrase(NAME, "cause", cause=open_[0].text))
    return Verdict(1 - len(open_) / len(causes), words, told, where)


def _answers(subject: Subject, cause: Cause, proposals: list[Opportunity]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each opportunity that answers a pain point of the cause, and the approaches recognised in it."""
    meant = {pain_point.id for pain_point in subject.map.pain_points if subject.case_code(pain_point) in cause.at}
    for opportunity in proposals:
        if meant & set(opportunity.pain_points):
            yield opportunity.id, tuple(approach.name for approach in cause.recognised(_text(opportunity)))


def _text(opportunity: Opportunity) -> str:
    return f"{opportunity.text}\n{opportunity.goal}"


CRITERION = Criterion(NAME, judge, {}, family=Family.INSIGHT, needs_key=True)
