"""From a lesson's Markdown to what stands on a slide: headings, short points, lists, quotes and tables.

A slide carries the point and the notes carry the words: of a paragraph its first sentence stays, and one with bold
terms. Nothing is rendered: markup of other kinds is text, a link is its words, a picture its description.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...formats.slides.words import Run, Words, clean, merged, plain, slice_of, words

if TYPE_CHECKING:
    from markdown_it.token import Token

_ENDS = re.compile(
    r"(?<=[。！？])(?![。！？”’」』）】])|(?<=[。！？][”’」』）])"
    r"|(?<=[.!?])(?<!\bal\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bNo\.)\s+(?=[A-Z“‘\"'(0-9])"
    r"|(?<=[.!?][”’\"')])\s+(?=[A-Z“‘\"'(0-9])"
)
"""Where a sentence ends, in Chinese and in English."""

_BARE = 36
"""A first sentence of fewer columns says too little alone; a Chinese character takes two."""


@dataclass(frozen=True)
class Heading:
    """A heading."""

    words: Words
    level: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or a quote."""

    words: Words
    quote: bool = False


@dataclass(frozen=True)
class Item:
    """A list's item; `mark` is its number with the point, or empty for a bullet."""

    words: Words
    mark: str = ""
    level: int = 0


@dataclass(frozen=True)
class Table:
    """A table: the first row is its head."""

    rows: tuple[tuple[Words, ...], ...]


Block = Heading | Paragraph | Item | Table


def blocks(source: str) -> list[Block]:
    """Return what a Markdown cell consists of, in order.

    Examples
    --------
    >>> blocks("- **one**")
    [Item(words=(Run(text='one', bold=True),), mark='', level=0)]
    """
    from markdown_it import MarkdownIt

    return list(_read(MarkdownIt("commonmark", {"html": False}).enable("table").parse(clean(source))))


def _read(tokens: Sequence[Token]) -> Iterator[Block]:
    lists: list[int | None] = []  # the next number of each open list, None for bullets
    quotes, level, fresh = 0, 0, False
    rows: list[tuple[Words, ...]] = []
    cells: list[Words] = []
    for token in tokens:
        match token.type:
            case "ordered_list_open":
                lists.append(int(str(token.attrGet("start") or 1)))
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_close" | "bullet_list_close":
                lists.pop()
            case "list_item_open":
                fresh = True
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "heading_open":
                level = int(token.tag[1:])
            case "heading_close":
                level = 0
            case "table_open":
                rows = []
            case "tr_open":
                cells = []
            case "tr_close":
                rows.append(tuple(cells))
            case "table_close":
                yield Table(tuple(rows))
            case "fence" | "code_block":
                yield Paragraph(words(token.content.strip()))
            case "inline":
                said = _words(token.children or [])
                if token.level >= 3 and _in_table(tokens, token):
                    cells.append(said)
                elif level:
                    yield Heading(said, level)
                elif lists:
                    number = lists[-1]
                    mark = f"{number}." if number is not None and fresh else ""
                    if number is not None and fresh:
                        lists[-1] = number + 1
                    fresh = False
                    yield Item(said, mark, min(len(lists) - 1, 2))
                elif plain(said).strip():
                    yield Paragraph(said, bool(quotes))


def _in_table(tokens: Sequence[Token], token: Token) -> bool:
    before = tokens[tokens.index(token) - 1].type
    return before in ("th_open", "td_open")


def _words(children: Sequence[Token]) -> Words:
    found: list[Run] = []
    bold = 0
    for child in children:
        match child.type:
            case "strong_open":
                bold += 1
            case "strong_close":
                bold -= 1
            case "softbreak":
                found.append(Run(" ", bool(bold)))
            case "hardbreak":
                found.append(Run("\n", bool(bold)))
            case _ if child.content:
                found.append(Run(child.content, bool(bold)))
    return merged(found)


def sentences(said: Words) -> list[Words]:
    """Return words cut into sentences, each with its styles."""
    text = plain(said)
    cuts = [match.start() for match in _ENDS.finditer(text)]
    parts = [stripped(slice_of(said, *ends)) for ends in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return [part for part in parts if plain(part)]


def stripped(said: Words) -> Words:
    """Return words without blanks around them."""
    text = plain(said)
    return slice_of(said, len(text) - len(text.lstrip()), len(text.rstrip()))


def point(said: Words) -> Words:
    """Return of a paragraph what a slide shows: its first sentence, and the next one with a bold term.

    A question takes its answer along, and a short sentence the next.

    Examples
    --------
    >>> plain(point(words("One thing matters here more than all else. The rest is talk.")))
    'One thing matters here more than all else.'
    """
    cut = sentences(said)
    kept = cut[:1]
    while len(kept) < len(cut) and (plain(kept[-1]).rstrip("”’\"')").endswith(("?", "？")) or _columns(kept) < _BARE):
        kept = cut[: len(kept) + 1]
    more = next((one for one in cut[len(kept) :] if any(run.bold for run in one)), None)
    if more is not None and not any(run.bold for one in kept for run in one):
        kept = [*kept, more]
    found: list[Run] = []
    for one in kept:
        if found and not (unicodedata.east_asian_width(found[-1].text[-1]) in "WFA" and ord(plain(one)[0]) > 0x2000):
            found.append(Run(" "))
        found += one
    return merged(found)


def _columns(said: Sequence[Words]) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for one in said for letter in plain(one))


def spoken(source: str) -> str:
    """Return a Markdown cell as plain text, whole, for the notes."""
    lines = []
    for block in blocks(source):
        match block:
            case Heading() | Paragraph():
                lines.append(plain(block.words))
            case Item():
                lines.append(f"{'    ' * block.level}{block.mark or '•'} {plain(block.words)}")
            case Table():
                lines += [" | ".join(map(plain, row)) for row in block.rows]
    return "\n".join(lines)
