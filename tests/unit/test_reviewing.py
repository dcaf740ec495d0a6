"""Does a review's notebook show the map, take ratings and words, and hand them back?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import nbformat
import pytest
from exercise_folders import NAME, released
from hostile import HOSTILE, hostile_map
from html_page import Page
from test_panels import every, page, say

from journeybook import answersfile, mapfile, reviewfile
from journeybook.handin import Membership, write_membership
from journeybook.i18n import LANGUAGES, t
from journeybook.reviewfile import CHANGE, KEEP, Packet, parse, question
from journeybook.reviewing import Review, notebook
from journeybook.rubric import Status

CRITERIA = ("persona_complete", "moments_few")
CODE = "0ad434"


@pytest.fixture(params=LANGUAGES)
def review(request: pytest.FixtureRequest, tmp_path: Path) -> Review:
    folder = tmp_path / "desk" / "reviews" / NAME / CODE
    folder.mkdir(parents=True)
    reviewfile.write_packet(folder / reviewfile.PACKET_FILE, Packet(NAME, CODE, "<b>x</b>", request.param, CRITERIA))
    mapfile.write(folder / reviewfile.MAP_FILE, hostile_map())
    return Review(folder)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collect what is displayed."""
    collected: list[Any] = []
    monkeypatch.setattr("journeybook.panels.display", collected.append)
    monkeypatch.setattr("IPython.display.display", collected.append)
    return collected


@pytest.fixture
def exchange(review: Review) -> Path:
    """Let the review's desk belong to a class, and return where hand-ins arrive."""
    desk = review.folder.parents[2]
    inbound = desk.parent / "exchange" / "c1" / "inbound"
    inbound.mkdir(parents=True)
    member = Membership("c1", review.lang, "c1", "anna", desk.parent / "exchange", desk / ".journeybook" / "cache")
    write_membership(desk, member)
    return inbound


def test_map(review: Review, shown: list[Any]) -> None:
    """Is the map shown as a picture and a table with all its texts escaped, and a damaged one told?"""
    review.map()
    html = shown[0].data
    assert "<script" not in html
    # What may stand in the picture, test_formats_picture says.
    picture = html[html.index('<svg class="jb-picture"') : html.index("</svg>") + len("</svg>")]
    assert Page(html.replace(picture, "")).text.count(HOSTILE.split("\n")[0][-20:]) > 5
    (review.folder / reviewfile.MAP_FILE).write_text("{")
    review.map()
    assert reviewfile.MAP_FILE in Page(shown[1].data).text


def test_form(review: Review, shown: list[Any]) -> None:
    """Can each criterion be rated and both questions be answered, is all saved at once and there again later?"""
    review.form()
    (quiz,) = shown
    words = [t(f"report.{one}", review.lang) for one in reviewfile.RATINGS]
    names = [t(f"criteria.{criterion}_name", review.lang) for criterion in CRITERIA]
    assert quiz.answers == {}
    assert [asked["text"] for asked in quiz.questions[:2]] == names
    assert [option["text"] for option in quiz.questions[0]["options"]] == words
    for id_, value in ((question(CRITERIA[1]), "not_met"), (KEEP, HOSTILE), (CHANGE, "依据")):
        say(quiz, id_, value)
    said = parse(answersfile.read(review.answers_path), CRITERIA)
    assert (said.ratings, said.keep, said.change) == ({"moments_few": Status.NOT_MET}, HOSTILE, "依据")
    review.form()
    assert shown[1].answers == {question(CRITERIA[1]): "not_met", KEEP: HOSTILE, CHANGE: "依据"}


def test_damaged_review_is_kept(review: Review, shown: list[Any]) -> None:
    """Is a review that cannot be read told, and left as it is?"""
    review.answers_path.write_text('{"format": 1')
    review.form()
    assert reviewfile.REVIEW_FILE in page(shown[0]).text
    assert review.answers_path.read_text() == '{"format": 1'


def test_hand_back(review: Review, shown: list[Any], exchange: Path) -> None:
    """Does the button hand back what is there, say what is missing, and refuse what is empty?"""
    review.hand_back()
    (button,) = every(widgets.Button, shown[0])
    button.click()
    assert t("peer.nothing_yet", review.lang) in page(shown[0]).text
    answersfile.write(review.answers_path, {KEEP: " \n"})
    button.click()
    assert list(exchange.iterdir()) == []
    answers = {question(CRITERIA[0]): "met", KEEP: "", CHANGE: "x"}
    answersfile.write(review.answers_path, answers)
    button.click()
    assert t("peer.not_rated", review.lang, count=1) in page(shown[0]).text
    (handed_back,) = exchange.iterdir()
    assert handed_back.name.startswith(f"anna+review.{NAME}.{CODE}+")
    assert json.loads((handed_back / reviewfile.REVIEW_FILE).read_text())["answers"] == answers
    review.answers_path.unlink()
    review.answers_path.symlink_to(review.folder / reviewfile.MAP_FILE)
    button.click()
    assert len(list(exchange.iterdir())) == 1


def test_without_a_class(review: Review, shown: list[Any]) -> None:
    """Is a desk that belongs to no class told so?"""
    answersfile.write(review.answers_path, {KEEP: "x"})
    review.hand_back()
    (button,) = every(widgets.Button, shown[0])
    button.click()
    assert t("handin.no_class", review.lang) in page(shown[0]).text


def test_notebook(review: Review) -> None:
    """Is the notebook valid, always the same, without outputs, and its title no markup?"""
    text = notebook(review.packet)
    assert text == notebook(review.packet)
    parsed = nbformat.reads(text, as_version=4)
    nbformat.validate(parsed)
    assert "\\<b\\>x" in parsed.cells[0].source
    assert [cell.source for cell in parsed.cells if cell.cell_type == "code"][1:] == [
        "review.map()",
        "review.form()",
        "review.hand_back()",
    ]
    assert parsed.metadata.journeybook == {"autorun": True, "lang": review.lang}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_exercise_leads_to_the_reviews(lang: str, tmp_path: Path, shown: list[Any]) -> None:
    """Are maps that wait to be reviewed linked where one hands in, and nothing said where there are none?"""
    exercise = released(lang, tmp_path / "exercises" / NAME)
    exercise.hand_in()
    assert len(shown) == 1
    waiting = tmp_path / "reviews" / NAME / CODE
    waiting.mkdir(parents=True)
    (waiting / reviewfile.NOTEBOOK).touch()
    exercise.hand_in()
    assert f'href="../../reviews/{NAME}/{CODE}/review.ipynb"' in shown[-1].data
    assert t("peer.link", lang, code=CODE) in shown[-1].data
