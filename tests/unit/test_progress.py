"""Is progress what the learner's files say, and the start page drawn from it?"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from exercise_folders import NAME, solve
from html_page import HOSTILE, OUR_ATTRIBUTES, OUR_TAGS, Page
from lesson_folders import STARTER, write_course

from journeybook import answersfile, mapfile, progress, startpage
from journeybook.cases.case import Case
from journeybook.course import Course, PageKind
from journeybook.errors import LessonError
from journeybook.exercise import Exercise
from journeybook.handin import Membership, write_membership
from journeybook.i18n import LANGUAGES, t, use_language
from journeybook.lesson import Lesson
from journeybook.model import Persona
from journeybook.progress import ProgressBook
from journeybook.startpage import done_share, next_step, page_html


@pytest.fixture(params=LANGUAGES)
def course(request: pytest.FixtureRequest, tmp_path: Path) -> Course:
    return Course(write_course(tmp_path / "desk", request.param))


def states(course: Course) -> dict[str, tuple[str, float]]:
    """Return the state and share of each page by its folder's name."""
    found = ProgressBook(course).read()
    return {page.folder.name: (one.state.value, round(one.share, 4)) for page, one in found.items()}


class StartPage(Page):
    """A start page taken apart: it has links and bars besides what other pieces have."""

    tags = OUR_TAGS | {"a", "section", "header", "h3"}
    bar = frozenset({"aria-label", "aria-valuemin", "aria-valuemax", "aria-valuenow", "style"})
    attributes = OUR_ATTRIBUTES | {"href", "target"} | bar


def page_of(course: Course) -> StartPage:
    """Return the start page, taken apart."""
    with use_language(course.lang):
        return StartPage(page_html(course, ProgressBook(course).read()))


def links(course: Course) -> list[str]:
    return page_of(course).links


def test_a_course_reads_its_list(course: Course) -> None:
    """Are modules and pages in the file's order, with titles and minutes from where they stand?"""
    assert [module.title for module in course.modules] == ["Start", "Theory", "Later", "Cases", "Discussion"]
    kinds = ["test", "lesson", "lesson", "exercise", "exercise", "test"]
    assert [page.kind for page in course.pages] == [PageKind(kind) for kind in kinds]
    assert [page.minutes for page in course.pages] == [20, 20, 20, 60, 60, 20]
    assert course.pages[1].notebook == "01-theory/words/words.ipynb"
    assert course.modules[1].minutes == 40


def test_an_untouched_course_is_new(course: Course) -> None:
    """Is nothing begun on a fresh desk, what is not released not there, and the first page the next step?"""
    new = ("new", 0.0)
    assert states(course) == {
        "pre": new,
        "words": new,
        "drawing": new,
        NAME: new,
        "99-later": ("missing", 0.0),
        "post": new,
    }
    found = ProgressBook(course).read()
    assert next_step(found) == course.pages[0]
    assert done_share(found) == 0


def test_answers_and_boards_count_and_the_end_does(course: Course) -> None:
    """Are answered questions, a board that was used and the end counted as worked out by hand?"""
    words, drawing = (Lesson(page.folder) for page in course.pages[1:3])
    answersfile.write(words.answers_path, {"one": "b", "two": '["c"]', "own": " "})
    mapfile.write(drawing.map_path, STARTER)
    assert states(course)["words"] == ("begun", 0.5)  # two of three questions, of four parts with the end
    assert states(course)["drawing"] == ("new", 0)  # the starter as it was
    mapfile.write(drawing.map_path, STARTER.model_copy(update={"persona": Persona(name="…")}))
    assert states(course)["drawing"] == ("begun", 0.5)
    words.finish()
    found = ProgressBook(course).read()
    assert states(course)["words"] == ("finished", 1)
    assert next_step(found) == course.pages[0]
    assert done_share(found) == pytest.approx((20 + 10) / 200)
    said = page_of(course).text
    assert t("startpage.answered", course.lang, given=2, asked=3) in said
    assert t("startpage.right", course.lang, right=1, asked=2) in said
    assert t("startpage.drawn", course.lang) in said


def test_an_exercise_counts_what_the_check_can_see(course: Course) -> None:
    """Is an exercise begun with the first map, done once all visible demands are met, and never before?"""
    exercise = Exercise(course.pages[3].folder)
    mapfile.write(exercise.map_path, exercise.starter.model_copy(update={"persona": Persona(name="Lin")}))
    state, share = states(course)[NAME]
    assert (state, 0 <= share < 1) == ("begun", True)
    solve(exercise)
    assert states(course)[NAME] == ("finished", 1)


def test_the_start_page_waits_for_no_data(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is progress told without reading the case's tables, which takes seconds?"""

    def read(*_: object) -> None:
        raise AssertionError("a table was read")

    monkeypatch.setattr(Case, "table", read)
    solve(Exercise(course.pages[3].folder))
    assert states(course)[NAME] == ("finished", 1)


def test_handing_in_and_feedback_are_seen(course: Course) -> None:
    """Is an exercise that was handed in finished, whatever it holds, and its feedback linked?"""
    member = Membership("spring", course.lang, "spring", "wang", course.folder / "exchange", course.folder / "cache")
    write_membership(course.folder, member)
    for time in ("2026-05-04 10:00", "2026-05-04 11:00"):
        (course.folder / "cache" / "spring" / f"wang+{NAME}+{time}").mkdir(parents=True)
    (course.folder / "cache" / "spring" / f"li+{NAME}+2026-05-04 10:00").mkdir()
    (course.pages[3].folder / "feedback.html").write_text("<p>well done</p>", encoding="utf-8")
    assert states(course)[NAME] == ("finished", 1)
    assert progress.times_handed_in(course.pages[3].folder) == 2
    assert f"exercises/{NAME}/feedback.html" in links(course)
    assert t("startpage.handed_in", course.lang) in page_of(course).text


@pytest.mark.parametrize("name", ["answers.json", "map.journey.json"])
def test_damaged_files_are_told_and_cost_nothing_else(course: Course, name: str) -> None:
    """Does a damaged file give a word on its line, and leave the other pages as they are?"""
    for page in course.pages[1:4]:
        (page.folder / name).write_bytes(b"{")
    found = states(course)
    assert found["pre"] == ("new", 0)
    assert all(share == 0 for _, share in found.values())
    assert t("startpage.damaged", course.lang, file=name) in page_of(course).text


def test_a_broken_lesson_keeps_its_own_line_only(course: Course) -> None:
    """Does a lesson that cannot be read say so on its line, while the others can be opened?"""
    (course.pages[1].folder / "lesson.toml").write_text("title = [", encoding="utf-8")
    again = Course(course.folder)
    assert states(again)["words"] == ("missing", 0)
    assert "lesson.toml" in page_of(again).text
    assert "01-theory/words/words.ipynb" not in links(again)
    assert "01-theory/drawing/drawing.ipynb" in links(again)


def test_the_page_links_every_page_and_the_next_step_first(course: Course) -> None:
    """Does the page link what is there, the next step first, and name what is not there yet?"""
    pages = [page.notebook for page in course.pages if page.folder.name != "99-later"]
    assert links(course) == [pages[0], *pages]
    said = page_of(course).text
    assert t("startpage.not_there", course.lang) in said
    assert "About <it>" in said
    assert "Later" not in said  # a module without pages
    for page in course.pages[:3]:
        Lesson(page.folder).finish()
    assert links(course)[0] == course.pages[3].notebook


def test_a_trainers_own_exercise_stands_on_the_start_page(course: Course) -> None:
    """Is an exercise that the table of contents does not know found there, with its own title, even a broken one?"""
    made = course.folder / "exercises" / NAME
    for name, line in (("case-clinic", 'title = "Clinic <b>"\nminutes = 35\n'), ("case-broken", "title =\n")):
        copy = made.with_name(name)
        shutil.copytree(made, copy)
        (copy / f"{name}.ipynb").write_text("{}")
        told = (copy / "exercise.toml").read_text(encoding="utf-8")
        (copy / "exercise.toml").write_text(re.sub(r"^title = .*\n", lambda _, line=line: line, told, flags=re.M))
    (made.with_name("empty")).mkdir()
    again = Course(course.folder)
    assert again.modules[:-1] == course.modules
    more = again.modules[-1]
    assert more.title == t("startpage.more", course.lang)
    assert [(page.title, page.minutes) for page in more.pages] == [("case-broken", 60), ("Clinic <b>", 35)]
    assert "exercises/case-clinic/case-clinic.ipynb" in links(again)
    assert "Clinic <b>" in page_of(again).text


def test_a_finished_course_says_so(course: Course) -> None:
    """Is there no next step once everything that is there is finished, and is 100 % only said of all?"""
    for page in course.pages:
        if page.kind is not PageKind.EXERCISE:
            Lesson(page.folder).finish()
    solve(Exercise(course.pages[3].folder))
    assert next_step(ProgressBook(course).read()) is None
    assert t("startpage.all_done", course.lang) in page_of(course).text
    assert [startpage._percent(share) for share in (0, 0.001, 0.5, 0.999, 1)] == [0, 1, 50, 99, 100]


def test_hostile_titles_stay_text(course: Course) -> None:
    """Is a hostile title shown letter by letter?"""
    path = course.folder / "course.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"Retail"', json.dumps(HOSTILE)), encoding="utf-8")
    assert HOSTILE in page_of(Course(course.folder)).text


def test_progress_is_worked_out_again_only_after_a_change(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is what was found kept for the next time the page opens, and looked at again once a file has changed?"""
    ProgressBook(course).read()
    asked: list[str] = []
    real = progress._progress
    monkeypatch.setattr(progress, "_progress", lambda page: (asked.append(page.folder.name), real(page))[1])
    ProgressBook(course).read()
    assert asked == []
    Lesson(course.pages[1].folder).finish()
    assert states(course)["words"] == ("finished", 1)
    assert asked == ["words"]


@pytest.mark.parametrize("content", [b"", b"{", b'{"format": 9}', b"[]", b'{"format": 1, "pages": {"x": {}}}', b"\xff"])
def test_a_damaged_store_is_made_anew(course: Course, content: bytes) -> None:
    """Does a store of progress that something has damaged do no harm?"""
    store = course.folder / ".journeybook" / "progress.json"
    Lesson(course.pages[1].folder).finish()
    store.write_bytes(content)
    assert states(course)["words"] == ("finished", 1)
    assert json.loads(store.read_text(encoding="utf-8"))["format"] == 1


def test_away_from_a_desk_nothing_is_written(course: Course) -> None:
    """Does a trainer who opens the course where it is written get no new file?"""
    (course.folder / ".journeybook").rmdir()
    before = sorted(course.folder.rglob("*"))
    ProgressBook(course).read()
    assert sorted(course.folder.rglob("*")) == before


def test_the_page_follows_while_it_is_open(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the page drawn anew once a lesson is finished in another tab, and left alone while nothing happens?"""
    monkeypatch.setattr(startpage, "PERIOD", 0)
    shown: list[Any] = []
    monkeypatch.setattr("IPython.display.display", shown.append)

    async def finish_elsewhere() -> list[str]:
        course.start_page()
        (output,) = shown
        seen = [output.outputs[0]["data"]["text/html"]]
        output.observe(lambda change: seen.append(change["new"][0]["data"]["text/html"]), names="outputs")
        for _ in range(5):
            await asyncio.sleep(0)
        Lesson(course.pages[0].folder).finish()
        while len(seen) == 1:
            await asyncio.sleep(0)
        for _ in range(5):
            await asyncio.sleep(0)
        return seen

    first, second = asyncio.run(finish_elsewhere())
    assert t("startpage.whole", course.lang, percent=0) in first
    assert t("startpage.whole", course.lang, percent=10) in second


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (None, "lesson.missing"),
        ("module = [", "lesson.broken"),
        ("", "lesson.unknown_language"),
        ('lang = "en"', "startpage.no_modules"),
        ('lang = "en"\nmodule = ["x"]', "startpage.no_modules"),
        ('lang = "en"\n[[module]]\nid = "x"', "startpage.bad_module"),
        ('lang = "en"\n[[module]]\nid = "x"\ntitle = "x"\npage = 3', "startpage.bad_module"),
        ('lang = "en"\n[[module]]\nid = "x"\ntitle = "x"\n[[module.page]]\ntitle = "x"', "startpage.bad_page"),
        ('lang = "en"\n[[module]]\nid = "x"\ntitle = "x"\n[[module.page]]\nexercise = "x"', "lesson.no_title"),
    ],
)
def test_a_broken_list_of_the_course(tmp_path: Path, content: str | None, key: str) -> None:
    """Is a list of the course that is missing or wrong refused by name, with what is wrong?"""
    if content is not None:
        (tmp_path / "course.toml").write_text(content, encoding="utf-8")
    with pytest.raises(LessonError) as caught:
        Course(tmp_path)
    assert caught.value.key == key
    assert all("course.toml" in caught.value.message(lang) for lang in LANGUAGES)


def test_stamps_see_a_change(course: Course) -> None:
    """Do the stamps of a folder change when a file that counts does, and only then?"""
    folder = course.pages[1].folder
    before = progress.stamps(folder)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    assert progress.stamps(folder) == before
    (folder / "answers.json").write_text("{", encoding="utf-8")
    changed = progress.stamps(folder)
    assert changed != before
    os.utime(folder / "answers.json", ns=(1, 1))
    assert progress.stamps(folder) != changed
