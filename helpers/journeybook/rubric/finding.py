"""What a criterion says of a map."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..i18n import Phrase


class Status(StrEnum):
    """How far a demand is met; not attempted is not the same as wrong."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_ATTEMPTED = "not_attempted"


@dataclass(frozen=True)
class Verdict:
    """A criterion's judgement before points are given.

    Parameters
    ----------
    share : float or None
        Share of the demand that is met, 0 to 1; None: not attempted.
    why : Phrase
        One sentence that says what was seen.
    hints : tuple of Phrase
        Up to three, each giving more away than the one before. None where the demand is met.
    where : tuple of str
        Ids of the cards that are meant.
    """

    share: float | None
    why: Phrase
    hints: tuple[Phrase, ...] = ()
    where: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """Return the status that the share stands for."""
        if self.share is None:
            return Status.NOT_ATTEMPTED
        if self.share >= 1:
            return Status.MET
        return Status.PARTLY_MET if self.share > 0 else Status.NOT_MET


@dataclass(frozen=True)
class Finding:
    """A verdict with its points, as the learner sees it.

    Parameters
    ----------
    criterion : str
        Name of the criterion.
    verdict : Verdict
        What it says.
    max_points : float
        Points for a demand that is wholly met.
    """

    criterion: str
    verdict: Verdict
    max_points: float

    @property
    def status(self) -> Status:
        """Return how far the demand is met."""
        return self.verdict.status

    @property
    def points(self) -> float:
        """Return the points earned, 0 to `max_points`: all of them if met, else to the nearest quarter point."""
        if self.status is Status.MET:
            return self.max_points
        share = max(self.verdict.share or 0.0, 0.0)
        return min(round(share * self.max_points * 4) / 4, self.max_points)
