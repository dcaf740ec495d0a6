"""Does a lesson show its board, maps, charts and questions, say what is wrong in words, and tell the learning gain?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest
from html_page import HOSTILE, Page
from lesson_folders import STARTER, write_course, write_lesson, write_starter

from journeybook import answersfile, mapfile
from journeybook.board import Board
from journeybook.errors import LessonError
from journeybook.i18n import LANGUAGES, t
from journeybook.lesson import Lesson
from journeybook.model import JourneyMap
from journeybook.quiz import Answer, Quiz
from journeybook.sharing import openmap


@pytest.fixture(params=LANGUAGES)
def lesson(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Lesson]:
    folder = write_lesson(tmp_path / "lesson", request.param, extra='case = "retail"')
    write_starter(folder)
    yield Lesson(folder)
    openmap.close_all()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collect what is displayed."""
    collected: list[Any] = []

    def collect(what: Any, **_: Any) -> None:
        collected.append(what)

    monkeypatch.setattr("IPython.display.display", collect)
    monkeypatch.setattr("journeybook.panels.display", collect)
    return collected


def problem(shown: list[Any]) -> str:
    """Return the one problem that is shown in place of what was asked for."""
    (html,) = shown
    page = Page(html.data)
    assert "jb-problem" in page.classes
    return page.text


def test_a_lesson_reads_its_file(lesson: Lesson) -> None:
    """Are title, minutes and questions those of the file?"""
    assert (lesson.title, lesson.minutes) == ("Lesson lesson", 20)
    assert list(lesson.questions) == ["one", "two", "own"]
    assert not lesson.is_test


def test_a_quiz_shows_the_questions_asked_for(lesson: Lesson, shown: list[Any]) -> None:
    """Are just these questions shown, in this order, to practise; and all without ids?"""
    lesson.quiz("two", "one")
    lesson.quiz()
    assert [[one["id"] for one in quiz.questions] for quiz in shown] == [["two", "one"], ["one", "two", "own"]]
    assert all(isinstance(quiz, Quiz) and quiz.mode == "practice" and quiz.lang == lesson.lang for quiz in shown)


def test_an_answer_shows_an_open_question(lesson: Lesson, shown: list[Any]) -> None:
    """Is an open question shown with its field, and another kind refused in words?"""
    lesson.answer("own")
    assert isinstance(shown.pop(), Answer)
    lesson.answer("one")
    assert "one" in problem(shown)


def test_a_board_begins_with_the_starter(lesson: Lesson, shown: list[Any]) -> None:
    """Does the board show the starter, the case's touchpoints and both kinds of map, and keep the map in the folder?"""
    lesson.board()
    (box,) = shown
    (drawn,) = box.children
    assert isinstance(drawn, Board)
    assert drawn.open_map.document.to_map() == STARTER
    assert drawn.open_map.wanted == lesson.map_path
    assert {"store_checkout"} <= {option["code"] for option in drawn.touchpoint_options}
    assert drawn.pair["side"] == "current"
    assert not lesson.map_path.exists()


def test_a_damaged_map_can_be_restored(lesson: Lesson, shown: list[Any]) -> None:
    """Does a learner whose map is damaged read so, and get the last good copy back with a click?"""
    mapfile.write(lesson.map_path, STARTER)
    mapfile.backup(lesson.map_path).write_bytes(lesson.map_path.read_bytes())
    lesson.map_path.write_bytes(b"{")
    lesson.board()
    note, button = shown[0].children
    assert "map.journey.json" in Page(note.value).text
    button.click()
    assert isinstance(shown[0].children[-1], Board)
    assert mapfile.read(lesson.map_path) == STARTER


def test_a_map_is_shown_that_nobody_can_change(lesson: Lesson, shown: list[Any]) -> None:
    """Is a map shown as a read-only board, as a curve and as a table?"""
    lesson.show_map("map.starter.json")
    (drawn,) = shown
    assert drawn.readonly
    lesson.show_map("map.starter.json", form="curve")
    assert "application/vnd.plotly.v1+json" in shown[1]
    lesson.show_map("map.starter.json", form="table")
    assert "结账" in Page(shown[2].data).text


def test_charts_of_the_case_and_of_its_log(lesson: Lesson, shown: list[Any]) -> None:
    """Is a chart drawn of the lesson's own case, of another one, and of a case's event log?"""
    lesson.chart("satisfaction")
    lesson.chart("complaints", case="bank")
    lesson.chart("timeline")
    assert len(shown) == 3
    assert all("application/vnd.plotly.v1+json" in one for one in shown)


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda lesson: lesson.quiz("nobody"), "one, two, own"),
        (lambda lesson: lesson.answer("nobody"), "nobody"),
        (lambda lesson: lesson.show_map("nobody.json"), "nobody.json"),
        (lambda lesson: lesson.show_map("map.starter.json", form="pie"), "curve"),
        (lambda lesson: lesson.chart("pie"), "satisfaction"),
        (lambda lesson: lesson.chart("waits", case="nobody"), "nobody"),
    ],
)
def test_what_is_not_there_is_told_in_its_place(lesson: Lesson, shown: list[Any], ask: Any, told: str) -> None:
    """Does a slip in a cell give one sentence in its place, and no error that would stop the cells below?"""
    ask(lesson)
    assert told in problem(shown)


def test_a_lesson_without_case_or_starter_says_so(tmp_path: Path, shown: list[Any]) -> None:
    """Is a chart without a case, or a board without a starter, told with what to write?"""
    lesson = Lesson(write_lesson(tmp_path / "bare"))
    lesson.chart("waits")
    assert "case" in problem(shown)
    shown.clear()
    lesson.board()
    assert "map.starter.json" in problem(shown)


@pytest.mark.parametrize("content", [b"{", b'{"format": 1, "answers": {"<script>alert(1)</script>": 1}}'])
def test_damaged_answers_are_told_and_kept(lesson: Lesson, shown: list[Any], content: bytes) -> None:
    """Do damaged answers give one sentence in place of questions and button, and stay as they are?"""
    lesson.answers_path.write_bytes(content)
    lesson.quiz("one")
    assert "answers.json" in problem(shown)
    shown.clear()
    lesson.done()
    button, result = shown[0].children
    button.click()
    assert "answers.json" in Page(result.value).text
    assert lesson.answers_path.read_bytes() == content


def test_finishing_is_noted_beside_the_answers(lesson: Lesson, shown: list[Any]) -> None:
    """Does the button note the end, keep all answers, and say so again when the lesson is opened later?"""
    answersfile.write(lesson.answers_path, {"own": HOSTILE})
    lesson.done()
    button, result = shown[0].children
    assert isinstance(button, widgets.Button)
    assert (button.description, result.value) == (t("lesson.done", lesson.lang), "")
    button.click()
    assert t("lesson.is_done", lesson.lang) in Page(result.value).text
    kept = answersfile.read(lesson.answers_path)
    assert kept["own"] == HOSTILE
    assert kept["finished"]
    lesson.done()
    assert t("lesson.was_done", lesson.lang) in Page(shown[1].children[1].value).text


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (None, "lesson.missing"),
        ("title = [", "lesson.broken"),
        ('lang = "en"\nminutes = 20', "lesson.no_title"),
        ('lang = "en"\ntitle = "x"', "lesson.no_minutes"),
        ('lang = "en"\ntitle = "x"\nminutes = 0', "lesson.no_minutes"),
        ('lang = "en"\ntitle = "x"\nminutes = true', "lesson.no_minutes"),
        ('lang = "de"\ntitle = "x"\nminutes = 20', "lesson.unknown_language"),
        ('lang = "en"\ntitle = "x"\nminutes = 20\nquestion = 3', "questions.no_tables"),
        ('lang = "en"\ntitle = "x"\nminutes = 20\nminuets = 3', "lesson.unknown_field"),
        ('lang = "en"\ntitle = "x"\nminutes = 20\n[test]\nbank = "none.toml"', "lesson.missing"),
    ],
)
def test_a_broken_lesson_file(tmp_path: Path, content: str | None, key: str) -> None:
    """Is a lesson's file that is missing or wrong refused by name, with what is wrong?"""
    if content is not None:
        (tmp_path / "lesson.toml").write_text(content, encoding="utf-8")
    with pytest.raises(LessonError) as caught:
        Lesson(tmp_path)
    assert caught.value.key == key
    assert all(".toml" in caught.value.message(lang) for lang in LANGUAGES)


# --- The tests before and after the course ----------------------------------------------------------------------------


def take(folder: Path, answers: dict[str, str], shown: list[Any]) -> Quiz:
    """Take a test from the first answer to the end, as the browser does, and return it."""
    lesson = Lesson(folder)
    lesson.test()
    quiz: Quiz = shown[-1]
    for question, answer in answers.items():
        value: Any = answer.split() if question == "two" else answer
        quiz._handle_custom_msg({"type": "answer", "id": question, "value": value}, [])
    quiz._handle_custom_msg({"type": "finish"}, [])
    return quiz


@pytest.fixture(params=LANGUAGES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return write_course(tmp_path / "desk", request.param)


@pytest.mark.parametrize(
    ("before", "after", "key", "told"),
    [
        # 0.5 of 2 points, then 2: everything that was left.
        ({"one": "a", "two": "a"}, {"one": "b", "two": "a b"}, "gain", "100"),
        # 1 of 2, then 1.5: half of what was left.
        ({"one": "b"}, {"one": "b", "two": "a"}, "gain", "50"),
        ({"one": "b", "two": "a b"}, {"one": "b", "two": "a b"}, "gain_none", ""),
        ({"one": "b", "two": "a"}, {"one": "a", "two": "a"}, "gain_negative", ""),
    ],
)
def test_the_learning_gain(
    desk: Path, shown: list[Any], before: dict[str, str], after: dict[str, str], key: str, told: str
) -> None:
    """Does the test after the course tell the gain worked out by hand, or why there is none, in plain words?"""
    first = take(desk / "00-start" / "pre", before, shown)
    assert (first.finished, first.results) == (True, {})
    second = take(desk / "04-discussion" / "post", after, shown)
    lang = Lesson(desk / "00-start" / "pre").lang
    said = t(f"lesson.{key}", lang, **({"percent": told} if told else {}))
    assert said in second.outcome
    assert set(second.results) == {"one", "two"}


def test_without_the_first_test_there_is_no_gain(desk: Path, shown: list[Any]) -> None:
    """Is a learner who did not finish the first test told their points, and that there is no gain to tell?"""
    answersfile.write(desk / "00-start" / "pre" / "answers.json", {"one": "b"})
    second = take(desk / "04-discussion" / "post", {"one": "b"}, shown)
    lang = Lesson(desk / "00-start" / "pre").lang
    assert second.outcome == [t("lesson.test_points", lang, points="1", most=2), t("lesson.test_no_first", lang)]


def test_both_tests_ask_the_same_in_another_order(desk: Path) -> None:
    """Do both tests have the bank's questions?"""
    first, second = Lesson(desk / "00-start" / "pre"), Lesson(desk / "04-discussion" / "post")
    assert first.questions == second.questions
    assert first.is_test
    assert second.is_test


def test_a_map_that_is_wrong_is_told(lesson: Lesson, shown: list[Any]) -> None:
    """Does a lesson whose shown map breaks a rule say so in its place?"""
    (lesson.folder / "bad.json").write_text(mapfile.dump(JourneyMap())[:-9], encoding="utf-8")
    lesson.show_map("bad.json")
    assert "bad.json" in problem(shown)
