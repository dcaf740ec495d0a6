"""How right are the sentiment and the themes of comments? Measured on comments labelled by hand.

    python tests/bench/comments_accuracy.py

prints, for each language, our figures beside the bare library's (VADER for English, SnowNLP for Chinese) and beside
always saying what is most frequent. The 300 comments lie in ``labelled_comments``: half are drawn by a hash of their id
from the cases' comments (``origin`` names the case), half were written for this purpose in other words (``own``: other
shops, banks and journeys, with irony, slang, emoji, mixed feelings). They are the test set: the lexicons were written
by reading the retail case's phrases and never changed for a labelled comment. As the cases' comments consist of such
phrases, only ``own`` tells how well the tool does on words it was not written for.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from journeybook.evidence import sentiment, themes
from journeybook.evidence.comments import tone

FOLDER = Path(__file__).with_name("labelled_comments")
TONES = ("negative", "neutral", "positive")
UNSURE = 0.1
"""SnowNLP gives a probability of praise; this near to one half it counts as neutral."""


@dataclass(frozen=True)
class Labelled:
    """A comment with what a reader found in it."""

    text: str
    origin: str
    tone: str
    themes: frozenset[str]


def labelled(lang: str) -> list[Labelled]:
    """Return the labelled comments of a language."""
    with FOLDER.joinpath(f"{lang}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Labelled(row["text"], row["origin"], row["sentiment"], frozenset(filter(None, row["themes"].split(";"))))
            for row in csv.DictReader(file)
        ]


def accuracy(truth: Sequence[str], found: Sequence[str]) -> float:
    """Return the share of right answers, 0 to 1."""
    return sum(one == other for one, other in zip(truth, found, strict=True)) / len(truth)


def macro_f1(truth: Sequence[str], found: Sequence[str]) -> float:
    """Return the plain mean of the three tones' F1, 0 to 1: the rare one counts as much as the frequent."""
    return sum(_f1(truth, found, one) for one in TONES) / len(TONES)


def _f1(truth: Sequence[str], found: Sequence[str], one: str) -> float:
    hits = sum(a == b == one for a, b in zip(truth, found, strict=True))
    total = sum(a == one for a in truth) + sum(b == one for b in found)
    return 2 * hits / total if total else 0.0


def precision_recall(truth: Sequence[frozenset[str]], found: Sequence[frozenset[str]]) -> tuple[float, float]:
    """Return which share of the found themes is right, and which share of the right ones is found; 0 to 1."""
    hits = sum(len(a & b) for a, b in zip(truth, found, strict=True))
    return hits / max(sum(map(len, found)), 1), hits / max(sum(map(len, truth)), 1)


def bare_vader() -> Callable[[str], str]:
    """Return VADER's judgement of a text, with nothing of ours."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyser = SentimentIntensityAnalyzer()
    return lambda text: tone(analyser.polarity_scores(text)["compound"])


def bare_snownlp() -> Callable[[str], str]:
    """Return SnowNLP's judgement of a text."""
    from snownlp import SnowNLP

    def judge(text: str) -> str:
        praise = SnowNLP(text).sentiments
        return "neutral" if abs(praise - 0.5) <= UNSURE else "positive" if praise > 0.5 else "negative"

    return judge


def main() -> None:
    """Print the tables."""
    from rich.console import Console
    from rich.table import Table

    tones = Table(title="Sentiment of labelled comments", caption="accuracy and macro-F1, in %; n in brackets")
    topics = Table(title="Themes of labelled comments", caption="in %; themes found or labelled, all comments together")
    for name in ("language", "comments", "ours", "bare library", "always the most frequent", "ours, ms a comment"):
        tones.add_column(name)
    for name in ("language", "comments", "precision", "recall"):
        topics.add_column(name)
    for lang, bare, library in (("zh", bare_snownlp(), "SnowNLP"), ("en", bare_vader(), "VADER")):
        sentiment("先热身 warm up", lang)
        for origin, chosen in parts_of(labelled(lang)).items():
            truth = [one.tone for one in chosen]
            start = perf_counter()
            ours = [tone(sentiment(one.text, lang)) for one in chosen]
            spent = 1000 * (perf_counter() - start) / len(chosen)
            theirs = [bare(one.text) for one in chosen]
            usual = [max(TONES, key=truth.count)] * len(truth)
            figures = [
                f"{100 * accuracy(truth, one):.0f} / {100 * macro_f1(truth, one):.0f}" for one in (ours, theirs, usual)
            ]
            figures[1] += f" {library}"
            tones.add_row(lang, f"{origin} ({len(chosen)})", *figures, f"{spent:.1f}")
            right, complete = precision_recall(
                [one.themes for one in chosen], [frozenset(themes(one.text, lang)) for one in chosen]
            )
            topics.add_row(lang, f"{origin} ({len(chosen)})", f"{100 * right:.0f}", f"{100 * complete:.0f}")
    for table in (tones, topics):
        Console().print(table)


def parts_of(chosen: list[Labelled]) -> dict[str, list[Labelled]]:
    """Return all comments, those from the cases, and those in other words."""
    own = [one for one in chosen if one.origin == "own"]
    return {"all": chosen, "from the cases": [one for one in chosen if one.origin != "own"], "other words": own}


if __name__ == "__main__":
    main()
