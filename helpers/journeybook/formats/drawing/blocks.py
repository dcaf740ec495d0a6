"""What pictures are built of: a block is laid out for a width, knows its height, and draws itself anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .marks import Look, Mark, Rect, Text, icon
from .wrap import width_of, wrap

LINE_HEIGHT = 1.5
_BASELINE = 0.35
"""How far below the middle of its line a text stands, in font sizes."""

LONGEST_TEXT = 1_000
"""A picture shows no more than this of one text; the whole of it stands in the map."""


@dataclass(frozen=True)
class Block:
    """Something laid out."""

    height: float
    draw: Callable[[float, float], list[Mark]]


NOTHING = Block(0, lambda x, y: [])


@dataclass(frozen=True)
class Style:
    """How a text is set."""

    size: float
    weight: int
    fill: str


NAME = Style(14, 600, "text")
BODY = Style(14, 400, "text")
THOUGHT = Style(13, 400, "muted")
SMALL = Style(12, 400, "muted")
LABEL = Style(13, 600, "muted")


def label(text: str, x: float, y: float, style: Style, *, middle: bool = False) -> Text:
    """Return one line of text whose middle is at `y`."""
    return Text(x, y + style.size * _BASELINE, (text,), style.size, style.weight, style.fill, middle=middle)


def measure(text: str, style: Style) -> float:
    """Return the width of one line of text."""
    return width_of(text, style.size, style.weight)


def paragraph(text: str, width: float, style: Style) -> Block:
    """Return a text of as many lines as it needs; nothing where it is empty."""
    if not text.strip():
        return NOTHING
    if len(text) > LONGEST_TEXT:
        text = f"{text[:LONGEST_TEXT]}…"
    lines = wrap(text, width, lambda part: measure(part, style))
    step = style.size * LINE_HEIGHT

    def draw(x: float, y: float) -> list[Mark]:
        first = y + step / 2 + style.size * _BASELINE
        return [Text(x, first, lines, style.size, style.weight, style.fill, step)]

    return Block(len(lines) * step, draw)


def column(blocks: Iterable[Block], gap: float) -> Block:
    """Return blocks under each other; those without height take no gap."""
    shown = [block for block in blocks if block.height > 0]
    height = sum(block.height for block in shown) + max(0, len(shown) - 1) * gap

    def draw(x: float, y: float) -> list[Mark]:
        marks: list[Mark] = []
        for block in shown:
            marks += block.draw(x, y)
            y += block.height + gap
        return marks

    return Block(height, draw)


def behind(sign: Block, left: float, block: Block) -> Block:
    """Return a block that begins `left` pixels to the right, behind a sign; as tall as the taller one."""
    if block.height == 0:
        return NOTHING
    # One line stands at the middle of its sign, several begin at its top.
    drop = max(0, (sign.height - block.height) / 2)
    height = max(sign.height, block.height)
    return Block(height, lambda x, y: [*sign.draw(x, y), *block.draw(x + left, y + drop)])


SIDE, TOP, BOTTOM, RADIUS = 11, 10, 11, 12
"""Room inside a card, and the radius of its corners."""


def boxed(block: Block, width: float, look: Look, *, radius: float = RADIUS, least: float = 0) -> Block:
    """Return a block in a box with room around it."""
    height = max(least, block.height + TOP + BOTTOM)
    return Block(height, lambda x, y: [Rect(x, y, width, height, radius, look), *block.draw(x + SIDE, y + TOP)])


def noted(name: str, text: str, width: float) -> Block:
    """Return a small line with a picture before it: a goal, an owner."""
    sign = Block(18, lambda x, y: [icon(name, x, y + 2, 14, "muted")])
    return behind(sign, 19, paragraph(text, width - 19, SMALL))


def grid(blocks: Sequence[Block], columns: int, step: float, gap: float) -> Block:
    """Return blocks in rows of so many, each `step` pixels from the one before."""
    rows = [blocks[at : at + columns] for at in range(0, len(blocks), columns)]

    def in_row(row: Sequence[Block]) -> Block:
        def draw(x: float, y: float) -> list[Mark]:
            return [mark for i, block in enumerate(row) for mark in block.draw(x + i * step, y)]

        return Block(max(block.height for block in row), draw)

    return column([in_row(row) for row in rows], gap)
