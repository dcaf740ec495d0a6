"""What a group said on a sheet that nobody judges: means, shares and words, so that nobody is recognised by them.

With few answers a distribution or a sentence gives away who gave it. So single answers and words are shown from
:data:`FEWEST` on, and means and shares from :data:`FEWEST_MEAN` on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..questions import Question, QuestionKind, decode
from .facts import SMALL
from .intervals import NAN, mean_interval, wilson
from .scores import Nps, nps

FEWEST = 5
"""Fewest answers of which single ones are shown."""

FEWEST_MEAN = 3
"""Fewest answers of which a mean or a share is shown."""


@dataclass(frozen=True)
class Opinion:
    """What a group answered to one question.

    Attributes
    ----------
    question : Question
        What was asked.
    n : int
        Answers.
    mean, low, high : float
        Of a scale: the mean and its 95 % interval (Student's t), cut at the ends of the scale. NaN for other kinds.
    median : float
        Of a scale. NaN for other kinds.
    nps : Nps or None
        Of a scale from 0 to 10.
    share, share_low, share_high : float
        Of a choice whose `counts` names options that count as done: how many per cent chose one, with the interval
        after Wilson. NaN for other kinds.
    done : int
        How many chose such an option.
    counts : mapping
        Option id → how often it was chosen, all options in order; empty below `FEWEST` answers.
    words : tuple of str
        What was written, in an order that tells nothing; empty below `FEWEST` sheets.
    withheld : bool
        Whether single answers or words are not shown because there are too few.
    small : bool
        True where `n` is below 30.
    """

    question: Question
    n: int
    mean: float = NAN
    low: float = NAN
    high: float = NAN
    median: float = NAN
    nps: Nps | None = None
    share: float = NAN
    share_low: float = NAN
    share_high: float = NAN
    done: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    withheld: bool = False
    small: bool = True


def opinion(question: Question, answers: Sequence[str]) -> Opinion:
    """Return what a group answered to a question.

    Parameters
    ----------
    question : Question
        A scale, a choice, choices or an open question.
    answers : sequence of str
        One text a sheet, as an answers file has it; what is no answer to the question counts as none.

    Raises
    ------
    ValueError
        If answers to the question are judged.

    Examples
    --------
    >>> pace = Question("pace", "?", {str(n): str(n) for n in range(1, 6)}, QuestionKind.SCALE)
    >>> opinion(pace, ["4", "5", "3", ""]).mean
    4.0
    """
    kind = question.kind
    if kind.has_key:
        raise ValueError(f"expected a question that nobody judges, got one of kind {kind.value}")
    given = [value for answer in answers if (value := decode(question, answer)) is not None]
    if kind is QuestionKind.OPEN:
        texts = [text for value in given if (text := str(value).strip())]
        shown = len(answers) >= FEWEST
        words = tuple(sorted(texts, key=lambda text: hashlib.sha256(text.encode()).digest())) if shown else ()
        return Opinion(question, len(texts), words=words, withheld=not shown and bool(texts), small=len(texts) < SMALL)
    n = len(given)
    chosen = [option for value in given for option in (value if isinstance(value, list) else [value])]
    shown = n >= FEWEST
    counts = {option: chosen.count(option) for option in question.options} if shown else {}
    mean = low = high = median = NAN
    score = None
    if kind is QuestionKind.SCALE and n >= FEWEST_MEAN:
        import numpy as np

        steps = [int(option) for option in question.options]
        numbers = [int(str(value)) for value in given]
        mean, low, high = mean_interval(numbers, min(steps), max(steps))
        median = float(np.median(numbers))
        score = nps(numbers) if steps == list(range(11)) else None
    done, share = 0, (NAN, NAN, NAN)
    if question.counts and n >= FEWEST_MEAN:
        done = sum(option in question.counts for option in chosen)
        share = wilson(done, n)
    return Opinion(
        question,
        n,
        *(mean, low, high, median, score),
        *share,
        done=done,
        counts=counts,
        withheld=not shown and n > 0,
        small=n < SMALL,
    )
