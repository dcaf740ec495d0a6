"""Do two real kernels of a group draw one map, and does one hand-in give it to both?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager
from pycrdt import Doc, Map
from rooms_class import EXERCISE, make_class, served, until

from journeybook import mapfile
from journeybook.classroom.collect import collect
from journeybook.classroom.configuration import CONFIG_FILE, config_text
from journeybook.classroom.folder import ClassFolder
from journeybook.classroom.trainee import join
from journeybook.handin import MAP_FILE, hand_in
from journeybook.rooms.announce import announce
from journeybook.rooms.supervise import Supervisor
from journeybook.workbook import HOME_VARIABLE

SECONDS = 90
BOARD = """
from pathlib import Path
from journeybook.exercise import Exercise
board = Exercise.here().new_board()
Path("comm").write_text(board.comm.comm_id)
"""
BUSY = """
import time
from pathlib import Path
Path("busy").touch()
while not Path("enough").exists():
    time.sleep(0.01)
"""


class Kernel:
    """A kernel with a board, and a browser's end of that board."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manager = KernelManager()
        self.manager.start_kernel(cwd=str(folder))
        self.client: BlockingKernelClient = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=SECONDS)
        reply = self.client.execute_interactive(BOARD, timeout=SECONDS, output_hook=lambda _: None)
        assert reply["content"]["status"] == "ok", reply["content"]
        self._comm = (folder / "comm").read_text()
        self.doc: Doc[Any] = Doc()
        self.cards: Map[Any] = self.doc.get("cards", type=Map)
        self._send("hello", self.doc.get_state())
        update, self.state = self._next("sync")
        self.doc.apply_update(update)

    def _send(self, kind: str, *buffers: bytes) -> None:
        content = {"comm_id": self._comm, "data": {"method": "custom", "content": {"type": kind}}}
        message = self.client.session.msg("comm_msg", content)
        message["buffers"] = list(buffers)
        self.client.shell_channel.send(message)

    def _next(self, kind: str) -> list[bytes]:
        while True:
            message = self.client.get_iopub_msg(timeout=SECONDS)
            data = message["content"].get("data", {})
            if message["msg_type"] == "comm_msg" and data.get("content", {}).get("type") == kind:
                return [bytes(buffer) for buffer in message["buffers"]]

    def feel(self, card: str, emotion: int) -> None:
        """Judge a touchpoint, as a browser does."""
        before = self.doc.get_state()
        self.cards[card]["emotion"] = emotion
        self._send("update", self.doc.get_update(before))

    def hear(self) -> None:
        """Take in one edit that the kernel passes on."""
        (update,) = self._next("update")
        self.doc.apply_update(update)

    def felt(self, card: str) -> int | None:
        """Return what the map file beside the notebook says."""
        path = self.folder / MAP_FILE
        found = {one.id: one.emotion for one in mapfile.read(path).touchpoints} if path.exists() else {}
        return found.get(card)

    def end(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture
def class_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClassFolder:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    made = make_class(tmp_path, "en")
    (made.path / CONFIG_FILE).write_text(config_text("c", "en", None), encoding="utf-8")
    return made


@pytest.fixture
def server(class_: ClassFolder) -> Iterator[Supervisor]:
    with served(class_) as supervisor:
        announce(class_, f"ws://127.0.0.1:{supervisor.port}")
        yield supervisor


@pytest.fixture
def folders(class_: ClassFolder, server: Supervisor) -> list[Path]:
    """Return the exercise folders of Anna and Bo, who have joined the class."""
    return [join(class_, who) / "exercises" / EXERCISE for who in ("anna", "bo")]


def _begin(kernel: Kernel) -> str:
    """Add a touchpoint in the first stage, as a browser does, and return its id."""
    before = kernel.doc.get_state()
    stage = next(id_ for id_ in kernel.cards if kernel.cards[id_]["type"] == "stage")
    kernel.cards["touchpoint-new"] = Map({"type": "touchpoint", "at": [stage, "touchpoint", "a0"], "emotion": None})
    kernel._send("update", kernel.doc.get_update(before))
    return "touchpoint-new"


def test_two_kernels_one_map(class_: ClassFolder, folders: list[Path]) -> None:
    """Do edits go both ways, also beside a running cell and past a killed kernel, and does one hand in for both?"""
    anna, bo = (Kernel(folder) for folder in folders)
    try:
        card = _begin(anna)
        while card not in bo.cards:
            bo.hear()
        bo.feel(card, -2)
        until(lambda: anna.felt(card) == bo.felt(card) == -2)

        anna.client.execute(BUSY)
        until((folders[0] / "busy").exists)
        # The cell does not end before it is told to: an edit that waited for it would never come.
        bo.feel(card, 2)
        while anna.cards[card]["emotion"] != 2:
            anna.hear()
        assert not (folders[0] / "enough").exists()
        until(lambda: anna.felt(card) == 2)

        # Killed right after an edit: the edit is the group's already.
        bo.feel(card, 1)
        while anna.cards[card]["emotion"] != 1:
            anna.hear()
        bo.manager.shutdown_kernel(now=True)
        (folders[0] / "enough").touch()
        until(lambda: anna.felt(card) == 1)
        again = Kernel(folders[1])
        assert again.cards[card]["emotion"] == 1
        again.end()
    finally:
        anna.end()
        bo.end()

    hand_in(folders[0])
    report = collect(class_, EXERCISE)
    assert report.problems == ()
    assert report.done == ((EXERCISE, "anna"), (EXERCISE, "bo"))
    maps = [mapfile.read(class_.step("submitted", who, EXERCISE) / MAP_FILE) for who in ("anna", "bo")]
    assert maps[0] == maps[1] == mapfile.read(folders[0] / MAP_FILE)
    assert not class_.step("submitted", "chen", EXERCISE).exists()
    assert collect(class_, EXERCISE).done == ()
