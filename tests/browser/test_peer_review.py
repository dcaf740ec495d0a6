"""Can trainees review each other's maps and hand the reviews back, in JupyterLab and in Voila?"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Page, expect

from journeybook import answersfile, mapfile, workbook
from journeybook.classroom.collect import collect
from journeybook.classroom.folder import ClassFolder, create
from journeybook.classroom.peer import steps, store
from journeybook.classroom.release import release
from journeybook.classroom.trainee import join
from journeybook.handin import hand_in
from journeybook.i18n import t, use_language
from journeybook.model import JourneyMap
from journeybook.reviewfile import KEEP, parse
from journeybook.rubric import Status
from journeybook.server import Server

EXERCISE = "03-retail"
WRITTEN = "情感 <i>curve</i>"


class OpenPage(Protocol):
    def __call__(self, address: str, *, lang: str = ...) -> Page: ...


class StartServer(Protocol):
    def __call__(self, desk: Path, lang: str = ...) -> Server: ...


class Check(Protocol):
    def __call__(self, page: Page) -> None: ...


@pytest.fixture
def class_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClassFolder:
    """Return a class of two who review each other's maps."""
    for name in ("course", "exercises", "solutions", "datasets"):
        shutil.copytree(workbook.root() / name, tmp_path / name)
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    (tmp_path / "roster.csv").write_text("id,name\nanna,Anna\nbo,Bo\n")
    with use_language("zh"):
        made = create("c1", "zh", tmp_path / "roster.csv")
        release(made, EXERCISE)
        for trainee in ("anna", "bo"):
            folder = join(made, trainee) / "exercises" / EXERCISE
            drawn = mapfile.read(made.source / EXERCISE / "key" / "map.journey.json").to_json()
            persona = {"name": f"<b>{trainee}'s</b>", "about": "", "goal": ""}
            mapfile.write(folder / "map.journey.json", JourneyMap.parse(drawn | {"persona": persona}))
            hand_in(folder)
        collect(made)
        steps.assign(made, EXERCISE, reviews=1)
    return made


def test_review(
    class_: ClassFolder, start_server: StartServer, open_page: OpenPage, no_outside_requests: Check, no_errors: Check
) -> None:
    """Does the way lead from the exercise to another's map, to a rating and a sentence, and back to the class?"""
    assignment = store.needed_assignment(class_, EXERCISE)
    criteria = store.criteria(class_, EXERCISE)
    for app, reviewer, author in (("lab", "anna", "bo"), ("voila", "bo", "anna")):
        server = start_server(class_.desk(reviewer), "zh")
        page = open_page(server.address(app, f"exercises/{EXERCISE}/{EXERCISE}.ipynb"), lang="zh")
        link = page.get_by_role("link", name=t("peer.link", "zh", code=assignment.codes[author]))
        if app == "voila":
            with page.context.expect_page() as opened:
                link.click()
            review = opened.value
        else:
            link.click()
            review = page
        expect(review.locator(".jb-picture text", has_text=f"<b>{author}'s</b>").first).to_be_visible()
        review.locator(".jb-question-1").get_by_label(t("report.partly_met", "zh")).check()
        review.get_by_label(t(f"peer.{KEEP}", "zh")).fill(WRITTEN)
        review.locator(".jb-hand-back").click()
        said = t("peer.not_rated", "zh", count=len(criteria) - 1)
        expect(review.get_by_role("status").filter(has_text=said)).to_be_visible()
        no_outside_requests(page)
        no_errors(page)
        server.stop()

    assert steps.collect(class_, EXERCISE).done == 2
    for reviewer, (code,) in assignment.reviewers.items():
        given = parse(answersfile.read(store.review_file(class_, EXERCISE, code, reviewer)), criteria)
        assert (given.ratings, given.keep) == ({criteria[0]: Status.PARTLY_MET}, WRITTEN)
