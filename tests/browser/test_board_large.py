"""Is a large map, which stands on the page in steps, whole in the end, and within reach before that?"""

from __future__ import annotations

from pathlib import Path

from board_pages import board_of, write_desk
from playwright.sync_api import Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook.model import JourneyMap

STAGES, TOUCHPOINTS = 4, 30
ALL = STAGES * TOUCHPOINTS

# Tells what stood on the page at each step, and whether the search was open; with "#search" its keys are pressed from
# the first step on, until the board hears them.
_WATCH = """
window.steps = [];
new MutationObserver(() => {
  const grid = document.querySelector(".jb-grid");
  if (grid === null) return;
  const open = document.querySelector("[data-testid=find-bar]") !== null;
  const step = [document.querySelectorAll(".jb-touchpoint").length, grid.ariaBusy, open];
  if (String(window.steps.at(-1)) === String(step)) return;
  window.steps.push(step);
  if (!open && grid.ariaBusy === "true" && location.hash === "#search") {
    const press = new KeyboardEvent("keydown", {key: "f", ctrlKey: true, bubbles: true, cancelable: true});
    grid.dispatchEvent(press);
  }
}).observe(document, {childList: true, subtree: true, attributes: true, attributeFilter: ["aria-busy"]});
"""


def _large_map() -> JourneyMap:
    """Return a synthetic map of 480 cards: two pain points and an opportunity for each touchpoint."""
    spots = [(f"stage-{i // TOUCHPOINTS}", i) for i in range(ALL)]
    return JourneyMap.parse(
        {
            "stages": [{"id": f"stage-{i}", "name": f"Stage {i}"} for i in range(STAGES)],
            "touchpoints": [
                {"id": f"touchpoint-{i}", "stage": stage, "name": f"Spot {i}", "action": "Waits", "emotion": 1}
                for stage, i in spots
            ],
            "pain_points": [
                {
                    "id": f"painpoint-{2 * i + j}",
                    "stage": stage,
                    "touchpoint": f"touchpoint-{i}",
                    "text": f"Slow {2 * i + j}",
                }
                for stage, i in spots
                for j in range(2)
            ],
            "opportunities": [{"id": f"opportunity-{i}", "stage": stage, "text": f"Faster {i}"} for stage, i in spots],
        }
    )


def _open(page: Page, address: str) -> tuple[Locator, list[tuple[int, str, bool]]]:
    """Open the board, and return it with its steps once it is whole."""
    page.add_init_script(_WATCH)
    page.goto(address)
    board = board_of(page)
    expect(board.locator(".jb-grid")).to_have_attribute("aria-busy", "false")
    return board, [tuple(step) for step in page.evaluate("window.steps")]


def test_a_large_map_in_steps(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Are the first cards seen before the last, does all come in the end, and does a search not have to wait for it?"""
    write_desk(tmp_path, _large_map(), "en")
    address = start_server(tmp_path, "en").address("voila")
    page = open_page("about:blank")
    board, steps = _open(page, address)
    drawn = [count for count, _, _ in steps]
    assert 0 < drawn[0] < 20
    assert drawn == sorted(drawn)
    assert steps[-1] == (ALL, "false", False)
    assert all((busy == "true") == (count < ALL) for count, busy, _ in steps)
    cards = board.locator(".jb-card")
    assert board.get_by_test_id("touchpoint-name").all_text_contents() == [f"Spot {i}" for i in range(ALL)]
    expect(cards).to_have_count(4 * ALL)
    expect(board.get_by_test_id("emotion-point")).to_have_count(ALL)
    expect(board.get_by_test_id("action")).to_have_count(ALL)
    expect(board.get_by_test_id("add-touchpoint")).to_have_count(STAGES)

    # What is out of sight is still there for the keys and for whoever looks for it.
    board.locator('[data-card-id="touchpoint-0"][data-lane="touchpoint"]').focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    last = board.locator(f'[data-card-id="touchpoint-{ALL - 1}"][data-lane="touchpoint"]')
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()

    page.goto("about:blank")
    board, steps = _open(page, f"{address}#search")
    assert steps[0][1] == "true"
    # All that was left came in one step with the search.
    assert steps[-1] == (ALL, "false", True)
    assert not any(searching for _, busy, searching in steps if busy == "true")
    assert len(steps) < len(drawn)
    page.keyboard.type(f"Slow {2 * ALL - 1}")
    found = board.locator(f'[data-card-id="painpoint-{2 * ALL - 1}"]')
    expect(found).to_have_attribute("data-found", "now")
    expect(found).to_be_in_viewport()
