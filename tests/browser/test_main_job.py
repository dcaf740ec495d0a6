"""Does the main job work from end to end: two classes draw, hand in, and are graded?

A zh class works in JupyterLab, an en class in Voila, each in a real browser against a real server; the trainer's
commands run as the trainer would type them.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Locator, Page, expect
from trainer import journeybook, new_class, workbook_of_its_own

from journeybook import answersfile, mapfile
from journeybook.server import Server

EXERCISE = "exercises/03-retail/03-retail.ipynb"

# Worked out by hand from rubric.toml for the map drawn below: two of five stages have a touchpoint (3 points); both
# touchpoints are complete, of eight (3 points), and tied to the case, of eight (2 points); findings round to quarters.
# Two touchpoints are too few to hold the emotion curve against the data (2 points).
MAP_POINTS = 1.25 + 0.75 + 0.5 + 0
# Both moments of truth of the key are marked and nothing else: 1 + 3 + 2 points.
MOMENT_POINTS = 6.0
# Nothing on the map carries evidence: 0 of 11.
EVIDENCE_POINTS = 0.0
# One of two main pain points is lifted on Ann's future map, without a pain point that eases: a quarter of 2 points.
FUTURE_POINTS = 0.5
# One of three questions is right, worth 1 point each; nothing else was attempted.
QUIZ_POINTS = 1.0
SCORE = MAP_POINTS + MOMENT_POINTS + EVIDENCE_POINTS + QUIZ_POINTS


class OpenPage(Protocol):
    def __call__(self, address: str, *, theme: str = ..., lang: str = ...) -> Page: ...


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workbook of its own, so that classes and desks do not touch the real one."""
    root = workbook_of_its_own(tmp_path / "workbook")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(root))
    return root


def board_of(page: Page) -> Locator:
    board = page.get_by_test_id("board")
    expect(board).to_be_visible()
    return board


def add_touchpoint(board: Locator, stage: int, code: str, action: str) -> Locator:
    """Choose one of the case's touchpoints in a stage, write what the customer does, and return its emotion point."""
    cell = board.get_by_test_id("cell-touchpoint").nth(stage)
    cell.get_by_test_id("add-touchpoint").click()
    board.page.locator(f'[data-testid="touchpoint-option"][data-code="{code}"]').click()
    card = cell.get_by_test_id("touchpoint").last
    expect(card).to_be_visible()
    identity = card.get_attribute("data-card-id")
    board.page.keyboard.press("Escape")
    board.locator(f'[data-testid="action"][data-card-id="{identity}"]').get_by_test_id("action-text").click()
    board.page.keyboard.type(action)
    board.page.keyboard.press("Enter")
    point = board.locator(f'[data-testid="emotion-point"][data-card-id="{identity}"]')
    expect(point).to_have_attribute("data-emotion", "unset")
    return point


def draw(board: Locator, actions: tuple[str, str]) -> None:
    """Draw two touchpoints: one emotion is dragged, the other set with the keyboard; both are starred."""
    checkout = add_touchpoint(board, 2, "store_checkout", actions[0])
    # Charts above the board may still be arriving and push it down: hovering waits until the point stands still.
    checkout.hover()
    box = checkout.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = board.page.mouse
    mouse.down()
    mouse.move(x, y + 40, steps=4)
    mouse.move(x, y + 200, steps=4)
    mouse.up()
    expect(checkout).to_have_attribute("data-emotion", "-2")

    after_sales = add_touchpoint(board, 3, "after_sales", actions[1])
    after_sales.focus()
    after_sales.press("ArrowDown")
    expect(after_sales).to_have_attribute("data-emotion", "-1")

    for card in board.get_by_test_id("touchpoint").all():
        card.focus()
        card.press("s")
    expect(board.get_by_test_id("status")).to_have_attribute("data-state", "saved")


def look_for_what_was_drawn(board: Locator, actions: tuple[str, str]) -> None:
    """Find both touchpoints, their actions and emotions on the board."""
    points = board.get_by_test_id("emotion-point")
    expect(points).to_have_count(2)
    expect(points.nth(0)).to_have_attribute("data-emotion", "-2")
    expect(points.nth(1)).to_have_attribute("data-emotion", "-1")
    for action in actions:
        expect(board.get_by_test_id("action").filter(has_text=action)).to_be_visible()


def begin_future_map(page: Page) -> None:
    """Switch to the future map, begin it, and raise the first emotion."""
    board_of(page).get_by_test_id("kind-future").click(force=True)
    page.get_by_role("button", name="Begin the future map").click()
    board = board_of(page)
    point = board.get_by_test_id("emotion-point").first
    expect(board.get_by_test_id("kind-future")).to_be_checked()
    expect(point).to_have_attribute("data-emotion", "-2")
    point.focus()
    point.press("ArrowUp")
    expect(point).to_have_attribute("data-emotion", "-1")


def answer_and_hand_in(page: Page, right_option: str, wrong_option: str, thanks: str) -> None:
    """Answer one question right and one wrong, check the map, and hand in."""
    page.locator(".jb-question-1").get_by_text(right_option).click()
    page.locator(".jb-question-2").get_by_text(wrong_option).click()
    page.locator(".jb-check-map").click()
    expect(page.locator(".jb-finding").filter(has_text=re.compile("2/8|8 个|of 8")).first).to_be_visible()
    page.locator(".jb-hand-in").click()
    expect(page.get_by_text(thanks)).to_be_visible()


def address(server: Server, app: str) -> str:
    return f"{server.url.rstrip('/')}/{app}/{EXERCISE}?token={server.token}"


def marks(home: Path, name: str) -> dict[str, tuple[str, str]]:
    """Return trainee → (points, total) from the scores as a file."""
    table = home / f"{name}-scores.csv"
    journeybook("class", "scores", name, "--csv", str(table))
    with table.open(encoding="utf-8-sig", newline="") as stream:
        return {row[0]: (row[3], row[-1]) for row in list(csv.reader(stream))[1:]}


def test_two_classes_from_release_to_feedback(
    home: Path,
    open_page: OpenPage,
    start_server: Callable[..., Server],
    no_outside_requests: Callable[[Page], None],
) -> None:
    """Can a zh class in JupyterLab and an en class in Voila draw, hand in and be graded as worked out by hand?"""
    zh = new_class(home, "spring", "zh", {"wang": "王伟", "li": "李娜"})
    en = new_class(home, "autumn", "en", {"ann": "Ann", "bob": "Bob"})

    server = start_server(zh["wang"], "zh")
    actions = ("抱着书架排队付款", "打电话要一包螺丝")
    page = open_page(address(server, "lab/tree"), lang="zh")
    draw(board_of(page), actions)
    page.reload()
    look_for_what_was_drawn(board_of(page), actions)
    answer_and_hand_in(page, "不能。用它的人最多", "给导购限时", "已于")
    no_outside_requests(page)

    server = start_server(en["ann"], "en")
    actions = ("Queues to pay for the bookshelf", "Asks for a bag of screws")
    page = open_page(address(server, "voila/render"), lang="en")
    # Voila fills the page from above: what stands below the board comes last.
    expect(page.locator(".jb-hand-in")).to_be_visible()
    draw(board_of(page), actions)
    page.reload()
    look_for_what_was_drawn(board_of(page), actions)
    begin_future_map(page)
    answer_and_hand_in(page, "No. It has the most visits", "Give advisers a time limit", "Handed in at")
    no_outside_requests(page)

    # Bob hands in a map that something has damaged; Li hands in nothing.
    broken = en["bob"] / "exercises" / "03-retail"
    (broken / "map.journey.json").write_text('{"format": "journeybook-map", "version": 1, "map": {', encoding="utf-8")
    answersfile.write(broken / "answers.json", {"q1": "b"})
    server = start_server(en["bob"], "en")
    page = open_page(address(server, "voila/render"), lang="en")
    expect(page.get_by_text("breaks off in line 1").first).to_be_visible()
    page.locator(".jb-hand-in").click()
    expect(page.get_by_text("Handed in at")).to_be_visible()

    for name in ("spring", "autumn"):
        for step in ("collect", "grade", "feedback"):
            # The trainer hears at once of the map that something has damaged.
            heard = (name, step) == ("autumn", "collect")
            assert ("breaks off in line 1" in journeybook("class", step, name, code=int(heard))) == heard
            journeybook("class", step, name)  # twice: the same result
    spring, autumn = marks(home, "spring"), marks(home, "autumn")
    assert float(spring["wang"][1]) == SCORE
    assert float(autumn["ann"][1]) == SCORE + FUTURE_POINTS
    assert float(autumn["bob"][1]) == QUIZ_POINTS
    assert float(spring["li"][1]) == 0

    for name, trainee, desk, hint in (
        ("spring", "wang", zh["wang"], "从头到尾替客户走一遍"),
        ("autumn", "ann", en["ann"], "Walk the whole way as the customer"),
        ("autumn", "bob", en["bob"], "breaks off in line 1"),
    ):
        journeybook("class", "join", name, trainee, "--no-open")
        feedback = (desk / "exercises" / "03-retail" / "feedback.html").read_text(encoding="utf-8")
        assert hint in feedback
        assert "Traceback" not in feedback

    drawn = mapfile.read(zh["wang"] / "exercises" / "03-retail" / "map.journey.json")
    assert [(t.case_touchpoint, t.emotion, t.is_moment_of_truth) for t in drawn.touchpoints] == [
        ("store_checkout", -2, True),
        ("after_sales", -1, True),
    ]
    # The future map, its last edit included, is there for whoever grades or discusses it.
    future = home / "classes" / "autumn" / "submitted" / "ann" / "03-retail" / "map.future.journey.json"
    assert [touchpoint.emotion for touchpoint in mapfile.read(future).touchpoints] == [-1, -1]
    collected = home / "classes" / "spring" / "submitted" / "wang" / "03-retail" / "answers.json"
    assert json.loads(collected.read_text(encoding="utf-8"))["answers"]["q1"] == "b"
