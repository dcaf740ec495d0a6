"""Read and write ``plan.json``, a learner's action plan in one exercise.

The file is ``{"format": 1, "plan": {…}}`` in UTF-8. It is replaced in one step, and the version before it stays
beside it as ``<name>.bak``. A file that cannot be read is never overwritten.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from . import jsonfile
from .atomic import backup, write_text
from .errors import ModelError, PlanFileError
from .i18n import Phrase
from .plan import Plan

FILE_NAME = "plan.json"
"""Name of the file in an exercise folder."""

FORMAT = 1
"""Version of the layout; a higher one comes from a newer Journeybook."""

MAX_BYTES = 2_000_000
"""Largest file that is read; a full one has some ten kB."""


def read(path: Path) -> Plan:
    """Return the plan in `path`; an empty one where there is no file yet.

    Raises
    ------
    PlanFileError
        If the file is unreadable, truncated, not JSON, of another version or breaks a rule. It is left as it is.
    """
    try:
        data = jsonfile.load(path, MAX_BYTES)
    except FileNotFoundError:
        return Plan()
    except jsonfile.DamageError as damage:
        _fail(path, damage.name, damage, **damage.params)
    if not isinstance(data, dict) or set(data) != {"format", "plan"}:
        _fail(path, "not_a_plan")
    version = data["format"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        _fail(path, "no_version", version=FORMAT, came=jsonfile.short(version))
    if version > FORMAT:
        _fail(path, "newer_version", version=FORMAT, came=jsonfile.short(version))
    try:
        return Plan.parse(data["plan"])
    except ModelError as error:
        _fail(path, "broken_rule", error, rule=Phrase(error.key, error.params))


def write(path: Path, plan: Plan) -> None:
    """Replace the plan in `path`, keeping the version before it as the last good copy.

    Raises
    ------
    PlanFileError
        If `path` holds something that is no plan file (it is left as it is), or cannot be written.
    """
    if read(path) == plan and path.exists():
        return
    text = json.dumps({"format": FORMAT, "plan": plan.to_json()}, ensure_ascii=False, indent=2) + "\n"
    try:
        write_text(path, text, keep=backup(path))
    except OSError as error:
        _fail(path, "cannot_write", error, reason=error.strerror or str(error))


def _fail(path: Path, name: str, cause: BaseException | None = None, **params: Any) -> NoReturn:
    fallback = jsonfile.fallback(path, "planfile")
    raise PlanFileError(f"planfile.{name}", file=path.name, fallback=fallback, **params) from cause
