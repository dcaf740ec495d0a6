"""Can a trainee draw a future map beside the current one, compare the two, and find both again?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from board_pages import board_of, expect_saved
from playwright.sync_api import Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook import desk, mapfile, workbook

Check = Callable[[Page], None]

_EXERCISE = "exercises/03-retail/03-retail.ipynb"
_NAMES = ("map.journey.json", "map.future.journey.json")


@pytest.fixture
def open_exercise(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> Callable[..., Locator]:
    """Return a function that opens the retail exercise on the model map, and returns its board."""

    def open_one(lang: str) -> Locator:
        place = desk.prepare(tmp_path / "desk", lang)
        model = mapfile.read(workbook.root() / "solutions" / lang / "03-retail" / "key" / _NAMES[0])
        mapfile.write((place / _EXERCISE).parent / _NAMES[0], model)
        return board_of(open_page(start_server(place, lang).address("voila", _EXERCISE), lang=lang))

    return open_one


def _emotions(folder: Path) -> list[list[int | None]]:
    return [[card.emotion for card in mapfile.read(folder / name).touchpoints] for name in _NAMES]


def test_the_future_map_is_drawn_beside_the_current_one(
    tmp_path: Path,
    open_exercise: Callable[..., Locator],
    no_errors: Check,
    no_outside_requests: Check,
) -> None:
    """Is the future map begun as a copy, drawn over the current curve, undone alone, saved alone, and found again?"""
    board = open_exercise("zh")
    folder = tmp_path / "desk" / "exercises" / "03-retail"
    page = board.page
    first = board.get_by_test_id("emotion-point").first
    was = int(first.get_attribute("data-emotion") or "")
    key, now = ("ArrowDown", was - 1) if was > 0 else ("ArrowUp", was + 1)
    first.focus()
    page.keyboard.press(key)
    expect_saved(board)

    # By keys: a board that goes away takes nothing along.
    board.get_by_test_id("kind-current").focus()
    page.keyboard.press("ArrowRight")
    begin = page.get_by_role("button", name="开始画未来图")
    expect(begin).to_be_visible()
    assert not (folder / _NAMES[1]).exists()
    begin.click()

    board = board_of(page)
    expect(board.get_by_test_id("kind-future")).to_be_checked()
    expect(board.get_by_test_id("overlay-curve")).to_have_count(1)
    expect(board.get_by_test_id("undo")).to_be_disabled()
    last = board.get_by_test_id("emotion-point").last
    before = last.get_attribute("data-emotion") or ""
    assert before != "2"
    for _ in range(4):
        last.focus()
        page.keyboard.press("ArrowUp")
    expect(last).to_have_attribute("data-emotion", "2")
    page.keyboard.press("s")
    expect_saved(board)

    # Until the kernel has answered, the future map stands there with the switch already turned.
    board.get_by_test_id("kind-current").click(force=True)
    board = board_of(page)
    expect(board.get_by_test_id("emotion-point").last).to_have_attribute("data-emotion", before)
    expect(board.get_by_test_id("kind-current")).to_be_checked()
    expect(board.get_by_test_id("emotion-point").first).to_have_attribute("data-emotion", str(now))
    board.get_by_test_id("undo").click()
    expect(board.get_by_test_id("emotion-point").first).to_have_attribute("data-emotion", str(was))
    expect(board.get_by_test_id("undo")).to_be_disabled()
    expect_saved(board)
    current, future = _emotions(folder)
    assert (current[0], future[0], future[-1]) == (was, now, 2)
    assert [mapfile.read(folder / name).kind for name in _NAMES] == ["current", "future"]
    no_errors(page)

    page.reload()
    board = board_of(page)
    board.get_by_test_id("kind-future").click(force=True)
    board = board_of(page)
    expect(board.get_by_test_id("kind-future")).to_be_checked()
    expect(board.get_by_test_id("emotion-point").last).to_have_attribute("data-emotion", "2")
    expect(board.get_by_test_id("overlay-curve")).to_have_count(1)
    no_outside_requests(page)
