"""Notice that the other maps beside a map change, for as long as somebody looks at their curves.

The folder is looked at once a second by the kernel's own loop: that costs some forty file stamps, works on network
drives and in containers, where the system's change notices often do not arrive, and needs no thread that could outlive
its board.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from . import overlays

PERIOD = 1.0
"""Seconds between two looks at the folder."""

LEASE = 150.0
"""Seconds after which nobody counts as looking any more; a browser that does says so again every 50 seconds.

A page that is closed says no goodbye, and its board stays in the kernel: without this the folder would be watched for
nobody until the kernel ends.
"""


class OverlayWatch:
    """Calls `tell` whenever another map beside `path` changes, appears or goes.

    Parameters
    ----------
    path : Path
        The map over which the others are laid.
    tell : callable
        Reads the other maps and passes them on.
    """

    def __init__(self, path: Path, tell: Callable[[], None]) -> None:
        self._path = path
        self._tell = tell
        self._seen: overlays.Stamps = ()
        self._until = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def look(self) -> None:
        """Tell of the other maps now, and of every change within the next `LEASE` seconds."""
        # Stamps first: what changes while the files are read is then seen as a change at the next look.
        self._seen = overlays.stamps(self._path)
        self._tell()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # outside a kernel nobody is there to hear of later changes
            return
        self._until = loop.time() + LEASE
        self.close()
        # The timer keeps the context of the browser's message: see `saver`.
        self._timer = loop.call_later(PERIOD, self._look_again, loop)

    def close(self) -> None:
        """Look no more, until somebody asks again."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look_again(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = None
        if loop.time() > self._until:
            return
        now = overlays.stamps(self._path)
        if now != self._seen:
            self._seen = now
            self._tell()
        self._timer = loop.call_later(PERIOD, self._look_again, loop)
