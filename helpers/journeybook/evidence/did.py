"""Before against after, with the group that did not get the fix as the measure of what would have happened anyway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ..errors import EvidenceError
from .facts import SMALL
from .survival import share_within, weighted_median

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pandas import DataFrame

GROUPS = ("treated", "control")
PERIODS = ("before", "after")

RESAMPLES = 1000
SEED = 1729
"""Of the bootstrap: the same data give the same interval."""

_AT_ONCE = 2_000_000
"""Weights held in memory at the same time."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """A difference in differences, or a bare difference where nobody served as control.

    Attributes
    ----------
    method : str
        ``did``, or ``before_after`` where the control group has nothing in one of the periods: weaker, because
        seasons and all else that changed count as effects.
    figures : pandas.DataFrame
        Two rows a group, index ``group`` (treated, control) and ``period`` (before, after):

        =========  ==========================================================
        n          rows: answers, customers, tickets
        customers  different customers among them
        value      mean, or median, or share
        low, high  its 95 % interval
        small      True where ``n`` is below 30
        =========  ==========================================================
    value : float
        (treated after − treated before) − (control after − control before), in the unit of the figures; without a
        control group the first bracket alone.
    low, high : float
        Its 95 % interval.
    bare : float
        Treated after − treated before: what a naive comparison would report.
    n, customers : int
        Rows and different customers in all.
    small : bool
        True where one of the figures is.
    """

    method: Literal["did", "before_after"]
    figures: DataFrame
    value: float
    low: float
    high: float
    bare: float
    n: int
    customers: int
    small: bool


def compare_means(data: DataFrame, lowest: float | None = None, highest: float | None = None) -> Comparison:
    """Return the difference in differences of means, or of shares.

    The four means come from one regression on four indicators; its covariance matrix allows for customers who occur
    several times (clustered after Liang and Zeger 1986), and intervals are Student's t with clusters − 1 degrees of
    freedom.

    Parameters
    ----------
    data : pandas.DataFrame
        One row an observation: ``group`` (treated or control), ``period`` (before or after), ``customer`` and
        ``value`` (a number; 0 or 100 for a share in per cent).
    lowest, highest : float, optional
        Ends of the scale: the figures' intervals are cut there.

    Raises
    ------
    EvidenceError
        If the treated group has nothing before or after, or there is only one customer.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("treated", "before", 1, 0), ("treated", "after", 1, 100), ("treated", "before", 2, 0),
    ...     ("treated", "after", 2, 0), ("control", "before", 3, 0), ("control", "after", 3, 0)]
    >>> round(compare_means(pd.DataFrame(rows, columns=["group", "period", "customer", "value"])).value)
    50
    """
    import numpy as np
    from statsmodels.regression.linear_model import OLS

    data, cells = _checked(data)
    indicators = np.column_stack([_in_cell(data, cell) for cell in cells]).astype(float)
    customers = np.unique(data["customer"].to_numpy(), return_inverse=True)[1]
    if customers.max() == 0:
        raise EvidenceError("evidence.effect_one_customer")
    fit = OLS(data["value"].to_numpy(dtype=float), indicators).fit(
        cov_type="cluster", cov_kwds={"groups": customers}, use_t=True
    )
    estimates = [(float(value), *map(float, ends)) for value, ends in zip(fit.params, fit.conf_int(), strict=True)]
    cut = [(value, *np.clip(ends, lowest, highest).tolist()) for value, *ends in estimates]
    low, high = np.ravel(fit.t_test(_contrast(cells)).conf_int()).tolist()
    return _comparison(data, cells, cut, low, high)


def compare_waits(data: DataFrame, promised: float | None = None, resamples: int = RESAMPLES) -> Comparison:
    """Return the difference in differences of median waits, or of shares kept within a promise; open ones censored.

    Figures are Kaplan and Meier's (1958). Intervals are percentile bootstraps that draw whole customers, within each
    group, so that tickets of one customer stay together.

    Parameters
    ----------
    data : pandas.DataFrame
        One row a ticket: ``group``, ``period`` and ``customer`` as for `compare_means`, ``hours`` waited so far (0 or
        more) and ``answered`` (False: still open, the true wait is longer).
    promised : float, optional
        If given, figures are the shares answered within so many hours, in per cent; else median hours.
    resamples : int
        Of the bootstrap, 100 or more.

    Raises
    ------
    EvidenceError
        If the treated group has nothing before or after, or so many are open that a median was not reached.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("treated", "before", 1, 40.0, True), ("treated", "after", 1, 10.0, True),
    ...     ("control", "before", 2, 40.0, True), ("control", "after", 2, 30.0, True)]
    >>> columns = ["group", "period", "customer", "hours", "answered"]
    >>> compare_waits(pd.DataFrame(rows, columns=columns)).value
    -20.0
    """
    import numpy as np

    data, cells = _checked(data)
    # Those answered at an hour come before those still open then, who were waiting at that hour, too.
    data = data.sort_values(["hours", "answered"], ascending=[True, False], kind="stable")
    parts = {cell: data[_in_cell(data, cell)] for cell in cells}

    def figure(cell: tuple[str, str], weights: NDArray[np.float64]) -> NDArray[np.float64]:
        hours, answered = parts[cell]["hours"].to_numpy(dtype=float), parts[cell]["answered"].to_numpy(dtype=bool)
        if promised is None:
            return weighted_median(hours, answered, weights)
        return share_within(hours, answered, weights, promised)

    values = [float(figure(cell, np.ones((1, len(part))))[0]) for cell, part in parts.items()]
    if not np.isfinite(values).all():
        raise EvidenceError("evidence.effect_no_median")
    rng = np.random.default_rng(SEED)
    drawn: dict[tuple[str, str], list[NDArray[np.float64]]] = {cell: [] for cell in cells}
    for group in dict.fromkeys(group for group, _ in cells):
        within = [cell for cell in cells if cell[0] == group]
        ids = np.unique(data.loc[data["group"] == group, "customer"].to_numpy())
        places = {cell: np.searchsorted(ids, parts[cell]["customer"].to_numpy()) for cell in within}
        per = max(1, _AT_ONCE // len(ids))
        for start in range(0, resamples, per):
            some = min(per, resamples - start)
            draws = rng.integers(len(ids), size=(some, len(ids))) + len(ids) * np.arange(some)[:, None]
            counts = np.bincount(draws.ravel(), minlength=some * len(ids)).reshape(some, len(ids)).astype(float)
            for cell in within:
                drawn[cell].append(figure(cell, counts[:, places[cell]]))
    samples = np.column_stack([np.concatenate(drawn[cell]) for cell in cells])
    ends = [_percentiles(sample) for sample in samples.T]
    estimates = [(value, *pair) for value, pair in zip(values, ends, strict=True)]
    with np.errstate(invalid="ignore"):
        differences = samples @ np.array(_contrast(cells))
    return _comparison(data, cells, estimates, *_percentiles(differences))


def _checked(data: DataFrame) -> tuple[DataFrame, list[tuple[str, str]]]:
    """Return the rows that count, and the cells that have some: four, or two without a control group."""
    there = {(str(group), str(period)) for group, period in zip(data["group"], data["period"], strict=True)}
    for period in PERIODS:
        if ("treated", period) not in there:
            raise EvidenceError(f"evidence.effect_nothing_{period}")
    controlled = all(("control", period) in there for period in PERIODS)
    cells = [(group, period) for group in GROUPS[: 1 + controlled] for period in PERIODS]
    wanted = data["group"].isin([group for group, _ in cells]) & data["period"].isin(PERIODS)
    return data[wanted], cells


def _in_cell(data: DataFrame, cell: tuple[str, str]) -> NDArray[np.bool_]:
    return ((data["group"] == cell[0]) & (data["period"] == cell[1])).to_numpy(dtype=bool)


def _contrast(cells: list[tuple[str, str]]) -> list[float]:
    return [-1.0, 1.0, 1.0, -1.0][: len(cells)]


def _percentiles(sample: NDArray[np.float64]) -> tuple[float, float]:
    """Return the middle 95 %; NaN where more than one resample in forty has no figure."""
    import numpy as np

    finite = sample[np.isfinite(sample)]
    if len(finite) < 0.975 * len(sample):
        return float("nan"), float("nan")
    low, high = np.percentile(finite, [2.5, 97.5])
    return float(low), float(high)


def _comparison(
    data: DataFrame, cells: list[tuple[str, str]], estimates: list[tuple[Any, ...]], low: float, high: float
) -> Comparison:
    import pandas as pd

    rows = []
    for cell, estimate in zip(cells, estimates, strict=True):
        part = data[_in_cell(data, cell)]
        rows.append((len(part), part["customer"].nunique(), *estimate, len(part) < SMALL))
    index = pd.MultiIndex.from_tuples(cells, names=["group", "period"])
    figures = pd.DataFrame(rows, index=index, columns=["n", "customers", "value", "low", "high", "small"])
    values = figures["value"].tolist()
    return Comparison(
        method="did" if len(cells) == 4 else "before_after",
        figures=figures,
        value=sum(sign * value for sign, value in zip(_contrast(cells), values, strict=True)),
        low=low,
        high=high,
        bare=values[1] - values[0],
        n=len(data),
        customers=int(data["customer"].nunique()),
        small=bool(figures["small"].any()),
    )
