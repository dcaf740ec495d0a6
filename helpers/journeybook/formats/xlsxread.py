"""Reads a workbook with a map: as :mod:`.xlsx` writes it, or filled by a person from an empty one.

Macros, formulas and documents that would grow or reach outside are refused; links to other workbooks are not followed.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import EventLogError, FormatError
from ..evidence.reading.limits import check_zip
from ..i18n import LANGUAGES, Phrase, t
from ..model import JourneyMap
from .losses import Loss, LossKind
from .records import FIELDS, ONE_ROW, title
from .tableread import Row, fields_by_header, journey_map, normal

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

ONCE_FIELDS = {record: FIELDS[record] for record in ONE_ROW}
"""What stands on the first sheet, a line each."""

MOST_UNPACKED = 100_000_000

MOST_ROWS = 20_000
"""Rows below this one are not looked at: a map has far fewer cards."""

_MOST_COLUMNS = 50

_HEADER_WITHIN = 20
"""The row of headings is among the first so many."""

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

Line = tuple[int, list[Any]]


def read(path: Path) -> tuple[JourneyMap, tuple[Loss, ...]]:
    """Return the map in a workbook, and what of it has no place on a map.

    Raises
    ------
    FormatError
        If it is no workbook or an unsafe one, has no sheet with a map, or a cell cannot be understood; the sentence
        names sheet, row and column.
    """
    losses = _look_inside(path)
    book = _open(path)
    try:
        sheets = {normal(word): record for record in FIELDS for word in _titles(record)}
        rows: list[Row] = []
        known = 0
        for sheet in book.worksheets:
            record = sheets.get(normal(sheet.title))
            lines = _lines(sheet)
            if record is None:
                if any(any(_text(cell).strip() for cell in cells) for _, cells in lines):
                    losses.append(Loss(LossKind.IGNORED, "sheet", sheet.title))
                continue
            known += 1
            rows += _once(sheet.title, lines) if record == "map" else _table(sheet.title, record, lines, losses)
    finally:
        book.close()
    if not known:
        wanted = " / ".join(
            t(f"records.sheet_{record}", lang) for lang in LANGUAGES for record in ("stage", "touchpoint")
        )
        came = ", ".join(sheet.title for sheet in book.worksheets)
        raise FormatError("formats.no_sheet", file=path.name, known=wanted, came=came[:80])
    made, more = journey_map(rows)
    return made, (*losses, *more)


def _look_inside(path: Path) -> list[Loss]:
    """Refuse what is unsafe to open; return what will not be followed."""
    try:
        check_zip(path, MOST_UNPACKED)
    except EventLogError as error:
        raise FormatError(f"formats.zip_{error.key.partition('.')[2]}", file=path.name) from error
    with zipfile.ZipFile(path) as archive:
        names = [name.lower() for name in archive.namelist()]
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise FormatError("formats.macros", file=path.name)
    linked = any(name.startswith("xl/externallinks/") for name in names)
    return [Loss(LossKind.IGNORED, "links")] if linked else []


def _open(path: Path) -> Workbook:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # Of parts that a table does not need: styles, extensions, printer settings.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(path.read_bytes()), read_only=True, keep_links=False)
    except Exception as error:  # openpyxl lets any error of the XML through
        raise FormatError("formats.zip_not_xlsx", file=path.name) from error


def _titles(record: str) -> list[str]:
    if record in ONCE_FIELDS and record != "map":
        return []
    return [record, *(title(record, lang, many=True) for lang in LANGUAGES)]


def _lines(sheet: Any) -> list[Line]:
    """Return the rows that are not blank, with their numbers."""
    # What the file says of its own size is often wrong, and could be huge.
    sheet.reset_dimensions()
    found = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS, max_col=_MOST_COLUMNS), 1):
                if any(cell.value is not None for cell in cells):
                    found.append((number, list(cells)))
    except Exception as error:  # openpyxl lets any error of the XML through
        raise FormatError("formats.bad_sheet", sheet=sheet.title) from error
    return found


def _once(sheet: str, lines: list[Line]) -> Iterator[Row]:
    """Yield what occurs once: in each line what it is called, and beside it what it says."""
    words = {
        normal(t(f"records.line_{record}_{field}", lang)): (record, field)
        for lang in LANGUAGES
        for record, fields in ONCE_FIELDS.items()
        for field in fields
    }
    found: dict[str, dict[str, str]] = {}
    places: dict[str, dict[str, tuple[int, str]]] = {}
    for number, cells in lines:
        name = _text(cells[0])
        if normal(name) in words and len(cells) > 1 and cells[1].value is not None:
            record, field = words[normal(name)]
            _refuse_formula(sheet, number, name, cells[1])
            found.setdefault(record, {})[field] = _text(cells[1])
            places.setdefault(record, {})[field] = (number, name)
    for record, cells_by_field in found.items():
        yield Row(record, cells_by_field, _LinePlace(sheet, places[record]))


def _table(sheet: str, record: str, lines: list[Line], losses: list[Loss]) -> Iterator[Row]:
    heads, fields, body = _header(sheet, record, lines)
    places = {field: (head, _letter(at)) for at, (field, head) in enumerate(zip(fields, heads, strict=True)) if field}
    strange = dict[str, None]()
    for number, cells in body:
        found = {}
        for at, cell in enumerate(cells):
            if cell.value is None:
                continue
            head, field = (heads[at], fields[at]) if at < len(heads) else ("", "")
            _refuse_formula(sheet, number, head, cell)
            if field:
                found[field] = _text(cell)
            elif _text(cell).strip():
                strange[head or _letter(at)] = None
        if any(found.values()):
            yield Row(record, found, _CellPlace(sheet, number, places))
    losses += [Loss(LossKind.IGNORED, "column", f"{sheet}: {head}") for head in strange]


def _header(sheet: str, record: str, lines: list[Line]) -> tuple[list[str], list[str], list[Line]]:
    """Return the headings of a sheet, the fields that they mean, and the rows below them."""
    if not lines:
        return [], [], []
    known, anywhere = fields_by_header(record), fields_by_header()

    def fields_of(line: Line) -> list[str]:
        heads = [normal(_text(cell)) for cell in line[1]]
        return [known.get(head) or anywhere.get(head, "") for head in heads]

    # A title may stand above the headings.
    near = [line for line in lines if line[0] <= _HEADER_WITHIN] or lines[:1]
    best = max(near, key=lambda line: len({*fields_of(line)} & {*known.values()}))
    fields = fields_of(best)
    heads = [_text(cell).strip() for cell in best[1]]
    for field in fields:
        if field and fields.count(field) > 1:
            raise FormatError("formats.column_twice", file=sheet, column=heads[fields.index(field)])
    if {*fields} & {*known.values()}:
        return heads, fields, lines[lines.index(best) + 1 :]
    wanted = [t(f"records.col_{field}", lang) for lang in LANGUAGES for field in FIELDS[record][1:-1]]
    raise FormatError("formats.no_header_in_sheet", sheet=sheet, known=" / ".join(wanted))


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place + 1))


def _refuse_formula(sheet: str, number: int, head: str, cell: Any) -> None:
    if cell.data_type in ("f", "e"):
        key = "formats.formula" if cell.data_type == "f" else "formats.error_value"
        raise FormatError(key, sheet=sheet, row=number, column=_letter(cell.column - 1), head=head)


class _CellPlace:
    """Says where a field of a row stands."""

    def __init__(self, sheet: str, row: int, columns: dict[str, tuple[str, str]]) -> None:
        self._sheet, self._row, self._columns = sheet, row, columns

    def __call__(self, field: str) -> Phrase:
        if field not in self._columns:
            return Phrase("records.at_row", {"sheet": self._sheet, "row": self._row})
        head, letter = self._columns[field]
        return Phrase("records.at_cell", {"sheet": self._sheet, "row": self._row, "column": letter, "head": head})


class _LinePlace:
    """Says where a line of the first sheet stands."""

    def __init__(self, sheet: str, lines: dict[str, tuple[int, str]]) -> None:
        self._sheet, self._lines = sheet, lines

    def __call__(self, field: str) -> Phrase:
        number, head = self._lines.get(field, (1, ""))
        return Phrase("records.at_cell", {"sheet": self._sheet, "row": number, "column": "B", "head": head})


def _text(cell: Any) -> str:
    """Return a cell as text; whole numbers without a fraction, dates as in ISO 8601."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat(sep=" ") if isinstance(value, dt.datetime) else value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value)) if isinstance(value, str) else str(value)
