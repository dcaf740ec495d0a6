"""Does axe-core find nothing serious on the board, in light and dark, in Chinese and English, whatever is open?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from board_pages import drag, open_exercise_board, open_map, shopping_map
from playwright.sync_api import Locator, expect

from conftest import OpenPage, StartServer

_AXE = Path(__file__).parents[2] / "helpers" / "board" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async (part) => {
  const found = await axe.run(part, {resultTypes: ["violations"]});
  return found.violations
    .filter(({impact}) => impact === "serious" || impact === "critical")
    .map(({id, nodes}) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}"""
# Targets of less than 24 × 24 pixels.
_SMALL = """() => [...document.querySelectorAll("[data-testid=board] :is(button, select, [role=slider], .jb-bar)")]
  .filter((one) => one.checkVisibility({visibilityProperty: true}))
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 23.5 || box.height < 23.5))
  .map(([one, box]) => `${one.className} ${box.width} × ${box.height}`)"""
_OBSCURED = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8]];
  const seen = points.filter(([x, y]) => {
    const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
    return top !== null && (document.activeElement.contains(top) || top.contains(document.activeElement));
  });
  return seen.length === 0;
}"""


@pytest.fixture
def check_part() -> Callable[[Locator], None]:
    """Return a check of the board, or of a part of it, as it stands."""
    if not _AXE.exists() and not os.environ.get("CI"):
        pytest.skip("axe-core is not installed: run `npm ci` in helpers/board")

    def check(part: Locator) -> None:
        page = part.page
        if not page.evaluate("'axe' in window"):
            page.evaluate(_AXE.read_text())
        expect(part).to_be_visible()
        assert part.evaluate(_RUN) == [], part
        assert page.evaluate(_SMALL) == [], part

    return check


def _details(board: Locator) -> Iterator[Locator]:
    """Open the details of each kind of card, one of them selected."""
    page = board.page
    for card in ("painpoint-1", "touchpoint-1", "opportunity-0"):
        board.locator(f'.jb-card[data-card-id="{card}"]').focus()
        page.keyboard.press("Control+Space")
        page.keyboard.press("Space")
        yield board.get_by_test_id("details")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")


def _windows(board: Locator) -> Iterator[Locator]:
    """Open one window over the board after another."""
    page = board.page
    for button, window in (
        ("help", "help-window"),
        ("emotion-table", "emotion-table-window"),
        ("lanes-menu", "lanes-window"),
        ("add-lane", "add-lane-window"),
        ("overlay-menu", "overlay-window"),
        ("picture", "picture-menu"),
        ("add-touchpoint", "touchpoint-picker"),
    ):
        board.get_by_test_id(button).first.click()
        yield board.get_by_test_id(window)
        page.keyboard.press("Escape")
    # First one that cannot be read, then one that can.
    for name, answer in (("a.csv", "incoming-failed"), ("a.mmd", "incoming-accept")):
        drag(board, name, b"journey\n  section S\n    T: 3: Me\n")
        expect(page.get_by_test_id(answer)).to_be_visible()
        yield page.get_by_test_id("incoming")
        page.keyboard.press("Escape")
    page.keyboard.press("Control+f")
    page.keyboard.type("1")
    yield board.get_by_test_id("find-bar")
    page.keyboard.press("Escape")


def _panels(board: Locator) -> Iterator[Locator]:
    """Open the panels beside the lanes, with a list of claims and a hint in them."""
    page = board.page
    board.get_by_test_id("panel-facts").click()
    facts = board.get_by_test_id("facts-panel")
    facts.get_by_test_id("fact-attach").first.click()
    yield board.get_by_test_id("attach-window")
    page.keyboard.press("Escape")
    yield facts
    board.get_by_test_id("panel-checks").click()
    board.get_by_test_id("check-hint-open").first.click()
    yield board.get_by_test_id("checks-panel")
    board.get_by_test_id("panel-checks").click()


def _whole(board: Locator) -> Iterator[Locator]:
    """Show the board as a table, larger, in both drawn forms, and without a stage."""
    page = board.page
    yield board
    board.get_by_test_id("zoom-in").click()
    yield board
    board.get_by_test_id("zoom-now").click()
    for form in ("timeline", "flowchart"):
        board.get_by_test_id(f"form-{form}").check()
        yield board
    board.get_by_test_id("form-table").check()
    stages = board.get_by_test_id("stage")
    stages.first.focus()
    for left in (2, 1, 0):
        page.keyboard.press("Delete")
        expect(stages).to_have_count(left)
    yield board
    page.keyboard.press("Control+z")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_serious(
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    check_part: Callable[[Locator], None],
    lang: str,
    theme: str,
) -> None:
    """Is the board free of serious findings and of targets too small, whatever is open on it?"""
    board = open_exercise_board(tmp_path, shopping_map(lang), start_server, open_page, lang, theme)
    for parts in (_details, _windows, _panels, _whole):
        for part in parts(board):
            check_part(part)


def test_the_focus_is_never_covered(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Does the focus never come to lie under a title that stays, in a small window?"""
    board = open_map(tmp_path, shopping_map(), start_server, open_page)
    page = board.page
    page.set_viewport_size({"width": 700, "height": 520})
    board.get_by_test_id("stage").last.focus()
    for key in ["ArrowDown"] * 4 + ["PageDown"] * 2 + ["ArrowLeft"] * 4 + ["PageUp"] * 4:
        page.keyboard.press(key)
        assert not page.evaluate(_OBSCURED), f"{key}: {page.evaluate('document.activeElement.outerHTML')[:160]}"
