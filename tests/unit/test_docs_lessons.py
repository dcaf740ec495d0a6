"""Does what the page about writing lessons says hold?"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from journeybook import charts
from journeybook.lesson import CASE_CHARTS, LOG_CHARTS, Lesson
from journeybook.questions import QuestionKind

ROOT = Path(__file__).parents[2]
PAGES = ("docs/lessons.md", "docs/lessons.zh.md")


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def toml(page: str) -> list[str]:
    return re.findall(r"```toml\n(.*?)```", text_of(page), re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_the_example_is_a_lesson(page: str, tmp_path: Path) -> None:
    """Can the lesson's file be copied from the page as it stands, and do all its examples read?"""
    lesson, course, test, sheet = toml(page)
    (tmp_path / "lesson.toml").write_text(lesson, encoding="utf-8")
    assert list(Lesson(tmp_path).questions) == ["channel"]
    listed = tomllib.loads(course)["module"][0]["page"]
    assert [sorted(entry) for entry in listed] == [["lesson"], ["exercise", "minutes", "title"]]
    assert set(tomllib.loads(test)["test"]) == {"bank", "before"}
    (tmp_path / "lesson.toml").write_text(f"{lesson.partition('[[')[0]}{sheet}", encoding="utf-8")
    assert list(Lesson(tmp_path).rounds) == ["day-30", "day-90"]


@pytest.mark.parametrize("page", PAGES)
def test_it_names_what_there_is(page: str) -> None:
    """Does it name every chart, kind of question and method, and none that is not there?"""
    text = text_of(page)
    (row,) = (line for line in text.splitlines() if line.startswith("| `lesson.chart("))
    named = set(re.findall(r"`([a-z_]+)`", row))
    assert named == {*CASE_CHARTS, *LOG_CHARTS}
    assert named <= set(charts.__all__)
    assert set(re.findall(r'^\| `"(\w+)"`', text, re.MULTILINE)) == set(QuestionKind)
    methods = set(re.findall(r"lesson\.(\w+)\(", text))
    assert methods == {"quiz", "answer", "board", "show_map", "chart", "done", "test", "sheet"}
    assert all(callable(getattr(Lesson, method)) for method in methods)


def test_both_pages_show_the_same() -> None:
    """Can a reader of either language do the same?"""
    blocks = ([tomllib.loads(block) for block in toml(page)] for page in PAGES)
    for one, other in zip(*blocks, strict=True):
        assert one.keys() == other.keys()
    code = (re.findall(r"```python\n(.*?)```", text_of(page), re.DOTALL) for page in PAGES)
    assert next(code) == next(code) != []
