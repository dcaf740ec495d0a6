"""Are text files read whole, in their own encoding, with nothing swallowed?"""

from __future__ import annotations

import pytest

from journeybook.errors import EventLogError
from journeybook.evidence import read_log
from journeybook.evidence.reading.encoding import find_encoding
from journeybook.i18n import LANGUAGES

ROWS = "客户,接触点,时间\nM1,收银台,2026-03-01 10:00\nM2,取货,2026-03-01 11:00\n"


def refused(path, key, **more):
    """Read a file that must be refused, and return the error."""
    with pytest.raises(EventLogError) as caught:
        read_log(path, **more)
    assert caught.value.key == key, str(caught.value)
    assert all(caught.value.message(lang) for lang in LANGUAGES)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_recognised(tmp_path, encoding):
    """Is the same log read out of each encoding that Chinese files come in?"""
    path = tmp_path / "log.csv"
    path.write_text(ROWS, encoding=encoding)
    log = read_log(path)
    assert (log.n, log.steps.touchpoints) == (2, ("取货", "收银台"))


def test_a_long_english_beginning_does_not_hide_the_chinese(tmp_path):
    """Is GB18030 seen, too, where the first Chinese character comes after 3 MB of ASCII?"""
    path = tmp_path / "log.csv"
    rows = ["customer,touchpoint,time", *(f"M{number},till,2026-03-01 10:00" for number in range(110_000))]
    path.write_bytes("\n".join(rows).encode() + "\nM1,收银台,2026-03-02 10:00\n".encode("gb18030"))
    assert find_encoding(path) == "gb18030"


def test_one_bad_byte_far_down_is_found(tmp_path):
    """Is a UTF-8 file with one wrong byte at its end refused with the line, rather than read as something else?"""
    path = tmp_path / "log.csv"
    path.write_bytes((ROWS * 3000).encode() + b"M3,caf\xe9 au lait,2026-03-01 10:00\n")
    error = refused(path, "reading.unknown_encoding")
    assert error.params["line"] == 9001


def test_western_europe_is_not_taken_for_chinese(tmp_path):
    """Is a Latin-1 file refused, though its bytes happen to be valid GB18030, and read once its encoding is named?"""
    path = tmp_path / "log.csv"
    text = "client,touchpoint,time\nM1,crème,2026-03-01 10:00\nM1,dépôt,2026-03-01 11:00\n"
    path.write_bytes(text.encode("cp1252"))
    path.read_bytes().decode("gb18030")
    refused(path, "reading.unknown_encoding")
    assert read_log(path, encoding="cp1252").steps.touchpoints == ("crème", "dépôt")


def test_a_named_encoding_is_held_to_the_whole_file(tmp_path):
    """Is a wrong or unknown encoding refused, the wrong one with its line?"""
    path = tmp_path / "log.csv"
    path.write_bytes(("a,b,c\n" * 50).encode() + b"\xff\xff")
    assert refused(path, "reading.wrong_encoding", encoding="utf-8").params["line"] == 51
    refused(path, "reading.no_such_encoding", encoding="utf-99")
    path.write_bytes(b"\xef\xbb\xbfa,b\n\xff")
    assert refused(path, "reading.wrong_encoding").params["line"] == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_recognised(tmp_path, delimiter):
    """Is the delimiter found, also where another one stands inside the cells?"""
    path = tmp_path / "log.txt"
    rows = ROWS.replace(",", delimiter).replace("收银台", '"收银台,;|一号"')
    path.write_text(rows, encoding="utf-8")
    assert read_log(path).steps.touchpoints == ("取货", "收银台,;|一号")


def test_another_delimiter_can_be_named(tmp_path):
    """Is a delimiter that is not recognised asked for, and taken?"""
    path = tmp_path / "log.csv"
    path.write_text(ROWS.replace(",", "^"), encoding="utf-8")
    refused(path, "reading.one_column")
    assert read_log(path, delimiter="^").n == 2
    refused(path, "reading.bad_delimiter", delimiter="::")


@pytest.mark.parametrize(
    "text",
    [
        ROWS + 'M3,"收银台,2026-03-01 12:00\n' + "M4,取货,2026-03-01 12:00\n" * 3,
        ROWS + 'M3,"收银台,2026-03-01 12:00\nM4,取货,2026-03-01 12:00\nM5,取货",2026-03-01 12:00\n',
        ROWS + 'M3,"收银台"一号,2026-03-01 12:00\n',
    ],
    ids=["never closed", "closed far below", "text after it"],
)
def test_a_stray_quotation_mark_swallows_nothing(tmp_path, text):
    """Is a quotation mark that does not close in its cell refused with the line on which it opens?"""
    path = tmp_path / "log.csv"
    path.write_text(text, encoding="utf-8")
    assert refused(path, "reading.bad_quotes").params["first"] == 4


def test_cells_of_several_lines_are_no_mistake(tmp_path):
    """Is a quoted line break part of its cell, and are the lines after it still counted right?"""
    path = tmp_path / "log.csv"
    path.write_text(ROWS + 'M3,"收银\n台",2026-03-01 12:00\nM4,,2026-03-01 12:00\n', encoding="utf-8")
    log = read_log(path)
    assert log.n == 3
    assert log.set_aside[["line", "reason"]].values.tolist() == [[6, "no_touchpoint"]]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "reading.empty"),
        ("\n\n", "reading.empty"),
        ("客户,接触点,时间\n", "reading.nothing_left"),
        ("客户,时间,时间\nM1,a,2026-03-01\n", "reading.repeated_columns"),
        ("客户,,时间\nM1,a,2026-03-01\n", "reading.unnamed_column"),
        ("客户,渠道,时间\nM1,a,2026-03-01\n", "reading.role_not_found"),
        ("客户,接触点,备注\nM1,a,b\n", "reading.role_not_found"),
        ("接触点,时间\na,2026-03-01\n", "reading.role_not_found"),
    ],
)
def test_headers_that_cannot_work_are_refused(tmp_path, text, key):
    """Is a file without rows, or with missing, repeated or nameless columns, refused for what it is?"""
    path = tmp_path / "log.csv"
    path.write_text(text, encoding="utf-8")
    refused(path, key)


def test_files_that_are_none_are_refused(tmp_path):
    """Is a missing file, an unknown kind, and one that was only renamed, refused?"""
    refused(tmp_path / "no.csv", "reading.missing")
    for name, content, key in (
        ("log.docx", b"PK\x03\x04", "reading.unknown_kind"),
        ("log.csv", b"PK\x03\x04rest", "reading.other_kind"),
        ("log.xls", b"\xd0\xcf\x11\xe0", "reading.old_excel"),
        ("log.csv", b"a,b\0,c\n" + b"x" * 100, "reading.no_text"),
        ("log.csv", b"a,b\n" * 1000, "reading.too_large"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        refused(path, key, most_bytes=2000)


def test_a_cell_without_end_is_refused(tmp_path):
    """Is a cell beyond all measure refused with its place?"""
    path = tmp_path / "log.csv"
    path.write_text(ROWS + "M3," + "x" * 200_000 + ",2026-03-01\n", encoding="utf-8")
    assert refused(path, "reading.huge_cell").params["line"] == 4
