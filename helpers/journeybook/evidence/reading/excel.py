"""Reads Excel workbooks."""

from __future__ import annotations

import datetime as dt
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import EventLogError
from ...i18n import Phrase
from .limits import check_size, check_zip
from .report import Aside
from .table import RawTable, check_header, text_frame

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


def read_excel(path: Path, most: int, sheet: str | None) -> RawTable:
    """Return the cells of one sheet: the one asked for, else the first that is not empty.

    The first row that is not empty names the columns; what stands to the right of them is not part of the table. A
    formula counts as the value that Excel last worked out for it; where none is stored the row is set aside.

    Raises
    ------
    EventLogError
        If the file is empty, too large, no workbook, unsafe to unpack, has no such sheet, or its header is wrong.
    """
    import numpy as np

    check_size(path, most)
    check_zip(path, most)
    values, formulas = _open(path, data_only=True), _open(path, data_only=False)
    try:
        name, others = _choose(values, sheet, path)
        notes = [Phrase("reading.note_sheet", {"sheet": name})]
        if others:
            notes.append(Phrase("reading.note_sheets", {"sheets": ", ".join(others)}))
        start, header = _header(values, name, path)
        rows: list[list[str]] = []
        lines: list[int] = []
        asides: list[Aside] = []
        worked_out = 0
        shape = {"min_row": start + 1, "max_col": len(header)}
        pairs = zip(_rows(values, name, **shape), _rows(formulas, name, **shape), strict=True)
        for line, (shown, written) in enumerate(pairs, start=start + 1):
            # A formula stands in one of the two as it is written, in the other as what came of it.
            differ = [place for place, cell in enumerate(written) if cell is not None and cell != shown[place]]
            empty = [place for place in differ if shown[place] is None]
            if empty:
                asides.append(Aside(line, "formula_without_value", header[empty[0]], str(written[empty[0]])))
                continue
            worked_out += len(differ)
            cells = [_text(cell) for cell in shown]
            if any(cells):
                rows.append(cells + [""] * (len(header) - len(cells)))
                lines.append(line)
    finally:
        values.close()
        formulas.close()
    if worked_out:
        notes.append(Phrase("reading.note_formulas", {"count": worked_out}))
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in header]
    return RawTable(text_frame(header, columns), np.array(lines, dtype="int64"), notes, asides, serials=True)


def _open(path: Path, data_only: bool) -> Workbook:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # Of parts that a table does not need: styles, extensions, printer settings.
            warnings.simplefilter("ignore")
            return load_workbook(path, read_only=True, data_only=data_only, keep_links=False)
    except Exception as error:  # openpyxl lets any error of the XML through
        raise EventLogError("reading.not_xlsx", file=path.name) from error


def _choose(book: Workbook, sheet: str | None, path: Path) -> tuple[str, list[str]]:
    """Return the sheet to read, and the others that hold something."""
    names = [one.title for one in book.worksheets]
    if sheet is not None:
        if sheet not in names:
            raise EventLogError("reading.no_sheet", file=path.name, sheet=sheet, sheets=", ".join(names))
        return sheet, []
    filled = [name for name in names if any(any(_text(cell) for cell in row) for row in _rows(book, name))]
    if not filled:
        raise EventLogError("reading.empty", file=path.name)
    return filled[0], filled[1:]


def _header(book: Workbook, name: str, path: Path) -> tuple[int, list[str]]:
    """Return the number of the first row that is not empty, and the columns that it names."""
    for line, row in enumerate(_rows(book, name), start=1):
        if any(_text(cell) for cell in row):
            header = check_header([_text(cell) for cell in row], path.name)
            if len(header) == 1:
                raise EventLogError("reading.one_column", file=path.name, got=header[0][:80])
            return line, header
    raise EventLogError("reading.empty", file=path.name)


def _rows(book: Workbook, name: str, **shape: int) -> Any:
    sheet: Any = book[name]
    # What the file says of its own size is often wrong, and could be huge.
    sheet.reset_dimensions()
    return sheet.iter_rows(values_only=True, **shape)


def _text(cell: Any) -> str:
    """Return a cell as text, times as in ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
