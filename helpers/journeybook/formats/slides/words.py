"""Text on a slide: runs in one style, without what a file of slides has no place for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_FORBIDDEN = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Run:
    """A piece of text in one style."""

    text: str
    bold: bool = False


Words = tuple[Run, ...]
"""Text on a slide."""


def clean(text: str) -> str:
    """Return a text without what a file of slides has no place for: controls, halves of pairs, signs that turn it."""
    return _DIRECTIONS.sub("", _FORBIDDEN.sub("", text))


def words(text: str, *, bold: bool = False) -> Words:
    """Return plain text as words of one style."""
    return (Run(clean(text), bold),)


def plain(said: Words) -> str:
    """Return words without their style."""
    return "".join(run.text for run in said)


def merged(runs: Sequence[Run]) -> Words:
    """Return runs with neighbours of one style joined."""
    found: list[Run] = []
    for run in runs:
        if found and found[-1].bold == run.bold:
            found[-1] = Run(found[-1].text + run.text, run.bold)
        elif run.text:
            found.append(run)
    return tuple(found)


def slice_of(said: Words, start: int, end: int) -> Words:
    """Return the words between two places in their plain text."""
    found, at = [], 0
    for run in said:
        piece = run.text[max(0, start - at) : max(0, end - at)]
        if piece:
            found.append(Run(piece, run.bold))
        at += len(run.text)
    return tuple(found)
