"""Measures what a trainee's seat in a served class takes, and whether a whole class starts, draws and hands in at once.

``make bench-seats`` does it with 8 trainees; ``make bench-seats seats=40`` with 40. A real hub is started, trainees
come in by HTTP, open a kernel of the retail exercise with its board, draw a map and hand in. Memory is PSS: what
processes share is divided between them. Ends with 1 if a hand-in is missing or not what its trainee drew.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[1] / "notebooks"))

import click
import hub_class
import psutil
import websocket
from hub_class import Served, Visitor, served
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import KernelManager
from requests import Response
from requests.adapters import HTTPAdapter
from rich.console import Console
from rich.table import Table

from journeybook import workbook
from journeybook.classroom.deploy import capacity
from journeybook.classroom.folder import create
from journeybook.classroom.release import release
from journeybook.i18n import use_language
from journeybook.programs import search_path

EXERCISE = "03-retail"
NAME = "c1"
GOAL_SECONDS = 300
"""In which a whole class starts, draws and hands in."""

_ONE_BY_ONE = 3
_MIB = 2**20

# The retail exercise's first cell and its board's; then a map that only this trainee has.
_BOARD = """
from journeybook import Exercise
exercise = Exercise.here()
board = exercise.board()
figure = exercise.chart("waits")
"""
_DRAW = """
from journeybook import mapfile
from journeybook.model import Persona
drawn = exercise.starter.model_copy(update={{"persona": Persona(name={name!r})}})
mapfile.write(exercise.map_path, drawn)
"""
_HAND_IN = """
from pathlib import Path
from journeybook.handin import hand_in
print(hand_in(Path.cwd()).exercise)
"""


class Patient(HTTPAdapter):
    """Waits for an answer as long as a browser does: minutes, when everybody comes at once."""

    def send(self, *args: Any, **kwargs: Any) -> Response:
        """Send a request."""
        return super().send(*args, **kwargs | {"timeout": 300})


def visitor_of(hub: Served, person: str) -> Visitor:
    """Return somebody with a browser who has not signed in yet."""
    visitor = hub.visitor(person)
    visitor.session.mount("http://", Patient())
    return visitor


class Kernel:
    """A kernel of a trainee's server, held open."""

    def __init__(self, visitor: Visitor, folder: str) -> None:
        self._visitor = visitor
        answer = visitor.post("api/kernels", {"name": "python3", "path": folder})
        base = f"{visitor.address}/user/{quote(visitor.name)}/api/kernels/{answer.json()['id']}"
        cookies = "; ".join(f"{one.name}={one.value}" for one in visitor._cookies())
        self._connection = websocket.create_connection(
            f"{base}/channels?_xsrf={quote(visitor.xsrf())}".replace("http", "ws", 1), cookie=cookies, timeout=600
        )

    def run(self, code: str) -> str:
        """Run a cell and return what it printed."""
        message = uuid.uuid4().hex
        header = {"msg_id": message, "msg_type": "execute_request", "session": message, "username": "", "date": ""}
        content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}}
        sent = {"header": header | {"version": "5.3"}, "parent_header": {}, "metadata": {}, "content": content}
        self._connection.send(json.dumps(sent | {"channel": "shell", "buffers": []}))
        printed = "".join(hub_class._printed(self._connection, message))
        if "Traceback" in printed:
            raise RuntimeError(printed)
        return printed


@dataclass(frozen=True)
class Use:
    """What a seat takes at one moment: MiB by kind of process, and CPU seconds so far."""

    server: float = 0.0
    warm: float = 0.0
    kernels: float = 0.0
    cpu: float = 0.0

    @property
    def memory(self) -> float:
        """All of it together."""
        return self.server + self.warm + self.kernels


def seats_of(hub: Served) -> dict[str, psutil.Process]:
    """Return the process of each person's seat, by their id."""
    found = {}
    for process in psutil.Process(hub.process.pid).children(recursive=True):
        try:
            parent, person = process.parent(), process.environ().get("JUPYTERHUB_USER")
            if person and parent and "jupyterhub" in parent.cmdline() and "--config" in parent.cmdline():
                found[person] = process
        except psutil.Error:
            continue
    return found


def use_of(seat: psutil.Process) -> Use:
    """Return what a seat's processes take now."""
    found = {"server": 0.0, "warm": 0.0, "kernels": 0.0, "cpu": 0.0}
    warm = None
    for process in [seat, *seat.children(recursive=True)]:
        try:
            if "journeybook.warm.parent" in process.cmdline():
                kind = "warm" if warm is None else "kernels"
                warm = warm or process
            else:
                kind = "server"
            times = process.cpu_times()
            found[kind] += pss(process.pid)
            found["cpu"] += times.user + times.system
        except (psutil.Error, OSError):
            continue
    return Use(**found)


def pss(pid: int) -> float:
    """Return the memory of a process in MiB, what it shares divided between those who share it."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise OSError(pid)


@contextmanager
def class_of(trainees: int) -> Iterator[Path]:
    """Make a workbook with a class of so many, the retail exercise released, and return it."""
    real = workbook.root()
    with tempfile.TemporaryDirectory(prefix="journeybook-seats-") as folder:
        root = Path(folder)
        for name in ("course", "exercises", "solutions", "datasets"):
            (root / name).symlink_to(real / name)
        people = [f"t{number:02},T{number:02},g{number // 5}" for number in range(trainees)]
        (root / "roster.csv").write_text("\n".join(["id,name,group", *people]) + "\n", encoding="utf-8")
        before = os.environ.get(workbook.HOME_VARIABLE)
        os.environ[workbook.HOME_VARIABLE] = str(root)
        try:
            with use_language("en"):
                release(create(NAME, "en", root / "roster.csv"), EXERCISE)
            yield root
        finally:
            os.environ.pop(workbook.HOME_VARIABLE)
            if before is not None:
                os.environ[workbook.HOME_VARIABLE] = before


@dataclass
class Alone:
    """What seats did that were started one after the other; seconds, and use at the end of each step."""

    started: list[float]
    ready: list[float]
    shown: list[float]
    idle: list[Use]
    one: list[Use]
    two: list[Use]


def one_by_one(hub: Served, people: list[str]) -> Alone:
    """Start some seats one after the other, open the exercise in each, and once more; then end them."""
    found = Alone([], [], [], [], [], [])
    token = json.loads((hub.folder / "hub" / "settings.json").read_text(encoding="utf-8"))["token"]
    for person in people:
        visitor, began = visitor_of(hub, person), time.perf_counter()
        visitor.enter(hub.codes[person])
        found.started.append(time.perf_counter() - began)
        settled(hub, [person])
        seat = seats_of(hub)[person]
        found.idle.append(use_of(seat))
        for uses in (found.one, found.two):
            began = time.perf_counter()
            kernel = Kernel(visitor, f"exercises/{EXERCISE}")
            kernel.run("1")
            found.ready.append(time.perf_counter() - began)
            kernel.run(_BOARD)
            found.shown.append(time.perf_counter() - began)
            uses.append(use_of(seat))
    for person in people:
        visitor = hub.visitor(person)
        visitor.session.delete(
            f"{hub.address}/hub/api/users/{person}/server", headers={"Authorization": f"token {token}"}, timeout=60
        )
    until(lambda: not seats_of(hub).keys() & set(people))
    return found


def settled(hub: Served, people: list[str]) -> None:
    """Wait until the seats of these have warmed up: their CPU time stands still."""

    def spent() -> float:
        seats = seats_of(hub)
        return sum(use_of(seats[person]).cpu for person in people if person in seats)

    last = spent()
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        time.sleep(1)
        now = spent()
        if now - last < 0.1 * len(people):
            return
        last = now


def until(true: Callable[[], bool], seconds: float = 300) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.3)


@dataclass
class Day:
    """What a whole class did at once; seconds by trainee."""

    started: dict[str, float]
    ready: dict[str, float]
    handed_in: dict[str, float]
    idle: list[Use]
    drawing: list[Use]
    wrong: list[str]
    seconds: float
    unseen: list[str] = field(default_factory=list)


def whole_class(hub: Served, people: list[str]) -> Day:
    """Let everybody come in, draw and hand in at the same time."""
    day = Day({}, {}, {}, [], [], [], 0.0)
    measure: queue.Queue[str] = queue.Queue()
    gates = {"idle": threading.Event(), "drawing": threading.Event()}
    began = time.perf_counter()

    def sit(person: str) -> None:
        visitor = visitor_of(hub, person)
        visitor.enter(hub.codes[person])
        day.started[person] = time.perf_counter() - began
        measure.put("idle")
        gates["idle"].wait(900)
        opened = time.perf_counter()
        kernel = Kernel(visitor, f"exercises/{EXERCISE}")
        kernel.run("1")
        day.ready[person] = time.perf_counter() - opened
        kernel.run(_BOARD)
        kernel.run(_DRAW.format(name=f"drawn by {person}"))
        measure.put("drawing")
        gates["drawing"].wait(900)
        if kernel.run(_HAND_IN).strip() != EXERCISE:
            day.wrong.append(person)
        day.handed_in[person] = time.perf_counter() - began

    with ThreadPoolExecutor(len(people)) as threads:
        sitting = [threads.submit(sit, person) for person in people]
        try:
            for moment, uses in (("idle", day.idle), ("drawing", day.drawing)):
                for _ in people:
                    while measure.empty() and not any(one.done() and one.exception() for one in sitting):
                        time.sleep(0.1)
                    if measure.empty():
                        break
                    measure.get()
                if moment == "idle":
                    settled(hub, people)
                seats = seats_of(hub)
                day.unseen += [person for person in people if person not in seats]
                uses += [use_of(seats[person]) for person in people if person in seats]
                gates[moment].set()
        finally:
            for gate in gates.values():
                gate.set()
        for one in sitting:
            one.result()
    inbound = hub.folder / "exchange" / NAME / "inbound"
    until(lambda: len(list(inbound.glob("*+*"))) >= len(people), 60)
    day.seconds = time.perf_counter() - began
    for person in people:
        (folder,) = inbound.glob(f"{person}+{EXERCISE}+*")
        map_ = json.loads((folder / "map.journey.json").read_text(encoding="utf-8"))
        if f"drawn by {person}" not in json.dumps(map_):
            day.wrong.append(person)
    return day


def stock_kernels(root: Path, count: int) -> tuple[list[float], list[float], list[float]]:
    """Start kernels as Jupyter does by itself; return seconds until ready and until the board is there, and MiB."""
    ready, shown, managers = [], [], []
    plain = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]

    class Plain(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            return KernelSpec(argv=plain, display_name="plain", language="python")

    desk = next(root.glob(f"work/{NAME}/*/exercises/{EXERCISE}"))
    environment = os.environ | {"PATH": search_path()}
    try:
        for _ in range(count):
            began = time.perf_counter()
            manager = KernelManager(kernel_name="python3", kernel_spec_manager=Plain())
            manager.start_kernel(cwd=str(desk), env=environment, stderr=subprocess.DEVNULL)
            managers.append(manager)
            client = manager.blocking_client()
            client.start_channels()
            client.wait_for_ready(timeout=120)
            client.execute_interactive("1", timeout=120, output_hook=lambda _: None)
            ready.append(time.perf_counter() - began)
            client.execute_interactive(_BOARD, timeout=300, output_hook=lambda _: None)
            shown.append(time.perf_counter() - began)
            client.stop_channels()
        return ready, shown, [sum(_pss_of(manager)) for manager in managers]
    finally:
        for manager in managers:
            manager.shutdown_kernel(now=True)


def _pss_of(manager: Any) -> Iterator[float]:
    process = psutil.Process(manager.provisioner.pid)
    for one in [process, *process.children(recursive=True)]:
        yield pss(one.pid)


def _more(before: list[Use], after: list[Use]) -> list[float]:
    return [two.memory - one.memory for one, two in zip(before, after, strict=True)]


@click.command()
@click.option("--seats", default=8, show_default=True, type=click.IntRange(min=_ONE_BY_ONE))
def main(seats: int) -> None:
    """Measure, and print the tables."""
    hub_class.WAIT_SECONDS = 900
    with class_of(seats) as root, served(root, NAME, EXERCISE) as hub:
        people = [f"t{number:02}" for number in range(seats)]
        alone = one_by_one(hub, people[:_ONE_BY_ONE])
        day = whole_class(hub, people)
        ready, shown, memory = stock_kernels(root, min(seats, 4))
    cores, gib = os.cpu_count() or 1, psutil.virtual_memory().total / 2**30
    table = Table(title=f"{seats} seats, {cores} cores, {gib:.0f} GiB")
    for heading in ("", "median", "most"):
        table.add_column(heading, justify="right" if heading else "left")

    def row(name: str, values: list[float], digits: int = 1) -> None:
        table.add_row(name, f"{median(values):.{digits}f}", f"{max(values):.{digits}f}")

    row("start one after the other, s", alone.started)
    row("start all at once, s", list(day.started.values()))
    row("CPU until warmed up, s", [use.cpu for use in alone.idle])
    row("CPU until drawn, all at once, s", [use.cpu for use in day.drawing])
    row("kernel ready, forked, s", alone.ready, 2)
    row("kernel ready, stock, s", ready, 2)
    row("kernel ready, forked, all at once, s", list(day.ready.values()), 2)
    row("board there, forked, s", alone.shown, 2)
    row("board there, stock, s", shown, 2)
    row("PSS idle: server, MiB", [use.server for use in day.idle], 0)
    row("PSS idle: warm parent, MiB", [use.warm for use in day.idle], 0)
    row("PSS idle: seat, MiB", [use.memory for use in day.idle], 0)
    row("PSS drawing: seat, MiB", [use.memory for use in day.drawing], 0)
    row("PSS first kernel, forked, MiB more", _more(alone.idle, alone.one), 0)
    row("PSS second kernel, forked, MiB more", _more(alone.one, alone.two), 0)
    row("PSS each kernel, stock, MiB", memory, 0)
    Console(width=110).print(table)
    print(
        f"Started, drawn and handed in: {len(day.handed_in)} of {seats} in {day.seconds:.0f} s (goal {GOAL_SECONDS})."
    )
    if day.unseen:
        print(f"Not measured, because their process was not found: {day.unseen}")
    print(f"Lost or wrong: {day.wrong or 'none'}.")
    each = median([use.memory for use in day.drawing])
    print(f"With {each:.0f} MiB each, 24 GiB hold {capacity.people_in(24, each)} trainees.")
    sys.exit(bool(day.wrong) or len(day.handed_in) < seats or day.seconds > GOAL_SECONDS)


if __name__ == "__main__":
    main()
