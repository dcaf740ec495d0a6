"""Placing labels beside marks so that they do not cover each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

COLUMN, LINE, GAP = 7.5, 19.0, 11.0
"""Pixels: the width of a Latin letter and the height of a line at 14 pixels, and from a mark's middle to its label."""

_SIDES = {
    "middle right": (1, 0),
    "middle left": (-1, 0),
    "top center": (0, -1),
    "bottom center": (0, 1),
    "top right": (1, -1),
    "top left": (-1, -1),
    "bottom right": (1, 1),
    "bottom left": (-1, 1),
}
"""Plotly's names of the places around a mark, the best first, and where each is: right and down count as 1."""

Box = tuple[float, float, float, float]


def label_places(marks: Sequence[tuple[float, float]], texts: Sequence[str], width: float, height: float) -> list[str]:
    """Return on which side of each mark its label covers least of other marks, labels and the edge.

    Parameters
    ----------
    marks : sequence of (x, y)
        In pixels from the upper left corner of the plot.
    texts : sequence of str
        One a mark; a Chinese character is as wide as two letters.
    width, height : float
        Of the plot, in pixels.

    Returns
    -------
    list of str
        Values for plotly's ``textposition``. Labels are placed one after the other, from the top down; none is moved
        again, which is enough for the ten or so marks of a chart.

    Examples
    --------
    >>> label_places([(50, 50), (90, 50)], ["left", "right"], 400, 100)
    ['middle left', 'middle right']
    """
    taken: list[Box] = [(x - GAP / 2, y - GAP / 2, x + GAP / 2, y + GAP / 2) for x, y in marks]
    places = [""] * len(marks)
    for number in sorted(range(len(marks)), key=lambda one: (marks[one][1], marks[one][0])):
        others = [box for place, box in enumerate(taken) if place != number]
        boxes = {side: _box(marks[number], texts[number], way) for side, way in _SIDES.items()}
        costs = {
            side: sum(_shared(box, other) for other in others) + _outside(box, width, height)
            for side, box in boxes.items()
        }
        places[number] = min(costs, key=lambda side: costs[side])
        taken.append(boxes[places[number]])
    return places


def _box(mark: tuple[float, float], text: str, way: tuple[int, int]) -> Box:
    """Return the left, top, right and bottom edge of a label on one side of a mark."""
    wide = COLUMN * sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    across, down = way
    left = mark[0] + across * GAP - wide * (1 - across) / 2
    top = mark[1] + down * (GAP + LINE / 2) - LINE / 2
    return left, top, left + wide, top + LINE


def _shared(one: Box, other: Box) -> float:
    """Return the area that two boxes have in common."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0.0) * max(down, 0.0)


def _outside(box: Box, width: float, height: float) -> float:
    """Return the area of a box that lies outside the plot."""
    whole = (box[2] - box[0]) * (box[3] - box[1])
    return whole - _shared(box, (0.0, 0.0, width, height))
