"""The near end of the warm parent: start it, ask it for a kernel, and hold that like any other process."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

_START_SECONDS = 120
_ANSWER_SECONDS = 10


class CannotForkError(Exception):
    """The warm parent is not there, or does not answer."""


class Forked:
    """A forked kernel, with as much of ``subprocess.Popen`` as Jupyter uses of it.

    Attributes
    ----------
    pid : int
        Of the process, which also leads a process group of this number.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, connection: socket.socket) -> None:
        self.pid = pid
        self._connection = connection
        self._code: int | None = None
        connection.setblocking(False)

    def poll(self) -> int | None:
        """Return the exit code, a signal as a negative number; None while the process runs."""
        if self._code is None:
            with contextlib.suppress(BlockingIOError):
                said = self._connection.recv(4096)
                # A parent that is gone says nothing more; its kernels end within a second.
                self._code = json.loads(said)["exit"] if said else -9
                self._connection.close()
        return self._code

    def wait(self) -> int | None:
        """Return the exit code of a process that has ended."""
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the process has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the process at once."""
        self.send_signal(9)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(15)


class WarmParent:
    """A warm parent of this process; it ends with it.

    Examples
    --------
    >>> with WarmParent() as parent:  # doctest: +SKIP
    ...     parent.fork(["python", "-f", "kernel-1.json"], os.environ, Path.cwd()).pid
    4711
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="jb-warm-"))  # for its owner alone
        self._ready = threading.Lock()
        self._is_ready = False
        self._process = subprocess.Popen(  # noqa: S603  # our own module
            [sys.executable, "-m", "journeybook.warm.parent", str(self._folder / "socket")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def __enter__(self) -> WarmParent:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The parent's process."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Return whether kernels can still be forked."""
        return self._process.poll() is None

    def fork(self, argv: Sequence[str], env: Mapping[str, str], cwd: str | Path) -> Forked:
        """Fork a kernel; wait for the imports where they are still going on.

        Parameters
        ----------
        argv : sequence of str
            The kernel's command line behind its module, as ``["ipykernel_launcher", "-f", "kernel-1.json"]``.
        env : mapping
            All of its environment.
        cwd : str or Path
            Its working folder.

        Raises
        ------
        CannotForkError
            If the parent has ended, or did not answer.
        """
        self._wait()
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(_ANSWER_SECONDS)
            connection.connect(str(self._folder / "socket"))
            request = {"argv": list(argv), "env": dict(env), "cwd": str(cwd)}
            connection.sendall(json.dumps(request).encode() + b"\n")
            said = b""
            # One byte after the other: what comes behind the line is for later.
            while not said.endswith(b"\n"):
                byte = connection.recv(1)
                if not byte:
                    raise CannotForkError
                said += byte
            return Forked(json.loads(said)["pid"], connection)
        except (OSError, CannotForkError) as error:
            connection.close()
            raise CannotForkError from error

    def close(self) -> None:
        """End the parent and all of its kernels."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        try:
            self._process.wait(_ANSWER_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _wait(self) -> None:
        with self._ready:
            if not self._is_ready:
                said = self._process.stdout.readline() if self._process.stdout else b""
                self._is_ready = said == b"ready\n"
            if not self._is_ready or not self.is_alive():
                raise CannotForkError


def can_fork() -> bool:
    """Return whether kernels can be forked here: on Linux alone, since macOS's own libraries do not survive it."""
    return sys.platform == "linux"
