"""Sentiment and themes of one text: pure functions of the text, without a case."""

from __future__ import annotations

from .chinese import chinese_sentiment
from .english import english_sentiment
from .lexicon import theme_patterns
from .parts import parts, written_in

NEUTRAL = 0.05
"""Up to this distance from 0 a sentiment counts as neutral, as VADER's authors advise."""

LONGEST = 10_000
"""Characters of a comment that are read; what stands after them adds nothing to a tone."""


def sentiment(text: str, lang: str | None = None) -> float:
    """Return how favourable a text sounds.

    English is judged by VADER (Hutto & Gilbert 2014), its lexicon extended by words of shops, banks and travel.
    Chinese has no such tool that is kept up to date: a lexicon of ours, words as ``rjieba`` cuts them, and VADER's
    rules of negation (× −0.74), degree, contrast ("but": × 0.5 before, × 1.5 after) and norm, x ÷ √(x² + 15).

    Parameters
    ----------
    text : str
        A comment in Chinese or English, or a mixture; the first `LONGEST` characters are read.
    lang : {"zh", "en"}, optional
        The label of its language; it decides only where the text has no letters, such as "👍".

    Returns
    -------
    float
        −1 (very unfavourable) to 1 (very favourable); within `NEUTRAL` of 0 it is neutral. It is a measure of words:
        irony and complaints that merely tell what happened escape it. It is no emotion: that is felt or judged by
        a person.

    References
    ----------
    Hutto, C. & Gilbert, E. (2014). VADER: A parsimonious rule-based model for sentiment analysis of social media
    text. ICWSM 8.

    Examples
    --------
    >>> sentiment("Friendly and quick!") > 0.5, sentiment("排队太久，失望") < -0.5, sentiment("")
    (True, True, 0.0)
    """
    text = _readable(text)
    return chinese_sentiment(text) if written_in(text, lang) == "zh" else english_sentiment(text)


def tone(value: float) -> str:
    """Return ``"negative"``, ``"neutral"`` or ``"positive"`` for a sentiment."""
    if abs(value) <= NEUTRAL:
        return "neutral"
    return "positive" if value > 0 else "negative"


def themes(text: str, lang: str | None = None) -> tuple[str, ...]:
    """Return what a text speaks of, in the order of ``THEMES``; nothing where no word of any theme occurs.

    Parameters
    ----------
    text : str
        A comment in Chinese or English; the first `LONGEST` characters are read.
    lang : {"zh", "en"}, optional
        As in `sentiment`.

    Examples
    --------
    >>> themes("Waited for ages, and the cashier was rude."), themes("优惠券用不了，App 闪退")
    (('waiting', 'staff'), ('price', 'technical'))
    """
    text = _readable(text)
    return tuple(theme for theme, pattern in theme_patterns(written_in(text, lang)).items() if pattern.search(text))


def theme_sentiments(text: str, lang: str | None = None) -> dict[str, float]:
    """Return the sentiment of each theme of a text: that of the sentences that speak of it.

    A comment that praises the staff and grumbles about the queue counts for the one and against the other. Where those
    sentences sound neutral, the whole comment decides.

    Examples
    --------
    >>> found = theme_sentiments("The staff are lovely. But the queue was far too long.")
    >>> found["staff"] > 0 > found["waiting"]
    True
    """
    text = _readable(text)
    language = written_in(text, lang)
    scored = [(themes(part, language), sentiment(part, language)) for part in parts(text)]
    found: dict[str, float] = {}
    for theme in themes(text, language):
        values = [value for spoken_of, value in scored if theme in spoken_of and tone(value) != "neutral"]
        found[theme] = sum(values) / len(values) if values else sentiment(text, language)
    return found


def _readable(text: str) -> str:
    """Return the part of a text that is read; half a character, as cut-off exports have them, becomes a "?"."""
    return text[:LONGEST].encode("utf-8", "replace").decode("utf-8")
