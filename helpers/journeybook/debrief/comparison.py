"""Where the teams agree, where they do not, and what to discuss first.

Per shared stage each team's emotion is the mean of its touchpoints' there. Four things make a stage worth talking
about: the teams feel differently about it; they agree, but the case's customers say otherwise; half of them see a
moment of truth there and half do not; some have drawn nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from statistics import fmean, pstdev

from ..evidence import SMALL, Agreement, kendalls_w, krippendorff_alpha
from ..i18n import Phrase
from ..model import JourneyMap, Touchpoint
from .stages import Alignment

DISCUSS = 3
"""So many stages are named first."""

_WORTH = 0.15
"""What scores less is not worth a debrief's time."""

_SPAN = 4.0
"""From the lowest emotion, −2, to the highest, 2."""


@dataclass(frozen=True)
class StageComparison:
    """One shared stage, as the teams see it.

    Attributes
    ----------
    name : str
        Of the stage.
    emotions : dict
        Team → mean emotion of its touchpoints in this stage, −2 to 2; None where it gave none.
    mean, spread : float or None
        Mean and standard deviation (of the population) of these; None where no team gave one.
    measured : float or None
        What the case's customers feel here, −2 to 2: the mean of the touchpoints that any team has drawn here,
        weighted by answers. None without data.
    n : int
        Answers behind `measured`; below 30 they are few.
    moments : frozenset of str
        Teams that see a moment of truth here.
    silent : frozenset of str
        Teams that have no touchpoint here.
    """

    name: str
    emotions: Mapping[str, float | None]
    mean: float | None
    spread: float | None
    measured: float | None
    n: int
    moments: frozenset[str]
    silent: frozenset[str]


@dataclass(frozen=True)
class Topic:
    """A stage to discuss.

    Attributes
    ----------
    place : int
        Index of the stage.
    reason : Phrase
        Why, in one sentence.
    score : float
        How much it is worth talking about, 0 to 1.
    teams : tuple of str
        Who might begin: those furthest apart, or those with another opinion.
    """

    place: int
    reason: Phrase
    score: float
    teams: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """All teams' maps held against each other.

    Attributes
    ----------
    teams : tuple of str
        In the order given.
    stages : tuple of StageComparison
        In the order of the journey.
    alpha : Agreement
        Krippendorff's α of the emotions by stage.
    w : Agreement
        Kendall's W of how strongly each stage is a moment of truth, over the teams that mark one at all.
    discuss : tuple of Topic
        At most three, the most worthwhile first, each of another stage.
    """

    teams: tuple[str, ...]
    stages: tuple[StageComparison, ...]
    alpha: Agreement
    w: Agreement
    discuss: tuple[Topic, ...]


def compare(
    maps: Mapping[str, JourneyMap], alignment: Alignment, measured: Mapping[str, tuple[float, int]] | None = None
) -> Comparison:
    """Hold the teams' maps against each other and against the case's data.

    Parameters
    ----------
    maps : mapping of str to JourneyMap
        Team → its map.
    alignment : Alignment
        Of these maps.
    measured : mapping, optional
        Code of a touchpoint of the case → (mean emotion, −2 to 2; answers).
    """
    teams = tuple(maps)
    cells = [
        {team: _touchpoints(maps[team], alignment.at(team, place)) for team in teams}
        for place in range(len(alignment.names))
    ]
    stages = tuple(_stage(name, cell, measured or {}) for name, cell in zip(alignment.names, cells, strict=True))
    alpha = krippendorff_alpha([[stage.emotions[team] for stage in stages] for team in teams])
    markers = [team for team in teams if any(team in stage.moments for stage in stages)]
    w = kendalls_w([[_moment(cell[team]) for cell in cells] for team in markers])
    return Comparison(teams, stages, alpha, w, _discuss(stages))


def _touchpoints(journey: JourneyMap, stages: list[str]) -> list[Touchpoint]:
    return list(chain.from_iterable(journey.touchpoints_in(stage) for stage in stages))


def _stage(
    name: str, cell: Mapping[str, list[Touchpoint]], measured: Mapping[str, tuple[float, int]]
) -> StageComparison:
    emotions = {team: _mean([one.emotion for one in drawn if one.emotion is not None]) for team, drawn in cell.items()}
    known = [value for value in emotions.values() if value is not None]
    codes = {one.case_touchpoint for one in chain.from_iterable(cell.values())}
    facts = [measured[code] for code in codes if code is not None and code in measured and measured[code][1] > 0]
    n = sum(answers for _, answers in facts)
    return StageComparison(
        name,
        emotions,
        _mean(known),
        pstdev(known) if known else None,
        sum(mean * answers for mean, answers in facts) / n if n else None,
        n,
        frozenset(team for team, drawn in cell.items() if any(one.is_moment_of_truth for one in drawn)),
        frozenset(team for team, drawn in cell.items() if not drawn),
    )


def _moment(drawn: list[Touchpoint]) -> float:
    """Return how strongly a team marks a stage as a moment of truth: 0 if not, else by the strength of the feeling."""
    marked = [one for one in drawn if one.is_moment_of_truth]
    return max((1 + abs(one.emotion or 0) for one in marked), default=0)


def _discuss(stages: tuple[StageComparison, ...]) -> tuple[Topic, ...]:
    best: list[Topic] = []
    for place, stage in enumerate(stages):
        found = [topic for reason in _REASONS if (topic := reason(place, stage)) and topic.score >= _WORTH]
        best += sorted(found, key=lambda topic: -topic.score)[:1]
    return tuple(sorted(best, key=lambda topic: -topic.score)[:DISCUSS])


def _split(place: int, stage: StageComparison) -> Topic | None:
    """Score how differently the teams feel: by the spread, which is 2 at most."""
    given = _given(stage)
    if len(given) < 2 or stage.spread is None:
        return None
    low, high = min(given, key=lambda team: given[team]), max(given, key=lambda team: given[team])
    reason = Phrase("comparison.split", {"stage": stage.name, "low": signed(given[low]), "high": signed(given[high])})
    return Topic(place, reason, stage.spread / (_SPAN / 2), (low, high))


def _off_data(place: int, stage: StageComparison) -> Topic | None:
    """Score how far the teams are from the customers: by the gap, halved where answers are few."""
    given, measured = _given(stage), stage.measured
    if stage.mean is None or measured is None:
        return None
    gap = stage.mean - measured
    reason = Phrase(
        "comparison.too_bright" if gap > 0 else "comparison.too_dark",
        {"stage": stage.name, "teams": signed(stage.mean), "customers": signed(measured), "n": stage.n},
    )
    furthest = max(given, key=lambda team: abs(given[team] - measured))
    return Topic(place, reason, abs(gap) / _SPAN * (1.0 if stage.n >= SMALL else 0.5), (furthest,))


def _half_see_a_moment(place: int, stage: StageComparison) -> Topic | None:
    """Score whether it is a moment of truth for some alone: by how evenly the teams are divided."""
    drawn = [team for team in stage.emotions if team not in stage.silent]
    marked = [team for team in drawn if team in stage.moments]
    if len(drawn) < 2 or len(marked) in {0, len(drawn)}:
        return None
    reason = Phrase("comparison.moment", {"stage": stage.name, "marked": len(marked), "teams": len(drawn)})
    other = next(team for team in drawn if team not in stage.moments)
    return Topic(place, reason, 0.6 * (1 - abs(2 * len(marked) / len(drawn) - 1)), (marked[0], other))


def _some_silent(place: int, stage: StageComparison) -> Topic | None:
    """Score whether some have drawn nothing: by how many."""
    silent = [team for team in stage.emotions if team in stage.silent]
    drawn = len(stage.emotions) - len(silent)
    if not silent or not drawn:
        return None
    reason = Phrase("comparison.silent", {"stage": stage.name, "drawn": drawn, "teams": len(stage.emotions)})
    return Topic(place, reason, 0.4 * len(silent) / len(stage.emotions), tuple(silent[:2]))


_REASONS = (_split, _off_data, _half_see_a_moment, _some_silent)


def _given(stage: StageComparison) -> dict[str, float]:
    return {team: value for team, value in stage.emotions.items() if value is not None}


def signed(value: float) -> str:
    """Return an emotion with its sign, to one place, as the board writes it.

    Examples
    --------
    >>> signed(-1.26), signed(0.04), signed(2)
    ('−1.3', '0', '+2')
    """
    text = f"{value:+.1f}".removesuffix(".0").replace("-", "−")
    return "0" if text in {"+0", "−0"} else text


def _mean(values: list[float] | list[int]) -> float | None:
    return fmean(values) if values else None
