"""Can a map be drawn with a finger alone: adding, opening, moving, setting emotions, going sideways?

Whether a long press starts a drag is the device's doing (desktop browsers never start one); so a card can be moved
without dragging too.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from board_pages import open_map, shopping_map
from playwright.sync_api import CDPSession, Locator, expect

from conftest import OpenPage, StartServer

Point = tuple[float, float]


def _swipe(session: CDPSession, points: Sequence[Point]) -> None:
    """Put a finger down at the first point, move it along the others, and lift it."""
    for i, (x, y) in enumerate(points):
        kind = "touchMove" if i else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _middle(place: Locator) -> Point:
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _pains(board: Locator, stage: int) -> Locator:
    return board.get_by_test_id("cell-pain_point").nth(stage).get_by_test_id("pain-point-text")


def _add_and_open(board: Locator) -> None:
    """Add a pain point, and open its details from its text; the tools do not lie on its words."""
    page = board.page
    board.get_by_test_id("add-pain-point").first.tap()
    page.keyboard.type("Too dark")
    card = board.get_by_test_id("cell-pain_point").first.get_by_test_id("pain_point").last
    tools = card.get_by_test_id("card-details")
    foot, box = card.locator(".jb-foot").bounding_box(), tools.bounding_box()
    assert foot is not None
    assert box is not None
    assert box["y"] >= foot["y"] + foot["height"] - 1
    assert min(box["width"], box["height"]) >= 44
    tools.tap()
    expect(board.get_by_test_id("details")).to_be_visible()
    expect(_pains(board, 0)).to_have_text(["Cannot find it", "Too dark"])


def _move_without_dragging(board: Locator) -> None:
    """Move the card whose details are open up, and to another stage and back; the details stay open."""
    place = board.get_by_test_id("place")
    place.get_by_test_id("place-up").tap()
    expect(_pains(board, 0)).to_have_text(["Too dark", "Cannot find it"])
    expect(place.get_by_test_id("place-up")).to_be_disabled()
    assert board.page.evaluate("document.activeElement.dataset.testid") == "place-stage"
    place.get_by_test_id("place-stage").select_option("stage-2")
    expect(_pains(board, 2)).to_have_text(["The answer takes days", "Too dark"])
    expect(board.get_by_test_id("field-touchpoint")).to_have_value("touchpoint-2")
    card = board.get_by_test_id("pain_point").filter(has_text="Too dark")
    expect(card).to_be_in_viewport(ratio=0.9)
    board.get_by_test_id("details-close").tap()
    expect(board.get_by_test_id("details")).to_have_count(0)


def _reorder_touchpoints(board: Locator) -> None:
    """Move a touchpoint over the border into the next stage, step by step."""
    board.locator('[data-card-id="touchpoint-0"][data-lane="touchpoint"]').get_by_test_id("touchpoint-name").tap()
    board.locator('[data-card-id="touchpoint-0"]').get_by_test_id("card-details").tap()
    board.get_by_test_id("place-right").tap()
    names = board.get_by_test_id("cell-touchpoint").nth(1).get_by_test_id("touchpoint-name")
    expect(names).to_have_text(["Shop floor", "Checkout"])
    board.get_by_test_id("place-right").tap()
    expect(names).to_have_text(["Checkout", "Shop floor"])
    board.get_by_test_id("details-close").tap()


def test_a_finger_is_enough(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Can everything that a mouse drags be done on a tablet, with its first and its second way?"""
    board = open_map(tmp_path, shopping_map(), start_server, open_page, touch=True)
    page = board.page
    page.set_viewport_size({"width": 1024, "height": 768})
    assert page.evaluate("matchMedia('(pointer: coarse)').matches")
    session = page.context.new_cdp_session(page)
    _add_and_open(board)
    _move_without_dragging(board)
    _reorder_touchpoints(board)

    point = board.locator('[data-card-id="touchpoint-1"][data-lane="emotion"]')
    x, y = _middle(point)
    _swipe(session, [(x, y), (x, y - 20), (x, y - 60), (x, y - 134)])
    expect(point).to_have_attribute("data-emotion", "2")

    page.set_viewport_size({"width": 700, "height": 900})
    window = board.locator(".jb-scroll")
    x, y = _middle(board.get_by_test_id("cell-opportunity").nth(1))
    _swipe(session, [(x, y), *((x - 30 * step, y) for step in range(1, 8))])
    page.wait_for_function("(one) => one.scrollLeft > 60", arg=window.element_handle())
