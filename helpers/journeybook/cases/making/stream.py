"""Writing tables that do not fit into memory: rows in any order in, one CSV file in the order of a key out."""

from __future__ import annotations

import csv
import heapq
import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

ROWS_A_RUN = 20_000
"""How many rows of one table are held before they are sorted and laid down."""

MOST_RUNS = 64
"""How many runs lie side by side before they are merged into one, so that never too many files are open."""

_BREAK = "\x1f"
"""Stands between key and row in a run: no key and no cell contains it."""


def cell(value: Any) -> str:
    """Return `value` as it stands in a CSV cell: times to the minute, None as nothing.

    Raises
    ------
    ValueError
        If a text has a line break: a run holds one row a line.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if "\n" in text or "\r" in text or _BREAK in text:
        raise ValueError(f"expected a text on one line, got {text!r}")
    return text


class SortedTable:
    """One CSV file, written in the order of its rows' keys, in memory for no more than `ROWS_A_RUN` rows.

    Rows are collected, sorted and laid down as runs in a folder for temporary files; :meth:`finish` merges the runs.

    Parameters
    ----------
    path : Path
        The CSV file.
    header : sequence of str
        Names of the columns.
    workplace : Path
        A folder for the runs.

    Examples
    --------
    >>> table = SortedTable(folder / "events.csv", ["event_id", "started"], workplace)
    >>> table.add("2026-03-02", ["E2", "2026-03-02"])
    >>> table.finish()
    1
    """

    def __init__(self, path: Path, header: Iterable[str], workplace: Path) -> None:
        self._path = path
        self._header = list(header)
        self._workplace = workplace
        self._rows: list[str] = []
        self._runs: list[Path] = []
        self._laid = 0
        self._buffer = io.StringIO()
        self._csv = csv.writer(self._buffer, lineterminator="\n")

    def add(self, key: str, row: Iterable[Any]) -> None:
        """Take one row; rows with the same key are put in the order of their text, so of their first column."""
        self._buffer.seek(0)
        self._buffer.truncate()
        self._csv.writerow([cell(value) for value in row])
        self._rows.append(f"{key}{_BREAK}{self._buffer.getvalue()}")
        if len(self._rows) >= ROWS_A_RUN:
            self._lay_down()

    def finish(self) -> int:
        """Write the file; return how many rows it has."""
        count = 0
        with self._path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow(self._header)
            for line in self._merged():
                file.write(line.partition(_BREAK)[2])
                count += 1
        return count

    def _lay_down(self) -> None:
        """Put the rows in memory down as a run, and with them all runs if there are many."""
        self._laid += 1
        run = self._workplace / f"{self._path.stem}-{self._laid}.run"
        lines: Iterable[str] = self._merged() if len(self._runs) >= MOST_RUNS else sorted(self._rows)
        with run.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
        self._runs.append(run)
        self._rows.clear()

    def _merged(self) -> Iterator[str]:
        """Yield all lines in order; the runs and the rows in memory are used up by it."""
        self._rows.sort()
        with ExitStack() as stack:
            runs = [stack.enter_context(run.open(encoding="utf-8", newline="\n")) for run in self._runs]
            yield from heapq.merge(*runs, self._rows)
        for run in self._runs:
            run.unlink()
        self._runs.clear()
        self._rows.clear()
