"""Is a sheet shown with who gets to see it, kept where there is no class, and counted only when it is due?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest
from html_page import Page
from lesson_folders import write_course, write_lesson

from journeybook import answersfile, sheets
from journeybook.course import Course, PageKind
from journeybook.errors import LessonError
from journeybook.handin import Membership, write_membership
from journeybook.i18n import LANGUAGES, t, use_language
from journeybook.lesson import Lesson
from journeybook.progress import ProgressBook
from journeybook.quiz import FINISHED, Quiz
from journeybook.startpage import done_share, next_step, page_html

QUESTIONS = """
[[question]]
id = "fit"
kind = "scale"
text = "?"
from = 1
to = 5
low = "no"
high = "yes"
[[question]]
id = "words"
kind = "open"
text = "?"
"""
ROUNDS = '[sheet.rounds]\nday-30 = "After 30"\nday-90 = "After 90"\n'


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collect what is displayed."""
    collected: list[Any] = []
    monkeypatch.setattr("journeybook.panels.display", collected.append)
    monkeypatch.setattr("IPython.display.display", collected.append)
    return collected


def sheet(folder: Path, lang: str, extra: str = "[sheet]\n") -> Lesson:
    return Lesson(write_lesson(folder, lang, extra=extra, questions=QUESTIONS))


def join(desk: Path, lang: str) -> None:
    write_membership(desk, Membership("c1", lang, "c1", "anna", desk / "exchange", desk / "cache"))


def press(shown: list[Any]) -> str:
    """Press the button and return what is said."""
    box = shown[-1]
    box.children[0].click()
    return Page(box.children[1].value).text


def test_a_sheet_alone_stays_on_the_computer(tmp_path: Path, lang: str, shown: list[Any]) -> None:
    """Without a class, is it said that nobody gets it, and is the sheet finished once it holds something?"""
    reaction = sheet(tmp_path / "reaction", lang)
    reaction.sheet()
    quiz, note, _ = shown
    assert isinstance(quiz, Quiz)
    assert [one["kind"] for one in quiz.questions] == ["scale", "open"]
    assert t("sheets.no_class", lang) in Page(note.value).text
    assert t("sheets.nothing_yet", lang) in press(shown)
    quiz._handle_custom_msg({"type": "answer", "id": "fit", "value": "4"}, [])
    assert t("sheets.kept", lang) in press(shown)
    kept = answersfile.read(reaction.answers_path)
    assert kept["fit"] == "4"
    assert kept[FINISHED]


def test_who_sees_it_is_said_in_a_class(tmp_path: Path, lang: str, shown: list[Any]) -> None:
    """In a class, does each kind of sheet and a test say who sees it, beside the button that sends it?"""
    join(tmp_path, lang)
    sheet(tmp_path / "reaction", lang).sheet()
    sheet(tmp_path / "later", lang, ROUNDS).sheet("day-90")
    test = Lesson(write_course(tmp_path / "desk", lang) / "00-start" / "pre")
    test.test()
    notes = [Page(one.value).text for one in shown if isinstance(one, widgets.HTML)]
    said = [t(f"sheets.who_{kind}", lang) for kind in ("reaction", "follow_up", "test")]
    assert [who in note for who, note in zip(said, notes, strict=True)] == [True] * 3
    assert t("sheets.test_open", lang) in press(shown)


def test_rounds_are_asked_apart(tmp_path: Path, lang: str, shown: list[Any]) -> None:
    """Has each round its own answers, and is the sheet finished only with all of them?"""
    later = sheet(tmp_path / "later", lang, ROUNDS)
    assert list(later.questions) == ["day-30:fit", "day-30:words", "day-90:fit", "day-90:words"]
    later.sheet("day-90")
    assert [one["id"] for one in shown[0].questions] == ["day-90:fit", "day-90:words"]
    answersfile.write(later.answers_path, {"day-30:fit": "4", "day-90:fit": "5"})
    sheets.send(later, "day-30")
    assert FINISHED not in answersfile.read(later.answers_path)
    sheets.send(later, "day-90")
    assert answersfile.read(later.answers_path).keys() >= {"finished", "finished:day-30", "finished:day-90"}


def test_only_what_was_sent_travels(tmp_path: Path, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the second round stay at home while the first is sent, and whatever else is in the answers file?"""
    join(tmp_path, lang)
    sent: list[dict[str, bytes]] = []
    monkeypatch.setattr("journeybook.handback.send", lambda member, name, files: sent.append(files))
    later = sheet(tmp_path / "later", lang, ROUNDS)
    answersfile.write(later.answers_path, {"day-30:fit": "4", "day-90:fit": "1", "diary": "mine"})
    sheets.send(later, "day-30")
    (tmp_path / "sent.json").write_bytes(sent[0]["answers.json"])
    assert answersfile.read(tmp_path / "sent.json").keys() == {"day-30:fit", "finished:day-30"}


@pytest.mark.parametrize(
    "extra", ["sheet = 3\n", "[sheet]\nrounds = 3\n", '[sheet.rounds]\nday = ""\n', '[sheet.rounds]\n"a:b" = "x"\n']
)
def test_wrong_rounds_are_told(tmp_path: Path, lang: str, extra: str) -> None:
    """Is a sheet refused whose rounds have no name, or an id with the sign that parts rounds from questions?"""
    with pytest.raises(LessonError) as caught:
        sheet(tmp_path / "sheet", lang, extra)
    assert caught.value.key == "sheets.bad_rounds"


@pytest.mark.parametrize(("extra", "round_"), [("", ""), ("[sheet]\n", "day-30"), (ROUNDS, ""), (ROUNDS, "day-60")])
def test_a_sheet_that_is_not_there(tmp_path: Path, lang: str, shown: list[Any], extra: str, round_: str) -> None:
    """Is a lesson that is no sheet, or a round it does not have, told in the cell's own place?"""
    sheet(tmp_path / "sheet", lang, extra).sheet(round_)
    assert "[sheet]" in Page(shown[0].data).text


def test_what_comes_later_holds_nobody_up(tmp_path: Path, lang: str) -> None:
    """Is a page for later on the start page, but never the next step, nor in the minutes or the share that is done?"""
    place = write_course(tmp_path / "desk", lang)
    before = Course(place)
    write_lesson(place / "04-discussion" / "later", lang, extra=ROUNDS, questions=QUESTIONS)
    entry = '[[module.page]]\nlesson = "04-discussion/later"\nlater = true\n'
    with (place / "course.toml").open("a", encoding="utf-8") as stream:
        stream.write(entry)
    course = Course(place)
    *_, page = course.pages
    assert (page.kind, page.later) == (PageKind.SHEET, True)
    assert course.modules[-1].minutes == before.modules[-1].minutes
    for one in course.pages:
        if one.kind is PageKind.EXERCISE:
            continue
        if one is not page:
            Lesson(one.folder).finish()
    found = {
        one: progress for one, progress in ProgressBook(course).read().items() if one.kind is not PageKind.EXERCISE
    }
    assert next_step(found) is None
    assert done_share(found) == 1
    answersfile.write(page.folder / "answers.json", {"day-30:fit": "4"})
    sheets.send(Lesson(page.folder), "day-30")
    with use_language(lang):
        html = page_html(course, ProgressBook(course).read())
    assert t("startpage.later", lang) in html
    assert t("startpage.round", lang, round="After 30") in html
