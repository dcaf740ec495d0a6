"""Who may be in which room: a group's members in their own, the trainer in all, nobody else in any.

A person shows a token that is signed with the class's secret. It says who they are and no more: which group they are
in is looked up in the roster as it is now, so that a late joiner, or somebody who changes groups, needs no new one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ..classroom.folder import ClassFolder
from ..classroom.names import printable
from ..classroom.roster import Trainee, full_name
from ..errors import ClassError
from ..handin import STARTER_FILE
from ..i18n import t
from ..sharing.settings import OWN_GROUP
from .room import Person

FOLDER = "rooms"
"""Folder in the class's that holds the rooms' logs, the secret, and where the server is."""

SIDES = ("current", "future")
"""The maps of an exercise, each with a room of its own."""

MAX_NAME = 60
"""Longest name of a person that is shown."""

_SECRET_FILE = "secret"  # noqa: S105  # a file's name
_TRAINER = "trainer"
_TRAINEE = "trainee/"


@dataclass(frozen=True)
class Place:
    """Which room: whose map of what."""

    group: str
    exercise: str
    side: str
    """One of `SIDES`."""

    def log(self, folder: Path) -> Path:
        """Return where its log lies below the rooms' folder."""
        # A group may be called anything; its name is inside the digest, and beside it for people who look.
        words = "".join(letter if letter.isalnum() else "_" for letter in self.group)[:20]
        digest = hashlib.sha256(self.group.encode()).hexdigest()[:16]
        return folder / self.exercise / self.side / f"{words}-{digest}.log"


def token_for(class_: ClassFolder, trainee: str) -> str:
    """Return the token with which a trainee's kernels enter the room of their group.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    trainee : str
        Id in its roster.
    """
    return _signed(_secret(class_), class_, f"{_TRAINEE}{trainee}")


def trainer_token(class_: ClassFolder) -> str:
    """Return the token with which the trainer enters every room of the class."""
    return _signed(_secret(class_), class_, _TRAINER)


class Access:
    """Decides who may enter.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    exercises : collection of str, optional
        The exercises whose maps are shared; default all that begin with a map.
    """

    def __init__(self, class_: ClassFolder, exercises: Collection[str] | None = None) -> None:
        self._class = class_
        self._only = exercises
        self._secret = _secret(class_)
        self._stamp: tuple[int, int, int] | None = None
        self._trainees: dict[str, Trainee] = {}

    def person(self, token: str) -> Person | None:
        """Return who shows `token`, if it is genuine and they are in the class."""
        try:
            subject = base64.urlsafe_b64decode(token.partition(".")[0]).decode()
        except ValueError:
            return None
        if not hmac.compare_digest(_signed(self._secret, self._class, subject).encode(), token.encode()):
            return None
        if subject == _TRAINER:
            return Person("", t("rooms.trainer", self._class.lang), is_trainer=True)
        trainee = self._roster().get(subject.removeprefix(_TRAINEE))
        return None if trainee is None else Person(trainee.id, printable(full_name(trainee) or trainee.id, MAX_NAME))

    def place(self, person: Person, group: str, exercise: str, side: str) -> Place | None:
        """Return the room that a person asks for; None where there is none, or none for them."""
        trainee = self._roster().get(person.id)
        own = trainee.group if trainee and not person.is_trainer else ""
        if group == OWN_GROUP:
            group = own
        if not group or side not in SIDES or exercise not in self.exercises():
            return None
        if group != own and not (person.is_trainer and group in self.groups()):
            return None
        return Place(group, exercise, side)

    def still_may(self, person: Person, place: Place) -> bool:
        """Return whether somebody who is in a room may stay there: the roster may have changed."""
        if not person.is_trainer and person.id not in self._roster():
            return False
        return self.place(person, place.group, place.exercise, place.side) is not None

    def groups(self) -> tuple[str, ...]:
        """Return the class's groups, in the order of the roster."""
        return tuple(dict.fromkeys(one.group for one in self._roster().values() if one.group))

    def exercises(self) -> tuple[str, ...]:
        """Return the released exercises whose maps are shared."""
        return tuple(
            exercise
            for exercise in self._class.released()
            if (self._class.outbound / exercise / STARTER_FILE).is_file()
            and (self._only is None or exercise in self._only)
        )

    def _roster(self) -> dict[str, Trainee]:
        """Return the trainees by id; while somebody is halfway through changing the roster, as it was before."""
        try:
            status = (self._class.path / "roster.csv").stat()
            stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
            if stamp != self._stamp:
                self._trainees = {trainee.id: trainee for trainee in self._class.trainees()}
                self._stamp = stamp
        except (OSError, ClassError):
            if self._stamp is None:
                raise
        return self._trainees


def _signed(secret: bytes, class_: ClassFolder, subject: str) -> str:
    words = f"journeybook-room\0{class_.name}\0{subject}".encode()
    mac = hmac.new(secret, words, hashlib.sha256).digest()
    return ".".join(base64.urlsafe_b64encode(part).decode() for part in (subject.encode(), mac))


def _secret(class_: ClassFolder) -> bytes:
    """Return the class's secret; it is made once, for the trainer's eyes alone. Without it all tokens are void."""
    folder = class_.path / FOLDER
    path = folder / _SECRET_FILE
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(secrets.token_hex(32).encode())
        found = path.read_bytes()
    except OSError as error:
        raise ClassError("rooms.no_secret", file=path, reason=error.strerror or error) from error
    if len(found) != 64:
        raise ClassError("rooms.broken_secret", file=path)
    return found
