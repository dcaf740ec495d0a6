"""What a kernel and the room server say to each other, over a websocket.

A kernel says HELLO with what it has seen (a Yjs state vector); the server answers SYNC with what the kernel lacks and
what the server has itself; the kernel sends the rest. From then on each edit is an UPDATE. A kernel numbers its
updates, and the server answers each number with ``stored`` once the update is in its log, or ``not_stored`` where it
could not be written: it then takes no more of this kernel until the next HELLO, so that nothing is ever missing in
the middle.

Binary messages begin with one letter; all else is JSON text.
"""

from __future__ import annotations

import json
import struct
from typing import Any

HELLO, UPDATE, SYNC = b"H", b"U", b"S"

NOTHING = b"\0\0"
"""A Yjs update that says nothing."""

MAX_MESSAGE = 6_000_000
"""Longest message that either side takes, in bytes."""

_NUMBER = struct.Struct(">I")
_HIGHEST = 2**32


def hello(state: bytes) -> bytes:
    """Return a kernel's greeting with the state vector `state`."""
    return HELLO + state


def numbered(number: int, update: bytes) -> bytes:
    """Return an update as a kernel sends it."""
    return UPDATE + _NUMBER.pack(number % _HIGHEST) + update


def read_numbered(message: bytes) -> tuple[int, bytes]:
    """Return number and update of what :func:`numbered` made; ValueError where it is too short."""
    if len(message) < 1 + _NUMBER.size:
        raise ValueError("an update without a number")
    return _NUMBER.unpack_from(message, 1)[0], message[1 + _NUMBER.size :]


def sync(update: bytes, state: bytes) -> bytes:
    """Return the server's answer to a greeting."""
    return SYNC + _NUMBER.pack(len(update)) + update + state


def read_sync(message: bytes) -> tuple[bytes, bytes]:
    """Return update and state vector of what :func:`sync` made; ValueError where it is too short."""
    length, rest = read_numbered(message)
    if len(rest) < length:
        raise ValueError("an answer that is cut off")
    return rest[:length], rest[length:]


def said(**fields: Any) -> str:
    """Return a JSON message."""
    return json.dumps(fields, ensure_ascii=False)


def read_said(message: str) -> dict[str, Any]:
    """Return the fields of a JSON message; ValueError where it is none."""
    try:
        data = json.loads(message)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(data, dict):
        raise ValueError("not an object")
    return data
