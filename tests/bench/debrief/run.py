"""How fast the trainer's page of a debrief is, beside Streamlit and Panel apps that show the same.

``python tests/bench/debrief/run.py --peers PYTHON [--runs 3] [--viewers 1,5,10]`` makes a class of twelve groups and
opens it in Chromium, each viewer in a browser profile of its own and all at once: the page by itself, the page in the
workbook's own in Voila (kernels forked from a warm parent), and both peers, whose environment PYTHON belongs to. Each
server has had one visitor before. Printed are medians:

- time from opening the address until all figures are drawn. The peers show all on one page; in ours each tab is opened
  as soon as the one before is drawn, and the time is that of the last one. A tab that is not there yet is told.
- bytes over the network on the first visit and on the second one in the same profile, websockets included.
- memory per viewer: proportional set size of all the server's processes, what each viewer after the first adds.

It fails where a goal is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from content import EXERCISE, GROUPS, bench_class, content
from playwright.async_api import Browser, BrowserContext, FrameLocator, Page, async_playwright

from journeybook.debrief import serving
from journeybook.server import Server

HERE = Path(__file__).parent
_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SECONDS = 120
_DIRECT, _VOILA, _STREAMLIT, _PANEL = "journeybook", "journeybook in Voila", "Streamlit", "Panel"

READY = {
    _STREAMLIT: (
        ("[data-testid=stImage] img", GROUPS),
        ("[data-testid=stVegaLiteChart] :is(canvas, svg.marks)", 2),
        ("[data-testid=stMetric]", 2),
        ("[data-testid=stDataFrame] canvas", 1),
        ("h3", 1),
    ),
    _PANEL: (
        (".bk-panel-models-markup-HTML :is(svg, img), .bk-panel-models-markup-SVG :is(svg, img)", GROUPS),
        (".bk-Canvas canvas, .bk-CanvasPanel canvas, canvas.bk-layer, .bk-Figure canvas", 2),
        ("table.dataframe, table.panel-df", 1),
        ("h3", 1),
    ),
}
"""What stands on a peer's page once all is drawn, and how often at least."""

TABS = {
    "wall": ("[data-testid=picture]", GROUPS),
    "agreement": ("[data-testid=curve]", GROUPS),
    "ideas": ("[data-testid=cluster]", 1),
}
"""The same of our page's tabs."""


@dataclass
class App:
    """A server that is measured."""

    name: str
    address: str
    process: int
    server: Server | None = None
    """Where it is ours."""
    seconds: dict[int, list[float]] = field(default_factory=dict)
    """Viewers at once → time of each."""
    memory: dict[int, list[float]] = field(default_factory=dict)
    """Viewers at once → MB of the server's processes."""
    first: list[int] = field(default_factory=list)
    second: list[int] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    """Tabs that our page does not have."""

    def median(self, viewers: int) -> float:
        """Return the time for so many viewers, in seconds."""
        return statistics.median(self.seconds[viewers])

    def per_viewer(self) -> float | None:
        """Return what each viewer after the first adds, in MB."""
        few, many = min(self.memory), max(self.memory)
        if few == many:
            return None
        return (statistics.median(self.memory[many]) - statistics.median(self.memory[few])) / (many - few)


class Bytes:
    """Counts what comes to a page over the network."""

    def __init__(self) -> None:
        self.count = 0

    async def follow(self, context: BrowserContext, page: Page) -> None:
        """Begin to count."""
        session = await context.new_cdp_session(page)
        await session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: self._add(event["encodedDataLength"]))
        session.on("Network.webSocketFrameReceived", lambda event: self._add_frame(event["response"]))

    def _add(self, length: float) -> None:
        self.count += int(length)

    def _add_frame(self, frame: dict[str, object]) -> None:
        text = str(frame["payloadData"])
        # Binary frames are told in base64.
        self.count += len(text) * 3 // 4 if frame["opcode"] == 2 else len(text.encode())


async def drawn(app: App, page: Page) -> None:
    """Wait until all figures are drawn."""
    if app.name in READY:
        for selector, count in READY[app.name]:
            await page.locator(selector).nth(count - 1).wait_for(timeout=_SECONDS * 1000)
        return
    ours: Page | FrameLocator = page if app.name == _DIRECT else page.frame_locator("iframe.jb-debrief-frame")
    await ours.locator("nav a").first.wait_for(timeout=_SECONDS * 1000)
    for name, (selector, count) in TABS.items():
        tab = ours.locator(f"nav a[href='#{name}']")
        if await tab.count() == 0:
            app.missing.add(name)
            continue
        await tab.click(timeout=_SECONDS * 1000)
        await ours.locator(selector).nth(count - 1).wait_for(timeout=_SECONDS * 1000)


async def visit(app: App, context: BrowserContext, counted: Bytes | None = None) -> tuple[Page, float]:
    """Open the address; return the page and how long it took until all was drawn."""
    page = await context.new_page()
    if counted is not None:
        await counted.follow(context, page)
    began = time.perf_counter()
    await page.goto(app.address, wait_until="commit", timeout=_SECONDS * 1000)
    await drawn(app, page)
    return page, time.perf_counter() - began


def end_kernels(server: Server) -> None:
    """End the kernels of those who have gone, as the server does by itself after a minute."""
    headers = {"Authorization": f"token {server.token}"}

    def ask(method: str, path: str) -> bytes:
        request = urllib.request.Request(f"{server.url}api/kernels{path}", headers=headers, method=method)  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return bytes(answer.read())

    for kernel in json.loads(ask("GET", "")):
        ask("DELETE", f"/{kernel['id']}")


async def measure(app: App, browser: Browser, viewers: int) -> None:
    """Let so many look at once, and measure the server while all of them are there."""
    if app.server is not None:
        end_kernels(app.server)
    contexts = [await _context(browser) for _ in range(viewers)]
    visits = await asyncio.gather(*(visit(app, context) for context in contexts))
    app.seconds.setdefault(viewers, []).extend(seconds for _, seconds in visits)
    await asyncio.sleep(2)  # what they asked for beside the figures has come, too
    app.memory.setdefault(viewers, []).append(pss(app.process))
    for page, _ in visits:
        await page.close(run_before_unload=True)
    for context in contexts:
        await context.close()


async def weigh(app: App, browser: Browser) -> None:
    """Count the bytes of a first and a second visit."""
    context = await _context(browser)
    for found in (app.first, app.second):
        counted = Bytes()
        page, _ = await visit(app, context, counted)
        await asyncio.sleep(1)
        found.append(counted.count)
        await page.close()
    await context.close()


async def _context(browser: Browser) -> BrowserContext:
    return await browser.new_context(viewport={"width": 1600, "height": 1000}, locale="en-US")


def pss(pid: int) -> float:
    """Return the proportional set size of a process and all below it, in MB."""
    total = 0
    for one in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{one.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


@contextlib.contextmanager
def peer(name: str, python: str, folder: Path) -> Iterator[App]:
    """Run a peer's server."""
    port = _free_port()
    words = {
        _STREAMLIT: [
            *(
                "streamlit",
                "run",
                str(HERE / "streamlit_app.py"),
                "--server.address=127.0.0.1",
                f"--server.port={port}",
            ),
            *("--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"),
        ],
        _PANEL: [
            *("panel", "serve", str(HERE / "panel_app.py"), "--address=127.0.0.1", f"--port={port}"),
            f"--allow-websocket-origin=127.0.0.1:{port}",
        ],
    }[name]
    address = f"http://127.0.0.1:{port}/" + ("panel_app" if name == _PANEL else "")
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")} | {
        "DEBRIEF_CONTENT": str(folder / "content.json")
    }
    with (
        (folder / f"{name}.log").open("wb") as log,
        subprocess.Popen([python, "-m", *words], env=environment, cwd=folder, stdout=log, stderr=log) as process,
    ):
        try:
            _wait(address, process)
            yield App(name, address, process.pid)
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(10 * _SECONDS):
        if process.poll() is not None:
            raise SystemExit(f"{process.args!r} ended")
        with contextlib.suppress(OSError), urllib.request.urlopen(address):  # noqa: S310
            return
        time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


async def bench(app: App, chromium: str, viewers: list[int], runs: int) -> App:
    """Measure an app, after one visitor that does not count."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = await _context(browser)
        await visit(app, context)
        await context.close()
        for _ in range(runs):
            for count in viewers:
                await measure(app, browser, count)
            await weigh(app, browser)
        await browser.close()
    return app


def report(apps: list[App], viewers: list[int]) -> bool:
    """Print the table; return whether all goals are met."""
    print(f"| | {' | '.join(f'{count} at once' for count in viewers)} | MB per viewer | first visit | second visit |")
    print("|---" * (len(viewers) + 4) + "|")
    for app in apps:
        memory = app.per_viewer()
        cells = [
            app.name,
            *(f"{app.median(count):.2f} s" for count in viewers),
            "–" if memory is None else f"{memory:.0f}",
            f"{statistics.median(app.first) / 1e6:.2f} MB",
            f"{statistics.median(app.second) / 1e3:.0f} kB",
        ]
        print(f"| {' | '.join(cells)} |")
    named = {app.name: app for app in apps}
    peers = [app for app in apps if app.name in READY]
    few, many = viewers[0], viewers[-1]
    well = True
    for app in (named[_DIRECT], named[_VOILA]):
        memory = app.per_viewer()
        goals = {
            "at most 30 MB per viewer": memory is None or memory <= 30,
            "at most 4 MB on the first visit": statistics.median(app.first) <= 4e6,
            "at most 200 kB on the second visit": statistics.median(app.second) <= 200e3,
        }
        if peers:
            goals[f"at most half of the faster peer's time at {few}"] = (
                app.median(few) <= min(one.median(few) for one in peers) / 2
            )
            goals[f"not slower than the faster peer at {many}"] = app.median(many) <= min(
                one.median(many) for one in peers
            )
        print(f"\n{app.name}:" + "".join(f"\n- {goal}: {'yes' if met else 'NO'}" for goal, met in goals.items()))
        if app.missing:
            print(f"- not compared, because our page has no such tab yet: {', '.join(sorted(app.missing))}")
        well = well and all(goals.values())
    return well


def main() -> int:
    """Run it; return 1 if a goal is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--peers", metavar="PYTHON", help="of the environment with Streamlit and Panel")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--viewers", default="1,5,10", type=lambda text: [int(one) for one in text.split(",")])
    asked = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, _CHROMIUM_NAMES)))
    apps = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = folder / "book"
        root.mkdir()
        os.environ["JOURNEYBOOK_HOME"] = str(root)
        class_ = bench_class(root)
        (folder / "content.json").write_text(json.dumps(content(class_)), encoding="utf-8")
        with serving.start(class_, EXERCISE) as server:
            assert server._process is not None
            for title, address in ((_DIRECT, serving.address(server)), (_VOILA, serving.voila_address(server))):
                app = App(title, address, server._process.pid, server)
                apps.append(asyncio.run(bench(app, chromium, asked.viewers, asked.runs)))
        for title in READY if asked.peers else ():
            with peer(title, asked.peers, folder) as app:
                apps.append(asyncio.run(bench(app, chromium, asked.viewers, asked.runs)))
    return 0 if report(apps, asked.viewers) else 1


if __name__ == "__main__":
    sys.exit(main())
