"""Is a debrief presented from its agenda, and followed on phones, with nobody's name given away?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from debrief_class import EXERCISE, GROUPS, NAMES, make_class, submit, variant
from debrief_pages import address, serve, store_of, voters
from exercise_folders import edited
from injections import INJECTIONS, WATCH
from playwright.sync_api import Page, expect
from sqlalchemy import update

from conftest import OpenPage, StartServer
from journeybook.classroom.folder import ClassFolder
from journeybook.debrief import agenda, clusters, decisions, voting
from journeybook.debrief.tables import AGENDA
from journeybook.i18n import t
from journeybook.model import PainPoint

_FOLLOW_MS = 2000
"""Within which a phone shows what the trainer does."""


def _join(open_page: OpenPage, place: str, class_: ClassFolder, theme: str = "light") -> Page:
    """Open a phone's page and join with a fresh slip."""
    with store_of(class_) as store:
        (code,) = voting.deal(store, 1)
    phone = open_page(place, theme=theme, lang=class_.lang, width=390, height=844, touch=True)
    phone.locator("#code").fill(code)
    phone.get_by_role("button", name=t("vote.join", class_.lang)).click()
    expect(phone.locator("footer")).to_be_visible()
    return phone


def _titles(lang: str) -> list[str]:
    return [t(f"debriefview.agenda_{name}", lang) for name in ("wall", "agreement", "ideas", "votes", "decisions")]


@pytest.mark.parametrize(("lang", "theme"), [("zh", "light"), ("en", "dark")])
def test_stepping_through_the_agenda(
    lang: str,
    theme: str,
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    no_errors: Callable[[Page], None],
    no_outside_requests: Callable[[Page], None],
) -> None:
    """Do keys step through the items and their views, pause and leave, and are names and colours switched there?"""
    class_ = make_class(tmp_path, lang)
    server = serve(start_server, class_, tmp_path / "desk")
    page = open_page(address(server, "present"), theme=theme, lang=lang, width=1920, height=1080)
    title, clock, view = (page.get_by_test_id(name) for name in ("present-title", "clock", "present-view"))
    expect(page.get_by_test_id("start")).to_be_visible()
    expect(page.locator("nav")).to_have_count(0)
    titles = _titles(lang)
    for key, place in (("ArrowRight", 0), ("PageDown", 1), ("ArrowRight", 2), ("PageUp", 1), ("ArrowLeft", 0)):
        page.keyboard.press(key)
        expect(title).to_have_text(titles[place])
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text(titles[1])
    expect(view.get_by_test_id("curve")).to_have_count(len(GROUPS))
    paused = t("debriefpage.paused", lang)
    expect(clock).not_to_contain_text(paused)
    page.keyboard.press("Space")
    expect(clock).to_contain_text(paused)
    stopped = clock.inner_text()
    page.get_by_test_id("extend").click()
    expect(clock).not_to_have_text(stopped)
    page.keyboard.press("Space")
    expect(clock).not_to_contain_text(paused)

    page.get_by_test_id("present-names").click()
    # Whoever has no map yet may be the first letter.
    lettered = re.compile(t("debriefview.team", lang, letter="[AB]"))
    expect(view.get_by_test_id("heat-row").first).to_contain_text(lettered)
    assert not [name for name in NAMES if name in page.content()]

    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_test_id("present-theme").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert page.evaluate("document.documentElement.dataset.theme") == {"light": "dark", "dark": "light"}[theme]
    page.reload()
    expect(title).to_have_text(titles[1])
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before

    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")
    page.keyboard.press("Escape")
    expect(page.locator("nav [aria-current]")).to_have_text(t("debriefpage.agenda_tab", lang))
    no_errors(page)
    no_outside_requests(page)


def test_time_is_the_same_after_a_restart(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Does time that is over show after a reload, in a second window and on a new server, and is it shown as over?"""
    class_ = make_class(tmp_path)
    server = serve(start_server, class_, tmp_path / "desk")
    page = open_page(address(server, "present"), lang="zh")
    with page.expect_response("**/action/agenda_show"):
        page.get_by_test_id("start").click()
    expect(page.get_by_test_id("clock")).to_contain_text(re.compile("0[89]:|10:00"))
    with store_of(class_) as store:
        first = agenda.agenda(store, EXERCISE, "zh").items[0]
        with store.write("agenda") as connection:  # as if it had begun long ago
            begun = AGENDA.c.started - 1000
            connection.execute(update(AGENDA).where(AGENDA.c.id == first.id).values(started=begun))
    over = re.compile(t("debriefpage.over", "zh", time="(0[6-9]|1[0-6]):[0-5][0-9]"))
    expect(page.get_by_test_id("clock")).to_have_text(over)
    expect(page.locator(".jb-clock.jb-over")).to_be_visible()
    page.reload()
    expect(page.get_by_test_id("clock")).to_have_text(over)
    server.stop()
    again = serve(start_server, class_, tmp_path / "desk")
    other = open_page(address(again, "present"), lang="zh")
    expect(other.get_by_test_id("present-title")).to_have_text(first.title)
    expect(other.get_by_test_id("clock")).to_have_text(over)


def test_phones_follow(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Callable[[Page], None]
) -> None:
    """Within two seconds, do phones show the item, the card without hidden names, and the ballot at the vote?"""
    class_ = make_class(tmp_path)
    server = serve(start_server, class_, tmp_path / "desk")
    page = open_page(address(server, "present"), lang="zh")
    expect(page.get_by_test_id("start")).to_be_visible()
    with voters(class_) as place:
        phone = _join(open_page, place, class_)
        expect(phone.get_by_test_id("presented")).to_have_count(0)
        page.keyboard.press("ArrowRight")
        item = phone.get_by_test_id("presented")
        expect(item).to_contain_text(_titles("zh")[0], timeout=_FOLLOW_MS)
        expect(item).to_contain_text(re.compile("剩余 (09:|10:00)"))

        page.get_by_test_id("pick").click()
        said = next(pain.text for pain in variant("zh", 0).pain_points)
        page.get_by_test_id("picker-search").fill(f"{said} {GROUPS[0]}")
        page.get_by_test_id("picker-card").first.click()
        card = phone.get_by_test_id("spotlight")
        expect(card).to_contain_text(said, timeout=_FOLLOW_MS)
        expect(card).to_contain_text(GROUPS[0])
        expect(page.get_by_test_id("spotlight")).to_contain_text([said])
        expect(page.get_by_test_id("evidence").first).to_be_visible()
        expect(page.get_by_test_id("present-view")).to_be_hidden()

        page.get_by_test_id("present-names").click()
        expect(card).to_contain_text(re.compile("小组 [A-E]"), timeout=_FOLLOW_MS)
        expect(page.get_by_test_id("spotlight")).to_contain_text(re.compile("小组 [A-E]"))
        expect(page.get_by_test_id("tile").first).to_contain_text("小组 A")
        assert not [name for name in NAMES if name in phone.content() or name in page.content()]
        got = phone.evaluate("fetch('api/presented').then((answer) => answer.text())")
        assert not [name for name in NAMES if name in got]

        page.keyboard.press("Escape")
        expect(card).to_have_count(0, timeout=_FOLLOW_MS)
        expect(page.get_by_test_id("spotlight")).to_have_count(0)

        with store_of(class_) as store:
            choices = [one.id for one in clusters.current(store, EXERCISE) if one.kind == "pain_point"][:3]
            number = voting.open_round(store, EXERCISE, "pain_point", "哪里最痛？", choices)
            expect(phone.get_by_test_id("choice")).to_have_count(3, timeout=_FOLLOW_MS)
            phone.get_by_role("button", name="加一个").first.click()
            expect(phone.get_by_test_id("sending")).to_have_attribute("data-state", "saved")
            voting.close_round(store, number)
            # While something else is presented, the closed round stands aside.
            expect(phone.get_by_text("哪里最痛？")).to_have_count(0, timeout=_FOLLOW_MS)
            for _ in range(3):
                page.get_by_test_id("next").click()
            expect(item).to_contain_text(_titles("zh")[3], timeout=_FOLLOW_MS)
            expect(phone.get_by_text("哪里最痛？")).to_be_visible()
            expect(phone.get_by_test_id("result")).to_have_count(0)
            assert '"result": null' in phone.evaluate("fetch('api/round').then((answer) => answer.text())")
            voting.reveal(store, number)
            expect(phone.get_by_test_id("result")).to_have_count(3, timeout=_FOLLOW_MS)
        page.keyboard.press("Escape")
        page.get_by_test_id("stop").click()
        expect(item).to_have_count(0, timeout=_FOLLOW_MS)
        no_errors(page)


def test_the_agenda_is_put_in_order(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Are items changed, added, moved by keyboard and removed, and are they there after a reload?"""
    class_ = make_class(tmp_path, "en")
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "agenda"), lang="en")
    items, titles = page.get_by_test_id("item"), page.get_by_test_id("item-title")
    expect(items).to_have_count(5)
    titles.nth(0).fill("Walk along the wall")
    page.keyboard.press("Tab")
    page.get_by_test_id("item-minutes").nth(0).fill("25")
    page.keyboard.press("Tab")
    page.get_by_test_id("new-title").fill("Coffee")
    page.get_by_test_id("new-item").click()
    expect(items).to_have_count(6)
    page.get_by_test_id("item-down").nth(0).focus()
    page.keyboard.press("Enter")
    expect(titles.nth(1)).to_have_value("Walk along the wall")
    page.keyboard.press("Enter")  # the focus went along
    expect(titles.nth(2)).to_have_value("Walk along the wall")
    remove = page.get_by_test_id("item-remove").nth(0)
    remove.click()
    remove.click()
    expect(items).to_have_count(5)
    page.reload()
    expect(items).to_have_count(5)
    expect(titles.nth(1)).to_have_value("Walk along the wall")
    expect(page.locator("[data-testid=item-minutes]").nth(1)).to_have_value("25")
    expect(titles.nth(4)).to_have_value("Coffee")
    page.get_by_test_id("item-show").nth(4).click()
    expect(page.get_by_test_id("present-title")).to_have_text("Coffee")
    expect(page.get_by_test_id("present-view")).to_have_text("Coffee")


def test_decisions_are_recorded(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Is a decision recorded with owner, day and cluster, changed, kept, and removed only on the second press?"""
    class_ = make_class(tmp_path, "en")
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "decisions"), lang="en")
    found = page.get_by_test_id("decision")
    options = page.get_by_test_id("decision-cluster").locator("option")
    expect(options.nth(1)).to_be_attached()
    cluster = options.nth(1).inner_text()
    page.get_by_test_id("decision-text").fill("Open two more tills")
    page.get_by_test_id("decision-owner").fill("Store manager")
    page.get_by_test_id("decision-due").fill("2026-12-31")
    page.get_by_test_id("decision-cluster").select_option(index=1)
    page.get_by_test_id("decision-save").click()
    expect(found).to_have_count(1)
    for text in ("Open two more tills", "Store manager", "Dec 31, 2026", cluster):
        expect(found).to_contain_text(text)
    expect(page.get_by_test_id("decision-text")).to_have_value("")
    page.get_by_test_id("decision-edit").click()
    page.get_by_test_id("decision-text").fill("Open three more tills")
    page.get_by_test_id("decision-save").click()
    expect(found).to_contain_text("Open three more tills")
    expect(found).to_contain_text("Store manager")
    page.reload()
    expect(found).to_contain_text("Open three more tills")
    remove = page.get_by_test_id("decision-remove")
    remove.click()
    expect(remove).to_have_text(t("debriefpage.sure", "en"))
    page.reload()
    expect(found).to_have_count(1)
    remove.click()
    remove.click()
    expect(found).to_have_count(0)


def test_hostile_texts_do_nothing(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Are cards, titles and decisions that try to run a script shown as they were written, also on phones?"""
    class_ = make_class(tmp_path)
    journey = variant("zh", 0)
    stage = journey.stages[0].id
    pains = tuple(PainPoint(id=f"pain-{i}", stage=stage, text=text) for i, text in enumerate(INJECTIONS))
    submit(class_, "m0", edited(journey, pain_points=pains, opportunities=(), evidence=()))
    server = serve(start_server, class_, tmp_path / "desk")
    page = open_page(f"{server.url}api/status?token={server.token}", lang="zh")  # for the cookie
    page.add_init_script(WATCH)
    with store_of(class_) as store:
        items = agenda.agenda(store, EXERCISE, "zh").items
        agenda.edit(store, EXERCISE, items[0].id, title="<img src=x onerror=jbx()>", screen="")
        for text in INJECTIONS:
            decisions.keep(store, EXERCISE, None, text, owner=text)
    page.goto(address(server, "decisions"))
    expect(page.get_by_test_id("decision")).to_have_count(len(INJECTIONS))
    page.goto(address(server, "present"))
    page.get_by_test_id("start").click()
    expect(page.get_by_test_id("present-title")).to_have_text("<img src=x onerror=jbx()>")
    with voters(class_) as place:
        phone = _join(open_page, place, class_)
        phone.add_init_script(WATCH)
        phone.reload()
        for search in ("<img src=x onerror=jbx()>", "<svg onload=jbx()>", "javascript:jbx()"):
            page.get_by_test_id("pick").click()
            page.get_by_test_id("picker-search").fill(search)
            page.get_by_test_id("picker-card").first.click()
            expect(page.get_by_test_id("spotlight")).to_contain_text(search)
            expect(phone.get_by_test_id("spotlight")).to_contain_text(search)
        for one in (page, phone):
            assert one.evaluate("window.ran") == []
            assert one.locator("main img, main script, main iframe, main svg").count() == 0
