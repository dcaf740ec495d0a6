"""Whether an exercise is being graded right now, and by whom: by nbgrader in a kernel, or without one.

In a kernel, nbgrader says so in the environment, and what an exercise shows becomes a cell's output. A program that
runs no notebook says so in its own context, gives the key, and collects what is shown and found.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from .rubric import Finding


@dataclass
class Grading:
    """One grading of an exercise by a program that runs no notebook: see :func:`grading_without_kernel`."""

    key_folder: Path
    """Folder of the exercise's key."""
    shown: list[str] = field(default_factory=list)
    """HTML that was shown since it was last taken away."""
    findings: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    """What was found, by item of the rubric."""


_without_kernel: ContextVar[Grading | None] = ContextVar("grading", default=None)


def without_kernel() -> Grading | None:
    """Return the grading that this code runs in, if it is one without a kernel."""
    return _without_kernel.get()


def grading() -> bool:
    """Return whether this notebook is being graded right now, by nbgrader or without a kernel."""
    return _without_kernel.get() is not None or os.environ.get("NBGRADER_EXECUTION") == "autograde"


@contextlib.contextmanager
def grading_without_kernel(key_folder: Path) -> Iterator[Grading]:
    """Grade in this process: what exercises would show in a notebook is collected, and what they find.

    Parameters
    ----------
    key_folder : Path
        Folder of the exercise's key.
    """
    run = Grading(key_folder)
    token = _without_kernel.set(run)
    try:
        yield run
    finally:
        _without_kernel.reset(token)
