"""The word lists of comments: what words mean, good or bad, and what they speak of.

They are JSON files beside this module, one a language, written by hand and small enough to be read: a term stands under
its valence. Nothing in them was fitted to labelled comments.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

THEMES = (
    *("waiting", "staff", "price", "technical", "information", "delivery"),
    *("quality", "stock", "paperwork", "loyalty", "security", "returns"),
)
"""What a comment may speak of; where a complaint's topic is the same thing, it has the same code."""


@dataclass(frozen=True)
class Lexicon:
    """How good or bad terms are.

    Attributes
    ----------
    terms : dict
        Valence of each term, −4 to 4; 0 for a term that only seems to judge.
    patterns : tuple
        Regular expressions and their valences, for what needs a number or a gap ("waited for 20 minutes").
    """

    terms: dict[str, float]
    patterns: tuple[tuple[re.Pattern[str], float], ...]


@cache
def lexicon(lang: str) -> Lexicon:
    """Return the lexicon of a language, ``"zh"`` or ``"en"``."""
    raw = _read(f"lexicon.{lang}.json")
    edge = r"\b" if lang == "en" else ""
    patterns = tuple(
        (re.compile(f"{edge}(?:{pattern}){edge}", re.IGNORECASE), float(valence))
        for pattern, valence in raw["patterns"].items()
    )
    return Lexicon(_valences(raw), patterns)


@cache
def emoji() -> dict[str, float]:
    """Return the valence of each emoji in a Chinese comment."""
    return _valences(_read("emoji.json"))


@cache
def chinese_grammar() -> tuple[frozenset[str], dict[str, float], tuple[str, ...]]:
    """Return the Chinese words that negate, those that strengthen or weaken (with their factor), those that turn."""
    raw = _read("lexicon.zh.json")
    degrees = {word: float(factor) for factor, words in raw["degrees"].items() for word in words}
    return frozenset(raw["negations"]), degrees, tuple(raw["contrasts"])


@cache
def theme_patterns(lang: str) -> dict[str, re.Pattern[str]]:
    """Return a regular expression for each theme, in the order of `THEMES`.

    English entries are whole words, or beginnings of words where they end in ``*``.
    """
    raw = _read(f"themes.{lang}.json")
    return {theme: re.compile(_either(raw[theme], lang), re.IGNORECASE) for theme in THEMES}


def _either(entries: list[str], lang: str) -> str:
    """Return the source of a regular expression that finds any of `entries`."""
    longest_first = sorted(entries, key=len, reverse=True)
    if lang == "zh":
        return "|".join(map(re.escape, longest_first))
    inner = "|".join(re.escape(entry).replace(r"\*", r"\w*") for entry in longest_first)
    return rf"\b(?:{inner})(?!\w)"


def _valences(raw: dict[str, Any]) -> dict[str, float]:
    """Return the valence of each term of a file in which terms stand under their valence."""
    return {term: float(valence) for valence, terms in raw["terms"].items() for term in terms}


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return data
