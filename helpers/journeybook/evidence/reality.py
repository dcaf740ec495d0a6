"""A map held against the data: what the drawers felt customers feel, and what customers said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .emotion import emotion_from_survey

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..cases import Case
    from ..model import JourneyMap
    from .slices import Group, Period

HALF_STEP = 0.5
"""Half a step of the emotion scale."""


def reality_check(
    journey_map: JourneyMap, case: Case, period: Period | None = "before", group: Group | None = None
) -> DataFrame:
    """Return the predicted emotion curve of a map beside the measured one.

    Only touchpoints that name one of the case's (``case_touchpoint``) and carry an emotion can be compared. Where a map
    has several for one of the case's, their mean is compared.

    Parameters
    ----------
    journey_map : JourneyMap
        As drawn.
    case : Case
        With the table ``surveys``.
    period, group : str, optional
        As in :func:`.emotion_from_survey`.

    Returns
    -------
    pandas.DataFrame
        One row a touchpoint of the case that the map has, in the map's order, index ``code``:

        =========  =====================================================================================
        name       what the map calls it (the first, where there are several)
        predicted  emotion in the map, −2 to 2
        measured   mean of the surveys moved to −2 … 2; NaN without answers
        low, high  its 95 % interval
        n          answers
        gap        predicted − measured: above 0, the map is too rosy
        outside    True where the prediction lies more than half a step outside the interval: emotions
                   are drawn in whole steps, so that nobody can come closer
        small      True where ``n`` is below 30
        =========  =====================================================================================

    Raises
    ------
    CaseError
        If a table is missing or damaged, or there is no such period.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> from journeybook.model import JourneyMap
    >>> len(reality_check(JourneyMap(), load("retail")))
    0
    """
    import pandas as pd

    measured = emotion_from_survey(case, period, group)
    drawn = pd.DataFrame(
        [
            (touchpoint.case_touchpoint, touchpoint.name, float(touchpoint.emotion))
            for touchpoint in journey_map.touchpoints
            if touchpoint.emotion is not None and touchpoint.case_touchpoint in measured.index
        ],
        columns=["code", "name", "predicted"],
    )
    table = drawn.groupby("code", sort=False).agg(name=("name", "first"), predicted=("predicted", "mean"))
    table = table.join(measured[["mean", "low", "high", "n", "small"]]).rename(columns={"mean": "measured"})
    table["gap"] = table["predicted"] - table["measured"]
    outside = (table["predicted"] < table["low"] - HALF_STEP) | (table["predicted"] > table["high"] + HALF_STEP)
    table["outside"] = outside
    return table[["name", "predicted", "measured", "low", "high", "n", "gap", "outside", "small"]]


def largest_gaps(checked: DataFrame, most: int = 3) -> DataFrame:
    """Return the rows of a `reality_check` whose prediction is clearly off, the widest gap first, at most `most`.

    Rows with too few answers to tell are left out.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"gap": [0.2, -2.5], "outside": [False, True], "small": [False, False]}, index=["a", "b"])
    >>> largest_gaps(rows).index.tolist()
    ['b']
    """
    off = checked[checked["outside"] & ~checked["small"]]
    return off.loc[off["gap"].abs().sort_values(ascending=False, kind="stable").index[:most]]
