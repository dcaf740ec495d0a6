"""Is an action plan that was handed in graded the same from its data and in a kernel, whatever stands in it?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hostile import HOSTILE
from traitlets.config import Config

from journeybook import workbook
from journeybook.classroom.calls import needs_no_kernel
from journeybook.classroom.judging import Exam, Graded, Way, grade_one
from journeybook.i18n import LANGUAGES
from journeybook.plan import ACTION_FIELDS

NAME = "06-discussion"


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def exam(lang: str) -> Exam:
    released = files(workbook.root() / "exercises" / lang / NAME)
    key = files(workbook.root() / "solutions" / lang / NAME / "key")
    return Exam(NAME, lang, released.pop(f"{NAME}.ipynb"), released, key, Config())


def hand_in(asked: Exam, plan: bytes) -> dict[str, bytes]:
    names = ("map.journey.json", "answers.json")
    return {f"{NAME}.ipynb": asked.released, "plan.json": plan} | {name: asked.key[name] for name in names}


def hostile(plan: bytes) -> bytes:
    """Return the plan with something that does harm in every text of every action."""
    data = json.loads(plan)
    for action in data["plan"]["actions"]:
        action |= {field: HOSTILE for field in ACTION_FIELDS if field not in ("card", "due", "horizon")}
    data["plan"] |= {"company": HOSTILE, "stop": HOSTILE}
    return json.dumps(data).encode()


def cells(graded: Graded) -> list[Any]:
    """Return a graded notebook's cells, but for what only says when they ran."""
    found = nbformat.reads(graded.notebook, as_version=4).cells
    for cell in found:
        cell.metadata.pop("execution", None)
    return list(found)


def points(graded: Graded, item: str) -> str:
    (cell,) = [cell for cell in cells(graded) if cell.id == f"check-{item}"]
    return str(cell.outputs[-1].data["text/plain"])


def shown(graded: Graded) -> str:
    (cell,) = [cell for cell in cells(graded) if cell.id == "plan-table"]
    return "".join(output.data["text/html"] for output in cell.outputs)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_needs_no_kernel(lang: str) -> None:
    """Is the released notebook one that is graded from its data?"""
    assert needs_no_kernel(nbformat.reads(exam(lang).released.decode(), as_version=4))


@pytest.mark.parametrize(
    ("make", "wanted"),
    [
        (lambda plan: plan, "14.0"),
        (hostile, "14.0"),
        (lambda _: b'{"format": 1, "plan": {"company"', "0.0"),
        (lambda _: b'{"format": 1, "plan": {"actions": 7}}', "0.0"),
        (lambda _: b'{"format": 1, "plan": {}}', "0.0"),
    ],
    ids=["key", "hostile", "cut", "wrong", "blank"],
)
def test_same_from_data_and_in_a_kernel(make: Any, wanted: str) -> None:
    """Are outputs and points the same both ways, hostile texts escaped and a damaged plan worth nothing?"""
    asked = exam("zh")
    given = hand_in(asked, make(asked.key["plan.json"]))
    from_data, in_kernel = (grade_one(asked, given, way) for way in (Way.DATA, Way.KERNEL))
    assert cells(from_data) == cells(in_kernel)
    assert points(from_data, "plan") == wanted
    assert points(from_data, "sketch") == "10.0"
    assert "<script" not in shown(from_data)
    assert "<img" not in shown(from_data)
