"""How far several groups agree: on feelings by Krippendorff's α, on ranks by Kendall's W.

Agreement is not truth: groups can share a mistake. A low figure says where to ask for evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

FEW_GROUPS = 3
"""Under so many groups an agreement is no more than a hint."""


@dataclass(frozen=True)
class Agreement:
    """One figure for the agreement of groups.

    Attributes
    ----------
    value : float or None
        Krippendorff's α (1 full agreement, 0 what chance would give, below 0 opposed) or Kendall's W (0 to 1). None
        where it is undefined: fewer than two groups judged the same thing, or nothing differs anywhere.
    groups : int
        Groups whose judgements count.
    things : int
        What at least two of them judged, e.g. stages.
    """

    value: float | None
    groups: int
    things: int

    @property
    def few(self) -> bool:
        """Whether there are too few groups to make much of the figure."""
        return self.groups < FEW_GROUPS


def krippendorff_alpha(judgements: Sequence[Sequence[float | None]]) -> Agreement:
    """Return Krippendorff's α for values on an interval scale, such as emotions from −2 to 2.

    α = 1 − (observed disagreement) / (disagreement expected by chance), disagreement being the squared difference;
    Krippendorff, Content Analysis (4th ed. 2018), chapter 12. A stage that one group alone judged is left out.

    Parameters
    ----------
    judgements : sequence of sequences of float or None
        A row for each group, a column for each stage; None or NaN where a group said nothing.

    Returns
    -------
    Agreement
        `value` is at most 1 and can be below 0.

    Raises
    ------
    ValueError
        If the rows are not equally long.

    Examples
    --------
    >>> round(krippendorff_alpha([[1, -2, 0], [1, -1, 0], [2, -2, None]]).value, 2)
    0.88
    """
    import krippendorff
    import numpy as np

    data = _table(judgements)
    known = ~np.isnan(data)
    shared = known.sum(axis=0) >= 2
    data, known = data[:, shared], known[:, shared]
    groups = int(known.any(axis=1).sum()) if data.size else 0
    values = data[known]
    if values.size == 0 or (values == values[0]).all():
        return Agreement(None, groups, int(shared.sum()))
    alpha = krippendorff.alpha(reliability_data=data, level_of_measurement="interval")
    return Agreement(float(alpha), groups, int(shared.sum()))


def kendalls_w(scores: Sequence[Sequence[float]]) -> Agreement:
    """Return Kendall's coefficient of concordance W, corrected for ties.

    Each group's scores are turned into ranks (equals share the mean of their ranks), and W = χ²/(m·(n − 1)) with
    Friedman's χ² of m groups and n things; Kendall and Babington Smith (1939), Siegel (1956), pages 229–238. A group
    that ranks everything the same says nothing of order and is left out.

    Parameters
    ----------
    scores : sequence of sequences of float
        A row for each group, a column for each thing that is ranked; no value missing. Large or small first is all the
        same, as long as all groups do alike.

    Returns
    -------
    Agreement
        `value` from 0 to 1; None with fewer than two groups or two things.

    Raises
    ------
    ValueError
        If the rows are not equally long, or a value is missing.

    Examples
    --------
    >>> round(kendalls_w([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]).value, 2)
    0.16
    """
    import numpy as np
    from scipy.stats import rankdata

    data = _table(scores)
    if np.isnan(data).any():
        raise ValueError("expected a score for everything that is ranked, got a missing one")
    data = data[[len(set(row)) > 1 for row in data.tolist()]] if data.size else data
    groups, things = data.shape
    if groups < 2 or things < 2:
        return Agreement(None, groups, things)
    # scipy's Friedman test wants three columns and more; the formula itself does not.
    ranks = rankdata(data, axis=1)
    tied = sum(float((counts**3 - counts).sum()) for counts in (np.unique(row, return_counts=True)[1] for row in ranks))
    sums = ranks.sum(axis=0)
    squares = float(((sums - sums.mean()) ** 2).sum())
    return Agreement(12 * squares / (groups**2 * (things**3 - things) - groups * tied), groups, things)


def _table(rows: Sequence[Sequence[float | None]]) -> np.ndarray:
    """Return the rows as an array of floats, NaN where a value is missing."""
    import numpy as np

    if len({len(row) for row in rows}) > 1:
        raise ValueError(f"expected rows of one length, got {[len(row) for row in rows]}")
    return np.array([[np.nan if value is None else float(value) for value in row] for row in rows]).reshape(
        len(rows), len(rows[0]) if rows else 0
    )
