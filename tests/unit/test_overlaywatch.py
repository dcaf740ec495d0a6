"""Does a change of another map come through while somebody looks, and no longer?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from pathlib import Path

import pytest

from journeybook import mapfile, overlaywatch
from journeybook.model import JourneyMap, Kind
from journeybook.overlaywatch import OverlayWatch


class Ear:
    """Hears what a watch tells, and can be waited for."""

    def __init__(self, path: Path) -> None:
        self.watch = OverlayWatch(path, self._hear)
        self.told = 0
        self._news = asyncio.Event()

    def _hear(self) -> None:
        self.told += 1
        self._news.set()

    async def next(self) -> None:
        async with asyncio.timeout(10):
            await self._news.wait()
        self._news.clear()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(overlaywatch, "PERIOD", 0.01)
    return tmp_path / "map.journey.json"


def play(path: Path, scene: Callable[[Ear], Awaitable[None]]) -> None:
    async def run() -> None:
        ear = Ear(path)
        try:
            await scene(ear)
        finally:
            ear.watch.close()

    asyncio.run(run())


async def _some_looks() -> None:
    """Let a watch look about ten times."""
    await asyncio.sleep(10 * overlaywatch.PERIOD)


def test_each_change_of_another_map_is_told(path: Path) -> None:
    """Is it told when another map appears, changes and goes, and not when the map itself or any other file does?"""
    other = path.with_name("chen.journey.json")

    async def scene(ear: Ear) -> None:
        ear.watch.look()
        await ear.next()
        mapfile.write(other, JourneyMap())
        await ear.next()
        mapfile.write(other, JourneyMap(kind=Kind.FUTURE))
        await ear.next()
        other.unlink()
        await ear.next()
        mapfile.write(path, JourneyMap())
        mapfile.write(path.with_name("map.other-1.journey.json"), JourneyMap())
        path.with_name("notes.txt").write_text("x")
        await _some_looks()
        assert ear.told == 4

    play(path, scene)


def test_nobody_who_looks_is_told_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the watch end by itself when nobody renews it, as when a page was closed, and go on when somebody does?"""
    monkeypatch.setattr(overlaywatch, "LEASE", 0.03)

    async def scene(ear: Ear) -> None:
        ear.watch.look()
        await _some_looks()
        mapfile.write(path.with_name("chen.journey.json"), JourneyMap())
        await _some_looks()
        assert ear.told == 1
        monkeypatch.setattr(overlaywatch, "LEASE", 30)
        ear.watch.look()
        mapfile.write(path.with_name("fang.journey.json"), JourneyMap())
        await ear.next()
        await ear.next()
        assert ear.told == 3

    play(path, scene)


def test_a_closed_watch_leaves_nothing_behind(path: Path) -> None:
    """Is no timer left in the loop once the watch is closed, however often somebody looked?"""

    async def scene(ear: Ear) -> None:
        for _ in range(3):
            ear.watch.look()
        ear.watch.close()
        mapfile.write(path.with_name("chen.journey.json"), JourneyMap())
        await _some_looks()
        assert ear.told == 3

    play(path, scene)


def test_a_change_is_told_in_the_context_of_the_look(path: Path) -> None:
    """Does a later change go out as an answer to the browser's message, so that no running cell holds it up?"""
    message: ContextVar[str] = ContextVar("message", default="")
    heard: list[str] = []

    async def run() -> None:
        news = asyncio.Event()

        def hear() -> None:
            heard.append(message.get())
            news.set()

        watch = OverlayWatch(path, hear)
        message.set("from the browser")
        watch.look()
        message.set("something else")
        news.clear()
        mapfile.write(path.with_name("chen.journey.json"), JourneyMap())
        async with asyncio.timeout(10):
            await news.wait()
        watch.close()

    asyncio.run(run())
    assert heard == ["from the browser", "from the browser"]


def test_outside_a_kernel_the_maps_are_told_once(path: Path) -> None:
    """Does a look without a loop tell what is there and leave it at that?"""
    told: list[None] = []
    OverlayWatch(path, lambda: told.append(None)).look()
    assert len(told) == 1
