"""A desk: the trainee's own working copy of the lessons and exercises.

A trainee never works in the workbook itself, so that it can be updated under them. :func:`prepare` lays out the desk
and later brings it up to date, under one promise: **what the trainee made or changed is never overwritten or
removed**. It keeps that promise with a record of what it laid out, ``.journeybook/desk.json``.

A notebook that JupyterLab merely ran and saved, with outputs, is not a changed notebook: only the text of its cells
is the trainee's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from . import workbook
from .atomic import write_bytes, write_text
from .errors import WorkbookError
from .handin import membership
from .i18n import check_language

PRIVATE = ".journeybook"
"""Folder on the desk that holds our own records and settings."""

_RECORD = "desk.json"
_FORMAT = 1


@dataclass(frozen=True)
class _Laid:
    """One file as it was when we put it on the desk."""

    exact: str
    """Digest of its bytes."""
    text: str
    """Digest of what a person can change in it: see :func:`_text_digest`."""


def default_desk(lang: str) -> Path:
    """Return the desk that is used unless the trainee names another: ``work/<lang>/`` in the workbook."""
    return workbook.root() / "work" / check_language(lang)


def prepare(desk: Path, lang: str) -> Path:
    """Lay out the desk, or bring it up to date, and return its resolved path.

    ``course/<lang>/`` goes to the top of the desk, ``exercises/<lang>/`` to ``exercises/``; a desk that has joined a
    class gets its exercises from the class, when the trainer releases them. A file that the trainee
    left as it was follows the workbook; one that they changed stays theirs. Notebooks that are byte for byte the
    workbook's own are signed as trusted, no others.

    Parameters
    ----------
    desk : Path
        An empty, missing or earlier laid-out folder outside the workbook's own content.
    lang : {"zh", "en"}
        Language of the lessons.

    Raises
    ------
    WorkbookError
        If the workbook is incomplete, the desk cannot be written, lies inside the workbook's content or is laid out
        in the other language.
    """
    check_language(lang)
    desk = desk.expanduser().resolve()
    _refuse_workbook_content(desk)
    wanted = dict(_sources(lang, exercises=membership(desk) is None))
    try:
        record = _read_record(desk, lang)
        laid = _lay_out(desk, wanted, record)
        _write_record(desk, lang, laid)
        sign({desk / name: source for name, source in wanted.items() if name.endswith(".ipynb")})
    except OSError as error:
        raise WorkbookError("desk.not_writable", desk=desk, reason=error.strerror or error) from error
    return desk


def sign(notebooks: dict[Path, Path]) -> tuple[Path, ...]:
    """Mark copies of the workbook's own notebooks as trusted; return those that were.

    Only a trusted notebook runs by itself when it opens, so a copy that differs from its original in a single byte
    is left alone.

    Parameters
    ----------
    notebooks : dict
        Each copy with the workbook's file that it was copied from.
    """
    import nbformat  # a quarter of a second that other commands need not pay
    from jupyter_core.paths import jupyter_data_dir
    from nbformat.sign import NotebookNotary

    own = [copy for copy, source in notebooks.items() if copy.read_bytes() == source.read_bytes()]
    # The server keeps its key and signatures in the same place.
    keys = Path(jupyter_data_dir())
    keys.mkdir(parents=True, exist_ok=True)
    with NotebookNotary(data_dir=str(keys)) as notary:
        for copy in own:
            notebook = nbformat.read(copy, as_version=4)
            if not notary.check_signature(notebook):
                notary.sign(notebook)
    return tuple(own)


def _refuse_workbook_content(desk: Path) -> None:
    root = workbook.root()
    content = [root / name for name in ("course", "exercises", "solutions", "datasets", "cases", "helpers", "tests")]
    if desk == root or any(desk.is_relative_to(folder) for folder in content):
        raise WorkbookError("desk.inside_workbook", desk=desk, advised=root / "work")


def _sources(lang: str, *, exercises: bool) -> Iterator[tuple[str, Path]]:
    """Yield (place on the desk, file in the workbook)."""
    folders = [(workbook.course(lang), "")]
    if exercises:
        folders.append((workbook.exercises(lang), "exercises"))
    for folder, place in folders:
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            hidden = any(step.startswith((".", "__")) for step in inside.parts)
            if path.is_file() and not hidden:
                yield str(PurePosixPath(place, inside.as_posix())), path


def _lay_out(desk: Path, wanted: dict[str, Path], record: dict[str, _Laid]) -> dict[str, _Laid]:
    """Copy what is missing or out of date, remove what the workbook dropped; return the new record."""
    laid: dict[str, _Laid] = {}
    for name, source in wanted.items():
        target, content = desk / name, source.read_bytes()
        before, now = record.get(name), _laid(name, content)
        if not target.exists() or (before is not None and _untouched(target, name, before)):
            if before != now or not target.exists():
                _write(target, content)
            laid[name] = now
        elif before is not None:
            laid[name] = before
        elif _untouched(target, name, now):
            laid[name] = now  # the same file came here by another way
    for name in record.keys() - wanted.keys():
        target = desk / name
        if target.is_file() and _untouched(target, name, record[name]):
            target.unlink()
    return laid


def _untouched(target: Path, name: str, laid: _Laid) -> bool:
    found = _laid(name, target.read_bytes())
    return found.exact == laid.exact or found.text == laid.text


def _laid(name: str, content: bytes) -> _Laid:
    return _Laid(hashlib.sha256(content).hexdigest(), _text_digest(name, content))


def _text_digest(name: str, content: bytes) -> str:
    """Digest a notebook's cells without outputs, counters and metadata; any other file as it is."""
    if name.endswith(".ipynb"):
        try:
            cells = json.loads(content)["cells"]
            content = json.dumps(
                [[cell.get("id"), cell["cell_type"], "".join(cell["source"])] for cell in cells],
            ).encode()
        except (ValueError, KeyError, TypeError, AttributeError):
            pass  # not a notebook any more: whatever it is, it is the trainee's
    return hashlib.sha256(content).hexdigest()


def _read_record(desk: Path, lang: str) -> dict[str, _Laid]:
    path = desk / PRIVATE / _RECORD
    if not path.is_file():
        return {}
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != _FORMAT:
            return {}
        files = {name: _Laid(**digests) for name, digests in data["files"].items()}
        laid_in = data["lang"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}  # without a record every existing file counts as the trainee's: nothing can be lost
    if laid_in != lang:
        raise WorkbookError("desk.other_language", desk=desk, found=laid_in, wanted=lang)
    return files


def _write_record(desk: Path, lang: str, laid: dict[str, _Laid]) -> None:
    files = {name: vars(digests) for name, digests in sorted(laid.items())}
    text = json.dumps({"format": _FORMAT, "lang": lang, "files": files}, indent=1, ensure_ascii=False)
    path = desk / PRIVATE / _RECORD
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, f"{text}\n")


def _write(target: Path, content: bytes) -> None:
    """Write a lesson's file whole or not at all, with its folders."""
    target.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(target, content)
