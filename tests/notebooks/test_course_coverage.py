"""Is everything the course promises taught somewhere, and asked for somewhere, in both languages?"""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from journeybook.coverage import ASKS, COMMAND, FILES, NOT_ASKED, ROWS, TEACHES, page, places
from journeybook.i18n import LANGUAGES

ROOT = Path(__file__).parents[2]
PROMISED = [row for rows in ROWS.values() for row in rows]
ASKING = (".quiz(", ".check(", ".test(", ".answer(", ".open_question(")
"""What a cell calls that asks something."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("row", PROMISED)
def test_a_lesson_teaches_it(row: str, lang: str) -> None:
    """Does a cell of a lesson say that it teaches this?"""
    taught = places(ROOT, lang, TEACHES).get(row, [])
    assert [one for one in taught if one.notebook.startswith("course/")], f"no cell in course/{lang} teaches {row}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("row", [row for row in PROMISED if row not in NOT_ASKED])
def test_a_question_asks_for_it(row: str, lang: str) -> None:
    """Does an item of an exercise, a test or a lesson say that it asks for this?"""
    assert places(ROOT, lang, ASKS).get(row), f"nothing in course/{lang} and solutions/{lang} asks for {row}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tags_name_what_is_promised(lang: str) -> None:
    """Is no tag misspelt, and no row said not to be asked although a cell asks for it?"""
    found = {tag: places(ROOT, lang, tag) for tag in (TEACHES, ASKS)}
    assert {row for rows in found.values() for row in rows} <= set(PROMISED)
    assert set(NOT_ASKED) <= set(PROMISED) - found[ASKS].keys()


@pytest.mark.parametrize("path", sorted(ROOT.glob("course/**/*.ipynb")) + sorted(ROOT.glob("solutions/**/*.ipynb")))
def test_cells_that_ask_do_ask(path: Path) -> None:
    """Does a cell that carries "asks" show a question, check a map or hold an answer?"""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.metadata.get("journeybook", {}).get(ASKS):
            answers = "answer" in cell.metadata["journeybook"]
            assert answers or any(call in cell.source for call in ASKING), cell.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_up_to_date(lang: str) -> None:
    """Does the table in ``docs/`` say what the notebooks say?"""
    written = (ROOT / "docs" / FILES[lang]).read_text(encoding="utf-8")
    assert written == page(ROOT, lang), f"run {COMMAND}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_leads_to_cells_that_exist(lang: str) -> None:
    """Does each place in the table exist in what trainees get, whose exercises are made from the solutions?"""
    for tag in (TEACHES, ASKS):
        for found in places(ROOT, lang, tag).values():
            for place in found:
                cells = nbformat.read(ROOT / place.notebook, as_version=4).cells
                assert place.cell in [cell.id for cell in cells], place
