"""The quiz: a widget in which questions are answered, in exercises, lessons and tests of the whole course.

The browser shows what the kernel tells it and sends back each answer; what is right, and why, is decided in the
kernel. Answers go into the answers file like edits into a map: a moment later, in one step, with a last good copy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from .errors import AnswersFileError
from .i18n import t, use_language
from .openanswers import OpenAnswers
from .questions import KeyedQuestion, Question, QuestionKind, decode, encode, right_in_words, shuffled

_STATIC = Path(__file__).parent / "static"

FINISHED = "finished"
"""Under this id stands in the answers file when a test, or a lesson, was finished: an ISO time."""


class Mode(StrEnum):
    """What a quiz does with an answer."""

    RECORD = "record"
    """It is saved at once and judged later, as in an exercise."""
    PRACTICE = "practice"
    """It is judged and explained when the learner asks for it, and saved then; one may try again."""
    TEST = "test"
    """It is saved at once; when the learner finishes, answers are closed and the result is told."""


class Quiz(anywidget.AnyWidget):
    """The widget in which questions are answered.

    Parameters
    ----------
    questions : sequence of Question or KeyedQuestion
        What is asked. Only keyed questions can be explained.
    path : Path
        The answers file; made at the first answer.
    lang : {"zh", "en"}
        Language of the widget.
    mode : Mode
        What is done with an answer.
    seed : str
        By what options are shuffled; see :func:`.trainee_seed.trainee_seed`. Empty: not at all.
    outcome : callable, optional
        For a test: takes the answers by question id and returns the sentences that are shown once it is finished.
    explains : bool
        For a test: whether each question is explained once it is finished.
    one_by_one : bool
        Whether one question is shown after the other instead of all below each other.

    Raises
    ------
    AnswersFileError
        If the answers file is there and cannot be read.
    """

    _esm: ClassVar[Path] = _STATIC / "quiz.js"
    _css: ClassVar[Path] = _STATIC / "quiz.css"

    lang = traitlets.Enum(("zh", "en"), default_value="en").tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    mode = traitlets.Unicode(Mode.RECORD.value).tag(sync=True)
    one_by_one = traitlets.Bool(False).tag(sync=True)
    questions = traitlets.List(traitlets.Dict()).tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    results = traitlets.Dict().tag(sync=True)
    outcome = traitlets.List(traitlets.Unicode()).tag(sync=True)
    finished = traitlets.Bool(False).tag(sync=True)
    status = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        questions: Sequence[Question | KeyedQuestion],
        path: Path,
        *,
        lang: str,
        mode: Mode = Mode.RECORD,
        seed: str = "",
        outcome: Callable[[Mapping[str, str]], Sequence[str]] | None = None,
        explains: bool = False,
        one_by_one: bool = False,
        **traits: Any,
    ) -> None:
        self._asked = {one.id: one for one in map(_question, questions)}
        self._keys = {one.question.id: one for one in questions if isinstance(one, KeyedQuestion)}
        self._mode = mode
        self._outcome = outcome
        self._explains = explains
        self._open = OpenAnswers(path, self._show_state)
        super().__init__(
            lang=lang,
            label=traits.pop("label", t("quiz.label", lang)),
            mode=mode.value,
            one_by_one=one_by_one,
            questions=[_shown(one, seed) for one in self._asked.values()],
            status={"state": "", "message": ""},
            **traits,
        )
        self._show_given()
        self.on_msg(self._receive)

    def close(self) -> None:
        """Save what is waiting and close the widget."""
        # Also called of a widget that was never made, because its answers file is damaged.
        if hasattr(self, "_open"):
            self._open.flush()
            super().close()

    def _receive(self, _: Quiz, content: Any, __: list[Any]) -> None:
        """Take a message of the browser; one that makes no sense changes nothing."""
        if not isinstance(content, dict) or self.finished:
            return
        if content.get("type") == "finish" and self._mode is Mode.TEST:
            self._open.set(FINISHED, datetime.now().astimezone().isoformat(timespec="seconds"))
            self._open.flush()
            self._show_given()
        elif content.get("type") == "answer":
            self._take(str(content.get("id")), content.get("value"))

    def _take(self, id_: str, value: object) -> None:
        try:
            answer = encode(self._asked[id_], value)
        except (KeyError, ValueError):
            return
        self._open.set(id_, answer)
        self._show_given()

    def _show_given(self) -> None:
        given = self._open.given
        values = {id_: decode(question, given.get(id_, "")) for id_, question in self._asked.items()}
        self.answers = {id_: value for id_, value in values.items() if value is not None}
        finished = self._mode is Mode.TEST and bool(given.get(FINISHED))
        if finished and self._outcome is not None:
            self.outcome = list(self._outcome(given))
        if self._mode is Mode.PRACTICE or (finished and self._explains):
            self.results = {
                id_: explained(self._keys[id_], given.get(id_, ""), self.lang)
                for id_ in self._keys
                if id_ in self.answers or finished
            }
        self.finished = finished

    def _show_state(self, state: str | AnswersFileError) -> None:
        if isinstance(state, AnswersFileError):
            self.status = {"state": "error", "message": state.message(self.lang)}
        else:
            self.status = {"state": state, "message": ""}


class Answer(Quiz):
    """One open question with a field for an answer in one's own words, saved while one writes.

    Parameters are those of :class:`Quiz`, with one question of kind ``open``.
    """

    def __init__(self, question: Question | KeyedQuestion, path: Path, *, lang: str, **traits: Any) -> None:
        super().__init__([question], path, lang=lang, **traits)


def explained(keyed: KeyedQuestion, answer: str, lang: str) -> dict[str, Any]:
    """Return what is said of an answer.

    Returns
    -------
    dict
        ``answer`` is the answer that it is about, taken apart; ``state`` is ``"right"``, ``"partly"``, ``"wrong"``,
        ``"missing"`` or ``"noted"`` (an open question);
        ``marks`` is option id → ``"right"``, ``"wrong"`` or ``"missed"``, for options that were chosen or should have
        been; ``why`` is option id → explanation, of all options that are worth one; ``right`` is the right answer in
        words where the marks do not show it; ``explanation`` is about the whole.
    """
    question, credit = keyed.question, keyed.credit(answer)
    if keyed.right is None:
        state = "noted" if answer.strip() else "missing"
    elif credit is None:
        state = "missing"
    else:
        state = "right" if credit >= 1 else "partly" if credit > 0 else "wrong"
    value = decode(question, answer)
    marks = _marks(keyed, value)
    # Of a single choice the chosen and the right option say it all; of several, the others are as instructive.
    explains_all = question.kind is QuestionKind.MULTIPLE
    why = {id_: text for id_, text in keyed.why.items() if explains_all or id_ in marks}
    right = ""
    if keyed.right is not None and question.kind not in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        with use_language(lang):
            right = right_in_words(question, keyed.right)
    said = {"state": state, "marks": marks, "why": why, "right": right, "explanation": keyed.explanation}
    return said | {"answer": value}


def _marks(keyed: KeyedQuestion, value: object) -> dict[str, str]:
    kind, right = keyed.question.kind, keyed.right
    if kind is QuestionKind.MATCH and isinstance(right, dict):
        given = value if isinstance(value, dict) else {}
        return {id_: "right" if given.get(id_) == target else "wrong" for id_, target in right.items()}
    if kind not in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        return {}
    wanted = set(right if isinstance(right, list) else [right])
    chosen = set(value if isinstance(value, list) else [value])
    marks = {}
    for id_ in keyed.question.options:
        if id_ in chosen:
            marks[id_] = "right" if id_ in wanted else "wrong"
        elif id_ in wanted:
            marks[id_] = "missed"
    return marks


def _question(one: Question | KeyedQuestion) -> Question:
    return one.question if isinstance(one, KeyedQuestion) else one


def _shown(question: Question, seed: str) -> dict[str, Any]:
    """Return a question as the browser shows it: its options, and the targets of a match, in the trainee's order."""
    mixes = bool(seed) and question.shuffled

    def listed(texts: Mapping[str, str], part: str, *, mixed: bool) -> list[dict[str, str]]:
        ids = shuffled(texts, f"{seed}/{question.id}/{part}") if mixed else list(texts)
        return [{"id": id_, "text": texts[id_]} for id_ in ids]

    return {
        "id": question.id,
        "kind": question.kind.value,
        "text": question.text,
        "options": listed(question.options, "options", mixed=mixes and question.kind is not QuestionKind.MATCH),
        "targets": listed(question.targets, "targets", mixed=mixes),
        "unit": question.unit,
        "characters": question.characters,
        "ends": list(question.ends),
    }
