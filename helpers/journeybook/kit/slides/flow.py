"""Where the parts of a slide stand, and what goes on on the next one: nothing is wider or higher than its frame."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ...formats.slides import measuring
from ...formats.slides.theme import SCALES, Scale
from ...formats.slides.words import Words, plain, words
from .outline import Card
from .text import Block, Heading, Item, Paragraph, Table

INDENT = 26.0
"""How far a list's items stand in, for each level."""

AFTER, APART = 8.0, 9.0
CARD_TOP, CARD_LEFT, CARD_RIGHT = 6.0, 56.0, 16.0
CELL_X, CELL_Y = 9.0, 6.0
_MOST_COLUMNS = 7
_LEAST_COLUMN = 62.0


@dataclass(frozen=True)
class Line:
    """A paragraph or item in its size."""

    words: Words
    size: float
    mark: str = ""
    bullet: bool = False
    level: int = 0
    quote: bool = False

    @property
    def indent(self) -> float:
        """Return how far it stands in."""
        return INDENT * (self.level + 1) if self.bullet else INDENT if self.quote else 0.0


@dataclass(frozen=True)
class TextBox:
    """Paragraphs under each other."""

    y: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class CardBox:
    """A card with its sizes."""

    y: float
    height: float
    card: Card
    size: float
    note_size: float


@dataclass(frozen=True)
class TableBox:
    """A table with the width of its columns and the height of its rows."""

    y: float
    height: float
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float


Box = TextBox | CardBox | TableBox


@dataclass(frozen=True)
class _Row:
    """A row of a table on its way to a page; `head` is its table's first row."""

    cells: tuple[Words, ...]
    head: tuple[Words, ...]
    head_height: float
    widths: tuple[float, ...]
    size: float


_Part = Line | CardBox | _Row


def pages(
    body: Sequence[Block | Card], width: float, height: float, scales: Sequence[Scale] = SCALES
) -> list[tuple[Box, ...]]:
    """Return what stands on each slide, from its top down."""
    for scale in scales:
        parts = _parts(body, width, height, scale)
        if len(_paged(parts, width, height)) <= 1:
            return [_boxes(parts, width)]
    # The largest that needs no more slides than the smallest; and even shares, for a last slide with one line looks
    # like a mistake.
    count = len(_paged(parts, width, height))
    for scale in scales:
        parts = _parts(body, width, height, scale)
        if len(_paged(parts, width, height)) <= count:
            break
    low, high = height / 3, height
    while high - low > 4:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_paged(parts, width, middle)) <= count else (middle, high)
    return [_boxes(page, width) for page in _paged(parts, width, high)]


def _parts(body: Sequence[Block | Card], width: float, height: float, scale: Scale) -> list[_Part]:
    found: list[_Part] = []
    for block in body:
        match block:
            case Heading():
                found += _cut(Line(block.words, scale.text), width, height)
            case Paragraph():
                found += _cut(Line(block.words, scale.text, quote=block.quote), width, height)
            case Item():
                found += _cut(Line(block.words, scale.text, block.mark, True, block.level), width, height)
            case Table():
                found += _rows(block, width, height, scale.table)
            case Card():
                box = card_box(block, width, scale)
                if box.height <= height:
                    found.append(box)
                else:
                    for said in filter(None, (block.words, block.note)):
                        found += _cut(Line(said, scale.card), width, height)
    return found


def _cut(line: Line, width: float, height: float) -> list[Line]:
    pieces = measuring.parts(line.words, width - line.indent, height, line.size)
    return [replace(line, words=piece, mark=line.mark if i == 0 else "") for i, piece in enumerate(pieces)]


def card_box(card: Card, width: float, scale: Scale) -> CardBox:
    """Return a card with its height."""
    room = width - CARD_LEFT - CARD_RIGHT
    height = measuring.height(card.words, room, scale.card)
    height += measuring.height(card.note, room, scale.note) if card.note else 0.0
    return CardBox(0, max(40.0, height + 2 * CARD_TOP), card, scale.card, scale.note)


def _rows(table: Table, width: float, height: float, size: float) -> list[_Row]:
    rows = [row[:_MOST_COLUMNS] for row in table.rows if row]
    if not rows:
        return []
    columns = max(map(len, rows))
    rows = [(*row, *((),) * (columns - len(row))) for row in rows]
    # The head is bold, and so wider than it stands in the lesson.
    rows[0] = tuple(words(plain(cell), bold=True) if cell else cell for cell in rows[0])
    widths = _widths(rows, width, size)
    # A head that leaves no room for rows is cut; everything else goes on.
    most = height / 3
    head = tuple(
        measuring.shortened(cell, room - 2 * CELL_X, most - 2 * CELL_Y, size) if cell else cell
        for cell, room in zip(rows[0], widths, strict=True)
    )
    head_height = row_height(head, widths, size)
    left = height - head_height
    found = []
    for row in rows[1:]:
        pieces = [
            measuring.parts(cell, room - 2 * CELL_X, left - 2 * CELL_Y, size) if cell else [cell]
            for cell, room in zip(row, widths, strict=True)
        ]
        found += [_Row(cells, head, head_height, widths, size) for cells in zip_longest(*pieces, fillvalue=())]
    return found or [_Row(head, (), 0.0, widths, size)]


def row_height(row: Sequence[Words], widths: Sequence[float], size: float) -> float:
    """Return how high a row of a table is."""
    cells = zip(row, widths, strict=True)
    lines = max(len(measuring.lines(cell, room - 2 * CELL_X, size)) for cell, room in cells)
    return lines * size * measuring.LINE + 2 * CELL_Y


def _widths(rows: Sequence[Sequence[Words]], width: float, size: float) -> tuple[float, ...]:
    """Return a width for each column: none narrower than its longest word, the rest by how much stands in it."""
    least, wish = [], []
    for column in zip(*rows, strict=True):
        texts = [plain(cell) for cell in column]
        longest = max((_longest(text, size) for text in texts), default=0.0)
        least.append(min(max(_LEAST_COLUMN, longest / 0.94 + 2 * CELL_X + 2), width / 2.5))
        widest = max((measuring.width(line, size, True) for text in texts for line in text.split("\n")), default=0.0)
        wish.append(widest + 2 * CELL_X + 12)
    if sum(least) >= width:
        return tuple(width * one / sum(least) for one in least)
    # As wide as wished where there is room; what is over is shared by what still wants it.
    shares = list(least)
    spare = width - sum(least)
    for _ in range(8):
        wants = [max(0.0, one - share) for one, share in zip(wish, shares, strict=True)]
        if sum(wants) <= 1 or spare <= 1:
            break
        part = min(1.0, spare / sum(value**0.6 for value in wants if value))
        given = [min(want, part * want**0.6) if want else 0.0 for want in wants]
        shares = [share + more for share, more in zip(shares, given, strict=True)]
        spare -= sum(given)
    return tuple(share * width / sum(shares) for share in shares)


def _longest(text: str, size: float) -> float:
    """Return the width of the longest piece inside which no line ends; Chinese may end nearly everywhere."""
    pieces = "".join(" " if unicodedata.east_asian_width(letter) in "WF" else letter for letter in text).split()
    return max((measuring.width(piece, size, True) for piece in pieces), default=0.0)


def _height(part: _Part, width: float) -> float:
    match part:
        case Line():
            return measuring.height(part.words, width - part.indent, part.size)
        case CardBox():
            return part.height
        case _Row():
            return row_height(part.cells, part.widths, part.size)


def _paged(parts: Sequence[_Part], width: float, height: float) -> list[list[_Part]]:
    found: list[list[_Part]] = [[]]
    used = 0.0
    for part in parts:
        page = found[-1]
        more = _height(part, width) + (_gap(page[-1], part) if page else 0.0)
        if isinstance(part, _Row) and not (page and _is_same_table(page[-1], part)):
            more += part.head_height
        if page and used + more > height:
            # What announces the next thing goes with it.
            moved = [page.pop()] if len(page) > 1 and _announces(page[-1]) else []
            found.append(moved)
            used = sum(_height(one, width) + AFTER for one in moved)
            more = _height(part, width) + (part.head_height if isinstance(part, _Row) else 0.0)
        found[-1].append(part)
        used += more
    return found


def _announces(part: _Part) -> bool:
    return isinstance(part, Line) and plain(part.words).rstrip().endswith((":", "："))


def _is_same_table(before: _Part, part: _Row) -> bool:
    return isinstance(before, _Row) and before.head is part.head


def _gap(before: _Part, part: _Part) -> float:
    if isinstance(part, _Row) and _is_same_table(before, part):
        return 0.0
    return AFTER if isinstance(part, Line) and isinstance(before, Line) else APART


def _boxes(parts: Sequence[_Part], width: float) -> tuple[Box, ...]:
    found: list[Box] = []
    y = 0.0
    at = 0
    while at < len(parts):
        part = parts[at]
        y += _gap(parts[at - 1], part) if at else 0.0
        match part:
            case Line():
                group = [part]
                while at + len(group) < len(parts) and isinstance(follows := parts[at + len(group)], Line):
                    group.append(follows)
                height = sum(_height(one, width) for one in group) + AFTER * (len(group) - 1)
                found.append(TextBox(y, height, tuple(group)))
                at += len(group)
            case CardBox():
                height = part.height
                found.append(replace(part, y=y))
                at += 1
            case _Row():
                rows = [part]
                while at + len(rows) < len(parts):
                    row = parts[at + len(rows)]
                    if not isinstance(row, _Row) or row.head is not part.head:
                        break
                    rows.append(row)
                cells = [*([part.head] if part.head else []), *(row.cells for row in rows)]
                heights = tuple(row_height(row, part.widths, part.size) for row in cells)
                height = sum(heights)
                found.append(TableBox(y, height, tuple(cells), part.widths, heights, part.size))
                at += len(rows)
        y += height
    return tuple(found)
