"""CSV: the whole map in one long table, a row a card, for other programs and for spreadsheets.

A text that a spreadsheet would run as a formula has an apostrophe in front in the file, and not on the map.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from ..atomic import write_bytes
from ..errors import FormatError
from ..i18n import LANGUAGES, Phrase
from ..model import JourneyMap
from ..spreadsheet import harmless
from .losses import Loss, LossKind
from .records import FIELDS, Cell, header, rows, title
from .tableread import MOST_ROWS, Row, fields_by_header, journey_map, normal
from .textfile import read_text

DELIMITERS = ",;\t|"

_HEADINGS = 10_000
"""So many characters the row of headings has at most."""

COLUMNS = ("record", *dict.fromkeys(field for fields in FIELDS.values() for field in fields if field != "id"), "id")


def write(made: JourneyMap, path: Path, lang: str) -> tuple[Loss, ...]:
    """Write the map as a table with headings in `lang`."""
    stream = io.StringIO(newline="")
    table = csv.writer(stream)
    table.writerow(header(field, lang) for field in COLUMNS)
    for record, found in rows(made, lang).items():
        for row in found:
            table.writerow(_written({**row, "record": title(record, lang)}.get(field)) for field in COLUMNS)
    # Excel takes a file for UTF-8 only if it begins with the mark.
    write_bytes(path, stream.getvalue().encode("utf-8-sig"))
    return ()


def read(path: Path) -> tuple[JourneyMap, tuple[Loss, ...]]:
    """Return the map in a table, in any usual encoding and with any usual delimiter.

    Raises
    ------
    FormatError
        If it is no such table, or a cell cannot be understood; the sentence says where.
    """
    text = read_text(path)
    known = fields_by_header()
    delimiter = max(DELIMITERS, key=lambda sign: _known_in(text, sign, known))
    records = _records(text, delimiter, path.name)
    heads = next(records, (1, []))[1]
    fields = [known.get(normal(head), "") for head in heads]
    named = [field for field in fields if field]
    if "record" not in named or len(named) < 2:
        wanted = " / ".join(header("record", lang) for lang in LANGUAGES)
        raise FormatError("formats.no_header", file=path.name, known=wanted, came=" ".join(heads)[:80])
    for field in named:
        if named.count(field) > 1:
            raise FormatError("formats.column_twice", file=path.name, column=heads[fields.index(field)])
    kinds = {normal(word): one for one in FIELDS for word in (one, *(title(one, lang) for lang in LANGUAGES))}
    found: list[Row] = []
    strange: dict[str, None] = {}
    for line, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(heads) and any(cell.strip() for cell in cells[len(heads) :]):
            raise FormatError("formats.long_row", file=path.name, line=line, came=len(cells), expected=len(heads))
        read_cells = {field: _read(cell) for field, cell in zip(fields, cells, strict=False) if field and cell}
        strange |= {head: None for head, field, cell in zip(heads, fields, cells, strict=False) if cell and not field}
        record = read_cells.pop("record", "")
        if normal(record) not in kinds:
            raise FormatError(
                "formats.unknown_record",
                file=path.name,
                line=line,
                column=heads[fields.index("record")],
                known=" / ".join(title(one, lang) for lang in LANGUAGES for one in FIELDS),
                came=record[:40],
            )
        if len(found) == MOST_ROWS:
            raise FormatError("formats.too_many", file=path.name, most=MOST_ROWS)
        found.append(Row(kinds[normal(record)], read_cells, _Place(line, dict(zip(fields, heads, strict=True)))))
    made, losses = journey_map(found)
    return made, (*(Loss(LossKind.IGNORED, "column", head) for head in strange), *losses)


def _known_in(text: str, delimiter: str, known: dict[str, str]) -> int:
    """Return how many headings are known if this sign stands between them."""
    first = next(iter(text[:_HEADINGS].splitlines()), "")
    return sum(normal(head) in known for head in next(csv.reader([first], delimiter=delimiter), []))


def _records(text: str, delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (first line, cells) of each record."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        if "field larger" in str(error):
            raise FormatError("formats.huge_cell", file=file, line=before + 1) from error
        raise FormatError("formats.bad_quotes", file=file, first=before + 1, last=reader.line_num) from error


class _Place:
    """Says where a field of a row stands."""

    def __init__(self, line: int, heads: dict[str, str]) -> None:
        self._line = line
        self._heads = heads

    def __call__(self, field: str) -> Phrase:
        if field in self._heads:
            return Phrase("records.at_line", {"line": self._line, "column": self._heads[field]})
        return Phrase("records.at_line_only", {"line": self._line})


def _written(cell: Cell) -> str | int | float | None:
    if not isinstance(cell, str):
        return cell
    # A text that begins like one of ours, with an apostrophe, gets one more, so that none is lost.
    text = cell.replace("\0", "\ufffd")
    return f"'{text}" if harmless(text.lstrip("'")) != text.lstrip("'") else text


def _read(cell: str) -> str:
    rest = cell.lstrip("'")
    return cell[1:] if rest != cell and harmless(rest) != rest else cell
