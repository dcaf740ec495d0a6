"""Is ``exercises/`` just what nbgrader makes of ``solutions/``, byte for byte, and without the key?"""

from __future__ import annotations

import filecmp
from pathlib import Path

import nbformat
import pytest
from mini import EXERCISE, SECRET, notebook, workbook_at

from journeybook import workbook
from journeybook.classroom.folder import create, find_exercises
from journeybook.classroom.release import regenerate, release
from journeybook.errors import ClassError

LANGUAGES = ("zh", "en")


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def solutions(tmp_path: Path) -> Path:
    return workbook_at(tmp_path) / "solutions"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_committed_exercises_are_up_to_date(tmp_path: Path, lang: str) -> None:
    """Does generating ``exercises/`` anew give the very files that are committed?"""
    root = workbook.root()
    made = regenerate(root / "solutions" / lang, tmp_path / "made", lang)
    assert made
    assert made == find_exercises(root / "solutions" / lang)
    committed = root / "exercises" / lang
    assert files(tmp_path / "made") == [name for name in files(committed) if "/." not in f"/{name}"]
    _, different, unreadable = filecmp.cmpfiles(committed, tmp_path / "made", files(tmp_path / "made"), shallow=False)
    assert (different, unreadable) == ([], []), "run: python -m journeybook.classroom.release"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_committed_exercises_hold_no_key(lang: str) -> None:
    """Is no file of a key, and no line of a key's answers, among what is committed as released?"""
    root = workbook.root()
    keys = [path for path in (root / "solutions" / lang).rglob("key/*") if path.is_file()]
    assert keys
    released = root / "exercises" / lang
    assert not [name for name in files(released) if "key" in name]
    assert not {path.read_bytes() for path in keys} & {
        path.read_bytes() for path in map(released.joinpath, files(released))
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_released(solutions: Path, tmp_path: Path, lang: str) -> None:
    """Does the release keep every cell id, drop outputs, key and model answer, and say where an answer goes?"""
    target = tmp_path / "made"
    assert regenerate(solutions / lang, target, lang) == (EXERCISE,)
    assert files(target / EXERCISE) == [f"{EXERCISE}.ipynb", "exercise.toml", "map.starter.json"]
    assert not any(SECRET in (target / EXERCISE / name).read_text() for name in files(target / EXERCISE))
    made = nbformat.read(target / EXERCISE / f"{EXERCISE}.ipynb", as_version=4)
    nbformat.validate(made)
    assert [cell.id for cell in made.cells] == [cell.id for cell in notebook().cells]
    answer = next(cell for cell in made.cells if cell.id == "open")
    assert answer.source.startswith("（" if lang == "zh" else "(Your answer")
    assert answer.metadata.journeybook == {"answer": "open-1"}
    assert all(not cell.outputs and cell.execution_count is None for cell in made.cells if cell.cell_type == "code")


def test_twice_the_same_bytes(solutions: Path, tmp_path: Path) -> None:
    """Are two releases of one source the same, and does the second remove what is no longer in it?"""
    for name in ("first", "second"):
        regenerate(solutions / "zh", tmp_path / name, "zh")
    (tmp_path / "second" / "99-gone").mkdir()
    regenerate(solutions / "zh", tmp_path / "second", "zh")
    assert files(tmp_path / "first") == files(tmp_path / "second")
    same, _, _ = filecmp.cmpfiles(tmp_path / "first", tmp_path / "second", files(tmp_path / "first"), shallow=False)
    assert same == files(tmp_path / "first")
    assert not (tmp_path / "second" / "99-gone").exists()


def test_broken_source(solutions: Path, tmp_path: Path) -> None:
    """Does a source that nbgrader refuses end in a sentence, and leave what was released?"""
    regenerate(solutions / "en", tmp_path / "made", "en")
    broken = notebook()
    broken.cells[3].metadata.nbgrader["grade_id"] = "map"
    nbformat.write(broken, solutions / "en" / EXERCISE / f"{EXERCISE}.ipynb")
    with pytest.raises(ClassError, match=EXERCISE):
        regenerate(solutions / "en", tmp_path / "made", "en")
    assert (tmp_path / "made" / EXERCISE / f"{EXERCISE}.ipynb").exists()


def test_class_release(solutions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is only what changed released again, never for a change of the key, and is a bad source no loss?"""
    monkeypatch.setenv(workbook.HOME_VARIABLE, str(tmp_path))
    (tmp_path / "roster.csv").write_text("id\nanna\n")
    class_ = create("c1", "en", tmp_path / "roster.csv")
    assert release(class_).done == ((EXERCISE, ""),)
    source = class_.source / EXERCISE
    (source / "key" / "key.toml").write_text('quiz-1 = "c"\n')
    assert release(class_).unchanged == 1
    (source / "exercise.toml").write_text('title = "changed"\n')
    assert release(class_).done == ((EXERCISE, ""),)
    assert "changed" in (class_.outbound / EXERCISE / "exercise.toml").read_text()
    broken = notebook()
    broken.cells[3].metadata.nbgrader["grade_id"] = "map"
    nbformat.write(broken, source / f"{EXERCISE}.ipynb")
    report = release(class_)
    assert [problem.exercise for problem in report.problems] == [EXERCISE]
    assert (class_.release / EXERCISE / f"{EXERCISE}.ipynb").exists()
    assert class_.released() == (EXERCISE,)
    nbformat.write(notebook(), source / f"{EXERCISE}.ipynb")
    assert not release(class_).problems
