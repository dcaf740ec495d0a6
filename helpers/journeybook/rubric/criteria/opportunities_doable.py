"""Does every opportunity say what will be done, rather than a slogan?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..criterion import Criterion, Family, hints, not_attempted, phrase
from ..finding import Verdict
from ..subject import Subject
from ..wording import bare, quoted, words

NAME = "opportunities_doable"

_SAID = re.compile(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+")
"""A Chinese character, or a word of another language."""


def judge(subject: Subject, thresholds: Mapping[str, float]) -> Verdict:
    """Name the opportunities that hold a slogan and, without it, less than ``at_least`` characters or words.

    As words can mislead, ``at_most`` of them may be let pass.
    """
    texts = {card.id: card.text for card in subject.map.opportunities if bare(card.text)}
    if not texts:
        return not_attempted(NAME)
    slogans = {id_: slogan for id_, text in texts.items() if (slogan := _slogan(text, thresholds["at_least"]))}
    too_many = len(slogans) - int(thresholds["at_most"])
    if too_many <= 0:
        return Verdict(1.0, phrase(NAME, "met"))
    why = phrase(NAME, "partly", slogans=len(slogans), words=quoted(slogans.values()))
    return Verdict(1 - too_many / len(texts), why, hints(NAME), tuple(slogans))


def _slogan(text: str, at_least: float) -> str | None:
    """Return the slogan in `text` if the rest says next to nothing."""
    tables = words(NAME)
    slogan = tables["slogan"].find(text)
    rest = tables["filler"].cut_from(tables["slogan"].cut_from(text))
    return slogan if slogan and len(_SAID.findall(rest)) < at_least else None


CRITERION = Criterion(NAME, judge, {"at_least": 3, "at_most": 0}, family=Family.FORM)
