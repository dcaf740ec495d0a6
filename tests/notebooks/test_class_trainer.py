"""Does the trainer see of a real class who has what, which items are off, who is stuck, and what peers say?"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from exercise_folders import edited, key_folder, solved_map
from openpyxl import load_workbook
from poppler import poppler

from journeybook import answersfile, mapfile, workbook
from journeybook.classroom.commands import class_group
from journeybook.classroom.folder import ClassFolder, create
from journeybook.classroom.peer import store
from journeybook.classroom.results import results
from journeybook.errors import ClassError
from journeybook.exercise import Exercise
from journeybook.handback import exchange_name, hand_back
from journeybook.handin import FUTURE_FILE, hand_in
from journeybook.i18n import use_language
from journeybook.model import JourneyMap, Persona
from journeybook.reviewfile import CHANGE, KEEP, PACKET_FILE, RATINGS, REVIEW_FILE, question, read_packet
from journeybook.rubric import Key, Status, record

EXERCISE = "03-retail"
NAME = "c1"
HOSTILE = "<script>alert(1)</script> 王芳 & li.na"

ROSTER = """编号,名,姓,小组
anna,Anna,Berg,北组
bo,Bo,Lin,北组
chen,晨曦,陈,北组
dora,=1+1,Weiss,南组
emil,Emil,Kahn,南组
wang,芳,王,南组
gus,Gus,Park,
late,Late,Comer,
"""


@dataclass
class Room:
    """A class that was graded once, and what its commands print."""

    class_: ClassFolder

    def command(self, *args: str, code: int = 0) -> str:
        """Run ``journeybook class …`` and return what it printed."""
        outcome = CliRunner().invoke(class_group, args, env={"COLUMNS": "240"})
        if isinstance(outcome.exception, ClassError):
            raise outcome.exception
        assert outcome.exit_code == code, (outcome.output, outcome.exc_info)
        return outcome.output

    def desk(self, trainee: str) -> Path:
        """Return a trainee's exercise folder."""
        return self.class_.desk(trainee) / "exercises" / EXERCISE

    def work(self, trainee: str, journey_map: JourneyMap, answers: dict[str, str]) -> None:
        """Draw and answer as a trainee, and hand in."""
        mapfile.write(self.desk(trainee) / "map.journey.json", journey_map)
        answersfile.write(self.desk(trainee) / "answers.json", answers)
        if journey_map.pain_points:
            shutil.copyfile(key_folder("zh") / FUTURE_FILE, self.desk(trainee) / FUTURE_FILE)
        hand_in(self.desk(trainee))

    def grade(self) -> None:
        """Collect, grade, and see to it that what was found is on record."""
        self.command("collect", NAME)
        self.command("grade", NAME)
        for folder in (self.class_.path / "autograded").glob(f"*/{EXERCISE}"):
            exercise = Exercise(folder)
            key = Key.read(self.class_.source / EXERCISE / "key" / "key.toml")
            found = {item: exercise.findings(item, key=key) for item in exercise.rubric.items}
            record.write(folder / record.FILE_NAME, found)

    def review(self, reviewer: str, code: str, answers: dict[str, str]) -> None:
        """Review a map as a trainee, and hand the review back."""
        folder = self.class_.desk(reviewer) / "reviews" / EXERCISE / code
        answersfile.write(folder / REVIEW_FILE, answers)
        hand_back(folder / REVIEW_FILE, EXERCISE, code)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    root = tmp_path_factory.mktemp("workbook")
    for name in ("course", "exercises", "solutions", "datasets"):
        (root / name).symlink_to(workbook.root() / name)
    (root / "roster.csv").write_text(ROSTER, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, use_language("zh"):
        patch.setenv("JOURNEYBOOK_HOME", str(root))
        room = Room(create(NAME, "zh", root / "roster.csv"))
        room.command("release", NAME, EXERCISE)
        whole = edited(
            solved_map("zh"), persona=Persona(name="安娜", about="王芳（南组）的朋友，北组 Anna Berg 画的", goal="g")
        )
        answers = answersfile.read(key_folder("zh") / "answers.json")
        starred = tuple(one.model_copy(update={"is_moment_of_truth": True}) for one in whole.touchpoints)
        bare = edited(whole, touchpoints=(), pain_points=(), opportunities=(), evidence=())
        handed_in = {
            "anna": (whole, answers),
            "bo": (edited(whole, opportunities=()), answers | {"q1": "a"}),
            "chen": (edited(whole, persona=Persona()), answers | {"q2": "a"}),
            "dora": (edited(whole, opportunities=(), pain_points=(), evidence=()), answers | {"q1": "a", "q2": "b"}),
            "emil": (edited(whole, touchpoints=starred), answers | {"q3": "a"}),
            "wang": (whole, {"q1": "a"} | {one: given for one, given in answers.items() if one.startswith("e")}),
            "gus": (bare, {}),
        }
        for trainee in handed_in:
            room.command("join", NAME, trainee, "--no-open")
        mapfile.write(room.desk("bo") / "map.journey.json", bare)
        room.work("dora", *handed_in["dora"])  # a first time, with the same wrong answers as in the second
        for trainee, (journey_map, given) in handed_in.items():
            room.work(trainee, journey_map, given)
        room.grade()
        room.command("feedback", NAME)
        yield room


def test_the_table_and_the_csv_stay(room: Room, tmp_path: Path) -> None:
    """Do the scores still come as a table and as CSV, and as both files at once?"""
    assert "Anna Berg" in room.command("scores", NAME)
    said = room.command("scores", NAME, "--csv", str(tmp_path / "s.csv"), "--xlsx", str(tmp_path / "s.xlsx"))
    assert "s.csv" in said
    assert "s.xlsx" in said
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.reader(stream))) == 9
    assert (tmp_path / "s.xlsx").stat().st_size > 5000


def test_workbook(room: Room, tmp_path: Path) -> None:
    """Does the Excel file hold the scores as numbers, each exercise's details and the analysis, and no formula?"""
    room.command("scores", NAME, "--xlsx", str(tmp_path / "s.xlsx"))
    book = load_workbook(tmp_path / "s.xlsx")
    assert book.sheetnames == ["分数", EXERCISE, "题目分析", "选项分析"]
    scores = list(book["分数"].values)
    assert scores[0] == ("编号", "姓名", "小组", EXERCISE, "总分", "得分率")
    assert scores[1] == ("anna", "Anna Berg", "北组", 62, 62, 62 / 66)
    assert scores[3][1] == "陈晨曦"
    assert scores[4][1] == "'=1+1 Weiss"
    assert scores[8] == ("late", "Late Comer", None, None, 0, None)
    sheet = book["分数"]
    assert (sheet.freeze_panes, sheet["F2"].number_format, sheet["D2"].number_format) == ("D2", "0%", '0.00"*"')
    assert sheet["D7"].number_format == "0.00"  # wang left the open question empty: nothing waits
    details = list(book[EXERCISE].values)
    assert details[0][3:7] == ("客户画像与场景", "接触点与情感", "痛点", "关键时刻")
    assert details[1][3:14] == (4, 10, 12, 6, 11, 10, 2, 3, 4, 4, 66)
    # Anna has everything; what the trainer has not read is blank, not 0.
    assert details[2][3:14] == (4, 10, 12, 6, 11, 10, 2, 3, None, 4, 62)
    assert len(details[0]) == 14 + 25  # criteria without points have no column
    assert sum(details[2][14:]) == 62
    for sheet in book:
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_analysis(room: Room) -> None:
    """Are the figures those worked out by hand, with the warning that seven people are few?"""
    said = room.command("analysis", NAME, EXERCISE)
    # Anna alone has all three right, bo, chen and emil two each, dora one, wang and gus none: 10 of 21 thirds.
    (line,) = [line for line in said.splitlines() if "小测验答对了" in line]
    cells = [cell.strip() for cell in line.strip("│").split("│")]
    assert cells[2:5] == ["3", "7", f"{10 / 21:.2f}"]
    # Three chose a, three chose b, which is right; gus chose nothing.
    (line,) = [line for line in said.splitlines() if "能。客户已经用投诉投了票。" in line and "不能" not in line]
    assert [cell.strip() for cell in line.strip("│").split("│")][2] == "3"
    assert "只有 7 份已评分的作业，不到 30 份" in said
    with pytest.raises(ClassError, match="没有练习"):
        room.command("analysis", NAME, "nothing")


def test_stuck(room: Room) -> None:
    """Is each who may need a hand named in one sentence with what happened and what is next, and nobody else?"""
    said = room.command("stuck", NAME)
    lines = {line.split("（")[1].split("，")[0].split("）")[0]: line for line in said.splitlines()[1:]}
    assert "只给讲师看" in said.splitlines()[0]
    assert set(lines) == {"bo", "dora", "gus", "late"}
    assert "还没有交" in lines["late"]
    assert "这些部分还空着：机会点" in lines["bo"]
    assert "机会点可以执行" in lines["bo"]
    assert "收到反馈以后还没有再交" in lines["bo"]
    assert "全班中位数" in lines["dora"]
    assert "全班中位数" not in lines["bo"]
    assert "找到了数据里的痛点" in lines["gus"]


def test_the_same_finding_again(room: Room) -> None:
    """Is a finding that was not met in two hand-ins in a row told, read from the earlier one in the exchange?"""
    unmet = {"q1": "a", "q2": "a", "q3": "a"}
    whole = edited(solved_map("zh"), opportunities=())
    for _ in range(2):
        room.work("bo", whole, unmet)
    room.grade()
    (line,) = [line for line in room.command("stuck", NAME).splitlines() if "（bo，" in line]
    assert "连续 2 次提交都没有做到“小测验答对了”" in line
    assert "收到反馈以后还没有再交" not in line


def test_certificates(room: Room, tmp_path: Path) -> None:
    """Does everybody who has earned one get a certificate, with the fonts inside, and are the others named?"""
    out = tmp_path / "certificates"
    day = ("--date", "2026-11-28")
    said = room.command("certificates", NAME, "--minimum", "50", "--out", str(out), "--trainer", "李雷", *day, code=1)
    assert {file.stem for file in out.iterdir()} == {"anna", "bo", "chen", "emil", "wang"}
    assert "Late Comer（late）" in said
    assert "还有开放题等你批改" in said
    text = poppler("pdftotext", out / "chen.pdf", "-layout")
    for words in ("结业证书", "陈晨曦", "2026 年 11 月 28 日", "李雷", "零售案例"):
        assert words in text
    assert "58 / 66 分" in text
    room.command("certificates", NAME, "--trainee", "wang", "--lang", "en", "--out", str(out), *day)
    text = poppler("pdftotext", out / "wang.pdf", "-layout")
    assert "Certificate of Completion" in text
    assert "28 November 2026" in text
    with pytest.raises(ClassError, match="nobody"):
        room.command("certificates", NAME, "--trainee", "nobody")


def test_peer_review(room: Room) -> None:
    """Does a blind review run from assignment to return and calibration, with a late hand-in, changing no points?"""
    points = {one.trainee.id: one.points for one in results(room.class_)[0].results}
    room.command("peer", "assign", NAME, EXERCISE, "--seed", "5")
    assignment = store.needed_assignment(room.class_, EXERCISE)
    assert set(assignment.codes) == {"anna", "bo", "chen", "dora", "emil", "wang", "gus"}
    _is_blind(room, assignment)

    # Nothing changes when it is run again, and a late hand-in is added.
    room.command("peer", "assign", NAME, EXERCISE)
    assert store.needed_assignment(room.class_, EXERCISE) == assignment
    room.command("join", NAME, "late", "--no-open")
    room.work("late", edited(solved_map("zh"), opportunities=()), {})
    room.command("collect", NAME)
    assert "新分配旅程图 1 张，参加互评的共 8 张" in room.command("peer", "assign", NAME, EXERCISE)
    later = store.needed_assignment(room.class_, EXERCISE)
    assert sum(map(len, later.reviewers.values())) == 14 + 2 + 2
    for reviewer, codes in assignment.reviewers.items():
        assert later.reviewers[reviewer][:2] == codes
    assert len(later.reviewers["late"]) == len(later.reviewers_of(later.codes["late"])) == 2
    with pytest.raises(ClassError, match="已经分配过"):
        room.command("peer", "assign", NAME, EXERCISE, "--reviews", "3")

    _everybody_reviews(room, later)
    assert "新收到或有改动的互评 16 份，一共收到 16 份" in room.command("peer", "collect", NAME, EXERCISE, code=1)
    assert "新收到或有改动的互评 0 份，一共收到 16 份" in room.command("peer", "collect", NAME, EXERCISE, code=1)
    room.command("peer", "return", NAME, EXERCISE)
    _pages_are_safe(room, later)

    said = room.command("peer", "calibration", NAME, EXERCISE)
    assert "Anna Berg" in said
    assert "*" in said
    assert {one.trainee.id: one.points for one in results(room.class_)[0].results} == points
    assert "已经收过的" in room.command("collect", NAME)  # reviews in the exchange disturb no collecting


def _is_blind(room: Room, assignment: store.Assignment) -> None:
    groups = {trainee.id: trainee.group for trainee in room.class_.trainees()}
    for reviewer, codes in assignment.reviewers.items():
        assert len(set(codes)) == 2
        for code in codes:
            author = assignment.author(code)
            assert author != reviewer
            assert not groups[author] or groups[author] != groups[reviewer]
            folder = room.class_.desk(reviewer) / "reviews" / EXERCISE / code
            assert sorted(path.name for path in folder.iterdir()) == [
                "packet.json",
                "review.ipynb",
                "reviewed.journey.json",
            ]
            everything = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
            handed_in = mapfile.read(room.class_.step("submitted", author, EXERCISE) / "map.journey.json")
            names = {"anna": ("Anna Berg", "北组"), "wang": ("王芳", "南组")}.get(author, ())
            for betrays in (*names, *(f'"{stage.id}"' for stage in handed_in.stages)):
                assert betrays not in everything
            shown = mapfile.read(folder / "reviewed.journey.json")
            assert [stage.name for stage in shown.stages] == [stage.name for stage in handed_in.stages]
            assert read_packet(folder / PACKET_FILE).criteria == store.criteria(room.class_, EXERCISE)


def _everybody_reviews(room: Room, assignment: store.Assignment) -> None:
    """Review all maps, each reviewer with one steady rating; one review is damaged, one is a link."""
    key = room.class_.source / EXERCISE / "key" / "key.toml"
    for number, (reviewer, codes) in enumerate(assignment.reviewers.items()):
        for code in codes:
            packet = read_packet(room.class_.desk(reviewer) / "reviews" / EXERCISE / code / PACKET_FILE)
            rating = {question(name): RATINGS[number % 3].value for name in packet.criteria}
            room.review(reviewer, code, rating | {KEEP: HOSTILE, CHANGE: "", "criterion:none": "met"})
    damaged, link = assignment.reviewers["gus"][0], assignment.reviewers["emil"][0]
    (folder,) = room.class_.inbound.glob(f"gus+{exchange_name(EXERCISE, damaged)}+*")
    (folder / REVIEW_FILE).write_text('{"format": 1, "answers": {"keep": ')
    (folder,) = room.class_.inbound.glob(f"emil+{exchange_name(EXERCISE, link)}+*")
    (folder / REVIEW_FILE).unlink()
    (folder / REVIEW_FILE).symlink_to(key)
    (room.class_.inbound / f"anna+{exchange_name(EXERCISE, damaged)}+garbage").mkdir()


def _pages_are_safe(room: Room, assignment: store.Assignment) -> None:
    for author in assignment.codes:
        page = (room.desk(author) / "reviews.html").read_text(encoding="utf-8")
        assert "&lt;script&gt;" in page
        for forbidden in ("<script", "http://", "https://", "src="):
            assert forbidden not in page
        reviewers = assignment.reviewers_of(assignment.codes[author])
        if "wang" in reviewers:
            assert "王芳" not in page
    assert "评分结果" in (room.desk("anna") / "reviews.html").read_text(encoding="utf-8")
    assert "评分结果" not in (room.desk("late") / "reviews.html").read_text(encoding="utf-8")


def test_pages_do_not_follow_links(room: Room, tmp_path: Path) -> None:
    """Are a page and a map put nowhere but on the desk, whatever links a trainee lays there?"""
    room.command("peer", "assign", NAME, EXERCISE)
    place = room.class_.desk("wang") / "reviews"
    shutil.move(place, tmp_path / "elsewhere")
    (tmp_path / "precious").mkdir()
    place.symlink_to(tmp_path / "precious")
    room.command("peer", "assign", NAME, EXERCISE)
    assert list((tmp_path / "precious").iterdir()) == []
    place.unlink()
    room.command("join", NAME, "wang", "--no-open")
    assert len(list(place.glob(f"*/*/{PACKET_FILE}"))) >= 2


def test_findings_that_are_missing_are_told(room: Room) -> None:
    """Are hand-ins without a record named, and counted by their parts all the same?"""
    path = room.class_.step("autograded", "gus", EXERCISE) / record.FILE_NAME
    kept = path.read_bytes()
    path.write_text(json.dumps({"format": 99}))
    said = room.command("analysis", NAME)
    path.write_bytes(kept)
    assert "有 1 份作业没有留下评分记录" in said
    (line,) = [line for line in said.splitlines() if "机会点可以执行" in line]
    assert [cell.strip() for cell in line.strip("│").split("│")][3] == "6"


def test_ratings_are_the_statuses() -> None:
    """Can a reviewer say all that grading says but that nothing was attempted?"""
    assert set(RATINGS) == set(Status) - {Status.NOT_ATTEMPTED}
