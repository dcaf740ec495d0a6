"""A case's events as an event log."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ..errors import CaseError
from .eventlog import EventLog

if TYPE_CHECKING:
    from ..cases import Case
    from .slices import Group, Period


def case_log(
    case: Case, period: Period | None = "before", group: Group | None = None, only: Collection[str] = ()
) -> EventLog:
    """Return the events of a case's customers, as its sources tell them once they are joined.

    Events that no customer could be given to belong to no journey and are not in the log; ``unify(case).set_aside``
    lists them.

    Parameters
    ----------
    case : Case
        With the tables that :func:`.unify` joins.
    period : {"before", "after"}, optional
        Only events in one of the case's periods; None: all.
    group : {"treated", "control"}, optional
        Only customers whose home unit is in this group; None: everybody.
    only : collection of str, optional
        Only events at the touchpoints with these codes, so that a part of the journey can be seen by itself; without
        it, all.

    Raises
    ------
    CaseError
        If a table is missing or damaged, or there is no such period or touchpoint.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> case_log(load("retail")).steps.touchpoints[0]
    'after_sales'
    """
    from .slices import during, of_group
    from .unify import unify

    known = [touchpoint.code for touchpoint in case.touchpoints]
    for code in only:
        if code not in known:
            raise CaseError("evidence.unknown_touchpoint", code=code, known=", ".join(known))
    view = unify(case)
    events = of_group(view, during(case, view.events, "started", period), group)
    if only:
        events = events[events["touchpoint"].isin(list(only))]
    named = events[events["customer"].notna()].astype({"customer": "int64"})
    return EventLog.of(
        named,
        customer="customer",
        touchpoint="touchpoint",
        time="started",
        wait="wait_min",
        channel="channel" if "channel" in named.columns else None,
        unit="unit" if "unit" in named.columns else None,
    )
