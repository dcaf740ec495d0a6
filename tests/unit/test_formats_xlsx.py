"""Is the workbook one that people can fill, and is what they filled read, or told with its place?"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from journeybook.errors import FormatError
from journeybook.formats import convert
from journeybook.formats.xlsxread import MOST_UNPACKED
from journeybook.i18n import LANGUAGES, set_language
from journeybook.model import Channel, JourneyMap, Kind, Lane, LaneCell, PainPoint, Stage, Touchpoint

DAMAGED = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:A9"/>'
    b'<sheetData><row r="1"><c r="A1"/></row><nonsense'
)

TEXTS = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    '=HYPERLINK("http://example.com")',
    "'=x",
    "001",
    "3/4",
    "TRUE",
    "_x0041_",
    "a\rb\x07",
]


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


@pytest.fixture
def small() -> JourneyMap:
    return JourneyMap(
        stages=(Stage(id="stage-1", name="购买"),),
        touchpoints=(Touchpoint(id="touchpoint-1", stage="stage-1", name="收银台", emotion=-1, channel=Channel.STORE),),
        pain_points=(PainPoint(id="pain-1", stage="stage-1", touchpoint="touchpoint-1", text="排队"),),
        lanes=(Lane(id="lane-1", name="等待", kind="number"),),
        lane_cells=(LaneCell(id="cell-1", lane="lane-1", stage="stage-1", number=12.5),),
    )


def saved(folder: Path, sheets: dict[str, list[list[Any]]], name: str = "map.xlsx") -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder / name
    book.save(path)
    return path


def hand(folder: Path, **more: list[list[Any]]) -> Path:
    return saved(
        folder,
        {
            "旅程图": [["旅程图类型", "未来"], ["客户画像：姓名", "李雷"], ["Situation", "搬家"]],
            "阶段": [["名称"], ["购买"], ["使用"]],
            "Touchpoints": [
                ["我的接触点"],
                ["名称", "Stage", "渠道", "情感", "关键时刻"],
                ["收银台", "购买", "Store", -1, True],
            ],
            **more,
        },
    )


def test_a_workbook_filled_by_hand_is_read(tmp_path: Path) -> None:
    """Are sheets and headings in either language understood, a title above them, and blanks left blank?"""
    made, losses = convert.read(
        hand(tmp_path, 痛点=[["接触点", "文字", "严重程度"], ["收银台", "排队", 4.0], [None, None, None]])
    )
    assert losses == ()
    assert (made.kind, made.persona.name, made.scenario.situation) == (Kind.FUTURE, "李雷", "搬家")
    (till,) = made.touchpoints
    assert (till.channel, till.emotion, till.is_moment_of_truth) == (Channel.STORE, -1, True)
    (queue,) = made.pain_points
    assert (queue.stage, queue.touchpoint, queue.severity) == (made.stages[0].id, till.id, 4)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["网页", "购物"], "Sheet “Touchpoints”, row 4, column B “Stage”: no card has the name or number “购物”"),
        (["网页", None, "网站"], "Sheet “Touchpoints”, row 4, column B “Stage”: must not be blank"),
        (["网页", "购买", "微信"], "Sheet “Touchpoints”, row 4, column C “渠道”: expected one of"),
        (["网页", "购买", None, 3], "row 4, column D “情感”: expected a whole number from -2 to 2; found “3”"),
        (
            ["网页", "购买", None, dt.date(2026, 3, 4)],
            "column D “情感”: expected a whole number from -2 to 2; found “2026",
        ),
        (["网页", "=A1"], "Sheet “Touchpoints”, row 4, column B “Stage”: a formula is not read"),
        (["网页", "#REF!"], "row 4, column B “Stage”: the cell shows an error"),
        (["长" * 10_001, "购买"], "10,001 characters; at most 10,000 fit"),
    ],
)
def test_a_mistake_is_told_with_sheet_row_and_column(tmp_path: Path, row: list[Any], says: str) -> None:
    """Does a person learn which cell to correct, and how?"""
    path = hand(tmp_path)
    book = load_workbook(path)
    book["Touchpoints"].append(row)
    book.save(path)
    with pytest.raises(FormatError) as caught:
        convert.read(path)
    assert says in str(caught.value)


def test_what_has_no_place_is_told(tmp_path: Path) -> None:
    """Are a sheet and a column that no map has named rather than dropped in silence?"""
    path = hand(tmp_path, Notes=[["remember"]], 泳道=[["名称", "颜色"], ["等待", "红"]])
    made, losses = convert.read(path)
    assert [loss.words("en") for loss in losses] == [
        "Not read, since the sheet is none of a map: Notes.",
        "Not read, since the map has no such field: column 泳道: 颜色.",
    ]
    assert made.lanes[0].name == "等待"


@pytest.mark.parametrize(
    ("sheets", "says"),
    [
        ({"Sheet1": [["a", "b"]]}, "has no sheet with a map. Expected sheets such as 阶段 / 接触点 / Stages"),
        ({"阶段": [["甲", "乙"]]}, "The sheet “阶段” has no row of headings that is known"),
        ({"阶段": [["名称", "Name"]]}, "阶段 has two columns for “名称”"),
    ],
)
def test_a_workbook_without_a_map_is_refused(tmp_path: Path, sheets: dict[str, list[list[Any]]], says: str) -> None:
    """Is another workbook refused in words that say what was looked for?"""
    with pytest.raises(FormatError) as caught:
        convert.read(saved(tmp_path, sheets))
    assert says in str(caught.value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_a_formula(tmp_path: Path, small: JourneyMap, lang: str) -> None:
    """Is each text stored as one, marked so that it stays one when a person edits it, and read back as it was?"""
    before = small.model_copy(
        update={"stages": tuple(Stage(id=f"stage-{number}", name=text) for number, text in enumerate(["购买", *TEXTS]))}
    )
    before = JourneyMap.model_validate(before.model_dump() | {"touchpoints": (), "pain_points": (), "lane_cells": ()})
    path = tmp_path / "map.xlsx"
    assert convert.write(before, path, lang) == ()
    assert convert.read(path)[0] == before
    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "inlineStr", "n")
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    assert (cell.quotePrefix, cell.number_format) == (True, "@")
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_offers_lists(tmp_path: Path, small: JourneyMap, lang: str) -> None:
    """Can channel, emotion, stage and touchpoint be chosen from a list, in rows that are still empty too?"""
    path = tmp_path / "map.xlsx"
    convert.write(small, path, lang)
    book = load_workbook(path)
    _, stages, touchpoints, pains, *_ = book.worksheets
    rules = {str(rule.sqref).split(":")[0]: rule for rule in touchpoints.data_validations.dataValidation}
    assert rules["B2"].formula1 == f"'{stages.title}'!$B$2:$B$202"
    assert rules["E2"].formula1 == '"-2,-1,0,1,2"'
    assert ("门店" if lang == "zh" else "In store").split()[-1] in rules["D2"].formula1 or lang == "en"
    assert len(rules["D2"].formula1.split(",")) == len(Channel)
    assert str(rules["D2"].sqref) == "D2:D202"
    assert any("$C$2" in str(rule.formula1) for rule in pains.data_validations.dataValidation)
    assert all(len(rule.formula1 or "") <= 255 for sheet in book for rule in sheet.data_validations.dataValidation)
    assert touchpoints.freeze_panes == "A2"


def test_a_row_can_be_added_to_what_was_written(tmp_path: Path, small: JourneyMap) -> None:
    """May a person write into the next row, or copy one, and read the whole back?"""
    path = tmp_path / "map.xlsx"
    convert.write(small, path, "zh")
    book = load_workbook(path)
    sheet = book["接触点"]
    for cell in sheet[2]:
        sheet.cell(3, cell.column).value = cell.value
    sheet["A3"] = None
    sheet["C3"] = "退货"
    book.save(path)
    made, losses = convert.read(path)
    assert losses == ()
    assert made.touchpoints[0] == small.touchpoints[0]
    assert (made.touchpoints[1].name, made.touchpoints[1].emotion) == ("退货", -1)
    assert made.touchpoints[1].id != made.touchpoints[0].id


def changed(path: Path, **parts: bytes) -> Path:
    """Return a copy of a workbook with parts put in, or put in the place of others."""
    made = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return made


def test_macros_are_refused(tmp_path: Path) -> None:
    """Is a workbook with macros not opened, whatever its name, and .xlsm refused by its name?"""
    path = hand(tmp_path)
    with pytest.raises(FormatError, match="holds macros"):
        convert.read(changed(path, **{"xl/vbaProject.bin": b"x"}))
    with pytest.raises(FormatError, match="No format has files named like"):
        convert.read(path.rename(path.with_suffix(".xlsm")))


def test_links_are_told_and_not_followed(tmp_path: Path) -> None:
    """Is a link to another workbook left alone, and said so?"""
    path = changed(hand(tmp_path), **{"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    assert [loss.words("en") for loss in convert.read(path)[1]] == ["Links to other workbooks were not followed."]


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"xl/media/x.bin": b"\0" * 60_000_000}, "grow to several hundred times"),
        ({"xl/x.xml": b"\0" * (MOST_UNPACKED + 1)}, "more than a map can need"),
        ({"xl/worksheets/sheet1.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'}, "document type definition"),
        ({"xl/workbook.xml": b"<nonsense>"}, "no Excel workbook, or it is damaged"),
        ({"xl/worksheets/sheet2.xml": DAMAGED}, "The sheet “阶段” is damaged"),
    ],
    ids=["bomb", "huge", "doctype", "damaged", "damaged sheet"],
)
def test_unsafe_workbooks_are_not_opened(tmp_path: Path, parts: dict[str, bytes], says: str) -> None:
    """Is what would fill the memory, reach outside or is broken refused in words?"""
    with pytest.raises(FormatError) as caught:
        convert.read(changed(hand(tmp_path), **parts))
    assert says in str(caught.value)


def test_a_row_far_below_takes_no_time(tmp_path: Path) -> None:
    """Does a sheet that claims to have a billion rows come to an end?"""
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
        b'<row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData></worksheet>'
    )
    made, _ = convert.read(changed(hand(tmp_path), **{"xl/worksheets/sheet3.xml": far}))
    assert made.touchpoints == ()


def test_a_locked_workbook_is_told(tmp_path: Path) -> None:
    """Does a workbook with a password, which is no zip archive, get a sentence of its own?"""
    path = tmp_path / "map.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(FormatError, match="locked with a password"):
        convert.read(path)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_and_writes_it(tmp_path: Path, small: JourneyMap) -> None:
    """Is a workbook that another program opened and saved still the same map, hard texts included?"""
    # What looks like an escape LibreOffice reads rightly and writes wrongly.
    names = [text for text in TEXTS if text != "_x0041_"]
    stages = (small.stages[0], *(Stage(id=f"stage-x{n}", name=name) for n, name in enumerate(names)))
    before = JourneyMap.model_validate(small.model_dump() | {"stages": stages})
    convert.write(before, tmp_path / "map.xlsx", "zh")
    done = subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"),
            *("xlsx", "--outdir", tmp_path / "out", tmp_path / "map.xlsx"),
        ],
        capture_output=True,
        timeout=180,
        check=False,
        text=True,
    )
    if "could not be loaded" in done.stdout + done.stderr:
        pytest.skip("LibreOffice has no spreadsheets here (libreoffice-calc)")
    made, losses = convert.read(tmp_path / "out" / "map.xlsx")
    assert losses == ()
    assert made == before
