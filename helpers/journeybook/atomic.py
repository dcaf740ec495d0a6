"""Write a file so that no moment exists at which it is half written.

The learner's work is a handful of small files; a power cut, a full disk or a killed kernel must leave either
the old or the new version of each, never a mixture.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path


def backup(path: Path) -> Path:
    """Return where the last good copy of `path` lies."""
    return path.with_name(f"{path.name}.bak")


def write_text(path: Path, text: str, keep: Path | None = None) -> None:
    """Replace the content of `path` by `text` (UTF-8, line ends as given) in one step.

    Parameters
    ----------
    path : Path
        The file to write; its directory must exist.
    text : str
        The whole new content.
    keep : Path, optional
        Where the version that `path` has now goes first, itself replaced in one step; nothing happens to
        `keep` while `path` does not exist. Pass it only when the present version is known to be good.

    Raises
    ------
    OSError
        If the directory cannot be written; `path` and `keep` are then as before, or `keep` holds the present
        version.
    """
    if keep is not None and path.exists():
        with _replacing(keep) as temporary:
            shutil.copyfile(path, temporary)
            _sync(temporary)
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Replace the content of `path` by `content` in one step; a link is replaced, not followed.

    Raises
    ------
    OSError
        If the directory cannot be written; `path` is then as before.
    """
    with _replacing(path) as temporary:
        temporary.write_bytes(content)
        _sync(temporary)
        if path.exists():
            shutil.copymode(path, temporary)
    _sync_directory(path.parent)


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Yield the name of a temporary file beside `path`; on success it becomes `path`, else it goes."""
    # Hidden and random: two kernels that write at once do not share it, and JupyterLab does not list it.
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _sync_directory(directory: Path) -> None:
    """Put the renaming itself on disk, where the system lets a directory be opened (Windows does not)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
