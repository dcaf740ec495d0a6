"""Do the views of the trainer's page hang together: tabs, colours, what is fetched, and the ways between them?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from debrief_class import EXERCISE, make_class, variant
from debrief_pages import address, serve, store_of
from playwright.sync_api import Page, expect
from wall_class import StartServer, debrief_of, wall_class

from conftest import OpenPage
from journeybook.debrief import clusters, voting
from journeybook.i18n import t

_LOWER = """() => {
  const parts = [...document.querySelectorAll(".jb-top h1, .jb-top a, .jb-top button")];
  const bottom = Math.min(...parts.map((one) => one.getBoundingClientRect().bottom));
  return parts.filter((one) => one.getBoundingClientRect().top >= bottom).map((one) => one.textContent);
}"""
_PAPER = """async () => {
  const picture = document.querySelector("[data-testid=picture] img");
  await picture.decode();
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0, 8, 8);
  return pen.getImageData(0, 0, 1, 1).data[0];
}"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tabs_and_colours(
    lang: str, tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Callable[[Page], None]
) -> None:
    """Do all tabs stand in one line on either projector, and do the pictures go light and dark with the page?"""
    class_ = wall_class(tmp_path, lang)
    served = debrief_of(start_server, class_, tmp_path / "desk", votes_port=8400)
    page = open_page(served, lang=lang, width=1280, height=720)
    expect(page.locator("nav a")).to_have_count(9)
    expect(page.get_by_test_id("names")).to_be_visible()
    expect(page.get_by_role("button", name=t("debriefpage.join", lang), exact=True)).to_be_visible()
    for width, height in ((1920, 1080), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(_LOWER) == [], width

    picture = page.get_by_test_id("picture").first.locator("img")
    for dark in (False, True, False):
        expect(picture).to_be_visible()
        assert (page.evaluate(_PAPER) < 128) is dark
        before = str(picture.get_attribute("src"))
        page.get_by_test_id("theme").click()
        expect(picture).not_to_have_attribute("src", before)
    no_errors(page)


def test_a_vote_fetches_no_map(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """While the wall is shown, does a ballot fetch nothing, and does hiding names fetch the wall?"""
    class_ = make_class(tmp_path)
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "wall"), lang="zh")
    expect(page.get_by_test_id("tile").first).to_be_visible()
    with store_of(class_) as store:
        choices = [one.id for one in clusters.current(store, EXERCISE) if one.kind == "pain_point"][:2]
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
        number = voting.open_round(store, EXERCISE, "pain_point", "?", choices)
        for code in voting.deal(store, 3):
            voting.vote(store, voting.join(store, code), number, {choices[0]: 1})
    # Events come in their order: once the names are hidden, the votes have been heard of.
    page.get_by_test_id("names").click()
    expect(page.get_by_test_id("tile").first).to_contain_text(t("debriefview.team", "zh", letter="A"))
    assert sorted(name for name in asked if name in {"wall", "votes", "clusters"}) == ["wall"]


def test_from_a_cluster_to_a_decision(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Callable[[Page], None]
) -> None:
    """By keyboard, does a cluster lead to a decision that answers it, and is the field ready to be written in?"""
    class_ = make_class(tmp_path, "en")
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "ideas"), lang="en")
    panel = page.get_by_test_id("cluster").nth(1)
    name = panel.locator(".jb-name").inner_text()
    panel.get_by_test_id("decide").press("Enter")
    expect(page.get_by_test_id("decision-text")).to_be_focused()
    expect(page.get_by_test_id("decision-cluster").locator("option:checked")).to_have_text(name)
    page.keyboard.type("Open two more tills")
    page.get_by_test_id("decision-save").press("Enter")
    expect(page.get_by_test_id("decision")).to_contain_text([name])
    expect(page.get_by_test_id("decision-cluster")).to_have_value("")
    page.goto(page.url.partition("#")[0] + "#decisions/123456")
    expect(page.get_by_test_id("decision-cluster")).to_have_value("")
    no_errors(page)


def test_a_card_is_shown_large_from_where_it_is(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Callable[[Page], None]
) -> None:
    """Does one press on a card of the ideas, or of an opened map, show it large to everybody?"""
    class_ = make_class(tmp_path)
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "ideas"), lang="zh", width=1600)
    card = page.get_by_test_id("card").first
    text = card.locator("p").inner_text()
    card.get_by_test_id("to-spotlight").click()
    expect(page.get_by_test_id("spotlight")).to_contain_text(text)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("spotlight")).to_have_count(0)

    page.goto(page.url.partition("#")[0] + "#wall")
    page.get_by_test_id("tile").first.get_by_role("link").click()
    point = variant("zh", 0).touchpoints[0]
    page.get_by_role("button", name=t("debriefpage.spotlight_of", "zh", text=point.name), exact=True).press("Enter")
    expect(page.get_by_test_id("spotlight")).to_contain_text(point.name)
    expect(page.get_by_test_id("spotlight")).to_contain_text(t("debriefpage.kind_touchpoint", "zh"))
    no_errors(page)
