"""Does the trainer's page show where the teams agree, follow what they hand in, and run nothing of theirs?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from debrief_class import GROUPS, NAMES, make_class, submit, variant
from debrief_pages import address, serve
from injections import INJECTIONS, WATCH
from playwright.sync_api import Page, expect

from conftest import OpenPage, StartServer
from journeybook.i18n import t
from journeybook.model import JourneyMap, Stage, Touchpoint


@pytest.mark.parametrize(("lang", "theme"), [("zh", "light"), ("en", "dark")])
def test_where_the_teams_agree(
    lang: str,
    theme: str,
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    no_errors: Callable[[Page], None],
    no_outside_requests: Callable[[Page], None],
) -> None:
    """Are curves, heat and topics there, does a new map appear by itself, and do names go and come back?"""
    class_ = make_class(tmp_path, lang)
    server = serve(start_server, class_, tmp_path / "desk")
    page = open_page(address(server, "agreement"), theme=theme, lang=lang, width=1600, height=1000)
    expect(page.get_by_test_id("curve")).to_have_count(len(GROUPS))
    expect(page.get_by_test_id("topic").first).to_contain_text(variant(lang, 0).stages[1].name)
    expect(page.get_by_test_id("heat-row")).to_contain_text(list(GROUPS))
    expect(page.get_by_test_id("alpha")).to_contain_text("0.")
    assert page.get_by_test_id("measured").get_attribute("d")
    assert server.token not in page.url
    submit(class_, "m9", variant(lang, 0))
    expect(page.get_by_test_id("curve")).to_have_count(len(NAMES))

    page.get_by_test_id("names").click()
    expect(page.get_by_test_id("names")).to_have_text(t("debriefpage.show_names", lang))
    expect(page.get_by_test_id("heat-row").first).to_contain_text(t("debriefview.team", lang, letter="A"))
    assert not [name for name in NAMES if name in page.content()]
    page.get_by_test_id("names").click()
    expect(page.get_by_test_id("heat-row")).to_contain_text(list(NAMES))
    no_errors(page)
    no_outside_requests(page)


def test_a_team_is_lit_by_keyboard(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Does choosing a team in the legend leave its curve alone in full colour, until it is chosen again?"""
    class_ = make_class(tmp_path)
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "agreement"), lang="zh")
    button = page.get_by_role("button", name=GROUPS[1])
    faint = page.locator(".jb-faint")
    button.focus()
    page.keyboard.press("Enter")
    expect(faint).to_have_count(len(GROUPS) - 1)
    page.keyboard.press("Enter")
    expect(faint).to_have_count(0)


def test_hostile_texts_do_nothing(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Are stages whose names try to run a script shown as they were written, and is nothing run?"""
    class_ = make_class(tmp_path)
    stages = tuple(Stage(id=f"stage-{i}", name=text) for i, text in enumerate(INJECTIONS))
    for member, emotion in (("m0", 2), ("m1", -2), ("m2", 0), ("m3", 1)):
        points = tuple(Touchpoint(id=f"touchpoint-{i}", stage=one.id, emotion=emotion) for i, one in enumerate(stages))
        submit(class_, member, JourneyMap(stages=stages, touchpoints=points))
    server = serve(start_server, class_, tmp_path / "desk")
    page = open_page(f"{server.url}api/status?token={server.token}", lang="zh")  # for the cookie
    page.add_init_script(WATCH)
    page.goto(address(server, "agreement"))
    expect(page.locator(".jb-heat thead th")).to_have_count(len(INJECTIONS) + 1)
    expect(page.get_by_test_id("heat-row")).to_contain_text(list(GROUPS))
    expect(page.get_by_test_id("topic")).to_have_count(3)
    page.get_by_test_id("names").hover()
    assert page.evaluate("window.ran") == []
    assert page.locator("main img, main script, main iframe, main :not(nav) > a").count() == 0


def test_a_stranger_sees_nothing(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Does who has no token get a sentence instead of the page?"""
    class_ = make_class(tmp_path)
    page = open_page(f"{serve(start_server, class_, tmp_path / 'desk').url}journeybook/debrief/", lang="zh")
    assert page.locator("#debrief").count() == 0
    assert not [name for name in NAMES if name in page.content()]
