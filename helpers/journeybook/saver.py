"""Save a moment after the last edit, not at every key press."""

from __future__ import annotations

import asyncio
import atexit
import weakref
from collections.abc import Callable

REST = 0.2
"""Seconds without an edit after which is saved."""

LONGEST_WAIT = 1.0
"""Seconds after which is saved even while edits keep coming."""


class Saver:
    """Calls `save` once edits have come to rest.

    Parameters
    ----------
    save : callable
        Writes the file; must not raise.
    """

    def __init__(self, save: Callable[[], None]) -> None:
        self._save = save
        self._timer: asyncio.TimerHandle | None = None
        self._waiting_since: float | None = None
        _savers.add(self)

    @property
    def is_waiting(self) -> bool:
        """Whether an edit is waiting to be saved."""
        return self._timer is not None

    def edited(self) -> None:
        """Say that there is something to save."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # outside a kernel there is no one to wait for
            self._save()
            return
        if self._waiting_since is None:
            self._waiting_since = loop.time()
        if self._timer is not None:
            self._timer.cancel()
        rest = min(REST, self._waiting_since + LONGEST_WAIT - loop.time())
        # The timer keeps the context of the browser's message, so that what saving sends goes out at once even
        # while a cell is running.
        self._timer = loop.call_later(max(rest, 0), self.flush)

    def flush(self) -> None:
        """Save now if an edit is waiting."""
        if self._timer is None:
            return
        self._timer.cancel()
        self._timer = None
        self._waiting_since = None
        self._save()


_savers: weakref.WeakSet[Saver] = weakref.WeakSet()


@atexit.register
def flush_all() -> None:
    """Save everything that is waiting, e.g. before a kernel ends."""
    for saver in tuple(_savers):
        saver.flush()
