"""Does a trainee get from the start page through a test and a lesson, in JupyterLab and in Voila, by keyboard alone?"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hostile import HOSTILE, MARK
from playwright.sync_api import Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook import answersfile, desk
from journeybook.i18n import t
from journeybook.lesson import Lesson

AXE = Path(__file__).parents[2] / "helpers" / "board" / "node_modules" / "axe-core" / "axe.min.js"
LESSON = "01-theory/what-is-a-map"
TEST = "00-start/pre-test"
EARLIER = ("00-start/welcome", "00-start/board-tour", "01-theory/why-now")
"""The other pages up to the lesson; this trainee has finished them."""
NEXT = {"zh": "什么是客户旅程图", "en": "What a customer journey map is"}


def question(page: Page, id_: str) -> Locator:
    return page.locator(f'[data-question="{id_}"]')


def take_the_test(page: Page, lang: str) -> None:
    """Answer one question of each kind with the keyboard, finish, and find the answers closed."""
    expect(page.get_by_test_id("question")).to_have_count(12)
    option = question(page, "market").locator('[data-option="b"] input')
    option.focus()
    option.press("Space")
    page.keyboard.press("Tab")
    question(page, "nps").locator("input").fill("３０")
    box = question(page, "parts").locator('[data-option="a"] input')
    box.focus()
    box.press("Space")
    first = question(page, "stages").locator("select").first
    first.focus()
    first.press("ArrowDown")
    steps = question(page, "steps").get_by_test_id("line")
    moved = steps.nth(1)
    identity = moved.get_attribute("data-option")
    up = moved.locator("button").first
    up.focus()
    up.press("Enter")
    expect(steps.first).to_have_attribute("data-option", identity or "")
    # At the top the line's other button has the focus: the keyboard is not left nowhere.
    expect(steps.first.locator("button").nth(1)).to_be_focused()
    finish = page.get_by_test_id("finish")
    finish.focus()
    finish.press("Enter")
    expect(page.get_by_test_id("outcome")).to_contain_text("7")  # of twelve, five are answered
    finish.press("Enter")
    expect(page.get_by_test_id("outcome")).to_contain_text(t("lesson.test_before", lang))
    expect(option).to_be_disabled()
    expect(page.locator("[data-result]")).to_have_count(0)


def work_through_the_lesson(page: Page, lang: str) -> None:
    """Answer wrong, read why, try again and be right; write hostile words; finish."""
    asked = question(page, "channel")
    wrong, right = (asked.locator(f'[data-option="{id_}"] input') for id_ in ("b", "c"))
    wrong.focus()
    wrong.press("Space")
    check = asked.get_by_test_id("check-answer")
    check.focus()
    check.press("Enter")
    expect(asked).to_have_attribute("data-result", "wrong")
    expect(asked.get_by_test_id("result")).to_contain_text(t("quiz.result_wrong", lang))
    for id_, mark in (("b", "wrong"), ("c", "missed")):
        option = asked.locator(f'[data-option="{id_}"]')
        expect(option).to_have_attribute("data-mark", mark)
        expect(option.locator("p")).to_be_visible()
    expect(asked.locator('[data-option="a"] p')).to_have_count(0)
    expect(check).to_be_focused()
    check.press("Enter")
    expect(asked.locator("[data-mark]")).to_have_count(0)
    right.focus()
    right.press("Space")
    check.press("Enter")
    expect(asked).to_have_attribute("data-result", "right")
    # One question after the other: the next one has the focus, and answers stay while one turns the pages.
    first, second = question(page, "why-persona"), question(page, "emotion-owner")
    first.locator('[data-option="b"] input').check()
    first.get_by_test_id("check-answer").press("Enter")
    expect(first).to_have_attribute("data-result", "right")
    page.get_by_test_id("next-question").press("Enter")
    expect(second).to_be_focused()
    expect(first).to_have_count(0)
    page.get_by_role("button", name=t("quiz.previous", lang), exact=True).press("Enter")
    expect(first).to_have_attribute("data-result", "right")
    page.locator(".jb-open-question textarea").fill(HOSTILE)
    expect(page.get_by_test_id("quiz").filter(has=page.locator("textarea"))).to_have_attribute("data-state", "saved")
    page.locator(".jb-done-button").click()
    expect(page.get_by_text(t("lesson.is_done", lang))).to_be_visible()


@pytest.mark.parametrize(("app", "lang", "theme"), [("lab", "zh", "light"), ("voila", "en", "dark")])
def test_from_the_start_page_through_a_lesson(
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    no_outside_requests: Callable[[Page], None],
    app: str,
    lang: str,
    theme: str,
) -> None:
    """Do links lead on, answers stay, explanations come, and the start page tell what was done?"""
    place = desk.prepare(tmp_path / "desk", lang)
    for earlier in EARLIER:
        Lesson(place / earlier).finish()
    server = start_server(place, lang, theme=theme)
    page = open_page(server.address(app), theme=theme, lang=lang)

    page.locator(".jb-next").first.click()
    take_the_test(page, lang)
    taken = answersfile.read(place / TEST / "answers.json")
    assert (taken["market"], taken["nps"], taken["parts"]) == ("b", "３０", '["a"]')
    assert taken["finished"]
    page.get_by_role("link", name={"zh": "回到开始页", "en": "Back to the start page"}[lang]).last.click()
    # In JupyterLab it has stood open all the time, and has followed.
    expect(page.locator(".jb-next b").first).to_have_text(
        {"zh": "什么是客户旅程图", "en": "What a customer journey map is"}[lang]
    )

    page.locator(".jb-next").first.click()
    expect(question(page, "why-persona")).to_be_visible()
    work_through_the_lesson(page, lang)
    kept = answersfile.read(place / LESSON / "answers.json")
    assert (kept["channel"], kept["why-persona"], kept["own"]) == ("c", "b", HOSTILE)
    page.reload()
    expect(question(page, "channel")).to_have_attribute("data-result", "right")
    expect(page.locator(".jb-open-question textarea")).to_have_value(HOSTILE)
    assert page.evaluate(f"window.{MARK}") is None

    if AXE.exists() or os.environ.get("CI"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}
        found: dict[str, Any] = page.evaluate("rules => axe.run('.jb-quiz', rules)", rules)
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []

    page.goto(server.address(app))
    finished = page.locator(".jb-finished")
    expect(finished).to_have_count(len(EARLIER) + 2)
    expect(finished.last).to_contain_text(t("startpage.right", lang, right=2, asked=6))
    no_outside_requests(page)
