"""The R² of every subset of regressors, and each regressor's fair share of it."""

from __future__ import annotations

from functools import cache
from math import factorial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 10
"""Most regressors that are taken: 2^10 subsets."""

_NOTHING_LEFT = 1e-10
"""Share of a regressor's variance below which the others explain all of it."""


def shapley_shares(correlations: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what each regressor contributes to R², averaged over all orders in which they can enter.

    This is the measure of Lindeman, Merenda and Gold (1980), called LMG by Grömping (2006), and the Shapley value of
    the game in which regressors earn R² together. Shares are not negative and sum to the R² of all.

    Parameters
    ----------
    correlations : array of float, shape (..., p + 1, p + 1)
        Correlation (or covariance) matrices of p regressors, 1 to 10, and the outcome in the last place; leading
        axes hold several matrices at once. A variable without variance has zeros.

    Returns
    -------
    array of float, shape (..., p)
        In units of R², 0 to 1; NaN where the outcome has no variance.

    Raises
    ------
    ValueError
        If there are not 1 to 10 regressors.

    Notes
    -----
    All 2^p subsets are visited once, each from the subset without its last member, by sweeping (Beaton 1964) that
    member out of the part of the matrix that later members still need: no regression is run twice, and all matrices
    advance together.

    Examples
    --------
    >>> import numpy as np
    >>> shapley_shares(np.array([[1, 0, 0.6], [0, 1, 0.3], [0.6, 0.3, 1]])).round(2).tolist()
    [0.36, 0.09]
    """
    import numpy as np

    matrices = np.asarray(correlations, dtype=float)
    p = matrices.shape[-1] - 1
    if not 1 <= p <= MOST:
        raise ValueError(f"expected 1 to {MOST} regressors, got {p}")
    explained = subset_r2(matrices.reshape(-1, p + 1, p + 1))
    return (explained @ _weights(p)).reshape(*matrices.shape[:-2], p)


def subset_r2(matrices: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return R² of every subset, shape (matrices, 2^p); bit j of the second index says whether j is in it."""
    import numpy as np

    count, size, _ = matrices.shape
    p = size - 1
    total = matrices[:, p, p]
    variances = np.diagonal(matrices, axis1=1, axis2=2)[:, :p]
    gained = np.zeros((count, 1 << p))
    # (subset, its R², first regressor that may still join, what remains of the matrix from that one on)
    waiting = [(0, np.zeros(count), 0, matrices)]
    while waiting:
        subset, before, first, left = waiting.pop()
        gained[:, subset] = before
        for place in range(p - first):
            pivot, row = left[:, place, place], left[:, place, place + 1 :]
            usable = pivot > _NOTHING_LEFT * variances[:, first + place]
            inverse = np.where(usable, 1.0, 0.0) / np.where(usable, pivot, 1.0)
            after = before + row[:, -1] ** 2 * inverse
            rest = left[:, place + 1 :, place + 1 :] - row[:, :, None] * row[:, None, :] * inverse[:, None, None]
            waiting.append((subset | 1 << first + place, after, first + place + 1, rest))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(total[:, None] > 0, gained / total[:, None], np.nan)


@cache
def _weights(p: int) -> NDArray[np.float64]:
    """Return the matrix that turns R² of the subsets into shares: shape (2^p, p).

    Joining a subset of s others happens first in s! · (p − s − 1)! of the p! orders.
    """
    import numpy as np

    weights = np.zeros((1 << p, p))
    for subset in range(1 << p):
        size = subset.bit_count()
        for j in range(p):
            if subset >> j & 1:
                weights[subset, j] = factorial(size - 1) * factorial(p - size) / factorial(p)
            else:
                weights[subset, j] = -factorial(size) * factorial(p - size - 1) / factorial(p)
    return weights
