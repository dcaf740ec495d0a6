"""What the fix changed: the four indicators by which a company measures a journey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from ..errors import EvidenceError
from ..i18n import Phrase
from .did import Comparison, compare_means, compare_waits
from .facts import SATISFIED, SMALL
from .slices import during, home_group, surveyed
from .unify import unify

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..cases import Case
    from .unify import Unified

Indicator = Literal["satisfaction", "repurchase", "conversion", "response_hours", "within_promise", "sales"]

INDICATORS: tuple[Indicator, ...] = get_args(Indicator)

UNITS: dict[Indicator, str] = {
    "satisfaction": "points",
    "repurchase": "points",
    "conversion": "points",
    "response_hours": "hours",
    "within_promise": "points",
    "sales": "money",
}
"""Percentage points of a share, hours, or money a customer and period."""

_ROUNDING = 1e-9
"""What arithmetic may leave of an effect that is nothing."""


@dataclass(frozen=True, eq=False)
class Effect:
    """What the fix changed in one indicator.

    Attributes
    ----------
    indicator : str
        One of `INDICATORS`.
    unit : str
        ``points`` (percentage points), ``hours`` or ``money`` (the case's currency, for each customer and period).
    method : str
        ``did``: difference in differences; ``before_after``: without a control group, weaker.
    figures : pandas.DataFrame
        Both groups before and after, each with n and interval; columns as in `Comparison`.
    value, low, high : float
        The effect and its 95 % interval: what the fix added where it was made.
    bare : float
        What the treated group's after − before alone would have claimed.
    n, customers : int
        Rows and different customers behind it.
    clear : bool
        True where the interval does not hold 0.
    small : bool
        True where one of the figures rests on fewer than 30 rows.
    sentence : Phrase
        The result in words.
    """

    indicator: Indicator
    unit: str
    method: str
    figures: DataFrame
    value: float
    low: float
    high: float
    bare: float
    n: int
    customers: int
    clear: bool
    small: bool
    sentence: Phrase


def effect(case: Case, indicator: Indicator) -> Effect:
    """Return how much the fix changed an indicator, by difference in differences where there is a control group.

    ==================  ==========================================================================================
    satisfaction        share of answers 4 and 5 about the mended touchpoints, in per cent; an answer belongs to the
                        period of the visit
    repurchase          share of the period's buyers with two orders or more, in per cent
    conversion          share of the period's applications that succeeded; in a case whose outcomes cannot fail,
                        share of the customers seen in the period who have an outcome in it; in per cent
    response_hours      median hours from opening a ticket to the first human reply (Kaplan–Meier)
    within_promise      share of tickets answered within the promised hours (Kaplan–Meier), in per cent
    sales               amount for each customer on the books by the period's end, those who bought nothing included
    ==================  ==========================================================================================

    Shares and means are compared by a regression clustered by customer, hours and promises kept by a bootstrap of
    customers; see `compare_means` and `compare_waits`. A customer belongs to the group of their home unit, wherever
    they went: whom the fix was meant for is compared, not who chose to use it. Rows of nobody known are left out.

    Raises
    ------
    ValueError
        If there is no such indicator.
    EvidenceError
        If the case lacks what the indicator needs, or a period is empty.
    CaseError
        If the case has no periods, or a table is missing or damaged.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> effect(load("retail"), "response_hours").method
    'did'
    """
    if indicator not in _MEASURES:
        raise ValueError(f"expected one of {', '.join(INDICATORS)}, got {indicator!r}")
    comparison = _MEASURES[indicator](case, unify(case))
    clear = comparison.low > _ROUNDING or comparison.high < -_ROUNDING
    return Effect(
        indicator=indicator,
        unit=UNITS[indicator],
        method=comparison.method,
        figures=comparison.figures,
        value=comparison.value,
        low=comparison.low,
        high=comparison.high,
        bare=comparison.bare,
        n=comparison.n,
        customers=comparison.customers,
        clear=clear,
        small=comparison.small,
        sentence=_sentence(indicator, comparison, clear),
    )


def _satisfaction(case: Case, view: Unified) -> Comparison:
    if not case.fixed_touchpoints:
        raise EvidenceError("evidence.effect_no_touchpoints")
    surveys = surveyed(view)
    surveys = _periods(case, surveys[surveys["touchpoint"].isin(case.fixed_touchpoints)], "started")
    return compare_means(_grouped(view, surveys, 100.0 * (surveys["csat"] >= SATISFIED)), 0, 100)


def _repurchase(case: Case, view: Unified) -> Comparison:
    made = _outcomes(case, view)
    orders = made.groupby(["customer", "period"], as_index=False).size()
    return compare_means(_grouped(view, orders, 100.0 * (orders["size"] >= 2)), 0, 100)


def _conversion(case: Case, view: Unified) -> Comparison:
    made = _outcomes(case, view)
    success = case.outcome.success if case.outcome else None
    if success is not None:
        return compare_means(_grouped(view, made, 100.0 * made[success].notna()), 0, 100)
    seen = _periods(case, view.events, "started")[["customer", "period"]].drop_duplicates()
    bought = seen.merge(made[["customer", "period"]].drop_duplicates(), how="left", indicator=True)
    return compare_means(_grouped(view, bought, 100.0 * (bought["_merge"] == "both")), 0, 100)


def _sales(case: Case, view: Unified) -> Comparison:
    import pandas as pd

    amount = case.outcome.amount if case.outcome else None
    if amount is None:
        raise EvidenceError("evidence.effect_no_amount")
    sold = _outcomes(case, view).groupby(["customer", "period"])[amount].sum()
    books = []
    for name, span in case.periods.items():
        there = view.customers[view.customers["joined"] < pd.Timestamp(span.until)]
        books.append(pd.DataFrame({"customer": there.index, "period": name}))
    book = pd.concat(books, ignore_index=True)
    spent = sold.reindex(pd.MultiIndex.from_frame(book), fill_value=0).to_numpy(dtype=float)
    return compare_means(_grouped(view, book, pd.Series(spent, index=book.index)), 0)


def _response_hours(case: Case, view: Unified) -> Comparison:
    return compare_waits(_tickets(case, view))


def _within_promise(case: Case, view: Unified) -> Comparison:
    if case.promised_first_response is None:
        raise EvidenceError("evidence.effect_no_promise")
    return compare_waits(_tickets(case, view), case.promised_first_response)


_MEASURES: dict[str, Callable[[Case, Unified], Comparison]] = {
    "satisfaction": _satisfaction,
    "repurchase": _repurchase,
    "conversion": _conversion,
    "response_hours": _response_hours,
    "within_promise": _within_promise,
    "sales": _sales,
}


def _tickets(case: Case, view: Unified) -> DataFrame:
    """Return the tickets with the hours that they waited, up to the end of the data where they still do."""
    tickets = _periods(case, view.tickets, "opened")
    waited = tickets["first_reply"].fillna(case.observed_until) - tickets["opened"]
    hours = waited.dt.total_seconds() / 3600
    return _grouped(view, tickets.assign(hours=hours, answered=tickets["first_reply"].notna()))


def _outcomes(case: Case, view: Unified) -> DataFrame:
    if case.outcome is None:
        raise EvidenceError("evidence.effect_no_outcome")
    return _periods(case, view.outcomes, case.outcome.time)


def _periods(case: Case, table: DataFrame, time: str) -> DataFrame:
    """Return the rows of named customers in a period, with its name."""
    import pandas as pd

    named = table[table["customer"].notna()]
    return pd.concat([during(case, named, time, period).assign(period=period) for period in ("before", "after")])


def _grouped(view: Unified, table: DataFrame, values: Series[float] | None = None) -> DataFrame:
    """Return the rows of customers whose home unit is known, with its group, and `values` as the column ``value``."""
    found = table.assign(group=home_group(view, table["customer"]), value=values)
    return found[found["group"].notna()]


def _sentence(indicator: Indicator, comparison: Comparison, clear: bool) -> Phrase:
    """Return the result in words: both groups, the effect with its interval, and how far to trust it."""
    unit = UNITS[indicator]
    figures = comparison.figures["value"]
    params: dict[str, Any] = {
        f"{group}_{period}": Phrase(f"evidence.effect_figure_{unit}", {"value": figures[group, period]})
        for group, period in figures.index
    }
    params |= {
        name: Phrase(f"evidence.effect_change_{unit}", {"value": _signed(getattr(comparison, name), unit)})
        for name in ("value", "bare")
    }
    known = comparison.low == comparison.low
    ends = {name: _signed(getattr(comparison, name), unit) for name in ("low", "high")}
    return Phrase(
        f"evidence.effect_{comparison.method}",
        {
            **params,
            "indicator": Phrase(f"evidence.effect_{indicator}", {}),
            "interval": Phrase("evidence.effect_interval" if known else "evidence.effect_no_interval", ends),
            "n": comparison.n,
            "verdict": Phrase(
                f"evidence.effect_{'clear' if clear else 'unclear'}{'_small' if comparison.small else ''}",
                {"few": SMALL},
            ),
        },
    )


def _signed(value: float, unit: str) -> str:
    """Return a change with its sign, a real minus before what falls."""
    return f"{value:+,.{0 if unit == 'money' else 1}f}".replace("-", "−")
