"""A comment's language, and its parts: sentences, cut again where it turns from praise to blame."""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["zh", "en"]

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_END = re.compile(
    r"(?<=[。！？!?；;\n…])|(?<=\.)\s+|,?\s+(?=(?:but|however|yet|although|though)\b)|[，,](?=但|不过|可是|然而|可惜|就是)"
)


def written_in(text: str, lang: str | None = None) -> Language:
    """Return the language in which a comment is written; `lang`, its label, decides only where there are no letters.

    Labels are wrong at times (a Chinese customer's account set to English), and Chinese comments hold English words.

    Examples
    --------
    >>> written_in("App 又 crash 了", "en"), written_in("👍", "zh")
    ('zh', 'zh')
    """
    han, latin = len(HAN.findall(text)), len(_LATIN_WORD.findall(text))
    if han == latin == 0:
        return "zh" if lang == "zh" else "en"
    return "zh" if han >= latin else "en"


def parts(text: str) -> list[str]:
    """Return the sentences of a comment, each cut again before a "but"; none is empty.

    Examples
    --------
    >>> parts("Kind staff, but a long queue. Never mind!")
    ['Kind staff', 'but a long queue.', 'Never mind!']
    """
    return [part for part in map(str.strip, _END.split(text)) if part]
