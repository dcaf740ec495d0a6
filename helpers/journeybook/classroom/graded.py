"""The folder of a graded hand-in, in ``autograded/``: there is all of it or nothing, whenever a run ends.

It is what nbgrader and its formgrader expect: the files of the hand-in and of the exercise, and the graded notebook.
Beside them lie the findings, and a mark that says which hand-in was graded and by which grading.
"""

from __future__ import annotations

import itertools
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.utils import rmtree

from .. import jsonfile
from ..atomic import write_text
from ..rubric import Finding, record
from .folder import ClassFolder

MARK_FILE = "graded.json"

_FORMAT = 1


@dataclass(frozen=True)
class Mark:
    """Says of a graded hand-in what it is."""

    hand_in: str
    """Digest of the files that were graded."""
    token: str
    """Which grading this is; the gradebook has it too."""


def new_mark(hand_in: str) -> Mark:
    """Return the mark of a new grading of the files with this digest."""
    return Mark(hand_in, secrets.token_hex(16))


def read_mark(class_: ClassFolder, exercise: str, trainee: str) -> Mark | None:
    """Return the mark of a graded hand-in; ``None`` if there is none, or nbgrader itself has graded it since."""
    folder = class_.step("autograded", trainee, exercise)
    try:
        data = jsonfile.load(folder / MARK_FILE, 10_000)
        if data["format"] != _FORMAT or not (folder / f"{exercise}.ipynb").is_file():
            return None
        return Mark(str(data["hand_in"]), str(data["token"]))
    except (OSError, jsonfile.DamageError, KeyError, TypeError):
        return None


def clear_scratch(class_: ClassFolder) -> None:
    """Remove what a run that was killed has left half written."""
    if _scratch(class_).exists():
        rmtree(str(_scratch(class_)))


def put(
    class_: ClassFolder,
    exercise: str,
    trainee: str,
    files: Mapping[str, bytes],
    findings: Mapping[str, tuple[Finding, ...]],
    mark: Mark,
    permissions: int,
) -> None:
    """Put a graded hand-in in its place, and the one that was there away.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    exercise, trainee : str
        Whose hand-in of what.
    files : mapping
        Relative name → content, with the graded notebook.
    findings : mapping
        What the rubric found, by item; nothing is written if that is nothing.
    mark : Mark
        What this grading is.
    permissions : int
        Of the files, as nbgrader sets them.

    Raises
    ------
    OSError
        If it cannot be written; what was there stays.
    """
    target = class_.step("autograded", trainee, exercise)
    target.parent.mkdir(parents=True, exist_ok=True)
    made, before = (_scratch(class_) / f"{trainee}+{exercise}+{end}" for end in ("new", "old"))
    for folder in (made, before):
        if folder.exists():
            rmtree(str(folder))
    made.mkdir(parents=True)
    for name, content in files.items():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if findings:
        record.write(made / record.FILE_NAME, findings)
    data: dict[str, Any] = {"format": _FORMAT, "hand_in": mark.hand_in, "token": mark.token}
    write_text(made / MARK_FILE, json.dumps(data, indent=1) + "\n")
    for path in made.rglob("*"):
        if path.is_file():
            path.chmod(permissions)
    if target.exists():
        target.rename(before)
    made.rename(target)
    if before.exists():
        rmtree(str(before))


def free_folder(wanted: Path) -> Path:
    """Return `wanted`, with a number if that name is taken."""
    numbered = (wanted.with_name(f"{wanted.name}-{number}") for number in itertools.count(2))
    return next(path for path in itertools.chain([wanted], numbered) if not path.exists())


def _scratch(class_: ClassFolder) -> Path:
    return class_.path / ".grading"
