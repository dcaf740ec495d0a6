"""Are several cards, the search, the size, the screen and the whole map within reach of mouse and keyboard?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from board_pages import MAP, expect_saved, open_map, shopping_map
from playwright.sync_api import Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook import mapfile

Check = Callable[[Page], None]

_PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""
_FOCUSED = "document.activeElement.dataset.cardId + ' ' + document.activeElement.dataset.lane"


def _pains(board: Locator, stage: int) -> Locator:
    return board.get_by_test_id("cell-pain_point").nth(stage).get_by_test_id("pain-point-text")


def _card(board: Locator, id_: str, lane: str = "pain_point") -> Locator:
    return board.locator(f'[data-card-id="{id_}"][data-lane="{lane}"]')


def _middle(place: Locator) -> tuple[float, float]:
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _drag(card: Locator, place: Locator) -> None:
    place.scroll_into_view_if_needed()
    box = card.bounding_box()
    assert box is not None
    mouse = card.page.mouse
    mouse.move(box["x"] + 10, box["y"] + box["height"] - 5)
    mouse.down()
    mouse.move(box["x"] + 20, box["y"] + box["height"] - 8, steps=2)
    x, y = _middle(place)
    mouse.move(x - 4, y, steps=4)
    mouse.move(x, y, steps=2)
    mouse.up()


def _choose_move_and_delete(board: Locator) -> None:
    """Choose with Ctrl and a click, move both by one drag; choose with Shift and the keys, delete both at once."""
    page = board.page
    _card(board, "painpoint-1").click(modifiers=["Control"], position={"x": 8, "y": 8})
    _card(board, "painpoint-2").click(modifiers=["Control"], position={"x": 8, "y": 8})
    expect(board.locator("[data-selected]")).to_have_count(2)
    expect(board.get_by_test_id("said")).to_have_text("Cards selected: 2")
    _drag(_card(board, "painpoint-1"), board.get_by_test_id("cell-pain_point").nth(2).locator(".jb-add").first)
    expect(_pains(board, 2)).to_have_text(["The answer takes days", "The queue is long", "Only two tills open"])
    page.keyboard.press("Control+z")
    expect(_pains(board, 1)).to_have_text(["The queue is long", "Only two tills open"])
    page.keyboard.press("Escape")
    expect(board.locator("[data-selected]")).to_have_count(0)

    _card(board, "painpoint-1").focus()
    page.keyboard.press("Shift+ArrowDown")
    expect(board.locator("[data-selected]")).to_have_count(2)
    page.keyboard.press("Alt+ArrowLeft")
    expect(_pains(board, 0)).to_have_count(3)
    page.keyboard.press("Delete")
    expect(_pains(board, 0)).to_have_count(1)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(_pains(board, 1)).to_have_count(2)


def _draw_a_band(board: Locator) -> None:
    """Choose what a band over empty ground touches."""
    cell = board.get_by_test_id("cell-opportunity").nth(1)
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    assert box is not None
    mouse = board.page.mouse
    mouse.move(box["x"] + 3, box["y"] + box["height"] - 3)
    mouse.down()
    mouse.move(box["x"] + 60, box["y"] + 20, steps=3)
    expect(board.locator(".jb-band")).to_be_visible()
    mouse.up()
    expect(board.locator(".jb-band")).to_have_count(0)
    expect(board.locator('[data-selected][data-lane="opportunity"]')).to_have_count(1)
    board.page.keyboard.press("Escape")


def _copy_and_paste(board: Locator) -> None:
    """Copy cards with the keys and paste them elsewhere; paste lines of another program's text."""
    page = board.page
    _card(board, "painpoint-1").focus()
    page.keyboard.press("Control+c")
    _card(board, "touchpoint-2", "touchpoint").focus()
    page.keyboard.press("Control+v")
    expect(_pains(board, 2)).to_have_text(["The answer takes days", "The queue is long"])
    page.keyboard.press("Control+x")
    expect(_pains(board, 2)).to_have_text(["The answer takes days"])
    _card(board, "painpoint-3").focus()
    page.evaluate(_PASTE, "Nobody calls back\n\n第二行\n")
    expect(_pains(board, 2)).to_have_text(["The answer takes days", "Nobody calls back", "第二行"])
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(_pains(board, 2)).to_have_text(["The answer takes days", "The queue is long"])


def _zoom(board: Locator) -> None:
    """Make the map larger; an emotion is still set by where the pointer is, and Escape gives a drag up."""
    page = board.page
    for _ in range(3):
        page.keyboard.press("Control+=")
    expect(board.get_by_test_id("zoom-now")).to_have_text("150%")
    point = _card(board, "touchpoint-0", "emotion")
    lane = board.locator(".jb-curve").bounding_box()
    assert lane is not None
    assert round(lane["height"]) == 285
    x, y = _middle(point)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, lane["y"] + 285 - 42, steps=4)
    expect(point).to_have_attribute("data-emotion", "-2")
    page.keyboard.press("Escape")
    expect(point).to_have_attribute("data-emotion", "1")
    page.mouse.up()
    expect(point).to_have_attribute("data-emotion", "1")
    page.mouse.move(*_middle(point))
    page.mouse.down()
    page.mouse.move(x, lane["y"] + 142, steps=4)
    page.mouse.up()
    expect(point).to_have_attribute("data-emotion", "0")
    _drag(_card(board, "painpoint-2"), board.get_by_test_id("cell-pain_point").nth(0).locator(".jb-add").first)
    expect(_pains(board, 0)).to_have_count(2)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+0")
    expect(board.get_by_test_id("zoom-now")).to_have_text("100%")
    page.mouse.move(*_middle(_card(board, "touchpoint-1", "touchpoint")))
    page.keyboard.down("Control")
    page.mouse.wheel(0, 100)
    page.keyboard.up("Control")
    expect(board.get_by_test_id("zoom-now")).to_have_text("78%")
    board.get_by_test_id("zoom-now").click()


def test_several_cards_are_handled_as_one(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Check
) -> None:
    """Are cards chosen, moved, deleted, copied and pasted together, and exactly at any size?"""
    board = open_map(tmp_path, shopping_map(), start_server, open_page)
    _choose_move_and_delete(board)
    _draw_a_band(board)
    _copy_and_paste(board)
    _zoom(board)
    expect_saved(board)
    journey = mapfile.read(tmp_path / MAP)
    pasted = journey.pain_points[-1]
    assert (pasted.text, pasted.touchpoint, pasted.severity) == ("The queue is long", "touchpoint-2", 2)
    assert [one.text for one in journey.evidence] == ["14 minutes on average"] * 2
    assert journey.touchpoints[0].emotion == 0
    no_errors(board.page)


def _search(board: Locator) -> None:
    """Search, step through the hits, find a text that only the details show."""
    page = board.page
    _card(board, "painpoint-0").focus()
    page.keyboard.press("Control+f")
    expect(board.get_by_test_id("find-box")).to_be_focused()
    page.keyboard.type("TILL")
    expect(board.get_by_test_id("find-count")).to_have_text("1 of 2")
    expect(board.locator("[data-found]")).to_have_count(2)
    page.keyboard.press("Enter")
    expect(board.locator('[data-found="now"]')).to_have_attribute("data-card-id", "opportunity-0")
    page.keyboard.press("Control+a")
    page.keyboard.type("five minutes")
    expect(board.get_by_test_id("find-where")).to_contain_text("Goal")
    page.keyboard.press("Escape")
    expect(board.get_by_test_id("find-bar")).to_have_count(0)
    expect(board.locator("[data-found]")).to_have_count(0)
    expect(_card(board, "opportunity-0", "opportunity")).to_be_focused()


def _walk(board: Locator) -> None:
    """Go through the lanes with the arrow keys, and out of the map with one Tab after the card's own tools."""
    page = board.page
    board.get_by_test_id("stage").first.focus()
    for key, place in (
        ("ArrowDown", "undefined undefined"),  # the action's text
        ("ArrowDown", "touchpoint-0 touchpoint"),
        ("ArrowRight", "undefined undefined"),  # its stage's "+"
        ("ArrowRight", "touchpoint-1 touchpoint"),
        ("ArrowDown", "touchpoint-1 emotion"),
        ("ArrowLeft", "touchpoint-0 emotion"),
        ("PageDown", "painpoint-0 pain_point"),
        ("Home", "painpoint-0 pain_point"),
    ):
        page.keyboard.press(key)
        assert page.evaluate(_FOCUSED) == place, key
    stops = 0
    while page.evaluate("document.activeElement.closest('.jb-grid') !== null"):
        page.keyboard.press("Tab")
        stops += 1
    assert stops == 3  # details and delete of the card, then out
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('[data-card-id]').dataset.cardId") == "painpoint-0"


def _full_screen(board: Locator) -> None:
    """Enter and leave the full screen, also where the browser refuses it."""
    page = board.page
    _card(board, "painpoint-0").focus()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    expect(board.get_by_test_id("full-screen")).to_have_attribute("aria-label", "Leave full screen")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")
    page.evaluate("() => { Element.prototype.requestFullscreen = () => Promise.reject(new Error('refused')); }")
    page.keyboard.press("f")
    expect(board).to_have_class("jb-board jb-filled")
    frame = board.bounding_box()
    assert frame == {"x": 0, "y": 0, "width": 1400, "height": 900}
    page.keyboard.press("Escape")
    expect(board).to_have_class("jb-board")


def _emotions_as_a_table(board: Locator) -> None:
    """Read and set the emotions in their table."""
    page = board.page
    board.get_by_test_id("emotion-table").click()
    window = board.get_by_test_id("emotion-table-window")
    expect(window.get_by_test_id("emotion-row")).to_have_count(3)
    expect(window.get_by_test_id("emotion-row").nth(1)).to_contain_text("Purchase")
    window.get_by_label("Emotion at “After-sales service”").select_option("-1")
    expect(_card(board, "touchpoint-2", "emotion")).to_have_attribute("data-emotion", "-1")
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    expect(board.get_by_test_id("emotion-table")).to_be_focused()


def test_everything_is_within_reach_of_the_keyboard(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Check
) -> None:
    """Can a person search, walk through the map, fill the screen and read the curve without a mouse?"""
    board = open_map(tmp_path, shopping_map(), start_server, open_page)
    _search(board)
    _walk(board)
    _full_screen(board)
    _emotions_as_a_table(board)
    board.get_by_test_id("touchpoint").first.focus()
    board.page.keyboard.press("?")
    expect(board.get_by_test_id("help-window")).to_contain_text("Go from card to card")
    board.page.keyboard.press("Escape")
    expect(board.get_by_test_id("help-window")).to_have_count(0)
    no_errors(board.page)
