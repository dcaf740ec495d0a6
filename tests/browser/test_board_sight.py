"""Is everything of the board within sight: the details beside their card, all stages, all lanes, the whole list?"""

from __future__ import annotations

from pathlib import Path

from board_pages import open_map, shopping_map
from playwright.sync_api import Locator, expect

from conftest import OpenPage, StartServer

# How far an element reaches out of the window, above and below, in whole pixels.
_OUTSIDE = """(one) => {
  const {top, bottom} = one.getBoundingClientRect();
  return [Math.round(Math.max(0, -top)), Math.round(Math.max(0, bottom - innerHeight))];
}"""
_SEEN = "(one) => one.getBoundingClientRect().bottom <= innerHeight"
# How high the toolbar is while something is said of saving, and while nothing is: in one go, as the window still moves.
_HEIGHTS = """(toolbar) => {
  const words = toolbar.querySelector("[data-testid=status] > span:last-child");
  const [text, said] = [words.textContent, toolbar.offsetHeight];
  words.textContent = "";
  const silent = toolbar.offsetHeight;
  words.textContent = text;
  return [said, silent];
}"""
# The room at the left and right of a "+" in its cell.
_MARGINS = """(one) => {
  const [box, cell] = [one.getBoundingClientRect(), one.closest(".jb-cell").getBoundingClientRect()];
  return [Math.round(box.left - cell.left), Math.round(cell.right - box.right)];
}"""


def _details_beside_a_low_card(board: Locator) -> None:
    """Open the details of a card of the lowest lane, with the lanes above it scrolled out of the window."""
    page = board.page
    page.set_viewport_size({"width": 1100, "height": 560})
    card = board.locator('[data-card-id="opportunity-0"]')
    # In a lesson more cells follow.
    board.evaluate("(one) => { one.parentElement.style.marginBottom = '900px'; }")
    card.evaluate("(one) => { one.scrollIntoView({block: 'start'}); one.focus({preventScroll: true}); }")
    assert board.locator(".jb-body").evaluate(_OUTSIDE) != [0, 0]
    page.keyboard.press("Space")
    details = board.get_by_test_id("details")
    assert details.evaluate(_OUTSIDE) == [0, 0]
    assert card.evaluate(_OUTSIDE) == [0, 0]
    page.keyboard.press("Escape")


def _stages_out_of_sight(board: Locator) -> None:
    """See that there is more at the right, go there by the button, and see that there is more at the left."""
    page = board.page
    page.set_viewport_size({"width": 600, "height": 800})
    left, right = board.get_by_test_id("more-left"), board.get_by_test_id("more-right")
    expect(left).to_be_hidden()
    expect(right).to_be_visible()
    right.click()
    expect(left).to_be_visible()
    right.click()
    expect(right).to_be_hidden()
    left.click()
    expect(right).to_be_visible()
    page.set_viewport_size({"width": 1400, "height": 900})
    expect(right).to_be_hidden()


def _lowest_lane(board: Locator) -> None:
    """Reach the lowest lane of a low window by turning the wheel, wherever the pointer is."""
    page = board.page
    page.set_viewport_size({"width": 820, "height": 720})
    foot = board.get_by_test_id("add-lane")
    window = board.locator(".jb-scroll")
    window.evaluate("(one) => one.scrollTo(0, 0)")
    board.evaluate("(one) => one.scrollIntoView({block: 'start'})")
    page.mouse.move(500, 600)
    # First the page, until the lanes are in sight as a whole; only then the lanes.
    page.mouse.wheel(0, 100)
    page.wait_for_function("(one) => one.getBoundingClientRect().top < -60", arg=board.element_handle())
    assert window.evaluate("(one) => one.scrollTop") == 0
    page.mouse.wheel(0, 800)
    page.wait_for_function(_SEEN, arg=window.element_handle())
    page.mouse.wheel(0, 800)
    page.wait_for_function(_SEEN, arg=foot.element_handle())
    assert window.evaluate(_OUTSIDE) == [0, 0]


def _a_long_list(board: Locator) -> None:
    """See the last entry of the list of touchpoints, even where the list is longer than the window."""
    page = board.page
    page.set_viewport_size({"width": 820, "height": 120})
    board.get_by_test_id("add-touchpoint").first.click()
    own = board.get_by_test_id("touchpoint-own")
    assert own.evaluate(_OUTSIDE) == [0, 0]
    list_ = board.get_by_test_id("touchpoint-picker")
    assert list_.evaluate("(one) => one.scrollHeight > one.clientHeight")
    hidden = "(one) => one.getBoundingClientRect().bottom - one.closest('.jb-popover').getBoundingClientRect().bottom"
    assert own.evaluate(hidden) <= 0
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 1400, "height": 900})


def _empty_cells(board: Locator) -> None:
    """See that a "+" fills the cell in which nothing is, and the width of the touchpoints otherwise."""
    board.get_by_test_id("add-stage").click()
    board.page.keyboard.press("Escape")
    for name in ("action", "touchpoint", "pain-point", "opportunity"):
        start, end = board.get_by_test_id(f"add-{name}").last.evaluate(_MARGINS)
        assert abs(start - end) <= 1, name
    beside = board.get_by_test_id("add-opportunity").first.bounding_box()
    above = board.get_by_test_id("touchpoint").first.bounding_box()
    assert beside is not None
    assert above is not None
    assert abs(beside["width"] - above["width"]) <= 1


def _the_toolbar_stays(board: Locator) -> None:
    """Save an edit in windows of many widths: what is said of it moves no tool to another line."""
    page = board.page
    board.get_by_test_id("kind-future").check()
    status, toolbar = board.get_by_test_id("status"), board.locator(".jb-toolbar")
    expect(status).to_have_attribute("data-state", "saved")
    expect(status).not_to_have_text("")
    for width in range(700, 1500, 40):
        page.set_viewport_size({"width": width, "height": 800})
        said, silent = toolbar.evaluate(_HEIGHTS)
        assert said == silent, width


def test_nothing_is_out_of_sight(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Can a person in a small window see what was opened, that there is more, and the last of everything?"""
    board = open_map(tmp_path, shopping_map(), start_server, open_page)
    _details_beside_a_low_card(board)
    _stages_out_of_sight(board)
    _lowest_lane(board)
    _a_long_list(board)
    _empty_cells(board)
    _the_toolbar_stays(board)
