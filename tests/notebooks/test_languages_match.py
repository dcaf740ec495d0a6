"""Do the Chinese and the English workbook differ in prose only?"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import nbformat
import pytest

from journeybook import mapfile
from journeybook.i18n import LANGUAGES

ROOT = Path(__file__).parents[2]

PARTS = [part for part in ("course", "solutions") if (ROOT / part).is_dir()]
NOTEBOOKS = sorted(
    path
    for part in ("course", "solutions", "exercises")
    for path in (ROOT / part).glob("*/**/*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)
LESSON_MAPS = sorted((ROOT / "course" / "zh").rglob("*.json"))
PROSE = {"name", "about", "goal", "situation", "action", "thought", "backstage", "text", "measure", "owner", "source"}
"""Fields of a map that people write in."""


def files(folder: Path) -> set[str]:
    """Return the names of all files in a folder, without what Jupyter leaves behind."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if not any(part.startswith(".") for part in path.parts)}


def read(path: Path) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)
    return notebook


def pairs(name: str) -> list[Any]:
    """Return (Chinese, English) of each file called `name` under ``solutions``, as parameters named by its exercise."""
    chinese = ROOT / "solutions" / "zh"
    return [
        pytest.param(path, ROOT / "solutions" / "en" / path.relative_to(chinese), id=path.relative_to(chinese).parts[0])
        for path in sorted(chinese.rglob(name))
    ]


def notebook_pairs() -> list[Any]:
    return [
        pytest.param(path, ROOT / part / "en" / path.relative_to(ROOT / part / "zh"), id=f"{part}-{path.stem}")
        for part in PARTS
        for path in sorted((ROOT / part / "zh").rglob("*.ipynb"))
    ]


def without_prose(value: Any) -> Any:
    """Return JSON data with each text that people write replaced by whether there is one."""
    if isinstance(value, dict):
        return {name: bool(inner) if name in PROSE else without_prose(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [without_prose(inner) for inner in value]
    return value


def shape(cell: nbformat.NotebookNode) -> dict[str, Any]:
    """Return what must be the same in both languages: everything but a text cell's words."""
    words = {"source"} if cell.cell_type == "markdown" else set()
    return {name: value for name, value in cell.items() if name not in words}


@pytest.mark.parametrize("part", PARTS)
def test_both_languages_have_the_same_files(part: str) -> None:
    """Does each file of one language exist in the other under the same name?"""
    assert files(ROOT / part / "zh") == files(ROOT / part / "en") != set()


@pytest.mark.parametrize(("zh", "en"), notebook_pairs())
def test_cells_differ_in_prose_only(zh: Path, en: Path) -> None:
    """Are cell ids, kinds, code, points and settings of a notebook the same in both languages, in the same order?"""
    chinese, english = read(zh), read(en)
    assert [cell.id for cell in chinese.cells] == [cell.id for cell in english.cells]
    for one, other in zip(chinese.cells, english.cells, strict=True):
        assert shape(one) == shape(other), one.id
    for notebook, lang in ((chinese, "zh"), (english, "en")):
        assert notebook.metadata["journeybook"].pop("lang") == lang
    assert chinese.metadata == english.metadata
    assert (chinese.nbformat, chinese.nbformat_minor) == (english.nbformat, english.nbformat_minor)


@pytest.mark.parametrize(("zh", "en"), notebook_pairs())
def test_text_cells_have_the_same_outline(zh: Path, en: Path) -> None:
    """Does each text cell have as many headings, list points and table rows in one language as in the other?"""
    for one, other in zip(read(zh).cells, read(en).cells, strict=True):
        if one.cell_type == "markdown":
            assert outline(one.source) == outline(other.source), one.id


def outline(text: str) -> list[str]:
    """Return how each line begins that is more than a paragraph, such as ``"##"``, ``"-"``, ``"1."`` or ``"|"``."""
    starts = [line.split()[0] for line in text.splitlines() if line.strip()]
    return [start for start in starts if set(start) <= set("#-|") or start.rstrip(".").isdigit()]


@pytest.mark.parametrize(("zh", "en"), notebook_pairs())
def test_each_language_is_written_in_its_own(zh: Path, en: Path) -> None:
    """Is no text cell left in the other language?"""
    for path, is_chinese in ((zh, True), (en, False)):
        for cell in read(path).cells:
            if cell.cell_type == "markdown":
                has_chinese = any("\u4e00" <= character <= "\u9fff" for character in cell.source)
                assert has_chinese == is_chinese, cell.id


@pytest.mark.parametrize(("zh", "en"), pairs("exercise.toml"))
def test_exercises_ask_the_same(zh: Path, en: Path) -> None:
    """Do both languages have the same case, questions and options, each with its words?"""
    chinese, english = (tomllib.loads(path.read_text(encoding="utf-8")) for path in (zh, en))
    assert (chinese.pop("lang"), english.pop("lang")) == LANGUAGES
    for data in (chinese, english):
        data["title"] = bool(data["title"])
        for question in data["question"] + data["open"]:
            question["text"] = bool(question["text"])
            for texts in ("options", "targets"):
                question[texts] = {id_: bool(text) for id_, text in question.get(texts, {}).items()}
    assert chinese == english


@pytest.mark.parametrize(("zh", "en"), pairs("key.toml"))
def test_keys_know_the_same(zh: Path, en: Path) -> None:
    """Do the keys of both languages name the same codes and the same right options, and explain the same questions?"""
    chinese, english = (tomllib.loads(path.read_text(encoding="utf-8")) for path in (zh, en))
    explained = [data.pop("explanations") for data in (chinese, english)]
    for data in (chinese, english):
        for cause in data.get("pain_points", {}).get("causes", []):
            cause["cause"] = bool(cause["cause"])
            for approach in cause["approaches"]:
                approach["name"] = bool(approach["name"])
    assert chinese == english
    assert explained[0].keys() == explained[1].keys()


@pytest.mark.parametrize(
    ("zh", "en"), [*pairs("map.journey.json"), *pairs("map.future.journey.json"), *pairs("map.starter.json")]
)
def test_maps_show_the_same(zh: Path, en: Path) -> None:
    """Do the starter and the solved maps have the same cards, emotions, severities and ties in both languages?"""
    chinese, english = (without_prose(json.loads(path.read_text(encoding="utf-8"))) for path in (zh, en))
    assert chinese == english


@pytest.mark.parametrize("zh", LESSON_MAPS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_maps_of_lessons_show_the_same(zh: Path) -> None:
    """Has each map of a lesson the same cards, emotions, severities and ties in both languages, and obeys the model?"""
    en = ROOT / "course" / "en" / zh.relative_to(ROOT / "course" / "zh")
    for path in (zh, en):
        mapfile.read(path)
    chinese, english = (without_prose(json.loads(path.read_text(encoding="utf-8"))) for path in (zh, en))
    assert chinese == english


@pytest.mark.parametrize(("zh", "en"), pairs("answers.json"))
def test_answers_choose_the_same(zh: Path, en: Path) -> None:
    """Do the solved answers choose the same options in both languages, and both answer each open question?"""
    chinese, english = (json.loads(path.read_text(encoding="utf-8"))["answers"] for path in (zh, en))
    asked = tomllib.loads((zh.parents[1] / "exercise.toml").read_text(encoding="utf-8"))["open"]
    for question in asked:
        assert chinese.pop(question["id"])
        assert english.pop(question["id"])
    assert chinese == english


@pytest.mark.parametrize(("zh", "en"), pairs("plan.json"))
def test_plans_have_the_same_rows(zh: Path, en: Path) -> None:
    """Do the solved plans have the same rows, cards and dates in both languages?"""
    chinese, english = (json.loads(path.read_text(encoding="utf-8")) for path in (zh, en))
    for data in (chinese, english):
        plan = data["plan"]
        for part in (plan, *plan["actions"], plan["review_30"], plan["review_90"]):
            for field in ("company", "journey", "stop", "text", "measure", "now", "target", "owner", "people"):
                if field in part:
                    part[field] = bool(part[field])
    assert chinese == english


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_notebooks_are_clean_and_their_code_is_put_away(path: Path) -> None:
    """Has no notebook outputs or run numbers, and is each code cell hidden, read-only and at most three lines long?"""
    notebook = read(path)
    nbformat.validate(notebook)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None), cell.id
            assert cell.metadata["jupyter"]["source_hidden"] is True, cell.id
            assert cell.metadata["editable"] is False, cell.id
            assert cell.metadata["deletable"] is False, cell.id
            assert len(cell.source.strip().splitlines()) <= 3, cell.id


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_notebooks_run_by_themselves(path: Path) -> None:
    """Does each notebook ask to be run when it is opened, in a language we have, and tell no machine's details?"""
    metadata = read(path).metadata
    assert metadata["journeybook"]["autorun"] is True
    assert metadata["journeybook"]["lang"] == path.relative_to(ROOT).parts[1]
    assert set(metadata) == {"journeybook", "kernelspec", "language_info"}
    assert dict(metadata["language_info"]) == {"name": "python"}
