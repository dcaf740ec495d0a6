"""What is behind a pain point, and whether what somebody proposes would mend it.

A proposal is recognised by a deed ("open", "add") and what it is done to ("till", "self-checkout") in one sentence: a
wish names only the thing ("a better checkout!"), a slogan neither. Who writes down every word of the trade is not
recognised at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

WORDS_AT_MOST = 8
"""With more different words of the key than that, a proposal is a list of words."""

_SENTENCES = re.compile(r"[.。;!?\n]+")
_DENIED = re.compile(
    r"(?:不要?|别|勿|无需|不必|不用|而不是|\bnot(?: to)?|n't|\bnever|\bwithout|\binstead of|\bno need to)\s*$"
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Approach:
    """One way to mend a cause.

    Parameters
    ----------
    name : str
        What it is called in the feedback.
    deeds, things : tuple of str
        Words for what is done and for what it is done to, Chinese and English; one of each must stand in a sentence.
    """

    name: str
    deeds: tuple[str, ...]
    things: tuple[str, ...]

    def is_in(self, sentence: str) -> bool:
        """Return whether a sentence (as `plain` makes it) proposes this."""
        # One word alone is not both, nor is a deed that is a part of a thing: "a text message" names it, and nobody
        # texts.
        things = list(_found(self.things, sentence))
        deeds = [deed for deed in _done(self.deeds, sentence) if not any(_is_part(deed, thing) for thing in things)]
        return any(thing.end() <= deed.start() or deed.end() <= thing.start() for thing in things for deed in deeds)


@dataclass(frozen=True)
class Cause:
    """What is behind a planted pain point.

    Parameters
    ----------
    at : tuple of str
        Codes of the touchpoints where the pain point shows.
    text : str
        The cause in a sentence, for the feedback.
    approaches : tuple of Approach
        What would mend it.
    """

    at: tuple[str, ...]
    text: str
    approaches: tuple[Approach, ...]

    def recognised(self, proposal: str) -> tuple[Approach, ...]:
        """Return the approaches that a proposal takes."""
        sentences = [sentence for sentence in _SENTENCES.split(plain(proposal)) if sentence.strip()]
        return tuple(
            approach for approach in self.approaches if any(approach.is_in(sentence) for sentence in sentences)
        )

    @property
    def words(self) -> frozenset[str]:
        """All words of its approaches."""
        return frozenset(word for approach in self.approaches for word in (*approach.deeds, *approach.things))


def is_list_of_words(proposal: str, causes: Iterable[Cause]) -> bool:
    """Return whether a proposal holds so many of the key's words that it was not thought about."""
    text = plain(proposal)
    words = {plain(word) for cause in causes for word in cause.words}
    found = {word for word in words if _pattern(word).search(text)}
    # "self-service till" holds "till": the longer word alone counts.
    return sum(not any(word != other and word in other for other in found) for word in found) > WORDS_AT_MOST


def plain(text: str) -> str:
    """Return a text in one width and case, hyphens as spaces."""
    return re.sub(r"[-‐‑–]", " ", unicodedata.normalize("NFKC", text).casefold())


def _found(words: Iterable[str], sentence: str) -> Iterator[re.Match[str]]:
    """Yield the places where one of the words stands."""
    return (found for word in words for found in _pattern(plain(word)).finditer(sentence))


def _is_part(word: re.Match[str], longer: re.Match[str]) -> bool:
    return longer.start() <= word.start() and word.end() <= longer.end() and word.span() != longer.span()


def _done(deeds: Iterable[str], sentence: str) -> Iterator[re.Match[str]]:
    """Yield the places where one of the deeds stands and is not denied."""
    return (found for found in _found(deeds, sentence) if not _DENIED.search(sentence[: found.start()]))


@lru_cache(maxsize=1000)
def _pattern(word: str) -> re.Pattern[str]:
    """Return how to find a word: a Chinese one anywhere, an English one whole, whatever its ending."""
    if _CHINESE.search(word):
        return re.compile(re.escape(word))
    stem = re.escape(word).replace(r"\ ", r"\s+")
    return re.compile(rf"\b{stem}(?:s|es|d|ed|ing)?\b")
