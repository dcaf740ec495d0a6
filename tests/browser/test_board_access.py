"""Does axe-core find nothing serious on the board, in light and dark, in Chinese and English, whatever is open?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from board_pages import open_map, shopping_map
from playwright.sync_api import Locator, expect

from conftest import OpenPage, StartServer

_AXE = Path(__file__).parents[2] / "helpers" / "board" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async () => {
  const found = await axe.run("[data-testid=board]", {resultTypes: ["violations"]});
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
def check_board() -> Callable[[Locator, str], None]:
    """Return a check of the board as it stands."""
    if not _AXE.exists() and not os.environ.get("CI"):
        pytest.skip("axe-core is not installed: run `npm ci` in helpers/board")

    def check(board: Locator, what: str) -> None:
        page = board.page
        if not page.evaluate("'axe' in window"):
            page.evaluate(_AXE.read_text())
        assert page.evaluate(_RUN) == [], what
        assert page.evaluate(_SMALL) == [], what

    return check


def _states(board: Locator) -> Iterator[str]:
    """Open one thing after another, and name it."""
    page = board.page
    yield "the map"
    board.locator('[data-card-id="painpoint-1"]').focus()
    page.keyboard.press("Control+Space")
    page.keyboard.press("Space")
    expect(board.get_by_test_id("details")).to_be_visible()
    yield "selected, details of a pain point"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    board.locator('[data-card-id="touchpoint-1"][data-lane="touchpoint"]').focus()
    page.keyboard.press("Space")
    yield "details of a touchpoint"
    page.keyboard.press("Control+f")
    page.keyboard.type("1")
    yield "search"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(board.get_by_test_id("help-window")).to_be_visible()
    yield "help"
    page.keyboard.press("Escape")
    board.get_by_test_id("emotion-table").click()
    yield "emotions as a table"
    page.keyboard.press("Escape")
    board.get_by_test_id("add-touchpoint").first.click()
    expect(board.get_by_test_id("touchpoint-picker")).to_be_visible()
    yield "picker"
    page.keyboard.press("Escape")
    for form in ("timeline", "flowchart", "table"):
        board.get_by_test_id(f"form-{form}").check()
        yield form


@pytest.mark.parametrize(("lang", "theme"), [("zh", "dark"), ("en", "light")])
def test_axe_finds_nothing_serious(
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    check_board: Callable[[Locator, str], None],
    lang: str,
    theme: str,
) -> None:
    """Is the board free of serious findings, its targets large enough, and the focus never under a fixed title?"""
    board = open_map(tmp_path, shopping_map(lang), start_server, open_page, lang, theme)
    for what in _states(board):
        check_board(board, what)

    page = board.page
    page.set_viewport_size({"width": 700, "height": 520})
    board.get_by_test_id("stage").last.focus()
    for key in ["ArrowDown"] * 4 + ["PageDown"] * 2 + ["ArrowLeft"] * 4 + ["PageUp"] * 4:
        page.keyboard.press(key)
        assert not page.evaluate(_OBSCURED), f"{key}: {page.evaluate('document.activeElement.outerHTML')[:160]}"
