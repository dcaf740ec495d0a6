"""Does the wall show every group's map, and up to four beside each other, stage by stage, and run nothing of theirs?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from debrief_class import GROUPS, NAMES, make_class, submit, variant
from injections import INJECTIONS, WATCH
from playwright.sync_api import Locator, Page, expect
from wall_class import GROUPS as INVENTED
from wall_class import StartServer, debrief_of, drawn, seat, wall_class

from conftest import OpenPage
from journeybook.i18n import t
from journeybook.model import JourneyMap

Check = Callable[[Page], None]

SMALLEST_LETTERS = 14

_AXE = Path(__file__).parents[2] / "helpers" / "board" / "node_modules" / "axe-core" / "axe.min.js"
_RUN_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .map(({id, nodes}) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)"""
_DECODED = """async () => {
  const pictures = [...document.querySelectorAll("[data-testid=picture] img")];
  await Promise.all(pictures.map((one) => one.decode()));
  return pictures.every((one) => one.naturalWidth > 0);
}"""
_SMALL_LETTERS = """(least) => [...document.querySelectorAll("#debrief *")]
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ""))
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) < least)
  .map((one) => one.textContent)"""
_WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
_KINDS = """() => [...new Set([...document.querySelectorAll("#debrief *")].map((one) => one.localName))]"""
_OURS = {
    *("a", "button", "circle", "div", "h1", "h2", "header", "i", "img", "input", "label", "li", "nav", "option", "p"),
    *("path", "section", "select", "span", "svg", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
_ATTRIBUTES = """() => [...document.querySelectorAll("#debrief *")].flatMap((one) => [...one.attributes])
  .filter(({ name, value }) => /^on|style|srcset/i.test(name)
    || (name === "href" && !value.startsWith("#")) || (name === "src" && !value.startsWith("blob:")))
  .map(({ name, value }) => `${name}=${value}`)"""


def _tile(page: Page, name: str) -> Locator:
    return page.get_by_test_id("tile").filter(has=page.get_by_text(name, exact=True))


def _expect_drawn(page: Page, pictures: int) -> None:
    expect(page.get_by_test_id("picture").locator("img")).to_have_count(pictures)
    assert page.evaluate(_DECODED)


def _expect_ours(page: Page) -> None:
    """Hold what is on the page to what we put there."""
    assert set(page.evaluate(_KINDS)) <= _OURS
    assert page.evaluate(_ATTRIBUTES) == []
    assert page.evaluate("window.ran") == []


def _own_stages(page: Page, place: int) -> Locator:
    """Return what the open groups call their stages at a shared one."""
    return page.get_by_test_id("shared-stage").nth(place).get_by_test_id("own-stage")


def test_every_group_is_on_the_wall(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Check, no_outside_requests: Check
) -> None:
    """Is the wall what one sees first, with each group's map or none yet, and does a new map appear by itself?"""
    class_ = make_class(tmp_path)
    page = open_page(debrief_of(start_server, class_, tmp_path / "desk"), lang="zh", width=1600, height=1000)
    expect(page.locator("nav [aria-current=page]")).to_have_text(t("debriefpage.wall_tab", "zh"))
    expect(page.get_by_test_id("tile")).to_contain_text(list(NAMES))
    _expect_drawn(page, len(GROUPS))
    last = page.get_by_test_id("tile").last
    expect(last).to_contain_text(t("debriefpage.no_map", "zh"))
    submit(class_, "m9", variant("zh", 0))
    _expect_drawn(page, len(NAMES))
    expect(last.get_by_role("img").first).to_have_attribute("alt", re.compile(re.escape(NAMES[-1])))
    expect(page.get_by_test_id("drawn")).to_contain_text(str(len(NAMES)))

    old = last.locator("img").get_attribute("src")
    others = page.get_by_test_id("tile").first.locator("img").get_attribute("src")
    submit(class_, "m9", drawn("zh", 1))
    expect(last.locator("img")).not_to_have_attribute("src", str(old))
    # A map that says the same is not drawn again.
    expect(page.get_by_test_id("tile").first.locator("img")).to_have_attribute("src", str(others))

    page.get_by_test_id("names").click()
    expect(page.get_by_test_id("tile").first).to_contain_text(t("debriefview.team", "zh", letter="A"))
    assert not [name for name in NAMES if name in page.content()]
    no_errors(page)
    no_outside_requests(page)


def test_two_maps_stand_beside_each_other_by_keyboard(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Check
) -> None:
    """Are two groups ticked and opened by keyboard, aligned by stage by their own names, and is it in the address?"""
    class_ = wall_class(tmp_path, "zh")
    page = open_page(debrief_of(start_server, class_, tmp_path / "desk"), lang="zh", width=1600, height=1000)
    for name in INVENTED["zh"][:2]:
        _tile(page, name).get_by_role("checkbox").focus()
        page.keyboard.press("Space")
    page.get_by_test_id("compare").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("open-team")).to_contain_text(list(INVENTED["zh"][:2]))
    expect(page.get_by_role("heading", level=2)).to_be_focused()
    # The first group calls its stages as the course does, the second in its own words.
    assert [_own_stages(page, 2).nth(i).inner_text().split() for i in range(2)] == [["−2", "购买"], ["+1", "付款"]]
    paying = page.get_by_test_id("shared-stage").nth(2)
    expect(paying.get_by_test_id("apart")).to_contain_text("3")
    expect(paying).to_contain_text("周末结账排队太久，抱着东西站着动不了")
    expect(paying).to_contain_text("优惠券到收银台才说不能用")
    expect(page.get_by_test_id("apart")).to_have_count(1)
    _expect_drawn(page, 2)

    assert re.search(r"#wall/[0-9a-f]{16},[0-9a-f]{16}$", page.url)
    page.reload()
    expect(page.get_by_test_id("open-team")).to_contain_text(list(INVENTED["zh"][:2]))
    for more in (3, 4):
        page.get_by_test_id("add").select_option(label=INVENTED["zh"][more - 1])
        expect(page.get_by_test_id("open-team")).to_have_count(more)
    expect(page.get_by_test_id("add")).to_have_count(0)
    page.get_by_role("link", name=t("debriefpage.wall_close", "zh", name=INVENTED["zh"][0])).click()
    expect(page.get_by_test_id("open-team")).to_contain_text(list(INVENTED["zh"][1:4]))

    page.get_by_test_id("back").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(3)
    _tile(page, INVENTED["zh"][0]).get_by_role("checkbox").check()
    expect(page.get_by_role("checkbox", disabled=True)).to_have_count(3)
    page.get_by_role("link", name=t("debriefpage.picture_of", "zh", name=INVENTED["zh"][4])).click()
    expect(page.get_by_role("heading", level=2)).to_have_text(INVENTED["zh"][4])
    page.goto(page.url.partition("#")[0] + "#wall/nobody")
    expect(page.get_by_test_id("tile")).to_have_count(len(INVENTED["zh"]))
    no_errors(page)


def test_a_stage_is_set_right(tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Check) -> None:
    """Is a guess marked, does a stage stand where the trainer puts it, and as it was found when that is taken back?"""
    class_ = make_class(tmp_path)
    key = variant("zh", 0)
    odd = tuple(stage.model_copy(update={"name": name}) for stage, name in zip(key.stages, "甲乙丙丁戊", strict=True))
    bare = tuple(point.model_copy(update={"case_touchpoint": None}) for point in key.touchpoints)
    submit(class_, "m1", key.model_copy(update={"stages": odd, "touchpoints": bare}))
    page = open_page(debrief_of(start_server, class_, tmp_path / "desk"), lang="zh", width=1600, height=1000)
    for name in GROUPS[:2]:
        _tile(page, name).get_by_role("checkbox").check()
    page.get_by_test_id("compare").click()
    expect(page.get_by_test_id("guess")).to_have_count(len(odd))
    expect(page.get_by_test_id("stands-beside")).to_have_count(0)
    page.get_by_test_id("guess").first.click()
    expect(page.get_by_test_id("stands-beside")).to_have_count(2 * len(odd))
    second = _own_stages(page, 1).nth(1)
    second.get_by_test_id("stands-beside").select_option("3")
    expect(second).to_contain_text(t("debriefpage.silent", "zh"))
    there = _own_stages(page, 3).nth(1)
    expect(there).to_contain_text("乙")
    expect(there).to_contain_text("丁")
    expect(page.get_by_test_id("guess")).to_have_count(len(odd) - 1)

    page.reload()
    page.get_by_test_id("correct").click()
    moved = there.get_by_test_id("stands-beside").first
    expect(moved).to_have_value("3")
    moved.select_option("")
    expect(second).to_contain_text("乙")
    expect(page.get_by_test_id("guess")).to_have_count(len(odd))
    no_errors(page)


def _hostile_map() -> JourneyMap:
    """Return a map each of whose texts is one of the hostile strings."""
    texts = list(INJECTIONS)
    every = "\n".join(texts)
    stages = 6
    home = {i: f"stage-{i % stages}" for i in range(len(texts))}
    return JourneyMap.parse(
        {
            "persona": {"name": every, "about": every, "goal": every},
            "scenario": {"name": every, "situation": every},
            "stages": [{"id": f"stage-{i}", "name": "\n".join(texts[i::stages])} for i in range(stages)],
            "touchpoints": [
                {"id": f"touchpoint-{i}", "stage": home[i], "name": text, "thought": text, "emotion": i % 5 - 2}
                for i, text in enumerate(texts)
            ],
            "pain_points": [
                {"id": f"painpoint-{i}", "stage": home[i], "text": text, "touchpoint": f"touchpoint-{i}"}
                for i, text in enumerate(texts)
            ],
            "opportunities": [
                {
                    "id": f"opportunity-{i}",
                    "stage": home[i],
                    "text": text,
                    "goal": text,
                    "pain_points": [f"painpoint-{i}"],
                }
                for i, text in enumerate(texts)
            ],
            "evidence": [
                {"id": f"evidence-{i}", "claim": f"painpoint-{i}", "aspect": "pain_point", "text": text, "source": text}
                for i, text in enumerate(texts)
            ],
            "lanes": [{"id": "lane-0", "name": every, "kind": "text"}],
            "lane_cells": [{"id": "lanecell-0", "lane": "lane-0", "stage": "stage-0", "text": every}],
        }
    )


def test_hostile_texts_do_nothing(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Check, no_outside_requests: Check
) -> None:
    """Are names of groups and texts of maps that try to run a script only shown: on the wall, opened, and set right?"""
    class_ = make_class(tmp_path)
    groups = tuple(text for text in INJECTIONS if text.isprintable() and not text.startswith("="))
    assert len(groups) > 80
    seat(class_, groups)
    for i in range(3):
        submit(class_, f"m{i}", _hostile_map())
    address = debrief_of(start_server, class_, tmp_path / "desk")
    page = open_page(address.replace("journeybook/debrief/", "api/status"), lang="zh")  # for the cookie
    page.add_init_script(WATCH)
    page.goto(address)
    expect(page.get_by_test_id("tile")).to_have_count(len(groups))
    said = page.locator("#debrief").inner_text()
    assert [name for name in groups if " ".join(name.split()) not in said] == []
    _expect_drawn(page, 3)
    _expect_ours(page)
    for i in range(2):
        page.get_by_role("checkbox").nth(i).check()
    page.get_by_test_id("compare").click()
    _expect_drawn(page, 2)
    page.get_by_test_id("correct").click()
    expect(page.get_by_test_id("stands-beside")).to_have_count(12)
    shown = re.sub(r"\s", "", page.locator(".jb-beside").text_content() or "")
    assert [text for text in INJECTIONS if re.sub(r"\s", "", text) not in shown] == []
    page.get_by_test_id("stands-beside").last.select_option("0")
    page.locator(".jb-stop").first.hover()
    page.get_by_test_id("open-team").first.get_by_role("link").click()
    _expect_drawn(page, 1)
    _expect_ours(page)
    no_errors(page)
    no_outside_requests(page)


def _large_map(number: int) -> JourneyMap:
    """Return an invented map of 60 cards in six stages."""
    return JourneyMap.parse(
        {
            "stages": [{"id": f"stage-{i}", "name": f"阶段 {i + 1}"} for i in range(6)],
            "touchpoints": [
                {
                    "id": f"touchpoint-{i}",
                    "stage": f"stage-{i % 6}",
                    "name": f"接触点 {number}-{i}",
                    "action": "周六下午排队付款，等了十四分钟",
                    "emotion": (i * number) % 5 - 2,
                }
                for i in range(30)
            ],
            "pain_points": [
                {
                    "id": f"painpoint-{i}",
                    "stage": f"stage-{i % 6}",
                    "touchpoint": f"touchpoint-{i}",
                    "text": f"太慢 {i}",
                }
                for i in range(20)
            ],
            "opportunities": [
                {
                    "id": f"opportunity-{i}",
                    "stage": f"stage-{i % 6}",
                    "text": f"更快 {i}",
                    "pain_points": [f"painpoint-{i}"],
                }
                for i in range(10)
            ],
        }
    )


def test_forty_groups_of_sixty_cards(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Check
) -> None:
    """Are the pictures in sight drawn first, and in the end all forty, without anybody scrolling to them?"""
    class_ = make_class(tmp_path)
    seat(class_, tuple(f"第 {i + 1} 组" for i in range(40)))
    for i in range(40):
        submit(class_, f"m{i}", _large_map(i))
    page = open_page(debrief_of(start_server, class_, tmp_path / "desk"), lang="zh", width=1920, height=1080)
    expect(page.get_by_test_id("tile").first.locator("img")).to_be_visible()
    _expect_drawn(page, 40)
    _tile(page, "第 40 组").get_by_role("checkbox").check()
    page.get_by_test_id("compare").click()
    expect(page.locator(".jb-stop")).to_have_count(30)
    no_errors(page)


@pytest.mark.parametrize(("lang", "theme"), [("zh", "light"), ("en", "dark")])
def test_the_wall_can_be_read_from_afar(
    lang: str, theme: str, tmp_path: Path, start_server: StartServer, open_page: OpenPage
) -> None:
    """Can the wall and two maps be read from the last row, by everybody, on a projector, a small screen and a phone?"""
    class_ = wall_class(tmp_path, lang)
    page = open_page(
        debrief_of(start_server, class_, tmp_path / "desk"), lang=lang, theme=theme, width=1920, height=1080
    )
    _expect_drawn(page, len(INVENTED[lang]) - 1)
    _examine(page)
    for name in INVENTED[lang][:2]:
        _tile(page, name).get_by_role("checkbox").check()
    page.get_by_test_id("compare").click()
    _expect_drawn(page, 2)
    _examine(page)
    page.get_by_test_id("shared-stage").nth(1).evaluate("stage => stage.scrollIntoView()")
    expect(page.get_by_test_id("open-team").first).to_be_in_viewport()


def _examine(page: Page) -> None:
    """Look for letters that are too small, for faults of access, and for what is wider than a screen."""
    assert page.evaluate(_SMALL_LETTERS, SMALLEST_LETTERS) == []
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    assert page.evaluate(_RUN_AXE) == []
    for width, height in ((1280, 720), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        assert not page.evaluate(_WIDER)
    page.set_viewport_size({"width": 1920, "height": 1080})
