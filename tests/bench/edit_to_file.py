"""How long an edit takes to the file, with a real server, kernel and browser."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, expect

from journeybook.server import Server

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from board_pages import MAP, board_of, shopping_map, write_desk

_EDITS = 30
_PATIENCE = 30.0


def edit_to_file(browser: Browser) -> list[float]:
    """Return milliseconds from a key press in Voila to a new map file, one by one."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        write_desk(desk, shopping_map(), "en")
        with Server.start(desk, "en") as server:
            context = browser.new_context()
            page = context.new_page()
            page.goto(server.address("voila"))
            expect.set_options(timeout=60_000)
            board = board_of(page)
            board.locator('[data-card-id="painpoint-0"]').focus()
            times = [_one(page.keyboard.press, desk / MAP, str(2 + i % 3)) for i in range(_EDITS)]
            context.close()
    return times


def _one(press: object, file: Path, key: str) -> float:
    """Press a key that changes the map, and wait for another file."""
    assert callable(press)
    before = file.stat()
    start = time.perf_counter()
    press(key)
    while (now := file.stat()).st_ino == before.st_ino and now.st_mtime_ns == before.st_mtime_ns:
        if time.perf_counter() - start > _PATIENCE:
            raise TimeoutError(f"nothing was saved within {_PATIENCE:.0f} s")
        time.sleep(0.001)
    taken = time.perf_counter() - start
    time.sleep(0.1)
    return taken * 1000
