"""Take a hand-in in without trusting it.

What arrives in the exchange was written by somebody else: it may lack files, have too many, hold links to the
answer key, or a notebook that no program can open. :func:`accept` copies what a hand-in may consist of and nothing
else; links are never followed. Of the notebook only the text of its cells is kept, and what they say they are, for
:mod:`.tampering` to compare; it carries no data and is never run, so a notebook that is missing, damaged or enormous
does not cost the learner their hand-in. In a coding exercise the text of the cells that are the learner's to write is
their work, and runs in a sandbox: see :mod:`.coding`.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell, writes

from .. import answersfile, jsonfile
from ..handin import RefusedFileError, expected_files, read_regular
from . import tampering

NOTES_FILE = "hand-in.json"
"""What :func:`accept` found, beside the accepted files."""

SECRET_FILE = "submission_secret.txt"  # noqa: S105  # nbgrader's name for the file, no secret in itself
TIME_FILE = "timestamp.txt"

MAX_ENTRIES = 50
"""Most files of one hand-in that are looked at."""

MAX_CELLS = 500
MAX_CELL_TEXT = 20_000
"""Most cells, and characters in each, that are kept of a notebook."""

_MAKE_CELL: dict[str, Callable[..., Any]] = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


@dataclass(frozen=True)
class Notes:
    """What was remarkable about a hand-in."""

    notebook: str
    """``""``, ``"missing"`` or ``"broken"``; the map and the answers count all the same."""
    set_aside: tuple[tuple[str, str], ...]
    """(file name, reason), reason being ``"not_regular"``, ``"too_large"``, ``"hard_link"``, ``"unreadable"``,
    ``"unexpected"`` or ``"too_many"``."""


def accept(source: Path, target: Path, exercise: str, timestamp: str) -> Notes:
    """Copy the hand-in `source` to the new folder `target`.

    Parameters
    ----------
    source : Path
        What arrived; not changed.
    target : Path
        Where nbgrader will grade it; must not exist.
    exercise : str
        Id of the exercise.
    timestamp : str
        When it was handed in, as nbgrader writes it; left out where it is no time.
    """
    target.mkdir(parents=True)
    set_aside: list[tuple[str, str]] = []
    found: dict[str, bytes] = {}
    wanted = expected_files(exercise)
    for name in _entries(source, (*wanted, SECRET_FILE), set_aside):
        if name == TIME_FILE:
            continue
        if name not in (*wanted, SECRET_FILE):
            set_aside.append((name, "unexpected"))
            continue
        try:
            found[name] = read_regular(source / name, owner=source.lstat().st_uid)
        except RefusedFileError as refused:
            set_aside.append((name, str(refused)))
        except OSError:
            set_aside.append((name, "unreadable"))
    notebook, state = _plain_notebook(found.pop(wanted[0], None))
    (target / wanted[0]).write_text(notebook, encoding="utf-8")
    secret = found.pop(SECRET_FILE, b"").decode("ascii", "replace").strip()
    if not re.fullmatch("[0-9a-f]{16,200}", secret):
        # Without it nbgrader cannot release feedback; a fresh one only means that nobody fetches it by this way.
        secret = secrets.token_hex(64)
    (target / SECRET_FILE).write_text(secret, encoding="ascii")
    if _is_time(timestamp):
        (target / TIME_FILE).write_text(timestamp, encoding="ascii")
    for name, content in found.items():
        (target / name).write_bytes(content)
    notes = Notes(state, tuple(set_aside))
    data = {"notebook": notes.notebook, "set_aside": notes.set_aside}
    (target / NOTES_FILE).write_text(json.dumps(data, ensure_ascii=True, indent=1) + "\n", encoding="ascii")
    return notes


def read_notes(folder: Path) -> Notes | None:
    """Return the notes of the accepted hand-in in `folder`; ``None`` if it did not come through :func:`accept`."""
    try:
        data = jsonfile.parse(read_regular(folder / NOTES_FILE))
        return Notes(str(data["notebook"]), tuple((str(name), str(reason)) for name, reason in data["set_aside"]))
    except (OSError, RefusedFileError, ValueError, KeyError, TypeError):
        return None


def _is_time(timestamp: str) -> bool:
    from nbgrader.utils import parse_utc

    try:
        return parse_utc(timestamp) is not None
    except (ValueError, OverflowError):
        return False


def _entries(source: Path, wanted: tuple[str, ...], set_aside: list[tuple[str, str]]) -> list[str]:
    """Return the names in `source` to look at; those of `wanted` only, if there are too many."""
    if source.is_symlink() or not source.is_dir():
        set_aside.append((source.name, "not_regular"))
        return []
    names = [path.name for path in itertools.islice(source.iterdir(), MAX_ENTRIES + 1)]
    if len(names) > MAX_ENTRIES:
        set_aside.append((source.name, "too_many"))
        return [name for name in wanted if os.path.lexists(source / name)]
    return sorted(names)


def _plain_notebook(raw: bytes | None) -> tuple[str, str]:
    """Return (a notebook with nothing but the text of `raw`'s cells, what was wrong with `raw`)."""
    if raw is None:
        return writes(new_notebook()), "missing"
    try:
        cells: Any = jsonfile.parse(raw)["cells"]
        plain = [_plain_cell(number, cell) for number, cell in enumerate(cells[:MAX_CELLS])]
    except (ValueError, KeyError, TypeError, AttributeError):
        return writes(new_notebook()), "broken"
    return writes(new_notebook(cells=plain)), ""


def _plain_cell(number: int, cell: dict[str, Any]) -> Any:
    source = cell.get("source", "")
    text = "".join(source)[:MAX_CELL_TEXT]
    make = _MAKE_CELL.get(str(cell.get("cell_type")), new_raw_cell)
    said = {"journeybook": {tampering.CLAIMS: tampering.claims(cell)}}
    return make(answersfile.whole_text(text), id=f"handed-in-{number}", metadata=said)
