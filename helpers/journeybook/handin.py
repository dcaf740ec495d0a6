"""Hand an exercise in: from the trainee's folder to the class's exchange.

Runs inside a notebook's kernel, behind a button, so it changes no working directory and prints nothing. Nothing but
the exercise's own files goes along: the notebook, the map, the future map, the answers and the action plan.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import answersfile, jsonfile, planfile
from .atomic import write_text
from .errors import HandInError
from .i18n import LANGUAGES
from .overlays import future_path

MAP_FILE = "map.journey.json"
"""Name of the learner's map in an exercise folder."""

FUTURE_FILE = future_path(Path(MAP_FILE)).name
"""Name of the learner's future map beside it; it goes along where there is one."""

STARTER_FILE = "map.starter.json"
"""Name of the map that an exercise begins with; an exercise that has one cannot be handed in without a map."""

FEEDBACK_FILE = "feedback.html"
"""Name of the newest feedback in an exercise folder on a desk."""

MAX_FILE_BYTES = 5_000_000
"""Largest file that is handed in or collected."""

MEMBERSHIP_FILE = Path(".journeybook", "class.json")
"""Where a desk says which class it belongs to."""

_FORMAT = 1


@dataclass(frozen=True)
class Membership:
    """Which class a desk belongs to, and as whom."""

    class_name: str
    lang: str
    """Language of the class, ``"zh"`` or ``"en"``."""
    course_id: str
    """Name of the class inside nbgrader."""
    trainee: str
    """Id in the roster."""
    exchange: Path
    """Folder through which exercises and hand-ins travel."""
    cache: Path
    """Where nbgrader keeps what this trainee has handed in, to find the feedback again."""


@dataclass(frozen=True)
class Receipt:
    """What was handed in, and when."""

    exercise: str
    time: datetime
    """In UTC."""
    files: tuple[str, ...]
    """Names of the files that went along, sorted."""


class RefusedFileError(Exception):
    """A file that is not taken along; ``args[0]`` is ``"not_regular"``, ``"hard_link"`` or ``"too_large"``."""


def expected_files(exercise: str) -> tuple[str, ...]:
    """Return the names of all files that a hand-in of `exercise` may consist of."""
    return (f"{exercise}.ipynb", MAP_FILE, FUTURE_FILE, answersfile.FILE_NAME, planfile.FILE_NAME)


def membership(folder: Path) -> Membership | None:
    """Return the class that `folder` or the nearest of its parents belongs to, if any.

    Raises
    ------
    HandInError
        If the desk's record of its class is damaged.
    """
    folder = folder.resolve()
    for desk in (folder, *folder.parents):
        record = desk / MEMBERSHIP_FILE
        if record.is_file():
            return _read_membership(desk, record)
    return None


def write_membership(desk: Path, member: Membership) -> None:
    """Record on `desk` that it belongs to a class; paths are kept relative so that both may move together."""
    record = desk / MEMBERSHIP_FILE
    record.parent.mkdir(parents=True, exist_ok=True)
    data = {
        "format": _FORMAT,
        "class": member.class_name,
        "lang": member.lang,
        "course_id": member.course_id,
        "trainee": member.trainee,
        "exchange": Path(os.path.relpath(member.exchange, desk)).as_posix(),
        "cache": Path(os.path.relpath(member.cache, desk)).as_posix(),
    }
    write_text(record, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def hand_in(folder: Path) -> Receipt:
    """Hand in the exercise in `folder`; may be repeated, the newest hand-in counts.

    Parameters
    ----------
    folder : Path
        An exercise folder on a desk that has joined a class; its name is the exercise's.

    Raises
    ------
    HandInError
        If the desk has joined no class, the class's exchange cannot be reached, the exercise is not released, the
        map is missing or a file is too large. Nothing is handed in then.
    """
    member = membership(folder)
    if member is None:
        raise HandInError("handin.no_class")
    if sys.platform == "win32":
        raise HandInError("handin.windows")
    folder = folder.resolve()
    released = _released(member, folder.name)
    with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        clean = Path(temporary, folder.name)
        _stage(folder, clean, released)
        time = submit(member, clean)
        return Receipt(folder.name, time, tuple(sorted(path.name for path in clean.iterdir())))


def read_regular(path: Path, limit: int = MAX_FILE_BYTES, *, owner: int | None = None) -> bytes:
    """Return the content of an ordinary file, never following a link.

    Parameters
    ----------
    path : Path
        The file.
    limit : int
        Most bytes.
    owner : int, optional
        The account whose file it must be if it has a second name: a link to somebody else's file is refused, and
        nobody's own file for the links that others made to it.

    Raises
    ------
    FileNotFoundError
        If nothing has that name.
    RefusedFileError
        If it is a link, a folder, a pipe or a device, is somebody else's under a second name, or has more than `limit`
        bytes.
    """
    if not stat.S_ISREG(path.lstat().st_mode):
        raise RefusedFileError("not_regular")
    # The file may be exchanged for a link between the two calls: the flags and the second look rule that out.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        raise RefusedFileError("not_regular") from error
    with os.fdopen(descriptor, "rb") as stream:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise RefusedFileError("not_regular")
        if owner is not None and found.st_nlink > 1 and found.st_uid != owner:
            raise RefusedFileError("hard_link")
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise RefusedFileError("too_large")
    return content


def _read_membership(desk: Path, record: Path) -> Membership:
    try:
        data: Any = jsonfile.load(record, 100_000)
        if data["format"] != _FORMAT or data["lang"] not in LANGUAGES:
            raise ValueError("unknown format or language")
        return Membership(
            class_name=str(data["class"]),
            lang=data["lang"],
            course_id=str(data["course_id"]),
            trainee=str(data["trainee"]),
            exchange=(desk / data["exchange"]).resolve(),
            cache=(desk / data["cache"]).resolve(),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise HandInError("handin.broken_membership", file=record) from error


def _released(member: Membership, exercise: str) -> Path:
    """Return the class's released version of `exercise`."""
    course = member.exchange / member.course_id
    if not os.access(course / "outbound", os.R_OK | os.X_OK) or not os.access(course / "inbound", os.W_OK | os.X_OK):
        raise HandInError("handin.no_exchange", class_name=member.class_name, folder=member.exchange)
    released = course / "outbound" / exercise
    if not released.is_dir():
        raise HandInError("handin.not_released", exercise=exercise, class_name=member.class_name)
    return released


def _stage(folder: Path, clean: Path, released: Path) -> None:
    """Copy what is handed in from `folder` to the new folder `clean`."""
    clean.mkdir()
    for name in expected_files(folder.name):
        try:
            (clean / name).write_bytes(read_regular(folder / name))
        except FileNotFoundError:
            if name == MAP_FILE and (released / STARTER_FILE).is_file():
                raise HandInError("handin.no_map", file=name) from None
        except RefusedFileError as refused:
            # The notebook holds nothing of the learner's: outputs may have made it large, and that is no matter.
            if not name.endswith(".ipynb"):
                raise HandInError(f"handin.{refused}", file=name, limit=MAX_FILE_BYTES // 1_000_000) from refused
        except OSError as error:
            raise HandInError("handin.cannot_read", file=name, reason=error.strerror or error) from error
    notebook = f"{folder.name}.ipynb"
    if not (clean / notebook).exists():
        # nbgrader finds the way back for feedback by the notebook, so a hand-in always has one.
        shutil.copyfile(released / notebook, clean / notebook)


def submit(member: Membership, clean: Path, kind: type[Any] | None = None) -> datetime:
    """Copy the folder `clean` to where hand-ins arrive and return when, in UTC; its name is the exercise's.

    Parameters
    ----------
    member : Membership
        As whom.
    clean : Path
        A folder that holds what is handed in and nothing else.
    kind : type, optional
        What to submit with instead of nbgrader's ``ExchangeSubmit``.

    Raises
    ------
    HandInError
        If nbgrader's exchange does not take it.
    """
    # Loaded here: nbgrader takes most of a second, which the first cell of a notebook need not wait for.
    from nbgrader.exchange import ExchangeError
    from nbgrader.exchange.default import ExchangeSubmit
    from traitlets.config import Config

    from .nbgrader_api import Caller

    config = Config()
    config.CourseDirectory.course_id = member.course_id
    config.CourseDirectory.root = str(clean.parent)
    config.Exchange.root = str(member.exchange)
    config.Exchange.cache = str(member.cache)
    config.Exchange.assignment_dir = str(clean.parent)
    action = Caller(config).make(kind or ExchangeSubmit, assignment_id=clean.name, student_id=member.trainee)
    try:
        action.start()
    except (ExchangeError, OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise HandInError("handin.failed", class_name=member.class_name, reason=reason) from error
    return datetime.strptime(action.timestamp, "%Y-%m-%d %H:%M:%S.%f UTC").replace(tzinfo=UTC)
