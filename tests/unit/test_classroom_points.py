"""Does every output of a grading cell come to the points it means?"""

from __future__ import annotations

from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from journeybook.classroom.points import judge
from journeybook.i18n import use_language


def cell(*outputs: NotebookNode) -> NotebookNode:
    metadata = {"nbgrader": {"grade": True, "solution": False, "locked": True, "grade_id": "map", "points": 4}}
    return new_code_cell("exercise.check('map')", outputs=list(outputs), metadata=metadata)


def result(text: str) -> NotebookNode:
    return new_output("execute_result", {"text/plain": text}, execution_count=1)


def stream(name: str) -> NotebookNode:
    return new_output("stream", name=name, text="words\n")


def error() -> NotebookNode:
    return new_output("error", ename="ValueError", evalue="x", traceback=["Traceback: secret path"])


@pytest.mark.parametrize(
    ("outputs", "points"),
    [
        ([result("2.5")], 2.5),
        ([result("0.0")], 0.0),
        ([result("4")], 4.0),
        ([result("9.0")], 4.0),
        ([stream("stdout"), result("1.0")], 1.0),
        ([stream("stderr"), result("1.0")], 1.0),
        ([result("1.0"), result("3.0")], 3.0),
    ],
)
def test_points(outputs: list[Any], points: float) -> None:
    """Does nbgrader read the number that the cell ended in, never more than its points, warnings or not?"""
    graded = cell(*outputs)
    assert judge(graded)
    assert determine_grade(graded) == (points, 4)


@pytest.mark.parametrize(
    "outputs",
    [
        [],
        [stream("stdout")],
        [stream("stderr")],
        [error()],
        [result("4.0"), error()],
        *([result(text)] for text in ("None", "True", "False", "np.float64(4.0)", "nan", "inf", "-1.0", "'4'", "")),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_number_no_points(outputs: list[Any], lang: str) -> None:
    """Where nbgrader would give full marks for no number, are there none, a sentence, a mark and no traceback?"""
    graded = cell(*outputs)
    with use_language(lang):
        assert not judge(graded)
    assert determine_grade(graded) == (0.0, 4)
    assert graded.metadata["journeybook"]["not_judged"]
    shown = graded.outputs[0].data["text/html"]
    assert ("讲师" if lang == "zh" else "trainer") in shown
    assert "secret" not in str(graded.outputs)


def test_findings_stay() -> None:
    """Are the findings that the cell showed kept for the feedback?"""
    shown = new_output("display_data", {"text/html": "<p>hint</p>"})
    graded = cell(shown, result("1.0"))
    judge(graded)
    assert graded.outputs[0] == shown
