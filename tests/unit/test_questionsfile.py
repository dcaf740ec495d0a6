"""Are questions read with care, and slips told by file, question and what to write?"""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from journeybook.errors import QuestionError
from journeybook.i18n import LANGUAGES
from journeybook.questions import QuestionKind
from journeybook.questionsfile import read_keyed_questions, read_questions

GOOD: dict[str, Any] = {
    "id": "q",
    "text": "?",
    "right": "a",
    "options": {"a": "A", "b": "B"},
    "why": {"a": "yes", "b": "no"},
}
MATCH = {"kind": "match", "targets": {"x": "X", "y": "Y"}, "right": {"a": "x", "b": "y"}, "explanation": "…"}
SHORT = {"kind": "short", "right": {"number": 3}, "explanation": "…"}

SCALE = {"kind": "scale", "from": 1, "to": 5, "low": "no", "high": "yes"}


def refusal(entries: Any, *, keyed: bool = True) -> QuestionError:
    """Return the error of reading; it names the file in both languages."""
    with pytest.raises(QuestionError) as caught:
        (read_keyed_questions if keyed else read_questions)(entries, "lesson.toml")
    assert all("lesson.toml" in caught.value.message(lang) for lang in LANGUAGES)
    return caught.value


def test_a_whole_question() -> None:
    """Is every field of the file in the question?"""
    text = """
    [[question]]
    id = "n"
    kind = "short"
    text = "How many?"
    unit = "%"
    shuffled = false
    right = { number = 3, tolerance = 1 }
    explanation = "Count."
    """
    (keyed,) = read_keyed_questions(tomllib.loads(text)["question"], "lesson.toml")
    assert (keyed.question.id, keyed.question.kind, keyed.question.unit) == ("n", QuestionKind.SHORT, "%")
    assert keyed.question.shuffled is False
    assert keyed.right == {"number": 3, "tolerance": 1}
    assert keyed.explanation == "Count."


def test_single_is_what_is_meant_where_nothing_is_said() -> None:
    """Is a question without a kind a single choice, with explanations for all options?"""
    (keyed,) = read_keyed_questions([GOOD], "lesson.toml")
    assert (keyed.question.kind, keyed.right, keyed.why) == (QuestionKind.SINGLE, "a", GOOD["why"])


def test_an_open_question_needs_no_answer() -> None:
    """May an open question do without right answer and explanation?"""
    (keyed,) = read_keyed_questions([{"id": "o", "kind": "open", "text": "?", "characters": 300}], "lesson.toml")
    assert (keyed.right, keyed.question.characters) == (None, 300)


def test_opinions_keep_their_order_and_need_no_answer() -> None:
    """Is a scale its numbers with both ends named, and are its steps and a choice's options never shuffled?"""
    scale = {"id": "s", "kind": "scale", "text": "?", "from": 0, "to": 10, "low": "no", "high": "yes"}
    choice = {"id": "c", "kind": "choice", "text": "?", "options": GOOD["options"], "counts": ["a"], "topic": "m"}
    asked, chosen = (keyed.question for keyed in read_keyed_questions([scale, choice], "lesson.toml"))
    assert list(asked.options) == [str(number) for number in range(11)]
    assert asked.ends == ("no", "yes")
    assert (asked.shuffled, chosen.shuffled) == (False, False)
    assert (chosen.counts, chosen.topic) == (("a",), "m")


@pytest.mark.parametrize(
    ("changes", "key", "told"),
    [
        ({"id": ""}, "no_id", "1"),
        ({"id": 3}, "no_id", "3"),
        ({"id": "finished"}, "no_id", "finished"),
        ({"text": " "}, "no_text", "q"),
        ({"kind": "essay"}, "unknown_kind", "essay"),
        ({"kind": ["single"]}, "unknown_kind", "single"),
        ({"rihgt": "a"}, "unknown_field", "rihgt"),
        ({"options": {"a": "A"}}, "no_texts", "options"),
        ({"options": ["A", "B"]}, "no_texts", "options"),
        ({"options": {"a": "A", "b": ""}}, "no_texts", "options"),
        ({"right": None}, "right_wrong", "a, b"),
        ({"right": "c"}, "right_wrong", "c"),
        ({"right": ["a"]}, "right_wrong", "a, b"),
        ({"why": {"a": "yes"}}, "why_missing", "b"),
        ({"why": "yes"}, "why_missing", "a, b"),
        ({"kind": "multiple", "right": "a"}, "right_wrong", "a"),
        ({"kind": "order", "right": ["a"], "explanation": "…"}, "right_wrong", "a, b"),
        ({"kind": "order", "right": ["a", "b"]}, "no_explanation", "q"),
        (MATCH | {"targets": {}}, "no_texts", "targets"),
        (MATCH | {"right": {"a": "x"}}, "right_wrong", "x, y"),
        (SHORT | {"right": {"nummer": 3}}, "right_wrong", "nummer"),
        (SHORT | {"right": "3"}, "right_wrong", "3"),
        (SHORT | {"explanation": " "}, "no_explanation", "q"),
        ({"kind": "open", "characters": -1}, "bad_characters", "-1"),
        ({"kind": "open", "characters": True}, "bad_characters", "true"),
        ({"id": "day-30:map"}, "no_id", "day-30:map"),
        (SCALE | {"to": 1}, "bad_scale", "[1, 1]"),
        (SCALE | {"to": "5"}, "bad_scale", "5"),
        (SCALE | {"from": True}, "bad_scale", "true"),
        (SCALE | {"from": 0, "to": 11}, "bad_scale", "11"),
        (SCALE | {"high": " "}, "no_ends", "high"),
        ({"kind": "choice"}, "opinion_keyed", "choice"),
        ({"kind": "choices"}, "opinion_keyed", "choices"),
        ({"counts": ["z"]}, "bad_counts", "a, b"),
        ({"counts": "a"}, "bad_counts", "a, b"),
    ],
)
def test_a_slip_is_told(changes: dict[str, Any], key: str, told: str) -> None:
    """Is a question refused that would show or judge something else than was meant, with what to write instead?"""
    error = refusal([GOOD | changes])
    assert error.key == f"questions.{key}"
    assert all(told in error.message(lang) for lang in LANGUAGES)


def test_two_questions_of_one_id() -> None:
    """Is the second question of an id refused, whose answer would take the first one's place?"""
    assert refusal([GOOD, GOOD]).key == "questions.repeated"


@pytest.mark.parametrize("entries", [3, ["q"], {"q": 1}, None])
def test_what_is_no_list_of_tables(entries: Any) -> None:
    """Is anything but a list of tables refused?"""
    assert refusal(entries).key == "questions.no_tables"


@pytest.mark.parametrize("field", ["right", "why", "explanation"])
def test_an_exercise_keeps_its_key_out_of_what_is_released(field: str) -> None:
    """Is a right answer or explanation refused in an exercise, where trainees could read it?"""
    entry = {"id": "q", "text": "?", "options": GOOD["options"]}
    assert read_questions([entry], "exercise.toml")[0].options == GOOD["options"]
    error = refusal([entry | {field: GOOD.get(field, "…")}], keyed=False)
    assert (error.key, error.params["field"]) == ("questions.unknown_field", field)
