"""Does a plan file keep what was written, and is a damaged one left alone?"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from journeybook import plan as plans
from journeybook import planfile
from journeybook.atomic import backup
from journeybook.errors import PlanFileError
from journeybook.i18n import LANGUAGES
from journeybook.openplan import OpenPlan
from journeybook.plan import Action, Plan

PLAN = Plan(company="巷口单车行 🙂", actions=(Action(id="action-1", text="a\nb"),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.json"


def test_a_plan_comes_back_and_the_one_before_stays_beside_it(path: Path) -> None:
    """Is what was written read again, and the version before it kept?"""
    assert planfile.read(path) == Plan()
    planfile.write(path, PLAN)
    planfile.write(path, Plan(company="new"))
    planfile.write(path, Plan(company="new"))
    assert planfile.read(path) == Plan(company="new")
    assert planfile.read(backup(path)) == PLAN


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "not_utf8"),
        (b'{"format": 1, "plan"', "truncated"),
        (b"{]", "not_json"),
        (b"[1]", "not_a_plan"),
        (b'{"format": 1, "plan": {}, "more": 1}', "not_a_plan"),
        (b'{"format": "1", "plan": {}}', "no_version"),
        (b'{"format": 2, "plan": {}}', "newer_version"),
        (b'{"format": 1, "plan": {"company": 1}}', "broken_rule"),
        (b'{"format": 1, "plan": {"company": NaN}}', "strange_json"),
        (b" " * 2_000_001, "too_large"),
    ],
)
def test_a_damaged_file_is_named_and_left_alone(path: Path, content: bytes, key: str) -> None:
    """Is it said what is wrong, in both languages, and is the file never written over?"""
    path.write_bytes(content)
    for attempt in (lambda: planfile.read(path), lambda: planfile.write(path, PLAN)):
        with pytest.raises(PlanFileError) as caught:
            attempt()
        assert caught.value.key == f"planfile.{key}"
        for lang in LANGUAGES:
            assert "plan.json" in caught.value.message(lang)
            assert not re.search(r"\{\w+\}", caught.value.message(lang))
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Is it said that a plan was not saved?"""
    with pytest.raises(PlanFileError) as caught:
        planfile.write(tmp_path / "gone" / "plan.json", PLAN)
    assert caught.value.key == "planfile.cannot_write"


def test_two_panels_do_not_overwrite_each_other(path: Path) -> None:
    """Does each of two open panels add its own edits to what the other one saved?"""
    told: list[object] = []
    one, other = OpenPlan(path, told.append), OpenPlan(path, told.append)
    one.edit(plans.insert(0, Action(id="action-1", text="mine")))
    other.edit(plans.insert(0, Action(id="action-2", text="theirs")))
    one.edit(plans.set_action("action-1", "owner", "Wen"))
    saved = planfile.read(path)
    assert {action.text for action in saved.actions} == {"mine", "theirs"}
    assert one.plan == saved
    assert told[-1] == "saved"


def test_edits_wait_until_they_can_be_saved(path: Path) -> None:
    """Is nothing lost that was edited while the file was damaged, and the damage told?"""
    told: list[object] = []
    opened = OpenPlan(path, told.append)
    path.write_bytes(b"{")
    opened.edit(plans.set_head("company", "A"))
    assert isinstance(told[-1], PlanFileError)
    assert path.read_bytes() == b"{"
    path.unlink()
    opened.edit(plans.set_head("stop", "B"))
    assert json.loads(path.read_text(encoding="utf-8"))["plan"]["company"] == "A"
    assert planfile.read(path).stop == "B"
