"""The warm parent: it imports once what every kernel needs, and then forks kernels on request.

``python -m journeybook.warm.parent SOCKET`` listens on a socket that its owner alone can reach. A request is one line
of JSON, ``{"argv": […], "env": {…}, "cwd": "…"}``; the answer is ``{"pid": …}`` at once and ``{"exit": …}`` when the
kernel has ended, on the same connection. It ends, and its kernels with it, when its standard input is closed.

It never starts a thread or an event loop of its own, because neither would live on in a fork.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
from typing import Any, NoReturn

MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
    "tornado.queues",
    "pandas",
    "plotly.graph_objects",
    "journeybook.lesson",
    "journeybook.exercise",
    "journeybook.startpage",
    "journeybook.panels",
    "journeybook.board",
    "journeybook.quiz",
)
"""What kernels need. No module may be here that starts threads when it is imported, such as polars."""

_RENDERER = "plotly_mimetype"
_MOST_BYTES = 1_000_000


def main(path: str) -> None:
    """Import, listen, fork, until standard input is closed."""
    # Nobody debugs in a lesson: without this each kernel would load a debugger, a third of its memory.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    for name in MODULES:
        importlib.import_module(name)
    _rehearse()
    # What is there now stays in pages that all kernels share: the collector would write into them.
    gc.collect()
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen(64)
        print("ready", flush=True)
        _Parent(listening).run()


def _rehearse() -> None:
    """Do once what libraries put off until they are first used, so that no kernel has to."""
    import pandas as pd
    import plotly.graph_objects as go
    import plotly.io as pio

    pd.DataFrame({"a": [1.0, 2.0], "b": ["x", "y"]}).describe()
    go.Figure(go.Scatter(x=[0], y=[0])).to_json()
    # To choose how figures are shown, plotly reads a hundred and fifty modules more.
    pio.renderers.default = _RENDERER


class _Parent:
    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self._kernels: dict[int, socket.socket] = {}
        self._selector = selectors.DefaultSelector()

    def run(self) -> None:
        """Answer until standard input is closed, then end all kernels."""
        wake, woken = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(woken, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for the server
        signal.set_wakeup_fd(woken)
        for source, act in ((self._listening.fileno(), self._fork), (wake, self._reap), (0, self._end)):
            self._selector.register(source, selectors.EVENT_READ, act)
        while True:
            for key, _ in self._selector.select():
                key.data(key.fd)

    def _fork(self, _: int) -> None:
        connection, _address = self._listening.accept()
        try:
            request = _receive(connection)
        except (OSError, ValueError):
            connection.close()
            return
        pid = os.fork()
        if pid == 0:
            _become_kernel(request)
        self._kernels[pid] = connection
        _send(connection, {"pid": pid})

    def _reap(self, wake: int) -> None:
        os.read(wake, 4096)
        for pid, connection in list(self._kernels.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                del self._kernels[pid]
                _send(connection, {"exit": os.waitstatus_to_exitcode(status)})
                connection.close()

    def _end(self, source: int) -> None:
        if os.read(source, 4096):
            return
        for pid in self._kernels:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        for pid in self._kernels:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
        sys.exit()


def _become_kernel(request: dict[str, Any]) -> NoReturn:
    """Turn this fork into a kernel, as if it had been started by its own command; never returns."""
    code = 1
    try:
        parent = os.getppid()
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _leave_files()
        os.environ.clear()
        os.environ.update(request["env"])
        os.chdir(request["cwd"])
        sys.argv = list(request["argv"])
        # Unlike Python's own generator, numpy's would draw the same numbers in every fork.
        importlib.import_module("numpy.random").seed()
        from ipykernel.kernelapp import IPKernelApp

        kernel = IPKernelApp.instance(parent_handle=parent)
        kernel.initialize(sys.argv[1:])
        _tell_libraries()
        kernel.start()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        import atexit

        with contextlib.suppress(BaseException):
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _tell_libraries() -> None:
    """Tell those that look around when they are imported that they are in a notebook after all."""
    import ipywidgets
    import plotly.io as pio

    # Without it a page asks for each widget's state by itself, and for some too early.
    ipywidgets.register_comm_target()
    pio.renderers.default = os.environ.get("PLOTLY_RENDERER", _RENDERER)


def _leave_files() -> None:
    """Close what belongs to the parent: its socket, its pipes, other kernels' connections; read from nothing."""
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def _receive(connection: socket.socket) -> dict[str, Any]:
    connection.settimeout(10)
    received = b""
    while not received.endswith(b"\n"):
        part = connection.recv(65536)
        if not part or len(received) > _MOST_BYTES:
            raise ValueError
        received += part
    connection.settimeout(None)
    request = json.loads(received)
    if not isinstance(request, dict) or request.keys() != {"argv", "env", "cwd"}:
        raise ValueError
    return request


def _send(connection: socket.socket, message: dict[str, int]) -> None:
    with contextlib.suppress(OSError):  # who asked may be gone
        connection.sendall(json.dumps(message).encode() + b"\n")


if __name__ == "__main__":
    main(sys.argv[1])
