"""Can the trainer set the clusters of pain points and opportunities right, by mouse and by keyboard?"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from debrief_class import EXERCISE, GROUPS, make_class, submit, variant
from debrief_pages import address, serve, store_of
from injections import INJECTIONS, WATCH
from playwright.sync_api import Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook.debrief import clusters, voting
from journeybook.debrief.store import Store
from journeybook.i18n import t
from journeybook.model import JourneyMap, PainPoint, Stage, Touchpoint


def _pains(store: Store) -> list[clusters.Cluster]:
    return [one for one in clusters.current(store, EXERCISE) if one.kind == "pain_point"]


def _panel(page: Page, cluster: clusters.Cluster) -> Locator:
    return page.locator(f'[data-cluster="{cluster.id}"]')


_AXE = Path(__file__).parents[2] / "helpers" / "board" / "node_modules" / "axe-core" / "axe.min.js"
_RUN_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .map(({id, nodes}) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)"""


def _voted(store: Store, choices: list[int], *ballots: dict[int, int]) -> None:
    """Hold a round of voting and reveal it."""
    number = voting.open_round(store, EXERCISE, "pain_point", "?", choices)
    for code, dots in zip(voting.deal(store, len(ballots)), ballots, strict=True):
        voting.vote(store, voting.join(store, code), number, dots)
    voting.reveal(store, number)


@pytest.mark.parametrize(("lang", "theme"), [("zh", "light"), ("en", "dark")])
def test_clusters_are_set_right_by_keyboard(
    lang: str,
    theme: str,
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    no_errors: Callable[[Page], None],
    no_outside_requests: Callable[[Page], None],
) -> None:
    """Are clusters there with what the data say, are cards moved, clusters merged, renamed and rated, dots kept?"""
    class_ = make_class(tmp_path, lang)
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "ideas"), theme=theme, lang=lang)
    panels = page.get_by_test_id("cluster")
    expect(panels.first.get_by_test_id("fact").first).to_contain_text("n = ")
    with store_of(class_) as store:
        pains = _pains(store)
        expect(panels).to_have_count(len(pains))
        one, other = [cluster for cluster in pains if len({team for team, _ in cluster.cards}) == 3][:2]
    expect(_panel(page, one).get_by_test_id("counts")).to_contain_text(t("debriefpage.groups_other", lang, n=3))

    # A card goes into another cluster, the focus with it, and then into a new one.
    card = _panel(page, one).get_by_test_id("card").first
    card.get_by_test_id("move").press("Enter")
    card.get_by_role("combobox").select_option(str(other.id))
    card.get_by_role("combobox").press("Tab")
    page.keyboard.press("Enter")
    expect(_panel(page, other).get_by_test_id("card")).to_have_count(len(other.cards) + 1)
    expect(_panel(page, other).locator("[data-move]:focus")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(_panel(page, other).get_by_role("combobox")).to_have_count(2)  # impact and effort
    moved = _panel(page, other).get_by_test_id("card").filter(has_text=GROUPS[0]).last
    moved.get_by_test_id("move").click()
    moved.get_by_role("combobox").select_option("")
    moved.get_by_role("button", name=t("debriefpage.move_now", lang), exact=True).click()
    expect(page.get_by_test_id("said")).to_have_text(t("debriefpage.moved_new", lang))
    expect(panels).to_have_count(len(pains) + 1)

    # What was voted for a cluster counts for the one it goes into.
    with store_of(class_) as store:
        _voted(store, [one.id, other.id], {one.id: 2, other.id: 1}, {one.id: 3})
    expect(_panel(page, one).get_by_test_id("dots")).to_contain_text("5")
    _panel(page, one).get_by_test_id("merge").click()
    _panel(page, one).locator("footer form select").select_option(str(other.id))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(_panel(page, one)).to_have_count(0)
    expect(_panel(page, other).get_by_test_id("dots")).to_contain_text("6")

    _panel(page, other).get_by_test_id("rename").click()
    page.keyboard.type("排队 & 等待")
    page.keyboard.press("Enter")
    expect(_panel(page, other).get_by_role("heading")).to_contain_text("排队 & 等待")
    _panel(page, other).get_by_test_id("impact").select_option("5")
    expect(page.get_by_test_id("said")).to_contain_text("5")
    _panel(page, other).get_by_test_id("effort").select_option("2")
    with store_of(class_) as store:
        expect(page.get_by_test_id("said")).to_contain_text("2")
        kept = next(cluster for cluster in _pains(store) if cluster.id == other.id)
        assert (kept.name, kept.impact, kept.effort) == ("排队 & 等待", 5, 2)
    no_errors(page)
    no_outside_requests(page)


def test_cards_and_clusters_are_dragged(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Does a card go where it is dropped, also to stand alone, and does a dragged cluster ask before it merges?"""
    class_ = make_class(tmp_path)
    server = serve(start_server, class_, tmp_path / "desk")
    page = open_page(address(server, "ideas"), lang="zh", width=1800, height=2600)  # all in sight
    panels = page.get_by_test_id("cluster")
    expect(panels.first).to_be_visible()
    with store_of(class_) as store:
        pains = _pains(store)
    one, other, third = (_panel(page, cluster) for cluster in pains[1:4])
    one.get_by_test_id("card").first.drag_to(other)
    expect(other.get_by_test_id("card")).to_have_count(len(pains[2].cards) + 1)
    expect(one.get_by_test_id("card")).to_have_count(len(pains[1].cards) - 1)

    # The place for a new cluster is there while a card is dragged.
    expect(page.get_by_test_id("new-cluster")).to_have_count(0)
    other.get_by_test_id("card").first.hover()
    page.mouse.down()
    page.mouse.move(600, 600, steps=5)
    page.get_by_test_id("new-cluster").hover()
    page.mouse.up()
    expect(panels).to_have_count(len(pains) + 1)

    third.get_by_test_id("handle").drag_to(one)
    one.get_by_test_id("confirm-merge").get_by_role("button").last.click()
    expect(one.get_by_test_id("confirm-merge")).to_have_count(0)
    expect(third).to_have_count(1)
    third.get_by_test_id("handle").drag_to(one)
    one.get_by_test_id("confirm-merge").get_by_role("button").first.click()
    expect(third).to_have_count(0)
    expect(one.get_by_test_id("card")).to_have_count(len(pains[1].cards) - 1 + len(pains[3].cards))


def test_filters_leave_what_they_should(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Do kind, stage and severity each leave their clusters alone, under the numbers they had?"""
    class_ = make_class(tmp_path)
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "ideas"), lang="zh")
    panels = page.get_by_test_id("cluster")
    expect(panels.first).to_be_visible()
    every = panels.count()
    page.get_by_test_id("filter-severity").select_option("5")
    expect(panels).not_to_have_count(every)
    assert {text[-3:] for text in page.get_by_test_id("severity").all_text_contents()} == {"5.0"}
    assert page.get_by_test_id("handle").first.text_content() == "2"
    page.get_by_test_id("filter-severity").select_option("1")
    last = variant("zh", 0).stages[-1].name
    page.get_by_test_id("filter-stage").select_option(label=last)
    expect(panels).not_to_have_count(every)
    for panel in panels.all():
        expect(panel).to_contain_text(last)
    page.get_by_test_id("filter-stage").select_option("")
    page.get_by_test_id("kind-opportunity").click()
    expect(page.get_by_test_id("severity")).to_have_count(0)
    expect(panels.first).to_contain_text(variant("zh", 0).opportunities[0].text)


def test_the_matrix_by_pointer_and_table(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Does a bubble stay where it is dropped or put by a click, and does the table say and do the same?"""
    class_ = make_class(tmp_path)
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "ideas"), lang="zh", height=1100)
    page.get_by_role("button", name=t("debriefpage.as_matrix", "zh")).click()
    matrix, waiting = page.get_by_test_id("matrix"), page.get_by_test_id("waiting")
    expect(waiting.first).to_be_visible()
    every = waiting.count()
    box = matrix.bounding_box()
    assert box is not None

    def cell(effort: int, impact: int) -> dict[str, float]:
        """Return where a cell is, from the picture's corner: its grid is 550 of 660 wide, and 550 of 640 high."""
        scale = box["width"] / 660
        return {"x": (70 + (effort - 0.5) * 110) * scale, "y": (16 + (5.5 - impact) * 110) * scale}

    def rated(row: int) -> list[str]:
        found = page.get_by_test_id("rating").nth(row)
        return [found.get_by_test_id(name).input_value() for name in ("impact", "effort")]

    waiting.first.drag_to(matrix, target_position=cell(2, 4))  # type: ignore[arg-type]
    expect(page.get_by_test_id("bubble")).to_have_count(1)
    assert rated(0) == ["4", "2"]
    waiting.first.click()
    matrix.click(position=cell(5, 1))  # type: ignore[arg-type]
    expect(page.get_by_test_id("bubble")).to_have_count(2)
    assert rated(1) == ["1", "5"]
    page.get_by_test_id("bubble").first.drag_to(matrix, target_position=cell(3, 3), force=True)  # type: ignore[arg-type]
    expect(page.get_by_test_id("rating").first.get_by_test_id("impact")).to_have_value("3")
    page.get_by_test_id("rating").nth(2).get_by_test_id("impact").select_option("2")
    expect(waiting).to_have_count(every - 2)  # both numbers are needed
    page.get_by_test_id("rating").nth(2).get_by_test_id("effort").select_option("2")
    expect(waiting).to_have_count(every - 3)
    with store_of(class_) as store:
        assert [(one.impact, one.effort) for one in _pains(store)[:3]] == [(3, 3), (1, 5), (2, 2)]


@pytest.mark.parametrize(("lang", "theme"), [("zh", "dark"), ("en", "light")])
def test_axe_finds_nothing(
    lang: str, theme: str, tmp_path: Path, start_server: StartServer, open_page: OpenPage
) -> None:
    """Does axe-core find nothing in the list with its choosers open, in the matrix, and in the rounds of voting?"""
    if not _AXE.exists() and not os.environ.get("CI"):
        pytest.skip("axe-core is not installed: run `npm ci` in helpers/board")
    class_ = make_class(tmp_path, lang)
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "ideas"), theme=theme, lang=lang)
    page.evaluate(_AXE.read_text())
    panel = page.get_by_test_id("cluster").nth(1)
    panel.get_by_test_id("move").first.click()
    panel.get_by_test_id("merge").click()
    page.get_by_test_id("cluster").first.get_by_test_id("rename").click()
    assert page.evaluate(_RUN_AXE) == []
    page.get_by_role("button", name=t("debriefpage.as_matrix", lang)).click()
    page.get_by_test_id("rating").first.get_by_test_id("impact").select_option("2")
    page.get_by_test_id("rating").first.get_by_test_id("effort").select_option("2")
    expect(page.get_by_test_id("bubble")).to_have_count(1)
    page.get_by_test_id("bubble").click()
    assert page.evaluate(_RUN_AXE) == []
    page.get_by_role("link", name=t("debriefpage.votes_tab", lang)).click()
    expect(page.get_by_test_id("choice").first).to_be_visible()
    assert page.evaluate(_RUN_AXE) == []
    with store_of(class_) as store:
        choices = [one.id for one in _pains(store)]
        voting.open_round(store, EXERCISE, "pain_point", "?", choices, seconds=60)
        expect(page.get_by_test_id("clock")).to_be_visible()
        assert page.evaluate(_RUN_AXE) == []
        _voted(store, choices, {choices[0]: 2})
    expect(page.get_by_test_id("bar")).to_have_count(len(choices))
    page.get_by_test_id("slips-wanted").fill("1")
    page.get_by_test_id("deal").click()
    expect(page.get_by_test_id("slips-ready")).to_be_visible()
    assert page.evaluate(_RUN_AXE) == []


def test_hostile_texts_do_nothing(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Are cards, clusters and stages that try to run a script shown as they were written, and is nothing run?"""
    class_ = make_class(tmp_path)
    stages = tuple(Stage(id=f"stage-{i}", name=text) for i, text in enumerate(INJECTIONS[:12]))
    pains = tuple(
        PainPoint(id=f"pain-{i}", stage=stages[i % 12].id, text=text, severity=3) for i, text in enumerate(INJECTIONS)
    )
    points = tuple(Touchpoint(id=f"touchpoint-{i}", stage=one.id, emotion=0) for i, one in enumerate(stages))
    for member in ("m0", "m1", "m2", "m3"):
        submit(class_, member, JourneyMap(stages=stages, touchpoints=points, pain_points=pains))
    server = serve(start_server, class_, tmp_path / "desk")
    page = open_page(f"{server.url}api/status?token={server.token}", lang="zh")  # for the cookie
    page.add_init_script(WATCH)
    page.goto(address(server, "ideas"))
    panels = page.get_by_test_id("cluster")
    expect(panels.first).to_be_visible()
    while page.locator(".jb-more").count():
        page.locator(".jb-more").click()
    shown = {" ".join(text.split()) for text in page.get_by_test_id("card").locator("p").all_text_contents()}
    assert len(shown & {" ".join(text.split()) for text in INJECTIONS}) > len(INJECTIONS) / 2
    panels.first.get_by_test_id("rename").click()
    page.keyboard.type(INJECTIONS[14])
    page.keyboard.press("Enter")
    expect(panels.first.get_by_role("heading")).to_contain_text(INJECTIONS[14])
    panels.first.get_by_test_id("merge").click()
    panels.first.get_by_test_id("card").first.get_by_test_id("move").click()
    page.get_by_role("button", name=t("debriefpage.as_matrix", "zh")).click()
    expect(page.get_by_test_id("rating").first).to_contain_text(INJECTIONS[14])
    assert page.evaluate("window.ran") == []
    assert page.locator("main img, main script, main iframe, main :not(nav) > a").count() == 0
