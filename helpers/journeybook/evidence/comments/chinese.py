"""The sentiment of Chinese comments: a lexicon of ours, with negation, degree and contrast after VADER's rules."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from .english import english_valence
from .lexicon import chinese_grammar, emoji, lexicon

if TYPE_CHECKING:
    from rjieba import Jieba

NEGATED = -0.74
BEFORE_BUT, AFTER_BUT = 0.5, 1.5
NORM = 15
"""Factors of Hutto & Gilbert (2014): of a negated term, of what stands before and after a "but", and in the norm."""

REACH = 3
"""A negation or a degree acts on a term that begins at most so many characters later, in the same clause."""

_CLAUSE = re.compile(r"[^，。！？；、：,.!?;:\n…—]+|[！!]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]+")
_PARTICLES = "了的地得着过吗呢啊吧呀啦"
_LONGEST = 12


def chinese_sentiment(text: str) -> float:
    """Return the sentiment of a Chinese text, −1 to 1; see :func:`.sentiment`."""
    _, _, contrasts = chinese_grammar()
    before, after, turned = 0.0, 0.0, False
    for found in _CLAUSE.finditer(text):
        clause = found[0].strip()
        if clause.startswith(contrasts):
            before, after, turned = before + after, 0.0, True
        after += sum(_judgements(clause))
    total = BEFORE_BUT * before + AFTER_BUT * after if turned else after
    return total / math.sqrt(total * total + NORM)


def _judgements(clause: str) -> Iterator[float]:
    """Yield the valence of each term of a clause, with what stands before it taken into account."""
    negations, degrees, _ = chinese_grammar()
    taken = [False] * len(clause)
    for pattern, weight in lexicon("zh").patterns:
        for found in pattern.finditer(clause):
            if not any(taken[slice(*found.span())]):
                taken[slice(*found.span())] = [True] * len(found[0])
                yield weight
    # Negations and degrees wait for the term they act on: (where they end, factor).
    waiting: list[tuple[int, float]] = []
    for start, term in _terms(clause):
        if any(taken[start : start + len(term)]):
            continue
        valence = _valences().get(term)
        if valence is None:
            factor = NEGATED if term in negations else degrees[term]
            waiting.append((start + len(term), factor))
            continue
        factors = [factor for end, factor in waiting if start - end <= REACH]
        waiting.clear()
        yield valence * math.prod(factors)
    yield from (english_valence(found[0]) for found in _LATIN.finditer(clause) if found[0] not in _valences())


def _terms(clause: str) -> Iterator[tuple[int, str]]:
    """Yield (place, term) for all terms of the lexicon in a clause, the longest at each place.

    A term of one character counts only where a word begins, or where another term ends: 快 is a word in 太快, and none
    in 赶快.
    """
    known, begins = _known(), _word_starts(clause)
    place, after_term = 0, False
    while place < len(clause):
        for length in range(min(_LONGEST, len(clause) - place), 0, -1):
            term = clause[place : place + length]
            if term in known and (length > 1 or after_term or _whole_word(place, begins, len(clause), clause)):
                yield place, term
                place, after_term = place + length, True
                break
        else:
            place, after_term = place + 1, False


def _whole_word(place: int, begins: set[int], end: int, clause: str) -> bool:
    """Say whether the character at `place` is a word, or the first of a word whose rest is made of known terms."""
    if place not in begins:
        return False
    rest = clause[place + 1 : min((start for start in begins if start > place), default=end)]
    return rest in _known() or all(character in _PARTICLES for character in rest)


def _word_starts(clause: str) -> set[int]:
    """Return the places at which words begin."""
    starts, place = set(), 0
    for word in _segmenter().cut(clause):
        starts.add(place)
        place += len(word)
    return starts


@cache
def _segmenter() -> Jieba:
    """Return a segmenter of our own: what others teach theirs does not change our figures."""
    from rjieba import Jieba

    return Jieba()


@cache
def _valences() -> dict[str, float]:
    """Return the valence of each Chinese term and each emoji."""
    return {**lexicon("zh").terms, **emoji()}


@cache
def _known() -> frozenset[str]:
    """Return all terms that matter: those with a valence, negations, degrees."""
    negations, degrees, _ = chinese_grammar()
    return frozenset(_valences()) | negations | frozenset(degrees)
