"""Does a call in a process of its own harm nobody, whatever it does?"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from journeybook.classroom.worker import FailedError, Limits, LostError, Worker

# A worker finds functions of the standard library by name; those of a test module it could not import.
AMPLE = Limits(seconds=300)

ASKER = """
import os, signal, time
from journeybook.classroom.worker import Limits, Worker
worker = Worker(time.time)
print(worker.call(os.getpid, limits=Limits(300)), worker._scratch, flush=True)
worker.call(signal.pause, limits=Limits(300))
"""


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker(time.time)
    yield worker
    worker.stop()


def test_answers(worker: Worker) -> None:
    """Does it answer, again and again from one process that is not this one, what it prints left out?"""
    processes = {worker.call(os.getpid, limits=AMPLE) for _ in range(3)}
    assert len(processes) == 1
    assert os.getpid() not in processes
    assert worker.call(print, "words", limits=AMPLE) is None
    assert worker.call(len, b"x" * 5_000_000, limits=AMPLE) == 5_000_000


def test_raises(worker: Worker) -> None:
    """Is an exception told with its traceback, and the process kept?"""
    process = worker.call(os.getpid, limits=AMPLE)
    with pytest.raises(FailedError, match=r"(?s)Traceback.*ValueError.*'x'"):
        worker.call(int, "x", limits=AMPLE)
    assert worker.call(os.getpid, limits=AMPLE) == process


def test_takes_too_long(worker: Worker) -> None:
    """Is a call that never ends ended, and the next one answered by another process?"""
    process = worker.call(os.getpid, limits=AMPLE)
    with pytest.raises(LostError, match="time"):
        worker.call(signal.pause, limits=Limits(seconds=0.1))
    assert worker.call(os.getpid, limits=AMPLE) != process


def test_dies(worker: Worker) -> None:
    """Is the death of a process told, and the next call answered?"""
    with pytest.raises(LostError, match="died"):
        worker.call(os.abort, limits=AMPLE)
    assert worker.call(len, "abc", limits=AMPLE) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_eats_memory(worker: Worker) -> None:
    """Is more memory than allowed refused, without the machine noticing, and as much as allowed given?"""
    limits = Limits(seconds=300, memory=100_000_000)
    with pytest.raises(LostError, match="memory"):
        worker.call(bytearray, 500_000_000, limits=limits)
    assert len(worker.call(bytearray, 10_000_000, limits=limits)) == 10_000_000


def test_stopped_meanwhile(worker: Worker) -> None:
    """Does a worker that was stopped start again, and leave no temporary files?"""
    worker.call(os.getpid, limits=AMPLE)
    scratch = Path(worker._scratch)
    assert scratch.is_dir()
    worker.stop()
    worker.stop()
    assert not scratch.exists()
    assert worker.call(len, "abc", limits=AMPLE) == 3


def test_ended_for_good() -> None:
    """Does a worker that another thread ended answer no more, neither the call that it is at nor the next?"""
    worker = Worker(time.time)
    worker.call(os.getpid, limits=AMPLE)
    with ThreadPoolExecutor(1) as thread:
        call = thread.submit(worker.call, signal.pause, limits=AMPLE)
        worker.end()
        with pytest.raises(LostError):
            call.result()
    with pytest.raises(LostError):
        worker.call(len, "abc", limits=AMPLE)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux tells of the end of another's child")
def test_ends_with_its_asker() -> None:
    """If the asker is killed in the middle of a call, does its worker end, and take its temporary files along?"""
    with subprocess.Popen([sys.executable, "-c", ASKER], stdout=subprocess.PIPE, text=True) as asker:
        assert asker.stdout
        process, scratch = asker.stdout.readline().split()
        assert Path(scratch).is_dir()
        watched = os.pidfd_open(int(process))
        asker.kill()
    ended, _, _ = select.select([watched], [], [], 60)
    os.close(watched)
    assert ended
    assert not Path(scratch).exists()
