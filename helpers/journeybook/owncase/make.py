"""Make a case of one's own: data, suggestions, key and exercises, all or nothing."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ..atomic import write_text
from ..cases import Case
from ..cases.parts import DESCRIPTION
from ..errors import CaseError
from ..i18n import LANGUAGES, Phrase, t
from .columns import Source, find_source, told
from .exercise import write_exercise
from .names import clean, plain_name
from .place import exercise_id, new_case_folder
from .suggest import Suggestions, key_text, suggest, suggestions_text
from .tables import Rows, check_used, event_table

_TYPES = {
    **dict.fromkeys(("stage", "csat", "ces", "nps"), "integer"),
    **dict.fromkeys(("wait_min", "duration_min"), "number"),
    **dict.fromkeys(("started", "answered", "written", "opened", "first_reply"), "datetime"),
}


@dataclass(frozen=True)
class Made:
    """A case that was made: where it is, what the columns were taken for, what was left out."""

    folder: Path
    taken: str
    notes: tuple[Phrase, ...]
    rows: Mapping[str, int]


def make_case(
    name: str,
    files: Sequence[Path],
    *,
    titles: Mapping[str, str] | None = None,
    columns: Mapping[str, Mapping[str, str]] | None = None,
    kinds: Mapping[str, str] | None = None,
    day_first: bool | None = None,
) -> Made:
    """Make the case `name` from a trainer's files.

    Parameters
    ----------
    name : str
        Small letters, digits, ``_`` and ``-``.
    files : sequence of Path
        One event log, and any of surveys, comments, tickets and relationship surveys.
    titles : mapping, optional
        What the case is called, by language; default its name.
    columns : mapping, optional
        File name → role → column: corrections.
    kinds : mapping, optional
        File name → kind: corrections.
    day_first : bool, optional
        How 01/05/2026 is to be read, where no date settles it.

    Raises
    ------
    CaseError, EventLogError
        If the name is taken or a file cannot be used. Nothing is made then.
    """
    folder = new_case_folder(name)
    columns, kinds = dict(columns or {}), dict(kinds or {})
    strangers = sorted({*columns, *kinds} - {path.name for path in files})
    if strangers:
        raise CaseError("owncase.no_such_file", file=strangers[0], files=", ".join(path.name for path in files))
    sources = [find_source(path, columns.get(path.name), kinds.get(path.name)) for path in files]
    tables, notes, taken = _tables(sources, columns, day_first)
    named = {lang: plain_name((titles or {}).get(lang, "")) or name for lang in LANGUAGES}
    try:
        folder.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as temporary:
            made = Path(temporary) / name
            made.mkdir()
            _write_data(made, name, named, tables)
            case = Case(made)
            found = suggest(case)
            _write_rest(made, case, found, taken)
            shutil.move(made, folder)
    except OSError as error:
        raise CaseError("owncase.not_writable", folder=folder, reason=error.strerror or str(error)) from error
    return Made(folder, taken, tuple(notes), {table: len(rows) for table, rows in tables.items()})


def _tables(
    sources: Sequence[Source], columns: Mapping[str, Mapping[str, str]], day_first: bool | None
) -> tuple[dict[str, list[dict[str, Any]]], list[Phrase], str]:
    """Return the rows of each table, what was left out, and what the columns were taken for."""
    from ..evidence import read_log

    logs = [source for source in sources if source.kind == "events"]
    if len(logs) != 1:
        files = ", ".join(source.path.name for source in logs) or "–"
        raise CaseError("owncase.one_log", count=len(logs), files=files)
    log = read_log(logs[0].path, columns.get(logs[0].path.name), day_first=day_first)
    events, touchpoints = event_table(log)
    tables: dict[str, list[dict[str, Any]]] = {"touchpoints": touchpoints.rows, "events": events}
    notes: list[Phrase] = []
    first = 1
    others = [source for source in sources if source.kind != "events"]
    for source in others:
        rows = Rows(source, touchpoints, day_first, first)
        first += rows.n
        made = rows.tables()
        check_used(source, rows, made)
        notes += rows.told()
        for table, found in made.items():
            tables.setdefault(table, []).extend(found)
    return tables, notes, "\n".join(map(_on_a_line, f"{log.reading}\n{told(others)}".strip().splitlines()))


def _on_a_line(line: str) -> str:
    return ("  " if line.startswith(" ") else "") + clean(line)


def _write_data(folder: Path, name: str, titles: Mapping[str, str], tables: Mapping[str, list[dict[str, Any]]]) -> None:
    times = [
        str(row[column]) for rows in tables.values() for row in rows for column in row
        if _TYPES.get(column) == "datetime" and row[column]
    ]  # fmt: skip
    resources = []
    for table, rows in tables.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        fields = [{"name": column, "type": _TYPES.get(column, "string")} for column in rows[0]]
        resources.append({"name": table, "path": f"{table}.csv", "encoding": "utf-8", "schema": {"fields": fields}})
    description = {
        "profile": "tabular-data-package",
        "name": name,
        "title": titles["en"],
        "title_zh": titles["zh"],
        "description": t("ownexercise.about", "en", title=titles["en"]),
        "description_zh": t("ownexercise.about", "zh", title=titles["zh"]),
        "observed": {
            "from": min(times),
            "until": (datetime.fromisoformat(max(times)) + timedelta(minutes=1)).isoformat(),
        },
        "resources": resources,
    }
    write_text(folder / DESCRIPTION, json.dumps(description, ensure_ascii=False, indent=2) + "\n")


def _write_rest(folder: Path, case: Case, found: Suggestions, taken: str) -> None:
    write_text(folder / "columns.txt", f"{taken}\n")
    (folder / "key").mkdir()
    write_text(folder / "key" / "key.toml", key_text(found))
    for lang in LANGUAGES:
        write_text(folder / f"suggestions.{lang}.md", suggestions_text(case, found, lang))
        write_exercise(folder / "exercise" / lang / exercise_id(case.name), case, found, lang)
