"""Measures the board and the event logs: how fast they are, beside what they are held to, and what the board leaves.

``make bench`` prints one table; ``python tests/bench/run.py drag memory`` measures only what is named.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from bench_page import STATIC, build_peer, open_page, plain_map
from comments_accuracy import LANGUAGES, judges, labelled, parts_of, results
from edit_to_file import edit_to_file
from eventlog import lines
from left_behind import memory_growth, openings
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.progress import track
from rich.table import Table

RUNS = 7
# The display's clock: one picture at 60 Hz, in ms, and by how much the browser's own measure of it strays at rest.
FRAME = 1000 / 60
STRAY = 0.5
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_CAPTION = (
    "Headless Chromium without a GPU: it paints with the processor, and other programs on the machine slow it down. "
    "Medians and p95 of repeated runs."
)

# The kernel has its map, and mermaid its source, before the clock starts.
_OPEN = """async (map) => {
  const peer = newPeer(map);
  const start = performance.now();
  window.closeBoard = await openBoard(peer);
  while (document.querySelector("[data-ready=true] .jb-card") === null) await new Promise((go) => setTimeout(go));
  const first = await painted() - start;
  while (document.querySelector(".jb-grid[aria-busy=true]") !== null) await new Promise((go) => setTimeout(go));
  return {first, whole: await painted() - start};
}"""
_MERMAID = """async (source) => {
  mermaid.initialize({startOnLoad: false, maxTextSize: 1e9, maxEdges: 1e9});
  const start = performance.now();
  const {svg} = await mermaid.render("drawn", source);
  document.querySelector("#place").innerHTML = svg;
  return await painted() - start;
}"""
_FRAMES = """() => {
  window.frames_ = []; let last = null; window.counting = true;
  const step = (now) => {
    if (last !== null) window.frames_.push(now - last);
    last = now;
    if (window.counting) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}"""
_STOP = "() => { window.counting = false; return window.frames_; }"
_WATCH_KEYS = """() => {
  window.keys_ = [];
  window.addEventListener("keydown", async (event) => {
    const start = event.timeStamp;
    window.keys_.push(await painted() - start);
  }, true);
}"""


@dataclass
class Row:
    """One line of the table; `goal` and its `tolerance` are the most that `held` may be."""

    what: str
    times: list[float]
    unit: str = "ms"
    goal: float | None = None
    tolerance: float = 0
    uses_p95: bool = True
    note: str = ""

    @property
    def p95(self) -> float:
        """The 95th percentile; of a single value that value."""
        return quantiles(self.times, n=20, method="inclusive")[-1] if len(self.times) > 1 else self.times[0]

    @property
    def held(self) -> float:
        """What is held to the goal."""
        return self.p95 if self.uses_p95 else median(self.times)

    @property
    def missed(self) -> bool:
        """Whether there is a goal and it is not met."""
        return self.goal is not None and self.held > self.goal + self.tolerance


class Bench:
    """A running Chromium, and the folder of the page's files."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser = browser
        self.folder = folder

    @contextmanager
    def page(self) -> Iterator[Page]:
        """Open the measuring page in a browser profile of its own."""
        context = self.browser.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        open_page(page, self.folder)
        yield page
        context.close()


def _journey(map_: dict[str, list[dict[str, object]]], every_card: bool) -> str:
    """Return the map as mermaid's `journey`: its touchpoints, or every card as a task."""
    lines = ["journey", "title Map"]
    for stage in map_["stages"]:
        lines.append(f"section {stage['name']}")
        for part in ("touchpoints", "pain_points", "opportunities") if every_card else ("touchpoints",):
            for card in map_[part]:
                if card["stage"] == stage["id"]:
                    emotion = card.get("emotion", 0)
                    assert isinstance(emotion, int)
                    lines.append(f"{card.get('name', card.get('text'))}: {emotion + 3}: Customer")
    return "\n".join(lines)


def first_paint(bench: Bench) -> Iterator[Row]:
    """Time the first paint of 500 cards, the peer's between the runs of ours."""
    map_ = plain_map(500)
    ours: dict[str, list[float]] = {"first": [], "whole": []}
    peers: dict[bool, list[float]] = {False: [], True: []}
    for _ in track(range(RUNS), "first paint", transient=True):
        with bench.page() as page:
            for name, time in page.evaluate(_OPEN, map_).items():
                ours[name].append(time)
        for every_card, times in peers.items():
            with bench.page() as page:
                page.add_script_tag(url="mermaid.js")
                times.append(page.evaluate(_MERMAID, _journey(map_, every_card)))
    # mermaid's journeys know no pain points or opportunities: the touchpoints are what it would be given.
    goal = median(peers[False])
    yield Row(
        "first paint, 500 cards",
        ours["first"],
        goal=goal,
        uses_p95=False,
        note="what the window shows can be read and used; goal: mermaid's median for the touchpoints",
    )
    yield Row(
        "  until all 500 are on the page",
        ours["whole"],
        goal=median(peers[True]),
        uses_p95=False,
        note="goal: mermaid's median for as many tasks",
    )
    yield Row(
        "  mermaid, the same map's 125 touchpoints", peers[False], note="a still picture of a quarter of the cards"
    )
    yield Row("  mermaid, all 500 as tasks", peers[True], note="a still picture of as many cards")


def _drag_frames(page: Page) -> list[float]:
    """Drag a card across what is shown and back, and rest at the edges, where the board scrolls; return the frames."""
    card = page.locator('[data-card-id="painpoint-0"]')
    box = card.bounding_box()
    assert box is not None
    mouse = page.mouse
    mouse.move(box["x"] + 10, box["y"] + box["height"] - 4)
    mouse.down()
    mouse.move(box["x"] + 20, box["y"] + box["height"] - 6, steps=3)
    page.wait_for_timeout(150)  # the browser makes its picture of the card once
    page.evaluate(_FRAMES)
    for turn in range(4):
        mouse.move(1330 if turn % 2 == 0 else 150, box["y"] + 20 + 8 * turn, steps=60)
        page.wait_for_timeout(500)  # a hand rests there
    frames: list[float] = page.evaluate(_STOP)
    mouse.up()
    return frames


def drag(bench: Bench) -> Iterator[Row]:
    """Time the frames of a drag across a large and a very large map."""
    # The same drag over a few cards shows what the browser itself takes on this machine, here and now.
    for cards, stages, pictures in ((20, 5, None), (500, 5, 1), (2000, 10, 2)):
        frames: list[float] = []
        still: list[float] = []
        for _ in track(range(3), f"drag, {cards} cards", transient=True):
            with bench.page() as page:
                page.evaluate(_OPEN, plain_map(cards, stages))
                page.wait_for_timeout(500)
                page.evaluate(_FRAMES)
                page.wait_for_timeout(1000)
                still += page.evaluate(_STOP)
                frames += _drag_frames(page)
        row = Row(f"frame while dragging, {cards} cards", frames)
        if pictures is not None:
            row.goal, row.tolerance = pictures * FRAME, STRAY
            row.note = (
                f"{'one picture' if pictures == 1 else 'two pictures'} of a 60 Hz display, measured to ± {STRAY} ms"
            )
        yield row
        yield Row("  the same page at rest", still)


def key(bench: Bench) -> Iterator[Row]:
    """Time from a key press to its paint."""
    for cards, stages in ((500, 5), (2000, 10)):
        with bench.page() as page:
            page.evaluate(_OPEN, plain_map(cards, stages))
            page.locator('[data-card-id="painpoint-1"]').focus()
            page.wait_for_timeout(500)
            page.evaluate(_WATCH_KEYS)
            for i in track(range(30), f"keys, {cards} cards", transient=True):
                page.keyboard.press(str(1 + i % 5))
                page.wait_for_timeout(60)
            yield Row(f"key press to painted, {cards} cards", page.evaluate("window.keys_"))


def saving(bench: Bench) -> Iterator[Row]:
    """Time from a key press to the file, with a real kernel."""
    yield Row("edit to file on the disk", edit_to_file(bench.browser), goal=400, note="real kernel, Voila")


def bundle(_bench: Bench) -> Iterator[Row]:
    """Weigh what a browser loads."""
    size = sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in ("board.js", "board.css"))
    yield Row("bundle, gzipped", [size / 1000], unit="kB", goal=200)


def memory(bench: Bench) -> Iterator[Row]:
    """Weigh the heap before and after a thousand edits and undos."""
    with bench.page() as page:
        grown, documents = memory_growth(page)
    yield Row(
        "heap grown by 1,000 edits and undos",
        [grown - documents],
        unit="kB",
        goal=150,
        note=f"{grown:.0f} kB, less {documents:.0f} kB that two bare documents need to remember the same edits",
    )


def opening(bench: Bench) -> Iterator[Row]:
    """Count what is left after opening and closing the board 50 times."""
    with bench.page() as page:
        for name, left in openings(page, 50).items():
            yield Row(f"left after 50 openings: {name}", [left], unit="", goal=0)


def event_logs(_bench: Bench) -> Iterator[Row]:
    """Time and weigh the figures of event logs, ours beside the same work by hand and beside pm4py."""
    for events, runs in ((1_000_000, 5), (10_000_000, 3)):
        for line in lines(events, runs):
            yield Row(line.what, line.values, line.unit, line.goal, uses_p95=False, note=line.note)


def comments(_bench: Bench) -> Iterator[Row]:
    """Count the labelled comments whose sentiment is judged wrongly; ``comments_accuracy.py`` alone prints more."""
    for lang in LANGUAGES:
        heard = judges(lang)
        for part, chosen in parts_of(labelled(lang)).items():
            ours, library, usual = (100 * (1 - one.accuracy) for one in results(chosen, heard))
            yield Row(
                f"comments judged wrongly, {lang}, {part}",
                [ours],
                unit="%",
                goal=library if part == "all" else None,
                note=f"the bare library alone {library:.0f} %, always guessing the most frequent {usual:.0f} %",
            )


PARTS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "first-paint": first_paint,
    "drag": drag,
    "key": key,
    "saving": saving,
    "bundle": bundle,
    "memory": memory,
    "opening": opening,
    "event-logs": event_logs,
    "comments": comments,
}


def show(rows: list[Row], console: Console) -> None:
    """Print the table."""
    table = Table(title="Journeybook, measured", caption=_CAPTION)
    for name, justify in (("what", "left"), ("median", "right"), ("p95", "right"), ("runs", "right")):
        table.add_column(name, justify="left" if justify == "left" else "right")
    for name in ("goal", "held", "note"):
        table.add_column(name)
    for row in rows:
        goal = "" if row.goal is None else f"≤ {row.goal:.4g} {row.unit}".rstrip()
        held = "" if row.goal is None else ("[red]no" if row.missed else "[green]yes")
        middle, high = f"{median(row.times):.4g} {row.unit}", f"{row.p95:.4g} {row.unit}"
        table.add_row(row.what, middle, high, str(len(row.times)), goal, held, row.note)
    console.print(table)


def main(names: list[str]) -> int:
    """Measure what is named, or everything; return 1 where a goal is missed."""
    found = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if found is None or set(names) - set(PARTS):
        sys.exit(f"usage: run.py [{' | '.join(PARTS)}] …, with Chromium installed")
    console = Console()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build_peer(Path(folder))
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        bench = Bench(browser, Path(folder))
        rows = [row for name in names or PARTS for row in PARTS[name](bench)]
        browser.close()
    show(rows, console)
    return int(any(row.missed for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
