"""One CSV file, read and checked against its description (a Frictionless Table Schema)."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..errors import CaseError
from ..i18n import t

if TYPE_CHECKING:
    from pandas import DataFrame, Series


def read_table(folder: Path, case: str, resource: dict[str, Any]) -> DataFrame:
    """Return the table that `resource` describes.

    Parameters
    ----------
    folder : Path
        Where the CSV file lies.
    case : str
        Name of the case, for the error's advice.
    resource : dict
        An entry of ``resources`` in ``datapackage.json``.

    Raises
    ------
    CaseError
        If the file is missing, is no UTF-8 CSV, has other columns than described, or a cell of another type or
        outside its range.
    """
    path = folder / resource["path"]
    if not path.is_file():
        raise CaseError("cases.missing_file", file=path.name, name=case)
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    header, rows, lines = _read_cells(path)
    if header != list(fields):
        raise CaseError("cases.wrong_columns", file=path.name, expected=", ".join(fields), got=", ".join(header))
    return pd.DataFrame(
        {
            name: _typed(pd.Series([row[place] for row in rows], dtype="str"), field, path.name, lines)
            for place, (name, field) in enumerate(fields.items())
        }
    )


def _read_cells(path: Path) -> tuple[list[str], list[list[str]], list[int]]:
    """Return the header, the rows, and the line on which each row ends.

    Read with the strict reader of the standard library: pandas takes a row that is too long for one with an index,
    and a stray quotation mark lets it swallow the rows up to the next one without a word.
    """
    rows, lines = [], []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            for row in reader:
                if len(row) != len(header):
                    detail = t("cases.row_length", line=reader.line_num, expected=len(header), got=len(row))
                    raise CaseError("cases.not_csv", file=path.name, detail=detail)
                rows.append(row)
                lines.append(reader.line_num)
    except UnicodeDecodeError as error:
        raise CaseError("cases.not_utf8", file=path.name) from error
    except csv.Error as error:
        detail = t("cases.bad_quotes", line=reader.line_num)
        raise CaseError("cases.not_csv", file=path.name, detail=detail) from error
    return header, rows, lines


def _typed(raw: Series[str], field: dict[str, Any], file: str, lines: list[int]) -> Series[Any]:
    """Return the column in its type, every constraint of `field` checked."""
    constraints = field.get("constraints", {})
    empty = raw == ""

    def demand(good: Series[bool], expected: str, **params: Any) -> None:
        wrong = ~good.astype(bool)
        if wrong.any():
            row = int(wrong.to_numpy().argmax())
            raise CaseError(
                "cases.wrong_value",
                file=file,
                column=field["name"],
                line=lines[row],
                expected=t(f"cases.{expected}", **params),
                got=raw.iloc[row],
            )

    if constraints.get("required"):
        demand(~empty, "type_required")
    if constraints.get("unique"):
        demand(~raw.duplicated(), "type_unique")
    if "enum" in constraints:
        demand(raw.isin(constraints["enum"]) | empty, "type_enum", allowed=", ".join(constraints["enum"]))
    kind = field.get("type", "string")
    if kind not in {"integer", "number", "date", "datetime"}:
        return raw
    if kind in {"integer", "number"}:
        values: Series[Any] = pd.to_numeric(raw.mask(empty), errors="coerce")
        good = values.notna() | empty
        if kind == "integer":
            good &= values.isna() | (values % 1 == 0)
    else:
        values = pd.to_datetime(raw.mask(empty), format="ISO8601", errors="coerce")
        good = values.notna() | empty
    demand(good, f"type_{kind}")
    for bound in ("minimum", "maximum"):
        if bound in constraints:
            limit = constraints[bound]
            edge = limit if kind in {"integer", "number"} else pd.Timestamp(limit)
            inside = values >= edge if bound == "minimum" else values <= edge
            demand(inside | empty, f"type_{bound}", limit=limit)
    if kind == "integer":
        return values.astype("Int64" if empty.any() else "int64")
    return values.astype("float64") if kind == "number" else values
