"""Where the cases of a trainer's own lie."""

from __future__ import annotations

import re
from pathlib import Path

from .. import workbook
from ..cases.case import datasets_folder
from ..cases.parts import DESCRIPTION
from ..errors import CaseError

MOST_LETTERS = 40
"""A longer name would be awkward in a path."""


def exercise_id(name: str) -> str:
    """Return the id of the exercise of the case called `name`."""
    return f"case-{name}"


def own_case_names() -> tuple[str, ...]:
    """Return the names of the cases in ``cases/``, sorted."""
    return tuple(sorted(path.parent.name for path in workbook.own_cases().glob(f"*/{DESCRIPTION}")))


def own_case_folder(name: str) -> Path:
    """Return the folder of an own case that exists.

    Raises
    ------
    CaseError
        If there is none of this name.
    """
    if name not in own_case_names():
        raise CaseError("owncase.unknown", name=name, known=", ".join(own_case_names()) or "–")
    return workbook.own_cases() / name


def new_case_folder(name: str) -> Path:
    """Return where a new case will lie.

    Raises
    ------
    CaseError
        If the name is unsafe, or a case has it already.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", name) or len(name) > MOST_LETTERS:
        raise CaseError("owncase.unsafe_name", name=name[:80], most=MOST_LETTERS)
    folder = workbook.own_cases() / name
    if folder.exists() or (datasets_folder() / name).exists():
        raise CaseError("owncase.name_taken", name=name, folder=folder)
    return folder
