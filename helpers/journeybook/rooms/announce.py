"""Where a class's room server is, written where the kernels of its members look."""

from __future__ import annotations

import json
from pathlib import Path

from .. import jsonfile
from ..atomic import write_text
from ..classroom.folder import ClassFolder
from ..errors import ClassError
from ..sharing.settings import ROOMS_VARIABLE, TOKEN_VARIABLE, write_desk
from .access import FOLDER, token_for, trainer_token

_FILE = "address.json"
_EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104  # compared with, not listened on


def websocket_address(address: str, port: int) -> str:
    """Return the address of a server that listens on `address`, as kernels of this machine reach it."""
    host = "127.0.0.1" if address in _EVERYWHERE else f"[{address}]" if ":" in address else address
    return f"ws://{host}:{port}"


def announce(class_: ClassFolder, address: str) -> int:
    """Tell all desks of the class on this machine where the rooms are, and return how many there are.

    Desks that join later are told when they do.

    Raises
    ------
    ClassError
        If the class folder or a desk cannot be written.
    """
    record = class_.path / FOLDER / _FILE
    try:
        record.parent.mkdir(mode=0o700, exist_ok=True)
        write_text(record, json.dumps({"address": address}) + "\n")
    except OSError as error:
        raise ClassError("classroom.not_writable", folder=record.parent, reason=error.strerror or error) from error
    return sum(tell_desk(class_, trainee.id) for trainee in class_.trainees() if class_.desk(trainee.id).is_dir())


def tell_desk(class_: ClassFolder, trainee: str) -> bool:
    """Tell a trainee's desk where their group's rooms are, and return whether the class has rooms at all."""
    address = known_address(class_)
    if not address:
        return False
    desk = class_.desk(trainee)
    try:
        write_desk(desk, address, token_for(class_, trainee))
    except OSError as error:
        raise ClassError("classroom.not_writable", folder=desk, reason=error.strerror or error) from error
    return True


def environment(class_: ClassFolder, trainee: str | None) -> dict[str, str]:
    """Return what the environment of somebody's server must say for their kernels to enter the rooms.

    For a hub, whose people have homes of their own. Empty where the class never had rooms.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    trainee : str or None
        Id in its roster; None for the trainer, whose kernels enter the rooms of the group that ``GROUP_VARIABLE``
        of :mod:`..sharing.settings` names.
    """
    address = known_address(class_)
    if not address:
        return {}
    token = trainer_token(class_) if trainee is None else token_for(class_, trainee)
    return {ROOMS_VARIABLE: address, TOKEN_VARIABLE: token}


def known_address(class_: ClassFolder) -> str:
    """Return where the class's rooms are or were last; empty where it never had any."""
    return str(_record(class_.path / FOLDER / _FILE).get("address", ""))


def known_port(class_: ClassFolder) -> int:
    """Return the port that the rooms had last, so that kernels which are open find them again; else 0."""
    port = known_address(class_).rpartition(":")[2]
    return int(port) if port.isdecimal() else 0


def _record(path: Path) -> dict[str, str]:
    try:
        found = jsonfile.load(path, 10_000)
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
