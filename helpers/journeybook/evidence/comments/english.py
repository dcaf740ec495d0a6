"""The sentiment of English comments: VADER, with the words of shops, banks and travel added."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from .lexicon import lexicon

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

PIECE = 600
"""Longer texts are judged piece by piece: VADER's time grows faster than the length of what it is given."""

_SAME_EMOJI = 3
"""How often one emoji counts in a piece: 10,000 of them kept VADER busy for minutes."""


def english_sentiment(text: str) -> float:
    """Return the sentiment of an English text, −1 to 1; see :func:`.sentiment`."""
    pieces = [_prepared(text[start : start + PIECE]) for start in range(0, len(text), PIECE)]
    if not pieces:
        return 0.0
    total = sum(_analyser().polarity_scores(piece)["compound"] for piece in pieces)
    return float(total / len(pieces))


def english_valence(word: str) -> float:
    """Return how good or bad one English word is, −4 to 4; 0 where it is not known."""
    return float(_analyser().lexicon.get(word.lower(), 0.0))


@cache
def _analyser() -> SentimentIntensityAnalyzer:
    """Return VADER's analyser, its lexicon extended by ours."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyser = SentimentIntensityAnalyzer()
    analyser.lexicon.update({_as_word(term): valence for term, valence in lexicon("en").terms.items()})
    analyser.lexicon.update({_pattern_word(place): valence for place, (_, valence) in enumerate(_patterns())})
    return analyser


def _prepared(text: str) -> str:
    """Return `text` as VADER can read it: each phrase of ours one word, and a bearable number of emoji."""
    text = text.replace("’", "'")
    for place, (pattern, _) in enumerate(_patterns()):
        text = pattern.sub(f" {_pattern_word(place)} ", text)
    text = _phrases().sub(lambda found: _as_word(found[0].lower()), text)
    return _few_emoji(text)


def _few_emoji(text: str) -> str:
    """Return `text` without the repeats of emoji that say nothing new."""
    known = _analyser().emojis
    seen: Counter[str] = Counter()

    def counts(character: str) -> bool:
        if character not in known:
            return True
        seen[character] += 1
        return seen[character] <= _SAME_EMOJI

    return "".join(filter(counts, text))


@cache
def _phrases() -> re.Pattern[str]:
    """Return what finds our terms of several words, the longest first."""
    terms = [term for term in lexicon("en").terms if " " in term]
    either = "|".join(re.escape(term).replace(r"\ ", r"\s+") for term in sorted(terms, key=len, reverse=True))
    return re.compile(rf"\b(?:{either})(?!\w)", re.IGNORECASE)


def _patterns() -> tuple[tuple[re.Pattern[str], float], ...]:
    return lexicon("en").patterns


def _as_word(term: str) -> str:
    """Return a term as the one word that stands for it: VADER looks words up, not phrases."""
    return "_".join(term.split())


def _pattern_word(place: int) -> str:
    return f"pattern_{place}_found"
