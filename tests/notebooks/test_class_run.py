"""Does a class run from roster to feedback, twice with the same result, whatever its trainees hand in?"""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from mini import EXERCISE, SECRET, workbook_at
from nbformat.v4 import new_code_cell

from journeybook import cli
from journeybook.classroom.commands import class_group
from journeybook.classroom.folder import ClassFolder, create, open_class
from journeybook.classroom.grade import grade
from journeybook.classroom.session import open_session
from journeybook.errors import ClassError
from journeybook.handin import hand_in
from journeybook.i18n import t, use_language

NAME = "一班"
ANSWERS = {"quiz-1": "b", "open-1": "先改结账。<script>alert(1)</script>\n\n# <b>x</b>"}
EVIL = "import pathlib; pathlib.Path({mark!r}).write_text('ran')\n5.0"


@dataclass
class Run:
    """A class after everything was run once, and what the commands printed."""

    class_: ClassFolder
    mark: Path
    """A file that exists if code of a trainee was run."""
    said: dict[str, str] = field(default_factory=dict)
    """The last output of each command."""
    first: dict[str, str] = field(default_factory=dict)
    """The first output of each command."""

    def command(self, *args: str) -> str:
        """Run ``journeybook class …`` and return what it printed."""
        outcome = CliRunner().invoke(class_group, args, env={"COLUMNS": "200"})
        assert outcome.exception is None or isinstance(outcome.exception, SystemExit), outcome.exc_info
        self.said[args[0]] = outcome.output
        self.first.setdefault(args[0], outcome.output)
        return outcome.output

    def desk(self, trainee: str) -> Path:
        """Return a trainee's exercise folder."""
        return self.class_.desk(trainee) / "exercises" / EXERCISE

    def inbound(self, trainee: str) -> Path:
        """Return what a trainee has handed in, as it lies in the exchange."""
        (found,) = self.class_.inbound.glob(f"{trainee}+*")
        return found

    def graded(self, trainee: str) -> nbformat.NotebookNode:
        """Return a trainee's graded notebook."""
        return nbformat.read(self.class_.step("autograded", trainee, EXERCISE) / f"{EXERCISE}.ipynb", as_version=4)

    def page(self, trainee: str) -> str:
        """Return a trainee's feedback, as it lies on their desk."""
        return (self.desk(trainee) / "feedback.html").read_text(encoding="utf-8")

    def points(self) -> dict[str, dict[str, float | None]]:
        """Return each trainee's points by grading cell, from the gradebook."""
        found: dict[str, dict[str, float | None]] = {}
        with open_session(self.class_) as session, session.gradebook() as gradebook:
            for submission in gradebook.assignment_submissions(EXERCISE):
                (notebook,) = submission.notebooks
                found[submission.student.id] = {grade.name: grade.auto_score for grade in notebook.grades}
        return found


def _missing_notebook(run: Run) -> None:
    (run.inbound("bo") / f"{EXERCISE}.ipynb").unlink()


def _broken_notebook(run: Run) -> None:
    (run.inbound("chen") / f"{EXERCISE}.ipynb").write_text('{"cells": [')


def _evil_notebook(run: Run) -> None:
    """Every cell runs something, grading cells claim points, ids are repeated, cells added."""
    path = run.inbound("dora") / f"{EXERCISE}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = EVIL.format(mark=str(run.mark))
        if "nbgrader" in cell.metadata and "points" in cell.metadata.nbgrader:
            cell.metadata.nbgrader["points"] = 1000
    notebook.cells += [cell.copy() for cell in notebook.cells]
    notebook.cells.append(new_code_cell("<script>alert(2)</script>", id="mine"))
    path.write_text(json.dumps(notebook))


def _links(run: Run) -> None:
    folder = run.inbound("emil")
    for name in ("answers.json", f"{EXERCISE}.ipynb"):
        (folder / name).unlink()
        (folder / name).symlink_to(run.class_.source / EXERCISE / "key" / "key.toml")
    (folder / "key").symlink_to(run.class_.source / EXERCISE / "key")


def _strange_names(run: Run) -> None:
    """Names that no text holds, that give a terminal orders, and that run on to another line."""
    for name in (b"\xff\xfe.txt", b"\x1b]0;owned\x07.txt", "a\n\u202etxt.exe".encode()):
        Path(os.fsdecode(os.fsencode(run.inbound("gus")) + b"/" + name)).touch()


def _stranger(run: Run) -> None:
    shutil.copytree(run.inbound("anna"), run.inbound("anna").with_name(run.inbound("anna").name.replace("anna", "zoe")))
    (run.class_.inbound / f"anna+{EXERCISE}+garbage").mkdir()


DAMAGE: tuple[Callable[[Run], None], ...] = (
    _missing_notebook,
    _broken_notebook,
    _evil_notebook,
    _links,
    _strange_names,
    _stranger,
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    root = workbook_at(tmp_path_factory.mktemp("workbook"))
    roster = "编号,姓名,小组\n" + "".join(
        f"{trainee},{name},=1+1\n"
        for trainee, name in (
            *(("anna", "安娜"), ("bo", "波"), ("chen", "陈"), ("dora", "多拉"), ("emil", "埃米尔")),
            *(("王芳", "王芳"), ("gus", "格斯"), ("doom", "末"), ("late", "迟"), ("mail", "邮")),
        )
    )
    (root / "roster.csv").write_text(roster, encoding="gb18030")
    with pytest.MonkeyPatch.context() as patch, use_language("zh"):
        patch.setenv("JOURNEYBOOK_HOME", str(root))
        run = Run(create(NAME, "zh", root / "roster.csv"), root / "ran")
        run.command("release", NAME)
        for trainee in ("anna", "bo", "chen", "dora", "emil", "王芳", "gus", "doom"):
            run.command("join", NAME, trainee, "--no-open")
            _work(run.desk(trainee), trainee)
        for damage in DAMAGE:
            damage(run)
        for step in ("collect", "grade", "feedback"):
            run.command(step, NAME)
        yield run


def _work(folder: Path, trainee: str) -> None:
    """Do the exercise and hand it in; gus hands in nothing but an untouched map."""
    touchpoints = [] if trainee == "gus" else [1, 2]
    content = json.dumps({"map": {"touchpoints": touchpoints}, "deadly": trainee == "doom"})
    (folder / "map.journey.json").write_text("{broken" if trainee == "王芳" else content)
    if trainee != "gus":
        (folder / "answers.json").write_text(json.dumps({"format": 1, "answers": ANSWERS}))
    hand_in(folder)


def test_points(run: Run) -> None:
    """Are the points those worked out by hand: 2 touchpoints, right quiz; nothing for what is broken or missing?"""
    full = {"map": 2.0, "quiz": 2.0, "open": None}
    assert run.points() == {
        **dict.fromkeys(("anna", "bo", "chen", "dora"), full),
        "emil": {"map": 2.0, "quiz": 0.0, "open": 0.0},  # the answers were a link
        "王芳": {"map": 0.0, "quiz": 2.0, "open": None},  # the map was broken
        "gus": {"map": 0.0, "quiz": 0.0, "open": 0.0},  # untouched
        "doom": {"map": 0.0, "quiz": 0.0, "open": None},  # the kernel died
    }


def test_nothing_of_a_trainee_runs(run: Run) -> None:
    """Is code that a trainee wrote shown at the end, and run nowhere?"""
    assert not run.mark.exists()
    cells = run.graded("dora").cells
    released = nbformat.read(run.class_.release / EXERCISE / f"{EXERCISE}.ipynb", as_version=4).cells
    assert [cell.id for cell in cells[: len(released)]] == [cell.id for cell in released]
    assert [cell.source for cell in cells if cell.cell_type == "code"] == [
        cell.source for cell in released if cell.cell_type == "code"
    ]
    assert any("pathlib.Path(" in cell.source for cell in cells if cell.cell_type == "raw")


def test_twice_the_same(run: Run) -> None:
    """Does the whole run, done again, change no points and work on nothing that is done?"""
    before = run.points()
    assert "新发布练习 0 个，没有改动的 1 个" in run.command("release", NAME)
    assert "新收到作业 0 份，已经收过的 8 份" in run.command("collect", NAME)
    assert "评分 0 份，之前已评好的 8 份" in run.command("grade", NAME)
    assert run.points() == before
    grade(run.class_, again=True)
    assert run.points() == before
    pages = {trainee: run.page(trainee) for trainee in before}
    run.command("feedback", NAME)
    assert {trainee: run.page(trainee) for trainee in before} == pages


def test_what_the_trainer_hears(run: Run) -> None:
    """Are set-aside files and a stranger named at the end, without a traceback?"""
    said = run.command("collect", NAME)
    assert "zoe" in said
    assert "不在名单里" in said
    assert "Traceback" not in "".join(run.said.values())


def test_strange_file_names(run: Run) -> None:
    """Are files whose names would steer the trainer's terminal named in print that does nothing?"""
    said = run.first["collect"]
    assert "owned" in said
    assert not {"\x1b", "\x07", "\u202e", "\udcff"} & set(said)
    assert "�]0;owned�.txt" in said


def test_feedback_is_not_written_through_a_link(run: Run) -> None:
    """Does feedback take the place of a link that a trainee put there, and leave the link's target alone?"""
    precious = run.class_.path / "precious.txt"
    precious.write_text("the trainer's")
    page = run.desk("bo") / "feedback.html"
    page.unlink()
    page.symlink_to(precious)
    run.command("feedback", NAME)
    assert precious.read_text() == "the trainer's"
    assert not page.is_symlink()
    assert "没有笔记本文件" in run.page("bo")


def test_feedback_trusts_no_desk(run: Run) -> None:
    """Does feedback come from the class's own exchange, whatever a trainee wrote into the desk's record?"""
    record = run.class_.desk("chen") / ".journeybook" / "class.json"
    before = record.read_bytes()
    record.write_text(json.dumps(json.loads(before) | {"exchange": str(run.class_.path.parent / "elsewhere")}))
    (run.desk("chen") / "feedback.html").unlink()
    run.command("feedback", NAME)
    record.write_bytes(before)
    assert "笔记本文件打不开" in run.page("chen")


def test_a_desk_that_cannot_be_written(run: Run) -> None:
    """Is a trainee whose page cannot be put in its place named, and do the others get theirs?"""
    page = run.desk("bo") / "feedback.html"
    page.unlink()
    page.mkdir()
    (run.desk("chen") / "feedback.html").unlink()
    said = run.command("feedback", NAME)
    page.rmdir()
    assert "bo：反馈已经生成，但没有放进学员的工作副本" in said
    assert "笔记本文件打不开" in run.page("chen")
    run.command("feedback", NAME)


def test_feedback(run: Run) -> None:
    """Is a page in Chinese, with points, escaped answer and trainer's turn, and without a script or an address?"""
    page = run.page("anna")
    assert '<html lang="zh-CN">' in page
    for words in ("得分：4 / 10", "2 / 3 分", "等讲师批改", "先改结账。&lt;script&gt;"):
        assert words in page
    for trainee in ("anna", "dora"):
        for forbidden in ("<script", "http://", "https://", "src=", "Score", "Traceback"):
            assert forbidden not in run.page(trainee)


def test_feedback_says_what_was_wrong(run: Run) -> None:
    """Does each unlucky trainee read a plain sentence on what happened?"""
    assert "没有笔记本文件" in run.page("bo")
    assert "笔记本文件打不开" in run.page("chen")
    assert "你自己添加或改动的单元" in run.page("dora")
    assert "answers.json" in run.page("emil")
    assert "未作答" in run.page("gus")


def test_feedback_in_formgrader_too(run: Run) -> None:
    """Do comments and points that the trainer gives by hand reach the next feedback, and survive a new grading?"""
    with open_session(run.class_) as session, session.gradebook() as gradebook:
        mark = gradebook.find_grade("open", EXERCISE, EXERCISE, "anna")
        mark.manual_score, mark.needs_manual_grade = 4.5, False
        gradebook.find_comment("open", EXERCISE, EXERCISE, "anna").manual_comment = "很好 <b>"
        gradebook.db.commit()
    run.command("feedback", NAME)
    page = run.page("anna")
    assert "得分：8.5 / 10" in page
    assert "很好 &lt;b&gt;" in page
    assert "8.5" in run.command("scores", NAME)
    with open_session(run.class_) as session, session.gradebook() as gradebook:
        mark = gradebook.find_grade("open", EXERCISE, EXERCISE, "anna")
        mark.manual_score = None
        gradebook.db.commit()


def test_key_stays_in_source(run: Run) -> None:
    """Is nothing of the key's folder outside ``source/``: not released, exchanged, graded, fed back, on no desk?"""
    assert SECRET in (run.class_.source / EXERCISE / "key" / "key.toml").read_text()
    root = run.class_.path.parents[1]
    holders = {
        path.relative_to(root).parts[:3]
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink() and SECRET.encode() in path.read_bytes()
    }
    assert holders == {("solutions", "zh", EXERCISE), ("solutions", "en", EXERCISE), ("classes", NAME, "source")}
    places = [run.class_.path / step for step in ("release", "submitted", "autograded", "feedback")]
    places.append(run.class_.outbound)
    for place in places:
        assert place.is_dir()
        assert not [path for path in place.rglob("*") if path.name.startswith("key")]


def test_newest_counts(run: Run) -> None:
    """Is a later hand-in collected and graded, and the desk's work left as it is?"""
    run.command("join", NAME, "late", "--no-open")
    folder = run.desk("late")
    for touchpoints in (1, 3):
        (folder / "map.journey.json").write_text(json.dumps({"map": {"touchpoints": [0] * touchpoints}}))
        hand_in(folder)
        run.command("collect", NAME)
        run.command("grade", NAME)
        assert run.points()["late"]["map"] == touchpoints
    run.command("join", NAME, "late", "--no-open")
    assert json.loads((folder / "map.journey.json").read_text()) == {"map": {"touchpoints": [0, 0, 0]}}


def test_scores(run: Run, tmp_path: Path) -> None:
    """Does the table show everyone, and the file hold the points and no formula?"""
    table = run.command("scores", NAME)
    for words in ("王芳", "4 / 10 *", "0 / 10", "formgrader"):
        assert words in table
    run.command("scores", NAME, "--csv", str(tmp_path / "scores.csv"))
    with (tmp_path / "scores.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = {line["编号"]: line for line in csv.DictReader(stream)}
    assert lines["anna"] == {"编号": "anna", "姓名": "安娜", "小组": "'=1+1", EXERCISE: "4", "总分": "4"}
    assert lines["gus"][EXERCISE] == "0"


def test_hand_in_put_there_by_the_trainer(run: Run) -> None:
    """Is a hand-in that came by mail, with a notebook nobody can open, checked, graded and kept?"""
    folder = run.class_.step("submitted", "mail", EXERCISE)
    folder.mkdir(parents=True)
    (folder / "map.journey.json").write_text(json.dumps({"map": {"touchpoints": [1]}}))
    (folder / f"{EXERCISE}.ipynb").write_text("no notebook")
    (folder / "essay.docx").write_text("kept")
    report = grade(run.class_)
    assert report.done == ((EXERCISE, "mail"),)
    assert run.points()["mail"]["map"] == 1.0
    assert {problem.trainee for problem in report.problems} == {"mail"}
    aside, broken = (problem.sentence for problem in report.problems)
    assert "essay.docx" in aside
    assert broken == t("remarks.notebook_broken")
    assert (run.class_.path / "set-aside" / "mail" / EXERCISE / "essay.docx").read_text() == "kept"


def test_deadly_hand_in(run: Run) -> None:
    """If a hand-in kills the kernel, does its trainee read a sentence and its trainer hear of it?"""
    assert "没有算出分数" in run.page("doom")
    assert "doom" in run.first["grade"]
    assert "评分 8 份" in run.first["grade"]


def test_join_opens_the_desk(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does joining open the workbook on that desk, in the class's language?"""
    opened: dict[str, object] = {}
    monkeypatch.setattr(cli.commands.commands["open"], "callback", lambda **options: opened.update(options))
    outcome = CliRunner().invoke(cli.commands, ["class", "join", NAME, "anna", "--app", "voila"])
    assert outcome.exception is None
    assert (opened["lang"], opened["app"], opened["desk"]) == ("zh", "voila", run.class_.desk("anna"))


def test_lists_and_refusals(run: Run) -> None:
    """Is the class listed, and are a wrong class, exercise and trainee refused in a sentence?"""
    assert NAME in run.command("list")
    for args in (["grade", "none"], ["grade", NAME, "none"], ["join", NAME, "nobody"], ["collect", "../x"]):
        outcome = CliRunner().invoke(class_group, args)
        assert isinstance(outcome.exception, ClassError)
        assert str(outcome.exception)


def test_stops_at_nothing(run: Run) -> None:
    """If one hand-in cannot be graded at all, is it named at the end, kept, and are the others graded?"""
    place = run.class_.step("autograded", "anna", EXERCISE).parent
    shutil.rmtree(place)
    place.write_text("in the way")
    report = grade(run.class_, again=True)
    others = {"bo", "chen", "dora", "emil", "王芳", "gus", "doom"}
    assert {problem.trainee for problem in report.problems} == {"anna", "doom"}
    assert {trainee for _, trainee in report.done} >= others
    assert all("Traceback" not in problem.sentence for problem in report.problems)
    place.unlink()
    repaired = grade(run.class_)
    assert {trainee for _, trainee in repaired.done} == {"anna"}
    assert open_class(NAME) == run.class_
