"""Fixtures for tests that drive a real Chromium against a real server.

Playwright's loop runs in this thread as long as the browser is open, so ``asyncio.run`` cannot be called from such a
test: run the trainer's commands as a process of their own there. The browser is closed after each file, since another
file's tests may come next in the same process.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from journeybook.server import Server

_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OWN_HOSTS = {"127.0.0.1", "localhost"}
_LOCAL_SCHEMES = {"data", "blob", "about"}
_PAGE_SECONDS = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a browser test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@dataclass
class _Log:
    """What a page asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class OpenPage(Protocol):
    """The `open_page` fixture."""

    def __call__(
        self,
        address: str,
        *,
        theme: str = "light",
        lang: str = "en",
        width: int = 1400,
        height: int = 900,
        touch: bool = False,
    ) -> Page: ...


class StartServer(Protocol):
    """The `start_server` fixture."""

    def __call__(self, desk: Path, lang: str = "en", **options: Any) -> Server: ...


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return a running Chromium; outside CI the tests are skipped where there is none."""
    found = next(filter(None, map(shutil.which, _CHROMIUM_NAMES)), None)
    if found is None:
        reason = f"no browser: none of {', '.join(_CHROMIUM_NAMES)} is installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=_PAGE_SECONDS * 1000)  # a kernel starts slowly on a busy machine
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def logs() -> dict[Page, _Log]:
    """Return the log of every page that the test opened."""
    return {}


@pytest.fixture
def open_page(chromium: Browser, logs: dict[Page, _Log]) -> Iterator[OpenPage]:
    """Open an address in a browser profile of its own, in light or dark, in the given language, by mouse or finger."""
    contexts = []

    def open_one(
        address: str,
        *,
        theme: str = "light",
        lang: str = "en",
        width: int = 1400,
        height: int = 900,
        touch: bool = False,
    ) -> Page:
        context = chromium.new_context(
            color_scheme="dark" if theme == "dark" else "light",
            locale={"zh": "zh-CN", "en": "en-US"}[lang],
            viewport={"width": width, "height": height},
            has_touch=touch,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(_PAGE_SECONDS * 1000)
        log = logs[page] = _Log()

        def note_console(message: ConsoleMessage) -> None:
            if message.type == "error":
                log.errors.append(f"{message.text} ({message.location.get('url')})")

        page.on("request", lambda request: log.requests.append(request.url))
        page.on("websocket", lambda socket: log.requests.append(socket.url))
        page.on("console", note_console)
        page.on("pageerror", lambda error: log.errors.append(str(error)))
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def start_server() -> Iterator[StartServer]:
    """Start servers on given desks, and stop them after the test."""
    servers: list[Server] = []

    def start(desk: Path, lang: str = "en", **options: Any) -> Server:
        servers.append(Server.start(desk, lang, **options))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def no_outside_requests(logs: dict[Page, _Log]) -> Callable[[Page], None]:
    """Return a check that a page asked nothing of another machine."""

    def check(page: Page) -> None:
        asked = logs[page].requests
        outside = [
            url
            for url in asked
            if urlsplit(url).scheme not in _LOCAL_SCHEMES and urlsplit(url).hostname not in _OWN_HOSTS
        ]
        assert asked
        assert outside == []

    return check


@pytest.fixture
def no_errors(logs: dict[Page, _Log]) -> Callable[[Page], None]:
    """Return a check that a page wrote no error to its console and threw none."""

    def check(page: Page) -> None:
        assert logs[page].errors == []

    return check
