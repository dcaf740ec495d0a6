"""From a file to an event log."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import EventLogError
from .checks import build
from .delimited import read_delimited
from .excel import read_excel
from .limits import MOST_BYTES
from .names import find_roles
from .parquet import read_parquet
from .times import DayFirst
from .xes import read_xes

if TYPE_CHECKING:
    from ..eventlog import EventLog
    from .table import RawTable

TEXT = (".csv", ".tsv", ".txt")

_MAGIC = ((b"PK\x03\x04", ".xlsx"), (b"PAR1", ".parquet"), (b"\xd0\xcf\x11\xe0", ".xls"), (b"\x1f\x8b", ".gz"))
"""With what a file of each kind begins."""


def read_log(
    path: str | Path,
    roles: Mapping[str, str | None] | None = None,
    *,
    day_first: DayFirst = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    gap_days: float | None = None,
    keep_duplicates: bool = False,
    most_bytes: int = MOST_BYTES,
) -> EventLog:
    """Return the event log in a file: CSV, Excel (.xlsx), Parquet or XES (.xes, .xes.gz).

    Look at ``log.roles`` (what each column was taken for, and why) and at ``log.set_aside`` (rows that are not in the
    log, with line and reason) before you use it; ``print(log.reading)`` tells both.

    Parameters
    ----------
    path : str or Path
        The file.
    roles : mapping, optional
        Corrections: role and column, e.g. ``{"time": "下单时间"}``; None takes a role away. The roles are ``customer``,
        ``journey`` (a case or session id), ``touchpoint``, ``time``, ``end``, ``began`` (when the journey began),
        ``wait`` (minutes; seconds or hours where the column's name says so), ``channel``, ``unit``.
    day_first : bool or mapping, optional
        How 01/05/2026 is to be read, where the file itself does not show it; see `read_times`.
    encoding : str, optional
        Of a text file. By default found: UTF-8, UTF-8 with a byte order mark, GB18030, UTF-16.
    delimiter : str, optional
        Of a text file. By default found: comma, semicolon, tab, bar.
    sheet : str, optional
        Of an Excel file. By default the first that is not empty.
    gap_days : float, optional
        After so many days without an event a customer's next one begins a new journey; see `EventLog`.
    keep_duplicates : bool
        Keep rows that repeat an earlier one in every cell. By default they are set aside.
    most_bytes : int
        Refuse files that unpack to more.

    Raises
    ------
    EventLogError
        If the file is missing, empty, too large, damaged, unsafe or of another kind; if its encoding, delimiter or
        columns cannot be told; if dates can be read in two ways.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "log.csv")
    ...     _ = path.write_text("会员号,接触点,时间\\nM1,收银台,2026-03-01 10:00\\nM1,取货,\\n", encoding="gb18030")
    ...     log = read_log(path)
    >>> log.n, log.set_aside["reason"].tolist()
    (1, ['no_time'])
    """
    path = Path(path)
    if not path.is_file():
        raise EventLogError("reading.missing", file=path)
    table = _cells(path, most_bytes, encoding, delimiter, sheet)
    found = find_roles(table.frame, dict(roles or {}), path.name)
    return build(table, found, path.name, day_first, gap_days, keep_duplicates)


def read_cells(path: str | Path, most_bytes: int = MOST_BYTES) -> RawTable:
    """Return the cells of a file of any kind that `read_log` reads, before anything is known of their meaning.

    Raises
    ------
    EventLogError
        As `read_log` does for the file itself.
    """
    path = Path(path)
    if not path.is_file():
        raise EventLogError("reading.missing", file=path)
    return _cells(path, most_bytes, None, None, None)


def _cells(path: Path, most: int, encoding: str | None, delimiter: str | None, sheet: str | None) -> RawTable:
    name = path.name.lower()
    with path.open("rb") as file:
        head = file.read(8)
    kind = next((suffix for magic, suffix in _MAGIC if head.startswith(magic)), "")
    if name.endswith((".xes", ".xes.gz")):
        return read_xes(path, most)
    if kind == ".xls" or name.endswith(".xls"):
        raise EventLogError("reading.old_excel", file=path.name)
    if name.endswith(TEXT):
        # A file that was only renamed is read as what it is not.
        if kind:
            raise EventLogError("reading.other_kind", file=path.name, kind=kind)
        return read_delimited(path, most, encoding, delimiter)
    if name.endswith((".xlsx", ".xlsm")):
        return read_excel(path, most, sheet)
    if name.endswith((".parquet", ".pq")):
        return read_parquet(path, most)
    raise EventLogError("reading.unknown_kind", file=path.name)
