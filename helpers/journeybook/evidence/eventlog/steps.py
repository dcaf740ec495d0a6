"""The events of a log in journey order, each beside the one that follows.

Everything that is asked of a log begins here. pandas and Polars sort once and look at the next row; engines of queries,
whose rows have no order, look through a window. Nothing else in this package knows the difference.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...errors import EventLogError
from .log import is_sql, role_name

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

    from .log import EventLog, Frame

NONE = -1
"""Stands for "no touchpoint follows" among the codes."""

MICROS_A_DAY = 86_400_000_000
MICROS_A_MINUTE = 60_000_000

_ORDER = ("at", "row")


@dataclass(frozen=True)
class Steps:
    """Events in journey order.

    Attributes
    ----------
    frame : narwhals DataFrame or LazyFrame
        The columns of the log but ``row`` (kept where rows have no order) and with ``code`` for ``touchpoint``: its
        place in `touchpoints`. Added: ``next`` (code of the next event of the journey, `NONE` after the last),
        ``gap`` (microseconds until it, missing after the last), ``first`` and ``last`` (1 where the event begins and
        ends its journey, else 0).
    touchpoints : tuple of str
        All touchpoints of the log, sorted.
    n : int
        The number of events.
    sql : bool
        Whether the rows are without order.
    """

    frame: Frame
    touchpoints: tuple[str, ...]
    n: int
    sql: bool

    def along(self, expression: nw.Expr, *within: str) -> nw.Expr:
        """Return an expression that looks at neighbouring rows, made to look at them in journey order.

        Parameters
        ----------
        expression : narwhals Expr
            E.g. a cumulative sum.
        *within : str
            Columns; rows that differ in them do not see each other. Engines of queries need at least one.
        """
        if self.sql:
            return expression.over(*within, order_by=_ORDER)
        return expression.over(*within) if within else expression

    def numbered(self) -> Frame:
        """Return the frame with ``journey``: a number that, with ``key``, tells journeys apart."""
        import narwhals.stable.v2 as nw

        begun = nw.col("first").cast(nw.Int64).cum_sum()
        return self.frame.with_columns(journey=self.along(begun, *(("key",) if self.sql else ())))


def steps(log: EventLog) -> Steps:
    """Return the events of `log` in journey order.

    Raises
    ------
    EventLogError
        If an event has no customer or journey, no touchpoint or no time.
    """
    import narwhals.stable.v2 as nw

    names, n = _catalogue(log)
    sql = is_sql(log.frame)
    kept = [column for column in log.frame.collect_schema() if column != "touchpoint"]
    # Small whole numbers are sorted, moved and counted faster than texts, on every engine.
    small = nw.Int16 if len(names) < 2**15 else nw.Int32
    codes = nw.col("touchpoint").replace_strict(
        list(names) or [""], list(range(len(names))) or [0], default=None, return_dtype=small
    )
    frame: Frame = log.frame.select(*kept, code=codes)
    if not sql:
        frame = _eager(frame.sort("key", *_ORDER)).drop("row")
    bare = Steps(frame, names, n, sql)

    def following(column: str) -> nw.Expr:
        return bare.along(nw.col(column).shift(-1), "key") if sql else nw.col(column).shift(-1)

    limit = math.inf if log.gap_days is None else log.gap_days * MICROS_A_DAY
    frame = frame.with_columns(
        same=(following("key") == nw.col("key")), gap=following("at") - nw.col("at"), next=following("code")
    )
    on = nw.col("same") & (nw.col("gap") <= limit) if limit < math.inf else nw.col("same")
    frame = frame.with_columns(on=on.fill_null(False).cast(nw.Int8))
    before = nw.col("on").shift(1)
    frame = frame.with_columns(
        first=1 - (bare.along(before, "key") if sql else before).fill_null(0).cast(nw.Int8),
        last=1 - nw.col("on"),
        next=nw.when(nw.col("on") == 1).then(nw.col("next")).otherwise(NONE).cast(small),
        gap=nw.when(nw.col("on") == 1).then(nw.col("gap")),
    ).drop("same", "on")
    return Steps(frame, names, n, sql)


def collected(frame: Frame) -> dict[str, list[Any]]:
    """Return a small frame as a dictionary of lists, from whatever engine."""
    return _eager(frame).to_dict(as_series=False)


def _eager(frame: Frame) -> nw.DataFrame[Any]:
    import narwhals.stable.v2 as nw

    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame


def _catalogue(log: EventLog) -> tuple[tuple[str, ...], int]:
    """Return the touchpoints, sorted, and the number of events; refuse events that lack what every event needs."""
    import narwhals.stable.v2 as nw

    counts = collected(
        log.frame.group_by("touchpoint").agg(
            n=nw.len(), key=nw.col("key").count(), customer=nw.col(log.who).count(), at=nw.col("at").count()
        )
    )
    n = sum(counts["n"])
    named = {name: size for name, size in zip(counts["touchpoint"], counts["n"], strict=True) if _is_text(name)}
    for role, present in (
        ("customer", min(sum(counts["key"]), sum(counts["customer"]))),
        ("touchpoint", sum(named.values())),
        ("time", sum(counts["at"])),
    ):
        if present < n:
            raise EventLogError("eventlog.blank_cells", role=role_name(role), count=n - present)
    return tuple(sorted(named)), n


def _is_text(name: object) -> bool:
    return isinstance(name, str) and name != ""
