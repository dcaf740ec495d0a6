"""The grammar of Mermaid 11's ``journey``: what it reads is read, what it rejects is rejected, with line and column."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

from ..errors import FormatError
from ..i18n import Phrase
from .mermaid_text import BLANK, SPACE, FrontMatterError, cleaned

WIDE = "：；，"
"""Full-width signs that people type where Mermaid wants narrow ones."""

_RULES = tuple(
    (token, re.compile(pattern, re.ASCII | re.IGNORECASE))
    for token, pattern in (
        ("", r"%(?!\{)[^\n]*"),
        # One unit of UTF-16 stands before the marks, so no sign beyond the first plane.
        ("", "[^}\U00010000-\U0010ffff]%%[^\n]*"),
        ("newline", r"\n+"),
        ("", f"[{SPACE}]+"),
        ("", r"#[^\n]*"),
        ("journey", r"journey\b"),
        ("title", rf"title[{SPACE}][^#\n;]+"),
        ("acc_title", rf"accTitle[{SPACE}]*:[{SPACE}]*"),
        ("acc_descr", rf"accDescr[{SPACE}]*:[{SPACE}]*"),
        ("acc_descr_many", rf"accDescr[{SPACE}]*\{{[{SPACE}]*"),
        ("section", rf"section[{SPACE}][^#:\n;]+"),
        ("name", r"[^#:\n;]+"),
        ("data", r":[^#\n;]+"),
        ("sign", r"[:;]"),
    )
)
_NUMBER = re.compile(r"[+-]?(?:Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)", re.ASCII)
_WHOLE = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)", re.ASCII)


@dataclass(frozen=True)
class Task:
    """A task as Mermaid keeps it; `section` counts the sections before it, `said` is the score as it is written."""

    section: int
    name: str
    said: str
    score: float
    people: tuple[str, ...]
    line: int


@dataclass
class Diagram:
    """A diagram as Mermaid keeps it: entities are still encoded."""

    title: str = ""
    acc_title: str = ""
    acc_descr: str = ""
    sections: list[str] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


def parse(source: str, file: str) -> Diagram:
    """Return the diagram in `source`.

    Raises
    ------
    FormatError
        If Mermaid would not read it as a journey; the sentence says where, in lines and columns of the file.
    """
    try:
        text = cleaned(source)
    except FrontMatterError as error:
        raise FormatError("mermaid.front_matter", file=file, line=error.line) from error
    return _Parser(source, text.text, text.place, file, text.title).diagram


class _Parser:
    def __init__(self, source: str, text: str, place: Callable[[int], int], file: str, title: str) -> None:
        self._source, self._text, self._place, self._file = source, text, place, file
        self._lines = [0, *(found.end() for found in re.finditer("\r\n?|\n", source))]
        self.diagram = Diagram(title=title)
        self._at = 0
        if not text.startswith("journey"):
            self._fail(0, "no_journey")
        token, _, start = self._next()
        if token != "journey":  # noqa: S105 - a word of the grammar
            self._fail(start, "no_journey")
        while self._statement():
            pass

    def _next(self) -> tuple[str, str, int]:
        """Return the next token, its text and where it begins; ``"end"`` at the end."""
        while self._at < len(self._text):
            start = self._at
            for token, rule in _RULES:
                if found := rule.match(self._text, start):
                    self._at = found.end()
                    if token:
                        return token, found[0], start
                    break
        return "end", "", len(self._text)

    def _rest(self, end: str) -> str:
        """Return the text up to `end`, which begins the next token."""
        start = self._at
        if start == len(self._text):
            self._fail(start, "no_text")
        found = self._text.find(end, start)
        self._at = len(self._text) if found < 0 else found
        return self._text[start : self._at]

    def _statement(self) -> bool:
        token, text, start = self._next()
        made = self.diagram
        match token:
            case "end":
                return False
            case "newline":
                pass
            case "title":
                made.title = text[6:]
            case "acc_title":
                made.acc_title = self._rest("\n").strip(BLANK)
            case "acc_descr":
                made.acc_descr = _description(self._rest("\n"))
            case "acc_descr_many":
                self._many_lines(start)
            case "section":
                made.sections.append(text[8:])
            case "name":
                self._task(text, start)
            case "journey":
                self._fail(start, "second_journey")
            case "data":
                self._fail(start, "no_name")
            case _:
                self._fail(start, "strange_sign", sign=text)
        return True

    def _many_lines(self, start: int) -> None:
        text = self._rest("}")
        if self._at == len(self._text):
            self._fail(start, "not_closed")
        if text:
            self.diagram.acc_descr = _description(text)
        self._at += 1

    def _task(self, name: str, start: int) -> None:
        token, data, at = self._next()
        if token != "data":  # noqa: S105 - a word of the grammar
            if token == "sign" and data == ";":  # noqa: S105
                self._fail(at, "strange_sign", sign=data)
            self._fail(at if token in ("sign", "journey") else start + len(name), "no_score")
        pieces = data[1:].split(":")
        people = tuple(one.strip(BLANK) for one in pieces[1].split(",")) if len(pieces) > 1 else ()
        line, _ = self._where(start)
        self.diagram.tasks.append(Task(len(self.diagram.sections), name, pieces[0], number(pieces[0]), people, line))

    def _where(self, position: int) -> tuple[int, int]:
        """Return line and column, from 1, of a place in the cleaned text."""
        place = min(self._place(position), len(self._source))
        line = bisect_right(self._lines, place)
        return line, place - self._lines[line - 1] + 1

    def _fail(self, position: int, what: str, **words: str) -> NoReturn:
        line, column = self._where(position)
        ends = [*self._lines, len(self._source)]
        wide = " ".join(sign for sign in WIDE if sign in self._source[ends[line - 1] : ends[line]])
        raise FormatError(
            "mermaid.wrong",
            file=self._file,
            line=line,
            column=column,
            wrong=Phrase(f"mermaid.{what}", words),
            hint=Phrase("mermaid.wide", {"signs": wide}) if wide else Phrase("mermaid.no_hint", {}),
        )


def number(text: str) -> float:
    """Return a number as JavaScript reads it: blank is 0, and what is none is not a number."""
    text = text.strip(BLANK)
    if not text:
        return 0
    if _WHOLE.fullmatch(text):
        return float(int(text, 0))
    return float(text.replace("Infinity", "inf")) if _NUMBER.fullmatch(text) else math.nan


def _description(text: str) -> str:
    return re.sub(f"\n[{SPACE}]+", "\n", text.strip(BLANK))
