"""The other maps in a map's folder, to be laid over it, and the copy from which a future map begins."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Any

from . import mapfile
from .errors import MapFileError
from .model import JourneyMap, Kind

SUFFIX = ".journey.json"

MAX_OVERLAYS = 6
"""Most maps that are offered; more curves over each other say nothing."""

MAX_TRIED = 40
"""Most files that are looked at for them: a folder may hold a whole class's maps."""

# What `mapfile.free_name` makes: set aside as damaged, or another window's version of the same map.
_SET_ASIDE = re.compile(r"\.(damaged|other)-\d+\.journey\.json$")


Stamps = tuple[tuple[str, int, int, int], ...]
"""Name, time of the last change in ns, size in bytes and inode of each file that may be another map."""


def stamps(path: Path) -> Stamps:
    """Return what the files that :func:`other_maps` would read look like from outside; it changes when they do."""
    found = []
    for other in _candidates(path):
        with contextlib.suppress(OSError):  # it went away between the two looks
            stat = other.stat()
            found.append((other.name, stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return tuple(found)


def other_maps(path: Path) -> list[dict[str, Any]]:
    """Return the emotion curves of the other maps in the folder of `path`, by file name, at most `MAX_OVERLAYS`.

    Files that cannot be read as maps and copies that were set aside are passed over.

    Returns
    -------
    list of dict
        Each with ``file``, ``label`` (the persona's name, else the file's), ``kind`` and ``stages``; a stage has
        ``name`` and ``touchpoints``, each with ``name``, ``case_touchpoint`` and ``emotion``.
    """
    found: list[dict[str, Any]] = []
    for other in _candidates(path):
        try:
            found.append(_curve(other, mapfile.read(other)))
        except MapFileError:
            continue
        if len(found) == MAX_OVERLAYS:
            break
    return found


def _candidates(path: Path) -> list[Path]:
    """Return the files beside `path` whose names say that they are maps of their own, by name."""
    return [
        other
        for other in sorted(path.parent.glob(f"*{SUFFIX}"))[:MAX_TRIED]
        if other.name != path.name and not _SET_ASIDE.search(other.name) and other.is_file()
    ]


def _curve(path: Path, journey_map: JourneyMap) -> dict[str, Any]:
    return {
        "file": path.name,
        "label": journey_map.persona.name.strip() or path.name.removesuffix(SUFFIX),
        "kind": journey_map.kind.value,
        "stages": [
            {
                "name": stage.name,
                "touchpoints": [
                    touchpoint.model_dump(mode="json", include={"name", "case_touchpoint", "emotion"})
                    for touchpoint in journey_map.touchpoints_in(stage.id)
                ],
            }
            for stage in journey_map.stages
        ],
    }


def future_path(path: Path) -> Path:
    """Return where the future map of `path` lies, e.g. ``map.future.journey.json``."""
    return path.with_name(f"{path.name.removesuffix(SUFFIX)}.future{SUFFIX}")


def copy_future(path: Path, journey_map: JourneyMap) -> bool:
    """Write `journey_map` as the future map of `path`; return False, and write nothing, where there is one already.

    Raises
    ------
    MapFileError
        If the file cannot be written.
    """
    target = future_path(path)
    if target.exists() or target.is_symlink():
        return False
    mapfile.write(target, journey_map.model_copy(update={"kind": Kind.FUTURE}))
    return True
