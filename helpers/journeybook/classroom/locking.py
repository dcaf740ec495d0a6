"""One command at a time writes a class's points and pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from ..errors import ClassError
from .folder import ClassFolder

_FILE = ".lock"


@contextmanager
def alone(class_: ClassFolder) -> Iterator[None]:
    """Keep other processes from the class's points and pages; the system forgets it when this process ends.

    Raises
    ------
    ClassError
        If another process is at it.
    """
    try:
        with FileLock(class_.path / _FILE, timeout=0):
            yield
    except Timeout as error:
        raise ClassError("grading.busy", name=class_.name) from error
