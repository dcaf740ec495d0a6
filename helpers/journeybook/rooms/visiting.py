"""The trainer's visit to a group: a desk of the trainer's own, whose kernels enter that group's rooms."""

from __future__ import annotations

import shutil
from pathlib import Path

from .. import desk
from ..classroom.folder import ClassFolder
from ..errors import ClassError
from ..sharing.settings import write_desk
from .access import Access, Place, trainer_token
from .announce import known_address

_FOLDER = "visits"


def prepare_visit(class_: ClassFolder, group: str) -> Path:
    """Lay out a desk on which the exercises show a group's maps, and return it; may be repeated.

    Raises
    ------
    ClassError
        If there is no such group, or the class never had rooms.
    WorkbookError
        If the desk cannot be written.
    """
    known = Access(class_).groups()
    if group not in known:
        raise ClassError("rooms.unknown_group", group=group, known=", ".join(known) or "–")
    address = known_address(class_)
    if not address:
        raise ClassError("rooms.never_open", name=class_.name)
    # Called like the group's log, whatever the group is called.
    place = class_.path / _FOLDER / Place(group, "", "").log(Path()).stem
    try:
        place.mkdir(parents=True, exist_ok=True)
        write_desk(place, address, trainer_token(class_), group)
        for exercise in class_.released():
            target = place / "exercises" / exercise
            if not target.exists():
                shutil.copytree(class_.outbound / exercise, target)
    except OSError as error:
        raise ClassError("classroom.not_writable", folder=place, reason=error.strerror or error) from error
    return desk.prepare(place, class_.lang)
