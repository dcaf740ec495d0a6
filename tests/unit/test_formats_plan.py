"""Does an exported plan say the same in Word, in Excel and on paper, in both languages, and run nothing?"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from html_page import HOSTILE, Page

from journeybook import report
from journeybook.formats import plan_docx, plan_page, plan_xlsx, planpaper
from journeybook.formats.planpaper import Paper
from journeybook.i18n import LANGUAGES, t, use_language
from journeybook.model import JourneyMap, Opportunity, PainPoint, Stage
from journeybook.plan import Action, Horizon, Plan, Review

FORMULA = '=HYPERLINK("http://x.example","click")'
CONTROL = "a\x00b\x1fc\ud83dd"

MAP = JourneyMap(
    stages=(Stage(id="stage-1", name="使用"),),
    pain_points=(PainPoint(id="painpoint-1", stage="stage-1", text="不知道车修好了没有"),),
    opportunities=(
        Opportunity(id="opportunity-1", stage="stage-1", text="当天发短信", pain_points=("painpoint-1",), owner="小温"),
        Opportunity(id="opportunity-2", stage="stage-1", text=HOSTILE, measure=FORMULA),
    ),
)
PLAN = Plan(
    company="巷口单车行 & Söhne",
    journey=HOSTILE,
    start="2026-03-02",
    actions=(
        Action(
            id="action-1",
            text="手工发短信",
            card="opportunity-1",
            measure="电话",
            now="40",
            target="20",
            due="2026-03-20",
        ),
        Action(id="action-2", text=FORMULA, card="painpoint-1", owner="@SUM(A1)", target="+1", due="soon"),
        Action(id="action-3", text=HOSTILE, horizon=Horizon.QUARTER, owner="-2+3", due="2026-05-15"),
        Action(id="action-4"),
    ),
    review_30=Review(on="2026-04-01", people="老何\n小温"),
    stop="三周后电话还在 35 个以上",
)


def paper(lang: str, plan: Plan = PLAN) -> Paper:
    with use_language(lang):
        return planpaper.paper(plan, [MAP])


def cells(lang: str, plan: Plan = PLAN) -> list[Any]:
    """Return all cells of the workbook that hold something."""
    with use_language(lang):
        book = openpyxl.load_workbook(io.BytesIO(plan_xlsx.book(paper(lang, plan))))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def document(lang: str, plan: Plan = PLAN) -> Any:
    with use_language(lang):
        return docx.Document(io.BytesIO(plan_docx.document(paper(lang, plan))))


def words(made: Any) -> list[str]:
    """Return the texts of a document, paragraphs and then cells."""
    inside = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in made.paragraphs] + inside


class AnyPage(HTMLParser):
    """The tags, attributes and text of a whole page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, str | None] = {}
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("lang", LANGUAGES)
def test_word_has_all_and_chinese_in_a_chinese_font(lang: str) -> None:
    """Does python-docx find title, company, actions, reviews and opportunities, and a font for Chinese letters?"""
    made = document(lang)
    texts = words(made)
    for wanted in ("巷口单车行 & Söhne", "手工发短信", "当天发短信", "老何\n小温", HOSTILE, FORMULA):
        assert any(wanted in text for text in texts), wanted
    assert made.core_properties.title == t("planpaper.paper_title", lang)
    assert len(made.tables) == 4
    assert [len(table.rows) for table in made.tables] == [3, 2, 3, 3]
    for style in ("Normal", "Title", "Heading 1"):
        fonts = made.styles[style].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == plan_docx.CHINESE
        assert fonts.get(qn("w:eastAsiaTheme")) is None
    assert "2026 年 3 月 20 日" in texts or "20 March 2026" in texts


@pytest.mark.parametrize("lang", LANGUAGES)
def test_excel_runs_nothing_and_has_dates(lang: str) -> None:
    """Is no cell a formula, is what looks like one kept as text, and is a date a date?"""
    found = cells(lang)
    assert {cell.data_type for cell in found} <= {"s", "d"}
    values = [cell.value for cell in found]
    for formula in (FORMULA, "@SUM(A1)", "-2+3"):
        assert f"'{formula}" in values
        assert formula not in values
    assert datetime(2026, 3, 20) in values
    assert "soon" not in values
    for wanted in ("巷口单车行 & Söhne", "手工发短信", "老何\n小温", HOSTILE):
        assert wanted in values


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_escapes_and_asks_for_nothing(lang: str) -> None:
    """Does what was written stand on the page as it is, with no tag, script or address of its own?"""
    with use_language(lang):
        html = plan_page.page(paper(lang))
    made = AnyPage(html)
    assert HOSTILE in made.text
    assert FORMULA in made.text
    assert made.tags.isdisjoint({"script", "img", "a", "link", "iframe", "form"})
    assert made.attributes.keys() <= {"lang", "charset", "name", "content", "http-equiv", "style", "scope"}
    assert made.attributes["lang"] in ("zh-CN", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_feedback_shows_a_plan(lang: str) -> None:
    """Does the page of feedback have the plan with what people wrote escaped, and of none say that there is none?"""

    class Plain(Page):
        tags = Page.tags | {"dl", "dt", "dd", "h4"}
        attributes = Page.attributes | {"style"}

    with use_language(lang):
        made = Plain(report.plan_html(PLAN, [MAP]))
        blank = Plain(report.plan_html(Plan(), [MAP]))
    assert HOSTILE in made.text
    assert "手工发短信" in made.text
    assert t("planpaper.none_yet", lang) in blank.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_no_file_can_hold_is_replaced(lang: str) -> None:
    """Are control characters and half characters no reason for a file that does not open?"""
    odd = Plan(company=CONTROL.replace("\ud83d", "\ufffd"), actions=(Action(id="action-1", text="x\x0by\x00"),))
    assert "a\ufffdb\ufffdc\ufffdd" in "".join(words(document(lang, odd)))
    assert any(cell.value == "x\ufffdy\ufffd" for cell in cells(lang, odd))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_plan_can_be_taken_along(lang: str) -> None:
    """Does a plan without a word still give three files that open and say that there are no actions yet?"""
    none = t("planpaper.none_yet", lang)
    assert none in words(document(lang, Plan()))
    assert none in [cell.value for cell in cells(lang, Plan())]
    with use_language(lang):
        assert none in AnyPage(plan_page.page(paper(lang, Plan()))).text


def test_signs_tell_which_opportunities_are_taken_up() -> None:
    """Is an opportunity that an action comes from marked, and one that waits told from it?"""
    rows = paper("en").tables[-1].rows
    assert [str(row[0])[:2] for row in rows] == ["● ", "○ "]


def test_nothing_in_the_document_points_elsewhere() -> None:
    """Does the Word file fetch nothing when it is opened?"""
    with use_language("en"):
        made = plan_docx.document(paper("en"))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        links = [archive.read(name) for name in archive.namelist() if name.endswith(".rels")]
    assert not any(b'TargetMode="External"' in link for link in links)
