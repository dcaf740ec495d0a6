"""Does a debrief look as the README shows it, in both languages?

``make pictures`` runs these tests and keeps what they photograph in ``docs/images``.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from debrief_class import EXERCISE
from debrief_pages import address, serve, store_of, voters
from playwright.sync_api import FloatRect, Page, expect
from wall_class import GROUPS, StartServer, wall_class

from conftest import OpenPage
from journeybook import workbook
from journeybook.debrief import clusters, voting
from journeybook.i18n import t

PICTURES = workbook.root() / "docs" / "images"
LARGEST_PICTURE = 300_000

_DRAWN = """async () => {
  const pictures = [...document.querySelectorAll("[data-testid=picture] img")];
  await Promise.all(pictures.map((one) => one.decode()));
  return pictures.length;
}"""
_BESIDE = """<body style="margin: 0; display: flex; gap: 24px; align-items: center; background: #e7e9f0; padding: 24px">
  <img style="height: 720px; border-radius: 10px" src="{screen}">
  <img style="height: 660px; border-radius: 26px; border: 10px solid #1b1f27" src="{phone}">
"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_debrief_as_the_readme_shows_it(
    lang: str,
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    no_errors: Callable[[Page], None],
    no_outside_requests: Callable[[Page], None],
) -> None:
    """Do the wall, the curves, and the presenter with a phone that follows show eight groups, with nothing cut off?"""
    class_ = wall_class(tmp_path, lang)
    server = serve(start_server, class_, tmp_path / "desk")
    page = open_page(address(server, "wall"), lang=lang, width=1280, height=720)
    expect(page.get_by_test_id("picture").locator("img")).to_have_count(len(GROUPS[lang]) - 1)
    page.wait_for_function(_DRAWN)
    _keep(page.screenshot(animations="disabled", clip=_down_to(page, ".jb-wall")), f"debrief-wall-{lang}")

    page.set_viewport_size({"width": 1280, "height": 940})
    _go(page, "agreement")
    expect(page.get_by_test_id("curve")).to_have_count(len(GROUPS[lang]) - 1)
    _keep(page.screenshot(animations="disabled"), f"debrief-agreement-{lang}")

    page.set_viewport_size({"width": 1280, "height": 720})
    _go(page, "present")
    page.get_by_test_id("start").click()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    with store_of(class_) as store, voters(class_) as at:
        code, *others = voting.deal(store, 7)
        pains = [one.id for one in clusters.current(store, EXERCISE) if one.kind == "pain_point"][:4]
        number = voting.open_round(store, EXERCISE, "pain_point", t("debriefpage.ask_pain_point", lang), pains)
        for place, slip in enumerate(others):
            voting.vote(store, voting.join(store, slip), number, {pains[0]: 2, pains[1 + place % 3]: 1})
        phone = open_page(at, lang=lang, width=390, height=760, touch=True)
        phone.locator("#code").fill(code)
        phone.get_by_role("button", name=t("vote.join", lang)).click()
        for _ in range(2):
            phone.get_by_test_id("choice").first.get_by_role("button").last.click()
        expect(phone.get_by_test_id("sending")).to_have_attribute("data-state", "saved")
        expect(phone.get_by_test_id("presented")).to_contain_text(t("debriefview.agenda_votes", lang))
        expect(page.get_by_test_id("present-title")).to_have_text(t("debriefview.agenda_votes", lang))
        expect(page.get_by_test_id("present-view")).to_contain_text(t("debriefpage.ask_pain_point", lang))
        expect(page.get_by_test_id("present-view")).to_contain_text(t("debriefpage.ballots", lang, n=7))
        no_errors(page)
        no_outside_requests(page)
        shots = {"screen": page.screenshot(animations="disabled"), "phone": phone.screenshot(animations="disabled")}
    page.goto("about:blank")
    page.set_viewport_size({"width": 1692, "height": 768})
    page.set_content(_BESIDE.format(**{name: _address_of(shot) for name, shot in shots.items()}))
    page.wait_for_function("[...document.images].every((one) => one.complete && one.naturalWidth > 0)")
    _keep(page.screenshot(), f"debrief-present-{lang}")


def _address_of(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def _go(page: Page, view: str) -> None:
    page.goto(f"{page.url.partition('#')[0]}#{view}")


def _down_to(page: Page, last: str) -> FloatRect:
    """Return the part of the window that ends below something."""
    box = page.locator(last).bounding_box()
    assert box is not None
    return {"x": 0, "y": 0, "width": 1280, "height": min(720, box["y"] + box["height"] + 24)}


def _keep(picture: bytes, name: str) -> None:
    """Keep a picture where it is asked for."""
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < LARGEST_PICTURE
    if os.environ.get("JOURNEYBOOK_PICTURES"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        (PICTURES / f"{name}.png").write_bytes(picture)
