"""Do the tutorial's commands make a case of one's own that a class gets, works on and is graded in?"""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from journeybook import workbook
from journeybook.boardfacts import board_facts
from journeybook.cases import load
from journeybook.classroom.folder import create, open_class
from journeybook.classroom.session import open_session
from journeybook.cli import commands
from journeybook.draft import draft_map
from journeybook.exercise import Exercise
from journeybook.handin import hand_in
from journeybook.i18n import LANGUAGES, use_language
from journeybook.mapfile import write
from journeybook.owncase import open_points, ready_sources
from journeybook.owncase.exercise import TO_FILL

ROOT = workbook.root()
PAGES = {"en": ROOT / "docs" / "own-case.md", "zh": ROOT / "docs" / "own-case.zh.md"}
ID = "case-clinic"


def blocks(lang: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGES[lang].read_text(encoding="utf-8"), re.DOTALL)


def run(command: str) -> str:
    outcome = CliRunner().invoke(commands, shlex.split(command)[1:], env={"COLUMNS": "200"})
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit), outcome.exc_info
    return outcome.output


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Follow the tutorial to the case, its key filled, in a workbook of its own."""
    chosen: str = request.param
    home = tmp_path_factory.mktemp(f"own-{chosen}")
    for name in ("course", "exercises", "solutions", "datasets", "docs"):
        (home / name).symlink_to(ROOT / name)
    (home / "roster.csv").write_text("id\nanna\nbo\n")
    with pytest.MonkeyPatch.context() as patch, use_language(chosen):
        patch.setenv("JOURNEYBOOK_HOME", str(home))
        patch.chdir(home)
        new, check, _ = blocks(chosen, "sh")
        run(new)
        assert len(open_points("clinic")) == 5
        assert ready_sources(chosen) == {}
        (home / "cases/clinic/key/key.toml").write_text(blocks(chosen, "toml")[0], encoding="utf-8")
        for path in (home / "cases/clinic/exercise").glob("*/*/*.ipynb"):
            path.write_text(path.read_text(encoding="utf-8").replace(TO_FILL, "A clinic."), encoding="utf-8")
        assert ID in run(check)
        assert open_points("clinic") == ()
        yield chosen


def test_both_pages_show_the_same_commands() -> None:
    """Can a reader of either language do the same?"""
    for kind in ("sh", "toml"):
        assert blocks("en", kind) == blocks("zh", kind)


def test_board_and_charts(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Are there facts and charts for a case that has only part of the tables?"""
    case = load("clinic")
    facts = {group["code"]: group for group in board_facts(case, lang)}
    assert {fact["id"] for fact in facts["waiting_room"]["facts"]} >= {"waiting_room/csat", "waiting_room/wait"}
    assert facts["waiting_room"]["quotes"]
    exercise = Exercise(Path("cases/clinic/exercise") / lang / ID)
    notebook = json.loads((exercise.folder / f"{ID}.ipynb").read_text(encoding="utf-8"))
    charts = [cell["source"] for cell in notebook["cells"] if "exercise.chart(" in "".join(cell["source"])]
    assert len(charts) >= 4
    for source in charts:
        exec("".join(source), {"exercise": exercise})  # noqa: S102 - our own notebook
    assert "problem" not in capsys.readouterr().err


def test_a_class_is_released_and_graded(lang: str) -> None:
    """Do trainees get the exercise without its key, and points for a map drawn from the data and none for nothing?"""
    create("demo", lang, Path("roster.csv"))
    run(blocks(lang, "sh")[2])
    class_ = open_class("demo")
    assert class_.released() == (ID,)
    for place in (class_.outbound, class_.release):
        assert not [path for path in place.rglob("*") if path.name in {"key", "key.toml"} or "suggestions" in path.name]
    for trainee in ("anna", "bo"):
        run(f"journeybook class join demo {trainee} --no-open")
        folder = class_.desk(trainee) / "exercises" / ID
        assert not list(folder.rglob("key*"))
        notebook = (folder / f"{ID}.ipynb").read_text(encoding="utf-8")
        assert notebook.count("A clinic.") == 1  # the company; the model answer is gone
        shutil.copyfile(folder / "map.starter.json", folder / "map.journey.json")
        if trainee == "anna":
            write(folder / "map.journey.json", draft_map(load("clinic"), lang))
            answers = {"format": "journeybook-answers", "version": 1, "answers": {"wait": "c"}}
            (folder / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
        hand_in(folder)
    for step in ("collect", "grade", "feedback"):
        run(f"journeybook class {step} demo {ID}")
    with open_session(class_) as session, session.gradebook() as gradebook:
        scores = {one: gradebook.find_submission(ID, one).score for one in ("anna", "bo")}
    assert scores["anna"] >= 20
    assert scores["bo"] == 0
    assert (class_.desk("anna") / "exercises" / ID / "feedback.html").is_file()
