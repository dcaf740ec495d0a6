"""Does no text of a map run, load anything or lose a character in the drawn forms and in pictures of them?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from board_pages import MAP, board_of, expect_saved, write_desk
from injections import INJECTIONS
from playwright.sync_api import Browser, Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook import mapfile
from journeybook.model import JourneyMap

Check = Callable[[Page], None]

_STAGES = 13
_OVERLAYS = 6
_FIELDS = 9
"""Texts of a touchpoint, a pain point and an opportunity that stand in every form."""

_WATCH = """window.ran = [];
  window.jbx = () => window.ran.push("jbx");
  for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.ran.push(name);"""
# Two frames on: whatever begins by itself has begun.
_RAN = """async () => {
  for (let i = 0; i < 2; i++) await new Promise((done) => requestAnimationFrame(done));
  return window.ran;
}"""
_ELEMENTS = """() => [...new Set([...document.querySelectorAll("*")].map((one) => one.localName))].sort()"""
_ATTRIBUTES = """() => [...document.querySelectorAll("*")].flatMap((one) => [...one.attributes])
  .filter(({ name, value }) => /^on|href|src|style/i.test(name) || /url\\((?!#journey-feeling\\))/i.test(value))
  .map(({ name, value }) => `${name}=${value}`)"""
_STUB_PRINTER = """() => {
  const append = Element.prototype.append;
  Element.prototype.append = function (...nodes) {
    append.apply(this, nodes);
    for (const node of nodes) if (node instanceof HTMLIFrameElement) node.contentWindow.print = () => {
      const { contentDocument, contentWindow } = node;
      window.printed = { text: contentDocument.body.textContent, ran: contentWindow.ran ?? [] };
      contentWindow.dispatchEvent(new Event("afterprint"));
    };
  };
}"""


def _squeezed(text: str) -> str:
    """Return a text without spaces and control characters: where lines break, spaces go."""
    return re.sub(r"[\s\x00-\x1f]", "", text)


def _hostile_map(name: str) -> JourneyMap:
    """Return a map with every string as each text of a card, and all of them in every other text."""
    texts = list(INJECTIONS)
    shares = ["\n".join(texts[i::_STAGES]) for i in range(_STAGES)]
    every = "\n".join(texts)

    def cards(kind: str, *fields: str, **more: object) -> list[dict[str, object]]:
        return [
            {"id": f"{kind}-{i}", "stage": f"stage-{i % _STAGES}", **dict.fromkeys(fields, text), **more}
            for i, text in enumerate(texts)
        ]

    return JourneyMap.parse(
        {
            "persona": {"name": name, "about": every, "goal": every},
            "scenario": {"name": every, "situation": every},
            "stages": [{"id": f"stage-{i}", "name": text} for i, text in enumerate(shares)],
            "touchpoints": [
                card | {"emotion": i % 5 - 2, "case_touchpoint": texts[i][:64]}
                for i, card in enumerate(
                    cards("touchpoint", "name", "action", "thought", "backstage", is_moment_of_truth=True)
                )
            ],
            "pain_points": [
                card | {"touchpoint": f"touchpoint-{i}"} for i, card in enumerate(cards("painpoint", "text"))
            ],
            "opportunities": [
                card | {"pain_points": [f"painpoint-{i}"]}
                for i, card in enumerate(cards("opportunity", "text", "goal", "measure", "owner"))
            ],
            "evidence": [
                {"id": f"evidence-{i}", "claim": f"painpoint-{i}", "aspect": "pain_point", "text": text, "source": text}
                for i, text in enumerate(texts)
            ],
            "lanes": [
                {"id": "lane-words", "name": every, "kind": "text"},
                {"id": "lane-figures", "name": every, "kind": "number", "unit": every},
            ],
            "lane_cells": [
                {"id": f"lanecell-{lane}{i}", "lane": f"lane-{lane}", "stage": f"stage-{i}", "text": text, "number": i}
                for i, text in enumerate(shares)
                for lane in ("words", "figures")
            ],
        }
    )


@pytest.fixture
def board(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> Locator:
    """Return a board on a hostile map, with six maps of hostile names laid over it, and a watch on what runs."""
    write_desk(tmp_path, _hostile_map("\n".join(INJECTIONS)), "en")
    for i in range(_OVERLAYS):
        mapfile.write(tmp_path / f"other-{i}.journey.json", _hostile_map(" ".join(INJECTIONS[i::_OVERLAYS])))
    page = open_page(start_server(tmp_path, "en").address("voila"))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.add_init_script(_WATCH)
    page.reload()
    board = board_of(page)
    board.get_by_test_id("overlay-menu").click()
    expect(page.get_by_test_id("overlay-shown")).to_have_count(_OVERLAYS)
    for box in page.get_by_test_id("overlay-shown").all():
        box.check()
    page.keyboard.press("Escape")
    return board


def _saved(board: Locator, kind: str, place: Path) -> Path:
    """Save a picture as the person at the board does."""
    page = board.page
    board.get_by_test_id("picture").click()
    with page.expect_download() as info:
        page.get_by_test_id(f"picture-{kind}").click()
    info.value.save_as(place)
    return place


def _opened(browser: Browser, file: Path) -> tuple[list[str], Page]:
    """Open a file as a document by itself; return what it asks for too."""
    page = browser.new_context().new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.add_init_script(_WATCH)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.mouse.move(300, 300)
    return asked, page


def test_a_picture_that_runs_is_noticed(chromium: Browser, tmp_path: Path) -> None:
    """Would the watch of these tests see a script in an SVG file, or something that it asks for?"""
    file = tmp_path / "bad.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><script>jbx()</script><image href="other.png"/></svg>',
        encoding="utf-8",
    )
    asked, page = _opened(chromium, file)
    assert page.evaluate(_RAN) == ["jbx"]
    assert asked == [file.as_uri(), (tmp_path / "other.png").as_uri()]
    assert page.evaluate(_ATTRIBUTES) == ["href=other.png"]
    page.context.close()


def test_hostile_texts_are_only_drawn(
    board: Locator, chromium: Browser, tmp_path: Path, no_outside_requests: Check
) -> None:
    """Does each string stand as text in every form, its SVG file and its print, and does a PNG come of it?"""
    page = board.page
    texts = [_squeezed(text) for text in INJECTIONS]
    for form in ("table", "timeline", "flowchart"):
        board.get_by_test_id(f"form-{form}").check()
        shown = board.get_by_test_id("touchpoint" if form == "table" else "spot-touchpoint")
        expect(shown).to_have_count(len(texts))
        file = _saved(board, "svg", tmp_path / f"{form}.svg")
        asked, alone = _opened(chromium, file)
        assert alone.evaluate(_RAN) == []
        assert asked == [file.as_uri()]
        assert alone.evaluate(_ELEMENTS) == ["defs", "linearGradient", "path", "rect", "stop", "svg", "text", "title"]
        assert alone.evaluate(_ATTRIBUTES) == []
        words = _squeezed(alone.evaluate("document.documentElement.textContent"))
        assert [text for text in texts if words.count(text) < _FIELDS] == []
        alone.context.close()
        assert page.evaluate(_RAN) == []
        no_outside_requests(page)

    assert _saved(board, "png", tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    page.evaluate(_STUB_PRINTER)
    board.get_by_test_id("picture").click()
    page.get_by_test_id("picture-print").click()
    page.wait_for_function("window.printed !== undefined")
    printed = page.evaluate("window.printed")
    assert printed["ran"] == []
    assert [text for text in texts if _squeezed(printed["text"]).count(text) < _FIELDS] == []
    assert page.evaluate(_RAN) == []
    assert (
        page.evaluate("document.querySelectorAll('[data-testid=board] :is(img, script, iframe, a, style)').length") == 0
    )
    no_outside_requests(page)


def test_a_hostile_name_of_another_map_is_only_a_name(
    board: Locator, tmp_path: Path, no_outside_requests: Check
) -> None:
    """Do the names of maps that are laid over stay names: in the legend, on the timeline, and on the curve?"""
    page = board.page
    legend = board.get_by_test_id("overlay-legend")
    said = _squeezed(legend.inner_text())
    assert [text for text in INJECTIONS if _squeezed(text) not in said] == []
    for form in ("table", "timeline"):
        board.get_by_test_id(f"form-{form}").check()
        expect(board.get_by_test_id("overlay-curve")).to_have_count(_OVERLAYS)
        # A pointer over a curve's point reads its title.
        board.get_by_test_id("overlay-curve").last.locator("circle").first.hover(force=True)
        assert page.evaluate(_RAN) == []
    point = board.get_by_test_id("emotion-point").nth(13)
    point.focus()
    page.keyboard.press("0")
    expect(board.get_by_test_id("said")).to_contain_text("Neutral")
    expect_saved(board)
    journey = mapfile.read(tmp_path / MAP)
    changed = next(one for one in journey.touchpoints if one.id == point.get_attribute("data-card-id"))
    assert (changed.emotion, changed.name) == (0, INJECTIONS[int(changed.id.removeprefix("touchpoint-"))])
    assert page.evaluate(_RAN) == []
    no_outside_requests(page)
