"""Read the TOML files of lessons and of the course, and say what is wrong with one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from .errors import LessonError

LESSON_FILE = "lesson.toml"


def titled(data: Mapping[str, Any], file: str) -> tuple[str, int]:
    """Return title and minutes of a lesson, or of a page in the course's list.

    Raises
    ------
    LessonError
        If one is missing or wrong.
    """
    title, minutes = data.get("title"), data.get("minutes")
    if not isinstance(title, str) or not title.strip():
        raise LessonError("lesson.no_title", file=file, came=repr(title))
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 0 < minutes <= 600:
        raise LessonError("lesson.no_minutes", file=file, came=repr(minutes))
    return title, minutes


def rounds(sheet: Any, file: str) -> dict[str, str]:
    """Return the rounds in which a sheet is filled in: id → what it is called; none where it is filled in once.

    Raises
    ------
    LessonError
        If they are wrong.
    """
    named = sheet.get("rounds", {}) if isinstance(sheet, dict) else None
    if not isinstance(named, dict) or not all(
        isinstance(name, str) and name.strip() and ":" not in id_ for id_, name in named.items()
    ):
        raise LessonError("sheets.bad_rounds", file=file)
    return named


def read_toml(path: Path) -> dict[str, Any]:
    """Return the data of a lesson's TOML file.

    Raises
    ------
    LessonError
        If it is missing or no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        _fail("lesson.missing", path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        _fail("lesson.broken", path, reason=str(error))


def _fail(key: str, path: Path, **params: Any) -> NoReturn:
    raise LessonError(key, file=path.name, folder=path.parent.name, **params)
