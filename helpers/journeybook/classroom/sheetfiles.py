"""Files for spreadsheets: Excel workbooks and CSV files, in which no text is run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..atomic import write_bytes, write_text
from ..errors import ClassError
from ..spreadsheet import harmless, printable, text_width

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_NARROWEST, _WIDEST = 8, 44

Value = str | float | int | None


def save_csv(file: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file that spreadsheets open with Chinese characters intact.

    A text that a spreadsheet would run as a formula gets an apostrophe in front; a number stays one.

    Raises
    ------
    ClassError
        If the file cannot be written.
    """
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([cell if _is_number(cell) else harmless(cell) for cell in row] for row in rows)
    try:
        # The byte order mark tells Excel that this is UTF-8.
        write_text(file, f"\ufeff{stream.getvalue()}")
    except OSError as error:
        raise ClassError("classroom.csv_not_written", file=file, reason=error.strerror or error) from error


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII) is not None


def new_book() -> Workbook:
    """Return a workbook without sheets."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    return book


def save_book(book: Workbook, file: Path) -> None:
    """Write a workbook; raises ClassError if the file cannot be written."""
    stream = io.BytesIO()
    book.save(stream)
    try:
        write_bytes(file, stream.getvalue())
    except OSError as error:
        raise ClassError("classroom.csv_not_written", file=file, reason=error.strerror or error) from error


def add_sheet(book: Workbook, title: str) -> Worksheet:
    """Add a sheet; spreadsheets take at most 31 characters, none of them special, and no name twice."""
    plain = printable(re.sub(r"[\[\]:*?/\\']", "_", title))[:31] or "_"
    taken = {name.lower() for name in book.sheetnames}
    number, free = 2, plain
    while free.lower() in taken:
        free, number = f"{plain[:27]}-{number}", number + 1
    sheet: Worksheet = book.create_sheet(free)
    return sheet


def add_head(sheet: Worksheet, titles: Sequence[str]) -> None:
    """Write the titles of the columns."""
    from openpyxl.styles import Alignment, Font, PatternFill

    add_line(sheet, list(titles))
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E5F")
        cell.alignment = Alignment(vertical="center", wrap_text=True)


def add_line(sheet: Worksheet, values: Sequence[Value]) -> None:
    """Add a line; texts are made harmless."""
    row: list[Any] = [harmless(printable(value)) if isinstance(value, str) else value for value in values]
    sheet.append(row)


def format_cell(sheet: Worksheet, column: int, form: str) -> None:
    """Set the number format of one cell of the last line."""
    sheet.cell(sheet.max_row, column).number_format = form


def format_from(sheet: Worksheet, first: int, form: str) -> None:
    """Set the number format of all cells of the last line from a column on."""
    for column in range(first, sheet.max_column + 1):
        format_cell(sheet, column, form)


def finish(sheet: Worksheet, frozen: str) -> None:
    """Fix the heading, let every column be filtered and make each as wide as what it holds; print it on wide paper."""
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = frozen
    sheet.auto_filter.ref = sheet.dimensions
    for number, column in enumerate(sheet.iter_cols(), 1):
        # Headings may take two lines.
        widths = {cell: _width(cell.value) if cell.row > 1 else _width(cell.value) / 2 + 4 for cell in column}
        width = min(max(max(widths.values()) + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width
        for cell in column[1:]:
            if widths[cell] > width:
                cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _width(value: Any) -> float:
    """Return how wide a value is shown, in Latin letters; Chinese ones take two."""
    if isinstance(value, float):
        return 6
    return text_width("" if value is None else str(value))
