"""Do lessons keep their promises: the same in both languages, complete, explained, and running from top to end?"""

from __future__ import annotations

import ast
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from journeybook import desk, workbook
from journeybook.course import Course, PageKind
from journeybook.i18n import LANGUAGES
from journeybook.jupyter_settings import SHARE
from journeybook.lesson import Lesson
from journeybook.warm import extension

ROOT = Path(__file__).parents[2]
LESSONS = sorted(path.parent for path in (ROOT / "course").glob("*/*/*/lesson.toml"))
PAGES = sorted(path for path in (ROOT / "course").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)

PROSE = {"title", "about", "text", "explanation", "unit", "low", "high"}
"""Fields of a lesson's file that people write in; of these tables, every entry is."""
PROSE_TABLES = {"options", "targets", "why", "rounds"}

CLOSE = {"zh": ("带走三句话", "小组讨论"), "en": ("Three lines to take away", "For the group")}
MINUTES = {"zh": r"\*\*用时\*\* 约 (\d+) 分钟", "en": r"\*\*Time:\*\* about (\d+) minutes"}
BACK = {"zh": "[回到开始页](../../index.ipynb)", "en": "[Back to the start page](../../index.ipynb)"}


def name(path: Path) -> str:
    return path.relative_to(ROOT / "course").as_posix()


def notebook_of(folder: Path) -> nbformat.NotebookNode:
    found: nbformat.NotebookNode = nbformat.read(folder / f"{folder.name}.ipynb", as_version=4)
    return found


def calls(notebook: nbformat.NotebookNode) -> Iterator[tuple[str, list[Any]]]:
    """Yield (method, its plain arguments) for each call on the lesson."""
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "lesson"
            ):
                yield node.func.attr, [argument.value for argument in node.args if isinstance(argument, ast.Constant)]


def without_prose(value: Any) -> Any:
    """Return TOML data with each text that people write replaced by whether there is one."""
    if isinstance(value, dict):
        return {
            key: {id_: bool(text) for id_, text in inner.items()}
            if key in PROSE_TABLES
            else bool(inner)
            if key in PROSE
            else without_prose(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [without_prose(inner) for inner in value]
    return value


def same_in_both(path: Path) -> Any:
    """Return what must be the same of a TOML file in both languages; accepted short texts may differ."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    data.pop("lang", None)
    for question in data.get("question", []):
        # How long an answer may be, and which words are accepted, depends on the language.
        question.pop("characters", None)
        if question.get("kind") == "short" and isinstance(question["right"], list):
            question["right"] = bool(question["right"])
    return without_prose(data)


@pytest.mark.parametrize("zh", sorted((ROOT / "course" / "zh").rglob("*.toml")), ids=name)
def test_both_languages_ask_the_same(zh: Path) -> None:
    """Do a lesson, the tests' questions and the course's list have the same ids, kinds, right answers and minutes?"""
    en = ROOT / "course" / "en" / zh.relative_to(ROOT / "course" / "zh")
    assert same_in_both(zh) == same_in_both(en)


@pytest.mark.parametrize("folder", LESSONS, ids=name)
def test_a_lesson_keeps_its_form(folder: Path) -> None:
    """Does it open with its minutes, ask and show what its file has, and close as all lessons do?"""
    lesson, notebook = Lesson(folder), notebook_of(folder)
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert prose[0].startswith(f"# {lesson.title}\n")
    assert re.findall(MINUTES[lesson.lang], prose[0]) == [str(lesson.minutes)]
    assert prose[-1] == BACK[lesson.lang]
    called = list(calls(notebook))
    if lesson.is_test:
        assert [method for method, _ in called] == ["here", "test"] or [method for method, _ in called] == ["test"]
        return
    if lesson.is_sheet:
        assert [one for one in called if one[0] != "here"] == [
            ("sheet", [one] if one else []) for one in lesson.rounds or ("",)
        ]
        return
    assert called[-1] == ("done", [])
    *_, close = (text for text in prose if CLOSE[lesson.lang][0] in text)
    assert len(re.findall(r"^- ", close, re.MULTILINE)) == 3
    assert CLOSE[lesson.lang][1] in close
    asked = [id_ for method, ids in called if method in ("quiz", "answer") for id_ in ids]
    assert sorted(asked) == sorted(lesson.questions), "each question is asked once"
    judged = [one for one in lesson.questions.values() if one.question.kind.has_key]
    assert len(judged) >= 2
    assert lesson.starter_path.is_file() == any(method == "board" for method, _ in called)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_course_lists_every_lesson(lang: str) -> None:
    """Does the start page lead to each lesson and each exercise there is, to each once?"""
    course = Course(ROOT / "course" / lang)
    listed = [page.folder for page in course.pages if page.kind is not PageKind.EXERCISE]
    assert sorted(listed) == [folder for folder in LESSONS if folder.is_relative_to(course.folder)]
    exercises = [page.folder.name for page in course.pages if page.kind is PageKind.EXERCISE]
    assert sorted(exercises) == sorted(path.parent.name for path in (ROOT / "solutions" / lang).glob("*/exercise.toml"))
    for page in course.pages:
        if page.kind is PageKind.EXERCISE:
            first = notebook_of(ROOT / "solutions" / lang / page.folder.name).cells[0].source
            assert re.findall(MINUTES[lang], first) == [str(page.minutes)]
            assert page.title in first
    assert all((course.folder / page.notebook).is_file() for page in course.pages if page.folder in listed)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_tests_cover_the_course(lang: str) -> None:
    """Do both tests have the same twelve questions, not all of one kind?"""
    tests = [Lesson(page.folder) for page in Course(ROOT / "course" / lang).pages if page.kind is PageKind.TEST]
    assert [len(test.questions) for test in tests] == [12, 12]
    assert tests[0].questions == tests[1].questions
    assert len({one.question.kind for one in tests[0].questions.values()}) >= 4
    topics = {one.question.topic for one in tests[0].questions.values()}
    assert topics <= {module.id for module in Course(ROOT / "course" / lang).modules}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_course_is_done_without_what_comes_later(lang: str) -> None:
    """Does the course end with a sheet that is due, and wait for none whose time comes after it?"""
    *_, last = Course(ROOT / "course" / lang).modules
    sheets = [(page.folder.name, page.later) for page in last.pages if page.kind is PageKind.SHEET]
    assert sheets == [("reaction-sheet", False), ("follow-up", True)]
    assert last.pages[-1].later
    assert last.minutes == sum(page.minutes for page in last.pages[:-1])


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Lay out a desk in each language, as a trainee has it."""
    root = tmp_path_factory.mktemp("workbook")
    with pytest.MonkeyPatch.context() as patch:
        for part in ("course", "exercises", "datasets"):
            shutil.copytree(workbook.root() / part, root / part, ignore=shutil.ignore_patterns("answers.json"))
        patch.setenv("JOURNEYBOOK_HOME", str(root))
        # Kernels as the workbook's own server starts them.
        patch.setenv("JUPYTER_PATH", str(SHARE))
        extension._load_jupyter_server_extension(None)
        yield {lang: desk.prepare(root / "work" / lang, lang) for lang in LANGUAGES}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_runs_from_top_to_end(page: Path, desks: dict[str, Path]) -> None:
    """Does each page run on a desk, every cell showing something, nothing on stderr and no problem told?"""
    lang, *rest = page.relative_to(ROOT / "course").parts
    place = desks[lang].joinpath(*rest)
    notebook = nbformat.read(place, as_version=4)
    client = NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(place.parent)}})
    client.execute()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        outputs = cell.outputs
        assert not [output for output in outputs if output.output_type in ("stream", "error")], cell.id
        if not cell.source.startswith("from journeybook import Lesson"):
            assert outputs, cell.id
    # In outputs, and in what widgets show.
    assert 'class="jb-problem"' not in nbformat.writes(notebook).replace("\\", "")
    assert not (place.parent / "answers.json").exists(), "looking at a page answers nothing"
