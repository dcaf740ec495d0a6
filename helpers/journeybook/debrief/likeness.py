"""Which short texts say the same: cards of many teams, in Chinese and English, put into clusters.

Texts are compared by their words and by what the words are about (waiting, staff, price …), rare ones counting more
(tf–idf, cosine), a Chinese text's also by its single characters; where a card stands in the journey counts, too.
Clusters are joined from the closest pair up, as long as their cards are alike on average (average linkage). It
proposes; the trainer moves, merges and renames.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..evidence import themes

if TYPE_CHECKING:
    import numpy as np
    from rjieba import Jieba

FURTHEST = 0.86
"""What is further apart than this, of 0 to 1, is not put together."""

_SAME_TOUCHPOINT, _OTHER_TOUCHPOINT, _OTHER_STAGE = 0.95, 1.15, 1.1
"""What the place in the journey makes of a distance between texts."""

_READ = 300
"""How many characters of a text are looked at."""

_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_ENGLISH = re.compile(r"[a-z][a-z']+")
_STEM = 5
"""So many letters of an English word count: "delays" and "delayed" are one."""


class Said(NamedTuple):
    """A card's text, and where it stands."""

    text: str
    place: int | None = None
    """Index of the shared stage."""
    touchpoint: str | None = None
    """Code of the case's touchpoint."""


def clusters(cards: Sequence[Said]) -> list[list[int]]:
    """Return which cards say the same: indices into `cards`, the largest cluster first.

    Every card is in one cluster; a card without words stands alone.

    Parameters
    ----------
    cards : sequence of Said
        In any order; of equally large clusters the one whose card came first is first.
    """
    if len(cards) < 2:
        return [[index] for index in range(len(cards))]
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    labels = fcluster(linkage(squareform(distances(cards), checks=False), "average"), FURTHEST, "distance")
    found: dict[int, list[int]] = {}
    for index, label in enumerate(labels.tolist()):
        found.setdefault(label, []).append(index)
    return sorted(found.values(), key=lambda members: (-len(members), members[0]))


def distances(cards: Sequence[Said]) -> np.ndarray:
    """Return how far apart the cards are: a symmetric matrix, 0 (the same) to 1, its diagonal 0."""
    import numpy as np
    from scipy.sparse import coo_array

    terms = [_terms(card.text[:_READ]) for card in cards]
    seen_in = Counter(term for counted in terms for term in counted)
    column = {term: number for number, term in enumerate(seen_in)}
    entries = [
        (row, column[term], (1 + np.log(count)) * (1 + np.log(len(cards) / seen_in[term])))
        for row, counted in enumerate(terms)
        for term, count in counted.items()
    ]
    rows, columns, weights = zip(*entries, strict=True) if entries else ((), (), ())
    shape = (len(cards), max(len(column), 1))
    matrix: Any = coo_array((weights, (rows, columns)), shape=shape, dtype=float).tocsr()
    length = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    length[length == 0] = 1
    apart: np.ndarray = 1 - (matrix @ matrix.T).toarray() / np.outer(length, length)

    place = np.array([-1 if card.place is None else card.place for card in cards])
    codes: dict[str | None, int] = {None: -1}
    touchpoint = np.array([codes.setdefault(card.touchpoint, len(codes)) for card in cards])
    both = (touchpoint[:, None] >= 0) & (touchpoint[None, :] >= 0)
    same = touchpoint[:, None] == touchpoint[None, :]
    apart = np.where(both, apart * np.where(same, _SAME_TOUCHPOINT, _OTHER_TOUCHPOINT), apart)
    strange = (place[:, None] >= 0) & (place[None, :] >= 0) & (place[:, None] != place[None, :])
    apart = np.clip(np.where(strange, apart * _OTHER_STAGE, apart), 0, 1)
    np.fill_diagonal(apart, 0)
    return apart


def middle(cards: Sequence[Said], members: Sequence[int]) -> int:
    """Return the member that is closest to all others; of equally close ones the shortest text, then the first."""
    apart = distances([cards[index] for index in members]).sum(axis=1)
    ranked = sorted(range(len(members)), key=lambda at: (round(float(apart[at]), 9), len(cards[members[at]].text), at))
    return members[ranked[0]]


def _terms(text: str) -> Counter[str]:
    """Count a text's words, as they are compared."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    dull = _dull_words()
    terms = [word[:_STEM] for word in _ENGLISH.findall(plain) if len(word) > 2 and word not in dull]
    for run in _CHINESE.findall(plain):
        terms += [word for word in _segmenter().cut(run) if len(word) > 1 and word not in dull]
        terms += [character for character in run if character not in dull]
    return Counter([*terms, *(f"about {theme}" for theme in themes(plain))])


@cache
def _dull_words() -> frozenset[str]:
    """Return the words that say nothing of what a card is about."""
    lists = tomllib.loads((Path(__file__).parent / "dull_words.toml").read_text(encoding="utf-8"))
    return frozenset(word for words in lists.values() for word in words.split())


@cache
def _segmenter() -> Jieba:
    from rjieba import Jieba

    return Jieba()
