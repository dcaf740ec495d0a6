"""Is a round of voting made, held, closed and revealed on the trainer's page, with phones voting?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from debrief_class import EXERCISE, make_class
from debrief_pages import address, serve, store_of, voters
from injections import INJECTIONS, WATCH
from playwright.sync_api import APIResponse, Page, Route, expect

from conftest import OpenPage, StartServer
from journeybook.debrief import clusters, voting
from journeybook.debrief.store import Store
from journeybook.i18n import t

_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def _slips(page: Page, count: int) -> list[str]:
    """Have slips made, and return the codes that paper shows."""
    page.get_by_test_id("slips-wanted").fill(str(count))
    page.get_by_test_id("deal").click()
    expect(page.get_by_test_id("slips-ready")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_test_id("slip")).to_have_count(count)
    expect(page.get_by_test_id("slip").first).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
    codes = [code for text in page.get_by_test_id("slip").all_inner_texts() for code in _CODE.findall(text)]
    page.emulate_media(media="screen")
    return codes


@pytest.mark.parametrize(("lang", "theme"), [("zh", "light"), ("en", "dark")])
def test_a_round_from_making_to_reveal(
    lang: str,
    theme: str,
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    no_errors: Callable[[Page], None],
    no_outside_requests: Callable[[Page], None],
) -> None:
    """Do phones join with printed codes and vote, does the wall count them, and is the result hidden until revealed?"""
    class_ = make_class(tmp_path, lang)
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "votes"), theme=theme, lang=lang)
    expect(page.get_by_test_id("choice").nth(2)).to_be_visible()
    codes = _slips(page, 3)
    assert len(set(codes)) == 3
    expect(page.get_by_test_id("slip").first).to_be_hidden()
    page.get_by_test_id("forget").click()
    expect(page.get_by_test_id("slip")).to_have_count(0)
    assert not _CODE.findall(page.content())

    page.get_by_test_id("question").fill("A & B?")
    page.get_by_test_id("dots").select_option("4")
    page.get_by_test_id("limit").select_option("5")
    while page.get_by_test_id("choice").nth(3).is_checked():
        page.get_by_test_id("choice").nth(3).uncheck()
    page.get_by_test_id("open").click()
    now = page.get_by_test_id("round")
    expect(now).to_have_attribute("data-state", "open")
    expect(now.get_by_test_id("clock")).to_have_text(re.compile(r"4:5\d"))
    with voters(class_) as join, store_of(class_) as store:
        chosen = voting.rounds(store, EXERCISE)[0].choices
        assert len(chosen) == len([one for one in clusters.current(store, EXERCISE) if one.kind == "pain_point"]) - 1
        phones = [open_page(f"{join}#code={code}", lang=lang, width=390, height=844, touch=True) for code in codes[:2]]
        for place, phone in enumerate(phones):
            phone.get_by_role("button").click()
            expect(phone.get_by_test_id("choice")).to_have_count(len(chosen))
            for _ in range(3 - place):
                phone.get_by_test_id("choice").nth(1 + place).get_by_role("button").last.click()
            expect(phone.get_by_test_id("sending")).to_have_attribute("data-state", "saved")
            assert phone.evaluate("document.documentElement.scrollWidth") == 390
        expect(page.get_by_test_id("joined")).to_have_text(t("debriefpage.joined", lang, n=2, of=3))
        expect(now.get_by_test_id("ballots")).to_contain_text(t("debriefpage.ballots", lang, n=2))
        expect(now.get_by_test_id("bar")).to_have_count(0)

        now.get_by_test_id("close").click()
        expect(now).to_have_attribute("data-state", "closed")
        expect(phones[0].get_by_test_id("choice")).to_have_count(0)
        for shown in (page, *phones):
            expect(shown.get_by_test_id("bar").or_(shown.get_by_test_id("result"))).to_have_count(0)
        now.get_by_test_id("reveal").click()
        bars = now.get_by_test_id("bar")
        expect(bars).to_have_count(len(chosen))
        assert [text[-1] for text in bars.all_inner_texts()] == ["3", "2", *"0" * (len(chosen) - 2)]
        expect(phones[1].get_by_test_id("result").first).to_contain_text("3")

    # The next one stands above; the first is kept.
    page.get_by_test_id("new-round").click()
    page.get_by_test_id("vote-opportunity").click()
    page.get_by_test_id("open").click()
    rounds = page.get_by_test_id("round")
    expect(rounds).to_have_count(2)
    expect(rounds.first).to_contain_text(t("debriefpage.ask_opportunity", lang))
    expect(rounds.last).to_contain_text("A & B?")
    expect(rounds.last.get_by_test_id("bar")).to_have_count(len(chosen))
    no_errors(page)
    no_outside_requests(page)


def test_the_clock_ends_a_round(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Does a round whose time is up stand there as closed, to be revealed, without anybody doing anything?"""
    class_ = make_class(tmp_path)
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "votes"), lang="zh")
    expect(page.get_by_test_id("choice").first).to_be_visible()
    with store_of(class_) as store:
        choices = [one.id for one in clusters.current(store, EXERCISE) if one.kind == "pain_point"]
        voting.open_round(store, EXERCISE, "pain_point", "?", choices[:2], seconds=2)
    expect(page.get_by_test_id("clock")).to_be_visible()
    expect(page.get_by_test_id("round")).to_have_attribute("data-state", "closed")
    page.get_by_test_id("reveal").click()
    expect(page.get_by_test_id("bar")).to_have_count(2)


def test_a_late_answer_takes_no_dot_back(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Does a dot stay that was given while the phone waited for what the server had said before?"""
    class_ = make_class(tmp_path)
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "votes"), lang="zh")
    expect(page.get_by_test_id("choice").first).to_be_visible()
    late: list[tuple[Route, APIResponse]] = []
    with voters(class_) as place, store_of(class_) as store:
        choices = [one.id for one in clusters.current(store, EXERCISE) if one.kind == "pain_point"][:2]
        round_id = voting.open_round(store, EXERCISE, "pain_point", "?", choices)
        mine, other = voting.deal(store, 2)
        phone = open_page(f"{place}#code={mine}", lang="zh", width=390, height=844, touch=True)
        phone.get_by_role("button").click()
        more = phone.get_by_test_id("choice").first.get_by_role("button").last
        expect(more).to_be_enabled()

        # Somebody else's vote makes the phone look again; its answer, without a dot, is kept back.
        phone.route("**/api/round", lambda route: late.append((route, route.fetch())))
        voting.vote(store, voting.join(store, other), round_id, {choices[1]: 1})
        while not late:
            phone.wait_for_timeout(50)
        first, answer = late.pop(0)
        more.click()
        _until_counted(phone, store, round_id, {choices[0]: 1, choices[1]: 1})
        first.fulfill(response=answer)
        expect(phone.get_by_test_id("sending")).to_have_attribute("data-state", "saved")
        more.click()
        _until_counted(phone, store, round_id, {choices[0]: 2, choices[1]: 1})


def _until_counted(page: Page, store: Store, round_id: int, dots: dict[int, int]) -> None:
    for _ in range(100):
        if voting.tally(store, round_id).dots == dots:
            return
        page.wait_for_timeout(100)
    assert voting.tally(store, round_id).dots == dots


def test_a_round_needs_two_choices_and_a_question(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage
) -> None:
    """Is a round not to be opened without a question or with one choice alone?"""
    class_ = make_class(tmp_path)
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "votes"), lang="zh")
    choices = page.get_by_test_id("choice")
    expect(choices.first).to_be_visible()
    page.get_by_test_id("question").fill("   ")
    page.get_by_test_id("open").click()
    for one in choices.all()[1:]:
        one.uncheck()
    expect(page.get_by_test_id("open")).to_be_disabled()
    with store_of(class_) as store:
        assert voting.rounds(store, EXERCISE) == []


def test_hostile_texts_do_nothing(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Are a question and choices that try to run a script shown as written, on the wall, on phones and on paper?"""
    class_ = make_class(tmp_path)
    server = serve(start_server, class_, tmp_path / "desk")
    page = open_page(f"{server.url}api/status?token={server.token}", lang="zh")  # for the cookie
    page.add_init_script(WATCH)
    page.goto(address(server, "votes"))
    expect(page.get_by_test_id("choice").nth(2)).to_be_visible()
    with store_of(class_) as store:
        pains = [one for one in clusters.current(store, EXERCISE) if one.kind == "pain_point"]
        for one, text in zip(pains, INJECTIONS[13:], strict=False):
            clusters.rename(store, EXERCISE, one.id, text)
    expect(page.get_by_test_id("choice").locator("..").first).to_contain_text(INJECTIONS[13])
    page.get_by_test_id("question").fill(INJECTIONS[14])
    page.get_by_test_id("open").click()
    expect(page.get_by_test_id("round")).to_contain_text(INJECTIONS[14])
    (code,) = _slips(page, 1)
    with voters(class_) as join:
        phone = open_page(join, lang="zh", width=390, height=844)
        phone.add_init_script(WATCH)
        phone.goto(f"{join}#code={code}")
        phone.reload()
        phone.get_by_role("button").click()
        expect(phone.get_by_test_id("choice").first).to_contain_text(INJECTIONS[13])
        phone.get_by_test_id("choice").first.get_by_role("button").last.click()
        expect(phone.get_by_test_id("sending")).to_have_attribute("data-state", "saved")
        page.get_by_test_id("close").click()
        page.get_by_test_id("reveal").click()
        expect(page.get_by_test_id("bar").first).to_contain_text(INJECTIONS[13])
        expect(phone.get_by_test_id("result").first).to_contain_text(INJECTIONS[13])
        for one in (page, phone):
            assert one.evaluate("window.ran") == []
            assert one.locator("main img, main script, main iframe").count() == 0
