"""Is a drawn form the board as a person has arranged it, and can the feelings of the timeline be moved?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from board_pages import MAP, expect_saved, open_map, shopping_map
from playwright.sync_api import Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook import mapfile
from journeybook.model import JourneyMap

Check = Callable[[Page], None]


def _arranged_map(lang: str) -> JourneyMap:
    """Return the shopping map with backstage work and a lane of figures."""
    plain = shopping_map(lang)
    figures = [{"id": f"lanecell-{i}", "lane": "lane-wait", "stage": f"stage-{i}", "number": 7 * i} for i in range(3)]
    return JourneyMap.parse(
        plain.model_dump(mode="json")
        | {
            "touchpoints": [
                one.model_dump(mode="json") | {"backstage": f"behind {i}"} for i, one in enumerate(plain.touchpoints)
            ],
            "lanes": [{"id": "lane-wait", "name": "Queue time", "kind": "number", "unit": "min"}],
            "lane_cells": figures,
        }
    )


def _show(board: Locator, form: str) -> Locator:
    board.get_by_test_id(f"form-{form}").check()
    drawing = board.get_by_test_id(f"drawing-{form}")
    expect(drawing.locator("svg text").first).to_be_visible()
    return drawing


def _points(board: Locator) -> Locator:
    return board.get_by_test_id("emotion-point")


def _drag(point: Locator, down: float) -> None:
    """Drag a point this many pixels down, in steps as a hand does."""
    box = point.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = point.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x, y + down / 2)
    mouse.move(x, y + down, steps=4)


def test_feelings_move_on_the_timeline(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Check
) -> None:
    """Are the timeline's points dragged and stepped as in the table, with its undo, words and limits?"""
    board = open_map(tmp_path, shopping_map(), start_server, open_page)
    page = board.page
    timeline = _show(board, "timeline")
    points = _points(board)
    expect(points).to_have_count(3)
    said = board.get_by_test_id("said")

    # From happy far below the lane: no lower than very unhappy, and shown while it is dragged.
    _drag(points.nth(0), 400)
    expect(points.nth(0)).to_have_attribute("data-emotion", "-2")
    page.mouse.up()
    expect(said).to_contain_text("Emotion: Very unhappy")
    expect(timeline.get_by_test_id("spot-touchpoint").nth(0)).to_have_accessible_name(
        "Touchpoint 1 of 3, Shop floor, Store, Emotion: Very unhappy, Waits and pays, Hurry up!"
    )
    page.keyboard.press("Control+z")
    expect(points.nth(0)).to_have_attribute("data-emotion", "1")

    # A drag that is given up changes nothing.
    _drag(points.nth(0), 90)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(points.nth(0)).to_have_attribute("data-emotion", "1")

    # One stop of the Tab key, then from point to point.
    assert points.evaluate_all("(all) => all.map((one) => one.tabIndex)") == [0, -1, -1]
    points.nth(0).focus()
    page.keyboard.press("ArrowRight")
    expect(points.nth(1)).to_be_focused()
    assert points.evaluate_all("(all) => all.map((one) => one.tabIndex)") == [-1, 0, -1]
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    expect(points.nth(1)).to_have_attribute("aria-valuenow", "2")
    page.keyboard.press("Delete")
    expect(said).to_contain_text("Emotion: Not set")
    page.keyboard.press("ArrowDown")
    expect(points.nth(1)).to_be_focused()
    expect_saved(board)
    assert [one.emotion for one in mapfile.read(tmp_path / MAP).touchpoints] == [1, -1, None]
    no_errors(page)


def test_a_drawn_form_keeps_the_arrangement(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Check
) -> None:
    """Are hidden lanes, folded stages and laid-over maps the same in table, timeline and flowchart?"""
    mapfile.write(tmp_path / "other.journey.json", shopping_map())
    board = open_map(tmp_path, _arranged_map("en"), start_server, open_page)
    page = board.page
    board.get_by_test_id("overlay-menu").click()
    page.get_by_test_id("overlay-shown").check()
    page.keyboard.press("Escape")
    first = board.get_by_test_id("stage").nth(0)
    first.hover()
    first.get_by_test_id("stage-fold").click()

    timeline = _show(board, "timeline")
    expect(board.get_by_test_id("overlay-curve")).to_have_count(1)
    expect(timeline.locator("svg").first).to_contain_text("Ms Li (as it is)")
    expect(timeline.locator("svg").first).to_contain_text("behind 1")
    expect(timeline.get_by_text("Stage 2, Purchase, Queue time: 7 min")).to_have_count(1)
    expect(timeline.get_by_test_id("spot-touchpoint")).to_have_count(2)
    expect(_points(board)).to_have_count(2)

    # What is hidden here is hidden there, and can be shown again from here.
    board.get_by_test_id("lanes-menu").click()
    for lane in ("backstage", "lane-wait"):
        page.get_by_test_id("lanes-window").locator(f'[data-lane="{lane}"]').get_by_test_id("lane-shown").uncheck()
    page.keyboard.press("Escape")
    expect(timeline.locator("svg").first).not_to_contain_text("behind 1")
    flowchart = _show(board, "flowchart")
    expect(flowchart.locator("svg").first).not_to_contain_text("Queue time")
    expect(board.get_by_test_id("overlay-menu")).to_have_count(0)

    # It is enlarged as the table is.
    width = flowchart.locator("svg").first.bounding_box()
    page.keyboard.press("Control++")
    enlarged = flowchart.locator("svg").first.bounding_box()
    assert width is not None
    assert enlarged is not None
    assert enlarged["width"] > 1.05 * width["width"]
    page.keyboard.press("Control+0")

    # A folded stage unfolds where it stands.
    fold = flowchart.get_by_test_id("spot-folded")
    expect(fold).to_have_accessible_name("Stage 1, Expand “Consideration”")
    fold.focus()
    page.keyboard.press("Enter")
    expect(flowchart.get_by_test_id("spot-touchpoint")).to_have_count(3)
    expect(board.get_by_test_id("said")).to_contain_text("“Consideration” is expanded")
    no_errors(page)


def test_stage_names_stay_in_sight(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Can the name of a stage be read wherever one has scrolled to in the timeline?"""
    journey = shopping_map()
    wide = [
        {"id": f"touchpoint-w{i}", "stage": "stage-0", "name": f"Stop {i}", "action": "Waits. " * 60} for i in range(12)
    ]
    data = journey.model_dump(mode="json")
    board = open_map(
        tmp_path, JourneyMap.parse(data | {"touchpoints": data["touchpoints"] + wide}), start_server, open_page
    )
    timeline = _show(board, "timeline")
    name = timeline.locator(".jb-head-name").first
    timeline.evaluate("(window) => window.scrollTo(900, 400)")
    window, box = timeline.bounding_box(), name.bounding_box()
    assert window is not None
    assert box is not None
    assert abs(box["y"] - window["y"]) <= 2
    assert window["x"] <= box["x"] <= window["x"] + 40
    # It lies over what is scrolled under it.
    seen = name.evaluate("""(name) => {
      const { width, height } = name.getBoundingClientRect();
      const style = getComputedStyle(name.closest(".jb-drawing-head"));
      return [style.backgroundColor !== "rgba(0, 0, 0, 0)", Number(style.zIndex) > 0, width > 20 && height > 20];
    }""")
    assert seen == [True, True, True]
