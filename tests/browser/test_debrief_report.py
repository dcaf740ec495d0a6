"""Does the trainer's page show the class without names, and make the report's files by one click?"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from debrief_class import EXERCISE, GROUPS, NAMES, make_class
from debrief_pages import address, serve
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pptx import Presentation

from conftest import OpenPage, StartServer
from journeybook.i18n import t


@pytest.mark.parametrize(("lang", "theme"), [("zh", "light"), ("en", "dark")])
def test_a_report_is_made_by_one_click(
    lang: str,
    theme: str,
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    no_errors: Callable[[Page], None],
    no_outside_requests: Callable[[Page], None],
) -> None:
    """Does each button give a whole file under a good name, with names as long as they are not hidden?"""
    class_ = make_class(tmp_path, lang)
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "report"), theme=theme, lang=lang)
    for kind, start in (("pptx", b"PK"), ("pdf", b"%PDF-"), ("xlsx", b"PK")):
        with page.expect_download() as waiting:
            page.get_by_test_id(f"report-{kind}").click()
        name = waiting.value.suggested_filename
        assert name.startswith(f"c-{EXERCISE}-{t('debriefreport.file', lang)}-")
        assert name.endswith(f".{kind}")
        expect(page.get_by_test_id("report-done")).to_contain_text(name)
        content = Path(waiting.value.path()).read_bytes()
        assert content.startswith(start)
        if kind == "pptx":
            titles = [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(content)).slides]
            assert any(title.startswith(t("debriefreport.map_of", lang, team=GROUPS[0])) for title in titles)
    page.get_by_test_id("names").click()
    expect(page.get_by_test_id("report-names")).to_contain_text(t("debriefpage.report_hidden", lang))
    with page.expect_download() as waiting:
        page.get_by_test_id("report-xlsx").click()
    book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    said = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert not [name for name in NAMES if name in said]
    no_errors(page)
    no_outside_requests(page)


@pytest.mark.parametrize(("lang", "theme"), [("zh", "light"), ("en", "dark")])
def test_the_class_without_names(
    lang: str,
    theme: str,
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    no_errors: Callable[[Page], None],
    no_outside_requests: Callable[[Page], None],
) -> None:
    """Does it say who has handed in by group, name trainees only when asked, and never while names are hidden?"""
    class_ = make_class(tmp_path, lang)
    page = open_page(address(serve(start_server, class_, tmp_path / "desk"), "class"), theme=theme, lang=lang)
    rows = page.get_by_test_id("progress-row")
    expect(rows).to_have_count(len(GROUPS) + 2)
    expect(rows.first).to_contain_text(t("debriefpage.class_of", lang, handed=1, members=1))
    expect(rows.last).to_contain_text(t("debriefpage.class_of", lang, handed=4, members=5))
    expect(page.locator("main")).to_contain_text(t("debriefpage.class_no_scores", lang))
    expect(page.locator("main")).to_contain_text(t("debriefpage.class_none_sent", lang))
    assert "赵敏" not in page.content()
    page.get_by_test_id("people").click()
    expect(page.get_by_test_id("trainee")).to_have_count(5)
    expect(page.get_by_test_id("trainee").last).to_contain_text("赵敏")
    page.get_by_test_id("names").click()
    expect(page.locator("main")).to_contain_text(t("debriefpage.class_people_hidden", lang))
    expect(rows.first).to_contain_text(t("debriefview.team", lang, letter="").strip())
    assert not [name for name in NAMES if name in page.content()]
    no_errors(page)
    no_outside_requests(page)
