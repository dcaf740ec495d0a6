"""Can a trainee fill an action plan by keyboard and mouse in Voila, find it saved, and take it along?"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook import desk, mapfile, planfile
from journeybook.i18n import t
from journeybook.model import JourneyMap, Opportunity, Stage

AXE = Path(__file__).parents[2] / "helpers" / "board" / "node_modules" / "axe-core" / "axe.min.js"
EXERCISE = "06-discussion"
NOTEBOOK = f"exercises/{EXERCISE}/{EXERCISE}.ipynb"
MAP = JourneyMap(
    stages=(Stage(id="stage-1", name="使用"),),
    opportunities=(Opportunity(id="opportunity-1", stage="stage-1", text="当天发短信 <b>&"),),
)


def prepared(home: Path, lang: str) -> Path:
    """Return a desk whose exercise has a map with one opportunity."""
    desk.prepare(home, lang)
    mapfile.write(home / "exercises" / EXERCISE / "map.journey.json", MAP)
    return home / "exercises" / EXERCISE


def saved(page: Page) -> None:
    expect(page.get_by_test_id("plan")).to_have_attribute("data-state", "saved")


def row(horizon: Locator, number: int) -> Locator:
    return horizon.get_by_test_id("action").nth(number)


def take_along(page: Page, name: str) -> tuple[str, bytes]:
    """Click on a button of the exports and return name and content of what the browser downloads."""
    with page.expect_download() as download:
        page.get_by_test_id(f"export-{name}").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_plan_is_filled_saved_and_taken_along(
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    no_errors: Callable[[Page], None],
    no_outside_requests: Callable[[Page], None],
    lang: str,
) -> None:
    """Is what was typed, chosen, moved, removed and brought back on the disk, on the page again, and in three files?"""
    folder = prepared(tmp_path / "desk", lang)
    server = start_server(tmp_path / "desk", lang)
    page = open_page(server.address("voila", NOTEBOOK), lang=lang, theme="dark" if lang == "en" else "light")
    plan = page.get_by_test_id("plan")
    expect(plan).to_be_visible()

    def label(key: str) -> str:
        return t(f"plan.{key}", lang)

    plan.get_by_label(label("company"), exact=True).fill("巷口单车行")
    plan.get_by_label(label("start"), exact=True).fill("2026-03-02")
    expect(plan.get_by_text("2026年4月1日" if lang == "zh" else "1 April 2026")).to_be_visible()

    # By keyboard: the button adds a row and the cursor stands in it; Tab goes on from field to field.
    month = plan.get_by_test_id("horizon-30")
    plan.get_by_test_id("add-30").focus()
    page.keyboard.press("Enter")
    expect(row(month, 0).get_by_label(label("action"), exact=True)).to_be_focused()
    page.keyboard.type("Call back =1+1")
    page.keyboard.press("Tab")
    expect(row(month, 0).get_by_label(label("source"), exact=True)).to_be_focused()
    page.keyboard.press("ArrowDown")
    for text in ("Calls", "40", "20", "Wen"):
        page.keyboard.press("Tab")
        page.keyboard.type(text)

    # By mouse: a second row, moved to the front, then removed and brought back.
    plan.get_by_test_id("add-30").click()
    second = row(month, 1)
    second.get_by_label(label("action"), exact=True).fill("问八位客户")
    second.get_by_label(label("source"), exact=True).select_option("opportunity-1")
    second.get_by_label(label("due"), exact=True).fill("2026-05-01")
    expect(second.get_by_text(t("plan.due_late", lang, last=30))).to_be_visible()
    second.locator("[data-control=up]").click()
    expect(row(month, 0).get_by_label(label("action"), exact=True)).to_have_value("问八位客户")
    expect(row(month, 0).locator("[data-control=down]")).to_be_focused()
    row(month, 0).locator("[data-control=horizon]").click()
    quarter = plan.get_by_test_id("horizon-90")
    expect(row(quarter, 0).get_by_label(label("action"), exact=True)).to_have_value("问八位客户")
    expect(month.get_by_test_id("action")).to_have_count(1)
    row(quarter, 0).locator("[data-control=remove]").click()
    expect(quarter.get_by_test_id("action")).to_have_count(0)
    expect(plan.locator("[data-control=undo]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row(quarter, 0).get_by_label(label("action"), exact=True)).to_have_value("问八位客户")
    plan.get_by_test_id("review_30").get_by_label(label("people"), exact=True).fill("老何")
    saved(page)

    made = planfile.read(folder / planfile.FILE_NAME)
    assert made.review_30.people == "老何"
    assert (made.company, made.start) == ("巷口单车行", "2026-03-02")
    assert [
        (one.text, one.card, one.measure, one.now, one.target, one.owner, one.due, int(one.horizon))
        for one in made.actions
    ] == [
        ("问八位客户", "opportunity-1", "", "", "", "", "2026-05-01", 90),
        ("Call back =1+1", "opportunity-1", "Calls", "40", "20", "Wen", "", 30),
    ]

    stem = t("planpaper.file_name", lang)
    name, content = take_along(page, "docx")
    assert (name, content) == (f"{stem}.docx", (folder / f"{stem}.docx").read_bytes())
    tables = docx.Document(io.BytesIO(content)).tables
    assert tables[0].rows[1].cells[0].text == "Call back =1+1"
    assert tables[1].rows[1].cells[0].text == "问八位客户"
    name, content = take_along(page, "xlsx")
    assert (name, content) == (f"{stem}.xlsx", (folder / f"{stem}.xlsx").read_bytes())
    values = [cell.value for cells in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0] for cell in cells]
    assert {"Call back =1+1", "问八位客户", "巷口单车行"} <= set(values)
    name, content = take_along(page, "html")
    assert (name, content) == (f"{stem}.html", (folder / f"{stem}.html").read_bytes())
    assert "当天发短信 &lt;b&gt;&amp;" in content.decode()
    expect(page.get_by_test_id("exported")).to_contain_text(f"{stem}.html")

    no_errors(page)
    if AXE.exists() or os.environ.get("CI"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}
        found: dict[str, Any] = page.evaluate("rules => axe.run('.jb-plan', rules)", rules)
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []

    page.reload()
    expect(row(page.get_by_test_id("horizon-30"), 0).get_by_label(label("owner"), exact=True)).to_have_value("Wen")
    expect(page.locator(".jb-check-plan")).to_be_visible()
    page.locator(".jb-check-plan").click()
    expect(page.locator(".jb-finding").filter(has_text=t("criteria.plan_owners_name", lang))).to_be_visible()
    no_outside_requests(page)
