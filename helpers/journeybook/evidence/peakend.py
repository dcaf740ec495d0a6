"""What is remembered of a journey: its peak and its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class PeakEnd:
    """The remembered value of a sequence of feelings.

    Attributes
    ----------
    value : float
        (`peak` + `end`) / 2, on the scale of the values.
    peak, end : float
        The value furthest from neutral, and the last one.
    peak_at, end_at : int
        Their places in the sequence, from 0.
    n : int
        Values that were not missing.
    """

    value: float
    peak: float
    end: float
    peak_at: int
    end_at: int
    n: int


def peak_end(values: Sequence[float | None], neutral: float = 0.0) -> PeakEnd | None:
    """Return (peak + end) / 2 of values in the order in which they were felt.

    The rule is that of Fredrickson and Kahneman (1993): people judge an episode by its strongest moment and its last
    one, and hardly by how long it took. Of two moments equally far from neutral the later one is the peak.

    Parameters
    ----------
    values : sequence of float or None
        Feelings in journey order, e.g. emotions from −2 to 2; None or NaN where there is none.
    neutral : float
        The value of no feeling either way: 0 for emotions, 3 for answers from 1 to 5.

    Returns
    -------
    PeakEnd or None
        None where no value is known.

    Examples
    --------
    >>> peak_end([1, -2, 0, 1]).value
    -0.5
    """
    known = [(place, float(value)) for place, value in enumerate(values) if value is not None and value == value]
    if not known:
        return None
    peak_at, peak = max(known, key=lambda item: (abs(item[1] - neutral), item[0]))
    end_at, end = known[-1]
    return PeakEnd((peak + end) / 2, peak, end, peak_at, end_at, len(known))
