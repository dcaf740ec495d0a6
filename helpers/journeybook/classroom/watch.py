"""Watches what runs in a sandbox, and ends it when it takes more than its share.

Limits of the operating system bind single processes; this counts all of them together: their number, their memory,
what they write where they may, and the time that has passed.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from pathlib import Path

import psutil

INTERVAL = 0.05
"""Seconds between two looks."""

MAX_FILES = 2_000
"""Most files in the folder that the sandbox can write to; without a sandbox that is where the program works."""


class Watch:
    """A thread that looks at one sandbox until :meth:`end`.

    Parameters
    ----------
    pid : int
        The sandbox's outermost process.
    folder : Path
        The one folder of the machine that the sandbox can write to.
    seconds, memory, processes, space : int
        Longest time, and most bytes of memory, processes and bytes in `folder`, of the whole sandbox.
    """

    def __init__(self, pid: int, folder: Path, *, seconds: int, memory: int, processes: int, space: int) -> None:
        self.verdict = ""
        """Why it was ended: ``""``, ``"time"``, ``"memory"``, ``"processes"``, ``"space"`` or what was told to
        :meth:`kill`."""
        self._process = psutil.Process(pid)
        self._folder = folder
        self._deadline = time.monotonic() + seconds
        self._memory, self._processes, self._space = memory, processes, space
        self._ended = threading.Event()
        self._killing = threading.Lock()
        self._thread = threading.Thread(target=self._look_on, name="sandbox-watch", daemon=True)
        self._thread.start()

    def kill(self, reason: str) -> None:
        """End all that runs in the sandbox; the first reason given stays."""
        with self._killing:
            self.verdict = self.verdict or reason
            self._kill_all()

    def end(self) -> None:
        """Stop looking, and leave nothing of the sandbox running."""
        self._ended.set()
        self._thread.join()
        with self._killing:
            self._kill_all()

    def _look_on(self) -> None:
        while not self._ended.wait(INTERVAL):
            reason = self._excess()
            if reason:
                self.kill(reason)
                return

    def _excess(self) -> str:
        if time.monotonic() > self._deadline:
            return "time"
        family = self._family()
        if len(family) > self._processes:
            return "processes"
        # A first look counts what processes share for each of them; only a second, slower one does not.
        if sum(map(_memory, family)) > self._memory and sum(map(_own_memory, family)) > self._memory:
            return "memory"
        if _size(self._folder) > self._space:
            return "space"
        return ""

    def _family(self) -> list[psutil.Process]:
        try:
            return [self._process, *self._process.children(recursive=True)]
        except psutil.Error:
            return []

    def _kill_all(self) -> None:
        # The outermost process takes the whole process namespace with it. Without one, whoever is quick to fork must
        # be stopped first, or there is always one more.
        for signum in (signal.SIGSTOP, signal.SIGKILL):
            seen: set[int] = set()
            while new := [process for process in self._family() if process.pid not in seen]:
                for process in new:
                    seen.add(process.pid)
                    with contextlib.suppress(psutil.Error):
                        process.send_signal(signum)
        with contextlib.suppress(OSError):
            if os.getpgid(self._process.pid) == self._process.pid:
                os.killpg(self._process.pid, signal.SIGKILL)


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _own_memory(process: psutil.Process) -> int:
    """Return the bytes of a process, what it shares with others divided by their number."""
    try:
        found = process.memory_full_info()
    except psutil.Error:
        return _memory(process)
    return int(getattr(found, "pss", found.rss))


def _size(folder: Path) -> int:
    """Return the bytes that everything in a folder takes; very many where it holds more files than a kernel makes."""
    total = files = 0
    for parent, folders, names in os.walk(folder):
        for name in (*folders, *names):
            files += 1
            if files > MAX_FILES:
                return sys.maxsize
            with contextlib.suppress(OSError):
                # What a file takes on the disk; a hole in it takes nothing.
                total += Path(parent, name).lstat().st_blocks * 512
    return total
