"""The string catalogue and the current language.

Sentences live in ``locales/<lang>/<domain>.json``; a key is ``<domain>.<name>``, so ``"mapfile.not_json"`` is the
entry ``not_json`` of ``mapfile.json``. Placeholders are those of :meth:`str.format`.
"""

from __future__ import annotations

import json
import locale
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

LANGUAGES = ("zh", "en")

LANGUAGE_VARIABLE = "JOURNEYBOOK_LANG"
"""Environment variable that decides the language before the system's locale does."""

_LOCALES = Path(__file__).parent / "locales"
_current: ContextVar[str | None] = ContextVar("journeybook_language", default=None)


def system_language() -> str:
    """Return the language that the environment asks for.

    ``JOURNEYBOOK_LANG`` decides where it is set to one of `LANGUAGES`; else the system's locale: ``zh`` for any
    Chinese one, ``en`` for all others.
    """
    chosen = os.environ.get(LANGUAGE_VARIABLE, "")
    if chosen in LANGUAGES:
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    # Windows and macOS keep the language outside these variables.
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def language() -> str:
    """Return the current language, ``"zh"`` or ``"en"``."""
    return _current.get() or system_language()


def check_language(lang: str) -> str:
    """Return `lang`, or raise `ValueError` if it is not one of `LANGUAGES`."""
    if lang not in LANGUAGES:
        raise ValueError(f"expected one of {', '.join(LANGUAGES)}, got {lang!r}")
    return lang


def set_language(lang: str) -> None:
    """Make `lang` the current language of this thread or task."""
    _current.set(check_language(lang))


@contextmanager
def use_language(lang: str) -> Iterator[None]:
    """Make `lang` current inside a ``with`` block."""
    token = _current.set(check_language(lang))
    try:
        yield
    finally:
        _current.reset(token)


@cache
def catalogue(lang: str, domain: str) -> dict[str, str]:
    """Return all entries of one domain in one language.

    Raises
    ------
    KeyError
        If there is no such domain: a mistake of the programmer, not of the reader.
    """
    path = _LOCALES / check_language(lang) / f"{domain}.json"
    if not path.is_file():
        raise KeyError(f"no catalogue {domain!r} for {lang!r}")
    entries: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return entries


class Phrase(NamedTuple):
    """A catalogue entry that is put into words only when the sentence around it is."""

    key: str
    params: Mapping[str, Any]


def t(key: str, /, lang: str | None = None, **params: Any) -> str:
    """Return the sentence for `key` in `lang` (default: the current language), placeholders filled.

    A placeholder's value may be a `Phrase`: it is said in the same language.

    Raises
    ------
    KeyError
        If the catalogue has no such key.

    Examples
    --------
    >>> t("words.stage", lang="en")
    'stage'
    """
    domain, _, name = key.partition(".")
    lang = lang or language()
    words = {
        placeholder: t(value.key, lang, **value.params) if isinstance(value, Phrase) else value
        for placeholder, value in params.items()
    }
    return catalogue(lang, domain)[name].format(**words)
