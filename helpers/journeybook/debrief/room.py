"""What the trainer's server shares between its requests: the debrief, and who waits for its changes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from ..errors import JourneybookError
from .session import Debrief

Result = TypeVar("Result")

_LOOK_SECONDS = 0.3
"""How often the store is asked whether something is new."""

_GATHER_SECONDS = 1.0
_THREADS = 8


class Room:
    """What the handlers share: the debrief, and who waits for its changes.

    Parameters
    ----------
    debrief : Debrief
        That is held.
    warn : callable
        Told what went wrong while nobody had asked for anything.
    """

    def __init__(self, debrief: Debrief, warn: Callable[[str], None]) -> None:
        self.debrief = debrief
        self._warn = warn
        self._threads = ThreadPoolExecutor(_THREADS, "debrief")
        self.number = 0
        """Of the newest change that has been seen."""
        self._changed = asyncio.Event()

    async def do(self, work: Callable[..., Result], *args: Any) -> Result:
        """Run something that asks the store, beside the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(work, *args))

    async def watch(self) -> None:
        """Gather maps and wake those who wait, again and again, until it is cancelled."""
        # Side by side: votes are told while the maps of a large class are being read.
        await asyncio.gather(self._again(self._gather, _GATHER_SECONDS), self._again(self._look, _LOOK_SECONDS))

    async def _gather(self) -> None:
        found = await self.do(self.debrief.update)
        for _, sentence in found.problems:
            self._warn(sentence)

    async def _look(self) -> None:
        number, topics = await self.do(self.debrief.store.changes, self.number)
        self.number = number
        if topics:
            changed, self._changed = self._changed, asyncio.Event()
            changed.set()

    async def _again(self, work: Callable[[], Awaitable[None]], seconds: float) -> None:
        told = ""
        while True:
            try:
                await work()
                told = ""
            except (JourneybookError, SQLAlchemyError, OSError) as error:
                # A database that is away, a roster being edited: the next time may do. It is told once.
                if str(error) != told:
                    told = str(error)
                    self._warn(told)
            await asyncio.sleep(seconds)

    async def change(self, after: int, seconds: float) -> tuple[int, frozenset[str]]:
        """Wait for changes that come after the change `after`, for so many seconds at most.

        Returns
        -------
        tuple of int and frozenset of str
            Number of the newest, to ask with next time, and the topics of all; `after` and none where there was none.
        """
        if self.number <= after:
            try:
                await asyncio.wait_for(self._changed.wait(), seconds)
            except TimeoutError:
                return after, frozenset()
        return await self.do(self.debrief.store.changes, after)
