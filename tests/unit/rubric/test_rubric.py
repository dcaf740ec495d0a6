"""Is a rubric read with care, and do its points agree with the notebook?"""

from __future__ import annotations

import tomllib
from pathlib import Path

import nbformat
import pytest
from builders import KEY, QUESTIONS, STARTER, drawn, touchpoint

from journeybook.errors import RubricError
from journeybook.i18n import LANGUAGES, Phrase, catalogue
from journeybook.rubric import Demand, Family, Finding, Rubric, Status, Subject, Verdict, all_criteria

SOLUTIONS = Path(__file__).parents[3] / "solutions"
EXERCISES = sorted(path.parent for path in SOLUTIONS.glob("*/*/rubric.toml"))
WHY = Phrase("report.met", {})

GOOD = """
[[item]]
id = "map"
criterion = [
    { name = "stages_covered", points = 3 },
    { name = "touchpoints_complete", points = 2.5, at_least = 2 },
    { name = "planted_pain_points", points = 6 },
]
[[item]]
id = "quiz"
criterion = [{ name = "quiz_answered", points = 0 }]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "rubric.toml"
    file.write_text(GOOD, encoding="utf-8")
    return file


def refusal(path: Path, content: str | bytes) -> RubricError:
    """Return the error that reading `content` gives; it names the file in both languages."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(RubricError) as caught:
        Rubric.read(path)
    assert all("rubric.toml" in caught.value.message(lang) for lang in LANGUAGES)
    return caught.value


def test_items_points_and_thresholds(path: Path) -> None:
    """Are items, points and changed thresholds those of the file, and the others the criterion's own?"""
    rubric = Rubric.read(path)
    assert list(rubric.items) == ["map", "quiz"]
    assert (rubric.points("map"), rubric.points("quiz")) == (11.5, 0)
    assert [demand.thresholds for demand in rubric.items["map"]] == [{}, {"at_least": 2}, {"severity": 4, "at_most": 4}]


def test_findings_come_in_order_and_without_the_key_if_asked(path: Path) -> None:
    """Are all criteria of an item judged in order, and those that need the key left out for learners?"""
    rubric = Rubric.read(path)
    subject = Subject(drawn(touchpoint("a")), STARTER, questions=QUESTIONS, key=KEY)
    assert [f.criterion for f in rubric.judge("map", subject)] == [
        "stages_covered",
        "touchpoints_complete",
        "planted_pain_points",
    ]
    visible = rubric.judge("map", subject, visible_only=True)
    assert [(f.criterion, f.points, f.max_points) for f in visible] == [
        ("stages_covered", 1.5, 3),
        ("touchpoints_complete", 1.25, 2.5),
    ]


def test_unknown_item(path: Path) -> None:
    """Does asking for an item that is not there name it and those that are?"""
    with pytest.raises(RubricError) as caught:
        Rubric.read(path).judge("maps", Subject(None))
    for lang in LANGUAGES:
        assert "maps" in caught.value.message(lang)
        assert "map, quiz" in caught.value.message(lang)


@pytest.mark.parametrize("points", ["-1", "100.5", "nan", "inf", '"3"', "true", "[]"])
def test_bad_points(path: Path, points: str) -> None:
    """Are points refused that are no number from 0 to 100, naming criterion and value?"""
    error = refusal(path, GOOD.replace("points = 3 ", f"points = {points} "))
    assert error.key == "rubric.bad_points"
    assert all("stages_covered" in error.message(lang) for lang in LANGUAGES)
    assert str(tomllib.loads(f"v = {points}")["v"]) in error.message("en")


def test_missing_points(path: Path) -> None:
    """Is a criterion without points refused rather than worth nothing?"""
    assert refusal(path, GOOD.replace(", points = 3 ", " ")).key == "rubric.bad_points"


@pytest.mark.parametrize("name", ['"stage_covered"', '""', "3", '["stages_covered"]', "{ a = 1 }"])
def test_unknown_criterion(path: Path, name: str) -> None:
    """Is a criterion that is misspelt or no text refused, naming it and all there are?"""
    error = refusal(path, GOOD.replace('"stages_covered"', name))
    assert error.key == "rubric.unknown_criterion"
    for lang in LANGUAGES:
        assert "touchpoints_complete, touchpoints_from_case" in error.message(lang)
        assert repr(tomllib.loads(f"v = {name}")["v"]) in error.message(lang)


@pytest.mark.parametrize(("criterion", "known"), [("stages_covered", "–"), ("touchpoints_complete", "at_least")])
def test_unknown_threshold(path: Path, criterion: str, known: str) -> None:
    """Is a misspelt threshold refused, naming it and those the criterion has?"""
    error = refusal(path, GOOD.replace(f'"{criterion}", ', f'"{criterion}", at_lest = 2, '))
    assert error.key == "rubric.unknown_threshold"
    for lang in LANGUAGES:
        assert all(word in error.message(lang) for word in (criterion, "at_lest", known))


@pytest.mark.parametrize(
    ("wrong", "closest"),
    [
        (GOOD.replace('"stages_covered"', '"stage_covered"'), "stages_covered"),
        (GOOD.replace('"touchpoints_complete"', '"Touchpoint_complet"'), "touchpoints_complete"),
        (GOOD.replace("at_least", "atleast"), "at_least"),
        (GOOD.replace("points = 3", "points = 3, poins = 3"), "points"),
        (GOOD.replace("criterion = [{", "criteria = 1\ncriterion = [{"), "criterion"),
        ("fromat = 1" + GOOD, "format"),
    ],
)
def test_a_slip_of_the_pen_is_understood(path: Path, wrong: str, closest: str) -> None:
    """Is the trainer asked whether the most similar name was meant, in both languages?"""
    error = refusal(path, wrong)
    assert error.message("en").endswith(f"Did you mean {closest}?")
    assert error.message("zh").endswith(f"是不是想写 {closest}？")


def test_a_name_like_no_other(path: Path) -> None:
    """Does a name that resembles nothing point to the page that describes them all?"""
    error = refusal(path, GOOD.replace('"stages_covered"', '"客户满意"'))
    assert error.message("en").endswith("docs/rubric.md describes them all.")
    assert error.message("zh").endswith("docs/rubric.zh.md 里有全部说明。")
    assert refusal(path, "weights = 3\n" + GOOD).key == "rubric.unknown_entry"


@pytest.mark.parametrize("value", ["-1", "nan", "inf", '"2"', "false", "[2]"])
def test_bad_threshold(path: Path, value: str) -> None:
    """Is a threshold refused that is no number of at least 0?"""
    error = refusal(path, GOOD.replace("at_least = 2", f"at_least = {value}"))
    assert error.key == "rubric.bad_threshold"
    assert all("at_least" in error.message(lang) for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("content", "table"),
    [
        ("", "item"),
        ("format = 1", "item"),
        ("item = 3", "item"),
        ("item = []", "item"),
        ("item = [1, 2]", "item"),
        ("[item]\nid = 'map'", "item"),
        ("[[item]]\nid = 'map'", "criterion"),
        ("[[item]]\nid = 'map'\ncriterion = 'stages_covered'", "criterion"),
        ("[[item]]\nid = 'map'\ncriterion = []", "criterion"),
    ],
)
def test_missing_tables(path: Path, content: str, table: str) -> None:
    """Is a rubric without items, or an item without criteria, refused by the table's name?"""
    error = refusal(path, content)
    assert error.key == "rubric.no_tables"
    assert all(f"[[{table}]]" in error.message(lang) for lang in LANGUAGES)


@pytest.mark.parametrize(("id_", "came"), [('id = "quiz"', "'quiz'"), ("id = 7", "7"), ("", "None")])
def test_bad_item_id(path: Path, id_: str, came: str) -> None:
    """Is a repeated, numeric or missing item id refused, naming it?"""
    error = refusal(path, GOOD.replace('id = "map"', 'id = "quiz"').replace('id = "quiz"', id_))
    assert error.key == "rubric.bad_item"
    assert all(came in error.message(lang) for lang in LANGUAGES)


def test_not_toml(path: Path) -> None:
    """Is a file that is not TOML, or not UTF-8, refused with the place?"""
    error = refusal(path, "[[item]]\nid = map\n")
    assert error.key == "rubric.not_toml"
    assert all("line 2" in error.message(lang) for lang in LANGUAGES)
    assert refusal(path, b"# \xff").key == "rubric.not_toml"


def test_missing_file(tmp_path: Path) -> None:
    """Is a missing rubric said to be missing?"""
    with pytest.raises(RubricError) as caught:
        Rubric.read(tmp_path / "rubric.toml")
    assert caught.value.key == "rubric.missing"
    assert all("rubric.toml" in caught.value.message(lang) for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("share", "status", "points"),
    [
        (None, Status.NOT_ATTEMPTED, 0),
        (0.0, Status.NOT_MET, 0),
        (-0.5, Status.NOT_MET, 0),
        (0.01, Status.PARTLY_MET, 0),
        (1 / 3, Status.PARTLY_MET, 1.75),
        (0.99, Status.PARTLY_MET, 5),
        (1.0, Status.MET, 5.1),
        (1.5, Status.MET, 5.1),
    ],
)
def test_points_come_in_quarters(share: float | None, status: Status, points: float) -> None:
    """Is a share of 5.1 points rounded to a quarter, and are all of them given only where the demand is met?"""
    finding = Finding("stages_covered", Verdict(share, WHY), 5.1)
    assert (finding.status, finding.points) == (status, points)


def test_points_never_pass_the_most() -> None:
    """Does rounding never give more than a criterion is worth?"""
    assert Finding("stages_covered", Verdict(0.99, WHY), 0.9).points == 0.9


def test_every_criterion_has_its_module_and_its_words() -> None:
    """Is each criterion named like its module, and does it have every sentence it can need?"""
    folder = Path(__file__).parents[3] / "helpers/journeybook/rubric/criteria"
    known = all_criteria()
    assert sorted(known) == sorted(path.stem for path in folder.glob("[a-z]*.py"))
    for name, criterion in known.items():
        needed = {"name", "not_attempted", "met", "hint_1"} | ({"later"} if criterion.needs_key else set())
        for lang in LANGUAGES:
            assert {f"{name}_{part}" for part in needed} <= set(catalogue(lang, "criteria"))
        assert criterion.about_map == (criterion.family not in (Family.ANSWERS, Family.PLAN))


@pytest.mark.parametrize("name", sorted(all_criteria()))
def test_untouched_or_unreadable_is_not_attempted(name: str) -> None:
    """Does a starter map score nothing on any criterion, and does an unreadable one say so where the map is asked?"""
    known = all_criteria()[name]
    untouched = Subject(STARTER, STARTER, questions=QUESTIONS, key=KEY)
    broken = Subject(None, STARTER, questions=QUESTIONS, key=KEY, map_problem=Phrase("mapfile.missing", {}))
    for subject in (untouched, broken):
        rubric = Rubric({"it": (Demand(known, 4, dict(known.thresholds)),)})
        (finding,) = rubric.judge("it", subject)
        assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
        no_map = finding.verdict.why.key == "rubric.no_map"
        assert no_map == (subject is broken and known.about_map)


def test_a_starter_that_is_half_drawn_is_not_the_learners_work() -> None:
    """Does a map left as it was given count as not attempted, in true words, and count once anything is added?"""
    begun = drawn(touchpoint("a"), touchpoint("b", stage="stage-2"))
    rubric = Rubric({"it": (Demand(all_criteria()["stages_covered"], 4, {}),)})
    (left,) = rubric.judge("it", Subject(begun, begun))
    (added,) = rubric.judge("it", Subject(drawn(*begun.touchpoints, touchpoint("c")), begun))
    assert (left.status, added.status) == (Status.NOT_ATTEMPTED, Status.MET)
    assert left.verdict.why.key == "rubric.as_given"


@pytest.mark.parametrize("folder", EXERCISES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_points_are_those_of_the_notebook(folder: Path) -> None:
    """Is each checked item worth in the rubric what its cell is worth in the notebook, with none left out?"""
    notebook = nbformat.read(folder / f"{folder.name}.ipynb", as_version=4)
    cells = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }
    rubric = Rubric.read(folder / "rubric.toml")
    assert {f"check-{item}": rubric.points(item) for item in rubric.items} == cells


def test_both_languages_ask_the_same() -> None:
    """Do the rubrics of a case differ between the languages in comments and in how long a situation must be only?"""
    assert EXERCISES
    for chinese in (SOLUTIONS / "zh").glob("*/rubric.toml"):
        zh, en = (
            tomllib.loads((SOLUTIONS / lang / chinese.parent.name / "rubric.toml").read_text(encoding="utf-8"))
            for lang in LANGUAGES
        )
        for data in (zh, en):
            for demand in (demand for item in data["item"] for demand in item["criterion"]):
                # A Chinese character says more than a Latin letter.
                demand.pop("characters", None)
        assert zh == en
