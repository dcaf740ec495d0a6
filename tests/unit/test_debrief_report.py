"""Does a debrief's report say what the views say, in every kind of file, and no more?"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from debrief_class import EXERCISE, GROUPS, NAMES, make_class, submit, variant
from injections import INJECTIONS
from openpyxl import load_workbook
from poppler import poppler
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from sqlalchemy import insert

from journeybook.debrief import clusters as kept
from journeybook.debrief import views, voting
from journeybook.debrief.report import make as making
from journeybook.debrief.report.data import gather
from journeybook.debrief.report.make import make
from journeybook.debrief.report.pages import MOST_CURVES
from journeybook.debrief.report.write import write
from journeybook.debrief.session import Debrief, Figures
from journeybook.debrief.store import Store
from journeybook.debrief.tables import DECISION
from journeybook.errors import DebriefError, WorkbookError
from journeybook.i18n import t
from journeybook.model import JourneyMap, PainPoint, Stage, Touchpoint

KINDS = ("pptx", "pdf", "xlsx")
FORMULAS = ("=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(1)", "\t=1", "  =1+1")
_FIGURES = Figures({"store_checkout": (-1.5, 12), "social_post": (1.0, 400)}, {})


@pytest.fixture(params=["zh"])
def debrief(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Debrief]:
    """A debrief whose maps are gathered, with a revealed round, one that is not, clusters rated and decisions."""
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    class_ = make_class(tmp_path, request.param)
    store = Store.open(tmp_path / "debrief.db")
    begun = Debrief(class_, EXERCISE, store, _FIGURES)
    begun.update()
    yield begun
    store.close()


def _vote(debrief: Debrief, question: str, *, reveal: bool) -> None:
    """Hold a round in which the first pain point gets 3 dots of one voter."""
    pains = [one["id"] for one in views.clusters(debrief)["clusters"] if one["kind"] == "pain_point"]
    [code] = voting.deal(debrief.store, 1)
    number = voting.open_round(debrief.store, EXERCISE, "pain_point", question, pains, dots=3)
    voting.vote(debrief.store, voting.join(debrief.store, code), number, {pains[0]: 3})
    if reveal:
        voting.reveal(debrief.store, number)
    else:
        voting.close_round(debrief.store, number)


def _decide(debrief: Debrief, text: str, owner: str = "", due: str = "", cluster: int | None = None) -> None:
    with debrief.store.write("decisions") as connection:
        row = {"exercise": EXERCISE, "cluster": cluster, "text": text, "owner": owner, "due": due}
        connection.execute(insert(DECISION).values(row))


def _slides(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def _texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def _titled(deck: Any, title: str) -> Any:
    return next(slide for slide in deck.slides if (slide.shapes.title.text_frame.text or "").startswith(title))


def _cells(content: bytes) -> dict[str, list[list[Any]]]:
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def _said(kind: str, content: bytes, folder: Path) -> str:
    """Return all that a file says, whatever hides it: texts, properties, what lies behind charts."""
    if kind == "pdf":
        (folder / "report.pdf").write_bytes(content)
        text = poppler("pdftotext", folder / "report.pdf", "-raw") + poppler("pdfinfo", folder / "report.pdf")
        return re.sub(r"\s", "", text)
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            part = file.read(name)
            if name.endswith(".xlsx"):
                found.append(_said("xlsx", part, folder))
            elif not name.endswith((".png", ".jpeg")):
                found.append(html.unescape(part.decode("utf-8", "replace")))
    return re.sub(r"\s", "", "".join(found))


@pytest.mark.parametrize("debrief", ["zh", "en"], indirect=True)
@pytest.mark.parametrize("kind", KINDS)
def test_everything_is_in_it(debrief: Debrief, kind: str, tmp_path: Path) -> None:
    """Are maps, agreement, clusters, votes and decisions in each file, in the class's language?"""
    lang = debrief.lang
    question = {"zh": "先做哪个？", "en": "Which first?"}[lang]
    _vote(debrief, question, reveal=True)
    first = views.clusters(debrief)["clusters"][0]
    kept.rate(debrief.store, EXERCISE, first["id"], impact=5, effort=2)
    _decide(debrief, "加一条快速通道", "李雷", "2026-12-24", first["id"])
    name, content = make(debrief, kind)
    assert re.fullmatch(rf"c-03-retail-{t('debriefreport.file', lang)}-\d{{4}}-\d\d-\d\d\.{kind}", name)
    said = _said(kind, content, tmp_path)
    agreed = views.agreement(debrief)
    expected = [
        *GROUPS[:3],
        *(stage["name"] for stage in agreed["stages"]),
        agreed["discuss"][0]["text"].split("，")[0].split(",")[0],
        question,
        *("加一条快速通道", "李雷", "2026-12-24"),
        t("debriefpage.measured", lang),
    ]
    plain = str.maketrans("“”‘’", "\"\"''")  # as the PDF writes them in English
    wanted = [re.sub(r"\s", "", one).translate(plain) for one in expected]
    said = said.translate(plain)
    assert [one for one in wanted if one not in said] == []


def test_slides_are_powerpoints_own(debrief: Debrief) -> None:
    """Are curves, heat and votes charts and tables that can be edited, with the figures of the views?"""
    _vote(debrief, "先做哪个？", reveal=True)
    deck = _slides(make(debrief, "pptx")[1])
    agreed = views.agreement(debrief)
    [chart] = [s.chart for s in _titled(deck, t("debriefpage.curves", "zh")).shapes if s.has_chart]
    assert chart.chart_type in {XL_CHART_TYPE.LINE, XL_CHART_TYPE.LINE_MARKERS}
    assert [series.name for series in chart.plots[0].series][:3] == list(GROUPS[:3])
    for series, team in zip(chart.plots[0].series, agreed["teams"], strict=False):
        assert list(series.values) == [stage["emotions"][team["id"]] for stage in agreed["stages"]]
    [table] = [s.table for s in _titled(deck, t("debriefpage.heat", "zh")).shapes if s.has_table]
    assert [cell.text for cell in table.rows[0].cells][1:] == [stage["name"] for stage in agreed["stages"]]
    assert [row.cells[0].text for row in table.rows][1:4] == list(GROUPS[:3])
    [chart] = [s.chart for s in _titled(deck, t("debriefreport.vote", "zh", question="先")).shapes if s.has_chart]
    assert chart.plots[0].series[0].values[0] == 3


def test_every_team_has_its_map(debrief: Debrief, tmp_path: Path) -> None:
    """Is each team's map there, on a slide of shapes and on a page of the PDF with its cards' texts?"""
    deck = _slides(make(debrief, "pptx")[1])
    point = variant("zh", 0).touchpoints[0].name
    for name in GROUPS:
        slide = _titled(deck, t("debriefreport.map_of", "zh", team=name))
        assert point in list(_texts(slide))
    pdf = _said("pdf", make(debrief, "pdf")[1], tmp_path)
    assert pdf.count(re.sub(r"\s", "", variant("zh", 0).pain_points[0].text)) >= 2


@pytest.mark.parametrize("kind", KINDS)
def test_hidden_names_are_in_no_file(debrief: Debrief, kind: str, tmp_path: Path) -> None:
    """Are groups called by letters in every file while names are hidden, also where a decision names one?"""
    _vote(debrief, "先做哪个？", reveal=True)
    _decide(debrief, f"{GROUPS[0]}先试两周", GROUPS[0])
    assert GROUPS[0] in _said(kind, make(debrief, kind)[1], tmp_path)
    debrief.hide_names(True)
    said = _said(kind, make(debrief, kind)[1], tmp_path)
    assert [name for name in NAMES if name.replace(" ", "") in said] == []
    assert "小组A" in said
    assert "先试两周" in said


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_revealed_is_in_no_file(debrief: Debrief, kind: str, tmp_path: Path) -> None:
    """Is a round that is open or closed left out, its question, its dots and all?"""
    _vote(debrief, "还没公布的问题", reveal=False)
    _vote(debrief, "公布了的问题", reveal=True)
    said = _said(kind, make(debrief, kind)[1], tmp_path)
    assert "公布了的问题" in said.replace("还没公布的问题", "")
    assert "还没公布的问题" not in said


def test_no_trainee_is_named(debrief: Debrief, tmp_path: Path) -> None:
    """Does no file name a member of a group?"""
    for kind in KINDS:
        said = _said(kind, make(debrief, kind)[1], tmp_path)
        assert not re.search(r"[LF][0-3][LF][0-3]|>m[0-3]<", said)


def test_hostile_texts_stay_texts(debrief: Debrief, tmp_path: Path) -> None:
    """Is what tries to be a formula, a script or a link nothing but text in every file?"""
    texts = (*INJECTIONS, *FORMULAS)
    stages = tuple(Stage(id=f"stage-{i}", name=text) for i, text in enumerate(texts[-8:]))
    points = tuple(
        Touchpoint(id=f"touchpoint-{i}", stage=stages[i % 8].id, name=text, emotion=i % 5 - 2)
        for i, text in enumerate(texts)
    )
    pains = tuple(PainPoint(id=f"painpoint-{i}", stage=stages[0].id, text=text) for i, text in enumerate(texts))
    for member in ("m0", "m1"):
        submit(debrief.class_, member, JourneyMap(stages=stages, touchpoints=points, pain_points=pains))
    debrief.update()
    for text in FORMULAS:
        _decide(debrief, text, text, "=1")
    _vote(debrief, "=HYPERLINK(1)", reveal=True)
    for kind in KINDS:
        content = make(debrief, kind)[1]
        if kind == "pdf":
            (tmp_path / "report.pdf").write_bytes(content)
            poppler("pdfinfo", tmp_path / "report.pdf")  # complains of nothing
            assert not re.search(rb"/JavaScript|/JS\b|/Launch|/URI|/SubmitForm", content)
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            relations = [file.read(name) for name in file.namelist() if name.endswith(".rels")]
            inner = [file.read(name) for name in file.namelist() if name.endswith(".xlsx")]
        assert not [one for one in relations if b"External" in one or b"hyperlink" in one]
        for book in (load_workbook(io.BytesIO(one)) for one in ([content] if kind == "xlsx" else inner)):
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
            assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
            said = [cell.value for cell in cells if isinstance(cell.value, str)]
            assert not [one for one in said if one.startswith(("=", "+", "@", "\t"))]
        if kind == "xlsx":
            assert "'=HYPERLINK(1)" in [value for sheet in _cells(content).values() for row in sheet for value in row]


def test_no_text_leaves_its_slide(debrief: Debrief) -> None:
    """Does every shape stand on its slide, with many stages and long names as well?"""
    long = "这个阶段的名字长得没有道理，还一直说下去" * 6
    stages = tuple(Stage(id=f"stage-{i}", name=f"{i}{long}") for i in range(13))
    points = tuple(Touchpoint(id=f"touchpoint-{i}", stage=one.id, name=long, emotion=1) for i, one in enumerate(stages))
    for member in ("m0", "m1", "m2", "m3"):
        submit(debrief.class_, member, JourneyMap(stages=stages, touchpoints=points))
    debrief.update()
    _decide(debrief, long, long, "2026-12-24")
    deck = _slides(make(debrief, "pptx")[1])
    for number, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            assert min(shape.left, shape.top) >= 0, (number, shape.name)
            assert shape.left + shape.width <= deck.slide_width + 9, (number, shape.name)
            assert shape.top + shape.height <= deck.slide_height + 9, (number, shape.name)


def test_a_debrief_before_its_first_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a report made, and does it say that nothing is there yet, before anybody has handed in?"""
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    class_ = make_class(tmp_path)
    store = Store.open(tmp_path / "empty.db")
    debrief = Debrief(class_, EXERCISE, store)  # nothing gathered
    for kind in KINDS:
        said = _said(kind, make(debrief, kind)[1], tmp_path)
        assert kind == "xlsx" or re.sub(r"\s", "", t("debriefpage.nothing_drawn", "zh")) in said
    store.close()


def test_many_teams(debrief: Debrief, monkeypatch: pytest.MonkeyPatch) -> None:
    """With more teams than colours can tell apart, is their mean drawn and are they grey?"""
    monkeypatch.setattr("journeybook.debrief.report.pages.MOST_CURVES", 2)
    deck = _slides(make(debrief, "pptx")[1])
    [chart] = [s.chart for s in _titled(deck, t("debriefpage.curves", "zh")).shapes if s.has_chart]
    names = [series.name for series in chart.plots[0].series]
    assert t("debriefreport.mean", "zh") in names
    left_out = [
        one.get("val") for one in chart._chartSpace.iter("{*}idx") if one.getparent().tag.endswith("legendEntry")
    ]
    assert left_out == ["0", "1", "2", "3"]
    assert MOST_CURVES > 2


def test_without_a_chinese_font_it_is_told(debrief: Debrief, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the PDF say what to install where there is no font, and are slides and tables made all the same?"""

    def none() -> None:
        raise WorkbookError("fonts.none_chinese")

    monkeypatch.setattr(making.fonts, "chinese", none)
    with pytest.raises(WorkbookError):
        make(debrief, "pdf")
    assert make(debrief, "pptx")[1]
    assert make(debrief, "xlsx")[1]


def test_what_has_no_font_is_told(debrief: Debrief, tmp_path: Path) -> None:
    """Are characters that no font has left out of the PDF, and named at its end?"""
    _decide(debrief, "好🎉的")
    said = _said("pdf", make(debrief, "pdf")[1], tmp_path)
    assert "好的" in said
    assert "U+1F389" in said


def test_gathered_once(debrief: Debrief) -> None:
    """Are the class's figures, which take seconds, read only where they are wanted?"""
    assert gather(debrief).class_figures == {}
    assert gather(debrief, with_class=True).class_figures["trainees"] == len(NAMES)


def test_a_file_is_written_without_a_server(debrief: Debrief, tmp_path: Path) -> None:
    """Does writing gather the newest maps, take the kind from the ending, and say what is wrong with a name?"""
    file = tmp_path / "out" / "report.PDF"
    write(debrief.class_, EXERCISE, file, store=str(tmp_path / "debrief.db"))
    assert file.read_bytes().startswith(b"%PDF-")
    with pytest.raises(DebriefError, match=r"report\.odp"):
        write(debrief.class_, EXERCISE, tmp_path / "report.odp")
    (tmp_path / "out" / "x.xlsx").mkdir()
    with pytest.raises(DebriefError, match=r"x\.xlsx"):
        write(debrief.class_, EXERCISE, tmp_path / "out" / "x.xlsx", store=str(tmp_path / "debrief.db"))
