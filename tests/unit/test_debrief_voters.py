"""Is the voters' server there as long as its debrief, and no longer, whatever dies?"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from journeybook.debrief.store import Store
from journeybook.debrief.voters import VotersServer
from journeybook.errors import DebriefError

_EXERCISE = "03-retail"
_SECRET = "p-secret"  # noqa: S105


@pytest.fixture
def store(tmp_path: Path) -> str:
    """The address of an empty store, which no command should show."""
    address = str(tmp_path / f"{_SECRET}.db")
    Store.open(address).close()
    return address


@pytest.fixture
def voters(tmp_path: Path, store: str) -> Iterator[VotersServer]:
    """A server for that store, for this machine alone."""
    with VotersServer.start(tmp_path / "desk", store, _EXERCISE, "zh", address="127.0.0.1") as started:
        yield started


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False


def _servers(parent: int) -> list[psutil.Process]:
    found = psutil.Process(parent).children()
    return [one for one in found if "journeybook.debrief.service" in " ".join(one.cmdline())]


def _until(true: Callable[[], bool], seconds: float = 30) -> float:
    """Wait until something is true; return how long it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "it never came true"
        time.sleep(0.01)
    return time.monotonic() - began


def test_it_comes_back_on_its_port(voters: VotersServer) -> None:
    """After kill -9, is another one there on the same port, again and again?"""
    for _ in range(2):
        assert _answers(voters.port)
        (old,) = _servers(os.getpid())
        old.kill()
        psutil.wait_procs([old], timeout=30)
        _until(lambda: _answers(voters.port))
        assert [one.pid for one in _servers(os.getpid())] != [old.pid]


def test_it_ends_with_the_debrief(tmp_path: Path, store: str) -> None:
    """Is nothing left when it is stopped, also right after it died?"""
    for dies in (False, True):
        with VotersServer.start(tmp_path / "desk", store, _EXERCISE, "zh", address="127.0.0.1") as voters:
            if dies:
                _servers(os.getpid())[0].kill()
        assert _servers(os.getpid()) == []
        assert not _answers(voters.port)


def test_it_ends_when_its_parent_is_killed(tmp_path: Path, store: str) -> None:
    """After kill -9 of the process that started it, which can tidy nothing up, does it go by itself?"""
    program = (
        "import sys, time; from pathlib import Path; from journeybook.debrief.voters import VotersServer\n"
        f"voters = VotersServer.start(Path(sys.argv[1]), sys.argv[2], {_EXERCISE!r}, 'zh', address='127.0.0.1')\n"
        "print(voters.port, flush=True); time.sleep(600)"
    )
    words = [sys.executable, "-c", program, str(tmp_path / "desk"), store]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        port = int(parent.stdout.readline())
        (server,) = _servers(parent.pid)
        assert _answers(port)
        parent.send_signal(signal.SIGKILL)
    psutil.wait_procs([server], timeout=30)
    assert not server.is_running()
    assert not _answers(port)


def test_the_store_is_not_in_the_list_of_processes(voters: VotersServer) -> None:
    """Does nobody else on the machine read the store's address, which may hold a password?"""
    (server,) = _servers(os.getpid())
    assert _SECRET not in " ".join(server.cmdline())


def test_phones_find_the_way_back(tmp_path: Path, store: str) -> None:
    """Does the next debrief have the port of the last one, and a free one where that is taken meanwhile?"""
    desk = tmp_path / "desk"
    with VotersServer.start(desk, store, _EXERCISE, "zh", address="127.0.0.1") as voters:
        first = voters.port
    with VotersServer.start(desk, store, _EXERCISE, "zh", address="127.0.0.1") as voters:
        assert voters.port == first
    with socket.create_server(("127.0.0.1", first)):
        with VotersServer.start(desk, store, _EXERCISE, "zh", address="127.0.0.1") as voters:
            assert voters.port != first
        with pytest.raises(DebriefError, match=str(first)):
            VotersServer.start(desk, store, _EXERCISE, "zh", address="127.0.0.1", port=first)
    assert _servers(os.getpid()) == []


def test_a_store_that_is_none_is_told(tmp_path: Path) -> None:
    """Does the error say why the store cannot be opened?"""
    with pytest.raises(DebriefError, match="NoSuchModuleError"):
        VotersServer.start(tmp_path / "desk", "nosuch://x:" + _SECRET + "@y/z", _EXERCISE, "en", address="127.0.0.1")
    told = (tmp_path / "desk" / ".journeybook" / "votes.log").read_text(encoding="utf-8")
    assert _SECRET not in told
