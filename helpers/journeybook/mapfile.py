"""Read and write ``*.journey.json``, the single truth about a learner's map.

A map file is ``{"format": "journeybook-map", "version": 1, "map": {…}}`` in UTF-8. It is replaced in one step, and
the version before it stays beside it as ``<name>.bak``. A file that cannot be read as a map is never overwritten:
:func:`read` and :func:`write` say what is wrong with it and where the last good copy lies, and :func:`restore`
puts that copy in its place, setting the damaged file aside.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from . import jsonfile
from .atomic import backup, write_text
from .errors import MapFileError, ModelError
from .i18n import Phrase
from .model import JourneyMap

FORMAT = "journeybook-map"
VERSION = 1

MAX_BYTES = 20_000_000
"""Largest map file that is read; a full board of 500 cards needs about 0.2 MB."""


def read(path: Path) -> JourneyMap:
    """Return the map in `path`.

    Raises
    ------
    MapFileError
        If the file is missing, unreadable, truncated, not JSON, of another format or version, or breaks a rule of
        the model. The file is left as it is.
    """
    return parse(read_bytes(path), path)


def read_bytes(path: Path) -> bytes:
    """Return the content of `path` as it is; raises like :func:`read` where it is missing, unreadable or too large."""
    try:
        return jsonfile.read_bytes(path, MAX_BYTES)
    except FileNotFoundError as error:
        _fail(path, "mapfile.missing", error)
    except jsonfile.DamageError as damage:
        _fail(path, f"mapfile.{damage.name}", damage, **damage.params)


def parse(raw: bytes, path: Path) -> JourneyMap:
    """Return the map in `raw`, the bytes of `path`; raises like :func:`read`."""
    try:
        data = jsonfile.parse(raw)
    except jsonfile.DamageError as damage:
        _fail(path, f"mapfile.{damage.name}", damage, **damage.params)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        _fail(path, "mapfile.not_a_map")
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        _fail(path, "mapfile.no_version", version=VERSION, came=jsonfile.short(version))
    if version > VERSION:
        _fail(path, "mapfile.newer_version", version=VERSION, came=jsonfile.short(version))
    if extra := sorted(set(data) - {"format", "version", "map"}):
        _fail(path, "mapfile.unknown_field", field=jsonfile.short(extra[0]))
    try:
        return JourneyMap.parse(data.get("map"))
    except ModelError as error:
        _fail(path, "mapfile.broken_rule", error, rule=Phrase(error.key, error.params))


def dump(journey_map: JourneyMap) -> str:
    """Return the text of a map file that holds `journey_map`."""
    data = {"format": FORMAT, "version": VERSION, "map": journey_map.to_json()}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def write(path: Path, journey_map: JourneyMap) -> None:
    """Replace the map in `path`, keeping the version before it as the last good copy.

    Raises
    ------
    MapFileError
        If `path` holds something that is not a map (it is left as it is), or cannot be written.
    """
    text = dump(journey_map)
    if path.exists():
        before = read_bytes(path)
        if before == text.encode():
            return
        parse(before, path)
    try:
        write_text(path, text, keep=backup(path))
    except OSError as error:
        raise MapFileError("mapfile.cannot_write", file=path.name, reason=error.strerror or str(error)) from error


def restore(path: Path) -> Path:
    """Put the last good copy in the place of a damaged map file, and return where the damaged one went.

    Raises
    ------
    MapFileError
        If there is no last good copy, or it is damaged too. Nothing is moved then.
    """
    copy = backup(path)
    good = read(copy)
    aside = free_name(path, "damaged")
    path.replace(aside)
    write(path, good)
    return aside


def free_name(path: Path, word: str) -> Path:
    """Return a name beside `path` that is not taken, e.g. ``map.damaged-1.journey.json``."""
    stem = path.name.removesuffix(".journey.json")
    number = 1
    while (free := path.with_name(f"{stem}.{word}-{number}.journey.json")).exists():
        number += 1
    return free


def _fail(path: Path, key: str, cause: BaseException | None = None, **params: Any) -> NoReturn:
    raise MapFileError(key, file=path.name, fallback=jsonfile.fallback(path, "mapfile"), **params) from cause
