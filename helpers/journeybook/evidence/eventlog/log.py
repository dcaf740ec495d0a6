"""An event log: who met which touchpoint when, on whatever engine holds the rows."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...errors import EventLogError
from ...i18n import Phrase

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    from pandas import DataFrame

    from ..reading import Reading, Roles
    from .steps import Steps

    Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]

ENGINES = ("pandas", "Polars", "DuckDB", "PySpark")
"""What may hold a log."""

GAP_DAYS = 30.0
"""After so many days without an event a customer's next event begins a new journey, where nobody says otherwise."""

# Days from the first day of year 1 to the first of 1970, in the calendar that is in use today.
_DAYS_BEFORE_1970 = 719_163


@dataclass(frozen=True, eq=False)
class EventLog:
    """A checked event log; made by :meth:`of` from a frame, or by :func:`journeybook.evidence.read_log` from a file.

    Attributes
    ----------
    frame : narwhals DataFrame or LazyFrame
        One row an event: ``key`` (what holds a journey together: the journey's id, else the customer's),
        ``touchpoint`` (str), ``at`` (int64, microseconds since 1970 by the clock on the wall), ``row`` (int64, the
        order in the file, which decides between events at the same time), and, where the log has them, ``customer``
        (beside the journey's id), ``wait`` (minutes), ``end`` (as ``at``), ``channel``, ``unit``.
    gap_days : float or None
        After more days than this without an event the next one begins a new journey; None: one key, one journey.
    reading : Reading or None
        How a file was read: roles, notes, rows set aside. None for a log that did not come from a file.
    """

    frame: Frame
    gap_days: float | None = GAP_DAYS
    reading: Reading | None = None

    @classmethod
    def of(
        cls,
        frame: Any,
        *,
        customer: str | None = None,
        touchpoint: str = "touchpoint",
        time: str = "time",
        journey: str | None = None,
        row: str | None = None,
        wait: str | None = None,
        end: str | None = None,
        channel: str | None = None,
        unit: str | None = None,
        gap_days: float | None = None,
        reading: Reading | None = None,
    ) -> EventLog:
        """Return the log that stands in `frame`.

        Parameters
        ----------
        frame : pandas.DataFrame, polars.DataFrame or LazyFrame, duckdb.DuckDBPyRelation, pyspark.sql.DataFrame
            One row an event.
        customer, journey : str, optional
            Columns of the customer's and of the journey's id; one of them must be given. Without `journey`, journeys
            are a customer's events without a long gap; without `customer`, each journey is taken for one customer.
        touchpoint, time : str
            Columns of the touchpoint (text) and of the time (a datetime; of one with a time zone, the clock's hands).
        row : str, optional
            Column of whole numbers in file order. pandas and Polars know the order of their rows; DuckDB and PySpark
            do not, and need it.
        wait, end, channel, unit : str, optional
            Columns of the waiting time in minutes, the end of the event (a datetime), the channel, the unit.
        gap_days : float, optional
            See the class. By default 30, or no splitting where `journey` is given.
        reading : Reading, optional
            How the file behind the frame was read.

        Raises
        ------
        EventLogError
            If the frame is of no known engine, a column is missing or of the wrong kind, or `row` is needed. Cells
            without customer, touchpoint or time raise when the first figure is asked for.

        Examples
        --------
        >>> import pandas as pd
        >>> rows = {"who": [1, 1], "what": ["ad", "till"], "when": pd.to_datetime(["2026-03-01", "2026-03-02"])}
        >>> EventLog.of(pd.DataFrame(rows), customer="who", touchpoint="what", time="when").n
        2
        """
        import narwhals.stable.v2 as nw

        source = _known(frame)
        key = journey or customer
        if key is None:
            raise EventLogError("eventlog.no_key")
        if gap_days is not None and not gap_days > 0:
            raise EventLogError("eventlog.bad_gap", got=gap_days)
        given = {"touchpoint": touchpoint, "time": time, "journey": journey, "customer": customer, "row": row}
        given |= {"wait": wait, "end": end, "channel": channel, "unit": unit}
        _check_columns(source, {role: column for role, column in given.items() if column is not None})
        if row is None:
            source, row = _with_rows(source)
        sql = is_sql(source)
        columns = {
            "key": nw.col(key),
            "touchpoint": nw.col(touchpoint).cast(nw.String),
            "at": _micros(time, sql),
            "row": nw.col(row).cast(nw.Int64),
        }
        if customer not in (None, key):
            columns["customer"] = nw.col(customer)
        if wait is not None:
            # What is not a number is missing; engines differ in which of the two they keep.
            minutes = nw.col(wait).cast(nw.Float64)
            columns["wait"] = nw.when(~minutes.is_nan()).then(minutes)
        if end is not None:
            columns["end"] = _micros(end, sql)
        columns |= {name: nw.col(column) for name, column in (("channel", channel), ("unit", unit)) if column}
        if gap_days is None and journey is None:
            gap_days = GAP_DAYS
        return cls(source.select(**columns), gap_days, reading)

    def __repr__(self) -> str:
        return f"EventLog({self.engine}, gap_days={self.gap_days})"

    @property
    def engine(self) -> str:
        """The engine that holds the rows, one of `ENGINES`."""
        return _engine(self.frame)

    @property
    def who(self) -> str:
        """The column of the frame that tells customers apart: ``customer``, or ``key`` where that is the customer."""
        return "customer" if "customer" in self.frame.collect_schema() else "key"

    @property
    def n(self) -> int:
        """The number of events."""
        return self.steps.n

    @property
    def roles(self) -> Roles | None:
        """Which column of the file was taken for what, and why; None where there was no file."""
        return None if self.reading is None else self.reading.roles

    @property
    def set_aside(self) -> DataFrame | None:
        """The rows of the file that are not in the log, each with line and reason; None where there was no file."""
        return None if self.reading is None else self.reading.set_aside

    def split(self, gap_days: float | None) -> EventLog:
        """Return the same log with journeys split at another gap.

        Raises
        ------
        EventLogError
            If `gap_days` is not above 0.
        """
        if gap_days is not None and not gap_days > 0:
            raise EventLogError("eventlog.bad_gap", got=gap_days)
        return dataclasses.replace(self, gap_days=gap_days)

    @cached_property
    def steps(self) -> Steps:
        """The events in journey order, each beside the one that follows; kept, as every figure begins with it."""
        from .steps import steps

        return steps(self)


def role_name(role: str) -> Phrase:
    """Return what a column's role is called."""
    return Phrase(f"eventlog.role_{role}", {})


def is_sql(frame: Frame) -> bool:
    """Return whether an engine of queries holds `frame`: its rows have no order of their own."""
    return _engine(frame) in {"DuckDB", "PySpark"}


def _engine(frame: Frame) -> str:
    kind = frame.implementation
    known = ((kind.is_pandas(), "pandas"), (kind.is_polars(), "Polars"), (kind.is_duckdb(), "DuckDB"))
    spark = kind.is_pyspark() or kind.is_pyspark_connect()
    return next((name for yes, name in (*known, (spark, "PySpark")) if yes), "")


def _known(frame: Any) -> Frame:
    """Return `frame` under narwhals."""
    import narwhals.stable.v2 as nw

    try:
        source = nw.from_native(frame)
    except TypeError:
        source = None
    if not isinstance(source, nw.DataFrame | nw.LazyFrame) or not _engine(source):
        raise EventLogError("eventlog.unknown_frame", engines=", ".join(ENGINES), got=type(frame).__name__)
    return source


def _check_columns(source: Frame, given: dict[str, str]) -> None:
    """Hold the columns against what their roles need."""
    import narwhals.stable.v2 as nw

    schema = source.collect_schema()
    for role, column in given.items():
        if column not in schema:
            raise EventLogError("eventlog.no_column", role=role_name(role), column=column, columns=", ".join(schema))
        kind = schema[column]
        good = True
        if role in ("time", "end"):
            good = isinstance(kind, nw.Datetime)
        elif role in ("wait", "row"):
            good = kind.is_numeric()
        if not good:
            wanted = "datetime" if role in ("time", "end") else "number"
            raise EventLogError(f"eventlog.not_{wanted}", role=role_name(role), column=column, got=str(kind))


def _with_rows(source: Frame) -> tuple[Frame, str]:
    """Return the frame with the order of its rows as a column, and that column's name."""
    import narwhals.stable.v2 as nw

    name = "row"
    while name in source.collect_schema():
        name += "_"
    if isinstance(source, nw.DataFrame):
        return source.with_row_index(name), name
    if source.implementation.is_polars():
        # A lazy frame of Polars keeps its order, which narwhals cannot promise of lazy frames in general.
        return nw.from_native(source.to_native().with_row_index(name)), name
    raise EventLogError("eventlog.no_row", engine=_engine(source))


def _micros(column: str, sql: bool) -> nw.Expr:
    """Return the microseconds from 1970 to a time, by the clock on the wall."""
    import narwhals.stable.v2 as nw

    time = nw.col(column).dt
    if not sql:
        return time.replace_time_zone(None).dt.timestamp("us")
    # Engines of queries have no common function for this, but all know the parts of a date.
    years = time.year().cast(nw.Int64) - 1
    days = 365 * years + years // 4 - years // 100 + years // 400 + time.ordinal_day().cast(nw.Int64)
    seconds = (days - _DAYS_BEFORE_1970) * 86_400 + time.hour().cast(nw.Int64) * 3600
    seconds = seconds + time.minute().cast(nw.Int64) * 60 + time.second().cast(nw.Int64)
    return (seconds * 1_000_000 + time.microsecond().cast(nw.Int64)).cast(nw.Int64)
