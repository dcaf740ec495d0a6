"""Does a board in a real kernel take edits while something else takes its time?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager
from pycrdt import Doc, Map

from journeybook import mapfile
from journeybook.model import JourneyMap, Stage, Touchpoint

MAP = JourneyMap(
    stages=(Stage(id="stage-1", name="购买"),),
    touchpoints=(Touchpoint(id="touchpoint-1", stage="stage-1", name="结账"),),
)

# The facts are there once the test lets them be: as long as it takes, however slow or fast the machine is.
CELL = """
import time
from pathlib import Path
from journeybook.board import Board

def facts(lang):
    while not Path("go").exists():
        time.sleep(0.01)
    return [{"code": "till", "name": lang, "facts": [], "quotes": []}]

board = Board(Path("map.journey.json"), lang="en", facts=facts)
Path("comm").write_text(board.comm.comm_id)
"""

SECONDS = 60


class Wire:
    """A browser's end of a board in a kernel."""

    def __init__(self, client: BlockingKernelClient, comm: str) -> None:
        self._client = client
        self._comm = comm

    def send(self, kind: str, *buffers: bytes) -> None:
        content = {"comm_id": self._comm, "data": {"method": "custom", "content": {"type": kind}}}
        message = self._client.session.msg("comm_msg", content)
        message["buffers"] = list(buffers)
        self._client.shell_channel.send(message)

    def next(self, *kinds: str) -> tuple[dict[str, Any], list[Any]]:
        """Return the board's next message of one of these kinds, with its buffers."""
        while True:
            message = self._client.get_iopub_msg(timeout=SECONDS)
            data = message["content"].get("data", {})
            if message["msg_type"] == "comm_msg" and data.get("content", {}).get("type") in kinds:
                return data["content"], message["buffers"]


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    """Start a kernel with a board on `MAP`, and return the line to it."""
    mapfile.write(tmp_path / "map.journey.json", MAP)
    manager = KernelManager()
    manager.start_kernel(cwd=str(tmp_path))
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=SECONDS)
        reply = client.execute_interactive(CELL, timeout=SECONDS, output_hook=lambda _: None)
        assert reply["content"]["status"] == "ok", reply["content"]
        yield Wire(client, (tmp_path / "comm").read_text())
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_an_edit_is_taken_while_facts_are_found(wire: Wire, tmp_path: Path) -> None:
    """Is an edit taken within a second, and saved, while the case's facts are still being worked out?"""
    wire.send("hello", b"")
    _, (update, state) = wire.next("sync")
    document: Doc[Any] = Doc()
    cards: Map[Any] = document.get("cards", type=Map)
    document.apply_update(bytes(update))
    cards["touchpoint-1"]["emotion"] = -2

    wire.send("facts")
    sent = time.monotonic()
    wire.send("update", document.get_update(bytes(state)))
    content, _ = wire.next("taken", "facts")
    assert content["type"] == "taken"
    assert time.monotonic() - sent < 1
    deadline = time.monotonic() + SECONDS
    while mapfile.read(tmp_path / "map.journey.json").touchpoints[0].emotion is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert mapfile.read(tmp_path / "map.journey.json").touchpoints[0].emotion == -2

    (tmp_path / "go").touch()
    content, _ = wire.next("facts")
    assert content["state"] == "ready"
    assert [group["code"] for group in content["touchpoints"]] == ["till"]
