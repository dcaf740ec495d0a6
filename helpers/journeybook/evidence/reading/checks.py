"""Turns a file's cells into an event log, and lists every row that cannot be part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...errors import EventLogError
from ...i18n import Phrase
from ..eventlog.log import EventLog
from .report import Aside, Reading, Roles
from .table import RawTable
from .times import DayFirst, read_times

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pandas import Series

MOST_BAD = 0.5
"""Where more of the times than this cannot be read, the column is not what it was taken for."""

_MINUTES = {"second": 1 / 60, "minute": 1.0, "hour": 60.0}
_UNITS = (("second", ("sec", "秒")), ("hour", ("hour", "小时")))


class _Rows:
    """Which rows are still in, and why the others are out."""

    def __init__(self, table: RawTable) -> None:
        import numpy as np

        self.table = table
        self.inside = np.ones(len(table.frame), dtype=bool)
        self.asides = list(table.asides)

    def drop(self, bad: NDArray[np.bool_], reason: str, column: str = "") -> None:
        """Take the rows out, each for the first reason that is found."""
        self._note(bad & self.inside, reason, column, kept=False)
        self.inside &= ~bad

    def blank(self, bad: NDArray[np.bool_], reason: str, column: str) -> None:
        """Leave the rows in, without this cell."""
        self._note(bad & self.inside, reason, column, kept=True)

    def _note(self, rows: NDArray[np.bool_], reason: str, column: str, kept: bool) -> None:
        import numpy as np

        cells = self.table.frame[column] if column else None
        for place in np.flatnonzero(rows):
            cell = "" if cells is None else str(cells.iloc[place])
            self.asides.append(Aside(int(self.table.lines[place]), reason, column, cell, kept))


def build(
    table: RawTable,
    roles: Roles,
    file: str,
    day_first: DayFirst = None,
    gap_days: float | None = None,
    keep_duplicates: bool = False,
) -> EventLog:
    """Return the log that `table` holds.

    Raises
    ------
    EventLogError
        If dates are ambiguous, most of them cannot be read, or no row is left.
    """
    import numpy as np
    import pandas as pd

    rows = _Rows(table)
    notes = list(table.notes)
    frame = pd.DataFrame(index=table.frame.index)
    texts = {one.role: _as_text(table.frame[one.column]) for one in roles if one.role != "wait"}
    rows.drop(_all_blank(table), "blank_row")
    for role, column in roles.as_dict().items():
        if role != "wait":
            rows.drop(texts[role].str.startswith("=").to_numpy(dtype=bool), "formula", column)
    for role in ("customer", "journey", "touchpoint"):
        if role in texts:
            frame[role] = texts[role]
            # A log with journeys may leave customers unknown; what holds its events together is the journey.
            if role != "customer" or "journey" not in texts:
                rows.drop((texts[role] == "").to_numpy(dtype=bool), f"no_{role}", roles.as_dict()[role])
    if "journey" in texts and "customer" in texts:
        frame["customer"] = frame["customer"].mask(texts["customer"] == "", texts["journey"])

    times = {
        role: _times(table, texts[role], column, day_first, notes)
        for role, column in roles.as_dict().items()
        if role in ("time", "end", "began")
    }
    column = roles.as_dict()["time"]
    rows.drop((texts["time"] == "").to_numpy(dtype=bool), "no_time", column)
    unread = np.isnat(times["time"])
    if (rows.inside & unread).sum() > MOST_BAD * max(rows.inside.sum(), 1):
        place = int((rows.inside & unread).argmax())
        raise EventLogError(
            "reading.unreadable_times",
            file=file,
            column=column,
            count=int((rows.inside & unread).sum()),
            rows=int(rows.inside.sum()),
            line=int(table.lines[place]),
            text=texts["time"].iloc[place],
        )
    rows.drop(unread, "bad_time", column)
    for role, reason in (("began", "bad_began"), ("end", "bad_end")):
        if role in times:
            bad = np.isnat(times[role]) & (texts[role] != "").to_numpy(dtype=bool)
            rows.blank(bad, reason, roles.as_dict()[role])
    if "began" in times:
        rows.drop(times["time"] < times["began"], "before_journey", column)
    if "end" in times:
        rows.drop(times["end"] < times["time"], "ends_before_start", roles.as_dict()["end"])
        frame["end"] = times["end"]
    if not keep_duplicates:
        rows.drop(table.frame.duplicated().to_numpy(), "duplicate")
    if (wait := roles.column("wait")) is not None:
        frame["wait"] = _waits(rows, wait, notes)
    for role in ("channel", "unit"):
        if role in texts:
            frame[role] = texts[role]
    frame["time"], frame["row"] = times["time"], table.lines
    frame = frame[rows.inside]
    total = len(table.frame) + len(table.asides)
    if frame.empty:
        first = rows.asides[0] if rows.asides else None
        why = Phrase(f"reading.aside_{first.reason}", {}) if first else Phrase("reading.no_rows", {})
        raise EventLogError("reading.nothing_left", file=file, rows=total, why=why)
    columns = {role: role for role in ("customer", "journey", "wait", "end", "channel", "unit") if role in frame}
    reading = Reading(file, total, roles, tuple(notes), tuple(rows.asides))
    return EventLog.of(frame, row="row", gap_days=gap_days, reading=reading, **columns)


def _as_text(cells: Series[Any]) -> Series[str]:
    """Return a column as text without spaces around it, blank where nothing is."""
    import pandas as pd

    if pd.api.types.is_float_dtype(cells):
        # Whole numbers with gaps come as floats; an id 7 must not become 7.0.
        whole = bool((cells.dropna() % 1 == 0).all())
        return _as_text(cells.astype("Int64")) if whole else cells.astype("str").where(cells.notna(), "")
    return cells.astype("str").where(cells.notna(), "").str.strip()


def _all_blank(table: RawTable) -> NDArray[np.bool_]:
    import numpy as np

    blank = np.ones(len(table.frame), dtype=bool)
    for name in table.frame:
        blank &= (_as_text(table.frame[name]) == "").to_numpy(dtype=bool)
    return blank


def _times(
    table: RawTable, texts: Series[str], column: str, day_first: DayFirst, notes: list[Phrase]
) -> NDArray[np.datetime64]:
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(table.frame[column]):
        return table.frame[column].to_numpy().astype("datetime64[us]")
    times = read_times(texts, table.lines, column, day_first, table.serials)
    notes += times.notes
    return times.values


def _waits(rows: _Rows, column: str, notes: list[Phrase]) -> Series[float]:
    """Return the waiting times in minutes; what is no number or below 0 is left out."""
    import numpy as np
    import pandas as pd

    texts = _as_text(rows.table.frame[column])
    values = pd.to_numeric(texts.mask(texts == ""), errors="coerce").astype("float64")
    bad = ((values.isna() & (texts != "")) | (values < 0) | np.isinf(values)).to_numpy(dtype=bool)
    rows.blank(bad, "bad_wait", column)
    unit = next((unit for unit, parts in _UNITS if any(part in column.lower() for part in parts)), "minute")
    if unit != "minute":
        notes.append(Phrase(f"reading.note_{unit}s", {"column": column}))
    return values.mask(bad) * _MINUTES[unit]
