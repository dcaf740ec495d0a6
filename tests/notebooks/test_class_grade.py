"""Is each hand-in graded exactly once, as nbgrader would, whatever happens to the run and to its neighbours?"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.converters import Autograde
from retail_class import EXERCISE, points, put_hand_in, retail_class

from journeybook import cli
from journeybook.classroom import grade as grading
from journeybook.classroom.configuration import CONFIG_FILE
from journeybook.classroom.feedback import feedback
from journeybook.classroom.folder import ClassFolder
from journeybook.classroom.grade import grade
from journeybook.classroom.locking import alone
from journeybook.classroom.session import Report, open_session
from journeybook.classroom.worker import Limits
from journeybook.errors import ClassError
from journeybook.i18n import LANGUAGE_VARIABLE, use_language
from journeybook.rubric import record

TRAINEES = 8

# A map that is small in its file, and large as soon as it is read.
GREEDY = '{"format": "journeybook-map", "version": 1, "map": {"stages": [' + '{"":0},' * 700_000 + "0]}}"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClassFolder]:
    """Return a class whose hand-ins were all graded once, in a run that nobody disturbed."""
    with retail_class(tmp_path_factory.mktemp("workbook"), "zh", TRAINEES) as class_:
        assert len(grade(class_, workers=2).done) == TRAINEES
        shutil.copytree(class_.path, class_.path.with_name("saved"), symlinks=True)
        yield class_


@pytest.fixture
def graded(kept: ClassFolder) -> Iterator[ClassFolder]:
    """Return that class, for one test to do with what it likes."""
    with use_language("zh"):
        yield kept
    shutil.rmtree(kept.path)
    shutil.copytree(kept.path.with_name("saved"), kept.path, symlinks=True)


@pytest.fixture
def ungraded(graded: ClassFolder) -> ClassFolder:
    """Return that class, as it was when nothing was graded yet."""
    shutil.rmtree(graded.path / "autograded")
    (graded.path / "log.txt").unlink()
    with open_session(graded) as session, session.gradebook() as gradebook:
        for trainee in graded.trainees():
            gradebook.remove_submission(EXERCISE, trainee.id)
    return graded


def notebook_of(class_: ClassFolder, trainee: str) -> Path:
    return class_.step("autograded", trainee, EXERCISE) / f"{EXERCISE}.ipynb"


def plain(path: Path) -> list[Any]:
    """Return a notebook's cells, but for what only says when they ran."""
    cells = nbformat.read(path, as_version=4).cells
    for cell in cells:
        cell.metadata.pop("execution", None)
    return list(cells)


def by_hand(class_: ClassFolder, trainee: str, score: float, comment: str) -> None:
    with open_session(class_) as session, session.gradebook() as gradebook:
        mark = gradebook.find_grade("answer-open", EXERCISE, EXERCISE, trainee)
        mark.manual_score, mark.needs_manual_grade = score, False
        gradebook.find_comment("answer-open", EXERCISE, EXERCISE, trainee).manual_comment = comment
        gradebook.db.commit()


def rows(class_: ClassFolder) -> dict[str, Any]:
    """Return all that the gradebook holds of each hand-in, ids left out."""
    found = {}
    with open_session(class_) as session, session.gradebook() as gradebook:
        for submission in gradebook.assignment_submissions(EXERCISE):
            (notebook,) = submission.notebooks
            assert submission.student.id not in found
            found[submission.student.id] = (
                submission.timestamp,
                notebook.late_submission_penalty,
                sorted((one.name, one.auto_score, one.manual_score, one.needs_manual_grade) for one in notebook.grades),
                sorted((one.name, one.auto_comment, one.manual_comment) for one in notebook.comments),
            )
    return found


def test_same_as_in_a_kernel(graded: ClassFolder) -> None:
    """Are points, outputs, files and the gradebook those that nbgrader comes to when it runs the notebooks?"""
    without = {trainee.id: plain(notebook_of(graded, trainee.id)) for trainee in graded.trainees()}
    names = {trainee: {path.name for path in notebook_of(graded, trainee).parent.iterdir()} for trainee in without}
    modes = {path.stat().st_mode for path in notebook_of(graded, "t02").parent.iterdir()}
    before = rows(graded)
    with open_session(graded) as session:
        session.run(Autograde, traits={"force": True}, assignment_id=EXERCISE, student_id="*")
    for trainee, cells in without.items():
        assert plain(notebook_of(graded, trainee)) == cells, trainee
        folder = notebook_of(graded, trainee).parent
        assert {path.name for path in folder.iterdir()} == names[trainee] - {"graded.json", "findings.json"}
    assert {path.stat().st_mode for path in notebook_of(graded, "t02").parent.iterdir()} == modes
    assert rows(graded) == before
    # The work of the class is as varied as the comparison needs it.
    totals = {sum(score or 0 for score in cells.values()) for cells in points(graded).values()}
    assert len(totals) > 4
    assert {0.0, 62.0} < totals


def test_findings(graded: ClassFolder) -> None:
    """Do findings lie beside the graded notebook, and come to the points that the gradebook has?"""
    for trainee, cells in points(graded).items():
        found = record.read(notebook_of(graded, trainee).parent / record.FILE_NAME)
        assert set(found) == {name.removeprefix("check-") for name in cells if name.startswith("check-")}
        for item, findings in found.items():
            assert sum(finding.points for finding in findings) == cells[f"check-{item}"], (trainee, item)


def test_again_changes_nothing(graded: ClassFolder) -> None:
    """Does a second run work on nothing, and do all three ways of grading again keep what was given by hand?"""
    by_hand(graded, "t02", 3.5, "很好")
    before, when = rows(graded), notebook_of(graded, "t02").stat().st_mtime_ns
    assert grade(graded) == Report((), TRAINEES, ())
    assert notebook_of(graded, "t02").stat().st_mtime_ns == when
    assert len(grade(graded, again=True, workers=1).done) == TRAINEES
    after = rows(graded)
    # Graded anew, a part that somebody marked by hand asks to be looked at once more: nbgrader's rule.
    assert ("answer-open", None, 3.5, True) in after["t02"][2]
    assert ("answer-open", None, "很好") in after["t02"][3]
    del before["t02"], after["t02"]
    assert after == before


def test_only_what_is_new(graded: ClassFolder) -> None:
    """Is a hand-in that came anew graded, and no other one?"""
    shutil.rmtree(graded.step("submitted", "t03", EXERCISE))
    put_hand_in(graded, "t03", 13)
    assert [trainee for _, trainee in grade(graded).done] == ["t03"]


@pytest.mark.skipif(sys.platform == "win32", reason="kills as Unix does")
@pytest.mark.parametrize(
    ("line", "count"), [("Graded: ", 1), ("Points in the gradebook: ", 1), ("Graded: ", 4), ("Graded: ", TRAINEES)]
)
def test_killed(ungraded: ClassFolder, line: str, count: int) -> None:
    """Killed at any point and run again, is every hand-in graded exactly once, as if nothing had happened?"""
    command = [sys.executable, "-m", cli.__name__, "class", "grade", "c1", "--workers", "2", "--verbose"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as run:
        assert run.stderr
        for said in run.stderr:
            count -= line in said
            if not count:
                run.send_signal(signal.SIGKILL)
                break
    assert run.wait() == -signal.SIGKILL
    there = {
        trainee.id: notebook_of(ungraded, trainee.id).stat().st_mtime_ns
        for trainee in ungraded.trainees()
        if notebook_of(ungraded, trainee.id).exists()
    }
    report = grade(ungraded, workers=2)

    assert report.problems == ()
    assert len(report.done) + report.unchanged == TRAINEES
    assert all(notebook_of(ungraded, trainee).stat().st_mtime_ns == when for trainee, when in there.items())
    times = Counter(re.findall(r"Graded: \S+ of (\w+),", (ungraded.path / "log.txt").read_text(encoding="utf-8")))
    assert set(times.values()) == {1}
    assert rows(ungraded) == rows_of_saved(ungraded)
    assert not list(ungraded.path.glob(".grading/*"))
    assert grade(ungraded) == Report((), TRAINEES, ())


def rows_of_saved(class_: ClassFolder) -> dict[str, Any]:
    """Return what the gradebook held after the run that nobody disturbed."""
    now, saved = class_.path / "gradebook.db", class_.path.with_name("saved") / "gradebook.db"
    aside = now.with_suffix(".aside")
    now.rename(aside)
    shutil.copyfile(saved, now)
    try:
        return rows(class_)
    finally:
        aside.replace(now)


def test_one_of_the_two_is_missing(ungraded: ClassFolder) -> None:
    """If only the folder or only the gradebook was written, is just the other one made up for?"""
    saved = ungraded.path.with_name("saved")
    for trainee in ("t02", "t03"):  # in their folders, not in the gradebook
        shutil.copytree(saved / "autograded" / trainee, ungraded.path / "autograded" / trainee)
    when = {trainee: notebook_of(ungraded, trainee).stat().st_mtime_ns for trainee in ("t02", "t03")}
    grade(ungraded)
    assert all(notebook_of(ungraded, trainee).stat().st_mtime_ns == at for trainee, at in when.items())
    shutil.rmtree(ungraded.path / "autograded" / "t02")  # in the gradebook only
    assert [trainee for _, trainee in grade(ungraded).done] == ["t02"]
    assert rows(ungraded) == rows_of_saved(ungraded)


def test_two_at_once(graded: ClassFolder) -> None:
    """Does a second command say in a sentence that another one is at work, and touch nothing?"""
    command = [sys.executable, "-m", cli.__name__, "class", "grade", "c1", "--again"]
    spoken = os.environ | {LANGUAGE_VARIABLE: "zh"}
    with alone(graded):
        second = subprocess.run(command, env=spoken, capture_output=True, text=True, encoding="utf-8", check=False)
        with pytest.raises(ClassError, match="另一个命令"):
            feedback(graded)
    assert second.returncode == 1
    assert "另一个命令正在给班级“c1”评分" in second.stderr
    assert "Traceback" not in second.stderr
    assert grade(graded).unchanged == TRAINEES


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_greedy(ungraded: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a hand-in that takes too much memory named, 0 for now, its open answer to be marked, and the rest graded?"""
    monkeypatch.setattr(grading, "DATA_MEMORY", 100_000_000)
    (ungraded.step("submitted", "t02", EXERCISE) / "map.journey.json").write_text(GREEDY, encoding="utf-8")
    report = grade(ungraded, workers=2)
    assert len(report.done) == TRAINEES
    assert [(problem.trainee, "时间或内存" in problem.sentence) for problem in report.problems] == [("t02", True)]
    found = points(ungraded)
    assert {name: score for name, score in found["t02"].items() if score} == {}
    assert found["t02"]["answer-open"] is None
    assert "t02: data: lost (memory)" in (ungraded.path / "log.txt").read_text(encoding="utf-8")
    assert found["t03"] == points_of_saved(ungraded)["t03"]


def points_of_saved(class_: ClassFolder) -> dict[str, dict[str, float | None]]:
    return {trainee: {name: auto for name, auto, *_ in row[2]} for trainee, row in rows_of_saved(class_).items()}


def test_stuck(ungraded: ClassFolder) -> None:
    """Is what takes longer than the class allows named and 0 for now, and does the run come to its end?"""
    settings = ungraded.path / CONFIG_FILE
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("GradeFromData.timeout = 120", "GradeFromData.timeout = 0"), encoding="utf-8")
    report = grade(ungraded, workers=2)
    assert {problem.trainee for problem in report.problems} == {trainee.id for trainee in ungraded.trainees()}
    assert all("时间或内存" in problem.sentence for problem in report.problems)
    assert "t02: data: lost (time)" in (ungraded.path / "log.txt").read_text(encoding="utf-8")
    settings.write_text(text, encoding="utf-8")
    assert grade(ungraded, again=True).problems == ()
    assert rows(ungraded) == rows_of_saved(ungraded)


def test_limits_are_the_classs_own(graded: ClassFolder) -> None:
    """Does the class's longest run of a cell hold for a hand-in that is graded without a kernel?"""
    with open_session(graded) as session:
        exam, _ = grading._Run(session, None, None, None)._exam(EXERCISE)  # type: ignore[arg-type]
    assert grading._limits(exam)[grading.Way.DATA] == Limits(120.0, grading.DATA_MEMORY)


def test_an_exercise_that_cannot_be_read(ungraded: ClassFolder) -> None:
    """Is each hand-in of a damaged exercise named, once, and are they graded when it is mended?"""
    released = ungraded.release / EXERCISE / f"{EXERCISE}.ipynb"
    content = released.read_bytes()
    released.write_text("no notebook", encoding="utf-8")
    report = grade(ungraded)
    released.write_bytes(content)
    assert report.done == ()
    assert [problem.trainee for problem in report.problems] == [trainee.id for trainee in ungraded.trainees()]
    assert len(grade(ungraded).done) == TRAINEES
