"""Brings hand-ins from the trainees' letterboxes into the class's exchange.

A trainee's server hands in into a letterbox of its own, which it takes for the exchange. From there only what bears
the trainee's own name goes on: a hand-in in somebody else's name stays where it is, and nobody's can be read.
"""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from ..folder import ClassFolder
from .settings import FOLDER

_QUIET_SECONDS = 1.0
"""A hand-in is done when nothing in it has changed for so long: nbgrader copies, then sets its rights."""

_DONE = "timestamp.txt"
"""nbgrader writes it after all other files."""

_MOST_FILES = 100


def bring(class_: ClassFolder) -> list[str]:
    """Bring all hand-ins that are done and return their names."""
    brought = []
    boxes = class_.path / FOLDER / "letterboxes"
    for box in sorted(boxes.iterdir()) if boxes.is_dir() else ():
        for entry in _own(box):
            if not _is_done(entry):
                continue
            target = class_.inbound / entry.name
            if target.exists():
                continue
            passing = boxes.parent / "passing"
            try:
                passing.mkdir(mode=0o700, exist_ok=True)
                # First to where nobody can change it any more, then looked at once more.
                taken = passing / entry.name
                _take(entry, taken)
                if not target.exists() and stat.S_ISDIR(taken.lstat().st_mode):
                    taken.rename(target)
                    brought.append(entry.name)
            except OSError:
                continue  # being written again, or a full disk: it is still there the next time
    return brought


def _take(entry: Path, taken: Path) -> None:
    """Move a hand-in; copy it where it belongs to an account that is not ours, whose folders we may not move."""
    try:
        entry.rename(taken)
    except PermissionError:
        shutil.rmtree(taken, ignore_errors=True)  # of a copy that was broken off
        shutil.copytree(entry, taken, symlinks=True)


def _own(box: Path) -> Iterator[Path]:
    """Yield what lies in a letterbox and calls itself a hand-in of its owner."""
    try:
        entries = sorted(os.scandir(box), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(f"{box.name}+") and entry.is_dir(follow_symlinks=False):
            yield Path(entry.path)


def _is_done(hand_in: Path) -> bool:
    newest = hand_in.lstat().st_ctime
    for count, path in enumerate(hand_in.rglob("*")):
        if count >= _MOST_FILES:
            return True  # no honest one has so many; whoever collects looks at it and says so
        try:
            newest = max(newest, path.lstat().st_ctime)
        except OSError:
            return False
    return (hand_in / _DONE).is_file() and abs(time.time() - newest) > _QUIET_SECONDS
