"""Does the board look as the README shows it, in both languages, light and dark?

``make pictures`` runs these tests and keeps what they photograph in ``docs/images``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Locator, Page, expect

from journeybook import desk, workbook
from journeybook.server import Server

PICTURES = workbook.root() / "docs" / "images"


class OpenPage(Protocol):
    def __call__(
        self, address: str, *, theme: str = ..., lang: str = ..., width: int = ..., height: int = ...
    ) -> Page: ...


@pytest.mark.parametrize(("lang", "theme"), [("zh", "light"), ("en", "light"), ("zh", "dark"), ("en", "dark")])
def test_the_model_map_on_the_board(
    lang: str,
    theme: str,
    tmp_path: Path,
    open_page: OpenPage,
    start_server: Callable[..., Server],
    no_outside_requests: Callable[[Page], None],
) -> None:
    """Does the board show the whole model map of the retail case, with its words in the right language?"""
    place = tmp_path / "desk"
    desk.prepare(place, lang)
    key = workbook.root() / "solutions" / lang / "03-retail" / "key"
    shutil.copy(key / "map.journey.json", place / "exercises" / "03-retail" / "map.journey.json")
    server = start_server(place, lang, theme=theme)
    address = f"{server.url.rstrip('/')}/voila/render/exercises/03-retail/03-retail.ipynb?token={server.token}"
    page = open_page(f"{address}&voila-theme={theme}", lang=lang, theme=theme, width=2130, height=1700)
    board = page.get_by_test_id("board")
    expect(board.get_by_test_id("touchpoint")).to_have_count(9)
    expect(board.get_by_test_id("emotion-point")).to_have_count(9)
    expect(board).to_contain_text({"zh": "情感曲线", "en": "Emotion curve"}[lang])
    # In a window this tall, and two steps smaller, nothing may be cut off in the picture.
    for _ in range(2):
        board.get_by_test_id("zoom-out").click()
    lanes = board.locator(".jb-scroll")
    assert lanes.evaluate("lanes => lanes.scrollHeight <= lanes.clientHeight + 1")
    assert lanes.evaluate("lanes => lanes.scrollWidth <= lanes.clientWidth + 1")
    page.mouse.move(0, 0)
    _keep(board, f"board-{lang}" if theme == "light" else f"board-{lang}-{theme}")
    board.get_by_test_id("zoom-now").click()
    if theme == "light":
        _photograph_forms(board, lang)
    no_outside_requests(page)


def _photograph_forms(board: Locator, lang: str) -> None:
    """Photograph the other forms of the map, and the evidence beside it."""
    page = board.page
    page.set_viewport_size({"width": 1760, "height": 1500})
    board.get_by_test_id("form-timeline").check()
    expect(board.get_by_test_id("spot-touchpoint")).to_have_count(9)
    # Two steps smaller the whole journey is in sight.
    for _ in range(2):
        board.get_by_test_id("zoom-out").click()
    window = board.get_by_test_id("drawing-timeline")
    assert window.evaluate("window => window.scrollWidth <= window.clientWidth + 1")
    page.mouse.move(0, 0)
    _keep(board, f"timeline-{lang}")
    board.get_by_test_id("zoom-now").click()

    page.set_viewport_size({"width": 1560, "height": 1900})
    board.get_by_test_id("form-flowchart").check()
    expect(board.get_by_test_id("spot-touchpoint")).to_have_count(9)
    page.mouse.move(0, 0)
    _keep(board, f"flowchart-{lang}")
    page.set_viewport_size({"width": 1500, "height": 1500})
    board.get_by_test_id("form-table").check()
    board.get_by_test_id("panel-facts").click()
    board.get_by_test_id("facts-filter").select_option("store_checkout")
    expect(board.get_by_test_id("fact").first).to_be_visible()
    page.mouse.move(0, 0)
    _keep(board, f"evidence-{lang}")


def _keep(board: Locator, name: str) -> None:
    """Photograph the board; ``make pictures`` keeps what it sees."""
    picture = board.screenshot(animations="disabled")
    assert picture.startswith(b"\x89PNG")
    if os.environ.get("JOURNEYBOOK_PICTURES"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        (PICTURES / f"{name}.png").write_bytes(picture)
