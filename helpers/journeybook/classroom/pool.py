"""Many calls at once: in processes on this machine, or on a Dask cluster.

Both are executors as :mod:`concurrent.futures` knows them. Each of their threads, here or on the cluster's machines,
has a :class:`.worker.Worker` of its own, so that a call that hangs is ended wherever it runs.
"""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from ..errors import ClassError
from .worker import Worker

CONNECT_SECONDS = 10

_own = threading.local()

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Pool:
    """Where calls run; made by :func:`processes` or :func:`cluster`."""

    executor: Executor
    width: int
    """How many calls run at once."""
    warm: Callable[[], None]
    workers: list[Worker]
    """Those on this machine, to be ended with the pool."""

    def start(self, errand: Callable[..., Any], *args: Any) -> Future[Any]:
        """Begin ``errand(worker, *args)``, which has a :class:`.Worker` to itself."""
        return self.executor.submit(_on_errand, self.warm, errand, args)


def _on_errand(warm: Callable[[], None], errand: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """Run an errand with the worker of this thread."""
    if not hasattr(_own, "worker"):
        _own.worker = Worker(warm)
    return errand(_own.worker, *args)


@contextmanager
def processes(count: int | None, warm: Callable[[], None], *, at_once: int = 0) -> Iterator[Pool]:
    """Make a pool of processes on this machine; it ends with the block.

    Parameters
    ----------
    count : int or None
        How many; by default one for each core.
    warm : callable
        Called first in each process, to import what the calls will need.
    at_once : int
        How many of them to start before there is anything to do.
    """
    count = count or available_cores()
    workers: list[Worker] = []

    def own_worker() -> None:
        _own.worker = Worker(warm)
        workers.append(_own.worker)

    with ThreadPoolExecutor(count, thread_name_prefix="journeybook", initializer=own_worker) as executor:
        try:
            for _ in range(min(at_once, count)):
                executor.submit(_on_errand, warm, Worker.prepare, ())
            yield Pool(executor, count, warm, workers)
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.end()


@contextmanager
def cluster(address: str, warm: Callable[[], None]) -> Iterator[Pool]:
    """Make a pool of all workers of the Dask cluster whose scheduler is at `address`.

    Raises
    ------
    ClassError
        If Dask is not installed here, nothing answers at the address, or the cluster's workers have no Journeybook, or
        another version of it.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClassError("grading.no_dask") from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:  # a wrong address is a ValueError
        raise ClassError("grading.no_scheduler", address=address, reason=error) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise ClassError("grading.no_workers", address=address)
        try:
            versions = set(client.run(_version).values())
        except Exception as error:  # what their Python says when it has no such package
            raise ClassError("grading.other_workers", address=address, here=_version(), there="–") from error
        if versions != {_version()}:
            there = ", ".join(sorted(versions))
            raise ClassError("grading.other_workers", address=address, here=_version(), there=there)
        # A call is never the same as another one, even with the same hand-in.
        yield Pool(client.get_executor(pure=False), threads, warm, [])


def each_done(
    workers: Pool, items: Iterable[_Item], start: Callable[[_Item], Future[Any]]
) -> Iterator[tuple[_Item, Future[Any]]]:
    """Yield each item with its future as that is done, never more than a few waiting: they may be large, and many."""
    waiting = iter(items)
    running: dict[Future[Any], _Item] = {}
    while True:
        for item in itertools.islice(waiting, 2 * workers.width - len(running)):
            running[start(item)] = item
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield running.pop(future), future


def available_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _version() -> str:
    from importlib.metadata import version

    return version("journeybook")
