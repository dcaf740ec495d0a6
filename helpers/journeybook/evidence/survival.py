"""Kaplan and Meier's curve for many weightings of the same waits at once, as a bootstrap needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def still_waiting(answered: NDArray[np.bool_], weights: Floats) -> Floats:
    """Return the share still waiting after each row.

    Parameters
    ----------
    answered : array of bool, shape (n,)
        Whether the wait ended; False: it was still going on. Rows in order of time waited, of equal times the ended
        ones first.
    weights : array of float, shape (resamples, n)
        How often each row counts.

    Returns
    -------
    array of float, shape (resamples, n)
        1 to 0, never rising along a row; NaN where all weights are 0.

    Examples
    --------
    >>> import numpy as np
    >>> still_waiting(np.array([True, False, True]), np.ones((1, 3))).round(3).tolist()
    [[0.667, 0.667, 0.0]]
    """
    import numpy as np

    at_risk = np.cumsum(weights[:, ::-1], axis=1)[:, ::-1]
    ended = weights * answered
    kept = 1 - np.divide(ended, at_risk, out=np.zeros_like(ended), where=at_risk > 0)
    return np.where(at_risk[:, :1] > 0, np.cumprod(kept, axis=1), np.nan)


def weighted_median(hours: Floats, answered: NDArray[np.bool_], weights: Floats) -> Floats:
    """Return the hours by which half had an answer, for each row of `weights`; infinite where that was not reached.

    Parameters
    ----------
    hours : array of float, shape (n,)
        Time waited, rising; `answered` and `weights` as in `still_waiting`.
    """
    import numpy as np

    # A share that is one half but for rounding has reached it.
    reached = still_waiting(answered, weights) <= 0.5 + 1e-9
    return np.where(reached.any(axis=1), hours[reached.argmax(axis=1)], np.inf)


def share_within(hours: Floats, answered: NDArray[np.bool_], weights: Floats, limit: float) -> Floats:
    """Return the per cent that had an answer within `limit` hours, for each row of `weights`.

    Arguments are as in `weighted_median`.
    """
    import numpy as np

    before = int(np.searchsorted(hours, limit, side="right"))
    if before == 0:
        return np.zeros(len(weights))
    return 100 * (1 - still_waiting(answered, weights)[:, before - 1])
