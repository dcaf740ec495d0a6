"""Do the steps that a lesson asks for work on its board as the lesson says?"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from board_pages import board_of, expect_saved
from playwright.sync_api import Page, expect

from conftest import OpenPage, StartServer
from journeybook import desk, mapfile, workbook
from journeybook.handin import MAP_FILE
from journeybook.i18n import t


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_tour_of_the_board_can_be_taken(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    start_server: StartServer,
    open_page: OpenPage,
    no_errors: Callable[[Page], None],
    lang: str,
) -> None:
    """Can a learner take the tour's six steps, see what it promises, find its figure, and is all of it in the file?"""
    root = tmp_path / "workbook"
    for folder in ("course", "exercises", "datasets"):
        shutil.copytree(workbook.root() / folder, root / folder)
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(root))
    place = desk.prepare(root / "work" / lang, lang)
    server = start_server(place, lang)
    page = open_page(server.address("voila", "00-start/board-tour/board-tour.ipynb"), lang=lang)
    board = board_of(page)

    # 1 Move: advice in the store stands in Use and belongs to Consideration.
    cells = board.get_by_test_id("cell-touchpoint")
    cells.nth(2).get_by_test_id("touchpoint").first.focus()
    # Into Purchase, before its card, into Consideration.
    for stage in (1, 1, 0):
        page.keyboard.press("Alt+ArrowLeft")
        expect(cells.nth(stage).get_by_test_id("touchpoint")).to_have_count(2)
    expect(cells.nth(0).get_by_test_id("touchpoint")).to_have_count(2)
    # 2 Emotion: the fourth point is the delivery's; from +1 to -1.
    delivery = board.get_by_test_id("emotion-point").nth(3)
    delivery.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(delivery).to_have_attribute("data-emotion", "-1")
    # 3 Star, 4 undo and redo.
    hotline = board.get_by_test_id("touchpoint").nth(4)
    star = hotline.get_by_test_id("card-star")
    hotline.hover()
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Control+z")
    expect(star).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Control+y")
    expect(star).to_have_attribute("aria-pressed", "true")
    # 5 Evidence: of five emotions, a pain point and the star, one claim fewer is bare.
    board.get_by_test_id("panel-facts").click()
    balance = board.get_by_test_id("facts-balance")
    expect(balance).to_have_text(t("board.facts_balance_other", lang, claims=7, bare=7))
    board.get_by_test_id("facts-filter").select_option("home_delivery")
    board.locator('[data-fact="home_delivery/quote-1"]').get_by_test_id("fact-attach").click()
    page.locator('[data-testid="attach-claim"][data-aspect="emotion"]').first.click()
    expect(balance).to_have_text(t("board.facts_balance_other", lang, claims=7, bare=6))
    # 6 Saved.
    expect_saved(board)
    drawn = mapfile.read(place / "00-start" / "board-tour" / MAP_FILE)
    by_code = {card.case_touchpoint: card for card in drawn.touchpoints}
    assert by_code["store_advice"].stage == drawn.stages[0].id
    assert by_code["home_delivery"].emotion == -1
    assert by_code["after_sales"].is_moment_of_truth
    assert [(one.claim, one.aspect) for one in drawn.evidence] == [(by_code["home_delivery"].id, "emotion")]

    # The figure that the first question asks for.
    board.get_by_test_id("facts-filter").select_option("store_advice")
    shown = board.locator('[data-fact="store_advice/csat"]').text_content() or ""
    found = re.search(r"(\d+)\s*%", shown)
    assert found, shown
    question = page.get_by_test_id("question").first
    question.locator("input").fill(found[1])
    question.get_by_test_id("check-answer").click()
    expect(question.get_by_test_id("result")).to_contain_text("251")
    no_errors(page)
