"""Which names may become part of a path, and how one that others chose is shown.

Names of classes and ids of trainees end up in paths, file patterns, addresses and nbgrader's exchange, whose own
separators are ``+`` and ``*``; so only letters, digits, Chinese characters and ``_ . -`` are let through.
"""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 40

_SAFE = re.compile(rf"[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff_.-]{{0,{MAX_LENGTH - 1}}}")

# Windows keeps these for devices, whatever follows a dot.
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


MAX_SHOWN = 80
"""Most characters that are shown of a name that somebody else chose, unless said otherwise."""


def printable(name: str, limit: int = MAX_SHOWN) -> str:
    r"""Return the start of `name` with all that would steer a terminal, or cannot be encoded, replaced.

    Files in a hand-in are called whatever their sender likes: escape sequences, bytes that are no text, characters
    that turn the direction of writing.

    Examples
    --------
    >>> printable("旅程.txt"), printable("\x1b[2J\udcff.txt")
    ('旅程.txt', '�[2J�.txt')
    """
    return "".join("\ufffd" if _steers(letter) else letter for letter in name[:limit])


def _steers(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category.startswith("C") or category in {"Zl", "Zp"}


def full_name(first: str, last: str) -> str:
    """Return a person's whole name: Chinese names are written together and begin with the family, others are not.

    Examples
    --------
    >>> full_name("伟", "王"), full_name("Wei", "Wang")
    ('王伟', 'Wei Wang')
    """
    if not f"{first}{last}".isascii():
        return f"{last}{first}"
    return " ".join(filter(None, (first, last)))


def is_safe(name: str) -> bool:
    """Return whether `name` can stand in a path on every system.

    Examples
    --------
    >>> [is_safe(name) for name in ("anna.li", "王芳", "../x", "a+b", "con", "")]
    [True, True, False, False, False, False]
    """
    if not _SAFE.fullmatch(name) or name.endswith("."):
        return False
    return name.lower().split(".")[0] not in _RESERVED
