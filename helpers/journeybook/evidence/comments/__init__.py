"""What customers wrote: themes and sentiment, in Chinese and English.

`sentiment`, `themes` and `theme_sentiments` judge one text; `summarise` a table of texts; `comments` those of a case.
"""

from .lexicon import THEMES
from .plain import NEUTRAL, sentiment, theme_sentiments, themes, tone
from .summary import OTHER, Comments, comments, summarise

__all__ = [
    "NEUTRAL",
    "OTHER",
    "THEMES",
    "Comments",
    "comments",
    "sentiment",
    "summarise",
    "theme_sentiments",
    "themes",
    "tone",
]
