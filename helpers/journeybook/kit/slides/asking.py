"""A question as two slides: what is asked, then what is right and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...formats.slides.words import Words, clean, words
from ...i18n import t
from ...questions import KeyedQuestion, Question, QuestionKind, right_in_words, shuffled
from .text import Block, Paragraph, Table


@dataclass(frozen=True)
class Option:
    """Something to choose, or what was right; `note` says why."""

    words: Words
    tag: str
    tone: str = ""
    note: Words = ()


@dataclass(frozen=True)
class Page:
    """The question, or its answer."""

    answers: bool
    title: str
    body: tuple[Block | Option, ...]
    notes: str


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _letter(place: int) -> str:
    return _LETTERS[place] if place < len(_LETTERS) else str(place + 1)


def slides(keyed: KeyedQuestion) -> Iterator[Page]:
    """Yield the question without a hint of its answer, then the answer with its explanations."""
    question = keyed.question
    ids = _order(question)
    tags = {id_: _letter(place) for place, id_ in enumerate(ids)}
    asked = Paragraph(words(question.text, bold=True))
    listed = "\n".join(f"{tags[id_]}. {question.options[id_]}" for id_ in ids)
    hint = t(f"slides.ask_{question.kind.value}", most=question.characters or "–")
    whole = "\n".join(clean(one) for one in (question.text, listed, hint) if one)
    yield Page(False, t("slides.question"), (asked, *_choices(question, tags), Paragraph(words(hint))), whole)

    right = right_in_words(question, keyed.right) if keyed.right is not None else ""
    why = "\n".join(f"{tags.get(id_, id_)}. {said}" for id_, said in keyed.why.items())
    spoken = "\n".join(
        clean(one) for one in (question.text, right and t("slides.right", answer=right), why, keyed.explanation) if one
    )
    title = t("slides.answer") if keyed.right is not None else t("slides.possible_answer")
    body: list[Block | Option] = [asked, *_answers(keyed, tags, right)]
    if keyed.explanation:
        body.append(Paragraph(words(keyed.explanation)))
    yield Page(True, title, tuple(body), spoken)


def _order(question: Question) -> list[str]:
    """Return the options' ids in the order shown: for things to be put in order the file's would be the answer."""
    ids = list(question.options)
    if question.kind is not QuestionKind.ORDER:
        return ids
    mixed = shuffled(ids, question.id)
    return mixed if mixed != ids else mixed[::-1]


def _choices(question: Question, tags: dict[str, str]) -> Iterator[Block | Option]:
    if question.kind is QuestionKind.MATCH:
        targets = "\n".join(f"• {target}" for target in question.targets.values())
        head = tuple(words(t(f"slides.{name}"), bold=True) for name in ("match_this", "match_that"))
        things = "\n".join(f"{tag}. {question.options[id_]}" for id_, tag in tags.items())
        yield Table((head, (words(things), words(targets))))
    elif question.kind is QuestionKind.SHORT:
        yield Paragraph(words(f"_________ {question.unit}".strip()))
    else:
        for id_, tag in tags.items():
            yield Option(words(question.options[id_]), tag)


def _answers(keyed: KeyedQuestion, tags: dict[str, str], right: str) -> Iterator[Block | Option]:
    question = keyed.question
    if question.kind is QuestionKind.MATCH and isinstance(keyed.right, dict):
        head = tuple(words(t(f"slides.{name}"), bold=True) for name in ("match_this", "match_that"))
        pairs = ((words(f"{tag}. {question.options[id_]}"), keyed.right.get(id_, "")) for id_, tag in tags.items())
        yield Table((head, *((thing, words(question.targets.get(str(target), ""))) for thing, target in pairs)))
    elif question.kind is QuestionKind.ORDER and isinstance(keyed.right, list):
        for number, id_ in enumerate(keyed.right, 1):
            yield Option(words(question.options[id_], bold=True), str(number), "good")
    elif question.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        for id_, tag in tags.items():
            is_right = id_ == keyed.right or (isinstance(keyed.right, list) and id_ in keyed.right)
            note = words(keyed.why[id_]) if keyed.why.get(id_) else ()
            said = words(question.options[id_], bold=is_right)
            yield Option(said, "✓" if is_right else tag, "good" if is_right else "", note)
    elif right:
        yield Option(words(right, bold=True), "✓", "good")
