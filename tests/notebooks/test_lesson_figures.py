"""Are the figures that the lessons quote those which the code computes from the shipped data?"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import nbformat
import pytest

from journeybook.cases import Case, load
from journeybook.evidence import comments, effect, learning_gain, retention, sentiment
from journeybook.i18n import LANGUAGES
from journeybook.lesson import Lesson

COURSE = Path(__file__).parents[2] / "course"
IRONY = {"zh": "感谢贵公司让我学会了耐心。", "en": "You really taught me patience. Thank you so much."}


@pytest.fixture(scope="module")
def case() -> Case:
    return load("retail")


def words(lang: str, page: str) -> str:
    """Return all that a lesson says, in its text cells and in its questions."""
    folder = COURSE / lang / page
    notebook = nbformat.read(folder / f"{folder.name}.ipynb", as_version=4)
    said = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return "\n".join([*said, (folder / "lesson.toml").read_text(encoding="utf-8")])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_irony_is_misread_as_the_outlook_says(lang: str) -> None:
    """Does our own program give the made-up comment just the sentiment that the lesson tells, clearly favourable?"""
    said = words(lang, "04-discussion/outlook")
    assert IRONY[lang] in said
    assert f"{sentiment(IRONY[lang]):+.2f}" in said
    assert sentiment(IRONY[lang]) > 0.5


def test_comments_without_a_theme_are_nearly_one_in_five(case: Case) -> None:
    """Is the share of comments that fit no theme what the outlook says of the chart's last row?"""
    found = comments(case, "before")
    assert list(found.themes.index)[-1] == "other"
    assert 0.17 < found.themes["n"].iloc[-1] / found.n < 0.2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_effects_are_those_of_the_charts(case: Case, lang: str) -> None:
    """Do the options on satisfaction and sales carry effect and interval as the charts show them?"""
    said = words(lang, "04-discussion/measuring-effect")
    satisfaction, sales = effect(case, "satisfaction"), effect(case, "sales")
    figures = [satisfaction.value, satisfaction.low, satisfaction.high, sales.value, sales.high, -sales.low]
    shown = re.findall(r"\d+", said)
    assert [f"{value:.0f}" for value in figures if f"{value:.0f}" not in shown] == []
    assert satisfaction.low > 0 > sales.low
    start, end, other_start, other_end = satisfaction.figures["value"]
    assert f"{end - start:.0f}" in shown
    assert f"{other_end - other_start:.0f}" in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sums_by_hand_are_those_of_the_rules(lang: str) -> None:
    """Are retention and learning gain in the questions what the evidence package makes of the same numbers?"""
    keyed = Lesson(COURSE / lang / "04-discussion" / "measuring-effect").questions
    stayed = retention(range(1200), range(200, 1350), datetime(2026, 1, 1), datetime(2026, 4, 1))
    assert keyed["retention"].credit(f"{stayed.value:.1f}") == 1
    gain = learning_gain(6, 9, 12)
    assert gain is not None
    assert keyed["gain"].credit(f"{100 * gain:.0f}") == 1
