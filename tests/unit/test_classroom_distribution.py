"""Does a trainee see how the class did, and never who did how?"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from nbgrader.api import Gradebook

from journeybook.classroom.distribution import LEAST, Distribution, histogram_svg, histogram_words, read
from journeybook.i18n import LANGUAGES
from journeybook.programs import search_path

EXERCISE = "03-retail"
PARTS = {"map": 8, "quiz": 4, "open": 4}


@pytest.fixture
def gradebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gradebook]:
    """Return a gradebook with one exercise of three parts, the last of which a person marks, and another exercise."""
    monkeypatch.setenv("PATH", search_path())
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        for exercise in (EXERCISE, "other"):
            gradebook.add_assignment(exercise)
            gradebook.add_notebook(exercise, exercise)
            for name, points in PARTS.items():
                kind = "markdown" if name == "open" else "code"
                gradebook.add_grade_cell(name, exercise, exercise, max_score=points, cell_type=kind)
        yield gradebook


def hand_in(
    gradebook: Gradebook, trainee: str, points: Mapping[str, float | None], *, late: float = 0, exercise: str = EXERCISE
) -> None:
    """Grade a hand-in; a part of None still waits for the trainer."""
    gradebook.update_or_create_student(trainee)
    # What nbgrader's libraries warn of when a submission is added is for its makers.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        submission = gradebook.add_submission(exercise, trainee)
    (notebook,) = submission.notebooks
    notebook.late_submission_penalty = late
    for grade in notebook.grades:
        value = points[grade.name]
        if grade.name == "open":
            grade.manual_score = value
        else:
            grade.auto_score = value
        grade.needs_manual_grade = value is None
    gradebook.db.commit()


def points(map_: float, quiz: float, open_: float | None = 0) -> dict[str, float | None]:
    return {"map": map_, "quiz": quiz, "open": open_}


def test_totals_of_the_class(gradebook: Gradebook) -> None:
    """Are the scores those worked out by hand, late points off, of this exercise only, the own one among them?"""
    hand_in(gradebook, "anna", points(8, 4, 3.5))
    hand_in(gradebook, "bo", points(4, 2, 1), late=2)
    hand_in(gradebook, "chen", points(0, 0, 0), late=2)
    hand_in(gradebook, "anna", points(1, 1, 1), exercise="other")
    found = read(gradebook, EXERCISE, EXERCISE, "bo")
    assert found == Distribution(5.0, (0.0, 5.0, 15.5), 16.0)
    assert read(gradebook, "other", "other", "anna").scores == (3.0,)


def test_a_part_that_waits_counts_for_nobody(gradebook: Gradebook) -> None:
    """Is a part left out of all scores, and of the most there is, while one hand-in's still waits for the trainer?"""
    hand_in(gradebook, "anna", points(8, 4, 4))
    hand_in(gradebook, "bo", points(4, 2, None))
    assert read(gradebook, EXERCISE, EXERCISE, "anna") == Distribution(12.0, (6.0, 12.0), 12.0, ("open",))


def test_the_gradebook_is_only_read(gradebook: Gradebook) -> None:
    """Is nothing left to be written after reading?"""
    hand_in(gradebook, "anna", points(8, 4, 4))
    read(gradebook, EXERCISE, EXERCISE, "anna")
    assert not gradebook.db.dirty
    assert not gradebook.db.new


@pytest.mark.parametrize(("n", "shown"), [(0, False), (1, False), (LEAST - 1, False), (LEAST, True), (40, True)])
def test_few_scores_are_not_shown(n: int, shown: bool) -> None:
    """Are scores shown only from the number on at which they name nobody?"""
    assert Distribution(1.0, (1.0,) * n, 10.0).shown is shown
    assert not Distribution(0.0, (0.0,) * n, 0.0).shown


@pytest.mark.parametrize(
    ("scores", "top", "width", "counts", "own", "place"),
    [
        ((0, 5, 6, 17.75, 36), 36, 6, (2, 1, 1, 0, 0, 1), 36, 5),
        ((0, 1, 2, 3, 4, 5), 5, 1, (1, 1, 1, 1, 2), 2, 2),
        (tuple(range(41)), 40, 4, (4,) * 9 + (5,), 0, 0),
        ((0, 0, 0, 0, 9999), 9999, 1667, (4, 0, 0, 0, 0, 1), 0, 0),
        ((12, 12, 12, 12, 12), 10, 2, (0, 0, 0, 0, 5), 12, 4),
    ],
)
def test_ranges(
    scores: tuple[float, ...], top: float, width: int, counts: tuple[int, ...], own: float, place: int
) -> None:
    """Are scores counted in few ranges of a round width, each score once, the top in the last one?"""
    found = Distribution(own, tuple(map(float, scores)), top)
    assert (found.width, found.counts, found.own_range) == (width, counts, place)
    assert sum(found.counts) == found.n


@pytest.mark.parametrize("lang", LANGUAGES)
def test_histogram(lang: str) -> None:
    """Does the picture have a bar a range, one of them marked as the reader's, and say n and the middle in words?"""
    found = Distribution(17.75, (0.0, 5.0, 6.0, 17.75, 36.0), 36.0)
    svg = histogram_svg(found, lang)
    root = fromstring(svg)
    assert len(root.findall("rect")) == 6
    assert svg.count('fill="var(--mark)"/>') == 1
    said = root.get("aria-label")
    assert said == histogram_words(found, lang)
    assert re.search(r"\b6\b", said)
    assert {"zh": "人数较少", "en": "so few people"}[lang] in said
    assert {"zh": ">你<", "en": ">you<"}[lang] in svg
    many = histogram_words(Distribution(1.0, (1.0,) * 30, 36.0), lang)
    assert "30" in many
    assert {"zh": "人数较少", "en": "so few people"}[lang] not in many
