"""Break a text into lines that are no wider than a card, by the rules of Chinese and of English.

Where no browser measures letters, their widths are estimated for a wide sans-serif: a line that fits by this estimate
fits in the fonts that pictures name. East Asian letters are as wide as they are high.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

NO_START = frozenset("、。，．！？：；）】〕〉》」』〗”’…—～·％‰℃)]},.!?:;%»›々ー゛゜")
"""Never first in a line: what closes, ends or follows."""

NO_END = frozenset("（【〔〈《「『〖“‘([{«‹￥$#")
"""Never last in a line: what opens."""

_NARROW = frozenset("iljIftr.,:;'|!()[]{}-·`\" ")
_BROAD = frozenset("mwMW@%&—…")
_BOLD = 1.08
_JOINER = "\u200d"
_BREAKS = re.compile(r"\r\n|[\n\r\u2028\u2029]")


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    """Return the width of one character in font sizes."""
    category = unicodedata.category(letter)
    if category in ("Mn", "Me", "Cf", "Cc") or 0xFE00 <= ord(letter) <= 0xFE0F:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        # Emoji reach beyond their square in most fonts.
        return 1.3 if category == "So" else 1.0
    if letter in _NARROW:
        return 0.42
    if letter in _BROAD:
        return 1.0
    if ord(letter) < 0x250:
        return 0.72 if letter.isupper() else 0.64
    # Greek, Cyrillic and the like; signs and symbols may be as wide as they are high.
    return 0.72 if letter.isalpha() else 1.0


def width_of(text: str, size: float, weight: int = 400) -> float:
    """Return the estimated width of a line of text in CSS pixels."""
    return sum(map(_em, text)) * size * (_BOLD if weight > 500 else 1.0)


def clusters(text: str) -> list[str]:
    """Return what a reader takes for the letters of a text: marks and joined emoji stay with their base."""
    found: list[str] = []
    for letter in text:
        follows = unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf") or 0x1F3FB <= ord(letter) <= 0x1F3FF
        flag = 0x1F1E6 <= ord(letter) <= 0x1F1FF
        if found and (follows or found[-1].endswith(_JOINER) or (flag and _is_half_flag(found[-1]))):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _is_half_flag(cluster: str) -> bool:
    return len(cluster) == 1 and 0x1F1E6 <= ord(cluster) <= 0x1F1FF


def _is_wide(cluster: str) -> bool:
    return unicodedata.east_asian_width(cluster[0]) in "WF"


def _may_break(before: str, after: str) -> bool:
    """Return whether a line may end between two letters."""
    if after.isspace():
        return False
    if before.isspace():
        return True
    if after[0] in NO_START or before[-1] in NO_END:
        return False
    return _is_wide(before) or _is_wide(after) or (before == "-" != after)


def _runs(paragraph: str) -> list[list[str]]:
    """Return the letters of a paragraph in runs inside which no line ends."""
    runs: list[list[str]] = []
    last = ""
    for letter in clusters(paragraph):
        if last == "" or _may_break(last, letter):
            runs.append([letter])
        else:
            runs[-1].append(letter)
        last = letter
    return runs


def wrap(text: str, width: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """Return the lines of a text, none wider than `width` unless one letter is.

    A word that is wider than a line is broken where the line is full. Line breaks of the text stay; spaces at the end
    of a line do not.

    Parameters
    ----------
    text : str
        The text.
    width : float
        Room for a line.
    measure : callable
        Returns how wide a piece of text is.

    Examples
    --------
    >>> wrap("结账排队太久，走不动", 4, len)
    ('结账排队', '太久，走', '不动')
    """
    return tuple(line for paragraph in _BREAKS.split(text) for line in _paragraph(paragraph, width, measure))


def _paragraph(paragraph: str, width: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for run in _runs(paragraph.replace("\t", " ")):
        whole = "".join(run)
        for part in [whole] if measure(whole.rstrip()) <= width else run:
            if line and used + measure(part.rstrip()) > width:
                lines.append(line.rstrip())
                line, used = "", 0.0
            line += part
            # The parts are summed instead of measuring each longer line again: linear in the text's length.
            used += measure(part)
    lines.append(line.rstrip())
    return lines
