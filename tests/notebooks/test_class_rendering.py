"""Are pages of feedback made at once the same as one after the other, and made anew only where they would differ?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.converters import GenerateFeedback
from retail_class import EXERCISE, put_hand_in, retail_class

from journeybook.classroom.configuration import CONFIG_FILE
from journeybook.classroom.feedback import feedback
from journeybook.classroom.folder import ClassFolder
from journeybook.classroom.grade import grade
from journeybook.classroom.session import Report, open_session
from journeybook.i18n import use_language

TRAINEES = 5


@pytest.fixture(scope="module")
def class_(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClassFolder]:
    with retail_class(tmp_path_factory.mktemp("workbook"), "en", TRAINEES) as class_:
        grade(class_, workers=2)
        assert len(feedback(class_, workers=2).done) == TRAINEES
        yield class_


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with use_language("en"):
        yield


def page(class_: ClassFolder, trainee: str) -> Path:
    return class_.step("feedback", trainee, EXERCISE) / f"{EXERCISE}.html"


def remade(class_: ClassFolder, *, again: bool = False) -> list[str]:
    """Make the feedback; return whose was made anew."""
    report = feedback(class_, again=again, workers=2)
    assert report.problems == ()
    assert len(report.done) + report.unchanged == TRAINEES
    return [trainee for _, trainee in report.done]


def test_same_as_one_after_the_other(class_: ClassFolder) -> None:
    """Is each page, byte for byte, what nbgrader's own converter makes in this process?"""
    made = {trainee.id: page(class_, trainee.id).read_bytes() for trainee in class_.trainees()}
    with open_session(class_) as session:
        session.run(GenerateFeedback, traits={"force": True}, assignment_id=EXERCISE, student_id="*")
    assert {trainee: page(class_, trainee).read_bytes() for trainee in made} == made
    assert len(set(made.values())) == TRAINEES


def test_only_what_changed(class_: ClassFolder) -> None:
    """Is a page made anew for a comment, points by hand, a new hand-in or settings, when it is lost or asked for?"""
    remade(class_)
    assert remade(class_) == []
    with open_session(class_) as session, session.gradebook() as gradebook:
        gradebook.find_comment("answer-open", EXERCISE, EXERCISE, "t02").manual_comment = "Well argued"
        gradebook.db.commit()
    assert remade(class_) == ["t02"]
    assert "Well argued" in page(class_, "t02").read_text(encoding="utf-8")
    with open_session(class_) as session, session.gradebook() as gradebook:
        gradebook.find_grade("check-map", EXERCISE, EXERCISE, "t03").manual_score = 1.0
        gradebook.db.commit()
    assert len(remade(class_)) == TRAINEES  # how the class did stands on every page
    shutil.rmtree(class_.step("submitted", "t04", EXERCISE))
    put_hand_in(class_, "t04", 14)
    grade(class_)
    assert len(remade(class_)) == TRAINEES
    page(class_, "t01").unlink()
    (page(class_, "t00").parent / "made-of.json").write_text("{", encoding="utf-8")
    assert remade(class_) == ["t00", "t01"]
    with (class_.path / CONFIG_FILE).open("a", encoding="utf-8") as settings:
        settings.write("# changed\n")
    assert len(remade(class_)) == TRAINEES
    assert len(remade(class_, again=True)) == TRAINEES


def test_one_that_fails(class_: ClassFolder) -> None:
    """Is a page that cannot be made named in a sentence, and do the others get theirs?"""
    notebook = class_.step("autograded", "t02", EXERCISE) / f"{EXERCISE}.ipynb"
    content = notebook.read_bytes()
    notebook.chmod(0o644)
    notebook.write_text("no notebook", encoding="utf-8")
    report = feedback(class_, again=True, workers=2)
    assert [trainee for _, trainee in report.done] == ["t00", "t01", "t03", "t04"]
    assert [problem.trainee for problem in report.problems] == ["t02"]
    assert "Traceback" not in report.problems[0].sentence
    notebook.write_bytes(content)
    assert feedback(class_) == Report(((EXERCISE, "t02"),), TRAINEES - 1, ())
