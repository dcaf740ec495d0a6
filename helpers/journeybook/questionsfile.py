"""Read questions from the ``[[question]]`` tables of a TOML file, with care: a slip would mislead a whole class.

::

    [[question]]
    id = "parts"
    kind = "multiple"              # single where it is left out
    text = "Which of these stand in a journey map?"
    right = ["a", "c"]             # only in lessons; an exercise keeps it in its key
    explanation = "…"              # said with every answer; needed unless each option is explained
    [question.options]
    a = "The customer's stages"
    b = "The org chart"
    c = "The customer's emotions"
    [question.why]                 # only in lessons: single and multiple choices explain every option
    a = "…"
    b = "…"
    c = "…"

    [[question]]
    id = "pace"
    kind = "scale"                 # as choice and choices, an opinion: it has no right answer
    text = "How was the pace?"
    from = 1
    to = 5
    low = "much too slow"
    high = "much too fast"
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from . import jsonfile
from .errors import QuestionError
from .i18n import Phrase
from .questions import MAX_TEXT, RESERVED, KeyedQuestion, Question, QuestionKind, fits

_WITH_OPTIONS = frozenset(QuestionKind) - {QuestionKind.SHORT, QuestionKind.OPEN, QuestionKind.SCALE}
_EXPLAINED_BY_OPTION = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE})

MAX_STEPS = 11
"""Most numbers on a scale."""

_FIELDS = {
    *("id", "kind", "text", "options", "targets", "unit", "characters", "shuffled", "item"),
    *("from", "to", "low", "high", "counts", "topic"),
}
_KEY_FIELDS = {"right", "why", "explanation"}


def read_questions(entries: Any, file: str) -> tuple[Question, ...]:
    """Return the questions in the ``[[question]]`` tables of a TOML file.

    Raises
    ------
    QuestionError
        If one is incomplete or wrong; the sentence names `file` and the question.
    """
    return tuple(keyed.question for keyed in _read(entries, file, with_key=False))


def read_keyed_questions(entries: Any, file: str) -> tuple[KeyedQuestion, ...]:
    """Return the questions in the ``[[question]]`` tables of a lesson, each with its right answer and explanations.

    Raises
    ------
    QuestionError
        As :func:`read_questions`, and if a right answer or an explanation is missing or does not fit.
    """
    return _read(entries, file, with_key=True)


def _read(entries: Any, file: str, *, with_key: bool) -> tuple[KeyedQuestion, ...]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise QuestionError("questions.no_tables", file=file)
    read: dict[str, KeyedQuestion] = {}
    for number, entry in enumerate(entries, 1):
        id_ = entry.get("id")
        if not isinstance(id_, str) or not id_ or ":" in id_ or id_ in RESERVED:
            raise QuestionError("questions.no_id", file=file, number=number, came=jsonfile.short(id_))
        if id_ in read:
            raise QuestionError("questions.repeated", file=file, question=id_)
        for name in entry.keys() - _FIELDS - (_KEY_FIELDS if with_key else set()):
            _fail("unknown_field", file, id_, field=name)
        question = _question(entry, file, id_)
        read[id_] = _keyed(question, entry, file) if with_key else KeyedQuestion(question, None)
    return tuple(read.values())


def _question(entry: Mapping[str, Any], file: str, id_: str) -> Question:
    kind = entry.get("kind", QuestionKind.SINGLE.value)
    if kind not in list(QuestionKind):
        _fail("unknown_kind", file, id_, came=jsonfile.short(kind), known=", ".join(QuestionKind))
    kind = QuestionKind(kind)
    text = entry.get("text")
    if not isinstance(text, str) or not text.strip():
        _fail("no_text", file, id_)
    options = _texts(entry, "options", file, id_, least=2) if kind in _WITH_OPTIONS else {}
    if kind is QuestionKind.SCALE:
        options = _steps(entry, file, id_)
    targets = _texts(entry, "targets", file, id_, least=2) if kind is QuestionKind.MATCH else {}
    characters = entry.get("characters", 0)
    if not isinstance(characters, int) or isinstance(characters, bool) or not 0 <= characters <= MAX_TEXT:
        _fail("bad_characters", file, id_, limit=MAX_TEXT, came=jsonfile.short(characters))
    counts = entry.get("counts", [])
    if not isinstance(counts, list) or not all(isinstance(one, str) and one in options for one in counts):
        _fail("bad_counts", file, id_, options=", ".join(options), came=jsonfile.short(counts))
    return Question(
        id=id_,
        text=text,
        options=options,
        kind=kind,
        targets=targets,
        unit=str(entry.get("unit", "")),
        characters=characters,
        # The order of an opinion's options means something, as that of a scale's numbers does.
        shuffled=entry.get("shuffled", not kind.is_opinion) is not False,
        item=str(entry.get("item", "")),
        ends=(str(entry.get("low", "")), str(entry.get("high", ""))),
        counts=tuple(counts),
        topic=str(entry.get("topic", "")),
    )


def _steps(entry: Mapping[str, Any], file: str, id_: str) -> dict[str, str]:
    """Return the numbers of a scale as options."""
    first, last = entry.get("from"), entry.get("to")
    if type(first) is not int or type(last) is not int or not 1 <= last - first < MAX_STEPS or first < 0:
        _fail("bad_scale", file, id_, most=MAX_STEPS, came=jsonfile.short([first, last]))
    if not all(isinstance(entry.get(end), str) and entry[end].strip() for end in ("low", "high")):
        _fail("no_ends", file, id_)
    return {str(number): str(number) for number in range(first, last + 1)}


def _texts(entry: Mapping[str, Any], name: str, file: str, id_: str, least: int) -> dict[str, str]:
    texts = entry.get(name)
    if (
        not isinstance(texts, dict)
        or len(texts) < least
        or not all(isinstance(text, str) and text.strip() for text in texts.values())
    ):
        _fail("no_texts", file, id_, field=name, least=least)
    return texts


def _keyed(question: Question, entry: Mapping[str, Any], file: str) -> KeyedQuestion:
    explanation = entry.get("explanation", "")
    if not question.kind.has_key:
        if question.kind.is_opinion and entry.keys() & _KEY_FIELDS:
            _fail("opinion_keyed", file, question.id, kind=question.kind.value)
        return KeyedQuestion(question, None, explanation=str(explanation))
    right = entry.get("right")
    if not fits(question, right):
        _fail("right_wrong", file, question.id, expected=_expected(question), came=jsonfile.short(right))
    why = entry.get("why", {})
    if question.kind in _EXPLAINED_BY_OPTION:
        lacking = [option for option in question.options if not isinstance(why, dict) or not why.get(option)]
        if lacking:
            _fail("why_missing", file, question.id, options=", ".join(lacking))
    elif not isinstance(explanation, str) or not explanation.strip():
        _fail("no_explanation", file, question.id)
    return KeyedQuestion(question, right, why, str(explanation))


def _expected(question: Question) -> Phrase:
    known = ", ".join(question.options)
    return Phrase(f"questions.right_{question.kind.value}", {"options": known, "targets": ", ".join(question.targets)})


def _fail(name: str, file: str, question: str, **params: Any) -> NoReturn:
    raise QuestionError(f"questions.{name}", file=file, question=question, **params)
