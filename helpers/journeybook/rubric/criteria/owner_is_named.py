"""Is every opportunity in somebody's hands, and not in everybody's?"""

from __future__ import annotations

from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import is_somebody, quoted

NAME = "owner_is_named"


def judge(subject: Subject, _: Mapping[str, float]) -> Verdict:
    """Count the owners who are nobody in particular; whether there is one at all, another criterion asks."""
    owners = {card.id: card.owner for card in subject.map.opportunities if card.owner.strip()}
    if not owners:
        return not_attempted(NAME)
    nobody = {id_: owner for id_, owner in owners.items() if not is_somebody(owner)}
    if not nobody:
        return Verdict(1.0, phrase(NAME, "met"))
    why = phrase(NAME, "partly", nobody=len(nobody), words=quoted(nobody.values()))
    return Verdict(1 - len(nobody) / len(owners), why, hints(NAME), tuple(nobody))


CRITERION = Criterion(NAME, judge, {}, family=Family.FORM)
