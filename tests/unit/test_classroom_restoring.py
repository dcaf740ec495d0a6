"""Does the graded notebook consist of the release, the learner's answers and inert text only?"""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import compute_checksum

from journeybook.classroom import restoring
from journeybook.i18n import use_language

MANUAL = {"grade": True, "solution": True, "locked": False, "grade_id": "open", "points": 5}


def released(**changed: Any) -> nbformat.NotebookNode:
    metadata = {"nbgrader": {**MANUAL, **changed}, "journeybook": {"answer": "open-1"}}
    return new_notebook(
        cells=[
            new_code_cell("exercise.check('map')", id="map"),
            new_markdown_cell("(Your answer goes here.)", id="open", metadata=metadata),
        ]
    )


def restored(handed_in: list[str], answers: dict[str, str], *notes: str) -> nbformat.NotebookNode:
    with use_language("en"):
        notebook = restoring.restore(released(), handed_in, answers, notes)
    nbformat.validate(notebook)
    return notebook


def test_answer_is_filled_in() -> None:
    """Does the answer stand, escaped, where a person will grade it, and does the cell count as changed?"""
    notebook = restored([], {"open-1": '<img src=x onerror="run()"> & $x$\n\n# not a heading\n</pre>'})
    cell = notebook.cells[1]
    assert cell.source.startswith('<pre class="journeybook-answer')
    assert "<img" not in cell.source
    assert cell.source.count("</pre>") == 1
    assert "&lt;img src=x onerror=&quot;run()&quot;&gt; &amp; $x$\n\n# not a heading\n&lt;/pre&gt;" in cell.source
    assert compute_checksum(cell) != compute_checksum(released().cells[1])


@pytest.mark.parametrize("answers", [{}, {"open-1": ""}, {"open-1": " \n\t"}, {"open-2": "x"}])
def test_no_answer(answers: dict[str, str]) -> None:
    """Does a missing or blank answer leave the notebook as released, which nbgrader takes as not attempted?"""
    assert restored([], answers) == released()


@pytest.mark.parametrize("changed", [{"grade": False}, {"solution": False}])
def test_only_cells_graded_by_a_person(changed: dict[str, bool]) -> None:
    """Is an answer never written into a cell that is not graded by hand?"""
    notebook = restoring.restore(released(**changed), [], {"open-1": "answer"}, [])
    assert notebook.cells[1].source == "(Your answer goes here.)"


def test_own_cells() -> None:
    """Do a learner's own and changed cells stand at the end as inert text, and known or empty ones not at all?"""
    evil = "import os; os.system('x')  # </pre><script>"
    notebook = restored(["exercise.check('map')", " exercise.check('map')\n", "", "  ", evil, "5.0"], {})
    assert notebook.cells[:2] == released().cells
    assert [cell.cell_type for cell in notebook.cells[2:]] == ["markdown", "raw", "raw"]
    assert "<script>" not in notebook.cells[3].source
    assert "&lt;script&gt;" in notebook.cells[3].source
    assert "not run" in notebook.cells[2].source


def test_too_many_own_cells() -> None:
    """Is their number and length capped, and the rest counted?"""
    notebook = restored([f"{number} " + "x" * 5_000 for number in range(25)], {})
    shown = [cell for cell in notebook.cells if cell.cell_type == "raw"]
    assert len(shown) == restoring.MAX_SHOWN_CELLS
    assert max(len(cell.source) for cell in shown) < 4_200
    assert notebook.cells[-1].source.endswith("5.")


def test_notes() -> None:
    """Do notes stand at the top, escaped, without disturbing the released cells?"""
    notebook = restored([], {}, "first", "<b>second</b>")
    assert notebook.cells[1:] == released().cells
    assert "<p>first</p><p>&lt;b&gt;second&lt;/b&gt;</p>" in notebook.cells[0].source
