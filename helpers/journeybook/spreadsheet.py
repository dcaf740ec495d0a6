"""Texts as the cells of a spreadsheet can hold them: none runs as a formula, none holds what no file can."""

from __future__ import annotations

import unicodedata

LONGEST = 32_000
"""Characters that a cell can hold."""


def harmless(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula.

    Examples
    --------
    >>> harmless("=1+1"), harmless("李雷")
    ("'=1+1", '李雷')
    """
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@")) or text.startswith(("\t", "\r")) else text


def printable(text: str, keep: str = "") -> str:
    """Return `text` without what no spreadsheet file can hold: control characters but those in `keep`, half characters.

    Examples
    --------
    >>> printable("a\\x00b")
    'a\ufffdb'
    """
    kept = "".join(
        "\ufffd" if unicodedata.category(letter) in {"Cc", "Cs"} and letter not in keep else letter for letter in text
    )
    return kept[:LONGEST]


def text_width(text: str) -> int:
    """Return how wide a text is shown, in Latin letters; Chinese ones take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
