"""Read a JSON file that may have been damaged, and say in one word how.

Readers of a particular file turn that word into a sentence of their own: see :mod:`.mapfile` and :mod:`.answersfile`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from .atomic import backup
from .i18n import Phrase


class DamageError(ValueError):
    """What keeps a file from being read as JSON.

    Attributes
    ----------
    name : str
        One of ``"cannot_read"`` (``reason``), ``"too_large"`` (``size``, ``limit`` in MB), ``"empty"``,
        ``"not_utf8"`` (``line``), ``"truncated"`` (``line``), ``"not_json"`` (``line``, ``column``) and
        ``"strange_json"`` (a repeated field, endless nesting, a number that is none).
    params : dict
        The values named above.
    """

    def __init__(self, name: str, **params: Any) -> None:
        super().__init__(name, params)
        self.name = name
        self.params = params


def load(path: Path, max_bytes: int) -> Any:
    """Return the JSON data in `path`, a file of at most `max_bytes`.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    DamageError
        If it cannot be read as JSON.
    """
    return parse(read_bytes(path, max_bytes))


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """Return the content of `path`; raises like :func:`load` where it is missing, unreadable or too large."""
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise DamageError("too_large", size=f"{size / 1e6:.1f}", limit=f"{max_bytes / 1e6:g}")
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise DamageError("cannot_read", reason=error.strerror or str(error)) from error


def parse(raw: bytes) -> Any:
    """Return the JSON data in `raw`; raises :class:`DamageError` like :func:`load`."""
    if not raw.strip():
        raise DamageError("empty")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DamageError("not_utf8", line=raw.count(b"\n", 0, error.start) + 1) from error
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_repeated_key)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()):
            raise DamageError("truncated", line=error.lineno) from error
        raise DamageError("not_json", line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise DamageError("strange_json") from error


def fallback(path: Path, domain: str) -> Phrase:
    """Return what to go back to where `path` is damaged: its last good copy, if there is one, in the domain's words."""
    copy = backup(path)
    return Phrase(f"{domain}.fallback", {"copy": copy.name}) if copy.is_file() else Phrase(f"{domain}.no_fallback", {})


def short(value: Any) -> str:
    """Return the start of `value`, written as ASCII JSON, to be named in a sentence."""
    text = json.dumps(value, default=str)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _no_repeated_key(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("repeated field")
    return found
