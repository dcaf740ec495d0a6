"""Can a trainee complete the whole course in Voila with mouse and keyboard only?

They follow the start page's next step from page to page: answer every question, use every board, finish every lesson,
take both tests, and hand in every exercise. What is asked, and what is right, is read from the course itself. In the
first exercise they draw everything by hand; the others they begin from a map with one touchpoint missing. By default a
few pages in one language; the whole course in both with ``JOURNEYBOOK_ALL_PAGES=1``, which ``make test-all`` sets.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from answering import answer, answer_all, press
from board_pages import board_of, expect_saved
from drawing import Drawer, prepared, said
from planning import write_plan
from playwright.sync_api import Locator, Page, expect
from trainer import new_class, workbook_of_its_own

from conftest import OpenPage, StartServer
from journeybook import mapfile, planfile
from journeybook.course import Course, CoursePage, PageKind
from journeybook.exercise import Exercise
from journeybook.i18n import LANGUAGES, t
from journeybook.lesson import LESSON_FILE, Lesson, read_toml
from journeybook.questions import KeyedQuestion, Question, QuestionKind
from journeybook.rubric import Key

Check = Callable[[Page], None]

ALL_PAGES = bool(os.environ.get("JOURNEYBOOK_ALL_PAGES"))
SAMPLE = ("00-start/pre-test", "00-start/welcome", "01-theory", "04-discussion/post-test")
BY_HAND = {"01-theory"}
"""Exercises of which the whole map is drawn by hand, from what the board begins with."""

KNOWN = {"answer", "board", "chart", "check", "done", "hand_in", "open_question", "plan", "quiz", "reality_check"}
KNOWN |= {"sheet", "show_map", "start_page", "test"}
"""What a cell may ask for that this trainee can handle."""
QUIZZES = {"answer", "open_question", "quiz", "sheet", "test"}
ENDS = {PageKind.LESSON: ".jb-done-button", PageKind.SHEET: ".jb-send-sheet", PageKind.EXERCISE: ".jb-hand-in"}
"""What stands last on a page; when it is there, everything is."""


@dataclass
class Trainee:
    """One who takes the course.

    Parameters
    ----------
    page : Page
        Their browser's tab.
    lang : {"zh", "en"}
        Language of the course.
    keys : Path
        The folder with the trainer's exercises and their keys.
    """

    page: Page
    lang: str
    keys: Path

    def take(self, course_page: CoursePage) -> None:
        """Do all there is to do on the page that is open."""
        calls = calls_of(course_page)
        self.wait_for(course_page, calls)
        if course_page.kind is PageKind.TEST:
            self.take_test(Lesson(course_page.folder))
        elif course_page.kind is PageKind.EXERCISE:
            self.work_on_exercise(course_page.folder, calls)
        else:
            self.work_through_lesson(Lesson(course_page.folder), calls)
        self.finish(course_page)

    def wait_for(self, course_page: CoursePage, calls: list[str]) -> None:
        """Wait until everything on the page is there; see no code, and nothing that went wrong."""
        page = self.page
        expect(page.locator("h1").first).to_be_visible()
        expect(page.locator(ENDS.get(course_page.kind, "[data-testid=finish]")).last).to_be_visible()
        self.see_nothing_wrong()
        expect(page.get_by_test_id("quiz")).to_have_count(sum(call in QUIZZES for call in calls))
        boards = page.get_by_test_id("board")
        expect(boards).to_have_count(calls.count("board") + calls.count("show_map"))
        for board in boards.all():
            expect(board).to_have_attribute("data-ready", "true")

    def see_nothing_wrong(self) -> None:
        """See no code, no message of an error, and nothing that a cell has only printed."""
        for place in (".jp-InputArea-editor", ".cm-editor", ".CodeMirror", ".jb-problem", ".jp-RenderedText"):
            expect(self.page.locator(place)).to_have_count(0)

    def work_through_lesson(self, lesson: Lesson, calls: list[str]) -> None:
        """Answer what is asked, and do something on the board."""
        answer_all(self.page, lesson.questions)
        if "board" in calls:
            shown = [call for call in calls if call in ("board", "show_map")].index("board")
            use_board(self.page.get_by_test_id("board").nth(shown), lesson, self.lang)

    def take_test(self, lesson: Lesson) -> None:
        """Before the course answer half of the questions, after it all; finish."""
        page = self.page
        shown = page.get_by_test_id("question")
        expect(shown).to_have_count(len(lesson.questions))
        first = is_first(lesson.folder)
        asked = [question.get_attribute("data-question") or "" for question in shown.all()]
        for number, id_ in enumerate(asked[: len(asked) // 2] if first else asked):
            answer(page.locator(f'[data-question="{id_}"]'), lesson.questions, by_keys=number % 2 == 1)
        expect(page.get_by_test_id("quiz")).to_have_attribute("data-state", "saved")

    def work_on_exercise(self, folder: Path, calls: list[str]) -> None:
        """Draw, answer, plan, check, compare."""
        exercise = Exercise(folder)
        key = self.keys / folder.name / "key"
        self.draw(exercise, key)
        right = Key.read(key / "key.toml").quiz
        known = {one.id: KeyedQuestion(one, right.get(one.id)) for one in exercise.questions}
        for id_, text in exercise.open_questions.items():
            known[id_] = KeyedQuestion(Question(id_, text, kind=QuestionKind.OPEN), None)
        answer_all(self.page, known)
        if "plan" in calls:
            model = mapfile.read(key / "map.journey.json")
            cards = {card.id: card.text for card in (*model.pain_points, *model.opportunities)}
            write_plan(self.page, self.lang, planfile.read(key / planfile.FILE_NAME), cards)
        for number, item in enumerate(exercise.rubric.items):
            self.check(item, by_keys=number % 2 == 1)
        compare = self.page.locator(".jb-compare")
        if compare.count():
            compare.click()
            expect(self.page.locator(".widget-vbox", has=compare).locator(".js-plotly-plot")).to_be_visible()

    def draw(self, exercise: Exercise, key: Path) -> None:
        """Draw the model map on the board, what is not prepared by hand, and lift what hurts on a future map."""
        model = mapfile.read(key / "map.journey.json")
        begun = exercise.map_path.exists()
        drawer = Drawer(board_of(self.page), mapfile.read(exercise.map_path) if begun else exercise.starter)
        drawer.make(model)
        assert said(mapfile.read(exercise.map_path)) == said(model)
        if "future" not in exercise.rubric.items:
            return
        board_of(self.page).get_by_test_id("kind-future").press("Space")
        self.page.get_by_role("button", name=t("panels.begin_future", self.lang)).click()
        board = board_of(self.page)
        expect(board.get_by_test_id("kind-future")).to_be_checked()
        drawer = Drawer(board, model)
        for pain in mapfile.read(exercise.map_path).pain_points:
            if pain.severity >= 4 and pain.touchpoint:
                drawer.set_severity(pain.id, 2)
                drawer.set_emotion(pain.touchpoint, 1)
        expect_saved(board)
        lifted = mapfile.read(exercise.future_path)
        assert max(pain.severity for pain in lifted.pain_points) < 4
        board.get_by_test_id("kind-current").press("Space")
        expect(board_of(self.page).get_by_test_id("kind-current")).to_be_checked()

    def check(self, item: str, *, by_keys: bool) -> None:
        """Press the button that checks an item, and find everything met that can be told without the key."""
        button = self.page.locator(f".jb-check-{item}")
        press(button, by_keys=by_keys)
        found = self.page.locator(".widget-vbox", has=button)
        expect(found.locator(".jb-report")).to_be_visible()
        expect(button).to_be_enabled()
        open_ = found.locator(".jb-finding:not(.jb-met)")
        assert open_.all_inner_texts() == [], f"{item} is not all met"

    def finish(self, course_page: CoursePage) -> None:
        """Press the button at the end, and be told that it has been noted; in tests see what came of them."""
        page = self.page
        if course_page.kind is PageKind.TEST:
            finish = page.get_by_test_id("finish")
            press(finish, by_keys=True)
            outcome = page.get_by_test_id("outcome")
            if is_first(course_page.folder):
                expect(outcome).to_contain_text(re.compile(r"\d"))  # so many are still open
                press(finish, by_keys=False)
                expect(outcome).to_contain_text(t("lesson.test_before", self.lang))
            else:
                expect(outcome).to_contain_text(t("lesson.gain", self.lang, percent="100"))
                expect(page.get_by_test_id("result").first).not_to_be_empty()
            return
        for button in page.locator(ENDS.get(course_page.kind, ENDS[PageKind.LESSON])).all():
            button.click()
            expect(page.locator(".widget-vbox", has=button).locator(".jb-done")).to_be_visible()
        self.see_nothing_wrong()


def use_board(board: Locator, lesson: Lesson, lang: str) -> None:
    """Do what lessons ask for: stages, touchpoints, emotions, a pain point, a star, evidence; all by hand."""
    starter = lesson.starter
    drawer = Drawer(board, starter)
    words = {"zh": ("再找一次店员", "没有人知道要等多久"), "en": ("Asking again", "Nobody knows how long it will take")}
    touchpoint, pain = words[lang]
    if not starter.stages:
        press(board.get_by_test_id("template_b"), by_keys=True)
        expect(board.get_by_test_id("stage")).to_have_count(5)
        drawer.add_stage(touchpoint)
    new = drawer.add("touchpoint", 1, touchpoint)
    unset = [one.id for one in starter.touchpoints if one.emotion is None]
    for card, emotion in zip([new, *unset], [-2, *(1 - 2 * (n % 2) for n in range(len(unset)))], strict=True):
        drawer.set_emotion(card, emotion)
    obstacle = drawer.add("pain_point", 1, pain, slot=new)
    drawer.set_severity(obstacle, 4)
    star = drawer.card(new, "touchpoint").get_by_test_id("card-star")
    drawer.card(new, "touchpoint").press("s")
    expect(star).to_have_attribute("aria-pressed", "true")
    board.get_by_test_id("undo").click()
    expect(star).to_have_attribute("aria-pressed", "false")
    board.page.keyboard.press("Control+y")
    expect(star).to_have_attribute("aria-pressed", "true")
    has_facts = "case" in read_toml(lesson.folder / LESSON_FILE)
    if has_facts:
        board.get_by_test_id("panel-facts").click()
        fact = board.get_by_test_id("fact").first
        press(fact.get_by_test_id("fact-attach"), by_keys=False)
        board.page.locator('[data-testid="attach-claim"][data-aspect="emotion"]').first.press("Enter")
        expect(board.get_by_test_id("evidence-mark").first).to_be_attached()
        board.get_by_test_id("facts-close").click()
    expect_saved(board)
    drawn = mapfile.read(lesson.map_path)
    assert pain in {one.text for one in drawn.pain_points}
    assert {one.id: one.emotion for one in drawn.touchpoints}[new] == -2
    assert len(drawn.evidence) == len(starter.evidence) + has_facts


def is_first(test: Path) -> bool:
    """Return whether a test is the one before the course."""
    return "before" not in read_toml(test / LESSON_FILE)["test"]


def calls_of(course_page: CoursePage) -> list[str]:
    """Return what the cells of a page show, in order, by the names of the methods that show it."""
    notebook = nbformat.read(course_page.folder / f"{course_page.folder.name}.ipynb", as_version=4)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    calls = re.findall(r"^(?:lesson|exercise)\.(\w+)\((.*)", code, re.MULTILINE)
    for call, _ in calls:
        if call not in KNOWN:
            pytest.fail(f"{course_page.notebook} shows {call}(), for which nobody has hands: add it to KNOWN")
    # A map as a curve or a table is no board.
    return [call for call, options in calls if not (call == "show_map" and "form=" in options)]


def shorten(course: Path) -> None:
    """Leave only the sample in the table of contents."""
    head, *pages = re.split(r"(?=^\[\[module)", course.read_text(encoding="utf-8"), flags=re.MULTILINE)
    kept = [one for one in pages if "[[module]]" in one or any(f'= "{id_}"\n' in one for id_ in SAMPLE)]
    course.write_text(head + "".join(kept), encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES if ALL_PAGES else ["zh"])
def test_a_trainee_completes_the_course(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    start_server: StartServer,
    open_page: OpenPage,
    no_outside_requests: Check,
    no_errors: Check,
    lang: str,
) -> None:
    """Does the next step lead through every page to the end, is each done by hand, and is all counted as done?"""
    home = workbook_of_its_own(tmp_path / "workbook")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(home))
    if not ALL_PAGES:
        shorten(home / "course" / lang / "course.toml")
    exercises = [] if ALL_PAGES else [id_ for id_ in SAMPLE if (home / "solutions" / lang / id_).is_dir()]
    place = new_class(home, "spring", lang, {"wang": "王伟"}, *exercises)["wang"]
    pages = [page for page in Course(place).pages if not getattr(page, "later", False)]
    keys = home / "solutions" / lang
    for page in pages:
        if is_prepared(page):
            model = mapfile.read(keys / page.folder.name / "key" / "map.journey.json")
            mapfile.write(page.folder / "map.journey.json", prepared(model))

    tab = open_page(start_server(place, lang).address("voila"), lang=lang)
    trainee = Trainee(tab, lang, keys)
    done = -1
    for number, page in enumerate(pages):
        done = see_progress(tab, number, done, was_prepared=number > 0 and is_prepared(pages[number - 1]))
        step = tab.locator(".jb-next")
        expect(step.locator("b")).to_have_text(page.title)
        press(step, by_keys=number % 2 == 1)
        print(f"{lang}: {page.notebook}")  # where it stopped, should it stop
        trainee.take(page)
        no_errors(tab)
        tab.locator('a[href$="index.ipynb"]').last.click()
    expect(tab.locator(".jb-all")).to_have_text(t("startpage.all_done", lang))
    expect(tab.locator(".jb-whole b")).to_have_text(t("startpage.whole", lang, percent=100))
    expect(tab.locator(".jb-next")).to_have_count(0)
    see_progress(tab, len(pages), done, was_prepared=is_prepared(pages[-1]))
    no_errors(tab)
    no_outside_requests(tab)


def is_prepared(page: CoursePage) -> bool:
    """Return whether a page is an exercise that the trainee begins from a map which is nearly done."""
    return page.kind is PageKind.EXERCISE and page.folder.name not in BY_HAND


def see_progress(tab: Page, finished: int, before: int, *, was_prepared: bool) -> int:
    """See so many pages ticked off on the start page and its bar further than before; return how far it is.

    An exercise that was prepared had most of its share already: after it the bar, in whole per cent, may stand still.
    """
    expect(tab.locator(".jb-pages .jb-finished")).to_have_count(finished)
    now = int(tab.locator(".jb-bar").first.get_attribute("aria-valuenow") or -1)
    assert now >= before if was_prepared else now > before
    return now
