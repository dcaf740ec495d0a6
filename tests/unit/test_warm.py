"""Kernels forked from a warm parent, started as Jupyter starts them."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from journeybook import desk
from journeybook.jupyter_settings import SHARE
from journeybook.server import Server
from journeybook.warm import extension, provisioner
from journeybook.warm.forking import CannotForkError, WarmParent

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux alone")


@pytest.fixture(scope="module", autouse=True)
def parent() -> Iterator[None]:
    """One warm parent for this file, as the server's extension has one; it is gone afterwards."""
    extension._load_jupyter_server_extension(None)
    yield
    provisioner._close()
    provisioner._parent = None


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], tuple[Any, Any]]]:
    """Return a function that starts a kernel by our kernelspec, and returns its manager and client."""
    specs = KernelSpecManager(kernel_dirs=[str(SHARE / "kernels")])
    started = []

    def run() -> tuple[Any, Any]:
        manager = KernelManager(kernel_spec_manager=specs, kernel_name="python3")
        manager.start_kernel(cwd=str(tmp_path), env={**os.environ, "JOURNEYBOOK_TRIED": "购买"})
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(60)
        started.append((manager, client))
        return manager, client

    yield run
    for manager, client in started:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def said(client: Any, code: str) -> str:
    """Return what a cell prints, or the name of its error."""
    texts: list[str] = []

    def hear(message: Any) -> None:
        content = message["content"]
        texts.append(content.get("text") or content.get("ename") or "")

    client.execute_interactive(code, output_hook=hear, timeout=60)
    return "".join(texts)


def _pid(manager: Any) -> int:
    pid = manager.provisioner.pid
    assert isinstance(pid, int)
    return pid


def _ended(pid: int) -> None:
    """Wait until a process is no more than an entry in a table."""
    psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=60)
    assert not psutil.pid_exists(pid)


def test_a_forked_kernel_is_like_any_other(start: Callable[[], tuple[Any, Any]], tmp_path: Path) -> None:
    """Does it stand in its folder with its own environment, know nothing of the parent's files, and run a cell?"""
    manager, client = start()
    assert provisioner._parent is not None
    assert psutil.Process(_pid(manager)).ppid() == provisioner._parent.pid
    said_ = said(client, "import os, sys; print(os.getcwd(), os.environ['JOURNEYBOOK_TRIED'], sys.argv[0])")
    assert said_ == f"{tmp_path.resolve()} 购买 ipykernel_launcher\n"
    assert said(client, "print(os.readlink('/proc/self/fd/0'))") == f"{os.devnull}\n"
    sockets = "print(sum('jb-warm' in one.laddr for one in __import__('psutil').Process().net_connections('unix')))"
    assert said(client, sockets) == "0\n"
    assert said(client, "import pandas, plotly; print(len(pandas.DataFrame({'a': [1, 2]})))") == "2\n"


def test_libraries_know_that_they_are_in_a_notebook(start: Callable[[], tuple[Any, Any]]) -> None:
    """Can a page ask for all widgets at once, and is a figure shown on the page, as if all had been imported there?"""
    _, client = start()
    targets = "import comm, ipywidgets; print(sorted(comm.get_comm_manager().targets))"
    assert said(client, targets) == "['jupyter.widget', 'jupyter.widget.control']\n"
    assert said(client, "import plotly.io; print(plotly.io.renderers.default)") == "plotly_mimetype\n"


def test_forks_draw_different_numbers(start: Callable[[], tuple[Any, Any]]) -> None:
    """Do two kernels draw different random numbers, from Python's and from numpy's generator?"""
    draw = "import random, numpy; print(random.random(), numpy.random.rand())"
    one, other = (said(start()[1], draw).split() for _ in range(2))
    assert one[0] != other[0]
    assert one[1] != other[1]


def test_a_cell_can_be_interrupted(start: Callable[[], tuple[Any, Any]]) -> None:
    """Does a cell that hangs end with KeyboardInterrupt, and is the kernel there afterwards?"""
    manager, client = start()
    client.execute("import time\nprint('hanging')\nwhile True: time.sleep(0.01)")
    while client.get_iopub_msg(timeout=60)["content"].get("text") != "hanging\n":
        pass
    manager.interrupt_kernel()
    while client.get_iopub_msg(timeout=60)["content"].get("ename") != "KeyboardInterrupt":
        pass
    assert client.get_shell_msg(timeout=60)["content"]["status"] == "error"
    assert said(client, "print('here')") == "here\n"


def test_restarting_and_ending(start: Callable[[], tuple[Any, Any]]) -> None:
    """Is a restarted kernel a fresh one, and is an ended one gone?"""
    manager, client = start()
    before = _pid(manager)
    said(client, "kept = 1")
    manager.restart_kernel(now=True)
    client.wait_for_ready(60)
    assert _pid(manager) != before
    assert said(client, "kept") == "NameError"
    last = _pid(manager)
    manager.shutdown_kernel()
    assert not manager.is_alive()
    for pid in (before, last):
        _ended(pid)


def test_a_killed_kernel_is_noticed(start: Callable[[], tuple[Any, Any]]) -> None:
    """Does Jupyter hear of a kernel that was killed, and of the signal?"""
    manager, _ = start()
    process = manager.provisioner.process
    os.kill(_pid(manager), signal.SIGKILL)
    _ended(_pid(manager))
    while process.poll() is None:
        time.sleep(0)
    assert process.poll() == -signal.SIGKILL
    assert not manager.is_alive()


def test_a_parent_that_is_killed(start: Callable[[], tuple[Any, Any]]) -> None:
    """Do a killed parent's kernels end, and does the next kernel get a new parent?"""
    manager, _ = start()
    assert provisioner._parent is not None
    gone, orphan = provisioner._parent.pid, _pid(manager)
    os.kill(gone, signal.SIGKILL)
    _ended(orphan)
    _, client = start()
    assert said(client, "print('here')") == "here\n"
    assert provisioner._parent.pid != gone


def test_closing_ends_everything() -> None:
    """Are a parent's kernels gone once it is closed, and can nothing be forked then?"""
    with WarmParent() as own:
        folder = own._folder
        forked = own.fork(["kernel", "-f", str(folder / "connection.json")], os.environ, folder)
        assert psutil.pid_exists(forked.pid)
        mode = folder.stat().st_mode
    assert mode & 0o077 == 0
    _ended(forked.pid)
    assert forked.poll() == -signal.SIGKILL
    assert not folder.exists()
    with pytest.raises(CannotForkError):
        own.fork(["kernel"], {}, "/")


@pytest.mark.parametrize("request_", [b"", b"\n", b"{}\n", b"[1]\n", b'{"argv": []}\n', b"\xff\n"])
def test_strange_requests_harm_nobody(start: Callable[[], tuple[Any, Any]], request_: bytes) -> None:
    """Is a request that is none dropped, and does the parent go on?"""
    assert provisioner.warm_parent() is not None
    assert provisioner._parent is not None
    provisioner._parent._wait()
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(60)
        connection.connect(str(provisioner._parent._folder / "socket"))
        connection.sendall(request_)
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(10) == b""
    assert said(start()[1], "print('here')") == "here\n"


def test_a_workbooks_kernels_are_warm(tmp_path: Path) -> None:
    """Does the server of a desk fork its kernels, and do they end with it?"""
    place = desk.prepare(tmp_path / "desk", "en")
    with Server.start(place, "en") as server:
        wanted = urllib.request.Request(  # noqa: S310
            f"{server.url}api/kernels", b"{}", {"Authorization": f"token {server.token}"}, method="POST"
        )
        with urllib.request.urlopen(wanted, timeout=120) as answer:  # noqa: S310
            assert json.load(answer)["name"] == "python3"
        assert server._process is not None
        below = psutil.Process(server._process.pid).children(recursive=True)
        lines = [" ".join(one.cmdline()) for one in below]
        # Two of the same command line: the parent, and the kernel that it became.
        assert sum("journeybook.warm.parent" in line for line in lines) == 2
    psutil.wait_procs(below, timeout=60)
    assert not any(one.is_running() for one in below)
