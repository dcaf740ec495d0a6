"""Does a desk follow the workbook without ever losing what the trainee made?"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from journeybook import desk as desks
from journeybook.errors import WorkbookError
from journeybook.handin import Membership, write_membership


def _write_notebook(path: Path, text: str) -> None:
    notebook = new_notebook(cells=[new_markdown_cell(text, id="text"), new_code_cell("1 + 1", id="code")])
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def _trusted(path: Path) -> bool:
    with NotebookNotary(data_dir=os.environ["JUPYTER_DATA_DIR"]) as notary:
        return bool(notary.check_signature(nbformat.read(path, as_version=4)))


def _tree(folder: Path) -> dict[str, bytes]:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".journeybook/")}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small workbook."""
    root = tmp_path / "workbook"
    for lang in ("zh", "en"):
        _write_notebook(root / "course" / lang / "index.ipynb", f"# {lang}")
        _write_notebook(root / "course" / lang / "01-theory" / "why.ipynb", "why")
        (root / "course" / lang / "01-theory" / "map.png").write_bytes(b"\x89PNG")
        _write_notebook(root / "exercises" / lang / "03-retail" / "03-retail.ipynb", "draw")
        (root / "exercises" / lang / "03-retail" / "map.starter.json").write_text("{}")
        (root / "exercises" / lang / ".ipynb_checkpoints").mkdir()
        (root / "exercises" / lang / ".ipynb_checkpoints" / "old.ipynb").write_text("{}")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(root))
    return root


@pytest.fixture
def desk(home: Path, tmp_path: Path) -> Path:
    """Return a laid-out English desk."""
    assert home.exists()
    return desks.prepare(tmp_path / "desk", "en")


def test_first_time_everything_is_laid_out(desk: Path, home: Path) -> None:
    """Are the lessons at the top and the exercises in their folder, byte for byte, without checkpoints?"""
    course, exercises = _tree(home / "course" / "en"), _tree(home / "exercises" / "en")
    wanted = course | {f"exercises/{name}": content for name, content in exercises.items() if name[0] != "."}

    assert len(wanted) == 5
    assert _tree(desk) == wanted


def test_second_time_nothing_is_written(desk: Path) -> None:
    """Does preparing again leave every file alone, its time included?"""
    before = {path: path.stat().st_mtime_ns for path in desk.rglob("*.*") if path.is_file()}

    desks.prepare(desk, "en")

    record = desk / ".journeybook" / "desk.json"
    after = {path: path.stat().st_mtime_ns for path in desk.rglob("*.*") if path.is_file()}
    assert {path for path in before if before[path] != after[path]} <= {record}


def test_untouched_file_follows_the_workbook(desk: Path, home: Path) -> None:
    """Does a corrected lesson reach a trainee who had not changed it?"""
    _write_notebook(home / "course" / "en" / "index.ipynb", "# corrected")

    desks.prepare(desk, "en")

    assert (desk / "index.ipynb").read_bytes() == (home / "course" / "en" / "index.ipynb").read_bytes()


def test_changed_file_stays_the_trainees(desk: Path, home: Path) -> None:
    """Is a lesson that the trainee wrote in kept, however often the workbook changes?"""
    _write_notebook(desk / "index.ipynb", "# my notes")
    mine = (desk / "index.ipynb").read_bytes()

    for text in ("# corrected", "# corrected again"):
        _write_notebook(home / "course" / "en" / "index.ipynb", text)
        desks.prepare(desk, "en")

    assert (desk / "index.ipynb").read_bytes() == mine


def test_run_and_saved_notebook_counts_as_untouched(desk: Path, home: Path) -> None:
    """Does a notebook that JupyterLab only saved with outputs still follow the workbook?"""
    notebook = nbformat.read(desk / "index.ipynb", as_version=4)
    notebook.cells[1].outputs = [new_output("stream", text="2")]
    notebook.cells[1].execution_count = 7
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, desk / "index.ipynb")
    _write_notebook(home / "course" / "en" / "index.ipynb", "# corrected")

    desks.prepare(desk, "en")

    assert (desk / "index.ipynb").read_bytes() == (home / "course" / "en" / "index.ipynb").read_bytes()


def test_notebook_that_is_none_any_more_is_kept(desk: Path, home: Path) -> None:
    """Is a damaged notebook left for the trainee to rescue?"""
    (desk / "index.ipynb").write_text("{half a noteb")
    _write_notebook(home / "course" / "en" / "index.ipynb", "# corrected")

    desks.prepare(desk, "en")

    assert (desk / "index.ipynb").read_text() == "{half a noteb"


def test_trainees_own_files_stay(desk: Path, home: Path) -> None:
    """Do the map and the answers survive even a workbook that ships files of the same names?"""
    own = {name: desk / "exercises" / "03-retail" / name for name in ("map.journey.json", "answers.json")}
    for path in own.values():
        path.write_text('{"mine": true}')
        (home / "exercises" / "en" / "03-retail" / path.name).write_text('{"blank": true}')

    desks.prepare(desk, "en")
    desks.prepare(desk, "en")

    assert [path.read_text() for path in own.values()] == ['{"mine": true}'] * 2


def test_deleted_file_comes_back(desk: Path) -> None:
    """Does a lesson that was deleted by mistake come back?"""
    (desk / "01-theory" / "why.ipynb").unlink()

    desks.prepare(desk, "en")

    assert (desk / "01-theory" / "why.ipynb").exists()


def test_file_that_the_workbook_drops_goes_unless_changed(desk: Path, home: Path) -> None:
    """Does a dropped lesson leave the desk, but not the trainee's version of it?"""
    _write_notebook(desk / "01-theory" / "why.ipynb", "my notes")
    shutil.rmtree(home / "course" / "en" / "01-theory")

    desks.prepare(desk, "en")

    assert not (desk / "01-theory" / "map.png").exists()
    assert (desk / "01-theory" / "why.ipynb").exists()


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"format": 99}', '{"format": 1, "files": {"index.ipynb": 3}}'])
def test_lost_record_loses_no_work(desk: Path, home: Path, damage: str) -> None:
    """Is everything kept when the record of what was laid out is damaged?"""
    _write_notebook(desk / "index.ipynb", "# my notes")
    _write_notebook(home / "course" / "en" / "index.ipynb", "# corrected")
    mine = _tree(desk)
    (desk / ".journeybook" / "desk.json").write_text(damage)

    desks.prepare(desk, "en")
    desks.prepare(desk, "en")

    assert _tree(desk) == mine


def test_record_of_another_format_is_not_relied_on(desk: Path, home: Path) -> None:
    """Is a record that a later version wrote in its own way taken for none, so that nothing is overwritten?"""
    path = desk / ".journeybook" / "desk.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"format": 99}))
    _write_notebook(home / "course" / "en" / "index.ipynb", "# corrected")
    before = _tree(desk)

    desks.prepare(desk, "en")

    assert _tree(desk) == before


def test_files_found_equal_are_followed_again(desk: Path, home: Path) -> None:
    """After a lost record, do files that equal the workbook's follow it again?"""
    (desk / ".journeybook" / "desk.json").unlink()
    desks.prepare(desk, "en")
    _write_notebook(home / "course" / "en" / "index.ipynb", "# corrected")

    desks.prepare(desk, "en")

    assert (desk / "index.ipynb").read_bytes() == (home / "course" / "en" / "index.ipynb").read_bytes()


def test_only_the_workbooks_own_bytes_are_trusted(desk: Path) -> None:
    """Is a notebook signed when it is the workbook's, and not once one byte differs?"""
    assert _trusted(desk / "index.ipynb")
    _write_notebook(desk / "index.ipynb", "# en changed by somebody")

    desks.prepare(desk, "en")

    assert not _trusted(desk / "index.ipynb")
    assert _trusted(desk / "exercises" / "03-retail" / "03-retail.ipynb")


def test_sign_names_what_it_trusted(tmp_path: Path) -> None:
    """Does signing tell which copies were equal to their originals?"""
    for name in ("source", "same", "other"):
        _write_notebook(tmp_path / f"{name}.ipynb", "other" if name == "other" else "same")
    source, same, other = (tmp_path / f"{name}.ipynb" for name in ("source", "same", "other"))

    assert desks.sign({same: source, other: source}) == (same,)


def test_desk_of_the_other_language_is_refused(desk: Path) -> None:
    """Are two languages kept from mixing on one desk?"""
    before = _tree(desk)

    with pytest.raises(WorkbookError) as caught:
        desks.prepare(desk, "zh")

    assert caught.value.key == "desk.other_language"
    assert "--lang en" in caught.value.message("zh")
    assert _tree(desk) == before


@pytest.mark.parametrize("inside", [".", "course/en", "exercises", "solutions/x"])
def test_desk_inside_the_workbooks_content_is_refused(home: Path, inside: str) -> None:
    """Can nobody turn the workbook's own folders into a desk?"""
    before = _tree(home)

    with pytest.raises(WorkbookError) as caught:
        desks.prepare(home / inside, "en")

    assert caught.value.key == "desk.inside_workbook"
    assert _tree(home) == before


def test_default_desk_lies_in_the_workbook(home: Path) -> None:
    """Is the desk found without a name, one per language?"""
    assert desks.prepare(desks.default_desk("zh"), "zh") == home / "work" / "zh"


@pytest.mark.usefixtures("home")
def test_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Does a file in the way give a sentence with the place and the reason?"""
    (tmp_path / "desk").write_text("a file")

    with pytest.raises(WorkbookError) as caught:
        desks.prepare(tmp_path / "desk", "en")

    assert caught.value.key == "desk.not_writable"
    assert str(tmp_path / "desk") in caught.value.message("zh")


def test_record_is_plain_json(desk: Path) -> None:
    """Can a person read what was laid out?"""
    record = json.loads((desk / ".journeybook" / "desk.json").read_text(encoding="utf-8"))

    assert record["lang"] == "en"
    assert sorted(record["files"]) == sorted(_tree(desk))


def test_a_desk_of_a_class_gets_no_exercises_from_the_workbook(home: Path, tmp_path: Path) -> None:
    """Do exercises that the trainer has not released stay away from a trainee's desk?"""
    place = tmp_path / "work" / "spring" / "wang"
    place.mkdir(parents=True)
    member = Membership("spring", "en", "spring", "wang", tmp_path / "exchange", place / ".journeybook" / "cache")
    write_membership(place, member)

    desks.prepare(place, "en")

    assert _tree(place) == _tree(home / "course" / "en")
