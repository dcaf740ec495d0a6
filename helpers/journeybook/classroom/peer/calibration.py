"""How close each reviewer comes to the trainer's grading: a figure about judging, never a grade.

What the trainer holds against is the rubric's finding with the trainer's key on the same map and criterion.

==================  ===========================================================================================
Figure              Formula and source
==================  ===========================================================================================
leniency            mean of (rating − share that grading found), met = 1, partly met = ½, not met = 0
distance            mean of the same differences without their signs
weighted kappa      agreement on the three steps beyond chance, with quadratic weights: Cohen (1968),
                    *Psychological Bulletin* 70, 213–220; from statsmodels
==================  ===========================================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...reviewfile import RATINGS, VALUES
from ...rubric import Status
from ..folder import ClassFolder
from ..results import Results
from ..roster import Trainee
from . import store

SMALL = 30
"""Below so many ratings every figure comes with a warning."""

FEWEST = 10
"""Ratings from which on kappa says something."""

LENIENT = 0.15
"""Leniency from which on, either way, a reviewer is called lenient or strict."""

Pair = tuple[Status, float]
"""A rating, and the share that grading found."""


@dataclass(frozen=True)
class Calibration:
    """The figures of one reviewer, or of all."""

    reviewer: Trainee | None
    """None: all reviewers together."""
    maps: int
    n: int
    """Ratings that can be held against a finding."""
    leniency: float
    """−1 to 1; above 0: kinder than the trainer."""
    distance: float
    """0 to 1."""
    kappa: float | None
    """−1 to 1; None below `FEWEST` ratings, or where one side never varies."""

    @property
    def judgement(self) -> str:
        """Return ``"lenient"``, ``"strict"`` or ``"close"``."""
        if abs(self.leniency) < LENIENT:
            return "close"
        return "lenient" if self.leniency > 0 else "strict"


def calibration(class_: ClassFolder, results: Results) -> tuple[Calibration, ...]:
    """Return the figures of each reviewer whose reviews were collected, in the roster's order, then those of all.

    Raises
    ------
    ClassError
        If nothing is assigned.
    """
    assignment = store.needed_assignment(class_, results.exercise)
    pairs: dict[str, list[list[Pair]]] = {}
    for author, code in assignment.codes.items():
        graded = _shares(results, author)
        for reviewer, review in store.collected(class_, results.exercise, assignment, code).items():
            held = [(rating, graded[name]) for name, rating in review.ratings.items() if name in graded]
            if held:
                pairs.setdefault(reviewer, []).append(held)
    found = [
        figures([pair for held in pairs[trainee.id] for pair in held], trainee, len(pairs[trainee.id]))
        for trainee in class_.trainees()
        if trainee.id in pairs
    ]
    every = [held for maps in pairs.values() for held in maps]
    return (*found, *([figures([pair for held in every for pair in held], None, len(every))] if found else ()))


def _shares(results: Results, author: str) -> dict[str, float]:
    result = results.of(author)
    found = result.findings.values() if result is not None else ()
    return {finding.criterion: finding.verdict.share or 0.0 for findings in found for finding in findings}


def figures(pairs: Sequence[Pair], reviewer: Trainee | None, maps: int) -> Calibration:
    """Return the figures of at least one pair."""
    differences = np.array([VALUES[rating] - share for rating, share in pairs])
    return Calibration(
        reviewer, maps, len(pairs), float(differences.mean()), float(np.abs(differences).mean()), weighted_kappa(pairs)
    )


def weighted_kappa(pairs: Sequence[Pair]) -> float | None:
    """Return Cohen's kappa with quadratic weights; None below `FEWEST` pairs, or where one side never varies."""
    table = np.zeros((len(RATINGS), len(RATINGS)))
    for rating, share in pairs:
        table[RATINGS.index(rating), RATINGS.index(_step(share))] += 1
    varies = (table.sum(axis=0) > 0).sum() > 1 and (table.sum(axis=1) > 0).sum() > 1
    if len(pairs) < FEWEST or not varies:
        return None
    from statsmodels.stats.inter_rater import cohens_kappa

    return float(cohens_kappa(table, wt="quadratic", return_results=False))


def _step(share: float) -> Status:
    if share >= 1:
        return Status.MET
    return Status.PARTLY_MET if share > 0 else Status.NOT_MET
