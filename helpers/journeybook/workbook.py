"""Where the workbook is: the folder that holds the lessons, the exercises and the data.

The package is installed from a clone (``pip install -e .``), so that folder is the clone itself; the environment
variable ``JOURNEYBOOK_HOME`` points elsewhere, for a trainer who keeps a workbook of their own.
"""

from __future__ import annotations

import os
from pathlib import Path

from .errors import WorkbookError
from .i18n import check_language

HOME_VARIABLE = "JOURNEYBOOK_HOME"
"""Environment variable that names the workbook's folder."""

START_PAGE = "index.ipynb"
"""File name of the page a workbook opens with, in ``course/<lang>/`` and at the top of a desk."""


def home() -> Path:
    """Return the folder in which the workbook is looked for, whether it is complete or not."""
    chosen = os.environ.get(HOME_VARIABLE)
    return Path(chosen).expanduser().resolve() if chosen else Path(__file__).resolve().parents[2]


def root() -> Path:
    """Return the workbook's folder.

    Raises
    ------
    WorkbookError
        If the folder lacks ``course/`` or ``exercises/``.
    """
    folder = home()
    missing = [f"{name}/" for name in ("course", "exercises") if not (folder / name).is_dir()]
    if missing:
        raise WorkbookError("workbook.incomplete", folder=folder, missing=", ".join(missing))
    return folder


def course(lang: str) -> Path:
    """Return the folder of the lessons in `lang`.

    Raises
    ------
    WorkbookError
        If the workbook has no lessons in that language, or they have no start page.
    """
    folder = root() / "course" / check_language(lang)
    if not (folder / START_PAGE).is_file():
        raise WorkbookError("workbook.no_start_page", page=folder / START_PAGE)
    return folder


def exercises(lang: str) -> Path:
    """Return the folder of the released exercises in `lang`.

    Raises
    ------
    WorkbookError
        If the workbook has no exercises in that language.
    """
    folder = root() / "exercises" / check_language(lang)
    if not folder.is_dir():
        raise WorkbookError("workbook.no_exercises", folder=folder)
    return folder


def own_cases() -> Path:
    """Return the folder of the trainer's own cases, there or not; no update touches it."""
    return home() / "cases"
