"""Keep the room server running: start it again when it dies, on the same port, and never leave one behind.

The port is held here and handed down. While no server runs, kernels that come wait in the queue of the socket instead
of being refused; and a server ends as soon as this process does, however that ends.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from types import TracebackType
from typing import Self

from ..classroom.folder import ClassFolder
from ..errors import ClassError
from ..workbook import HOME_VARIABLE
from .server import Rooms

_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0
"""Seconds before another attempt where a server did not come up; one that served is started again at once."""

_QUEUE = 128


class Supervisor:
    """A room server that is started again whenever it dies; leaving a ``with`` block ends it.

    Parameters
    ----------
    class_ : ClassFolder
        The class whose rooms it serves.
    address : str
        Network address to listen on.
    port : int
        0 takes a free one.
    exercises : collection of str, optional
        The exercises whose maps are shared; default all that begin with a map.

    Attributes
    ----------
    port : int
        Where it listens.

    Raises
    ------
    ClassError
        If the port is taken, or another server has the class's rooms open.
    """

    def __init__(
        self, class_: ClassFolder, address: str = "127.0.0.1", port: int = 0, exercises: Collection[str] = ()
    ) -> None:
        # What is wrong with the class is said now, by this process.
        Rooms(class_, exercises or None).close()
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._socket = socket.socket(family)
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind((address, port))
            self._socket.listen(_QUEUE)
        except OSError as error:
            self._socket.close()
            raise ClassError("rooms.port_taken", port=port, reason=error.strerror or error) from error
        self.port: int = self._socket.getsockname()[1]
        self._home = str(class_.path.parents[1])
        options = [word for exercise in exercises for word in ("--exercise", exercise)]
        program = [sys.executable, "-P", "-m", "journeybook.rooms.server"]
        self._command = [*program, class_.name, str(self._socket.fileno()), *options]
        self._process: subprocess.Popen[bytes] | None = None
        if not self.start():
            self.stop()
            raise ClassError("rooms.no_server")

    def start(self) -> bool:
        """Start a server and wait; return whether it serves."""
        process = self._process = subprocess.Popen(  # noqa: S603 - our own program
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[self._socket.fileno()],
            env=os.environ | {HOME_VARIABLE: self._home},
            # Ctrl-C in the terminal is ours to handle.
            start_new_session=True,
        )
        assert process.stdout is not None  # noqa: S101 - asked for above
        return process.stdout.readline() == b"ready\n"

    @property
    def pid(self) -> int:
        """Process id of the server that runs now."""
        assert self._process is not None  # noqa: S101 - the constructor started one
        return self._process.pid

    def keep(self, went_on: Callable[[], None] = lambda: None, *, until: Callable[[], bool] = lambda: False) -> None:
        """Start the server again whenever it dies.

        Parameters
        ----------
        went_on : callable
            Called after each new start.
        until : callable
            Asked a few times a second; once it says so, this returns. By default only an exception ends it.
        """
        pause = _FIRST_PAUSE
        while not until():
            assert self._process is not None  # noqa: S101 - the constructor started one
            try:
                self._process.wait(0.2)
            except subprocess.TimeoutExpired:
                continue
            self._close_pipes()
            if self.start():
                pause = _FIRST_PAUSE
                went_on()
            else:
                time.sleep(pause)
                pause = min(_LONGEST_PAUSE, 2 * pause)

    def stop(self) -> None:
        """End the server and free the port."""
        process = self._process
        if process is not None:
            self._process = None
            process.kill()  # what it acknowledged is in the logs
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        self._socket.close()

    def _close_pipes(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout) if self._process else ():
            if pipe is not None:
                pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
