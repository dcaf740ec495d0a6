"""Questions: what is asked, how an answer is written down, and how much of it is right.

========  ==========================================  ===================================  ===========================
Kind      The right answer, as a key has it           An answer, as text                   Credit, 0 to 1
========  ==========================================  ===================================  ===========================
single    id of an option                             the id                               1 or 0
multiple  list of ids                                 JSON list of ids, in file order      (right − wrong) / all right
                                                                                           ones, at least 0
order     list of all ids, in order                   JSON list of all ids                 share of pairs in order
                                                                                           (Kendall 1938)
match     table: id of an option = id of a target     JSON object, in the options' order   share of right matches
short     list of accepted texts, or a table with     what was written                     1 or 0
          `number` and `tolerance`
open      none: a person judges it                    what was written                     none
scale     none: it is an opinion                      the number that was chosen           none
choice    none: it is an opinion                      the id                               none
choices   none: it is an opinion                      JSON list of ids, in file order      none
========  ==========================================  ===================================  ===========================

JSON is written without blanks and with Chinese as it is. An empty answer is the empty text.
"""

from __future__ import annotations

import hashlib
import json
import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import Any

from . import jsonfile
from .i18n import t

Right = str | list[str] | dict[str, Any]
"""The right answer, as it stands in a TOML file."""

Value = str | list[str] | dict[str, str]
"""An answer, taken apart: a text, a list of option ids, or option id → target id."""

MAX_TEXT = 20_000
"""Longest answer in characters, as in an answers file."""

RESERVED = frozenset({"finished"})
"""Ids that no question may have: under them a lesson keeps notes of its own in the answers file."""


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    ORDER = "order"
    MATCH = "match"
    SHORT = "short"
    OPEN = "open"
    SCALE = "scale"
    CHOICE = "choice"
    CHOICES = "choices"

    @property
    def is_opinion(self) -> bool:
        """Whether it asks what somebody thinks or has done: no answer is better than another."""
        return self in (QuestionKind.SCALE, QuestionKind.CHOICE, QuestionKind.CHOICES)

    @property
    def has_key(self) -> bool:
        """Whether some answers are right."""
        return not self.is_opinion and self is not QuestionKind.OPEN


_ONE_OF = (QuestionKind.SINGLE, QuestionKind.SCALE, QuestionKind.CHOICE)
_SOME_OF = (QuestionKind.MULTIPLE, QuestionKind.CHOICES)


@dataclass(frozen=True)
class Question:
    """A question.

    Parameters
    ----------
    id : str
        Its id, under which the answer is kept.
    text : str
        What is asked.
    options : mapping
        Option id → text, in the order of the file; none for questions that are answered in words. Those of a scale
        are its numbers.
    kind : QuestionKind
        How it is answered.
    targets : mapping
        For a match: target id → text; each option is given one of them, and one may serve several.
    unit : str
        For a number: what stands behind the field, e.g. ``"%"``.
    characters : int
        For an open question: how many characters an answer should have at most; 0: as many as one likes.
    shuffled : bool
        Whether options are shown in another order to each trainee.
    item : str
        In an exercise: the item of the rubric under which it is asked; empty: the quiz.
    ends : (str, str)
        For a scale: what its lowest and its highest number mean.
    counts : tuple of str
        For a choice: options that say that something was done, for the summary of a class.
    topic : str
        In a test: the module of the course that it is about.
    """

    id: str
    text: str
    options: Mapping[str, str] = field(default_factory=dict)
    kind: QuestionKind = QuestionKind.SINGLE
    targets: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    characters: int = 0
    shuffled: bool = True
    item: str = ""
    ends: tuple[str, str] = ("", "")
    counts: tuple[str, ...] = ()
    topic: str = ""


@dataclass(frozen=True)
class KeyedQuestion:
    """A question with its right answer and explanations, as lessons have them.

    Parameters
    ----------
    question : Question
        The question.
    right : Right or None
        The right answer; None for an open question and for an opinion.
    why : mapping
        Option id → why it is right or wrong, for each option of a single or multiple choice.
    explanation : str
        What there is to say of the question as a whole, right or wrong.
    """

    question: Question
    right: Right | None
    why: Mapping[str, str] = field(default_factory=dict)
    explanation: str = ""

    def credit(self, answer: str) -> float | None:
        """Return how much of an answer is right, 0 to 1; None where nothing was answered or nobody can say."""
        if not answer.strip() or self.right is None:
            return None
        return credit(self.question.kind, self.right, answer)


def encode(question: Question, value: object) -> str:
    """Return an answer as the text under which it is kept; an answer that chooses nothing is the empty text.

    Raises
    ------
    ValueError
        If `value` is no answer to `question`.

    Examples
    --------
    >>> encode(Question("q", "?", {"a": "A", "b": "B"}, QuestionKind.MULTIPLE), ["b", "a"])
    '["a","b"]'
    """
    kind = question.kind
    if kind in (QuestionKind.SHORT, QuestionKind.OPEN):
        if not isinstance(value, str) or len(value) > MAX_TEXT:
            raise ValueError("expected a text that is not too long")
        return value
    if kind in _ONE_OF:
        if not isinstance(value, str) or (value and value not in question.options):
            raise ValueError("expected the id of an option")
        return value
    if kind is QuestionKind.MATCH:
        if not isinstance(value, dict) or not all(
            isinstance(target, str) and option in question.options and target in question.targets
            for option, target in value.items()
        ):
            raise ValueError("expected a target for options")
        return _json({option: value[option] for option in question.options if option in value})
    if (
        not isinstance(value, list)
        or not all(isinstance(option, str) and option in question.options for option in value)
        or len(set(value)) < len(value)
    ):
        raise ValueError("expected ids of options, each once")
    if kind in _SOME_OF:
        return _json([option for option in question.options if option in value])
    if value and len(value) != len(question.options):
        raise ValueError("expected all options in an order")
    return _json(value)


def decode(question: Question, answer: str) -> Value | None:
    """Return an answer taken apart; None for none, or for a text that is no answer to `question`."""
    if not answer:
        return None
    if question.kind in (*_ONE_OF, QuestionKind.SHORT, QuestionKind.OPEN):
        value: Any = answer
    else:
        value = _parsed(answer)
    try:
        encode(question, value)
    except ValueError:
        return None
    known: Value = value
    return known or None


def credit(kind: QuestionKind, right: Right, answer: str) -> float:
    """Return how much of an answer is right, 0 to 1, by the rule of its kind; see the module's table.

    Whatever `answer` holds, this raises nothing: a text that is no answer is wrong.
    """
    match kind:
        case QuestionKind.SINGLE:
            return float(answer == right)
        case QuestionKind.SHORT:
            return float(_is_accepted(right, answer))
        case QuestionKind.MULTIPLE:
            chosen, wanted = set(_ids(_parsed(answer))), set(right)
            return max(0.0, (len(chosen & wanted) - len(chosen - wanted)) / len(wanted))
        case QuestionKind.ORDER:
            return _pairs_in_order(_ids(_parsed(answer)), list(right))
        case QuestionKind.MATCH:
            matched = _parsed(answer)
            if not isinstance(matched, dict) or not isinstance(right, dict):
                return 0.0
            return sum(bool(matched.get(option) == target) for option, target in right.items()) / len(right)
        case QuestionKind.OPEN | QuestionKind.SCALE | QuestionKind.CHOICE | QuestionKind.CHOICES:
            return 0.0


def _pairs_in_order(given: Sequence[str], right: Sequence[str]) -> float:
    """Return the share of pairs that stand in the right order, (τ + 1) / 2 with Kendall's τ."""
    if sorted(given) != sorted(right):
        return 0.0
    place = {option: number for number, option in enumerate(given)}
    pairs = list(combinations(right, 2))
    return sum(place[first] < place[second] for first, second in pairs) / len(pairs) if pairs else 1.0


def _is_accepted(right: Right, answer: str) -> bool:
    if isinstance(right, dict):
        number = as_number(answer)
        return number is not None and abs(number - right.get("number", math.nan)) <= right.get("tolerance", 0) + 1e-9
    return plain(answer) in {plain(text) for text in right}


def plain(text: str) -> str:
    """Return a text as short answers are compared: full-width as half-width, small letters, signs and blanks gone."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def as_number(text: str) -> float | None:
    """Return the number that a short answer begins with, e.g. ``"−12.5 %"`` or ``"１，２００ 人"``; else None."""
    folded = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    end = 0
    while end < len(folded) and (folded[end].isdigit() or folded[end] in "+-.,，"):
        end += 1
    digits = folded[:end].rstrip(".,，").replace("，", ",")
    head, *groups = digits.split(",")
    if groups and all(len(group.split(".")[0]) == 3 for group in groups):
        digits = head + "".join(groups)  # 1,200: the comma parts thousands
    try:
        number = float(digits.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _json(value: list[str] | dict[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""


def _parsed(answer: str) -> Any:
    if len(answer) > MAX_TEXT:
        return None
    try:
        return jsonfile.parse(answer.encode("utf-8", "surrogatepass"))
    except jsonfile.DamageError:
        return None


def _ids(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def shuffled(ids: Iterable[str], seed: str) -> list[str]:
    """Return `ids` in an order that depends on `seed` alone, so that one trainee always sees the same."""
    return sorted(ids, key=lambda one: hashlib.sha256(f"{seed}\n{one}".encode()).digest())


def in_words(question: Question, answer: str) -> str:
    """Return an answer, or a right answer written as one, as people read it; the empty text for none."""
    value = decode(question, answer)
    if value is None:
        return ""
    if isinstance(value, dict):
        pairs = (t("questions.match", option=question.options[o], target=question.targets[v]) for o, v in value.items())
        return t("questions.separator").join(pairs)
    if isinstance(value, list):
        separator = "questions.then" if question.kind is QuestionKind.ORDER else "questions.separator"
        return t(separator).join(question.options[option] for option in value)
    return question.options.get(value, value)


def right_in_words(question: Question, right: Right) -> str:
    """Return the right answer as people read it; of a short answer the first that is accepted."""
    if question.kind is not QuestionKind.SHORT:
        return in_words(question, encode(question, right)) if fits(question, right) else ""
    if isinstance(right, dict):
        tolerance = right.get("tolerance", 0)
        number = t("questions.number", number=f"{right['number']:g}", unit=question.unit).strip()
        return t("questions.about", number=number, tolerance=f"{tolerance:g}") if tolerance else number
    return right[0]


def fits(question: Question, right: object) -> bool:
    """Return whether `right` can be the right answer of `question`, as a key has it."""
    if not question.kind.has_key:
        return False
    if question.kind is QuestionKind.SHORT:
        if isinstance(right, dict):
            numbers = [right.get("number"), right.get("tolerance", 0)]
            known = right.keys() <= {"number", "tolerance"}
            return known and all(isinstance(one, int | float) and not isinstance(one, bool) for one in numbers)
        return isinstance(right, list) and bool(right) and all(isinstance(one, str) and plain(one) for one in right)
    try:
        text = encode(question, right)
    except ValueError:
        return False
    whole = question.kind is not QuestionKind.MATCH or (isinstance(right, dict) and len(right) == len(question.options))
    return bool(text) and whole
