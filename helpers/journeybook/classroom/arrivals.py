"""Who really handed in, and when: what the file system says, beside what the name of a hand-in claims.

Anybody who may hand in may put a folder of any name into the exchange. Where trainees have accounts of their own on
the machine, a folder's owner tells them apart; where all share one account, nothing does.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.utils import parse_utc

from .names import is_safe

try:
    import pwd
except ImportError:  # Windows, where no class is run
    pwd = None  # type: ignore[assignment]

TOLERANCE = timedelta(minutes=10)
"""How far the clocks of two computers may be apart."""


@dataclass(frozen=True)
class Arrival:
    """One folder in the exchange that calls itself a hand-in."""

    name: str
    trainee: str
    exercise: str
    claimed: datetime
    """When it was handed in, by its own word; UTC, as nbgrader has it."""
    arrived: datetime
    """When the file system last knew it to change; nobody but the machine's own account can set that."""
    owner: int
    """The account that put it there."""

    @property
    def time(self) -> datetime:
        """When it was handed in, for all that is to be decided by it: never in the future."""
        return self.claimed if self.claimed <= _now() + TOLERANCE else self.arrived

    @property
    def doubt(self) -> str:
        """``"future"`` or ``"backdated"`` where its word and the file system's differ, else ``""``."""
        if self.claimed > _now() + TOLERANCE:
            return "future"
        return "backdated" if self.arrived - self.claimed > TOLERANCE else ""


def look(inbound: Path) -> list[Arrival]:
    """Return all hand-ins in the exchange's folder `inbound`, by name; what has no such name is left out."""
    found: list[Arrival] = []
    if not inbound.is_dir():
        return found
    for entry in sorted(os.scandir(inbound), key=lambda entry: entry.name):
        parts = entry.name.split("+")
        if len(parts) not in (3, 4) or not is_safe(parts[0]):
            continue
        trainee, exercise, stamp, *_ = parts
        try:
            claimed = parse_utc(stamp)
            status = entry.stat(follow_symlinks=False)
        except (ValueError, OverflowError, OSError):
            continue
        if claimed is not None:
            arrived = datetime.fromtimestamp(status.st_ctime, UTC).replace(tzinfo=None)
            found.append(Arrival(entry.name, trainee, exercise, claimed, arrived, status.st_uid))
    return found


def forged(arrivals: Iterable[Arrival], ours: int | None = None) -> set[str]:
    """Return the names of hand-ins that somebody else put there in a trainee's name.

    An account belongs to the trainee it is called after, else to the one for whom it handed in first. A hand-in is
    forged if its account is another trainee's while its own trainee has an account, too: so nobody is shut out where
    trainees share one.

    Parameters
    ----------
    arrivals : iterable of Arrival
        All that is in the exchange.
    ours : int, optional
        The account that may hand in for everyone, by default the one that collects: the trainer's.
    """
    ours = os.geteuid() if ours is None else ours
    everything = sorted(arrivals, key=lambda one: one.arrived)
    home: dict[int, str] = {}
    for one in everything:
        home.setdefault(one.owner, one.trainee)
    trainees = {one.trainee for one in everything}
    for owner in home:
        name = _account(owner)
        if name in trainees:
            home[owner] = name
    at_home = {one.trainee for one in everything if one.owner != ours and home[one.owner] == one.trainee}
    return {
        one.name
        for one in everything
        if one.owner != ours and home[one.owner] != one.trainee and one.trainee in at_home
    }


def _account(owner: int) -> str:
    if pwd is None:
        return ""
    try:
        return pwd.getpwuid(owner).pw_name
    except KeyError:
        return ""


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
