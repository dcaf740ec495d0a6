"""What customers really wrote and said, and whether a quote is one of those texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

ALIKE = 94.0
"""How alike, of 100, a quote and a passage must be: a slip in typing passes, a sentence of one's own does not."""

SHORTEST = 8
"""From so many characters on a passage counts as quoted, a Chinese one being two; shorter ones stand in any text."""

SHORTEST_PART = 4
"""The same for each part of a quote from which something is left out."""

ASKED_KEPT = 1_000
"""So many answers are remembered: a map is judged after each edit, and its quotes seldom change."""

_GAP = re.compile(r"…+|\.{3,}|⋯+|\[\W*\]|（略）|\(略\)")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


class RealQuotes:
    """All texts of a case's customers.

    Parameters
    ----------
    texts : iterable of str
        Comments and what was said in interviews, in any language.

    Examples
    --------
    >>> quotes = RealQuotes(["I queued for twenty minutes, and nobody opened a second till."])
    >>> "nobody opened a second till!" in quotes, "Best shop in town, I love it" in quotes
    (True, False)
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(dict.fromkeys(plain for text in texts if (plain := normalised(text))))
        self._whole = frozenset(self._texts)
        # No normalised text has a line break, so no passage is found across two texts.
        self._joined = "\n".join(self._texts)
        self._asked: dict[str, bool] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def __contains__(self, quote: str) -> bool:
        """Return whether a customer said this: whole, in part, or in parts with … between them.

        Punctuation, width, case and spaces do not matter, and slips in typing are forgiven.
        """
        if quote not in self._asked:
            if len(self._asked) >= ASKED_KEPT:
                self._asked.clear()
            self._asked[quote] = self._is_real(quote)
        return self._asked[quote]

    def _is_real(self, quote: str) -> bool:
        parts = [plain for part in _GAP.split(quote) if (plain := normalised(part))]
        if len(parts) == 1 and parts[0] in self._whole:
            return True
        weights = [_weight(part) for part in parts]
        if not parts or max(weights) < SHORTEST or min(weights) < SHORTEST_PART:
            return False
        if len(parts) == 1:
            return parts[0] in self._joined or self._nearly(parts[0])
        return any(_in_order(parts, text) for text in self._texts)

    def _nearly(self, quote: str) -> bool:
        """Return whether a passage of some text is the quote but for a slip."""
        # A text that is shorter than the quote would be found within it, whatever else the quote says.
        long_enough = [text for text in self._texts if len(text) >= len(quote) * ALIKE / 100]
        return process.extractOne(quote, long_enough, scorer=fuzz.partial_ratio, score_cutoff=ALIKE) is not None


def normalised(text: str) -> str:
    """Return a text's letters and digits alone: one width, one case, no spaces and no punctuation.

    Examples
    --------
    >>> normalised("“Ｗaited 20 min!”") == normalised("waited 20min")
    True
    """
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _weight(plain: str) -> int:
    return len(plain) + len(_CHINESE.findall(plain))


def _in_order(parts: list[str], text: str) -> bool:
    place = 0
    for part in parts:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True
