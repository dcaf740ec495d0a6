"""What a trainee's options are shuffled by: always the same for one trainee, another for the next."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path

from .atomic import write_text
from .errors import HandInError
from .handin import MEMBERSHIP_FILE, membership

_PRIVATE = MEMBERSHIP_FILE.parent
_FILE = "seed"


def trainee_seed(folder: Path) -> str:
    """Return the seed of whoever works in `folder`.

    In a class it follows from class and trainee, so it is the same on every computer. On a desk of one's own it is
    drawn once and kept in the desk's folder of records. Elsewhere, as where a trainer writes a lesson, it is empty.
    """
    with contextlib.suppress(HandInError):  # a damaged record is told of where it matters, at handing in
        member = membership(folder)
        if member is not None:
            return f"{member.class_name}/{member.trainee}"
    folder = folder.resolve()
    for desk in (folder, *folder.parents):
        if (desk / _PRIVATE).is_dir():
            return _kept(desk / _PRIVATE / _FILE)
    return ""


def _kept(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()[:64]
    except FileNotFoundError:
        seed = secrets.token_hex(8)
    except (OSError, UnicodeDecodeError):
        return ""
    with contextlib.suppress(OSError):
        write_text(path, f"{seed}\n")
    return seed
