"""Reading one table against its description."""

import pandas as pd
import pytest

from journeybook.cases.tables import read_table
from journeybook.errors import CaseError

FIELDS = [
    {"name": "id", "type": "integer", "constraints": {"required": True, "unique": True, "minimum": 1}},
    {"name": "tone", "type": "string", "constraints": {"enum": ["high", "low"]}},
    {"name": "share", "type": "number", "constraints": {"minimum": 0, "maximum": 1}},
    {"name": "seen", "type": "datetime", "constraints": {"minimum": "2026-03-01T00:00"}},
    {"name": "count", "type": "integer"},
]
HEADER = "id,tone,share,seen,count\n"


def read(folder, text, encoding="utf-8"):
    folder.joinpath("t.csv").write_bytes(text.encode(encoding))
    return read_table(folder, "small", {"name": "t", "path": "t.csv", "schema": {"fields": FIELDS}})


def test_columns_get_their_types(tmp_path):
    """Are whole numbers, numbers, times and text typed as described, empty cells kept apart from zero?"""
    table = read(tmp_path, HEADER + "1,high,0.5,2026-03-02T10:30,\n2,,,,7\n")
    assert table["id"].dtype == "int64"
    assert table["count"].dtype == "Int64"
    assert table["share"].tolist()[0] == 0.5
    assert pd.isna(table["share"][1])
    assert table["seen"][0] == pd.Timestamp(2026, 3, 2, 10, 30)
    assert table["tone"].tolist() == ["high", ""]
    assert pd.isna(table["count"][0])


def test_byte_order_mark_is_no_part_of_the_header(tmp_path):
    """Does a file saved as "CSV UTF-8" by a spreadsheet program read like any other?"""
    assert len(read(tmp_path, HEADER + "1,low,1,2026-03-02,3\n", encoding="utf-8-sig")) == 1


def test_a_table_may_be_empty(tmp_path):
    """Is a header alone a table without rows?"""
    table = read(tmp_path, HEADER)
    assert len(table) == 0
    assert list(table.columns) == ["id", "tone", "share", "seen", "count"]


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        ("x,low,1,2026-03-02,3", "id", "whole number"),
        (",low,1,2026-03-02,3", "id", "empty"),
        ("1,low,1,2026-03-02,3", "id", "only once"),
        ("0,low,1,2026-03-02,3", "id", "at least 1"),
        ("2,mid,1,2026-03-02,3", "tone", "high, low"),
        ("2,low,1.1,2026-03-02,3", "share", "at most 1"),
        ("2,low,much,2026-03-02,3", "share", "a number"),
        ("2,low,1,02/03/2026,3", "seen", "2026-03-01T10:30"),
        ("2,low,1,2026-02-27,3", "seen", "at least 2026-03-01"),
        ("2,low,1,2026-03-02,3.5", "count", "whole number"),
    ],
)
def test_wrong_cell_is_named(tmp_path, row, column, expected):
    """Does a wrong cell give its column, its line, what was expected and what stands there?"""
    with pytest.raises(CaseError) as caught:
        read(tmp_path, HEADER + f"1,high,0,2026-03-02,3\n{row}\n")
    assert caught.value.key == "cases.wrong_value"
    assert caught.value.params["column"] == column
    assert caught.value.params["line"] == 3
    got = row.split(",")[[field["name"] for field in FIELDS].index(column)]
    message = caught.value.message("en")
    assert repr(got) in message
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOURNEYBOOK_LANG", "en")
        with pytest.raises(CaseError, match=expected):
            read(tmp_path, HEADER + f"1,high,0,2026-03-02,3\n{row}\n")


def test_line_counts_breaks_inside_cells(tmp_path):
    """Is the line right after a cell that spans two lines?"""
    with pytest.raises(CaseError) as caught:
        read(tmp_path, HEADER + '1,"hi\ngh",0,2026-03-02,3\n')
    assert caught.value.params["line"] == 3


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (HEADER + "1,low,1,2026-03-02,3,9\n", "6"),
        (HEADER + "1,low,1\n", "3"),
        (HEADER + '1,"low,1,2026-03-02,3\n2,low,1,2026-03-02,3\n', "3"),
        (HEADER + '1,"low"x,1,2026-03-02,3\n', "2"),
    ],
)
def test_broken_rows_are_not_swallowed(tmp_path, text, part):
    """Does a row of another length, or a stray quotation mark, stop the reading with its line?"""
    with pytest.raises(CaseError) as caught:
        read(tmp_path, text)
    assert caught.value.key == "cases.not_csv"
    assert part in caught.value.params["detail"]


@pytest.mark.parametrize("text", ["", "id,tone\n", "id,share,tone,seen,count\n"])
def test_other_columns_are_refused(tmp_path, text):
    """Is a file with other columns, or none, answered with the columns that belong there?"""
    with pytest.raises(CaseError) as caught:
        read(tmp_path, text)
    assert caught.value.key == "cases.wrong_columns"
    assert "id, tone, share, seen, count" in str(caught.value)


def test_another_encoding_is_said(tmp_path):
    """Is a file in GB18030 refused with advice, not read as nonsense?"""
    with pytest.raises(CaseError) as caught:
        read(tmp_path, "编号\n", encoding="gb18030")
    assert caught.value.key == "cases.not_utf8"


def test_missing_file_is_named(tmp_path):
    """Is a table whose file is gone named?"""
    with pytest.raises(CaseError) as caught:
        read_table(tmp_path, "small", {"name": "t", "path": "t.csv", "schema": {"fields": FIELDS}})
    assert caught.value.key == "cases.missing_file"
    assert caught.value.params["file"] == "t.csv"
