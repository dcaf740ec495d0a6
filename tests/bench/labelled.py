"""Sentences that were labelled by hand, good and bad, to hold the word lists to."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from journeybook.i18n import LANGUAGES

FOLDER = Path(__file__).parent / "labelled_sentences"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))

Labelled = dict[str, dict[str, list[str]]]
"""Language → kind → sentences.

The kinds are ``good`` and ``bad``, which the word lists were fitted to, and ``fresh_good`` and ``fresh_bad``, which
were written afterwards and which no list was changed for.
"""


@cache
def sentences(name: str) -> Labelled:
    """Return the labelled sentences of a criterion."""
    found: Labelled = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return found


def both(name: str, kind: str) -> list[str]:
    """Return the sentences of one kind in both languages."""
    return [sentence for lang in LANGUAGES for sentence in sentences(name)[lang].get(kind, [])]
