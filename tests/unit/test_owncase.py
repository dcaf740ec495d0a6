"""Does a trainer's own case come out of any files that can be used, and is what cannot be used said and harmless?"""

from __future__ import annotations

import tomllib
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from journeybook import charts, workbook
from journeybook.boardfacts import board_facts
from journeybook.casecommands import case_group
from journeybook.cases import Case, load
from journeybook.errors import CaseError, JourneybookError
from journeybook.exercise import Exercise
from journeybook.i18n import LANGUAGES, catalogue
from journeybook.owncase import make_case, open_points, own_case_names, ready_sources
from journeybook.owncase.columns import find_source
from journeybook.owncase.exercise import charts_of
from journeybook.owncase.suggest import suggest
from journeybook.rubric import measured

ROOT = workbook.root()
FILES = ROOT / "docs" / "own-case"
STEPS = ("Website", "Phone call", "Front desk", "Waiting room", "Doctor")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workbook that has the shipped cases."""
    for name in ("course", "exercises"):
        (tmp_path / name).mkdir()
    (tmp_path / "datasets").symlink_to(ROOT / "datasets")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    return tmp_path


def log_file(home: Path, names: tuple[str, ...] = STEPS) -> Path:
    path = home / "log.csv"
    rows = [f'C{who},"{name}",2026-03-{1 + place:02d} 10:00' for who in range(9) for place, name in enumerate(names)]
    path.write_text("\n".join(("customer,touchpoint,time", *rows)) + "\n", encoding="utf-8")
    return path


def survey_file(home: Path, rows: list[str], header: str = "customer,touchpoint,time,csat") -> Path:
    path = home / "survey.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("others", [(), ("answers.csv",), ("complaints.csv",)], ids=["log alone", "survey", "tickets"])
def test_parts_of_the_tables_are_enough(home: Path, others: tuple[str, ...]) -> None:
    """Do board facts, the exercise's charts, its checks and the rubric work with what tables there are?"""
    make_case("part", [FILES / "visits.csv", *(FILES / name for name in others)])
    case = load("part")
    assert own_case_names() == ("part",)
    assert len(board_facts(case, "en")) >= len(case.touchpoints)
    for name in (*charts_of(case, suggest(case)), "case_flow"):
        assert getattr(charts, name)(case).data
    measured.measured(case)
    for lang in LANGUAGES:
        exercise = Exercise(home / "cases" / "part" / "exercise" / lang / "case-part")
        assert exercise.case.name == "part"
        graded = nbformat.read(exercise.folder / "case-part.ipynb", as_version=4).cells
        points = {cell.id: cell.metadata.nbgrader.points for cell in graded if "nbgrader" in cell.metadata}
        assert {
            f"check-{item}": exercise.rubric.points(item) for item in exercise.rubric.items
        }.items() <= points.items()


def test_suggestions_name_what_was_planted(home: Path) -> None:
    """Do the data of the tutorial suggest its pain points and decoys, with figures, and is the key still open?"""
    made = make_case("clinic", [FILES / name for name in ("visits.csv", "answers.csv", "complaints.csv")])
    found = suggest(Case(made.folder))
    assert [one.code for one in found.pains[:2]] == ["waiting_room", "test_results_call"]
    assert {"reception_desk", "consultation"} <= {one.code for one in found.decoys}
    for lang in LANGUAGES:
        assert "46%" in (made.folder / f"suggestions.{lang}.md").read_text(encoding="utf-8")
    key = tomllib.loads((made.folder / "key" / "key.toml").read_text(encoding="utf-8"))
    assert key["pain_points"] == {"planted": [], "decoys": []}
    assert ready_sources("en") == {}


def test_hostile_names_stay_names(home: Path) -> None:
    """Does nothing in a title, a touchpoint or an id become markup, a command, a formula or a place?"""
    evil = ("=cmd|' /C calc'!A1", "<script>alert(1)</script>", "../../etc", '"" = 1\\', "Front\x1b[2J desk", "Doctor")
    path = log_file(home, evil)
    made = make_case("evil", [path], titles={"en": '<b>x</b>\n[[item]]\n"', "zh": "“\x1b]0;x\x07"})
    case = load("evil")
    assert not [one for one in case.touchpoints if not one.code.replace("_", "").isalnum()]
    assert not [one for one in case.touchpoints if one.name("en").startswith("=") or "\x1b" in one.name("en")]
    for lang in LANGUAGES:
        exercise = Exercise(made.folder / "exercise" / lang / "case-evil")
        assert "\x1b" not in exercise.title
        notebook = nbformat.read(exercise.folder / "case-evil.ipynb", as_version=4)
        assert "<b>" not in notebook.cells[0].source
        code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        assert all("exercise." in source or source.startswith("from journeybook") for source in code)
        assert not [source for source in code if "evil" in source or "alert" in source]
    assert "\x1b" not in made.taken


@pytest.mark.parametrize("name", ["", "..", "a/b", "Ä", "A", "1a", "a" * 41, "retail"])
def test_names_that_are_refused(home: Path, name: str) -> None:
    """Is a name that leaves the folder, or that another case has, refused before anything is made?"""
    with pytest.raises(CaseError):
        make_case(name, [log_file(home)])
    assert not (home / "cases").exists()


def test_nothing_is_made_again_over_an_old_case(home: Path) -> None:
    """Does a case stay as it is when its name is used again?"""
    made = make_case("mine", [log_file(home)])
    (made.folder / "key" / "key.toml").write_text("# mine")
    with pytest.raises(CaseError, match="mine"):
        make_case("mine", [log_file(home)])
    assert (made.folder / "key" / "key.toml").read_text() == "# mine"


def test_what_is_left_out_is_said(home: Path) -> None:
    """Is a row with an unknown touchpoint, an unreadable time or a score off the scale counted, with its reason?"""
    good = [f"C{who},Doctor,2026-03-09 10:00,4" for who in range(5)]
    bad = ["C1,Nobody,2026-03-09 10:00,4", "C1,Doctor,soon,4", "C1,Doctor,2026-03-09 10:00,9"]
    made = make_case("mine", [log_file(home), survey_file(home, good + bad)])
    assert made.rows["surveys"] == 5
    said = [str(note.params) for note in made.notes]
    assert len(said) == 4
    assert any("Nobody (1)" in one for one in said)


def test_a_file_that_is_mostly_unusable_is_refused(home: Path) -> None:
    """Is a survey on another scale refused, with the reason, and nothing made?"""
    rows = [f"C{who},Doctor,2026-03-09 10:00,{80 + who}" for who in range(9)]
    with pytest.raises(CaseError) as caught:
        make_case("mine", [log_file(home), survey_file(home, rows)])
    assert "1–5" in caught.value.message("en")
    assert not (home / "cases").exists()


def test_columns_can_be_corrected(home: Path) -> None:
    """Is a column that its name hides found when it is named, and a wrong correction refused with what there is?"""
    rows = [f"C{who},Doctor,2026-03-09 10:00,4" for who in range(5)]
    path = survey_file(home, rows, "customer,touchpoint,time,q17")
    assert find_source(path).kind == "events"
    made = make_case("mine", [log_file(home), path], columns={"survey.csv": {"csat": "q17"}})
    assert made.rows["surveys"] == 5
    for wrong in ({"csat": "q18"}, {"colour": "q17"}):
        with pytest.raises(CaseError, match="q17"):
            find_source(path, wrong)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ({"planted = []": 'planted = [["nowhere"]]', "codes = []": 'codes = ["doctor"]'}, "nowhere"),
        ({"planted = []": 'planted = [["doctor"]]', "codes = []": 'codes = ["doctor"]'}, "causes"),
        ({"planted = []": 'planted = [["doctor"]]', "codes = []": 'codes = ["doctor"]'}, "decoys_left_alone"),
        ({"format = 1": "format ="}, "key.toml"),
    ],
)
def test_what_is_still_open_is_said(home: Path, damage: dict[str, str], said: str) -> None:
    """Does the check name an unknown code, a cause or decoy that is missing, and a key that is no TOML?"""
    made = make_case("mine", [log_file(home)])
    key = made.folder / "key" / "key.toml"
    text = key.read_text(encoding="utf-8")
    for old, new in damage.items():
        text = text.replace(old, new)
    key.write_text(text, encoding="utf-8")
    outcome = CliRunner().invoke(case_group, ["check", "mine", "--lang", "en"])
    assert outcome.exit_code == 1
    assert said in outcome.output
    assert len(open_points("mine")) >= 5


@pytest.mark.parametrize("option", [["--column", "x"], ["--kind", "log.csv=song"], ["--kind", "other.csv=events"]])
def test_bad_options_are_explained(home: Path, option: list[str]) -> None:
    """Is an option of the wrong form, or about another file, answered with an error of ours?"""
    outcome = CliRunner().invoke(case_group, ["new", "mine", "--from", str(log_file(home)), *option])
    assert isinstance(outcome.exception, JourneybookError)
    assert not (home / "cases").exists()


def test_every_reason_and_kind_has_its_words() -> None:
    """Is there a sentence for each reason for which a row is left out?"""
    for lang in LANGUAGES:
        assert {"left_no_time", "left_unknown_touchpoint", "left_no_score"} <= set(catalogue(lang, "owncase"))
