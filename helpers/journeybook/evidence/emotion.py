"""What customers feel at each touchpoint, from their survey answers, on the scale of the emotion curve."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ..errors import EvidenceError
from .facts import SMALL
from .intervals import mean_interval
from .slices import Group, Period, during, of_group, surveyed
from .unify import unify

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..cases import Case

NEUTRAL = 3
"""The answer, of 1 to 5, that is emotion 0."""


def emotion_table(touchpoints: Series[Any], answers: Series[Any]) -> DataFrame:
    """Return the emotion at each touchpoint: answers from 1 to 5 moved to −2 to 2.

    The scale is the board's own (very unhappy to very happy), so that a predicted curve and a measured one can be
    laid over each other; an answer a becomes a − 3.

    Parameters
    ----------
    touchpoints, answers : pandas.Series
        Each answer's touchpoint code, and the answer (CSAT, 1 to 5; missing ones are left out).

    Returns
    -------
    pandas.DataFrame
        One row a touchpoint, in the order of first appearance, index ``code``:

        =========  =================================================================================
        n          answers
        mean       their mean, −2 to 2; NaN without answers
        low, high  its 95 % interval (Student's t), cut at the ends of the scale; NaN below 2 answers
        emotion    the mean rounded to the emotion on the board, halves away from 0; missing without answers
        small      True where ``n`` is below 30
        =========  =================================================================================

    Raises
    ------
    EvidenceError
        If an answer is no whole number from 1 to 5.

    Examples
    --------
    >>> import pandas as pd
    >>> emotion_table(pd.Series(["till", "till"]), pd.Series([1, 2])).loc["till", "mean"]
    np.float64(-1.5)
    """
    import pandas as pd

    given = answers.dropna()
    wrong = ~given.isin([1, 2, 3, 4, 5])
    if wrong.any():
        raise EvidenceError("evidence.off_scale", measure="CSAT", low=1, high=5, got=given[wrong].iloc[0])
    felt = (given.astype(float) - NEUTRAL).groupby(touchpoints[given.index])
    codes = pd.Index(touchpoints.drop_duplicates(), name="code", dtype="str")
    rows = {code: (len(values), *mean_interval(values, -2, 2)) for code, values in felt}
    table = pd.DataFrame(
        [rows.get(code, (0, math.nan, math.nan, math.nan)) for code in codes],
        index=codes,
        columns=["n", "mean", "low", "high"],
    )
    table["emotion"] = table["mean"].map(_rounded, na_action="ignore").astype("Int64")
    table["small"] = table["n"] < SMALL
    return table


def emotion_from_survey(case: Case, period: Period | None = "before", group: Group | None = None) -> DataFrame:
    """Return what a case's customers feel at each touchpoint: the measured emotion curve.

    Parameters
    ----------
    case : Case
        With the table ``surveys``.
    period, group : str, optional
        Only visits in one period, and customers whose home unit is ``"treated"`` or ``"control"``.

    Returns
    -------
    pandas.DataFrame
        As `emotion_table`, one row a touchpoint of the catalogue, in journey order; those without answers have n = 0.

    Raises
    ------
    CaseError
        If a table is missing or damaged, or there is no such period.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> bool(emotion_from_survey(load("retail")).loc["store_advice", "mean"] > 0)
    True
    """
    import pandas as pd

    view = unify(case)
    surveys = of_group(view, during(case, surveyed(view), "started", period), group)
    table = emotion_table(surveys["touchpoint"], surveys["csat"])
    table = table.reindex(pd.Index([touchpoint.code for touchpoint in case.touchpoints], name="code", dtype="str"))
    table["n"] = table["n"].fillna(0).astype("int64")
    table["small"] = table["n"] < SMALL
    return table


def _rounded(mean: float) -> int:
    """Return the nearest whole number, halves away from 0: one in between is not called neutral."""
    return int(math.copysign(math.floor(abs(mean) + 0.5), mean))
