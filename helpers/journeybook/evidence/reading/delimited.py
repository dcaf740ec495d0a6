"""Reads CSV and its relatives, whatever stands between the cells."""

from __future__ import annotations

import contextlib
import csv
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import EventLogError
from ...i18n import Phrase
from .encoding import find_encoding
from .limits import check_size
from .report import Aside
from .table import RawTable, check_header, text_frame

if TYPE_CHECKING:
    from pandas import DataFrame

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

_SAMPLE_ROWS = 200
_CHUNK = 50_000


def read_delimited(path: Path, most: int, encoding: str | None, delimiter: str | None) -> RawTable:
    """Return the cells of a text file.

    Rows with another number of cells than the header are set aside. The strict reader of the standard library is
    used: pandas takes a row that is too long for one with an index, and lets a stray quotation mark swallow rows.

    Raises
    ------
    EventLogError
        If the file is empty, too large, in an unknown encoding, no table, its header is wrong, or its quotation
        marks do not match.
    """
    import numpy as np
    import pandas as pd

    check_size(path, most)
    name = find_encoding(path, encoding)
    if delimiter is None:
        delimiter = _find_delimiter(path, name)
    elif len(delimiter) != 1 or delimiter in '"\r\n':
        raise EventLogError("reading.bad_delimiter", delimiter=delimiter)
    word = Phrase(f"reading.delimiter_{DELIMITERS[delimiter]}", {}) if delimiter in DELIMITERS else delimiter
    asides: list[Aside] = []
    chunks: list[DataFrame] = []
    lines: list[int] = []
    records = _records(path, name, delimiter)
    header = check_header(next(records, (0, []))[1], path.name)

    def whole_rows() -> Iterator[list[str]]:
        for line, cells in records:
            # A blank cell at the end of every line is a habit of some programs, not a column.
            while len(cells) > len(header) and not cells[-1].strip():
                cells.pop()
            if len(cells) == len(header):
                lines.append(line)
                yield cells
            else:
                reason = "short_row" if len(cells) < len(header) else "long_row"
                asides.append(Aside(line, reason, cell=delimiter.join(cells)))

    rows = whole_rows()
    while chunk := list(itertools.islice(rows, _CHUNK)):
        chunks.append(text_frame(header, [list(column) for column in zip(*chunk, strict=True)]))
    frame = pd.concat(chunks, ignore_index=True) if chunks else text_frame(header, [[] for _ in header])
    note = Phrase("reading.note_text", {"encoding": name.upper(), "delimiter": word})
    return RawTable(frame, np.array(lines, dtype="int64"), [note], asides)


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (first line, cells) of each record that is not an empty line."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        width = before = 0
        try:
            for cells in reader:
                width = width or len(cells)
                if reader.line_num > before + 1:
                    _refuse_swallowed(cells, width, delimiter, path, before + 1, reader.line_num)
                if cells:
                    yield before + 1, cells
                before = reader.line_num
        except csv.Error as error:
            if "field larger" in str(error):
                raise EventLogError("reading.huge_cell", file=path.name, line=before + 1) from error
            raise EventLogError("reading.bad_quotes", file=path.name, first=before + 1, last=reader.line_num) from error


def _refuse_swallowed(cells: list[str], width: int, delimiter: str, path: Path, first: int, last: int) -> None:
    """Refuse a cell of several lines if one of them looks like a row: a quotation mark has swallowed it."""
    for cell in cells:
        if any(line.count(delimiter) >= max(width - 1, 1) for line in cell.splitlines()[1:]):
            raise EventLogError("reading.bad_quotes", file=path.name, first=first, last=last)


def _find_delimiter(path: Path, encoding: str) -> str:
    """Return what stands between the cells: what cuts the first rows into the same number of two or more cells."""
    with path.open(encoding=encoding, newline="") as file:
        sample = list(itertools.islice(file, _SAMPLE_ROWS))
    best, best_score = "", (0.0, 0)
    for delimiter in DELIMITERS:
        rows: list[list[str]] = []
        # A cell without end is complained about where all rows are read, with its place.
        with contextlib.suppress(csv.Error):
            rows.extend(row for row in csv.reader(sample, delimiter=delimiter) if row)
        width = len(rows[0]) if rows else 0
        if width < 2:
            continue
        alike = sum(len(row) == width for row in rows) / len(rows)
        if (alike, width) > best_score:
            best, best_score = delimiter, (alike, width)
    if not best:
        first = next((line.strip() for line in sample if line.strip()), "")
        raise EventLogError("reading.one_column" if first else "reading.empty", file=path.name, got=first[:80])
    return best
