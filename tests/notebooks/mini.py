"""A workbook of one tiny exercise, for tests of the class that need no other part of Journeybook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

EXERCISE = "01-mini"
MANUAL_POINTS = 5
SECRET = "the-answer-is-b-and-nobody-may-read-this"  # noqa: S105

_SETUP = """\
import json, os, pathlib, tomllib
def data(name):
    try:
        return json.loads(pathlib.Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}"""
_MAP = """\
print("touchpoints")
if data("map.journey.json").get("deadly"):
    os._exit(1)  # as a map would that is too large for the machine
float(len(data("map.journey.json").get("map", {}).get("touchpoints", [])))"""
_QUIZ = """\
key = tomllib.loads(pathlib.Path(os.environ["JOURNEYBOOK_KEY_DIR"], "key.toml").read_text(encoding="utf-8"))
2.0 if data("answers.json").get("answers", {}).get("quiz-1") == key["quiz-1"] else 0.0"""


def _nbgrader(grade_id: str, points: int | None = None, *, solution: bool = False) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "grade_id": grade_id,
        "grade": points is not None,
        "solution": solution,
        "locked": not solution,
        "task": False,
        "schema_version": 3,
    }
    if points is not None:
        settings["points"] = points
    return {"nbgrader": settings}


def notebook() -> nbformat.NotebookNode:
    """Return the exercise as the trainer sees it: 3 points for the map, 2 for the quiz, 5 by hand."""
    manual = _nbgrader("open", MANUAL_POINTS, solution=True) | {"journeybook": {"answer": "open-1"}}
    cells = [
        new_markdown_cell("# 练习 · Exercise", id="title"),
        new_code_cell(_SETUP, id="setup", metadata=_nbgrader("setup")),
        new_code_cell(_MAP, id="map", metadata=_nbgrader("map", 3)),
        new_code_cell(_QUIZ, id="quiz", metadata=_nbgrader("quiz", 2)),
        new_markdown_cell("A model answer.", id="open", metadata=manual),
        new_code_cell("1 + 1", id="playground"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def workbook_at(root: Path) -> Path:
    """Make a workbook in `root` and return it."""
    for lang in ("zh", "en"):
        source = root / "solutions" / lang / EXERCISE
        (source / "key").mkdir(parents=True)
        nbformat.write(notebook(), source / f"{EXERCISE}.ipynb")
        (source / "exercise.toml").write_text('title = "mini"\n', encoding="utf-8")
        (source / "map.starter.json").write_text("{}\n", encoding="utf-8")
        (source / "key" / "key.toml").write_text(f'quiz-1 = "b"\nsecret = "{SECRET}"\n', encoding="utf-8")
        (source / "key" / "answers.json").write_text(json.dumps({"secret": SECRET}), encoding="utf-8")
        lessons = root / "course" / lang
        lessons.mkdir(parents=True)
        nbformat.write(new_notebook(cells=[new_markdown_cell("start", id="start")]), lessons / "index.ipynb")
        (root / "exercises" / lang).mkdir(parents=True)
    return root
