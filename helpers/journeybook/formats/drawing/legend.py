"""The legend of a map on paper: what stars, the signs of evidence and dashed edges mean, in one line."""

from __future__ import annotations

from ...i18n import t
from .blocks import SMALL, label, measure
from .cards import PROOF_COLOURS
from .marks import Look, Mark, Rect, icon, star
from .table import Scene

_HEIGHT = 18
_GAP = 18


def legend(lang: str) -> Scene:
    """Return the signs with their words, in one row."""
    marks: list[Mark] = []
    x = 0.0

    def word(text: str) -> float:
        marks.append(label(text, x + 20, _HEIGHT / 2, SMALL))
        return 20 + measure(text, SMALL) * 0.9 + _GAP

    marks.append(star(x, 1, 16))
    x += word(t("board.moment_of_truth", lang))
    for kind, colour in PROOF_COLOURS.items():
        marks.append(icon(kind.value, x, 2, 14, colour))
        x += word(t(f"board.evidence_{kind.value}", lang))
    marks.append(Rect(x, 3, 14, 12, 3, Look(stroke="line-strong", dash="3 2")))
    x += word(t("picture.legend_bare", lang))
    return Scene(x, _HEIGHT, marks)
