"""How the slides look: the workbook's colours, fonts that are on nearly every computer, and where things stand.

All lengths are points on a slide of 16 : 9.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..drawing.palette import LIGHT, colours

WIDTH, HEIGHT = 960.0, 540.0
LEFT = 56.0
ROOM = WIDTH - 2 * LEFT
TITLE_TOP, TITLE_HEIGHT = 50.0, 80.0
BODY_TOP, BODY_HEIGHT = 146.0, 344.0
FOOT_TOP = 506.0

COLOURS = {name: colour.lstrip("#").upper() for name, colour in colours(LIGHT).items()} | {
    "night": "232A4D",
    "night-soft": "C9D0F5",
}
"""The board's colours on white, and the dark ground of a title."""

SERIES = ("0072B2", "D55E00", "7A7A7A", "10936F", "C98A06")
"""Colours of a chart's series: those of the workbook's charts first."""

LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
"""Where the second is missing, programs take the system's Chinese font: it is named as one by the theme, too."""


@dataclass(frozen=True)
class Scale:
    """Sizes of text that go together."""

    text: float
    card: float
    note: float
    table: float


SCALES = (
    Scale(28, 24, 18, 20),
    Scale(26, 22, 17, 18),
    Scale(24, 20, 16, 17),
    Scale(22, 19, 15, 16),
    Scale(20, 18, 14, 15),
)
"""The largest is taken at which everything stands on one slide; at the last it goes on on another."""
