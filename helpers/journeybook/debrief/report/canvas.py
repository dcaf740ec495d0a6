"""What the pages of a report are drawn on: the same for slides that can be edited and for a PDF.

All lengths are points on a page of 16 : 9, as :mod:`...formats.slides.theme` has it; colours are the board's by name,
or six hexadecimal digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ...formats.slides import measuring
from ...formats.slides.words import plain, words
from ...model import JourneyMap

Point = tuple[float, float]


@dataclass(frozen=True)
class Cell:
    """A cell of a table."""

    text: str
    fill: str = ""
    bold: bool = False
    centre: bool = False


@dataclass(frozen=True)
class Curve:
    """One line of a chart: a value or None for each stage; a faint one has no place in the legend."""

    name: str
    values: tuple[float | None, ...]
    colour: str
    dotted: bool = False
    faint: bool = False


class Canvas(Protocol):
    """Pages that grow one after the other."""

    def cover(self, title: str, kicker: str, lines: Sequence[str]) -> None:
        """Begin with a page that says what this is."""

    def begin(self, title: str) -> None:
        """Begin a page; what is drawn goes on it until the next one."""

    def text(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        said: str,
        sizes: Sequence[float],
        *,
        bold: bool = False,
        colour: str = "text",
        centre: bool = False,
        middle: bool = False,
    ) -> None:
        """Write into a box, in the first of `sizes` at which all of it fits; at the last the rest is cut."""

    def panel(
        self, x: float, y: float, width: float, height: float, fill: str, *, edge: str = "", radius: float = 10.0
    ) -> None:
        """Draw a box with round corners."""

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """Draw a filled circle around a point."""

    def star(self, x: float, y: float, size: float) -> None:
        """Draw the star of a moment of truth, its left upper corner at (x, y)."""

    def path(self, points: Sequence[Point], colour: str, width: float, *, dotted: bool = False) -> None:
        """Draw a line through points."""

    def table(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        heights: Sequence[float],
        rows: Sequence[Sequence[Cell]],
        size: float,
    ) -> None:
        """Draw a table whose first row is its head; what has no room in a cell is cut."""

    def curves(
        self, x: float, y: float, width: float, height: float, stages: Sequence[str], curves: Sequence[Curve]
    ) -> None:
        """Draw curves of emotions, from −2 to 2, over stages."""

    def bars(
        self, x: float, y: float, width: float, height: float, axis: str, values: Sequence[tuple[str, int]]
    ) -> None:
        """Draw lying bars, one under the other, each with its name and number."""

    def journey(self, title: str, journey: JourneyMap) -> None:
        """Draw a team's map on pages of its own."""


def fitted(said: str, width: float, height: float, sizes: Sequence[float], *, bold: bool = False) -> tuple[str, float]:
    """Return as much of a text as a box holds, and at which of `sizes`."""
    text = words(" ".join(said.split()), bold=bold)
    size = measuring.fitting(text, width, height, sizes)
    return plain(measuring.shortened(text, width, height, size)), size
