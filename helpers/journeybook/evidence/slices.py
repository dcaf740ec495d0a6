"""Parts of the one customer view: a period, a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..errors import CaseError

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..cases import Case
    from .unify import Unified

Period = Literal["before", "after"]
Group = Literal["treated", "control"]


def during(case: Case, table: DataFrame, time: str, period: Period | None) -> DataFrame:
    """Return the rows whose column `time` lies in one of the case's periods; all rows for None.

    All that a case without a fix has is its time before one.

    Raises
    ------
    CaseError
        If the case names no such period.
    """
    if period is None or (period == "before" and not case.periods):
        return table
    if period not in case.periods:
        raise CaseError("evidence.no_period", period=period)
    span = case.periods[period]
    return table[(table[time] >= span.since) & (table[time] < span.until)]


def home_group(view: Unified, customers: Series[int]) -> Series[str]:
    """Return the group of each customer's home unit, on the index of `customers`; missing where it is not known."""
    return customers.map(view.customers["group"])


def of_group(view: Unified, table: DataFrame, group: Group | None) -> DataFrame:
    """Return the rows of customers whose home unit is in `group`; all rows for None."""
    return table if group is None else table[home_group(view, table["customer"]) == group]


def surveyed(view: Unified) -> DataFrame:
    """Return the surveys with the time at which the event they are about ``started``.

    An answer belongs to the period in which the customer was there, not to that in which they found time to answer.
    """
    events = view.events[["event_id", "started"]]
    surveys = view.surveys.merge(events, on="event_id", how="left", validate="many_to_one")
    surveys["started"] = surveys["started"].fillna(surveys["answered"])
    return surveys
