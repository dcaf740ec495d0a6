"""Can a sheet be filled in by keyboard alone, is it saved, and does it reach the class?"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hostile import HOSTILE, MARK
from playwright.sync_api import Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook import answersfile, workbook
from journeybook.classroom.effect import effect
from journeybook.classroom.folder import ClassFolder, create
from journeybook.classroom.release import release
from journeybook.classroom.trainee import join
from journeybook.i18n import t, use_language

AXE = Path(__file__).parents[2] / "helpers" / "board" / "node_modules" / "axe-core" / "axe.min.js"
SHEET = "04-discussion/reaction-sheet"


@pytest.fixture
def class_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClassFolder:
    """Return a class of one trainee, who has joined."""
    for name in ("course", "exercises", "solutions", "datasets"):
        (tmp_path / name).symlink_to(workbook.root() / name)
    (tmp_path / "roster.csv").write_text("id\nanna\n", encoding="utf-8")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    with use_language("zh"):
        made = create("c1", "zh", tmp_path / "roster.csv")
        release(made, "01-theory")
        join(made, "anna")
    return made


def question(page: Page, id_: str) -> Locator:
    return page.locator(f'[data-question="{id_}"]')


def test_a_sheet_by_keyboard(
    class_: ClassFolder,
    start_server: StartServer,
    open_page: OpenPage,
    no_outside_requests: Callable[[Page], None],
    no_errors: Callable[[Page], None],
) -> None:
    """Do Tab, arrows and letters fill it in, is an answer taken back, and does the class get what is left?"""
    place = class_.desk("anna")
    server = start_server(place, "zh", theme="dark")
    page = open_page(server.address("voila", f"{SHEET}/reaction-sheet.ipynb"), theme="dark", lang="zh")
    expect(page.get_by_test_id("question")).to_have_count(8)

    first = question(page, "relevance").locator('[data-option="1"] input')
    first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(question(page, "relevance").locator('[data-option="3"] input')).to_be_checked()
    page.keyboard.press("Tab")  # to what takes the answer back
    expect(question(page, "relevance").get_by_test_id("take-back")).to_be_focused()
    page.keyboard.press("Tab")  # to the next question
    page.keyboard.press("Space")
    expect(question(page, "pace").locator('[data-option="slow"] input')).to_be_checked()
    taken = question(page, "pace").get_by_test_id("take-back")
    taken.focus()
    taken.press("Enter")
    expect(question(page, "pace").locator("input:checked")).to_have_count(0)
    expect(question(page, "pace")).to_be_focused()
    last = question(page, "recommend").locator('[data-option="10"] input')
    last.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    expect(question(page, "recommend").locator('[data-option="9"] input')).to_be_checked()
    expect(question(page, "recommend").get_by_label("10：", exact=False)).to_have_count(1)
    question(page, "change").locator("textarea").fill(HOSTILE)
    expect(page.get_by_test_id("quiz")).to_have_attribute("data-state", "saved")
    given = answersfile.read(place / SHEET / "answers.json")
    assert given == {"relevance": "3", "pace": "", "recommend": "9", "change": HOSTILE}

    if AXE.exists() or os.environ.get("CI"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}
        found: dict[str, Any] = page.evaluate("rules => axe.run('.jb-quiz', rules)", rules)
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []

    send = page.locator(".jb-send-sheet")
    send.focus()
    send.press("Enter")
    expect(page.get_by_role("status").filter(has_text=t("sheets.was_sent", "zh").split("。")[1])).to_be_visible()
    no_outside_requests(page)
    no_errors(page)
    page.reload()
    expect(question(page, "recommend").locator('[data-option="9"] input')).to_be_checked()
    expect(page.get_by_text(t("sheets.was_sent", "zh"))).to_be_visible()
    assert page.evaluate(f"window.{MARK}") is None

    (reaction,) = effect(class_).reaction
    assert (reaction.sent, {one.question.id: one.n for one in reaction.opinions if one.n}) == (
        1,
        {"relevance": 1, "recommend": 1, "change": 1},
    )
