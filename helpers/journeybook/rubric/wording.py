"""What texts say: lists of words that give a way of thinking away, and texts compared without their dress.

The lists are files in ``rubric/words``, one a criterion. A file holds tables; each has the expressions to look for in
Chinese and English (``zh``, ``en``) and, where needed, those beside which nothing is meant (``unless_zh``,
``unless_en``). Both languages are looked for in every text, because Chinese texts hold English words. An English
expression matches whole words; case, width and the shape of quotation marks do not matter.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"

_ENDS = " ,.;:!?，。；：！？、"
_LONGEST_QUOTE = 40
_QUOTES = 3
_READ = 500
"""How many characters of a text are looked at: a card is a sentence or two, and a book on one must not stop a class."""

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"})


@dataclass(frozen=True)
class Words:
    """One table of a list.

    Parameters
    ----------
    looked_for : pattern
        The expressions that give something away.
    unless : pattern or None
        Expressions beside which they mean nothing.
    """

    looked_for: re.Pattern[str]
    unless: re.Pattern[str] | None

    def find(self, text: str) -> str | None:
        """Return the first words in `text` that are looked for."""
        plain_text = plain(text)
        if self.unless and self.unless.search(plain_text):
            return None
        found = self.looked_for.search(plain_text)
        return found[0].strip(_ENDS) if found else None

    def all_in(self, text: str) -> bool:
        """Return whether `text`, apart from punctuation at its ends, is nothing but one of these expressions."""
        plain_text = plain(text).strip(_ENDS)
        if self.unless and self.unless.search(plain_text):
            return False
        return bool(self.looked_for.fullmatch(plain_text))

    def cut_from(self, text: str) -> str:
        """Return `text` without these expressions."""
        return self.looked_for.sub(" ", plain(text))


@cache
def words(file: str) -> dict[str, Words]:
    """Return the tables of one list in ``rubric/words`` by name, in the file's order."""
    data = tomllib.loads((_FOLDER / f"{file}.toml").read_text(encoding="utf-8"))
    return {
        name: Words(_pattern(table, ""), _pattern(table, "unless_") if table.keys() - {"zh", "en"} else None)
        for name, table in data.items()
    }


def _pattern(table: dict[str, list[str]], kind: str) -> re.Pattern[str]:
    english = [rf"(?<![\w-])(?:{expression})(?![\w])" for expression in table.get(f"{kind}en", [])]
    return re.compile("|".join([*table.get(f"{kind}zh", []), *english]), re.IGNORECASE)


def first_found(tables: Iterable[Words], text: str) -> str | None:
    """Return the first words that one of `tables` finds in `text`."""
    return next((found for table in tables if (found := table.find(text))), None)


def plain(text: str) -> str:
    """Return the start of `text` on one line, in ordinary widths and with straight quotation marks and dashes."""
    return " ".join(unicodedata.normalize("NFKC", text[:_READ]).translate(_STRAIGHT).split())


_ALWAYS_OPEN = re.compile(r"24 ?/ ?7|7 ?[x×*] ?24(?: ?小时)?|24 ?[x×*] ?7")
"""Round the clock: figures that set no goal."""


def has_figure(text: str) -> bool:
    """Return whether a text holds a figure, in digits or in words, by which a goal can be checked."""
    return any(character.isdecimal() for character in _ALWAYS_OPEN.sub("", plain(text))) or bool(
        words("goal_is_measurable")["figure"].find(text)
    )


def is_somebody(text: str) -> bool:
    """Return whether a text names somebody in particular, and neither nobody nor everybody."""
    return bool(bare(text)) and not words("owner_is_named")["nobody"].all_in(text)


def bare(text: str) -> str:
    """Return what remains of `text` without case, width, punctuation and white space; of punctuation alone, nothing."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if unicodedata.category(character)[0] not in "PZCS")


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are in what remains of them, from 0 (nothing in common) to 1 (the same)."""
    return SequenceMatcher(None, bare(one[:_READ]), bare(other[:_READ]), autojunk=False).ratio()


def quoted(found: Iterable[str]) -> str:
    """Return the first few different texts in quotation marks, long ones shortened, for a sentence that says why."""
    different = list(dict.fromkeys(plain(text) for text in found))
    short = [text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…" for text in different[:_QUOTES]]
    return " ".join(f"“{text}”" for text in short)
