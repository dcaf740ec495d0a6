"""Do work in a process of its own, which may hang, eat memory or die without harm to the one that asked.

A :class:`Worker` is a Python process that is told by its standard input which function to call with what, and answers
on its standard output; both sides are this package, and what travels is pickled. One that takes too long is killed and
the next call gets a fresh one. A worker whose asker is gone ends at once, whatever it is doing.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, BinaryIO

_LOG = logging.getLogger("journeybook.nbgrader")
"""That of :mod:`..nbgrader_api`, by its name: importing it would import nbgrader, whether a call needs it or not."""

_LENGTH = struct.Struct(">Q")

_QUIET = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""There is a worker for each core already."""

_SCRATCH = "JOURNEYBOOK_WORKER_SCRATCH"

START_SECONDS = 300.0
"""Longest time that a worker may take to be ready: a cold disk is slow, a hanging one must not stop a class."""


class LostError(Exception):
    """A call that did not come to an end; ``args[0]`` is ``"time"``, ``"memory"`` or ``"died"``."""


class FailedError(Exception):
    """A call that raised; ``args[0]`` is its traceback."""


@dataclass(frozen=True)
class Limits:
    """What one call may take."""

    seconds: float
    memory: int = 0
    """Most bytes of data beyond what a worker holds at rest; 0: as much as there is. Windows and macOS know none."""


class Worker:
    """One process to call functions in; for use by one thread.

    Parameters
    ----------
    warm : callable
        Called first in each new process, to import what the calls will need.
    """

    def __init__(self, warm: Callable[[], None]) -> None:
        self._warm = warm
        self._process: subprocess.Popen[bytes] | None = None
        self._scratch = ""
        self._ended = False
        self._ready_for: set[str] = set()

    def call(self, function: Callable[..., Any], *args: Any, limits: Limits) -> Any:
        """Return ``function(*args)``, called in the process.

        Raises
        ------
        LostError
            If it took too long or too much memory, the process died, or this worker was ended.
        FailedError
            If it raised.
        """
        self.prepare()
        return self._ask(function, args, limits)

    def get_ready(self, name: str, function: Callable[..., Any], *args: Any) -> None:
        """Call a function once in each process, under a name, before the calls that it makes quick; raises like them.

        What it takes is not counted against any of those calls.
        """
        self.prepare()
        if name not in self._ready_for:
            self._ask(function, args, Limits(START_SECONDS))
            self._ready_for.add(name)

    def prepare(self) -> None:
        """Start the process, if there is none; raises like :meth:`call`."""
        if self._process is None and not self._ended:
            self._scratch = tempfile.mkdtemp(prefix="journeybook-")
            self._process = _start(self._scratch)
            if self._ended:  # by another thread, which saw no process yet
                self.stop()
            self._ask(self._warm, (), Limits(START_SECONDS))

    def end(self) -> None:
        """End the process for good, whatever it is doing; may be called by another thread."""
        self._ended = True
        self.stop()

    def stop(self) -> None:
        """End the process, whatever it is doing; the next call starts another one."""
        process, self._process = self._process, None
        self._ready_for.clear()
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):  # what could not be written any more is not missed
                    stream.close()  # type: ignore[union-attr]
            shutil.rmtree(self._scratch, ignore_errors=True)

    def _ask(self, function: Callable[..., Any], args: tuple[Any, ...], limits: Limits) -> Any:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise LostError("died")  # stopped by another thread
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(limits.seconds, give_up)
        timer.start()
        try:
            _send(process.stdin, pickle.dumps((function, args, limits.memory)))
            kind, value, said = pickle.loads(_receive(process.stdout))  # noqa: S301  # written by this package
        except (OSError, EOFError, ValueError) as error:  # the last where another thread closed what is read here
            self.stop()
            raise LostError("time" if late.is_set() else "died") from error
        except BaseException:
            self.stop()  # half an answer may be on its way
            raise
        finally:
            timer.cancel()
            timer.join()
        for level, message in said:
            _LOG.log(level, "%s", message)
        if late.is_set() or kind == "memory":
            # Answered, but killed meanwhile; or answered from a process whose memory is in pieces.
            self.stop()
        if kind == "memory":
            raise LostError("memory")
        if kind == "failed":
            raise FailedError(value)
        return value


def serve() -> None:
    """Answer calls until the asker is gone: the main function of a worker's process."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What libraries print, and processes that they start, must not come between the answers.
    with open(os.devnull, "rb") as nothing, open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nothing.fileno(), 0)
        os.dup2(nowhere.fileno(), 1)
    waiting: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    said = _Said()
    _LOG.addHandler(said)
    _LOG.setLevel(logging.INFO)
    while True:
        kind, value = _answer(waiting.get())
        _send(replies, pickle.dumps((kind, value, said.take())))


def _answer(request: bytes) -> tuple[str, Any]:
    try:
        function, args, memory = pickle.loads(request)  # noqa: S301  # written by this package
        with _at_most(memory):
            return "done", function(*args)
    except MemoryError:
        return "memory", None
    except Exception:  # whatever it is, the asker must hear of it
        return "failed", traceback.format_exc()


def _start(scratch: str) -> subprocess.Popen[bytes]:
    """Start a worker, whose temporary files all lie in `scratch`: it may end without removing any."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", f"from {__name__} import serve; serve()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | _QUIET | dict.fromkeys(("TMPDIR", "TEMP", "TMP", _SCRATCH), scratch),
        start_new_session=True,  # Ctrl-C is for the asker alone, who sees to the rest
    )


def _listen(requests: BinaryIO, waiting: SimpleQueue[bytes]) -> None:
    while True:
        try:
            waiting.put(_receive(requests))
        except (OSError, EOFError):
            shutil.rmtree(os.environ[_SCRATCH], ignore_errors=True)
            os._exit(0)


def _send(stream: Any, content: bytes) -> None:
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def _receive(stream: Any) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return _exactly(stream, length)


def _exactly(stream: Any, count: int) -> bytes:
    content: bytes = stream.read(count)
    if len(content) < count:
        raise EOFError
    return content


@contextlib.contextmanager
def _at_most(memory: int) -> Iterator[None]:
    """Hold what this process may allocate to `memory` bytes more than it has now, where the system can do that."""
    if not memory or sys.platform != "linux":
        yield
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as stream:  # noqa: PTH123
        data = int(stream.read().split()[5]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = data + memory
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


class _Said(logging.Handler):
    """Keeps what was logged, for the asker to write down."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        self._lines.append((record.levelno, self.format(record)))

    def take(self) -> list[tuple[int, str]]:
        """Return what was kept, and forget it."""
        lines, self._lines = self._lines, []
        return lines
