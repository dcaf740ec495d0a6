"""What a picture consists of before it is written down as SVG: boxes, paths, texts, and the places of its cards."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from . import glyphs

FEELING = "feeling"
"""The paint of the emotion curve: from good at its top to bad at its foot."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a mark is painted; colours are names of :mod:`.palette`, an empty one is none."""

    fill: str = ""
    stroke: str = ""
    width: float = 1
    dash: str = ""
    round: bool = False
    """Whether dashes have round ends, as dots have."""
    opacity: float = 1


@dataclass(frozen=True, slots=True)
class Rect:
    """A box with round corners; a circle where the radius is half its width."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0
    look: Look = field(default_factory=Look)


@dataclass(frozen=True, slots=True)
class Path:
    """An SVG path whose own origin lies at (x, y)."""

    d: str
    look: Look
    x: float = 0
    y: float = 0
    scale: float = 1


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text under each other; ``y`` is where the letters of the first one stand."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    weight: int
    fill: str
    step: float = 0
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a card: it shows nothing and says where the card `id` stands."""

    x: float
    y: float
    width: float
    height: float
    id: str


Mark = Rect | Path | Text | Spot


def circle(x: float, y: float, radius: float, look: Look) -> Rect:
    """Return a circle around (x, y)."""
    return Rect(x - radius, y - radius, 2 * radius, 2 * radius, radius, look)


def line(x1: float, y1: float, x2: float, y2: float, look: Look) -> Path:
    """Return a straight line."""
    return Path(f"M{x1:g} {y1:g}L{x2:g} {y2:g}", look)


_STROKE = 1.8


def icon(name: str, x: float, y: float, size: float, stroke: str, dash: str = "") -> Path:
    """Return one of the board's small pictures, `size` wide."""
    return Path(glyphs.PATHS[name], Look(stroke=stroke, width=_STROKE, dash=dash), x, y, size / glyphs.FIELD)


def star(x: float, y: float, size: float) -> Path:
    """Return the star of a moment of truth."""
    return Path(glyphs.STAR, Look(fill="gold", stroke="gold", width=_STROKE), x, y, size / glyphs.FIELD)


def tone(emotion: int | None) -> str:
    """Return the colour family of an emotion; empty where nobody has judged."""
    if emotion is None:
        return ""
    return "good" if emotion > 0 else "bad" if emotion < 0 else "fair"


def face(emotion: int | None, x: float, y: float, size: float) -> list[Mark]:
    """Return a face that feels an emotion, on a disc of the page's colour; a dashed ring for none."""
    scale = size / glyphs.FIELD
    disc = circle(x + size / 2, y + size / 2, size / 2, Look(fill="surface"))
    if emotion is None:
        return [disc, Path(glyphs.RING, Look(stroke="line-strong", width=_STROKE, dash="3.5 3.2"), x, y, scale)]
    look = Look(stroke=tone(emotion), width=_STROKE)
    return [disc, Path(f"{glyphs.RING}{glyphs.EYES}{glyphs.MOUTHS[emotion]}", look, x, y, scale)]


def extent(mark: Mark) -> tuple[float, float]:
    """Return between which heights a mark stands, its letters' tails and its line's width included."""
    match mark:
        case Rect() | Spot():
            return mark.y - 1, mark.y + mark.height + 1
        case Text():
            return mark.y - mark.size, mark.y + (len(mark.lines) - 1) * mark.step + mark.size * 0.3
        case Path():
            if mark.d in _ON_FIELD or mark.d.startswith(glyphs.RING):
                return mark.y, mark.y + glyphs.FIELD * mark.scale
            # All others are made of points with two numbers each.
            heights = [float(number) for number in _NUMBER.findall(mark.d)[1::2]]
            reach = mark.look.width / 2
            return mark.y + min(heights) - reach, mark.y + max(heights) + reach


_ON_FIELD = frozenset({*glyphs.PATHS.values(), glyphs.STAR})
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


def shift(marks: Iterable[Mark], dx: float, dy: float) -> list[Mark]:
    """Return marks, each moved."""
    return [replace(mark, x=mark.x + dx, y=mark.y + dy) for mark in marks]
