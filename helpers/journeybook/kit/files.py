"""Write what the kit makes, and nothing over what others made."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ..atomic import write_bytes
from ..errors import WorkbookError

MAKER = "Journeybook kit"
"""Who made a file, as it says itself; by this a file is known to be ours."""

_MARKS = {".pdf": (b"%PDF-", f"/Creator ({MAKER})"), ".html": (b"<!doctype html>", f'content="{MAKER}"')}
"""Ending → how such a file begins, and what ours have inside."""


def check(files: Iterable[Path], *, force: bool = False) -> None:
    """See that all files may be written, before any is made.

    Raises
    ------
    WorkbookError
        If one is a folder, or is there and not ours and `force` is not given.
    """
    strangers = []
    for file in files:
        if file.is_dir() and not file.is_symlink():
            raise WorkbookError("kitprint.not_a_file", file=file)
        try:
            if not force and (file.is_symlink() or file.exists()) and not _is_ours(file):
                strangers.append(file)
        except OSError as error:
            raise _not_written(file, error) from error
    if strangers:
        raise WorkbookError("kitprint.not_ours", files=", ".join(map(str, strangers)))


def write(contents: Mapping[Path, bytes], *, private: bool = False) -> None:
    """Write files, each in one step; the folders are made if they are not there.

    Private files, and the folders made for them, are for their owner alone where the system knows such a thing.

    Raises
    ------
    WorkbookError
        If one cannot be written.
    """
    for file, content in contents.items():
        try:
            with _hidden_from_others(private):
                file.parent.mkdir(parents=True, exist_ok=True)
                write_bytes(file, content)
                if private:
                    file.chmod(0o600)  # one that was there gave its own rights on
        except OSError as error:
            raise _not_written(file, error) from error


@contextmanager
def _hidden_from_others(private: bool) -> Iterator[None]:
    if not private:
        yield
        return
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _is_ours(file: Path) -> bool:
    if file.is_symlink() or not file.is_file() or file.suffix not in _MARKS:
        return False
    start, mark = _MARKS[file.suffix]
    content = file.read_bytes()
    return content.startswith(start) and mark.encode() in content


def _not_written(file: Path, error: OSError) -> WorkbookError:
    return WorkbookError("kitprint.not_written", file=file, reason=error.strerror or error)
