"""The voters' server of a running debrief: a process of its own that is started again whenever it dies.

It ends with whoever started it, also when that is killed: the process reads a pipe whose other end is held here, and
goes when nobody holds it any more. It is told the store's address through that pipe, too, because everybody on a
machine can read the words of a command, and an address may hold a password.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from ..atomic import write_text
from ..desk import PRIVATE
from ..errors import DebriefError, WorkbookError

_PORT = "votes.port"
_LOG = "votes.log"

_FIRST_WAIT_SECONDS = 0.1
_LONGEST_WAIT_SECONDS = 5.0
_WELL_SECONDS = 30.0
"""After how long a process that dies is taken for one that ran well, and started again at once."""

_STOP_SECONDS = 5.0


class VotersServer:
    """A voters' server that is kept running; made by :meth:`start`. Leaving a ``with`` block stops it.

    Attributes
    ----------
    port : int
        On which it listens, the same one after each new start.
    log : Path
        What its processes wrote.

    Examples
    --------
    >>> with VotersServer.start(desk, "debrief.db", "03-retail", "en") as voters:  # doctest: +SKIP
    ...     voters.port
    41873
    """

    def __init__(self, folder: Path, store: str, words: tuple[str, ...]) -> None:
        self.port = 0
        self.log = folder / _LOG
        self._store = store
        self._words = words
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._process: subprocess.Popen[str] | None = None
        self._keeper = threading.Thread(target=self._keep, name="voters", daemon=True)

    @classmethod
    def start(
        cls, desk: Path, store: str | Path, exercise: str, lang: str, *, address: str = "", port: int = 0
    ) -> Self:
        """Start the server and return it when phones can join.

        Parameters
        ----------
        desk : Path
            Folder of the debrief; port and log are kept in it.
        store : str or Path
            File or address of the store.
        exercise : str
            Id of the exercise whose maps are discussed.
        lang : {"zh", "en"}
            Of the class.
        address : str
            To listen on; empty for everybody who can reach this machine.
        port : int
            0 takes the one of the last time, so that phones find the way back, or a free one if that is taken.

        Raises
        ------
        WorkbookError
            If the folder cannot be written.
        DebriefError
            If it does not come up; the message holds its last words.
        """
        folder = desk / PRIVATE
        voters = cls(folder, str(store), (exercise, lang, "--address", address))
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            voters.log.write_bytes(b"")
        except OSError as error:
            raise WorkbookError("desk.not_writable", desk=desk, reason=error.strerror or error) from error
        last = 0
        with contextlib.suppress(OSError, ValueError):
            last = int((folder / _PORT).read_text(encoding="ascii"))
        try:
            voters._begin(port or last)
        except DebriefError:
            if port or not last:
                raise
            voters._begin(0)
        write_text(folder / _PORT, f"{voters.port}\n")
        voters._keeper.start()
        return voters

    def stop(self) -> None:
        """End the server, and start none any more."""
        self._stopping.set()
        with self._lock:
            process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._keeper.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _begin(self, port: int) -> None:
        """Start the first process and wait until it says its port."""
        process = self._spawn(port, subprocess.PIPE)
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        said = process.stdout.readline()
        if not said:
            process.wait()
            _close(process)
            raise DebriefError("debriefcommand.votes_ended", port=port or "–", log=self.log, last=self._last_words())
        self.port = int(said)
        self._process = process

    def _keep(self) -> None:
        wait = _FIRST_WAIT_SECONDS
        while True:
            began = time.monotonic()
            assert self._process is not None  # noqa: S101 - _begin() was called before
            self._process.wait()
            _close(self._process)
            lived = time.monotonic() - began
            wait = _FIRST_WAIT_SECONDS if lived > _WELL_SECONDS else min(2 * wait, _LONGEST_WAIT_SECONDS)
            if self._stopping.wait(wait):
                return
            with self._lock:
                if self._stopping.is_set():
                    return
                self._process = self._spawn(self.port, subprocess.DEVNULL)

    def _spawn(self, port: int, said: int) -> subprocess.Popen[str]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own words
                [sys.executable, "-m", "journeybook.debrief.service", "-", *self._words, "--port", str(port)],
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=log,
                text=True,
                # Ctrl-C in our terminal is ours to handle.
                start_new_session=True,
            )
        assert process.stdin is not None  # noqa: S101 - it is a pipe
        with contextlib.suppress(OSError):  # it has ended already
            process.stdin.write(f"{self._store}\n")
            process.stdin.flush()
        return process

    def _last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return lines[-1] if lines else "–"


def _close(process: subprocess.Popen[str]) -> None:
    """Let go of the pipes of a process that has ended."""
    pipes: tuple[IO[str] | None, ...] = (process.stdin, process.stdout)
    for pipe in pipes:
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
