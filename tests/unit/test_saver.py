"""Is work saved soon after the last edit, and never lost?"""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from journeybook import saver
from journeybook.saver import LONGEST_WAIT, REST, Saver


class Timer:
    """A call that waits on the `Clock`."""

    def __init__(self, due: float, call: Callable[[], None]) -> None:
        self.due, self.call, self.cancelled = due, call, False

    def cancel(self) -> None:
        self.cancelled = True


class Clock:
    """An event loop's time, moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0
        self.timers: list[Timer] = []

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, call: Callable[[], None]) -> Timer:
        assert delay >= 0
        self.timers.append(Timer(self.now + delay, call))
        return self.timers[-1]

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        due = [timer for timer in self.timers if timer.due <= self.now + 1e-9 and not timer.cancelled]
        self.timers = [timer for timer in self.timers if timer not in due]
        for timer in due:
            timer.call()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: clock)
    return clock


def test_saves_once_after_the_rest(clock: Clock) -> None:
    """Is nothing saved before the rest is over, and one save made of several edits?"""
    saved: list[float] = []
    waiting = Saver(lambda: saved.append(clock.now))
    waiting.edited()
    clock.pass_time(REST / 2)
    waiting.edited()
    clock.pass_time(REST / 2)
    assert saved == []
    assert waiting.is_waiting
    clock.pass_time(REST / 2)
    assert len(saved) == 1
    assert not waiting.is_waiting
    clock.pass_time(10)
    assert len(saved) == 1


def test_somebody_who_never_rests_is_saved_too(clock: Clock) -> None:
    """Is work saved after the longest wait while edits keep coming, and again after the next?"""
    saved: list[float] = []
    waiting = Saver(lambda: saved.append(clock.now))
    step = REST / 2
    for _ in range(round(2.5 * LONGEST_WAIT / step)):
        waiting.edited()
        clock.pass_time(step)
    assert len(saved) == 2
    assert saved[0] - 100 == pytest.approx(LONGEST_WAIT)


def test_saved_within_the_promised_time() -> None:
    """Do the settings keep the promise of 300 ms after the last edit?"""
    assert REST < 0.3


def test_flush_saves_what_waits_and_nothing_else(clock: Clock) -> None:
    """Does flushing save at once what waits, cancel the timer, and do nothing where nothing waits?"""
    saved: list[float] = []
    waiting = Saver(lambda: saved.append(clock.now))
    waiting.flush()
    assert saved == []
    waiting.edited()
    waiting.flush()
    assert saved == [100.0]
    clock.pass_time(10)
    assert saved == [100.0]


def test_without_a_loop_there_is_no_waiting() -> None:
    """Is an edit outside a kernel saved at once?"""
    saved: list[bool] = []
    waiting = Saver(lambda: saved.append(True))
    waiting.edited()
    assert saved == [True]
    assert not waiting.is_waiting


def test_flush_all_reaches_every_living_saver(clock: Clock) -> None:
    """Are all savers flushed at once, and are those that are gone not kept alive?"""
    saved: list[str] = []
    first, second = Saver(lambda: saved.append("first")), Saver(lambda: saved.append("second"))
    first.edited()
    second.edited()
    saver.flush_all()
    assert sorted(saved) == ["first", "second"]
    gone = weakref.ref(first)
    del first
    clock.timers.clear()
    gc.collect()
    assert gone() is None


def test_a_real_loop_saves() -> None:
    """Does a real event loop save after the rest?"""

    async def edit() -> None:
        saved = asyncio.Event()
        Saver(saved.set).edited()
        await asyncio.wait_for(saved.wait(), 10)

    asyncio.run(edit())


def test_the_end_of_the_kernel_saves(tmp_path: Path) -> None:
    """Is an edit saved that waits when the process ends?"""
    file = tmp_path / "saved"
    code = (
        "import asyncio, pathlib, sys; from journeybook.saver import Saver\n"
        "saver = Saver(lambda: pathlib.Path(sys.argv[1]).write_text('saved'))\n"
        "async def edit(): saver.edited()\n"
        "asyncio.run(edit()); assert not pathlib.Path(sys.argv[1]).exists()"
    )
    subprocess.run([sys.executable, "-c", code, str(file)], check=True)
    assert file.read_text(encoding="utf-8") == "saved"
