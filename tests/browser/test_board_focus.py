"""Does the focus stay with the work: from field to field, and beside whatever is deleted?"""

from __future__ import annotations

from pathlib import Path

from board_pages import open_map, shopping_map
from playwright.sync_api import Locator, expect

from conftest import OpenPage, StartServer

_FOCUS = """() => {
  const now = document.activeElement;
  const field = now.closest("[data-testid]:not([data-testid=board])")?.dataset.testid;
  return [now.closest("[data-card-id]")?.dataset.cardId, now.closest("[data-lane-title]")?.dataset.laneTitle, field]
    .filter((one) => one !== undefined).join(" ");
}"""


def _focus(board: Locator) -> str:
    return str(board.page.evaluate(_FOCUS))


def _tab_through_the_head(board: Locator) -> None:
    """Go by Tab from a field that is being edited to the next text, and back by Shift and Tab."""
    page = board.page
    board.get_by_test_id("persona.name").click()
    page.keyboard.type(" the Third")
    page.keyboard.press("Tab")
    assert _focus(board) == "persona.about"
    page.keyboard.press("Enter")
    page.keyboard.type("37")
    page.keyboard.press("Shift+Tab")
    assert _focus(board) == "persona.name"
    expect(board.get_by_test_id("persona.name")).to_have_text("Ms Li the Third")
    board.get_by_test_id("scenario.situation").click()
    page.keyboard.press("Tab")
    assert _focus(board) != ""


def _delete_lanes(board: Locator) -> None:
    """Delete two own lanes: the focus goes to the title beside, from which arrow keys lead on."""
    page = board.page
    for name in ("Minutes", "Cost"):
        board.get_by_test_id("add-lane").click()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
    lanes = board.get_by_test_id("own-lane")
    expect(lanes).to_have_count(2)
    first = lanes.first.get_attribute("data-lane-title")
    lanes.nth(1).get_by_test_id("own-lane-delete").click()
    expect(lanes).to_have_count(1)
    assert _focus(board) == f"{first} own-lane-name"
    lanes.first.get_by_test_id("own-lane-delete").click()
    expect(lanes).to_have_count(0)
    assert _focus(board) == "backstage lane-backstage"
    page.keyboard.press("ArrowRight")
    assert _focus(board) == "backstage-text"


def _delete_cards(board: Locator) -> None:
    """Delete several cards, then all: the focus goes to the next card, then to the "+" of the emptied cell."""
    page = board.page
    board.locator('[data-card-id="painpoint-1"]').focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Delete")
    assert _focus(board) == "painpoint-3 pain_point"
    board.locator('[data-card-id="opportunity-0"]').focus()
    page.keyboard.press("Delete")
    assert _focus(board) == "add-opportunity"
    board.get_by_test_id("pain_point").first.focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(board.locator(".jb-card")).to_have_count(0)
    assert _focus(board) == "add-pain-point"
    page.keyboard.press("Control+z")
    expect(board.get_by_test_id("pain_point")).to_have_count(2)


def _delete_evidence(board: Locator) -> None:
    """Delete the only evidence of a claim: the focus goes to the button that adds one."""
    page = board.page
    board.locator('[data-card-id="painpoint-0"]').focus()
    page.keyboard.press("Space")
    board.get_by_test_id("evidence-add").click()
    board.get_by_test_id("evidence-delete").click()
    expect(board.get_by_test_id("evidence")).to_have_count(0)
    assert _focus(board) == "evidence-add"
    page.keyboard.press("Escape")
    assert _focus(board) == "painpoint-0 pain_point"


def _delete_stages(board: Locator) -> None:
    """Delete one stage after the other: the focus goes to the next, to the one before, and to a new beginning."""
    page = board.page
    board.locator('[data-card-id="stage-1"]').focus()
    page.keyboard.press("Delete")
    assert _focus(board) == "stage-2 stage"
    page.keyboard.press("Delete")
    assert _focus(board) == "stage-0 stage"
    page.keyboard.press("Delete")
    expect(board.get_by_test_id("empty")).to_be_visible()
    assert _focus(board) == "template_a"


def test_the_focus_stays_with_the_work(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Does it go to the neighbour, wherever something that had it goes away, and never to the board as a whole?"""
    board = open_map(tmp_path, shopping_map(), start_server, open_page)
    _tab_through_the_head(board)
    _delete_lanes(board)
    _delete_cards(board)
    _delete_evidence(board)
    _delete_stages(board)
