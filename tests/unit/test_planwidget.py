"""Does the plan's widget take edits, offer the map's cards and make files, and does nothing hostile get through?"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from html_page import HOSTILE

from journeybook import mapfile, planfile
from journeybook.errors import PlanFileError
from journeybook.i18n import LANGUAGES
from journeybook.model import JourneyMap, Opportunity, PainPoint, Stage
from journeybook.plan import Plan
from journeybook.planwidget import FORMATS, PlanWidget, map_cards, read_edit

MAP = JourneyMap(
    stages=(Stage(id="stage-1"),),
    pain_points=(PainPoint(id="painpoint-1", stage="stage-1", text="等"), PainPoint(id="painpoint-2", stage="stage-1")),
    opportunities=(Opportunity(id="opportunity-1", stage="stage-1", text=HOSTILE),),
)
INSERT = {"do": "insert", "at": 0, "action": {"id": "action-1", "text": "当天回电"}}


class Sent(list[tuple[dict[str, Any], list[bytes]]]):
    """What a widget sent to the browser."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    mapfile.write(tmp_path / "map.journey.json", MAP)
    return tmp_path / "plan.json"


def widget(path: Path, lang: str = "en") -> tuple[PlanWidget, Sent]:
    made, sent = PlanWidget(path, (path.with_name("map.journey.json"), path.with_name("gone.json")), lang=lang), Sent()
    made.send = lambda content, buffers=(): sent.append((content, list(buffers)))
    return made, sent


def say(made: PlanWidget, content: object) -> None:
    """Send a message as the browser does."""
    made._handle_custom_msg(content, [])


def edit(made: PlanWidget, *edits: object) -> None:
    for count, one in enumerate(edits, 1):
        say(made, {"type": "edit", "client": "me", "count": count, "edit": one})


def test_edits_are_saved_and_told(path: Path) -> None:
    """Is each edit on the disk, and does the browser hear up to which of its edits the plan goes?"""
    made, _ = widget(path)
    edit(
        made,
        {"do": "head", "field": "start", "value": "2026-03-02"},
        {"do": "review", "review": "review_30", "field": "people", "value": "Hale"},
        INSERT,
        {"do": "action", "id": "action-1", "field": "horizon", "value": 90},
        {"do": "action", "id": "action-1", "field": "owner", "value": "Wen\ud83d"},
    )
    saved = planfile.read(path)
    assert (saved.start, saved.review_30.people) == ("2026-03-02", "Hale")
    assert [(one.text, one.horizon, one.owner) for one in saved.actions] == [("当天回电", 90, "Wen\ufffd")]
    assert (made.heard["client"], made.heard["count"]) == ("me", 5)
    assert Plan.parse(made.heard["plan"]) == saved
    assert made.status["state"] == "saved"
    edit(made, {"do": "move", "id": "action-1", "to": 3}, {"do": "remove", "id": "action-1"})
    assert planfile.read(path).actions == ()


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {"type": "edit"},
        {"type": "edit", "edit": {"do": "head", "field": "actions", "value": "x"}},
        {"type": "edit", "edit": {"do": "head", "field": "company", "value": 1}},
        {"type": "edit", "edit": {"do": "review", "review": "actions", "field": "on", "value": ""}},
        {"type": "edit", "edit": {"do": "action", "id": "action-1", "field": "id", "value": "action-2"}},
        {"type": "edit", "edit": {"do": "action", "id": "action-1", "field": "horizon", "value": 60}},
        {"type": "edit", "edit": {"do": "action", "id": "action-1", "field": "card", "value": "<script>"}},
        {"type": "edit", "edit": {"do": "insert", "at": 0, "action": {"id": "<b>"}}},
        {"type": "edit", "edit": {"do": "insert", "at": 0, "action": {"id": "action-2", "text": "\ud83d"}}},
        {"type": "edit", "edit": {"do": "drop"}},
        {"type": "export", "format": "../x"},
        {"type": "export", "format": ["docx"]},
    ],
)
def test_what_makes_no_sense_changes_nothing(path: Path, content: object) -> None:
    """Does a message that the browser never sends leave plan and folder as they are?"""
    made, sent = widget(path)
    edit(made, INSERT)
    before = planfile.read(path)
    names = {file.name for file in path.parent.iterdir()}
    say(made, content)
    assert planfile.read(path) == before
    assert {file.name.removesuffix(".bak") for file in path.parent.iterdir()} == names
    assert sent == []


def test_a_text_that_is_too_long_is_cut() -> None:
    """Does a text that never fits cost its end only?"""
    made = read_edit({"do": "head", "field": "company", "value": "x" * 9000})
    assert made is not None
    assert len(made(Plan()).company) == 2000


def test_cards_of_the_map_are_offered(path: Path) -> None:
    """Are opportunities and pain points with a text offered, and anew when the map was drawn on meanwhile?"""
    made, _ = widget(path)
    assert [(card["id"], card["kind"]) for card in made.cards] == [
        ("opportunity-1", "opportunity"),
        ("painpoint-1", "pain_point"),
    ]
    mapfile.write(path.with_name("map.journey.json"), JourneyMap())
    say(made, {"type": "cards"})
    assert made.cards == []
    assert map_cards([MAP, MAP]) == map_cards([MAP])


def test_a_damaged_map_offers_nothing(path: Path) -> None:
    """Can a plan be written all the same while the map cannot be read?"""
    path.with_name("map.journey.json").write_bytes(b"{")
    made, _ = widget(path)
    assert made.cards == []
    edit(made, INSERT)
    assert len(planfile.read(path).actions) == 1


def test_a_damaged_plan_is_not_opened(path: Path) -> None:
    """Is a plan that cannot be read said instead of shown, and left as it is?"""
    path.write_bytes(b"{")
    with pytest.raises(PlanFileError):
        widget(path)
    assert path.read_bytes() == b"{"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_files_are_written_and_sent(path: Path, name: str, lang: str) -> None:
    """Does each button write a file beside the notebook and send the same to the browser?"""
    made, sent = widget(path, lang)
    edit(made, INSERT)
    say(made, {"type": "export", "format": name})
    ((content, buffers),) = sent
    file = path.with_name(content["name"])
    assert file.name == {"zh": "行动计划", "en": "action-plan"}[lang] + f".{name}"
    assert file.read_bytes() == buffers[0]
    assert content["mime"] == FORMATS[name][1]
    assert file.name in content["message"]
    if name == "docx":
        tables = docx.Document(io.BytesIO(buffers[0])).tables
        assert tables[0].rows[1].cells[0].text == "当天回电"
    elif name == "xlsx":
        assert len(openpyxl.load_workbook(io.BytesIO(buffers[0])).sheetnames) == 2
    else:
        assert "当天回电" in buffers[0].decode()


def test_a_file_that_somebody_went_on_with_is_left_alone(path: Path) -> None:
    """Is one's own last export replaced, and a file that was changed since, or is a link, never?"""
    made, sent = widget(path)
    edit(made, INSERT)
    for owner in ("A", "B"):
        edit(made, {"do": "action", "id": "action-1", "field": "owner", "value": owner})
        say(made, {"type": "export", "format": "html"})
    assert [content["name"] for content, _ in sent] == ["action-plan.html"] * 2
    path.with_name("action-plan.html").write_text("mine")
    path.with_name("action-plan-2.html").symlink_to(path)
    before = path.read_bytes()
    say(made, {"type": "export", "format": "html"})
    assert sent[-1][0]["name"] == "action-plan-3.html"
    assert path.with_name("action-plan.html").read_text() == "mine"
    assert path.read_bytes() == before


def test_what_keeps_a_file_from_being_written_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a full disk told, without the plan being lost?"""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    made, sent = widget(path)
    edit(made, INSERT)
    monkeypatch.setattr("journeybook.planwidget.write_bytes", full)
    say(made, {"type": "export", "format": "xlsx"})
    assert sent[-1][0]["type"] == "failed"
    assert "No space left" in sent[-1][0]["message"]
    assert len(planfile.read(path).actions) == 1
