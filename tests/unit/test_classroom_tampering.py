"""Is what an honest learner cannot come to noticed, and what they can let be?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from journeybook.classroom import accept, tampering
from journeybook.classroom.tampering import Difference


def settings(name: str, **changed: Any) -> dict[str, Any]:
    return {"nbgrader": {"grade_id": name, "grade": True, "locked": True, "solution": False, "points": 4} | changed}


def released() -> NotebookNode:
    own = settings("program", grade=False, locked=False, solution=True)
    answer = settings("open", locked=False, solution=True)
    cells = [
        new_markdown_cell("# Title", id="title"),
        new_code_cell("# write here", id="program", metadata=own),
        new_code_cell("check()", id="check", metadata=settings("check")),
        new_markdown_cell("Your answer", id="open", metadata=answer),
    ]
    return new_notebook(cells=cells)


def came(tmp_path: Path, change: Callable[[NotebookNode], object]) -> NotebookNode:
    """Return a changed notebook after it was accepted."""
    notebook = released()
    change(notebook)
    source = tmp_path / "in"
    source.mkdir()
    (source / "x.ipynb").write_text(json.dumps(notebook))
    accept.accept(source, tmp_path / "out", "x", "")
    return nbformat.read(tmp_path / "out" / "x.ipynb", as_version=4)


def honest(notebook: NotebookNode) -> None:
    """Run it, write into the own cells, add some, move one, and save it by another front end."""
    notebook.cells[1].source = "x = 1"
    notebook.cells[2].outputs = [new_output("stream", name="stdout", text="hint")]
    notebook.cells[2].metadata["collapsed"] = True
    notebook.cells[2].metadata.nbgrader["points"] = 4.0
    notebook.cells[2].metadata.nbgrader["checksum"] = "0" * 32
    notebook.cells[3].source = "My answer"
    notebook.cells.insert(0, new_code_cell("1 + 1"))
    notebook.cells.append(notebook.cells.pop(1))


def test_honest(tmp_path: Path) -> None:
    """Is nothing said of somebody who only worked?"""
    assert tampering.differences(released(), came(tmp_path, honest)) == []


def _settings(notebook: NotebookNode, at: int = 2) -> Any:
    return notebook.cells[at].metadata.nbgrader


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda n: n.cells[2].update(source="4.0"), [Difference("changed", "check")]),
        (lambda n: n.cells.pop(2), [Difference("removed", "check")]),
        (lambda n: n.cells.append(n.cells[2] | {"id": "y"}), [Difference("repeated", "check")]),
        (lambda n: _settings(n).update(points=99), [Difference("settings", "check")]),
        (lambda n: _settings(n).update(points=10**400), [Difference("settings", "check")]),
        (lambda n: _settings(n).update(points=[[[]]]), [Difference("settings", "check")]),
        (lambda n: _settings(n).update(grade=False), [Difference("settings", "check")]),
        (lambda n: _settings(n).update(locked=False), [Difference("settings", "check")]),
        (
            lambda n: _settings(n).update(grade_id="bonus"),
            [Difference("removed", "check"), Difference("foreign", "bonus")],
        ),
        (lambda n: n.cells[0].metadata.update(settings("bonus")), [Difference("foreign", "bonus")]),
    ],
)
def test_differences(tmp_path: Path, change: Callable[[NotebookNode], object], expected: list[Difference]) -> None:
    """Is each change in what is graded named, and only it?"""
    assert tampering.differences(released(), came(tmp_path, change)) == expected


def test_solutions(tmp_path: Path) -> None:
    """Is a learner's program known by its cell, the first of several, and taken from no other?"""

    def change(notebook: NotebookNode) -> None:
        notebook.cells[1].source = "mine"
        notebook.cells.append(notebook.cells[1] | {"source": "again"})
        notebook.cells[2].source = "test"

    assert tampering.solutions(released(), came(tmp_path, change)) == {"program": "mine"}


def test_solutions_without_ids(tmp_path: Path) -> None:
    """Is it found by nbgrader's id too, where a front end has given the cells new ones, and never as Markdown?"""

    def change(notebook: NotebookNode) -> None:
        notebook.cells[1] |= {"source": "mine", "id": "fresh"}
        notebook.cells.insert(0, new_markdown_cell("no code", id="program"))

    assert tampering.solutions(released(), came(tmp_path, change)) == {"program": "mine"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Wait < 3 min, cost > 5 \u2192 a<b; on time = good; <3", []),
        ("网页和脚本 script，onclick", []),
        ("家庭 👨‍👩‍👧 עברית", []),
        ("<script>x</script>", ["markup"]),
        ("< SCRIPT src=x>", ["markup"]),
        ('<img src="x" onerror = "y">', ["markup"]),
        ("[x](javascript:alert(1))", ["markup"]),
        ("\x1b[2J", ["steering"]),
        ("\u202egnp.exe", ["steering"]),
        ("../../anna/answers.json", ["paths"]),
        ("file:///etc/passwd", ["paths"]),
    ],
)
def test_active(text: str, kinds: list[str]) -> None:
    """Are texts noticed that act where they are shown, and ordinary ones not?"""
    assert tampering.active(["ordinary", text]) == kinds
