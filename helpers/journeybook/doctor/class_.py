"""What a workshop needs of a class: a roster that can be read, with groups, and an exchange that can be written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ..classroom.folder import ClassFolder
from ..errors import ClassError
from .check import Check, State


def class_checks(class_: ClassFolder) -> Iterator[Check]:
    """Look at a class, one thing after the other."""
    yield _roster(class_)
    yield _exchange(class_)
    yield _private(class_)


def _roster(class_: ClassFolder) -> Check:
    file = class_.path / "roster.csv"
    try:
        trainees = class_.trainees()
    except ClassError as error:
        return Check("roster", State.BAD, "roster_wrong", {"sentence": str(error)}, _edit(file))
    alone = [trainee.id for trainee in trainees if not trainee.group]
    groups = len({trainee.group for trainee in trainees if trainee.group})
    if alone:
        params = {"count": len(alone), "first": alone[0], "file": file}
        return Check("roster", State.LIMITED, "roster_alone", params, _edit(file))
    return Check("roster", State.GOOD, "roster_good", {"trainees": len(trainees), "groups": groups})


def _edit(file: Path) -> str:
    return f'"{os.environ.get("EDITOR") or "nano"}" "{file}"'


def _exchange(class_: ClassFolder) -> Check:
    """Trainees put hand-ins into the inbound folder and read the outbound one; so do we."""
    folder = class_.exchange
    wanted = {folder: os.W_OK | os.X_OK, class_.inbound: os.W_OK | os.X_OK, class_.outbound: os.R_OK | os.X_OK}
    for path, rights in wanted.items():
        if path == folder or path.exists():
            if not path.is_dir():
                return Check("exchange", State.BAD, "exchange_missing", {"folder": path}, f'mkdir -p "{path}"')
            if not os.access(path, rights):
                return Check("exchange", State.BAD, "exchange_closed", {"folder": path}, f'chmod u+rwx "{path}"')
    if not class_.outbound.is_dir():
        return Check("exchange", State.LIMITED, "exchange_empty", mend=f"journeybook class release {class_.name}")
    return Check("exchange", State.GOOD, "exchange_good", {"exercises": len(class_.released())})


def _private(class_: ClassFolder) -> Check:
    """Answer keys and grades are not for other accounts of this machine."""
    for path in (class_.source, class_.path / "gradebook.db"):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & stat.S_IROTH and _reachable(class_.path):
            return Check("private", State.LIMITED, "private_open", {"path": path}, f'chmod -R o-rwx "{path}"')
    return Check("private", State.GOOD, "private_good")


def _reachable(folder: Path) -> bool:
    """Return whether other accounts can come as far as this folder."""
    return all(stat.S_IMODE(one.stat().st_mode) & stat.S_IXOTH for one in (folder, *folder.parents))
