"""Does the board work in a real browser, in JupyterLab and in Voila, down to the file on the disk?"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from board_pages import write_desk
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook import mapfile
from journeybook.desk import sign
from journeybook.model import JourneyMap, Stage

Check = Callable[[Page], None]
OpenBoard = Callable[..., Locator]

_MAP = "map.journey.json"
_CELL = """
import os
from pathlib import Path
from journeybook.board import Board
Path({pid!r}).write_text(str(os.getpid()))
Board(Path({map!r}), lang={lang!r}, touchpoint_options=[
    {{"code": "checkout", "name": {checkout!r}, "channel": "store"}},
    {{"code": "after_sales", "name": {after_sales!r}, "channel": "chat"}},
])
"""
_PID = "kernel.pid"
_SMALL = JourneyMap(stages=(Stage(id="stage-1", name="Purchase"),))
_NAMES = {"zh": ("收银台结账", "售后客服"), "en": ("Checkout", "After-sales service")}


@pytest.fixture
def open_board(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> OpenBoard:
    """Return a function that opens a notebook with a board and returns the board."""

    def open_one(app: str, lang: str, theme: str = "light") -> Locator:
        checkout, after_sales = _NAMES[lang]
        code = _CELL.format(map=_MAP, pid=_PID, lang=lang, checkout=checkout, after_sales=after_sales)
        notebook = new_notebook(
            cells=[
                new_markdown_cell("# Map", id="title"),
                new_code_cell(code, id="board", metadata={"jupyter": {"source_hidden": True}}),
            ],
            metadata={
                "journeybook": {"autorun": True},
                "kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"},
            },
        )
        path = tmp_path / "index.ipynb"
        nbformat.write(notebook, path)
        sign({path: path})
        server = start_server(tmp_path, lang, theme=theme)
        page = open_page(server.address(app, theme=theme), theme=theme, lang=lang)
        return _board_of(page)

    return open_one


def _board_of(page: Page) -> Locator:
    board = page.get_by_test_id("board")
    expect(board).to_have_attribute("data-ready", "true")
    return board


def _expect_saved(board: Locator) -> None:
    expect(board.get_by_test_id("status")).to_have_attribute("data-state", "saved")


def _cell(board: Locator, lane: str, stage: int) -> Locator:
    return board.get_by_test_id(f"cell-{lane}").nth(stage)


def _names(board: Locator, lane: str, stage: int) -> Locator:
    """Return the texts of the cards of one lane in one stage."""
    text = {"touchpoint": "touchpoint-name", "pain_point": "pain-point-text", "opportunity": "opportunity-text"}
    return _cell(board, lane, stage).get_by_test_id(text[lane])


def _write(page: Page, words: str) -> None:
    """Write into the text that has just opened, and finish it."""
    expect(page.locator("textarea.jb-area:focus")).to_be_visible()
    page.keyboard.insert_text(words)
    page.keyboard.press("Enter")


def _add(board: Locator, lane: str, stage: int, words: str) -> None:
    """Add a card by its "+" and write its text."""
    _cell(board, lane, stage).get_by_test_id(f"add-{lane.replace('_', '-')}").first.click()
    if lane == "touchpoint":
        board.page.get_by_test_id("touchpoint-own").click()
    _write(board.page, words)


def _drag(card: Locator, x: float, y: float) -> None:
    """Drag a card by its lower edge, where it has no text, to a point of the window."""
    box = card.bounding_box()
    assert box is not None
    mouse = card.page.mouse
    mouse.move(box["x"] + 10, box["y"] + box["height"] - 5)
    mouse.down()
    # A drag starts with the first few pixels; only later moves are drags over something.
    mouse.move(box["x"] + 20, box["y"] + box["height"] - 8, steps=2)
    mouse.move(x - 4, y, steps=4)
    mouse.move(x, y, steps=2)
    mouse.up()


def _middle(place: Locator) -> tuple[float, float]:
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _set_up_two_stages_of_cards(board: Locator, lang: str) -> None:
    """Choose a template; add a touchpoint of the case, one in own words, a pain point and an opportunity."""
    page = board.page
    board.get_by_test_id("template_b").click()
    expect(board.get_by_test_id("stage")).to_have_count(5)
    _cell(board, "touchpoint", 2).get_by_test_id("add-touchpoint").click()
    page.locator('[data-testid="touchpoint-option"][data-code="checkout"]').click()
    _write(page, "排队十四分钟")  # the action comes first, for the case gave the name
    _add(board, "touchpoint", 2, "自助机")
    _add(board, "pain_point", 2, "队伍太长")
    _add(board, "opportunity", 2, "加开收银台")
    expect(_names(board, "touchpoint", 2)).to_have_text([_NAMES[lang][0], "自助机"])


def _move_cards(board: Locator) -> None:
    """Move one touchpoint with the mouse to another stage, a pain point and a stage with the keyboard."""
    page = board.page
    _drag(_cell(board, "touchpoint", 2).get_by_test_id("touchpoint").nth(1), *_middle(_cell(board, "touchpoint", 1)))
    expect(_names(board, "touchpoint", 1)).to_have_text(["自助机"])

    pain = _cell(board, "pain_point", 2).get_by_test_id("pain_point")
    pain.focus()
    page.keyboard.press("5")
    page.keyboard.press("Alt+ArrowLeft")
    expect(_names(board, "pain_point", 1)).to_have_text(["队伍太长"])
    page.keyboard.press("Alt+ArrowRight")
    expect(_names(board, "pain_point", 2)).to_have_text(["队伍太长"])
    expect(board.get_by_test_id("pain_point")).to_be_focused()

    board.get_by_test_id("stage").nth(4).focus()
    page.keyboard.press("Alt+ArrowLeft")
    expect(board.get_by_test_id("stage-name").nth(3)).to_have_text(re.compile("忠诚|Loyalty"))


def _judge(board: Locator) -> None:
    """Set one emotion by dragging its point, one with the arrow keys; star a moment of truth."""
    page = board.page
    points = board.get_by_test_id("emotion-point")
    expect(points).to_have_count(2)
    expect(points.nth(1)).to_have_attribute("data-emotion", "unset")
    x, y = _middle(points.nth(1))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 20, steps=2)
    page.mouse.move(x, y + 400, steps=3)
    page.mouse.up()
    expect(points.nth(1)).to_have_attribute("data-emotion", "-2")
    points.nth(0).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    expect(points.nth(0)).to_have_attribute("data-emotion", "1")
    card = _cell(board, "touchpoint", 2).get_by_test_id("touchpoint")
    card.focus()
    page.keyboard.press("s")
    expect(card.get_by_test_id("card-star")).to_have_attribute("aria-pressed", "true")


def _delete_undo_redo(board: Locator) -> None:
    """Delete a card, take it back with the keys and the button, and do it again and take it back."""
    page = board.page
    opportunity = _cell(board, "opportunity", 2).get_by_test_id("opportunity")
    opportunity.focus()
    page.keyboard.press("Delete")
    expect(opportunity).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(opportunity).to_have_count(1)
    page.keyboard.press("Control+Shift+Z")
    expect(opportunity).to_have_count(0)
    board.get_by_test_id("undo").click()
    expect(opportunity).to_have_count(1)
    # One step each: what was done before the delete is still there.
    expect(_cell(board, "touchpoint", 2).get_by_test_id("card-star")).to_have_attribute("aria-pressed", "true")


def _fill_in_details(board: Locator) -> None:
    """Give the opportunity a goal and a pain point, and the pain point its evidence, in the details."""
    page = board.page
    _cell(board, "opportunity", 2).get_by_test_id("opportunity").focus()
    page.keyboard.press("Space")
    details = board.get_by_test_id("details")
    details.get_by_test_id("field-goal").locator("textarea").fill("五分钟以内")
    details.get_by_test_id("answers").check()
    details.get_by_test_id("details-close").click()
    pain = _cell(board, "pain_point", 2).get_by_test_id("pain_point")
    pain.focus()
    page.keyboard.press("Space")
    details.get_by_test_id("evidence-add").click()
    details.get_by_test_id("evidence-kind").select_option("data")
    details.get_by_test_id("evidence-text").locator("textarea").fill("高峰期平均等待十四分钟")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(details).to_have_count(0)
    expect(pain).to_be_focused()


def _expect_map(journey: JourneyMap, lang: str) -> None:
    """Hold the file to everything that was done above."""
    purchase = journey.stages[2]
    (own,) = journey.touchpoints_in(journey.stages[1].id)
    (checkout,) = journey.touchpoints_in(purchase.id)
    assert [stage.name for stage in journey.stages][3:] == {"zh": ["忠诚", "使用"], "en": ["Loyalty", "Use"]}[lang]
    assert (own.name, own.emotion, own.channel) == ("自助机", 1, None)
    assert (checkout.name, checkout.case_touchpoint, checkout.channel) == (_NAMES[lang][0], "checkout", "store")
    assert (checkout.action, checkout.emotion, checkout.is_moment_of_truth) == ("排队十四分钟", -2, True)
    (pain,) = journey.pain_points
    assert (pain.text, pain.severity, pain.touchpoint, pain.stage) == ("队伍太长", 5, checkout.id, purchase.id)
    (opportunity,) = journey.opportunities
    assert (opportunity.text, opportunity.goal, opportunity.pain_points) == ("加开收银台", "五分钟以内", (pain.id,))
    (evidence,) = journey.evidence
    assert (evidence.claim, evidence.aspect, evidence.kind, evidence.text) == (
        pain.id,
        "pain_point",
        "data",
        "高峰期平均等待十四分钟",
    )
    assert journey.persona.name == "李女士"


@pytest.mark.parametrize(("app", "lang", "theme"), [("lab", "zh", "light"), ("voila", "en", "dark")])
def test_a_trainee_draws_a_map(
    tmp_path: Path,
    open_board: OpenBoard,
    no_outside_requests: Check,
    no_errors: Check,
    app: str,
    lang: str,
    theme: str,
) -> None:
    """Is all that can be done on the board done, saved, and found again after the page is loaded anew?"""
    board = open_board(app, lang, theme)
    page = board.page
    board.get_by_test_id("persona.name").locator(".jb-text").click()
    _write(page, "李女士")
    _set_up_two_stages_of_cards(board, lang)
    _move_cards(board)
    _judge(board)
    _delete_undo_redo(board)
    _fill_in_details(board)
    _expect_saved(board)
    expect(board.get_by_test_id("status")).to_have_text(
        re.compile({"zh": r"已保存 \d+:\d\d", "en": r"Saved \d+:\d\d"}[lang])
    )
    _expect_map(mapfile.read(tmp_path / _MAP), lang)
    no_errors(page)

    page.reload()
    board = _board_of(page)
    expect(board.get_by_test_id("touchpoint")).to_have_count(2)
    expect(_names(board, "touchpoint", 2)).to_have_text([_NAMES[lang][0]])
    expect(board.get_by_test_id("emotion-point").nth(1)).to_have_attribute("data-emotion", "-2")
    expect(board).to_have_attribute("lang", {"zh": "zh-CN", "en": "en"}[lang])
    no_outside_requests(page)


def test_keys_on_the_board_do_not_reach_the_notebook(tmp_path: Path, open_board: OpenBoard) -> None:
    """Do keys that would cut, add or run cells in JupyterLab do nothing of the kind on the board?"""
    board = open_board("lab", "en")
    page = board.page
    board.get_by_test_id("template_a").click()
    _add(board, "touchpoint", 0, "Advertisement")
    cells = page.locator(".jp-Notebook .jp-Cell")
    expect(cells).to_have_count(2)

    board.get_by_test_id("touchpoint").focus()
    for key in ("x", "b", "a", "d", "d", "m", "z", "Control+Enter", "Shift+Enter"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.locator("textarea.jb-area:focus")).to_be_visible()
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("dd xb")
    page.keyboard.press("Enter")

    expect(board.get_by_test_id("touchpoint-name")).to_have_text("Advertisement\ndd xb")
    expect(cells).to_have_count(2)
    expect(board.get_by_test_id("touchpoint")).to_be_focused()
    _expect_saved(board)
    assert mapfile.read(tmp_path / _MAP).touchpoints[0].name == "Advertisement\ndd xb"


def test_enter_that_chooses_a_chinese_word_does_not_finish_the_text(tmp_path: Path, open_board: OpenBoard) -> None:
    """Does a text stay open while an input method composes, and close with the Enter after it?"""
    board = open_board("voila", "zh")
    page = board.page
    keyboard = page.context.new_cdp_session(page)
    name = board.get_by_test_id("persona.name")
    name.locator(".jb-text").click()
    expect(name.locator("textarea")).to_be_focused()

    keyboard.send("Input.imeSetComposition", {"text": "li", "selectionStart": 2, "selectionEnd": 2})
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Enter", "windowsVirtualKeyCode": 229})
    expect(name.locator("textarea")).to_be_focused()
    keyboard.send("Input.insertText", {"text": "李女士"})
    page.keyboard.press("Enter")

    expect(name.locator(".jb-text")).to_have_text("李女士")
    _expect_saved(board)
    assert mapfile.read(tmp_path / _MAP).persona.name == "李女士"


def test_a_text_left_open_is_saved_when_the_page_is_left(open_board: OpenBoard, no_errors: Check) -> None:
    """Does Voila wait with letting go of the kernel until what stands in an open field is there?"""
    board = open_board("voila", "zh")
    page = board.page
    address = page.url
    name = board.get_by_test_id("persona.name")
    name.locator(".jb-text").click()
    expect(name.locator("textarea")).to_be_focused()
    page.keyboard.insert_text("李女士")
    page.goto("about:blank")
    page.goto(address)
    expect(_board_of(page).get_by_test_id("persona.name").locator(".jb-text")).to_have_text("李女士")
    no_errors(page)


def test_a_text_is_text_whatever_it_says(tmp_path: Path, open_board: OpenBoard, no_errors: Check) -> None:
    """Is markup that somebody writes on a card shown as it was written, and never obeyed?"""
    board = open_board("voila", "en")
    hostile = "<img src=x onerror=\"document.title='taken'\"><b>bold</b>"
    board.get_by_test_id("template_a").click()
    _add(board, "touchpoint", 0, hostile)
    _add(board, "pain_point", 0, hostile)
    expect(board.get_by_test_id("touchpoint-name")).to_have_text(hostile)
    expect(board.get_by_test_id("pain-point-text")).to_have_text(hostile)
    expect(board.locator("img")).to_have_count(0)
    expect(board.page).not_to_have_title("taken")
    _expect_saved(board)
    assert mapfile.read(tmp_path / _MAP).touchpoints[0].name == hostile
    no_errors(board.page)


@pytest.mark.parametrize("app", ["lab", "voila"])
def test_a_slow_start_is_no_end(tmp_path: Path, start_server: StartServer, open_page: OpenPage, app: str) -> None:
    """Does a board come to life on a machine so slow that the two seconds are over which anywidget waits for it?"""
    write_desk(tmp_path, _SMALL, "en")
    page = open_page("about:blank")
    page.add_init_script(
        "const timeout = AbortSignal.timeout.bind(AbortSignal);"
        "AbortSignal.timeout = (time) => timeout(time === 2000 ? 0 : time);"
    )
    page.goto(start_server(tmp_path).address(app))
    expect(_board_of(page).get_by_test_id("stage-name")).to_have_text("Purchase")


def test_a_kernel_that_does_not_answer_is_not_called_saved(tmp_path: Path, open_board: OpenBoard) -> None:
    """Does the board say that nothing is saved while the kernel stands still, and save once it goes on?"""
    board = open_board("voila", "en")
    kernel = int((tmp_path / _PID).read_text())
    os.kill(kernel, signal.SIGSTOP)
    try:
        board.get_by_test_id("template_a").click()
        expect(board.get_by_test_id("status")).to_have_attribute("data-state", "silent")
        expect(board.get_by_role("alert")).to_contain_text("not saved")
    finally:
        os.kill(kernel, signal.SIGCONT)
    _expect_saved(board)
    assert len(mapfile.read(tmp_path / _MAP).stages) == 5
