"""Accounts of the system for trainees: one for each, where the class is served by root."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable

from ...errors import ClassError
from ..folder import ClassFolder


def separate() -> bool:
    """Return whether trainees get accounts of their own here: root alone can make them."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def account_name(class_: ClassFolder, trainee: str) -> str:
    """Return the name of a trainee's account; ids may be Chinese, and two classes may both have a wang.

    Examples
    --------
    >>> from pathlib import Path
    >>> account_name(ClassFolder(Path("/classes/spring"), "spring", "en"), "wang")
    'jb-63315313e3bd'
    """
    whole = f"{class_.path}\0{trainee}".encode()
    return f"jb-{hashlib.sha256(whole).hexdigest()[:12]}"


def ensure(class_: ClassFolder, trainees: Iterable[str]) -> dict[str, int]:
    """Make the accounts that are missing and return the user id of each trainee's.

    They have no password and no shell; what they can do is what the hub starts for them.

    Raises
    ------
    ClassError
        If an account cannot be made.
    """
    import pwd

    found = {}
    for trainee in trainees:
        name = account_name(class_, trainee)
        try:
            found[trainee] = pwd.getpwnam(name).pw_uid
        except KeyError:
            _make(name, str(class_.desk(trainee)))
            found[trainee] = pwd.getpwnam(name).pw_uid
    return found


def _make(name: str, home: str) -> None:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin") or "useradd"
    command = [program, "--no-create-home", "--home-dir", home, "--shell", "/usr/sbin/nologin", "--user-group", name]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, errors="replace", timeout=30)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        reason = (getattr(error, "stderr", "") or str(error)).strip()
        raise ClassError("hub.no_account", account=name, reason=reason) from error
