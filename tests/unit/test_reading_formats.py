"""Are Excel, Parquet and XES files read, and dangerous or damaged ones refused before they are opened?"""

from __future__ import annotations

import datetime as dt
import gzip
import random
import zipfile

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_reading_text import refused

from journeybook.evidence import eventlog, read_log
from journeybook.evidence.reading import limits

ROWS = [
    ["会员号", "接触点", "时间", "等待分钟"],
    [7, "收银台", dt.datetime(2026, 3, 1, 10), 2.5],
    [7, "取货", dt.datetime(2026, 3, 1, 12), None],
]
DAMAGED = b"PK\x03\x04 and nothing else"


def workbook(path, rows=ROWS, name="日志"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def with_part(path, name, change):
    """Change one part of a zip archive."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def test_excel(tmp_path):
    """Are dates, numbers and ids of a sheet read as they are shown?"""
    log = read_log(workbook(tmp_path / "log.xlsx"))
    assert log.n == 2
    assert log.frame.to_native()["key"].tolist() == ["7", "7"]
    assert eventlog.journeys(log)["minutes"].tolist() == [120]
    assert eventlog.touchpoints(log)["wait_median"].dropna().tolist() == [2.5]


def test_excel_dates_that_are_numbers(tmp_path):
    """Is a date whose cell was not formatted as one still a date?"""
    log = read_log(workbook(tmp_path / "log.xlsx", [ROWS[0], [7, "取货", 46082.5, 1]]))
    assert eventlog.journeys(log)["started"].tolist() == [pd.Timestamp("2026-03-01 12:00")]


def test_excel_sheets_can_be_chosen(tmp_path):
    """Is the first sheet that holds something read, the others named, and another one read on demand?"""
    path = workbook(tmp_path / "log.xlsx", [])
    book = openpyxl.load_workbook(path)
    for name, count in (("三月", 2), ("四月", 1)):
        sheet = book.create_sheet(name)
        for row in ROWS[: count + 1]:
            sheet.append(row)
    book.save(path)
    log = read_log(path)
    assert log.n == 2
    assert "四月" in str(log.reading)
    assert read_log(path, sheet="四月").n == 1
    assert "三月" in str(refused(path, "reading.no_sheet", sheet="五月"))


def test_excel_formulas(tmp_path):
    """Is a formula's stored value taken and said, and a formula without one set aside?"""
    path = workbook(tmp_path / "log.xlsx", [*ROWS, [8, "取货", "=C3", 1], [9, "取货", "=C3", 1]])
    log = read_log(path)
    assert log.set_aside[["line", "reason", "cell"]].values.tolist() == [
        [4, "formula_without_value", "=C3"],
        [5, "formula_without_value", "=C3"],
    ]
    # As Excel saves it: the formula, and what came of it.
    with_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            b'<c r="C4"><f>C3</f><v /></c>', b'<c r="C4" s="1"><f>C3</f><v>46082.5</v></c>'
        ).replace(b'<c r="C4"><f>C3</f><v></v></c>', b'<c r="C4" s="1"><f>C3</f><v>46082.5</v></c>'),
    )
    log = read_log(path)
    assert (log.n, log.set_aside["line"].tolist()) == (3, [5])
    assert "reading.note_formulas" in [note.key for note in log.reading.notes]


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([], "reading.empty"),
        ([["会员号", "接触点", "接触点"]], "reading.repeated_columns"),
        ([["三月的日志"], *ROWS], "reading.one_column"),
        ([ROWS[0]], "reading.nothing_left"),
    ],
)
def test_excel_headers_that_cannot_work(tmp_path, rows, key):
    """Is a sheet that is empty, or has a title above its columns, refused for what it is?"""
    refused(workbook(tmp_path / "log.xlsx", rows), key)


def test_excel_bombs_are_not_unpacked(tmp_path, monkeypatch):
    """Is a workbook that unpacks to a thousand times its size refused by its directory alone?"""
    path = with_part(workbook(tmp_path / "log.xlsx"), "xl/media/bomb.bin", lambda _: bytes(20_000_000))
    assert path.stat().st_size < 100_000
    refused(path, "reading.too_large", most_bytes=10_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("something was unpacked"))
    refused(path, "reading.bomb")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_excel_with_a_document_type_is_refused(tmp_path, encoding):
    """Is XML that defines entities refused before the workbook is opened, in whatever encoding?"""
    text = '<?xml version="1.0"?><!-- ' + "x" * 3_000_000 + ' --><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    path = with_part(workbook(tmp_path / "log.xlsx"), "xl/sharedStrings.xml", lambda _: text.encode(encoding))
    refused(path, "reading.doctype")


def test_damaged_files_are_refused(tmp_path):
    """Is a file that is not what its ending says refused in words?"""
    for name, key in (("a.xlsx", "not_xlsx"), ("a.parquet", "not_parquet"), ("a.xes", "not_xes"), ("a.pq", "empty")):
        path = tmp_path / name
        path.write_bytes(b"" if key == "empty" else DAMAGED)
        refused(path, f"reading.{key}")
    path = with_part(workbook(tmp_path / "log.xlsx"), "xl/workbook.xml", lambda _: b"<nothing")
    refused(path, "reading.not_xlsx")


def test_parquet(tmp_path):
    """Are typed columns taken as they are, ids whole, and gaps listed by the number of their event?"""
    path = tmp_path / "log.parquet"
    table = {
        "customer": pa.array([1, 2, None], pa.int64()),
        "touchpoint": pa.array(["till", "till", "ad"]).dictionary_encode(),
        "time": pa.array(
            [dt.datetime(2026, 3, 1, 10), None, dt.datetime(2026, 3, 1)], pa.timestamp("ns", "Asia/Shanghai")
        ),
        "wait": pa.array([2.5, float("nan"), 1.0]),
    }
    pq.write_table(pa.table(table), path)
    log = read_log(path)
    assert log.n == 1
    assert log.frame.to_native()["key"].tolist() == ["1"]
    assert log.set_aside[["line", "reason"]].values.tolist() == [[2, "no_time"], [3, "no_customer"]]
    # As the clock in Shanghai showed.
    assert eventlog.journeys(log)["started"].tolist() == [pd.Timestamp("2026-03-01 18:00")]
    pq.write_table(pa.table({name: column.take([0] * 100_000) for name, column in table.items()}), path)
    assert path.stat().st_size < 20_000
    refused(path, "reading.too_large", most_bytes=1_000_000)


XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <global scope="event"><string key="concept:name" value="none"/></global>
  <trace>
    <string key="concept:name" value="J1"/>
    <string key="customer" value="M1"/>
    <event>
      <string key="concept:name" value="收银台"/>
      <date key="time:timestamp" value="2026-03-01T10:00:00.000+08:00"/>
      <list key="more"><values><string key="concept:name" value="inside"/></values></list>
    </event>
    <event>
      <string key="concept:name" value="取货"/>
      <date key="time:timestamp" value="2026-03-01T12:00:00.000+08:00"/>
    </event>
  </trace>
  <trace>
    <event>
      <string key="concept:name" value="取货"/>
      <date key="time:timestamp" value="2026-03-02T12:00:00.000+08:00"/>
    </event>
  </trace>
</log>
"""


@pytest.mark.parametrize("packed", [False, True])
def test_xes(tmp_path, packed):
    """Are traces journeys and their attributes known to each event, packed or not, and a nameless trace listed?"""
    path = tmp_path / ("log.xes.gz" if packed else "log.xes")
    path.write_bytes(gzip.compress(XES.encode()) if packed else XES.encode())
    log = read_log(path)
    assert log.roles.as_dict() == {
        "time": "time:timestamp",
        "touchpoint": "concept:name",
        "journey": "case:concept:name",
        "customer": "case:customer",
    }
    assert log.steps.touchpoints == ("取货", "收银台")
    assert eventlog.journeys(log)[["key", "customer", "minutes"]].values.tolist() == [["J1", "M1", 120]]
    assert log.set_aside[["line", "reason"]].values.tolist() == [[18, "no_journey"]]
    assert [note.params["zone"] for note in log.reading.notes] == ["UTC+8"]


def test_xes_counts_completions_only(tmp_path):
    """Where a log has starts and completions, do the completions count and are all others listed?"""
    path = tmp_path / "log.xes"
    one = '<string key="lifecycle:transition" value="{}"/></event>'
    text = XES.replace("</event>", one.format("complete")).replace(one.format("complete"), one.format("START"), 1)
    path.write_text(text, encoding="utf-8")
    log = read_log(path)
    assert log.set_aside["reason"].tolist() == ["not_complete", "no_journey"]
    assert log.n == 1
    path.write_text(XES.replace("</event>", one.format("start")), encoding="utf-8")
    assert read_log(path).n == 2


@pytest.mark.parametrize(
    "doctype",
    ['[<!ENTITY a "b">]', 'SYSTEM "secret.dtd"', '[<!ENTITY a SYSTEM "secret.txt">]'],
    ids=["expansion", "external definition", "external entity"],
)
def test_xes_entities_are_refused(tmp_path, doctype):
    """Is a definition of entities refused before any of them is looked up?"""
    path = tmp_path / "log.xes"
    path.write_text(XES.replace("<log", f"<!DOCTYPE log {doctype}><log", 1), encoding="utf-8")
    refused(path, "reading.doctype")


def test_xes_that_is_none(tmp_path):
    """Is XML that is no log, or ends too soon, refused with its line, and a log without events as empty?"""
    path = tmp_path / "log.xes"
    for text, key in (
        ("<page/>", "not_xes"),
        (XES[:600], "not_xes"),
        ("<log/>", "empty"),
        (XES.replace("</trace>", "", 1), "not_xes"),
    ):
        path.write_text(text, encoding="utf-8")
        refused(path, f"reading.{key}")


def test_gzip_bombs_and_torn_files_are_refused(tmp_path):
    """Is unpacking stopped at its limit, and a file that ends too soon refused?"""
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(b"<log>" + b" " * 30_000_000))
    refused(path, "reading.bomb")
    refused(path, "reading.too_large", most_bytes=9_000_000)
    noise = "".join(random.Random(1).choices("abcdefgh", k=2000))  # noqa: S311 - noise, not a secret
    packed = gzip.compress(XES.replace("none", noise).encode())
    path.write_bytes(packed[: len(packed) // 2])
    refused(path, "reading.bad_gzip")


def test_ordinary_tables_are_far_from_the_limit(tmp_path):
    """Does a large sheet that repeats itself stay well below the ratio at which a file is refused?"""
    rows = [ROWS[0], *([7, "收银台", dt.datetime(2026, 3, 1, 10), 2.5] for _ in range(8_000))]
    path = workbook(tmp_path / "log.xlsx", rows)
    with zipfile.ZipFile(path) as archive:
        ratios = [part.file_size / part.compress_size for part in archive.infolist()]
    assert max(ratios) < limits.MOST_RATIO / 2
    assert read_log(path, keep_duplicates=True).n == 8_000
