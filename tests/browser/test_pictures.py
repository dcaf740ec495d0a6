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
from playwright.sync_api import Page, expect

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
    # In a window this tall no lane may be cut off in the picture.
    lanes = board.locator(".jb-scroll")
    assert lanes.evaluate("lanes => lanes.scrollHeight <= lanes.clientHeight + 1")
    picture = board.screenshot(animations="disabled")
    assert picture.startswith(b"\x89PNG")
    if os.environ.get("JOURNEYBOOK_PICTURES"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        name = f"board-{lang}.png" if theme == "light" else f"board-{lang}-{theme}.png"
        (PICTURES / name).write_bytes(picture)
    no_outside_requests(page)
