"""Can a trainee put the case's evidence on the map, and see what the rubric finds while drawing?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from board_pages import MAP, expect_saved, open_exercise_board
from playwright.sync_api import Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook import mapfile, workbook
from journeybook.cases import load
from journeybook.evidence import touchpoint_facts

Check = Callable[[Page], None]

_TILL = "store_checkout"


@pytest.fixture
def open_exercise(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> Callable[..., Locator]:
    """Return a function that opens the retail exercise's board on the model map, all evidence taken off it."""

    def open_one(lang: str, theme: str = "light", width: int = 1500) -> Locator:
        key = workbook.root() / "solutions" / lang / "03-retail" / "key" / MAP
        bare = mapfile.read(key).model_copy(update={"evidence": ()})
        return open_exercise_board(tmp_path, bare, start_server, open_page, lang, theme, width=width)

    return open_one


def _fact(board: Locator, name: str) -> Locator:
    return board.locator(f'[data-fact="{_TILL}/{name}"]')


def _drag(fact: Locator, target: Locator, share: float) -> None:
    """Drag a fact to a target, to a share of its width."""
    target.scroll_into_view_if_needed()
    fact.scroll_into_view_if_needed()
    start, end = fact.bounding_box(), target.bounding_box()
    assert start is not None
    assert end is not None
    mouse = fact.page.mouse
    mouse.move(start["x"] + 20, start["y"] + 8)
    mouse.down()
    mouse.move(start["x"] + 12, start["y"] + 12, steps=2)
    mouse.move(end["x"] + end["width"] * share, end["y"] + end["height"] / 2, steps=5)
    mouse.move(end["x"] + end["width"] * share, end["y"] + end["height"] / 2 + 1)


def test_facts_become_evidence(
    tmp_path: Path,
    open_exercise: Callable[..., Locator],
    no_errors: Check,
    no_outside_requests: Check,
) -> None:
    """Is a fact dragged onto a star's reasons, a quote attached by keys, and both saved, shown and undone?"""
    board = open_exercise("zh")
    page = board.page
    checkout = board.get_by_test_id("touchpoint").filter(has=page.locator(".jb-star-button.jb-on")).first
    pain = board.get_by_test_id("pain_point").first
    for card in (checkout, pain):
        expect(card.get_by_test_id("evidence-none")).to_be_visible()
        expect(card).to_have_css("border-style", "dashed")
    expect(board.get_by_test_id("emotion-role")).to_have_text(["峰值", "终点"])

    board.get_by_test_id("panel-facts").click()
    panel = board.get_by_test_id("facts-panel")
    expect(board.get_by_test_id("facts-close")).to_be_focused()
    expect(panel.get_by_test_id("fact-group")).to_have_count(15)
    expect(panel.get_by_test_id("fact-small")).to_have_count(1)

    # The card in focus brings its touchpoint's facts into sight.
    pain.focus()
    expect(panel.locator(f'[data-code="{_TILL}"]')).to_have_class(re.compile("jb-on"))
    expect(_fact(board, "csat")).to_be_in_viewport()

    _drag(_fact(board, "csat"), checkout, 0.8)
    expect(checkout.get_by_test_id("zone-moment_of_truth")).to_have_class("jb-on")
    page.mouse.up()
    expect(checkout.locator('[data-testid="evidence-mark"][data-kind="data"]')).to_be_visible()
    expect(checkout.get_by_test_id("evidence-none")).to_have_count(0)
    expect(board.get_by_test_id("said")).to_contain_text("已成为依据")

    # By keys: search, choose the quote, attach it to the pain point.
    panel.get_by_test_id("facts-filter").select_option(_TILL)
    quote = _fact(board, "quote-1")
    panel.get_by_test_id("facts-search").fill((quote.locator("p").first.text_content() or "")[:6])
    expect(panel.get_by_test_id("fact")).to_have_count(1)
    quote.get_by_test_id("fact-attach").focus()
    page.keyboard.press("Enter")
    first = page.get_by_test_id("attach-claim").first
    expect(first).to_be_focused()
    expect(first).to_have_attribute("data-aspect", "pain_point")
    page.keyboard.press("Enter")
    expect(quote.get_by_test_id("fact-attach")).to_be_focused()
    expect(pain.locator('[data-testid="evidence-mark"][data-kind="quote"]')).to_be_visible()
    expect_saved(board)

    figure, words = sorted(mapfile.read(tmp_path / MAP).evidence, key=lambda one: one.kind)
    assert (figure.kind, figure.aspect, words.kind, words.aspect) == ("data", "moment_of_truth", "quote", "pain_point")
    known = touchpoint_facts(load("retail")).loc["store_checkout"]
    assert f"{known['csat']:.0f}%" in figure.text
    assert f"n = {known['surveys']}" in figure.source
    assert words.text == quote.locator("p").first.text_content()

    page.keyboard.press("Control+z")
    expect(pain.get_by_test_id("evidence-none")).to_be_visible()
    quote.get_by_test_id("fact-attach").focus()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(board.get_by_test_id("panel-facts")).to_be_focused()
    no_errors(page)
    no_outside_requests(page)


def test_checks_follow_the_map(open_exercise: Callable[..., Locator], no_errors: Check) -> None:
    """Do the findings change with each save without taking the focus, point at cards, and give hints one by one?"""
    board = open_exercise("en", theme="dark", width=860)
    page = board.page
    toggle = board.get_by_test_id("panel-checks")
    # Of 31 demands, the six about evidence are open on a map without any.
    expect(toggle).to_contain_text("25/31")
    toggle.click()
    panel = board.get_by_test_id("checks-panel")
    # With little room it lies over the lanes, which keep their width.
    expect(panel).to_have_class(re.compile("jb-over"))
    expect(panel.get_by_test_id("checks-later")).to_contain_text("6 more")

    pains = board.get_by_test_id("pain_point")
    pains.nth(0).focus()
    page.keyboard.press("Space")
    # The details take the focus when they open, and give it to nobody before.
    expect(board.get_by_test_id("details-close")).to_be_focused()
    tied = board.get_by_test_id("field-touchpoint")
    tied.focus()
    tied.select_option("")
    placed = panel.locator('[data-criterion="pain_points_placed"]')
    expect(placed).to_have_attribute("data-status", "partly_met")
    # Nor is there more than one pair left to compare severities by.
    expect(toggle).to_contain_text("23/31")
    expect(tied).to_be_focused()
    board.get_by_test_id("details-close").click()

    expect(placed.get_by_test_id("check-hint")).to_have_count(0)
    placed.get_by_test_id("check-hint-open").click()
    expect(placed.get_by_test_id("check-hint")).to_have_count(1)
    placed.get_by_test_id("check-show").click()
    shown = board.locator('[data-testid="pain_point"].jb-marked')
    expect(shown).to_have_count(1)
    expect(shown).to_be_focused()

    page.keyboard.press("Control+z")
    expect(placed).to_have_attribute("data-status", "met")
    expect(board.get_by_test_id("said")).to_contain_text("Met: ")
    expect(toggle).to_contain_text("25/31")
    no_errors(page)
