"""Do sheets and tests of a real class reach the trainer, and does `class effect` say what is in them, no more?"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from journeybook import answersfile, sheets, workbook
from journeybook.classroom.commands import class_group
from journeybook.classroom.effect import effect
from journeybook.classroom.folder import ClassFolder, create, open_class
from journeybook.classroom.release import release
from journeybook.classroom.trainee import join
from journeybook.errors import HandInError, LessonError
from journeybook.i18n import t, use_language
from journeybook.lesson import Lesson
from journeybook.questions import encode
from journeybook.quiz import FINISHED

NAME = "spring"
TRAINEES = ("anna", "bo", "chen", "dora", "emil", "fay")
BEFORE, AFTER = "00-start/pre-test", "04-discussion/post-test"
REACTION, FOLLOW_UP = "04-discussion/reaction-sheet", "04-discussion/follow-up"
HOSTILE = "=HYPERLINK(1) <script>alert(1)</script>\x1b[2J [red]anna[/red]\nsecond line"


@pytest.fixture
def class_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ClassFolder]:
    """Return a class whose trainees have joined."""
    for name in ("course", "exercises", "solutions", "datasets"):
        (tmp_path / name).symlink_to(workbook.root() / name)
    (tmp_path / "roster.csv").write_text("id\n" + "\n".join(TRAINEES), encoding="utf-8")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    with use_language("en"):
        made = create(NAME, "en", tmp_path / "roster.csv")
        release(made, "01-theory")
        for trainee in TRAINEES:
            join(made, trainee)
        yield made


def command(*args: str, code: int = 0) -> str:
    """Run ``journeybook class effect`` and return what it printed."""
    outcome = CliRunner().invoke(class_group, ["effect", NAME, *args], env={"COLUMNS": "300"})
    assert outcome.exit_code == code, (outcome.output, outcome.exc_info)
    return outcome.output


def lesson(class_: ClassFolder, trainee: str, page: str) -> Lesson:
    return Lesson(class_.desk(trainee) / page)


def fill(class_: ClassFolder, trainee: str, page: str, answers: Mapping[str, str], round_: str = "") -> None:
    """Answer as a trainee, and send it."""
    sheet = lesson(class_, trainee, page)
    answersfile.write(sheet.answers_path, answersfile.read(sheet.answers_path) | dict(answers))
    assert sheets.send(sheet, round_) is not None


def take(class_: ClassFolder, trainee: str, page: str, right: int) -> None:
    """Take a test with so many right answers, and finish it."""
    test = lesson(class_, trainee, page)
    keyed = list(test.questions.values())[:right]
    given = {}
    for one in keyed:
        number = isinstance(one.right, dict) and one.right.get("number")
        given[one.question.id] = f"{number:g}" if number else encode(one.question, one.right)
    answersfile.write(test.answers_path, given | {FINISHED: "2026-03-02T09:00:00+01:00"})
    assert test.points(given) == right


def test_three_sheets_reach_the_trainer(class_: ClassFolder) -> None:
    """Are means, NPS, learning gain and deeds of three trainees those worked out by hand, and single answers kept?"""
    for trainee, relevance, recommend in (("anna", 4, 10), ("bo", 5, 9), ("chen", 3, 8)):
        answers = {"relevance": str(relevance), "recommend": str(recommend), "pace": "right", "useful": "the board"}
        fill(class_, trainee, REACTION, answers)
    for trainee, then, now in (("anna", 3, 9), ("bo", 6, 9), ("chen", 6, 6)):
        take(class_, trainee, BEFORE, then)
        take(class_, trainee, AFTER, now)
        assert sheets.send(lesson(class_, trainee, AFTER)) is not None  # the first test goes along
    for trainee, drawn in (("anna", "new"), ("bo", "changed"), ("chen", "none")):
        fill(class_, trainee, FOLLOW_UP, {"day-30:map": drawn, "day-90:map": "new"}, "day-30")

    found = effect(open_class(NAME))
    assert found.problems == ()
    (reaction,) = found.reaction
    by_id = {one.question.id: one for one in reaction.opinions}
    assert (reaction.sent, found.trainees) == (3, 6)
    assert (by_id["relevance"].mean, by_id["relevance"].median) == (4, 4)
    recommended = by_id["recommend"].nps
    assert recommended is not None
    assert recommended.value == pytest.approx(100 * 2 / 3)
    assert all(one.counts == {} and one.words == () for one in reaction.opinions), "three answers name their givers"
    learning = found.learning
    assert learning is not None
    assert (learning.gain.n, learning.gain.before, learning.gain.after) == (3, 5, 8)
    assert learning.gain.value == pytest.approx(3 / 7)
    assert {one.trainee: one.gain for one in learning.learners} == {
        "anna": pytest.approx(6 / 9),
        "bo": pytest.approx(3 / 6),
        "chen": 0,
    }
    # Five questions about theory come first: three, five and five right before, five each after.
    theory = learning.topics[0].gain
    assert (theory.most, theory.before, theory.after) == (5, pytest.approx(13 / 3), 5)
    first, second = found.behaviour
    assert (first.sent, second.sent) == (3, 0), "what was not sent yet stays on the desk"
    assert first.opinions[0].share == pytest.approx(100 * 2 / 3)

    said = command()
    for expected in ("NPS 67", "mean 4.00", "0.43", "67% (2 of 3)", "3 of 6", t("training.withheld", "en", fewest=5)):
        assert expected in said
    assert "the board" not in said
    assert "journeybook case new NAME" in said


def test_words_are_shown_from_five_sheets_on_and_run_nowhere(class_: ClassFolder, tmp_path: Path) -> None:
    """Do hostile words reach terminal, workbook and CSV as words, without names, and is a damaged sheet told of?"""
    for number, trainee in enumerate(TRAINEES[:5]):
        fill(class_, trainee, REACTION, {"relevance": str(number + 1), "recommend": "7", "change": HOSTILE})
    newest = sorted(class_.inbound.glob("emil+sheet.reaction-sheet+*"))[-1]
    (newest / answersfile.FILE_NAME).write_text("{", encoding="utf-8")
    said = command(code=1)
    assert t("training.refused", "en") in said
    (newest / answersfile.FILE_NAME).unlink()
    sheets.send(lesson(class_, "emil", REACTION))
    sheets.send(lesson(class_, "anna", REACTION))  # twice: the newest counts, once
    said = command()
    assert "sent by 5 of 6" in said
    assert "1: 1, 2: 1, 3: 1, 4: 1, 5: 1" in said
    assert said.count("[red]anna[/red] second line") == 5
    assert "\x1b" not in said

    command("--xlsx", str(tmp_path / "effect.xlsx"), "--csv", str(tmp_path / "effect.csv"))
    book = load_workbook(tmp_path / "effect.xlsx")
    assert book.sheetnames == [t(f"training.level_{level}", "en") for level in (1, 2, 3, 4)]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert sum("second line" in str(cell.value) and str(cell.value).startswith("'=") for cell in cells) == 5
    with (tmp_path / "effect.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    assert not [cell for line in lines for cell in line if cell.startswith("=")]
    measures = {line[3]: line[4] for line in lines if line[2].startswith("How likely")}
    assert (measures["NPS"], measures["median"]) == ("0", "7")
    own = [str(cell.value) for cell in cells] + [cell for line in lines for cell in line]
    assert not {*own} & {*TRAINEES}, "level 1 names nobody"
    # A sheet in somebody else's clothes, or of nobody on the roster, is passed by.
    shutil.copytree(
        newest.parent / sorted(class_.inbound.glob("anna+sheet*"))[-1].name,
        class_.inbound / ("stranger+sheet.reaction-sheet+2026-03-02 09:00:00 UTC"),
    )
    assert "sent by 5 of 6" in command()


def test_nothing_is_sent_that_is_not_there(class_: ClassFolder, tmp_path: Path) -> None:
    """Are an empty sheet and an open test refused, and does a desk without a class keep its sheet?"""
    with pytest.raises(LessonError, match="Nothing is filled in"):
        sheets.send(lesson(class_, "anna", REACTION))
    test = lesson(class_, "anna", BEFORE)
    answersfile.write(test.answers_path, {"market": "b"})
    with pytest.raises(LessonError, match="not finished"):
        sheets.send(test)
    fill(class_, "anna", FOLLOW_UP, {"day-30:map": "new"}, "day-30")
    with pytest.raises(LessonError, match="Nothing is filled in"):
        sheets.send(lesson(class_, "anna", FOLLOW_UP), "day-90")
    shutil.rmtree(class_.inbound)
    reaction = lesson(class_, "bo", REACTION)
    answersfile.write(reaction.answers_path, {"relevance": "4"})
    with pytest.raises(HandInError):
        sheets.send(reaction)
    assert FINISHED not in answersfile.read(reaction.answers_path), "what did not arrive is not finished"
    alone = tmp_path / "alone" / "reaction-sheet"
    shutil.copytree(workbook.root() / "course" / "en" / REACTION, alone)
    answersfile.write(alone / "answers.json", {"relevance": "4"})
    assert sheets.send(Lesson(alone)) is None
    assert answersfile.read(alone / "answers.json")[FINISHED]
