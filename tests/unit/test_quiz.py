"""Does the quiz take answers, explain them where it may, and close a test?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from html_page import HOSTILE

from journeybook import answersfile
from journeybook.questions import KeyedQuestion, Question, QuestionKind
from journeybook.quiz import Answer, Mode, Quiz, explained

OPTIONS = {"a": "A", "b": "B", "c": "C"}
WHY = {"a": "not a", "b": "b it is", "c": "not c"}
SINGLE = KeyedQuestion(Question("single", "?", OPTIONS), "b", WHY)
MULTIPLE = KeyedQuestion(Question("multiple", "?", OPTIONS, QuestionKind.MULTIPLE), ["a", "b"], WHY, "all in all")
ORDER = KeyedQuestion(Question("order", "?", OPTIONS, QuestionKind.ORDER), ["c", "b", "a"], {}, "so it goes")
MATCH = KeyedQuestion(
    Question("match", "?", {"a": "A", "b": "B"}, QuestionKind.MATCH, {"x": "X", "y": "Y"}),
    {"a": "x", "b": "y"},
    {},
    "…",
)
SHORT = KeyedQuestion(Question("short", "?", kind=QuestionKind.SHORT, unit="%"), {"number": 30}, {}, "count")
OPEN = KeyedQuestion(Question("open", "?", kind=QuestionKind.OPEN, characters=300), None, {}, "for example")
ALL = (SINGLE, MULTIPLE, ORDER, MATCH, SHORT, OPEN)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.json"


def say(quiz: Quiz, question: str, value: object) -> None:
    """Answer as the browser does."""
    quiz._handle_custom_msg({"type": "answer", "id": question, "value": value}, [])


def finish(quiz: Quiz) -> None:
    quiz._handle_custom_msg({"type": "finish"}, [])


def test_practice_judges_and_explains(path: Path) -> None:
    """Is each answer judged as soon as it is given, saved, and shown with its explanation again later?"""
    quiz = Quiz(ALL, path, lang="en", mode=Mode.PRACTICE)
    assert quiz.results == {}
    say(quiz, "single", "a")
    assert quiz.results["single"]["state"] == "wrong"
    say(quiz, "single", "b")
    say(quiz, "multiple", ["b"])
    assert {id_: result["state"] for id_, result in quiz.results.items()} == {"single": "right", "multiple": "partly"}
    assert answersfile.read(path) == {"single": "b", "multiple": '["b"]'}
    again = Quiz(ALL, path, lang="en", mode=Mode.PRACTICE)
    assert (again.answers, again.results) == (quiz.answers, quiz.results)


def test_a_single_choice_explains_the_chosen_and_the_right_option() -> None:
    """Does a learner read why theirs is wrong and why the other is right, and no more?"""
    assert explained(SINGLE, "a", "en") == {
        "state": "wrong",
        "answer": "a",
        "marks": {"a": "wrong", "b": "missed"},
        "why": {"a": "not a", "b": "b it is"},
        "right": "",
        "explanation": "",
    }
    right = explained(SINGLE, "b", "en")
    assert (right["state"], right["marks"], right["why"]) == ("right", {"b": "right"}, {"b": "b it is"})


def test_several_choices_explain_every_option() -> None:
    """Are options marked as chosen rightly, wrongly or missed, and all of them explained?"""
    said = explained(MULTIPLE, '["a","c"]', "en")
    assert (said["state"], said["marks"]) == ("wrong", {"a": "right", "b": "missed", "c": "wrong"})
    assert (said["why"], said["explanation"]) == (WHY, "all in all")


@pytest.mark.parametrize(
    ("keyed", "answer", "state", "right"),
    [
        (ORDER, '["c","b","a"]', "right", "C → B → A"),
        (ORDER, '["b","c","a"]', "partly", "C → B → A"),
        (ORDER, '["a","b","c"]', "wrong", "C → B → A"),
        (MATCH, '{"a":"x","b":"x"}', "partly", "A – X; B – Y"),
        (SHORT, "30%", "right", "30 %"),
        (SHORT, "12", "wrong", "30 %"),
        (SHORT, "", "missing", "30 %"),
        (OPEN, "words", "noted", ""),
        (OPEN, "", "missing", ""),
    ],
)
def test_other_kinds_say_what_is_right(keyed: KeyedQuestion, answer: str, state: str, right: str) -> None:
    """Is the right answer given in words, with the explanation?"""
    said = explained(keyed, answer, "en")
    assert (said["state"], said["right"], said["explanation"]) == (state, right, keyed.explanation)


def test_a_test_judges_nothing_before_it_is_finished(path: Path) -> None:
    """Are answers only recorded until the test is finished, then the outcome told, and answers closed for good?"""
    seen: list[Mapping[str, str]] = []

    def outcome(answers: Mapping[str, str]) -> list[str]:
        seen.append(answers)
        return ["1 of 2"]

    quiz = Quiz([SINGLE, SHORT], path, lang="en", mode=Mode.TEST, outcome=outcome, explains=True)
    say(quiz, "single", "b")
    assert (quiz.results, quiz.outcome, quiz.finished, seen) == ({}, [], False, [])
    finish(quiz)
    assert (quiz.finished, quiz.outcome) == (True, ["1 of 2"])
    assert {id_: result["state"] for id_, result in quiz.results.items()} == {"single": "right", "short": "missing"}
    say(quiz, "single", "a")
    finish(quiz)
    assert answersfile.read(path)["single"] == "b"
    assert answersfile.read(path)["finished"] == seen[0]["finished"]
    again = Quiz([SINGLE, SHORT], path, lang="en", mode=Mode.TEST, outcome=outcome, explains=True)
    assert (again.finished, again.outcome, again.results) == (True, quiz.outcome, quiz.results)


def test_a_test_without_explanations_keeps_its_answers_to_itself(path: Path) -> None:
    """Does a browser learn nothing of right answers from a test that is to be taken again?"""
    quiz = Quiz([SINGLE, MULTIPLE], path, lang="en", mode=Mode.TEST, outcome=lambda _: ["…"])
    say(quiz, "single", "a")
    finish(quiz)
    state = quiz.get_state()
    assert state["results"] == {}
    assert not any(text in str(state["questions"]) for text in (*WHY.values(), "right", "all in all"))


def test_only_a_test_can_be_finished(path: Path) -> None:
    """Does a finish that nobody asked for change nothing in an exercise or a lesson?"""
    for mode in (Mode.RECORD, Mode.PRACTICE):
        quiz = Quiz([SINGLE], path, lang="en", mode=mode)
        finish(quiz)
        assert not quiz.finished
    assert not path.exists()


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        "answer",
        {"type": "answer"},
        {"type": "answer", "id": "nobody", "value": "a"},
        {"type": "answer", "id": "single", "value": "z"},
        {"type": "answer", "id": "single", "value": {"__proto__": 1}},
        {"type": "answer", "id": ["single"], "value": "a"},
        {"type": "answer", "id": "finished", "value": "2026-01-01"},
        {"type": "answer", "id": "open", "value": "x" * 20_001},
        {"type": HOSTILE},
    ],
)
def test_messages_that_make_no_sense_change_nothing(path: Path, message: Any) -> None:
    """Is a message that our browser would not send passed over, and nothing written?"""
    quiz = Quiz(ALL, path, lang="en", mode=Mode.PRACTICE)
    quiz._handle_custom_msg(message, [])
    assert quiz.answers == {}
    assert not path.exists()


def test_hostile_answers_stay_text(path: Path) -> None:
    """Is a hostile text kept letter by letter, and one that is no answer left out of sight but in the file?"""
    answersfile.write(path, {"open": HOSTILE, "single": HOSTILE, "multiple": '["a"', "match": "[" * 9000})
    quiz = Quiz(ALL, path, lang="zh", mode=Mode.PRACTICE)
    assert quiz.answers == {"open": HOSTILE}
    say(quiz, "short", HOSTILE)
    kept = answersfile.read(path)
    assert (kept["short"], kept["single"], kept["multiple"]) == (HOSTILE, HOSTILE, '["a"')


def test_options_are_shuffled_by_the_seed_alone(path: Path) -> None:
    """Does one trainee always see one order, another trainee another, and nobody's lack an option?"""

    def order(seed: str) -> list[str]:
        return [option["id"] for option in Quiz([SINGLE], path, lang="en", seed=seed).questions[0]["options"]]

    assert order("") == list(OPTIONS)
    assert order("wang") == order("wang")
    assert all(sorted(order(str(seed))) == list(OPTIONS) for seed in range(5))
    assert len({tuple(order(str(seed))) for seed in range(12)}) > 3
    fixed = Question("q", "?", OPTIONS, shuffled=False)
    assert [one["id"] for one in Quiz([fixed], path, lang="en", seed="li").questions[0]["options"]] == list(OPTIONS)


def test_an_answer_is_one_open_question(path: Path) -> None:
    """Does the answer widget show its question with its limit, and save while one writes?"""
    answer = Answer(OPEN, path, lang="zh", mode=Mode.PRACTICE)
    assert [(one["kind"], one["characters"]) for one in answer.questions] == [("open", 300)]
    say(answer, "open", "先改")
    say(answer, "open", "先改售后")
    assert answersfile.read(path) == {"open": "先改售后"}
    assert answer.results["open"]["state"] == "noted"
