"""The interviews of a case, from the text files beside its plan to the rows of their table.

``interviews.<lang>.json`` is a list of 12 interviews, each a list of turns ``[speaker, touchpoint, text]``, speaker
``"i"`` (interviewer) or ``"c"`` (customer), touchpoint a code or ``""``. Both languages tell of the same people and the
same facts, in the same order, each in its own words: the turns need not match one by one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ...i18n import LANGUAGES

_SPEAKERS = {"i": "interviewer", "c": "customer"}


def interview_rows(folder: Path) -> Iterator[tuple[int, str, int, str, str, str]]:
    """Yield interview (from 1), language, turn (from 1), speaker, touchpoint and text, interview by interview."""
    told = {
        lang: json.loads(folder.joinpath(f"interviews.{lang}.json").read_text(encoding="utf-8")) for lang in LANGUAGES
    }
    for number in range(len(told["zh"])):
        for lang in LANGUAGES:
            for turn, (speaker, touchpoint, text) in enumerate(told[lang][number], start=1):
                yield number + 1, lang, turn, _SPEAKERS[speaker], touchpoint, text
