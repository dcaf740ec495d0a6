"""The measures that a company quotes in a single number: NPS, CSAT, CES, retention, repurchase.

Each comes with n, a 95 % interval and a warning where n is small. Missing answers are left out before counting; an
answer outside its scale is refused, because it tells that the wrong question was read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..errors import EvidenceError
from .facts import SATISFIED, SMALL
from .intervals import NAN, mean_interval, wilson

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

CES_VERSION = "2"
"""The version of the Customer Effort Score that is computed here: 1 to 7, high is easy."""


@dataclass(frozen=True)
class Nps:
    """A Net Promoter Score.

    Attributes
    ----------
    n : int
        Answers.
    promoters, passives, detractors : int
        Answers of 9–10, 7–8 and 0–6; they sum to `n`.
    value : float
        100 · (share of promoters − share of detractors), −100 to 100; NaN without answers.
    se : float
        Its standard error, in points of the score.
    low, high : float
        Its 95 % interval (normal approximation), cut at −100 and 100.
    small : bool
        True where `n` is below 30.
    """

    n: int
    promoters: int
    passives: int
    detractors: int
    value: float
    se: float
    low: float
    high: float
    small: bool


def nps(answers: ArrayLike) -> Nps:
    """Return the Net Promoter Score of answers on the scale from 0 to 10 (Reichheld, HBR 12/2003).

    The standard error is 100 · √((p + d − (p − d)²) / n), with the shares p of promoters and d of detractors: the
    variance of a variable that is 1, 0 or −1.

    Raises
    ------
    EvidenceError
        If an answer is no whole number from 0 to 10. A 0 is a detractor, not "no answer".

    Examples
    --------
    >>> nps([10, 9, 8, 7, 6, 0]).value
    0.0
    """
    values = _answers(answers, 0, 10, "NPS")
    n, promoters, detractors = len(values), int((values >= 9).sum()), int((values <= 6).sum())
    value = se = low = high = NAN
    if n:
        p, d = promoters / n, detractors / n
        value, se = 100 * (p - d), 100 * math.sqrt((p + d - (p - d) ** 2) / n)
        low, high = max(value - 1.96 * se, -100.0), min(value + 1.96 * se, 100.0)
    return Nps(n, promoters, n - promoters - detractors, detractors, value, se, low, high, n < SMALL)


@dataclass(frozen=True)
class Csat:
    """A Customer Satisfaction Score.

    Attributes
    ----------
    n : int
        Answers.
    satisfied : int
        Answers of 4 and 5.
    value : float
        Their share in per cent (top-2-box), 0 to 100; NaN without answers.
    low, high : float
        Its 95 % interval after Wilson (1927).
    score_mean : float
        Mean of the answers, 1 to 5: another measure, never to be called CSAT beside `value`.
    small : bool
        True where `n` is below 30.
    """

    n: int
    satisfied: int
    value: float
    low: float
    high: float
    score_mean: float
    small: bool


def csat(answers: ArrayLike) -> Csat:
    """Return the share of satisfied customers among answers on the scale from 1 to 5.

    Raises
    ------
    EvidenceError
        If an answer is no whole number from 1 to 5.

    Examples
    --------
    >>> csat([5, 4, 4, 3, 1]).value
    60.0
    """
    values = _answers(answers, 1, 5, "CSAT")
    n, satisfied = len(values), int((values >= SATISFIED).sum())
    return Csat(n, satisfied, *wilson(satisfied, n), score_mean=float(values.mean()) if n else NAN, small=n < SMALL)


@dataclass(frozen=True)
class Ces:
    """A Customer Effort Score, version 2.

    Attributes
    ----------
    n : int
        Answers.
    value : float
        Their mean, 1 (hard) to 7 (easy); NaN without answers.
    low, high : float
        Its 95 % interval (Student's t), cut at the ends of the scale; NaN below two answers.
    easy : float
        Share of answers from 5 on, in per cent: those who agree that it was easy.
    small : bool
        True where `n` is below 30.
    """

    n: int
    value: float
    low: float
    high: float
    easy: float
    small: bool


def ces(answers: ArrayLike, version: str = CES_VERSION) -> Ces:
    """Return the mean ease of answers to CES version 2, on the scale from 1 to 7 (high: easy).

    The measure is that of Dixon, Freeman and Toman (HBR 7–8/2010) in its later form. Version 1 ran from 1 to 5 and
    the other way round (low: easy), so the two must never be mixed.

    Parameters
    ----------
    answers : array_like
        Whole numbers; missing ones are left out.
    version : str
        What was asked, as the case's description says it; ``"2"``, ``"v2"`` and ``"2.0"`` mean the same.

    Raises
    ------
    EvidenceError
        If another version was asked, or an answer is no whole number from 1 to 7.

    Examples
    --------
    >>> ces([7, 6, 5, 4, 3]).easy
    60.0
    """
    if version.strip().lower().removeprefix("ces").strip().removeprefix("v").removesuffix(".0") != CES_VERSION:
        raise EvidenceError("evidence.ces_version", version=version)
    values = _answers(answers, 1, 7, "CES")
    n = len(values)
    easy = 100 * float((values >= 5).mean()) if n else NAN
    return Ces(n, *mean_interval(values, 1, 7), easy=easy, small=n < SMALL)


@dataclass(frozen=True)
class Retention:
    """How many of the customers at the start of a window are still there at its end.

    Attributes
    ----------
    since, until : datetime
        The window.
    n : int
        Customers at the start.
    at_end, new : int
        Customers at the end, and those of them who were not there at the start.
    value : float
        (`at_end` − `new`) / `n` in per cent, 0 to 100; NaN without customers at the start.
    low, high : float
        Its 95 % interval after Wilson (1927).
    small : bool
        True where `n` is below 30.
    """

    since: datetime
    until: datetime
    n: int
    at_end: int
    new: int
    value: float
    low: float
    high: float
    small: bool


def retention(at_start: Iterable[Any], at_end: Iterable[Any], since: datetime, until: datetime) -> Retention:
    """Return the share of customers who stayed: (customers at end − new) / customers at start.

    Parameters
    ----------
    at_start, at_end : iterable
        Ids of the customers at either end of the window; repeated ones count once. Ids rather than counts, so that a
        customer who left is not made up for by one who came.
    since, until : datetime
        The window, which belongs to the figure: retention over a month and over a year are not comparable.

    Raises
    ------
    ValueError
        If the window does not end after it begins.

    Examples
    --------
    >>> retention({1, 2, 3, 4}, {3, 4, 5}, datetime(2026, 3, 1), datetime(2026, 6, 1)).value
    50.0
    """
    _check_window(since, until)
    start, end = set(at_start), set(at_end)
    stayed = len(start & end)
    return Retention(
        since, until, len(start), len(end), len(end) - stayed, *wilson(stayed, len(start)), small=len(start) < SMALL
    )


@dataclass(frozen=True)
class Repurchase:
    """How many of a window's buyers bought again in it.

    Attributes
    ----------
    since, until : datetime
        The window, its end left out.
    n : int
        Customers with at least one order.
    repeated : int
        Those with at least two.
    value : float
        Their share in per cent, 0 to 100; NaN without buyers.
    low, high : float
        Its 95 % interval after Wilson (1927).
    small : bool
        True where `n` is below 30.
    """

    since: datetime
    until: datetime
    n: int
    repeated: int
    value: float
    low: float
    high: float
    small: bool


def repurchase(customers: ArrayLike, times: ArrayLike, since: datetime, until: datetime) -> Repurchase:
    """Return the share of buyers with two orders or more: customers with ≥ 2 orders / customers with ≥ 1.

    Parameters
    ----------
    customers, times : array_like
        Each order's customer and time, equally long; orders outside the window are not counted.
    since, until : datetime
        The window, `until` left out.

    Raises
    ------
    ValueError
        If the window does not end after it begins, or the two arrays differ in length.

    Examples
    --------
    >>> days = [datetime(2026, 3, day) for day in (1, 2, 9, 30)]
    >>> repurchase([7, 8, 7, 8], days, datetime(2026, 3, 1), datetime(2026, 3, 30)).value
    50.0
    """
    import numpy as np
    import pandas as pd

    _check_window(since, until)
    who, when = np.asarray(customers), pd.to_datetime(pd.Series(times, dtype="datetime64[ns]")).to_numpy()
    if len(who) != len(when):
        raise ValueError(f"expected a time for each order, got {len(who)} customers and {len(when)} times")
    inside = (when >= np.datetime64(since)) & (when < np.datetime64(until))
    _, orders = np.unique(who[inside], return_counts=True)
    n, repeated = len(orders), int((orders >= 2).sum())
    return Repurchase(since, until, n, repeated, *wilson(repeated, n), small=n < SMALL)


def _check_window(since: datetime, until: datetime) -> None:
    if not since < until:
        raise ValueError(f"expected a window that ends after it begins, got {since} to {until}")


def _answers(answers: ArrayLike, low: int, high: int, measure: str) -> NDArray[np.float64]:
    """Return the answers that were given, each checked to be a whole number on the scale."""
    import numpy as np
    import pandas as pd

    given = np.asarray(pd.Series(answers).dropna(), dtype=np.float64)
    wrong = (given < low) | (given > high) | (given % 1 != 0)
    if wrong.any():
        raise EvidenceError("evidence.off_scale", measure=measure, low=low, high=high, got=given[wrong][0])
    return given
