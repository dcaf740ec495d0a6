"""Excel: a workbook that people can fill by hand, a sheet a kind of card, with lists to choose from.

Every text is a text and never a formula; :mod:`.xlsxread` reads it back.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..atomic import write_bytes
from ..i18n import t
from ..model import JourneyMap
from ..spreadsheet import harmless, text_width
from .losses import Loss
from .records import CHOICES, FIELDS, Cell, choices, header, rows, title
from .xlsxread import ONCE_FIELDS, read

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["read", "write"]

SPARE = 200
"""Rows below the last one for which lists are ready."""

WIDTHS = {
    "name": 22,
    "text": 40,
    "action": 30,
    "thought": 30,
    "backstage": 26,
    "about": 40,
    "situation": 40,
    "source": 24,
}
"""How wide columns are, in letters; the others are narrow."""

FONT = "Calibri"

_NARROW = 15
_LINE = 15
_MOST_LINES = 12
_LONGEST = 32_767
"""So many units of UTF-16 an Excel cell holds."""

_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def write(journey_map: JourneyMap, path: Path, lang: str) -> tuple[Loss, ...]:
    """Write the map as a workbook with headings in `lang`."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title, book.properties.creator = _cell_text(journey_map.scenario.name)[:200], "Journeybook"
    found = rows(journey_map, lang)
    _first_sheet(book.active, found, lang)
    sheets = {
        record: book.create_sheet(title(record, lang, many=True)) for record in FIELDS if record not in ONCE_FIELDS
    }
    for record, sheet in sheets.items():
        _table(sheet, record, found[record], lang)
    for record, sheet in sheets.items():
        _lists(sheet, record, {one: len(rows) + 1 + SPARE for one, rows in found.items()}, sheets, lang)
    stream = io.BytesIO()
    book.save(stream)
    write_bytes(path, stream.getvalue())
    return ()


def _first_sheet(sheet: Worksheet, found: dict[str, list[dict[str, Cell]]], lang: str) -> None:
    """Write what occurs once, a line each, and beside it how the sheets are filled."""
    from openpyxl.styles import Alignment, Font

    sheet.title = title("map", lang, many=True)
    line = 0
    for record, fields in ONCE_FIELDS.items():
        for field in fields:
            line += 1
            _put(sheet, line, 1, t(f"records.line_{record}_{field}", lang))
            sheet.cell(line, 1).font = Font(name=FONT, bold=True)
            value = found[record][0].get(field)
            _put(sheet, line, 2, value)
            sheet.cell(line, 2).number_format = "@"
            if (record, field) in CHOICES:
                _choose(sheet, f"B{line}", f'"{",".join(choices(record, field, lang))}"', lang)
            sheet.row_dimensions[line].height = _height([value], [60])
    for number, sentence in enumerate(t("records.guide", lang).split("\n"), 1):
        sheet.cell(number, 4).value = sentence
        sheet.cell(number, 4).font = Font(name=FONT, italic=True, color="595959")
        sheet.cell(number, 4).alignment = Alignment(vertical="top", wrap_text=True)
    for column, width in (("A", 20), ("B", 60), ("C", 3), ("D", 60)):
        sheet.column_dimensions[column].width = width
    _page(sheet)


def _table(sheet: Worksheet, record: str, found: list[dict[str, Cell]], lang: str) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    fields = FIELDS[record]
    widths = [max(WIDTHS.get(field, _NARROW), text_width(header(field, lang)) + 3) for field in fields]
    for column, (field, width) in enumerate(zip(fields, widths, strict=True), 1):
        _put(sheet, 1, column, header(field, lang))
        sheet.cell(1, column).font = Font(name=FONT, bold=True, color="FFFFFF")
        sheet.cell(1, column).fill = PatternFill("solid", fgColor="1F4E5F")
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.hidden = width, field == "id"
        if field not in ("emotion", "severity", "number"):
            # What a person types in is a text, too: no date, no formula.
            dimension.number_format = "@"
    for line, row in enumerate(found, 2):
        values = [row.get(field) for field in fields]
        for column, value in enumerate(values, 1):
            _put(sheet, line, column, value)
        sheet.row_dimensions[line].height = _height(values[:-1], widths)
    sheet.freeze_panes = "A2"
    _page(sheet)


def _page(sheet: Worksheet) -> None:
    """Lay a sheet out for printing: as wide as the paper."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _put(sheet: Worksheet, line: int, column: int, value: Cell) -> None:
    from openpyxl.styles import Alignment

    cell: Any = sheet.cell(line, column)
    cell.alignment = Alignment(vertical="top", horizontal="left", wrap_text=True)
    if isinstance(value, str):
        cell.value = _cell_text(value)
        # Set last: openpyxl takes what begins with a sign of equality for a formula.
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = harmless(value) != value
    elif isinstance(value, float):
        # openpyxl would round to 16 digits, of which 17 may be needed.
        cell.value, cell.data_type, cell.number_format = repr(value), "n", "General"
    else:
        cell.value = value


def _cell_text(text: str) -> str:
    """Return a text as a cell holds it: characters that XML has not are escaped the way Excel does it."""
    # In small letters, for openpyxl takes the code with a large F out of every text, wherever it stands.
    made = _LOOKS_ESCAPED.sub("_x005f_", text).replace("x005F_", "_x0078_005F_")
    escaped = _ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", made)
    if len(escaped.encode("utf-16-le")) / 2 > _LONGEST:
        return _ILLEGAL.sub("\ufffd", made)
    return escaped


def _height(values: list[Cell], widths: list[int]) -> float:
    """Return how high a row must be, in points: not every program works it out by itself."""
    lines = [
        sum(-(-max(text_width(line), 1) // (width - 2)) for line in value.split("\n"))
        for value, width in zip(values, widths, strict=False)
        if isinstance(value, str)
    ]
    return _LINE * min(max([1, *lines]), _MOST_LINES)


def _lists(sheet: Worksheet, record: str, last: dict[str, int], sheets: dict[str, Worksheet], lang: str) -> None:
    """Add to each column what it may hold, down to the `last` row: a list to choose from, or what to type."""
    from openpyxl.utils import get_column_letter

    for column, field in enumerate(FIELDS[record], 1):
        letter = get_column_letter(column)
        cells = f"{letter}2:{letter}{last[record]}"
        if (record, field) in CHOICES:
            _choose(sheet, cells, f'"{",".join(choices(record, field, lang))}"', lang)
        elif field in ("emotion", "severity"):
            scale = range(-2, 3) if field == "emotion" else range(1, 6)
            _choose(sheet, cells, f'"{",".join(map(str, scale))}"', lang, prompt=t(f"records.prompt_{field}", lang))
        elif field in ("stage", "touchpoint", "lane"):
            names = get_column_letter(FIELDS[field].index("name") + 1)
            place = f"'{sheets[field].title}'!${names}$2:${names}${last[field]}"
            _choose(sheet, cells, place, lang, strict=False, prompt=t("records.prompt_link", lang))
        elif field in ("claim", "pain_points", "code", "number"):
            _choose(sheet, cells, "", lang, strict=False, prompt=t(f"records.prompt_{field}", lang))


def _choose(sheet: Worksheet, cells: str, source: str, lang: str, *, strict: bool = True, prompt: str = "") -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list" if source else None, formula1=source or None, allow_blank=True)
    rule.showErrorMessage = strict
    rule.errorStyle, rule.error = "stop", t("records.choose", lang)
    if prompt:
        rule.showInputMessage, rule.prompt = True, prompt
    sheet.add_data_validation(rule)
    rule.add(cells)
