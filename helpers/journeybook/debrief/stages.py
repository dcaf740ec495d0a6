"""Whose stage stands beside whose: teams name and cut the journey as they like, and are compared all the same.

The stages of the map that resembles the others most are the shared ones. Every other map is laid along them in its own
order: a stage finds its place by its name, by the case's touchpoints it holds and by where in the journey it stands.
What the trainer corrects goes before all that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ..model import JourneyMap
from ..rubric.wording import plain, words

_SHARING = 0.3
"""What it costs two stages of one map to share a place: rather than with a stranger they stand together."""

_LONGEST = 60
"""So many characters of a name are compared."""


@dataclass(frozen=True)
class Alignment:
    """The teams' stages side by side.

    Attributes
    ----------
    names : tuple of str
        The shared stages, in the order of the journey.
    places : dict
        (team, stage id) → index into `names`.
    likeness : dict
        (team, stage id) → how much the stage is like the shared one, 0 to 1; 1 where the trainer said so.
    corrected : frozenset of (str, str)
        (team, stage id) of the stages that stand where the trainer put them.
    """

    names: tuple[str, ...] = ()
    places: Mapping[tuple[str, str], int] = field(default_factory=dict)
    likeness: Mapping[tuple[str, str], float] = field(default_factory=dict)
    corrected: frozenset[tuple[str, str]] = frozenset()

    def at(self, team: str, place: int) -> list[str]:
        """Return the ids of a team's stages at one place, in the order of its map."""
        return [stage for (whose, stage), where in self.places.items() if whose == team and where == place]


def align(maps: Mapping[str, JourneyMap], corrections: Mapping[tuple[str, str], int] | None = None) -> Alignment:
    """Return which stages of the teams' maps belong beside each other.

    Parameters
    ----------
    maps : mapping of str to JourneyMap
        Team → its map.
    corrections : mapping, optional
        (team, stage id) → index of the shared stage beside which the trainer put it; those that fit no longer are left
        out.

    Returns
    -------
    Alignment
        Empty where no map has a stage.
    """
    drawn = {team: _columns(journey) for team, journey in maps.items() if journey.stages}
    if not drawn:
        return Alignment()
    shared = max(drawn.values(), key=lambda one: sum(_laid(other, one)[0] for other in drawn.values()))
    places: dict[tuple[str, str], int] = {}
    likeness: dict[tuple[str, str], float] = {}
    put: set[tuple[str, str]] = set()
    for team, columns in drawn.items():
        for column, place in zip(columns, _laid(columns, shared)[1], strict=True):
            key = (team, column.id)
            corrected = (corrections or {}).get(key)
            if corrected is not None and 0 <= corrected < len(shared):
                places[key], likeness[key] = corrected, 1.0
                put.add(key)
            else:
                places[key], likeness[key] = place, _alike(column, shared[place])
    return Alignment(tuple(column.name for column in shared), places, likeness, frozenset(put))


class _Column(NamedTuple):
    """What a stage is compared by."""

    id: str
    name: str
    touchpoints: frozenset[str]


def _columns(journey: JourneyMap) -> list[_Column]:
    held: dict[str, set[str]] = defaultdict(set)
    for touchpoint in journey.touchpoints:
        if touchpoint.case_touchpoint is not None:
            held[touchpoint.stage].add(touchpoint.case_touchpoint)
    return [_Column(stage.id, stage.name, frozenset(held[stage.id])) for stage in journey.stages]


def _laid(columns: list[_Column], shared: list[_Column]) -> tuple[float, list[int]]:
    """Return how well a map lies along the shared stages, per stage of either, and the place of each of its stages.

    The places never go back. The best way is found stage by stage, from the best ways of all stages before.
    """
    most = max(len(columns), len(shared))
    best: list[tuple[float, list[int]]] = []
    for row, column in enumerate(columns):
        here = []
        for place, other in enumerate(shared):
            gap = abs(row / len(columns) - place / len(shared))
            gain = _alike(column, other) - gap / (2 * most)
            ways = [(score - _SHARING * (way[-1] == place), way) for score, way in best[: place + 1]] or [(0.0, [])]
            score, way = max(ways, key=lambda one: one[0])
            here.append((score + gain, [*way, place]))
        best = here
    score, way = max(best, key=lambda one: one[0])
    return score / most, way


def _alike(one: _Column, other: _Column) -> float:
    """Return how much two stages are the same, 0 to 1: by name, or by the touchpoints in them if that says more."""
    either = one.touchpoints | other.touchpoints
    overlap = len(one.touchpoints & other.touchpoints) / len(either) if either else 0.0
    return max(_same_name(one.name[:_LONGEST], other.name[:_LONGEST]), overlap)


@lru_cache(maxsize=4096)
def _same_name(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    if not plain(one) or not plain(other):
        return 0.0
    kind = _usual(one)
    if kind is not None and kind == _usual(other):
        return 1.0
    return fuzz.ratio(plain(one), plain(other)) / 100


@lru_cache(maxsize=4096)
def _usual(name: str) -> str | None:
    """Return which of a journey's usual stages a name means, in Chinese or English."""
    return next((kind for kind, usual in words("stages_in_order").items() if usual.all_in(name)), None)
