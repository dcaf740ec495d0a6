"""One member hands in for all: a map that a group drew in its room is every member's.

Answers and plans stay each person's own. A group whose exercise has no room drew alone, each member a map of their
own; those are left as they are.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..atomic import write_bytes
from ..handin import FUTURE_FILE, MAP_FILE, RefusedFileError, read_regular
from ..rooms.access import FOLDER, Place
from .accept import TIME_FILE, accept
from .folder import ClassFolder

_FILES = {"current": MAP_FILE, "future": FUTURE_FILE}


def share_maps(class_: ClassFolder, exercise: str) -> list[str]:
    """Give every member of each group the map that one of them handed in last, and return whose hand-in changed.

    Who handed in nothing gets a hand-in with the group's maps. May be repeated.
    """
    changed: list[str] = []
    for group, members in _groups(class_).items():
        maps: dict[str, bytes] = {}
        stamps: list[str] = []
        for side, file in _FILES.items():
            if not Place(group, exercise, side).log(class_.path / FOLDER).is_file():
                continue
            newest = max(_handed_in(class_, exercise, members, file), default=None)
            if newest is not None:
                stamps.append(newest[0])
                maps[file] = newest[1]
        if not maps:
            continue
        for member in members:
            folder = class_.step("submitted", member, exercise)
            if _give(folder, exercise, maps, max(stamps)):
                changed.append(member)
    return changed


def _groups(class_: ClassFolder) -> dict[str, list[str]]:
    members: dict[str, list[str]] = {}
    for trainee in class_.trainees():
        if trainee.group:
            members.setdefault(trainee.group, []).append(trainee.id)
    return members


def _handed_in(class_: ClassFolder, exercise: str, members: list[str], file: str) -> Iterator[tuple[str, bytes]]:
    """Yield when, as nbgrader writes it, and what each member handed in under a name; such times sort as text."""
    for member in members:
        folder = class_.step("submitted", member, exercise)
        try:
            stamp = read_regular(folder / TIME_FILE).decode("ascii", "replace")
            yield stamp, read_regular(folder / file)
        except (OSError, RefusedFileError):
            continue


def _give(folder: Path, exercise: str, maps: dict[str, bytes], stamp: str) -> bool:
    """Put maps into a member's hand-in, and return whether that changed it."""
    if not folder.is_dir():
        with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
            source = Path(temporary)
            for name, content in maps.items():
                (source / name).write_bytes(content)
            accept(source, folder, exercise, stamp)
        return True
    changed = False
    for name, content in maps.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            write_bytes(path, content)
            changed = True
    return changed
