"""Is the workbook found, and is an incomplete one named?"""

from __future__ import annotations

from pathlib import Path

import pytest

from journeybook import workbook
from journeybook.errors import WorkbookError


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small workbook in English only."""
    (tmp_path / "course" / "en").mkdir(parents=True)
    (tmp_path / "course" / "en" / "index.ipynb").write_text("{}")
    (tmp_path / "exercises" / "en").mkdir(parents=True)
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    return tmp_path


def test_home_variable_names_the_workbook(home: Path) -> None:
    """Does JOURNEYBOOK_HOME decide where lessons and exercises are?"""
    assert workbook.root() == home
    assert workbook.course("en") == home / "course" / "en"
    assert workbook.exercises("en") == home / "exercises" / "en"


def test_without_a_variable_the_clone_is_the_workbook(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a package that lies in a clone find the clone?"""
    monkeypatch.delenv("JOURNEYBOOK_HOME")
    (home / "helpers" / "journeybook").mkdir(parents=True)
    monkeypatch.setattr(workbook, "__file__", str(home / "helpers" / "journeybook" / "workbook.py"))

    assert workbook.root() == home


@pytest.mark.parametrize("missing", ["course", "exercises"])
def test_incomplete_workbook_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Does the error name the folder, what is missing in it, and what to do?"""
    there = {"course", "exercises"} - {missing}
    (tmp_path / there.pop()).mkdir()
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))

    with pytest.raises(WorkbookError) as caught:
        workbook.root()

    for lang in ("zh", "en"):
        sentence = caught.value.message(lang)
        assert str(tmp_path) in sentence
        assert f"{missing}/" in sentence
        assert "JOURNEYBOOK_HOME" in sentence


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("find", "key"), [(workbook.course, "workbook.no_start_page"), (workbook.exercises, "workbook.no_exercises")]
)
def test_missing_language_is_refused(find: object, key: str) -> None:
    """Is a language that the workbook lacks refused with a sentence?"""
    assert callable(find)
    with pytest.raises(WorkbookError) as caught:
        find("zh")

    assert caught.value.key == key
    assert "zh" in caught.value.message("en")
