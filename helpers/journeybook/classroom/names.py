"""Which names may become part of a path.

Names of classes and ids of trainees end up in paths, file patterns, addresses and nbgrader's exchange, whose own
separators are ``+`` and ``*``; so only letters, digits, Chinese characters and ``_ . -`` are let through.
"""

from __future__ import annotations

import re

MAX_LENGTH = 40

_SAFE = re.compile(rf"[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff_.-]{{0,{MAX_LENGTH - 1}}}")

# Windows keeps these for devices, whatever follows a dot.
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


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
