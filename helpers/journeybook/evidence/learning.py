"""How much a course taught: the normalised learning gain."""

from __future__ import annotations

import math


def learning_gain(before: float, after: float, most: float) -> float | None:
    """Return what was learned as a share of what could still be learned, (after − before) / (most − before).

    Parameters
    ----------
    before, after : float
        Points of the same person in the same test before and after the course, 0 to `most`.
    most : float
        Points of a test without a mistake, above 0.

    Returns
    -------
    float or None
        At most 1; negative where the second test went worse. None where the first had all points: nothing was left
        to be learned that this test could show.

    Raises
    ------
    ValueError
        If `most` is not above 0 or points lie outside 0 to `most`.

    Notes
    -----
    Hake, R. R. (1998): Interactive-engagement versus traditional methods, American Journal of Physics 66(1), 64–74.
    Hake divides a class's mean gain by what its mean left open; for one person the figure is as uncertain as a test
    of a dozen questions is.

    Examples
    --------
    >>> learning_gain(6, 9, 12)
    0.5
    """
    if not (math.isfinite(most) and most > 0 and 0 <= before <= most and 0 <= after <= most):
        raise ValueError(f"expected points from 0 to {most!r} above 0, got {before!r} and {after!r}")
    return None if before == most else (after - before) / (most - before)
