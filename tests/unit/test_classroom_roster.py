"""Is a roster read as spreadsheets write it, and is each mistake in it named by its line?"""

from __future__ import annotations

from pathlib import Path

import pytest

from journeybook.classroom import roster
from journeybook.classroom.roster import Trainee
from journeybook.errors import ClassError

CHINESE = "编号,姓,名,邮箱,小组\nanna,李,安娜,anna@example.com,一组\n王芳,王,芳,,二组\n"
EXPECTED = (
    Trainee("anna", "安娜", "李", "anna@example.com", "一组"),
    Trainee("王芳", "芳", "王", "", "二组"),
)


def read(tmp_path: Path, content: str | bytes) -> tuple[Trainee, ...]:
    file = tmp_path / "roster.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return roster.read(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """Is it read the same, however the spreadsheet saved it?"""
    assert read(tmp_path, CHINESE.encode(encoding)) == EXPECTED


def test_long_ascii_head(tmp_path: Path) -> None:
    """Does a Chinese name after 70 kB of plain letters still decide the encoding?"""
    head = "id,name\n" + "".join(f"t{number},{'x' * 60}\n" for number in range(1200))
    assert read(tmp_path, (head + "wang,王芳\n").encode("gb18030"))[-1] == Trainee("wang", "王芳")


@pytest.mark.parametrize(
    "content",
    [
        "ID,First name,LAST_NAME,e-mail,Team\nanna,Anna,Li,a@b.c,1\n",
        "id;first_name;last_name;email;group\nanna;Anna;Li;a@b.c;1\n",
        "id\tfirst_name\tlast_name\temail\tgroup\r\nanna\tAnna\tLi\ta@b.c\t1\r\n",
        'email,group,notes,id,last_name,first_name\na@b.c,1,"x, ""y""\nz", anna ,Li,Anna\n\n,,,,,\n',
    ],
)
def test_forms(tmp_path: Path, content: str) -> None:
    """Are English headings, any order, other separators, extra columns, blanks and empty lines all right?"""
    assert read(tmp_path, content) == (Trainee("anna", "Anna", "Li", "a@b.c", "1"),)


def test_short_lines(tmp_path: Path) -> None:
    """May a line lack the empty cells at its end?"""
    assert read(tmp_path, "id,name,group\nanna\nbo,Bo\n") == (Trainee("anna"), Trainee("bo", "Bo"))


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        ("id,name\nanna,A\n,B\n", "roster_blank_id", 3),
        ("id,name\nanna,A\nbo,B\nAnna,C\n", "roster_repeated_id", 4),
        ("id,name\nanna,A\n../bo,B\n", "roster_unsafe_id", 3),
        ("id,name\na+b,A\n", "roster_unsafe_id", 2),
        ('id,name\nanna,"A\nbo,B\n', "roster_quotes", 3),
        ('id,name\nanna,A\nbo,"B"x\n', "roster_quotes", 3),
        ("name,group\nanna,1\n", "roster_no_id", None),
        ("id,编号\nanna,1\n", "roster_no_id", None),
        ("", "roster_no_id", None),
        ("id,name\n", "roster_empty", None),
        (b"id\n\x81\x20\n", "roster_encoding", None),
        (b"i\0d\0\n\0", "roster_encoding", None),
        (b"id\n" + b"x" * 2_000_001, "roster_too_large", None),
    ],
)
def test_mistakes(tmp_path: Path, content: str | bytes, key: str, line: int | None) -> None:
    """Does each mistake have its own sentence, with the line where there is one?"""
    with pytest.raises(ClassError) as caught:
        read(tmp_path, content)
    assert caught.value.key == f"classroom.{key}"
    assert caught.value.params.get("line") == line
    for lang in ("zh", "en"):
        assert "roster.csv" in caught.value.message(lang)


def test_no_file(tmp_path: Path) -> None:
    """Are a missing file and a folder reported in a sentence?"""
    with pytest.raises(ClassError, match=r"none\.csv"):
        roster.read(tmp_path / "none.csv")
    with pytest.raises(ClassError) as caught:
        roster.read(tmp_path)
    assert caught.value.key == "classroom.roster_unreadable"
