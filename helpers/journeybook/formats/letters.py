"""The letters that a map needs, and whether this computer has them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from .. import fonts
from ..errors import WorkbookError
from ..i18n import catalogue
from ..model import JourneyMap
from .losses import Loss, LossKind

NAMED = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC"
"""The fonts with Chinese characters that pictures and pages name."""

_DOMAINS = ("board", "picture", "words")
"""Catalogues whose words stand in a picture."""

_FIGURES = "".join(map(chr, range(0x20, 0x7F))) + "…−·¥€£"


def characters(journey_map: JourneyMap, lang: str) -> str:
    """Return every character that a file with a map needs, each once."""
    words = "".join("".join(catalogue(lang, domain).values()) for domain in _DOMAINS)
    found = set(words + _FIGURES + unicodedata.normalize("NFC", journey_map.model_dump_json()))
    return "".join(sorted(found))


@contextmanager
def face(journey_map: JourneyMap, lang: str) -> Iterator[fonts.Typeface]:
    """Yield a font cut down to what a map needs; its files are there until the block ends.

    Raises
    ------
    WorkbookError
        If this computer has none with Chinese characters, and the map needs one.
    """
    needed = characters(journey_map, lang)
    try:
        typeface = fonts.chinese()
    except WorkbookError:
        latin = None if _is_chinese(needed) else fonts.latin()
        if latin is None:
            raise
        typeface = latin
    with TemporaryDirectory(prefix="journeybook-") as folder:
        yield fonts.cut(typeface, needed, Path(folder))


def missing(journey_map: JourneyMap, lang: str, names: str) -> tuple[Loss, ...]:
    """Return a note where a file that only names its fonts has Chinese in it that this computer cannot show."""
    if not _is_chinese(characters(journey_map, lang)):
        return ()
    try:
        fonts.chinese()
    except WorkbookError:
        return (Loss(LossKind.NOTE, "no_chinese_font", names),)
    return ()


def _is_chinese(text: str) -> bool:
    return any("\u2e80" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff" for letter in text)
