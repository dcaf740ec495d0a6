"""Does a case that a trainer made from the company's files go from the command to a trainee's feedback page?

The trainer types the tutorial's commands; the trainee works in Voila with mouse and keyboard only. It takes a minute or
two: only with ``JOURNEYBOOK_ALL_PAGES=1``, which ``make test-all`` sets.
"""

from __future__ import annotations

import csv
import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from answering import answer_all
from board_pages import board_of, expect_saved
from drawing import Drawer, prepared, said
from playwright.sync_api import Page, expect
from trainer import journeybook, new_class, workbook_of_its_own

from conftest import OpenPage, StartServer
from journeybook import mapfile, workbook
from journeybook.cases import load
from journeybook.draft import draft_map
from journeybook.exercise import Exercise
from journeybook.i18n import t
from journeybook.model import JourneyMap, Opportunity, Persona
from journeybook.owncase.exercise import TO_FILL
from journeybook.questions import KeyedQuestion, Question, QuestionKind

LANG = "en"
CASE = "case-clinic"
TUTORIAL = workbook.root() / "docs" / "own-case.md"
WAITING = "waiting_room"


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL)


def make_the_case(home: Path) -> None:
    """Make the tutorial's case and fill in what is asked for, until nothing is missing."""
    words = shlex.split(_blocks("sh")[0])[1:]
    journeybook(*(str(TUTORIAL.parents[1] / word) if word.endswith(".csv") else word for word in words))
    folder = home / "cases" / "clinic"
    assert TO_FILL in journeybook("case", "check", "clinic", code=1)
    (folder / "key" / "key.toml").write_text(_blocks("toml")[0], encoding="utf-8")
    for path in (folder / "exercise").glob("*/*/*.ipynb"):
        path.write_text(path.read_text(encoding="utf-8").replace(TO_FILL, "A clinic."), encoding="utf-8")
    assert CASE in journeybook("case", "check", "clinic")


def wanted(drafted: JourneyMap) -> JourneyMap:
    """Return what the trainee wants on the map: the case's data, a person, what she does, and what would mend it."""
    worst = next(card for card in drafted.touchpoints if card.case_touchpoint == WAITING)
    pain = next(one for one in drafted.pain_points if one.touchpoint == worst.id)
    return drafted.model_copy(
        update={
            "persona": Persona(name="Ada, 58", about="Takes the bus to the clinic", goal="To know what the cough is"),
            "touchpoints": tuple(
                card.model_copy(update={"action": f"Ada turns to: {card.name}"}) for card in drafted.touchpoints
            ),
            "opportunities": (
                Opportunity(
                    id="opportunity-1",
                    stage=worst.stage,
                    text="Show the delay of each doctor on a screen, and plan longer appointments",
                    goal="Half of all patients wait less than 20 minutes by June",
                    measure="Median wait in the waiting room, each week",
                    owner="Head of reception",
                    pain_points=(pain.id,),
                ),
            ),
        }
    )


def work_on_it(page: Page, exercise: Exercise) -> None:
    """Draw what is lacking, take one fact from the case, answer, and hand in."""
    expect(page.locator(".jb-hand-in")).to_be_visible()
    drawer = Drawer(board_of(page), mapfile.read(exercise.map_path))
    goal = wanted(draft_map(exercise.case, LANG))
    drawer.make(goal)
    assert said(mapfile.read(exercise.map_path)) == said(goal)

    board = board_of(page)
    board.get_by_test_id("panel-facts").click()
    for touchpoint in exercise.case.touchpoints:
        expect(board.locator(f'[data-testid="fact-group"][data-code="{touchpoint.code}"]')).to_be_attached()
    board.get_by_test_id("facts-filter").select_option(WAITING)
    board.locator(f'[data-fact="{WAITING}/wait"]').get_by_test_id("fact-attach").press("Enter")
    page.locator('[data-testid="attach-claim"][data-aspect="moment_of_truth"]').first.press("Enter")
    board.get_by_test_id("facts-close").click()
    expect_saved(board)
    assert len(mapfile.read(exercise.map_path).evidence) == len(goal.evidence) + 1

    known = {one.id: KeyedQuestion(one, "c") for one in exercise.questions}
    for id_, text in exercise.open_questions.items():
        known[id_] = KeyedQuestion(Question(id_, text, kind=QuestionKind.OPEN), None)
    answer_all(page, known)
    page.locator(".jb-hand-in").click()
    expect(page.locator(".jb-done")).to_be_visible()


def points(home: Path) -> dict[str, float]:
    """Return trainee → points of the exercise."""
    table = home / "scores.csv"
    journeybook("class", "scores", "demo", "--csv", str(table))
    with table.open(encoding="utf-8-sig", newline="") as stream:
        head, *rows = csv.reader(stream)
    return {row[0]: float(row[head.index(CASE)] or 0) for row in rows}


@pytest.mark.skipif(not os.environ.get("JOURNEYBOOK_ALL_PAGES"), reason="only with JOURNEYBOOK_ALL_PAGES=1")
def test_an_own_case_from_its_files_to_feedback(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    start_server: StartServer,
    open_page: OpenPage,
    no_outside_requests: Callable[[Page], None],
    no_errors: Callable[[Page], None],
) -> None:
    """Is it made, released, found on the start page, worked on by hand, graded, and are the points seen in Voila?"""
    home = workbook_of_its_own(tmp_path / "workbook")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(home))
    make_the_case(home)
    place = new_class(home, "demo", LANG, {"anna": "Anna", "bo": "Bo"}, CASE)["anna"]
    folder = place / "exercises" / CASE
    assert not list(folder.rglob("key*"))
    mapfile.write(folder / "map.journey.json", prepared(draft_map(load("clinic"), LANG), WAITING))

    page = open_page(start_server(place, LANG).address("voila"), lang=LANG)
    link = page.locator(f'.jb-pages a[href*="{CASE}"]')
    expect(link).to_have_text("Mapleside Clinic")
    link.click()
    work_on_it(page, Exercise(folder))
    no_errors(page)

    for step in ("collect", "grade", "feedback"):
        journeybook("class", step, "demo", CASE)
    got = points(home)
    # The persona, four of moments, the question, and most of what the data say of the map.
    assert got["anna"] >= 20
    assert got["bo"] == 0

    journeybook("class", "join", "demo", "anna", "--no-open")
    page.locator('a[href$="index.ipynb"]').last.click()
    page.get_by_role("link", name=t("startpage.feedback", LANG)).click()
    expect(page.locator("body")).to_contain_text(f"{got['anna']:g}")
    expect(page.locator("body")).to_contain_text("Mapleside Clinic")
    no_errors(page)
    no_outside_requests(page)
