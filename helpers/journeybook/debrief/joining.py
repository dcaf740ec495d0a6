"""How phones find the voters' server: its address in the room's network, in letters and as a picture to scan."""

from __future__ import annotations

import ipaddress
import socket
from functools import cache
from typing import Any

import segno

from .session import Debrief

ALONE = "127.0.0.1"
"""Where only this machine itself comes to."""

_ELSEWHERE = ("192.0.2.1", 9)
"""An address that belongs to nobody; nothing is sent to it."""


def joining(debrief: Debrief) -> dict[str, Any]:
    """Return where phones join.

    Returns
    -------
    dict
        ``address`` (None where there is no voters' server), ``qr`` (the same as a picture, an address of kind
        ``data:``) and ``alone`` (whether this machine is in no network, so that nobody else reaches the address).
    """
    if not debrief.votes_port:
        return {"address": None, "qr": None, "alone": False}
    host = room_address()
    address = f"http://{host}:{debrief.votes_port}/"
    return {"address": address, "qr": _picture(address), "alone": host == ALONE}


def room_address() -> str:
    """Return this machine's address in the room's network, or that for itself alone where it is in none.

    It is asked for each time, because a machine may change to another network in the middle of a debrief.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            # Where a message would go from here; for UDP no message is needed to find out.
            asked.connect(_ELSEWHERE)
        except OSError:
            return ALONE
        found = str(asked.getsockname()[0])
    address = ipaddress.ip_address(found)
    return ALONE if address.is_loopback or address.is_unspecified else found


@cache
def _picture(address: str) -> str:
    # Dark on light with its quiet margin, in dark colours too: cameras want it so.
    code = segno.make(address, error="m", micro=False)
    return code.svg_data_uri(border=4, dark="#000", light="#fff", omitsize=True)
