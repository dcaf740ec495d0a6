"""Do the parts of an exercise's source agree, and is it written as JupyterLab saves it?"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest

from journeybook.exercise import Exercise
from journeybook.rubric import Rubric

ROOT = Path(__file__).parents[2]
EXERCISES = sorted(path.parent for path in (ROOT / "solutions").glob("*/*/exercise.toml"))
NOTEBOOKS = sorted(path for part in ("course", "solutions") for path in (ROOT / part).rglob("*.ipynb"))


def graded_cells(folder: Path) -> list[tuple[nbformat.NotebookNode, str]]:
    """Return each graded cell of an exercise with the heading above it."""
    found, heading = [], ""
    for cell in nbformat.read(folder / f"{folder.name}.ipynb", as_version=4).cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            found.append((cell, heading))
        elif cell.cell_type == "markdown" and (lines := re.findall(r"^#+ .*", cell.source, re.MULTILINE)):
            heading = lines[-1]
    return found


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("folder", EXERCISES, ids=name)
def test_points_agree(folder: Path) -> None:
    """Is a cell worth what its item of the rubric is worth, and what its heading says?"""
    rubric = Rubric.read(folder / "rubric.toml")
    checked = []
    for cell, heading in graded_cells(folder):
        points = cell.metadata.nbgrader["points"]
        assert re.findall(r"(\d+) ?(?:分|points)", heading) == [str(points)]
        if cell.cell_type == "code":
            (call,) = (node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call))
            item = ast.literal_eval(call.args[0])
            assert rubric.points(item) == points, item
            checked.append(item)
    assert sorted(checked) == sorted(rubric.items)


@pytest.mark.parametrize("folder", EXERCISES, ids=name)
def test_quoted_customers_said_so(folder: Path) -> None:
    """Does every quotation in an exercise stand, word for word, in one answer of the case's interviews?"""
    cells = nbformat.read(folder / f"{folder.name}.ipynb", as_version=4).cells
    quoted = [line[2:] for cell in cells for line in cell.source.splitlines() if line.startswith("> ")]
    if quoted:
        case, lang = Exercise(folder).case, folder.parent.name
        interviews = case.table("interviews")
        said = interviews[(interviews["language"] == lang) & (interviews["speaker"] == "customer")]["text"].tolist()
        assert [line for line in quoted if not any(line in answer for answer in said)] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_saving_changes_nothing(path: Path) -> None:
    """Would JupyterLab, saving the notebook untouched, write the very file that is committed?"""
    text = path.read_text(encoding="utf-8")
    assert f"{nbformat.writes(nbformat.reads(text, as_version=4))}\n" == text
