"""An action plan as a workbook for Excel, LibreOffice or WPS: one sheet for the plan, one for the map's opportunities.

Texts that a spreadsheet would run as a formula get an apostrophe in front; dates are dates, to sort and filter by.
"""

from __future__ import annotations

import io
import math
from datetime import date
from typing import TYPE_CHECKING, Any

from ..i18n import t
from ..spreadsheet import harmless, printable, text_width
from .planpaper import SHARES, Paper, Table, Value

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

DATE = "yyyy-mm-dd"

FONT = "Calibri"

_LINE = 15
"""Height of a line, in points."""

_PAGE = 150
"""Letters that stand beside each other on a page."""


def book(paper: Paper) -> bytes:
    """Return the plan as an ``.xlsx``."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    made = Workbook()
    made.properties.title, made.properties.creator = paper.title, "Journeybook"
    plan = made.active
    plan.title = t("planpaper.sheet_plan")
    _put(plan, 1, [paper.title])
    plan.cell(1, 1).font = Font(name=FONT, bold=True, size=16)
    plan.row_dimensions[1].height = 24
    row = 2
    for name, value in paper.facts:
        _put(plan, row, [name, value])
        plan.cell(row, 1).font = Font(name=FONT, bold=True)
        row += 1
    *tables, opportunities = paper.tables
    for table in tables:
        row = _add(plan, row + 1, table)
    _lay_out(plan, SHARES["actions"])
    second = made.create_sheet(t("planpaper.sheet_opportunities"))
    _add(second, 1, opportunities)
    _lay_out(second, SHARES["opportunities"])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _add(sheet: Worksheet, row: int, table: Table) -> int:
    """Put a table on a sheet from `row` on; return the row below it."""
    from openpyxl.styles import Font, PatternFill

    _put(sheet, row, [table.heading])
    sheet.cell(row, 1).font = Font(name=FONT, bold=True, size=13)
    sheet.row_dimensions[row].height = 20
    row += 1
    if not table.rows:
        _put(sheet, row, [table.empty])
        return row + 1
    _put(sheet, row, list(table.columns))
    for cell in sheet[row][: len(table.columns)]:
        cell.font = Font(name=FONT, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E5F")
    for values in table.rows:
        row += 1
        _put(sheet, row, list(values))
        sheet.row_dimensions[row].height = _LINE * max(map(_lines, values, _widths(SHARES[table.kind])))
    if table.note:
        row += 1
        _put(sheet, row, [table.note])
    return row + 1


def _put(sheet: Worksheet, row: int, values: list[Value]) -> None:
    from openpyxl.styles import Alignment

    for column, value in enumerate(values, 1):
        cell: Any = sheet.cell(row, column)
        if isinstance(value, date):
            cell.value, cell.number_format = value, DATE
        else:
            cell.value = harmless(printable(value, keep="\n"))
            cell.data_type = "s"
        # A heading, a note or a title goes on over the empty cells beside it.
        cell.alignment = Alignment(vertical="top", horizontal="left", wrap_text=len(values) > 2)


def _widths(shares: tuple[int, ...]) -> list[float]:
    """Return how wide columns are, in letters."""
    return [share * _PAGE / 100 for share in shares]


def _lines(value: Value, width: float) -> int:
    """Return how many lines a value takes in a column: not every program works out by itself how high a row must be."""
    if isinstance(value, date):
        return 1
    # Lines break where words end, so some room is lost.
    return sum(math.ceil(max(text_width(line), 1) / (width * 0.9)) for line in value.split("\n"))


def _lay_out(sheet: Worksheet, shares: tuple[int, ...]) -> None:
    from openpyxl.utils import get_column_letter

    for column, share in enumerate(_widths(shares), 1):
        sheet.column_dimensions[get_column_letter(column)].width = share
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
