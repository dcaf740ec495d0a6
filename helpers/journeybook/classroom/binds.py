"""What bubblewrap shows inside: the operating system, this Python and the workbook's own files, all read-only."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from .. import workbook

PACKAGE = Path(__file__).resolve().parents[1]
"""Folder of this package."""

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
_THERE = (*_SYSTEM, "/etc", "/tmp")  # noqa: S108  # names only


def system(settings: Iterable[str]) -> list[str]:
    """Return the binds of the operating system's programs, and of these of its settings in ``/etc``."""
    found: list[str] = []
    for path in _SYSTEM:
        if Path(path).is_symlink():
            found += ["--symlink", str(Path(path).readlink()), path]
        elif Path(path).is_dir():
            found += ["--ro-bind", path, path]
    for name in settings:
        found += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    return found


def workbook_and_python(*parts: str) -> list[str]:
    """Return the binds of this Python, this package and the cases' data, with the workbook around them hidden.

    Parameters
    ----------
    *parts : str
        More of the workbook's folders that are shown.
    """
    home = workbook.home()
    prefixes = {sys.prefix, sys.base_prefix, str(Path(sys.executable).resolve().parents[1]), str(PACKAGE)}
    # As they are called, and as they really are: links lead from one to the other.
    places = sorted({*prefixes, *(str(Path(path).resolve()) for path in prefixes)}, key=len)
    outside = [path for path in places if not Path(path).is_relative_to(home)]
    within = [path for path in places if Path(path).is_relative_to(home)]
    found: list[str] = []
    for path in outside:
        if not any(Path(path).is_relative_to(system) for system in _SYSTEM):
            found += bind(path, path)
    if any(home.is_relative_to(path) for path in (*outside, *_SYSTEM)):
        found += ["--tmpfs", str(home)]
    for path in within:
        found += bind(path, path)
    for name in ("datasets", *parts):
        folder = (home / name).resolve()
        if folder.is_dir():
            found += bind(str(folder), str(home / name))
    return found


def bind(source: str, target: str, kind: str = "--ro-bind") -> list[str]:
    """Return the arguments that show `source` as `target`, the folders above it being open to any user."""
    return [*way(target), kind, source, target]


def way(target: str) -> list[str]:
    """Return the arguments that make the folders above `target`, open to any user."""
    above = [str(path) for path in reversed(Path(target).parents) if path != Path("/")]
    return [word for path in above if path not in _THERE for word in ("--perms", "0755", "--dir", path)]
