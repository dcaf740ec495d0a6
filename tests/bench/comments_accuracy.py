"""How right are the sentiment and the themes of comments? Measured on comments labelled by hand.

    python tests/bench/comments_accuracy.py

prints, for each language, our figures beside the bare library's (VADER for English, SnowNLP for Chinese) and beside
always saying what is most frequent; and how the sentiment goes with the survey score of the same visit.

The 300 comments lie in ``labelled_comments``. They are the test set. Half are drawn by a hash of their id from the
cases' comments (``origin`` names the case); half were written for this purpose in other words (``own``: other shops,
banks and journeys, with irony, slang, emoji, mixed feelings, and many complaints that only tell what happened). One
person wrote these, labelled all and wrote the lexicons, so no second reader's agreement is known. For the lexicons the
phrases were read of which the retail and the bank case's comments are made: on comments from the cases the figures are
those of known words. No word was added because of a comment in other words: only that half tells how well the tool does
on texts that it was not written for.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from journeybook.cases import load
from journeybook.evidence import comments, sentiment, themes
from journeybook.evidence.comments import tone

LANGUAGES = ("zh", "en")
FOLDER = Path(__file__).with_name("labelled_comments")
CASES = sorted(path.parent.name for path in Path(__file__).parents[2].glob("datasets/*/datapackage.json"))
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


def when_sure(truth: Sequence[str], found: Sequence[str]) -> float:
    """Return the share of right answers among those that take a side, 0 to 1; 1 where none does."""
    sided = [(one, other) for one, other in zip(truth, found, strict=True) if other != "neutral"]
    return sum(one == other for one, other in sided) / len(sided) if sided else 1.0


def turned_round(truth: Sequence[str], found: Sequence[str]) -> float:
    """Return the share of praise taken for blame and of blame taken for praise, 0 to 1: the errors that mislead."""
    return sum({one, other} == {"negative", "positive"} for one, other in zip(truth, found, strict=True)) / len(truth)


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


@dataclass(frozen=True)
class Result:
    """How right the judgements of some labelled comments are; shares from 0 to 1."""

    judge: str
    accuracy: float
    macro_f1: float
    when_sure: float
    turned_round: float


def results(chosen: list[Labelled], judges: dict[str, Callable[[str], str]]) -> list[Result]:
    """Return a result for each judge, and one for always saying what is most frequent."""
    truth = [one.tone for one in chosen]
    usual = max(TONES, key=truth.count)
    found = {name: [judge(one.text) for one in chosen] for name, judge in judges.items()}
    found["most frequent"] = [usual] * len(truth)
    measures = (accuracy, macro_f1, when_sure, turned_round)
    return [Result(name, *(measure(truth, tones) for measure in measures)) for name, tones in found.items()]


def judges(lang: str, with_library: bool = True) -> dict[str, Callable[[str], str]]:
    """Return ours and the bare library's judgement; the latter loads for seconds."""
    found: dict[str, Callable[[str], str]] = {"ours": lambda text: tone(sentiment(text, lang))}
    if with_library:
        found["VADER" if lang == "en" else "SnowNLP"] = bare_vader() if lang == "en" else bare_snownlp()
    return found


def parts_of(chosen: list[Labelled]) -> dict[str, list[Labelled]]:
    """Return all comments, those from the cases, and those in other words."""
    own = [one for one in chosen if one.origin == "own"]
    return {"all": chosen, "from the cases": [one for one in chosen if one.origin != "own"], "other words": own}


def score_correlation(case_name: str, lang: str) -> tuple[float, int]:
    """Return how the sentiment of a case's comments goes with the score of the same visit (Pearson), and n."""
    told = comments(load(case_name), None).comments
    told = told[(told["language"] == lang) & told["score"].notna()]
    return float(told["sentiment"].corr(told["score"].astype("float64"))), len(told)


def main() -> None:
    """Print the tables."""
    tones = Table(
        title="Sentiment of labelled comments, in %",
        caption="right when sure: of answers that are not neutral; turned round: praise as blame or blame as praise",
    )
    for name in ("language", "comments", "n", "judge", "accuracy", "macro-F1", "right when sure", "turned round"):
        tones.add_column(name)
    topics = Table(title="Themes of labelled comments, in %", caption="every theme of every comment counts once")
    for name in ("language", "comments", "n", "precision", "recall"):
        topics.add_column(name)
    scores = Table(title="Sentiment and the survey score of the same visit")
    for name in ("case", "language", "n", "correlation"):
        scores.add_column(name)
    for lang in LANGUAGES:
        heard = judges(lang)
        for origin, chosen in parts_of(labelled(lang)).items():
            for one in results(chosen, heard):
                shares = (one.accuracy, one.macro_f1, one.when_sure, one.turned_round)
                tones.add_row(lang, origin, str(len(chosen)), one.judge, *(f"{100 * share:.0f}" for share in shares))
            found = [frozenset(themes(one.text, lang)) for one in chosen]
            shares = precision_recall([one.themes for one in chosen], found)
            topics.add_row(lang, origin, str(len(chosen)), *(f"{100 * share:.0f}" for share in shares))
        for name in CASES:
            value, n = score_correlation(name, lang)
            scores.add_row(name, lang, f"{n:,}", f"{value:.2f}")
    for table in (tones, topics, scores):
        Console().print(table)


if __name__ == "__main__":
    main()
