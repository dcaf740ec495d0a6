"""Read a roster: who is in the class.

A roster is a CSV file as any spreadsheet saves it, with a heading line in Chinese or English. Only the id is a must.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import ClassError
from . import names

MAX_BYTES = 2_000_000
"""Largest roster that is read."""

_HEADINGS = {
    "id": ("id", "student id", "trainee id", "编号", "学号", "工号", "学员编号"),
    "first_name": ("first_name", "first name", "given name", "名", "名字"),
    "last_name": ("last_name", "last name", "surname", "family name", "姓", "姓氏"),
    "full_name": ("name", "full name", "姓名"),
    "email": ("email", "e-mail", "mail", "邮箱", "电子邮箱", "电子邮件"),
    "group": ("group", "team", "小组", "组", "组别"),
}
_FIELDS = {heading: field for field, headings in _HEADINGS.items() for heading in headings}


@dataclass(frozen=True)
class Trainee:
    """One line of the roster; only the id is never empty."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    group: str = ""


def read(path: Path) -> tuple[Trainee, ...]:
    """Return the trainees in the roster `path`, in its order.

    The file may be UTF-8 with or without a byte order mark, UTF-16 with one, or GB18030, and separated by commas,
    semicolons or tabs. Headings: id 编号, first_name 名, last_name 姓 (or name 姓名 for both), email 邮箱, group 小组;
    other columns are left alone.

    Raises
    ------
    ClassError
        If the file is missing, too large or in no known encoding, has no id column or no trainees, or if a line has
        a blank, repeated or unsafe id; the sentence names the line.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ClassError("classroom.roster_too_large", file=path.name, limit=MAX_BYTES // 1_000_000)
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise ClassError("classroom.roster_missing", file=path) from error
    except OSError as error:
        raise ClassError("classroom.roster_unreadable", file=path, reason=error.strerror or error) from error
    return tuple(_trainees(path.name, _text(path.name, raw)))


def full_name(trainee: Trainee) -> str:
    """Return a trainee's whole name, as :func:`.names.full_name` writes it."""
    return names.full_name(trainee.first_name, trainee.last_name)


def _text(file: str, raw: bytes) -> str:
    # A byte order mark decides. Without one, UTF-8 is tried over the whole file, because a long ASCII head says
    # nothing about the rest; GB18030 comes last, for it accepts almost anything.
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if marked else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ClassError("classroom.roster_encoding", file=file)


def _trainees(file: str, text: str) -> Iterator[Trainee]:
    heading, _, _ = text.partition("\n")
    separator = max(",;\t", key=heading.count)
    try:
        # strict: a stray quote is reported, not allowed to swallow the lines that follow it.
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        columns = [_FIELDS.get(cell.strip().lower(), "") for cell in next(reader, [])]
        if columns.count("id") != 1:
            raise ClassError("classroom.roster_no_id", file=file, heading=heading.strip()[:80])
        seen: dict[str, int] = {}
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                line = dict(zip(columns, cells, strict=False))  # spreadsheets drop empty cells at a line's end
                yield _trainee(file, reader.line_num, line, seen)
        if not seen:
            raise ClassError("classroom.roster_empty", file=file)
    except csv.Error as error:
        raise ClassError("classroom.roster_quotes", file=file, line=reader.line_num) from error


def _trainee(file: str, number: int, line: dict[str, str], seen: dict[str, int]) -> Trainee:
    id_ = line["id"]
    if not id_:
        raise ClassError("classroom.roster_blank_id", file=file, line=number)
    if not names.is_safe(id_):
        raise ClassError("classroom.roster_unsafe_id", file=file, line=number, id=id_, limit=names.MAX_LENGTH)
    # Some file systems do not tell Anna from anna.
    if (first := seen.setdefault(id_.lower(), number)) != number:
        raise ClassError("classroom.roster_repeated_id", file=file, line=number, id=id_, first=first)
    return Trainee(
        id=id_,
        first_name=line.get("first_name") or line.get("full_name", ""),
        last_name=line.get("last_name", ""),
        email=line.get("email", ""),
        group=line.get("group", ""),
    )
