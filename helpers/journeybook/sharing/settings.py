"""Where the room of a map is, and with which token this kernel enters it.

The environment says so (``JOURNEYBOOK_ROOMS``, ``JOURNEYBOOK_ROOM_TOKEN``: a hub sets them), or a file on the desk,
which ``journeybook class rooms`` and ``journeybook class join`` write. Without either, a map is its owner's alone.
"""

from __future__ import annotations

import http.client
import json
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from .. import jsonfile
from ..atomic import write_text
from ..handin import FUTURE_FILE, MAP_FILE, STARTER_FILE

ROOMS_VARIABLE = "JOURNEYBOOK_ROOMS"
"""Environment variable with the room server's address, e.g. ``ws://127.0.0.1:8810``."""

TOKEN_VARIABLE = "JOURNEYBOOK_ROOM_TOKEN"  # noqa: S105  # the name of a variable
"""Environment variable with the token of the person whose kernel this is."""

GROUP_VARIABLE = "JOURNEYBOOK_ROOM_GROUP"
"""Environment variable with the group whose rooms a trainer's kernel enters; a trainee's are those of their own."""

DESK_FILE = Path(".journeybook", "rooms.json")
"""Where a desk says the same."""

OWN_GROUP = "~"
"""Stands for a person's own group, which a desk need not know."""

_SIDES = {MAP_FILE: "current", FUTURE_FILE: "future"}
_FORMAT = 1
_ANSWER_SECONDS = 2.0
_SCHEMES = ("ws://", "wss://")


@dataclass(frozen=True)
class RoomAddress:
    """Where a kernel goes, and what it shows at the door."""

    url: str
    """Of the websocket."""
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """The token, as requests carry it: never in an address, which logs would keep."""
        return {"Authorization": f"Bearer {self.token}"}


def room_of(path: Path) -> RoomAddress | None:
    """Return the room of a map file, or None where the map is its owner's alone.

    Shared are the current and the future map of an exercise that begins with a map, where rooms are set up.

    Parameters
    ----------
    path : Path
        The map file; it need not exist yet.
    """
    side = _SIDES.get(path.name)
    if side is None or not path.with_name(STARTER_FILE).is_file():
        return None
    found = _from_environment() or _from_desk(path.parent)
    if found is None:
        return None
    address, token, group = found
    place = "/".join(quote(part, safe="~") for part in (group, path.parent.name, side))
    return RoomAddress(f"{address.rstrip('/')}/rooms/{place}", token)


def is_begun(path: Path) -> bool:
    """Return whether the group has begun a map that is not on this desk yet; no where that cannot be found out."""
    room = room_of(path)
    if room is None:
        return False
    where = urlsplit(f"{room.url}/begun")
    kind = http.client.HTTPSConnection if where.scheme == "wss" else http.client.HTTPConnection
    connection = kind(where.hostname or "", where.port, timeout=_ANSWER_SECONDS)
    try:
        connection.request("GET", where.path, headers=room.headers)
        answer = connection.getresponse()
        return answer.status == http.HTTPStatus.OK and json.loads(answer.read(1000)).get("begun") is True
    except (OSError, ValueError, AttributeError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def write_desk(desk: Path, address: str, token: str, group: str = OWN_GROUP) -> None:
    """Record on a desk where its group's rooms are; the file is for its owner's eyes alone.

    Parameters
    ----------
    desk : Path
        The desk.
    address : str
        Of the room server.
    token : str
        Of the desk's owner.
    group : str
        The group whose rooms a trainer's desk enters; a trainee's are those of their own.
    """
    record = desk / DESK_FILE
    record.parent.mkdir(parents=True, exist_ok=True)
    # Before the token is in it: a file that is replaced keeps its rights.
    if not record.exists():
        record.touch(mode=0o600)
    data = {"format": _FORMAT, "address": address, "token": token, "group": group}
    write_text(record, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _from_environment() -> tuple[str, str, str] | None:
    """Return address, token and group."""
    address, token = os.environ.get(ROOMS_VARIABLE, ""), os.environ.get(TOKEN_VARIABLE, "")
    group = os.environ.get(GROUP_VARIABLE) or OWN_GROUP
    return (address, token, group) if address.startswith(_SCHEMES) and token else None


def _from_desk(folder: Path) -> tuple[str, str, str] | None:
    """Return the same from the nearest desk's record."""
    for desk in (folder, *folder.parents):
        record = desk / DESK_FILE
        if record.is_file():
            try:
                data = jsonfile.load(record, 10_000)
                if data["format"] == _FORMAT and data["address"].startswith(_SCHEMES):
                    return data["address"], str(data["token"]), str(data.get("group") or OWN_GROUP)
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                pass  # a map that is drawn alone is better than none
            return None
    return None
