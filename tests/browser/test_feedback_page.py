"""Can the feedback page be read by everybody: light and dark, wide and narrow, on paper, with a screen reader?

``make pictures`` runs these tests, too, and keeps what they photograph in ``docs/images``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import graded_class
import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import OpenPage
from journeybook import workbook

PICTURES = workbook.root() / "docs" / "images"
LARGEST_PICTURE = 200_000

_AXE = Path(__file__).parents[2] / "helpers" / "board" / "node_modules" / "axe-core" / "axe.min.js"
_RUN_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .map(({id, nodes}) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)"""
_TEXT_OUTSIDE = """() => {
  const window = document.querySelector(".jb-picture").getBoundingClientRect();
  return [...document.querySelectorAll(".jb-picture text")]
    .filter((text) => {
      const box = text.getBoundingClientRect();
      return box.left < window.left - 1 || box.right > window.right + 1 || box.bottom > window.bottom + 1;
    })
    .map((text) => text.textContent);
}"""
_COLOUR = """([element, name]) => getComputedStyle(document.querySelector(element))[name]"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Return where the feedback page of a trainee lies, of a class in this language."""
    made: dict[str, Path] = {}

    def page_of(lang: str, trainee: str) -> Path:
        if lang not in made:
            made[lang] = tmp_path_factory.mktemp(f"workbook-{lang}")
            subprocess.run([sys.executable, graded_class.__file__, made[lang], lang], check=True)
        return made[lang] / "work" / "c1" / trainee / "exercises" / graded_class.EXERCISE / "feedback.html"

    return page_of


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_weak_hand_in(lang: str, pages: Callable[[str, str], Path], open_page: OpenPage) -> None:
    """Does a trainee see score, next steps, the class and their map, its numbers leading to the findings?"""
    page = open_page(pages(lang, "weak").as_uri(), lang=lang, width=1440, height=1000)
    expect(page.locator(".total strong")).to_have_text("48.5")
    expect(page.locator(".next li")).to_have_count(3)
    expect(page.locator(".histogram")).to_be_visible()
    badge = page.locator(".jb-picture a").first
    badge.click()
    place = page.url.partition("#")[2]
    assert badge.get_attribute("href") == f"#{place}"
    expect(page.locator(f"[id={place}]")).to_be_in_viewport()
    page.locator(f"[id={place}] a.jb-number").click()
    expect(page.locator(".picture").first).to_be_in_viewport()
    assert page.evaluate(_TEXT_OUTSIDE) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_its_picture(lang: str, pages: Callable[[str, str], Path], chromium: Browser) -> None:
    """Does the page show its map whole in a window of usual width?"""
    # Smaller than life: the photograph is to show what is on the page.
    context = chromium.new_context(viewport={"width": 1360, "height": 1900}, device_scale_factor=0.58)
    page = context.new_page()
    page.goto(pages(lang, "weak").as_uri())
    frame = page.locator(".picture").first
    assert frame.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
    expect(page.locator(".wide").first).to_be_hidden()
    _keep(page, f"feedback-{lang}")
    context.close()


@pytest.mark.parametrize("trainee", ["key", "weak", "blank", "mallory"])
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_everybody_can_read_it(
    trainee: str, theme: str, width: int, pages: Callable[[str, str], Path], open_page: OpenPage
) -> None:
    """Does axe-core find nothing on a page, and does only the map need to be pushed sideways, never the page?"""
    page = open_page(pages("zh", trainee).as_uri(), lang="zh", theme=theme, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    if not _AXE.exists() and not os.environ.get("CI"):
        pytest.skip("axe-core is not installed: run `npm ci` in helpers/board")
    for summary in page.locator("summary").all():
        if summary.is_visible():
            summary.click()
    page.evaluate(_AXE.read_text())
    assert page.evaluate(_RUN_AXE) == []


def test_dark_on_screen_and_light_on_paper(pages: Callable[[str, str], Path], open_page: OpenPage) -> None:
    """Is the page dark on a dark screen, its map too, and both of them light when they are printed?"""
    page = open_page(pages("zh", "weak").as_uri(), lang="zh", theme="dark")
    ground, drawn = ["body", "backgroundColor"], [".jb-picture .f-text", "fill"]
    assert page.evaluate(_COLOUR, ground) == "rgb(20, 25, 31)"
    assert page.evaluate(_COLOUR, drawn) == "rgb(232, 237, 242)"
    page.emulate_media(media="print")
    assert page.evaluate(_COLOUR, ground) == "rgb(255, 255, 255)"
    assert page.evaluate(_COLOUR, drawn) == "rgb(27, 31, 39)"


def test_nothing_is_asked_of_anybody(pages: Callable[[str, str], Path], open_page: OpenPage) -> None:
    """Does a hostile hand-in's page run nothing and ask for nothing but itself?"""
    address = pages("zh", "mallory").as_uri()
    page = open_page("about:blank", lang="zh")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert page.evaluate("window.owned") is None
    assert asked == [address]


def _keep(page: Page, name: str) -> None:
    """Photograph the window; ``make pictures`` keeps what it sees."""
    picture = page.screenshot(animations="disabled")
    assert picture.startswith(b"\x89PNG")
    if os.environ.get("JOURNEYBOOK_PICTURES"):
        assert len(picture) < LARGEST_PICTURE
        PICTURES.mkdir(parents=True, exist_ok=True)
        (PICTURES / f"{name}.png").write_bytes(picture)
