"""Does the answer key say all that a trainer needs, to nobody else, and stay a text whatever stands in it?"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

import pytest

from journeybook import workbook
from journeybook.cases import load
from journeybook.errors import ExerciseError, WorkbookError
from journeybook.exercise import Exercise
from journeybook.i18n import LANGUAGE_VARIABLE, LANGUAGES, t, use_language
from journeybook.kit.keyfile import refuse_trainees_places, write_keys
from journeybook.kit.keypage import booklet
from journeybook.kit.keys import exercise_keys, module_keys
from journeybook.lesson import Lesson
from journeybook.questions import QuestionKind, right_in_words
from journeybook.rubric import Key

ROOT = workbook.root()


@pytest.fixture(scope="module", params=LANGUAGES)
def whole(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Return a language and the whole booklet in it."""
    with use_language(request.param):
        return request.param, booklet(exercise_keys(), module_keys())


@pytest.fixture
def page(whole: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the booklet, and make its language that of the test."""
    monkeypatch.setenv(LANGUAGE_VARIABLE, whole[0])
    return whole[1]


def missing(texts: list[str], page: str) -> list[str]:
    return [text for text in texts if text and escape(text) not in page]


def sources(lang: str) -> list[Path]:
    return sorted(path.parent for path in (ROOT / "solutions" / lang).glob("*/exercise.toml"))


def test_every_question_of_the_exercises_is_answered(page: str, whole: tuple[str, str]) -> None:
    """Do all questions stand there, with what is right and why?"""
    for folder in sources(whole[0]):
        exercise, key = Exercise(folder), Key.read(folder / "key" / "key.toml")
        wanted = [*key.explanations.values(), exercise.title, *exercise.open_questions.values()]
        for question in exercise.questions:
            wanted.append(question.text)
            right = key.quiz[question.id]
            if question.kind is QuestionKind.SINGLE:
                marked = f'<li class="right">{escape(question.options[str(right)])}'
                assert marked in page.replace("class=right", 'class="right"')
            elif question.kind in (QuestionKind.ORDER, QuestionKind.MULTIPLE):
                wanted += [question.options[option] for option in right]
            elif question.kind is QuestionKind.SHORT:
                wanted.append(right_in_words(question, right))
        assert missing(wanted, page) == []


def test_planted_pain_points_moments_and_criteria(page: str, whole: tuple[str, str]) -> None:
    """Are planted pain points, causes, decoys, moments and every criterion with its points told?"""
    for one, folder in zip(exercise_keys(), sources(whole[0]), strict=True):
        exercise = Exercise(folder)
        wanted = [cause.text for cause in one.key.causes]
        if one.key.planted:
            names = {touchpoint.code: touchpoint.name() for touchpoint in load(str(exercise.case.name)).touchpoints}
            codes = [code for codes in one.key.planted for code in codes] + [*one.key.decoys, *one.key.moments]
            wanted += [names[code] for code in codes]
        items = list(one.items())
        assert {len(item.demands) for item in items} == {len(demands) for demands in exercise.rubric.items.values()}
        assert sum(item.points for item in items) + sum(open_.points for open_ in one.open_questions()) == one.points
        for item in items:
            assert sum(demand.points for demand in item.demands) == item.points
            wanted += [t(f"criteria.{demand.criterion.name}_name", **demand.thresholds) for demand in item.demands]
        assert missing(wanted, page) == []
    assert page.count("<svg ") == len(list((ROOT / "solutions" / whole[0]).glob("*/key/map*.journey.json")))


def test_marking_guides(page: str) -> None:
    """Does each open question come with its model answer and guide, in paragraphs and without stars?"""
    guides = re.findall(r'<div class="guide">(.*?)</div>', page)
    assert len(guides) == sum(len(list(one.open_questions())) for one in exercise_keys())
    assert all(guide.count("<strong>") >= 2 and "**" not in guide for guide in guides)


def test_lessons(page: str, whole: tuple[str, str]) -> None:
    """Are the questions of all lessons there, under their modules, those of the two tests once?"""
    folders = [path.parent for path in (ROOT / "course" / whole[0]).glob("*/*/lesson.toml")]
    for folder in folders:
        lesson = Lesson(folder)
        wanted = [one.explanation for one in lesson.questions.values()]
        wanted += [why for one in lesson.questions.values() for why in one.why.values()]
        wanted += [one.question.text for one in lesson.questions.values()]
        assert missing([lesson.title, *wanted] if lesson.questions else [], page) == []
        if lesson.is_test:
            assert page.count(escape(next(iter(lesson.questions.values())).question.text)) == 1


def test_it_stands_for_itself(page: str) -> None:
    """Is nothing loaded or run, is it said whom it is for, and can it be told as ours?"""
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\((?!#)|\son\w+=|javascript:", page)
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert escape(t("kitprint.trainers_only")) in page
    assert "Content-Security-Policy" in page


def test_it_is_paper_on_every_screen(page: str) -> None:
    """Do the maps stay as light as the page that they stand on, also where the reader's screen is dark?"""
    assert '<svg class="jb-picture"' in page
    assert "prefers-color-scheme" not in page


EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def test_hostile_texts_stay_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is markup in a title, a question, an answer, an explanation, a guide or a map shown as it is written?"""
    folder = tmp_path / "solutions" / "en" / "01-theory"
    shutil.copytree(ROOT / "solutions" / "en" / "01-theory", folder)
    # Behind the mark that begins a text in TOML and in JSON alike.
    inside = EVIL.replace('"', '\\"')
    for file in ("exercise.toml", "key/key.toml"):
        text = (folder / file).read_text(encoding="utf-8")
        text = re.sub(r'^(?:title|text|[a-e]|p1|q\d) = "(?=\w{3})', lambda found: found[0] + inside, text, flags=re.M)
        (folder / file).write_text(text, encoding="utf-8")
    for file in ("01-theory.ipynb", "key/map.journey.json"):
        text = (folder / file).read_text(encoding="utf-8")
        text = re.sub(r'"\*\*A possible|"text": "|"name": "', lambda found: found[0] + inside, text)
        (folder / file).write_text(text, encoding="utf-8")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    with use_language("en"):
        page = booklet(exercise_keys("01-theory"), ())
    assert page.count(escape("<script>")) > 20
    assert "<script" not in page
    assert "<img" not in page


@pytest.mark.parametrize("place", ["exercises", "course", "desk", "desk below", "link", "exchange", "release"])
def test_never_where_trainees_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Is a folder refused that trainees get or work in, even through a link, and a trainer's own taken?"""
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path / "book"))
    for folder in ("book/exercises/en", "book/course", "desk/.journeybook", "desk/deep", "class/exchange/x"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "class" / "class.toml").write_text("", encoding="utf-8")
    (tmp_path / "alias").symlink_to(tmp_path / "book" / "exercises")
    folders = {
        **{"exercises": "book/exercises/en", "course": "book/course/new", "desk": "desk", "desk below": "desk/deep"},
        **{"link": "alias/en", "exchange": "class/exchange/x", "release": "class/release"},
    }
    with pytest.raises(WorkbookError) as caught:
        refuse_trainees_places(tmp_path / folders[place])
    assert caught.value.key == "kitprint.trainees_place"
    refuse_trainees_places(tmp_path / "mine")
    refuse_trainees_places(tmp_path / "class" / "mine")


def test_files(tmp_path: Path) -> None:
    """Can only its owner read it, does a stranger's file stay, and is an unknown exercise named?"""
    with use_language("en"):
        file = write_keys("01-theory", folder=tmp_path / "keys")
        assert file.name == "answer-key-01-theory-en.html"
        if os.name == "posix":
            assert (file.stat().st_mode & 0o077, file.parent.stat().st_mode & 0o077) == (0, 0)
        assert write_keys("01-theory", folder=tmp_path / "keys") == file
        file.write_text("<!doctype html> my own notes", encoding="utf-8")
        with pytest.raises(WorkbookError):
            write_keys("01-theory", folder=tmp_path / "keys")
        assert "notes" in file.read_text(encoding="utf-8")
        write_keys("01-theory", folder=tmp_path / "keys", force=True)
        with pytest.raises(ExerciseError) as caught:
            write_keys("../../etc", folder=tmp_path / "keys")
    assert "03-retail" in str(caught.value)
    assert [path.name for path in (tmp_path / "keys").iterdir()] == [file.name]


def test_the_command(tmp_path: Path) -> None:
    """Does the command write the key of one exercise, and refuse the exercises' folder?"""
    command = [sys.executable, "-m", "journeybook.cli", "kit", "keys", "03-retail", "--lang", "zh"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "仅供讲师" in done.stdout
    assert "参考旅程图" in (tmp_path / "journeybook-keys" / "answer-key-03-retail-zh.html").read_text(encoding="utf-8")
    out = ROOT / "exercises" / "zh" / "keys"
    done = subprocess.run([*command, "--out", out], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "exercises" in done.stderr, out.exists()) == (1, True, False)
