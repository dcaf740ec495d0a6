"""Can a class be held in browsers alone: sign in, draw together, hand in, see the maps in the debrief?"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from board_pages import board_of, expect_saved
from hub_class import Served, served, until
from playwright.sync_api import Locator, Page, expect
from trainer import journeybook, workbook_of_its_own

from conftest import OpenPage
from journeybook.classroom.hub import walls
from journeybook.workbook import HOME_VARIABLE

NAME, EXERCISE = "春季班", "02-drawing"
ROSTER = "id,name,group\nwang,王伟,一组\nli,李娜,一组\nzhao,赵敏,二组\n"

pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="no Node.js, which the hub's proxy needs"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext, with which the test reads codes"),
    pytest.mark.skipif(bool(walls.obstacle()), reason=f"no walls on this machine: {walls.obstacle()}"),
]


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Return a class of two groups that is served."""
    home = workbook_of_its_own(tmp_path)
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    (home / "roster.csv").write_text(ROSTER, encoding="utf-8")
    journeybook("class", "new", NAME, "--lang", "zh", "--roster", str(home / "roster.csv"))
    journeybook("class", "release", NAME, EXERCISE)
    with served(home, NAME, EXERCISE) as running:
        yield running


def _sign_in(hub: Served, who: str, open_page: OpenPage, **options: str) -> Page:
    page = open_page(hub.address, lang="zh", **options)
    page.locator("#username_input").fill(who)
    page.locator("#password_input").fill(hub.codes[who].lower())
    page.locator("#login_submit").click()
    page.wait_for_url("**/user/**", timeout=120_000)
    return page


def _open_board(hub: Served, page: Page, app: str) -> Locator:
    base = page.url.split("/lab/")[0]
    place = {"lab": "lab/tree", "voila": "voila/render"}[app]
    page.goto(f"{base}/{place}/exercises/{EXERCISE}/{EXERCISE}.ipynb")
    return board_of(page)


def test_a_class_in_browsers(hub: Served, open_page: OpenPage, no_outside_requests: Callable[[Page], None]) -> None:
    """Do two members see each other's edits in Lab and Voila, hand in by button, and does the trainer see the map?"""
    pages = {"wang": _sign_in(hub, "wang", open_page), "li": _sign_in(hub, "li", open_page, theme="dark")}
    wang = _open_board(hub, pages["wang"], "lab")
    li = _open_board(hub, pages["li"], "voila")
    for board in (wang, li):
        expect(board.get_by_test_id("person")).to_have_count(2)

    wang.get_by_test_id("add-stage").click()
    expect(wang.page.locator("textarea.jb-area:focus")).to_be_visible()
    wang.page.keyboard.insert_text("一起画的阶段")
    wang.page.keyboard.press("Enter")
    expect(li.get_by_test_id("stage-name").get_by_text("一起画的阶段")).to_have_count(1)
    expect_saved(wang)
    pages["wang"].locator(".jb-hand-in").click()
    handed_in = hub.folder / "exchange" / NAME / "inbound"
    expect(pages["wang"].get_by_text("已于").first).to_be_visible()

    trainer = _sign_in(hub, "trainer", open_page)
    expect(trainer.locator('[data-seat="li"]')).to_contain_text("已就绪")
    expect(trainer.locator('[data-seat="zhao"]')).to_contain_text("未启动")
    until(lambda: any(handed_in.iterdir()))
    journeybook("class", "collect", NAME)
    trainer.locator("#debrief").click()
    expect(trainer.get_by_test_id("picture")).to_have_count(1)
    expect(trainer.get_by_text("一组").first).to_be_visible()

    assert [path.name.partition("+")[0] for path in handed_in.iterdir()] == ["wang"]
    for page in (*pages.values(), trainer):
        no_outside_requests(page)
