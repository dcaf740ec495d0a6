"""Does the trainer's page tell phones where to go?"""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
import segno
from debrief_class import EXERCISE, make_class

from journeybook.debrief import joining
from journeybook.debrief.session import Debrief
from journeybook.debrief.store import Store


class _Net:
    """Stands for a socket that would send from a given address, or from nowhere."""

    def __init__(self, host: str | None) -> None:
        self.host = host

    def __enter__(self) -> _Net:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def connect(self, _: Any) -> None:
        if self.host is None:
            raise OSError("unreachable")

    def getsockname(self) -> tuple[str, int]:
        return str(self.host), 1


def _found(tmp_path: Path, port: int) -> dict[str, Any]:
    store = Store.open(tmp_path / "debrief.db")
    found = joining.joining(Debrief(make_class(tmp_path), EXERCISE, store, votes_port=port))
    store.close()
    return found


@pytest.mark.parametrize(
    ("host", "shown", "alone"),
    [
        ("192.168.7.20", "192.168.7.20", False),
        (None, "127.0.0.1", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("0.0.0.0", "127.0.0.1", True),  # noqa: S104
    ],
)
def test_the_address_in_the_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str | None, shown: str, alone: bool
) -> None:
    """Is this machine's address in the room shown, and in no network its own, said to be of use to nobody else?"""
    monkeypatch.setattr(socket, "socket", lambda *_: _Net(host))
    found = _found(tmp_path, 8123)
    assert (found["address"], found["alone"]) == (f"http://{shown}:8123/", alone)


def test_the_picture_says_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the picture the QR code of that address, whole, dark on light with its margin?"""
    monkeypatch.setattr(socket, "socket", lambda *_: _Net("192.168.7.20"))
    kind, _, picture = _found(tmp_path, 8123)["qr"].partition(",")
    assert kind.startswith("data:image/svg+xml")
    drawn = ElementTree.fromstring(unquote(picture))  # noqa: S314 - our own
    code = segno.make("http://192.168.7.20:8123/", error="m", micro=False)
    width = code.symbol_size(border=4)[0]
    assert drawn.get("viewBox") == f"0 0 {width} {width}"
    light, dark = drawn.iter("{http://www.w3.org/2000/svg}path")
    assert (light.get("fill"), dark.get("stroke")) == ("#fff", "#000")
    assert dark.get("d") in unquote(code.svg_data_uri(border=4, omitsize=True))


def test_without_votes_nothing_is_told(tmp_path: Path) -> None:
    """Is there no address where there is no voters' server?"""
    assert _found(tmp_path, 0) == {"address": None, "qr": None, "alone": False}
