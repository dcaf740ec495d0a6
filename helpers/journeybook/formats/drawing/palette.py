"""The board's colours: the same names and mixtures as in ``board/src/picture/palette.ts``, worked out to numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ground:
    """The two colours of a page, each ``#rrggbb``, from which most others are mixed."""

    surface: str
    text: str


LIGHT = Ground("#ffffff", "#1b1f27")
DARK = Ground("#14191f", "#e8edf2")

ACCENTS = {"accent": "#5b6ee1", "good": "#10936f", "fair": "#a07d1c", "bad": "#dc4a3f", "gold": "#c98a06"}

MIXES = {
    "muted": ("text", 66.0, "surface"),
    "line": ("text", 13.0, "surface"),
    "line-strong": ("text", 52.0, "surface"),
    "sunken": ("text", 3.5, "surface"),
    "hover": ("text", 8.0, "surface"),
    "accent-text": ("accent", 62.0, "text"),
    "bad-text": ("bad", 62.0, "text"),
    "good-text": ("good", 62.0, "text"),
    "fair-text": ("fair", 62.0, "text"),
    "accent-soft": ("accent", 11.0, "surface"),
    "bad-soft": ("bad", 9.0, "surface"),
    "good-soft": ("good", 10.0, "surface"),
    "gold-soft": ("gold", 14.0, "surface"),
    "accent-tile": ("accent", 15.0, "surface"),
    "good-tile": ("good", 20.0, "surface"),
    "bad-bare": ("bad", 3.0, "surface"),
    "bad-bare-edge": ("bad", 62.0, "surface"),
    "gold-bare": ("gold", 5.0, "surface"),
    "gold-bare-edge": ("gold", 85.0, "surface"),
    "backstage": ("text", 7.0, "surface"),
    "backstage-edge": ("text", 18.0, "surface"),
    "bad-edge": ("bad", 26.0, "surface"),
    "good-edge": ("good", 28.0, "surface"),
    "gold-edge": ("gold", 60.0, "surface"),
}
"""Each colour as so many percent of one in another."""


def colours(ground: Ground) -> dict[str, str]:
    """Return every colour by name on a page of this ground."""
    bases = ACCENTS | {"surface": ground.surface, "text": ground.text}
    return bases | {name: _mix(bases[one], percent, bases[other]) for name, (one, percent, other) in MIXES.items()}


def _mix(one: str, percent: float, other: str) -> str:
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{int((a * percent + b * (100 - percent)) / 100 + 0.5):02x}" for a, b in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
