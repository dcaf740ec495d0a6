"""Can people arrange the board's lanes, make their own, and lay other maps over theirs, in a real browser?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook import mapfile
from journeybook.desk import sign
from journeybook.model import JourneyMap, Kind, Persona, Stage, Touchpoint

Check = Callable[[Page], None]
OpenBoard = Callable[[str], Locator]

_MAP = "map.journey.json"
_CELL = "from pathlib import Path\nfrom journeybook.board import Board\nBoard(Path({map!r}), lang={lang!r})"
_JOURNEY = JourneyMap(
    persona=Persona(name="林悦"),
    stages=(Stage(id="stage-1", name="购买"), Stage(id="stage-2", name="使用")),
    touchpoints=(
        Touchpoint(id="touchpoint-1", stage="stage-1", name="结账", thought="怎么这么慢", emotion=-2),
        Touchpoint(id="touchpoint-2", stage="stage-2", name="安装", emotion=1),
    ),
)


@pytest.fixture
def open_board(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> OpenBoard:
    """Return a function that opens a board on `_JOURNEY` in Voila and returns the board."""

    def open_one(lang: str) -> Locator:
        mapfile.write(tmp_path / _MAP, _JOURNEY)
        notebook = new_notebook(
            cells=[new_code_cell(_CELL.format(map=_MAP, lang=lang), id="board")],
            metadata={
                "journeybook": {"autorun": True},
                "kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"},
            },
        )
        path = tmp_path / "index.ipynb"
        nbformat.write(notebook, path)
        sign({path: path})
        return _board_of(open_page(start_server(tmp_path, lang).address("voila"), lang=lang, height=1300))

    return open_one


def _board_of(page: Page) -> Locator:
    board = page.get_by_test_id("board")
    expect(board).to_have_attribute("data-ready", "true")
    return board


def _entry(page: Page, lane: str) -> Locator:
    """Return a lane's entry in the menu of lanes."""
    return page.locator(f'.jb-lane-entry[data-lane="{lane}"]')


def _expect_titles(board: Locator, *titles: str) -> None:
    """Wait until these lanes are the first from the top."""
    for i, title in enumerate(titles):
        expect(board.locator("[role=rowheader]").nth(i)).to_have_attribute("data-testid", title)


def _write_backstage(board: Locator) -> None:
    text = board.get_by_test_id("backstage-text").first.locator(".jb-text")
    text.focus()
    board.page.keyboard.press("Enter")
    expect(board.locator("textarea.jb-area:focus")).to_be_visible()
    board.page.keyboard.insert_text("高峰期只开两个收银台")
    board.page.keyboard.press("Enter")
    expect(text).to_be_focused()


def _make_a_number_lane(board: Locator) -> None:
    """Make a lane, fill it, be told of a word that is no number, and take a deleted lane back."""
    page = board.page
    board.get_by_test_id("add-lane").click()
    page.get_by_test_id("lane-name").fill("等待时间")
    page.get_by_test_id("lane-kind-number").check()
    page.get_by_test_id("lane-unit").fill("分钟")
    page.keyboard.press("Enter")
    numbers = board.locator(".jb-number-input")
    expect(numbers).to_have_count(2)
    first, second = numbers.nth(0), numbers.nth(1)
    expect(first).to_be_focused()
    page.keyboard.type("十四")
    page.keyboard.press("Tab")
    expect(board.get_by_test_id("own-number-note")).to_be_visible()
    expect(first).to_have_value("十四")
    first.fill("14 分钟")
    second.fill("1,250.5")
    page.keyboard.press("Tab")
    expect(board.get_by_test_id("own-number-note")).to_have_count(0)
    expect(second).to_have_value("1,250.5")
    expect(board.locator(".jb-bar-fill")).to_have_count(2)

    board.get_by_test_id("own-lane").hover()
    board.get_by_test_id("own-lane-delete").click()
    expect(board.get_by_test_id("own-lane")).to_have_count(0)
    board.get_by_test_id("undo").click()
    expect(board.locator(".jb-number-input").last).to_have_value("1,250.5")


def _arrange_lanes(board: Locator) -> None:
    """Hide a lane that holds something, give thoughts a lane of their own and move it up by the keyboard."""
    page = board.page
    expect(board.get_by_test_id("touchpoint-thought")).to_have_count(1)
    board.get_by_test_id("lanes-menu").click()
    _entry(page, "backstage").get_by_test_id("lane-shown").uncheck()
    thought = _entry(page, "thought").get_by_test_id("lane-shown")
    thought.check()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(thought).to_be_focused()
    down = _entry(page, "opportunity").get_by_test_id("lane-down")
    down.click()
    expect(down).to_be_focused()
    page.keyboard.press("Escape")
    expect(board.get_by_test_id("lanes-menu")).to_be_focused()
    expect(board.get_by_test_id("lanes-menu")).to_contain_text("1")
    expect(board.get_by_test_id("touchpoint-thought")).to_have_count(0)
    _expect_titles(board, "lane-thought", "lane-action", "lane-touchpoint")
    expect(board.get_by_test_id("visibility")).to_have_count(0)


def _drag_a_lane(board: Locator) -> None:
    """Drag the thoughts below the actions and up again, by their title."""
    thought = board.get_by_test_id("lane-thought")
    action = board.get_by_test_id("lane-action")
    for share, order in ((0.8, ["lane-action", "lane-thought"]), (0.2, ["lane-thought", "lane-action"])):
        box = action.bounding_box()
        assert box is not None
        thought.hover(position={"x": 60, "y": 8})
        mouse = board.page.mouse
        mouse.down()
        mouse.move(box["x"] + 40, box["y"] + box["height"] / 2, steps=4)
        mouse.move(box["x"] + 40, box["y"] + box["height"] * share, steps=3)
        mouse.up()
        _expect_titles(board, *order)


def _fold_a_stage(board: Locator) -> None:
    board.get_by_test_id("stage").first.hover()
    board.get_by_test_id("stage-fold").first.click()
    expect(board.get_by_test_id("folded")).to_contain_text("购买")
    expect(board.get_by_test_id("emotion-point")).to_have_count(1)
    expect(board.get_by_test_id("stage").first).to_be_focused()


def _move_a_card_into_the_folded_stage(board: Locator) -> None:
    """Does a card that gets the focus unfold its stage?"""
    card = board.get_by_test_id("touchpoint")
    card.focus()
    board.page.keyboard.press("Alt+ArrowLeft")
    expect(board.get_by_test_id("folded")).to_have_count(0)
    expect(card.last).to_be_focused()
    board.get_by_test_id("undo").click()


def _expect_arrangement(board: Locator) -> None:
    """Is everything where it was put, though the page is loaded anew, and a click away from being whole again?"""
    _expect_titles(board, "lane-thought", "lane-action", "lane-touchpoint")
    expect(board.get_by_test_id("folded")).to_have_count(1)
    board.get_by_test_id("hidden-lane").click()
    expect(board.get_by_test_id("visibility")).to_have_count(1)
    board.get_by_test_id("stage-unfold").click()
    expect(board.get_by_test_id("backstage-text").first).to_have_text("高峰期只开两个收银台")


def test_lanes_are_made_and_arranged(tmp_path: Path, open_board: OpenBoard, no_errors: Check) -> None:
    """Is what is written in lanes saved, and how they are arranged found again but kept out of the map?"""
    board = open_board("zh")
    _write_backstage(board)
    _make_a_number_lane(board)
    expect(board.get_by_test_id("status")).to_have_attribute("data-state", "saved")
    saved = (tmp_path / _MAP).read_bytes()
    journey = mapfile.read(tmp_path / _MAP)
    (lane,) = journey.lanes
    assert (lane.name, lane.kind, lane.unit) == ("等待时间", "number", "分钟")
    assert [(cell.stage, cell.number) for cell in journey.lane_cells] == [("stage-1", 14), ("stage-2", 1250.5)]
    assert journey.touchpoints[0].backstage == "高峰期只开两个收银台"

    _arrange_lanes(board)
    _drag_a_lane(board)
    _fold_a_stage(board)
    _move_a_card_into_the_folded_stage(board)
    _fold_a_stage(board)
    no_errors(board.page)
    board.page.reload()
    board = _board_of(board.page)
    _expect_arrangement(board)
    assert (tmp_path / _MAP).read_bytes() == saved


def test_other_maps_are_laid_over(tmp_path: Path, open_board: OpenBoard, no_errors: Check) -> None:
    """Are another persona's curve and a fresh copy as future map drawn over the map, and found again?"""
    hostile = "<img src=x onerror=\"document.title='taken'\">"
    chen = _JOURNEY.model_copy(update={"persona": Persona(name=hostile)})
    mapfile.write(tmp_path / "chen.journey.json", chen)
    board = open_board("en")
    page = board.page
    board.get_by_test_id("overlay-menu").click()
    expect(page.get_by_test_id("overlay-shown")).to_have_count(1)
    page.get_by_test_id("copy-future").click()
    expect(page.get_by_test_id("copy-status")).to_contain_text("map.future.journey.json")
    assert mapfile.read(tmp_path / "map.future.journey.json") == _JOURNEY.model_copy(update={"kind": Kind.FUTURE})
    expect(page.get_by_test_id("overlay-shown")).to_have_count(2)
    for box in page.get_by_test_id("overlay-shown").all():
        box.check()
    page.get_by_test_id("overlay-close").click()
    legend = board.get_by_test_id("overlay-legend")
    expect(legend).to_contain_text("林悦 (as it should be)")
    expect(legend).to_contain_text(hostile)
    expect(board.get_by_test_id("overlay-curve")).to_have_count(2)
    expect(page).not_to_have_title("taken")
    no_errors(page)

    page.reload()
    board = _board_of(page)
    expect(board.get_by_test_id("overlay-curve")).to_have_count(2)
    _change_other_maps(board, tmp_path)


def _change_other_maps(board: Locator, folder: Path) -> None:
    """Does the board follow, without being loaded anew, when a map that is laid over changes, goes and comes back?"""
    page = board.page
    legend = board.get_by_test_id("overlay-legend")
    curves = board.get_by_test_id("overlay-curve")
    heights = curves.first.locator("circle").evaluate_all("(all) => all.map((one) => one.getAttribute('cy'))")
    low = tuple(one.model_copy(update={"emotion": -2}) for one in _JOURNEY.touchpoints)
    other = _JOURNEY.model_copy(update={"persona": Persona(name="Chen"), "touchpoints": low})
    mapfile.write(folder / "chen.journey.json", other)
    expect(legend).to_contain_text("Chen (as it is)")
    drawn = curves.first.locator("circle")
    expect(drawn.last).to_have_attribute("cy", heights[0])
    assert heights[0] != heights[1]
    (folder / "chen.journey.json").unlink()
    expect(curves).to_have_count(1)
    expect(legend).not_to_contain_text("Chen")
    mapfile.write(folder / "chen.journey.json", other)
    expect(curves).to_have_count(2)
    # Also the list that is open shows what comes.
    board.get_by_test_id("overlay-menu").click()
    mapfile.write(folder / "fang.journey.json", other)
    expect(page.get_by_test_id("overlay-shown")).to_have_count(3)
