"""How a debrief holds up: 200 voters in 60 seconds, each changing their mind twice, while its processes are killed.

``python tests/bench/votes.py [voters] [seconds]`` runs ``journeybook debrief`` on a class of its own and lets every
voter join, look and vote three times, spread evenly over the time, over connections of their own; a page asks for the
trainer's view all along. Three times: undisturbed, with kill -9 of the voters' process (twice) and of the trainer's
server, and on PostgreSQL with kill -9 of the database as well (twice), which is started again after two seconds, as an
operating system's service would be. A voter who gets no answer sends the same again after a second, as the page on the
phone does. It prints how long a ballot took, from the first try to the answer, and fails if one was lost or doubled.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from postgres_server import PostgresServer
from sqlalchemy import insert
from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest, HTTPResponse

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "unit"))

from debrief_class import EXERCISE, make_class  # noqa: E402

from journeybook.debrief import voting  # noqa: E402
from journeybook.debrief.store import Store  # noqa: E402
from journeybook.debrief.tables import CLUSTER  # noqa: E402

_CHOICES = 20
_DOTS = 3
_RETRY_SECONDS = 1.0
_DATABASE_SECONDS = 2.0
_GOAL_MS = 300
_VOTERS, _PAGE = "journeybook.debrief.service", "jupyterlab"


@dataclass
class Found:
    """What was measured."""

    took: list[float] = field(default_factory=list)
    """Seconds of each ballot."""
    again: int = 0
    """Requests that had no answer and were sent once more."""
    away: list[float] = field(default_factory=list)
    """For how long the trainer's page had no answer, each time."""


@dataclass
class Running:
    """A running command."""

    process: subprocess.Popen[str]
    page: str
    votes: str

    def kill(self, name: str) -> None:
        """End one of its processes by kill -9."""
        for one in psutil.Process(self.process.pid).children():
            if name in one.cmdline():
                one.kill()


@contextlib.contextmanager
def debrief(root: Path, store: str) -> Iterator[Running]:
    """Run the command on a class that is made in `root`."""
    class_ = make_class(root, "en")
    (class_.source / EXERCISE / f"{EXERCISE}.ipynb").write_text("{}")
    environment = os.environ | {"JOURNEYBOOK_HOME": str(root), "JOURNEYBOOK_LANG": "en"}
    words = [sys.executable, "-u", "-m", "journeybook.cli", "debrief", "c", EXERCISE, "--no-browser", "--store", store]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found: list[str] = []
        while len(found) < 3:
            found += re.findall(r"http://\S+?(?=[;\s]|$)", process.stdout.readline())
        page, _, votes = found
        try:
            yield Running(process, page, f"http://127.0.0.1:{urlsplit(votes).port}")
        finally:
            process.terminate()
            process.communicate()


@dataclass
class Voters:
    """Who votes on what, where and for how long."""

    found: Found
    base: str
    round: int
    choices: list[int]
    codes: list[str]
    seconds: float

    def choice(self, number: int, turn: int) -> int:
        """Return what somebody gives their dots to."""
        return self.choices[(number + turn) % len(self.choices)]

    def tally(self) -> voting.Tally:
        """Return what the last ballots of all add up to."""
        expected = dict.fromkeys(self.choices, 0)
        for number in range(len(self.codes)):
            expected[self.choice(number, 2)] += _DOTS
        return voting.Tally(expected, len(self.codes))


async def _ask(found: Found, client: AsyncHTTPClient, request: HTTPRequest) -> HTTPResponse:
    """Send something until there is an answer."""
    while True:
        try:
            return await client.fetch(request)
        except (OSError, HTTPError) as error:
            if isinstance(error, HTTPError) and error.code < 500:
                raise
            found.again += 1
            await asyncio.sleep(_RETRY_SECONDS)


async def _voter(voters: Voters, number: int, start: float) -> None:
    """Join, then vote three times within the time."""
    found, base, seconds = voters.found, voters.base, voters.seconds
    client = AsyncHTTPClient(force_instance=True)
    headers = {"Content-Type": "application/json"}
    share = number / len(voters.codes)
    await _until(start + seconds * share / 5)
    joining = HTTPRequest(f"{base}/api/join", "POST", headers, json.dumps({"code": voters.codes[number]}))
    joined = await _ask(found, client, joining)
    headers["Cookie"] = joined.headers["Set-Cookie"].partition(";")[0]
    await _ask(found, client, HTTPRequest(f"{base}/api/round", headers=headers))
    for turn in range(3):
        await _until(start + seconds * (0.25 + (turn + share) / 4))
        body = json.dumps({"round": voters.round, "dots": {str(voters.choice(number, turn)): _DOTS}})
        began = time.perf_counter()
        await _ask(found, client, HTTPRequest(f"{base}/api/ballot", "PUT", headers, body))
        found.took.append(time.perf_counter() - began)
    client.close()


async def _watch(found: Found, page: str, end: float) -> None:
    """Ask for the trainer's view twice a second, as an open page does while votes come in."""
    client = AsyncHTTPClient(force_instance=True)
    parts = urlsplit(page)
    asked = HTTPRequest(f"http://{parts.netloc}{parts.path}votes?{parts.query}", request_timeout=10)
    left = None
    while time.perf_counter() < end or left is not None:
        try:
            await client.fetch(asked)
            if left is not None:
                found.away.append(time.perf_counter() - left)
            left = None
        except (OSError, HTTPError):
            left = left or time.perf_counter()
        await asyncio.sleep(0.5)
    client.close()


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.perf_counter()))


async def _harm(running: Running, database: PostgresServer | None, start: float, seconds: float) -> None:
    """Kill one process after the other, while votes come in."""
    for share, name in ((0.3, _VOTERS), (0.45, _PAGE), (0.6, "database"), (0.7, _VOTERS), (0.85, "database")):
        await _until(start + share * seconds)
        if name != "database":
            running.kill(name)
        elif database is not None:
            database.kill()
            await asyncio.sleep(_DATABASE_SECONDS)
            await asyncio.get_running_loop().run_in_executor(None, database.go_on)


async def _all(voters: Voters, running: Running, database: PostgresServer | None, killing: bool) -> None:
    start = time.perf_counter()
    work = [_voter(voters, number, start) for number in range(len(voters.codes))]
    work.append(_watch(voters.found, running.page, start + voters.seconds))
    if killing:
        work.append(_harm(running, database, start, voters.seconds))
    await asyncio.gather(*work)


def run(count: int, seconds: float, *, postgres: bool, killing: bool) -> tuple[Found, bool]:
    """Measure once; return what was found, and whether each voter's last ballot counts once and no other."""
    database = PostgresServer.start() if postgres else None
    with tempfile.TemporaryDirectory() as folder:
        address = str(Path(folder, "debrief.db")) if database is None else database.address("postgres")
        root = Path(folder, "book")
        root.mkdir()
        with debrief(root, address) as running:
            store = Store.open(address)
            with store.write("clusters") as connection:
                rows = [
                    {"exercise": EXERCISE, "kind": "pain_point", "name": f"{n}", "by_hand": True}
                    for n in range(_CHOICES)
                ]
                choices = list(connection.scalars(insert(CLUSTER).returning(CLUSTER.c.id), rows))
            opened = voting.open_round(store, EXERCISE, "pain_point", "?", choices, dots=_DOTS)
            voters = Voters(Found(), running.votes, opened, choices, voting.deal(store, count), seconds)
            store.close()
            asyncio.run(_all(voters, running, database, killing))
        store = Store.open(address)
        right = voting.tally(store, opened) == voters.tally()
        store.close()
    if database is not None:
        database.remove()
    return voters.found, right


def _row(title: str, found: Found, right: bool) -> str:
    took = sorted(found.took)
    ms = [1000 * one for one in (statistics.median(took), took[int(0.95 * len(took))], took[-1])]
    away = ", ".join(f"{one:.1f} s" for one in found.away) or "–"
    cells = [
        title,
        str(len(took)),
        *(f"{one:.0f} ms" for one in ms),
        str(found.again),
        away,
        "none" if right else "SOME",
    ]
    return f"| {' | '.join(cells)} |"


def main(voters: int = 200, seconds: float = 60) -> int:
    """Run it; return 1 if a vote was lost or doubled, or the undisturbed ones took too long."""
    headings = ["ballots", "median", f"95th percentile (goal {_GOAL_MS} ms undisturbed)", "slowest", "sent again"]
    print(f"| {voters} voters in {seconds:g} s | {' | '.join(headings)} | trainer's page away | lost or doubled |")
    print("|---" * (len(headings) + 3) + "|")
    well = True
    for title, postgres, killing in (
        ("SQLite", False, False),
        ("SQLite; voters' server killed twice, trainer's once", False, True),
        ("PostgreSQL; the same, and the database killed twice", True, True),
    ):
        found, right = run(voters, seconds, postgres=postgres, killing=killing)
        print(_row(title, found, right), flush=True)
        slow = sorted(found.took)[int(0.95 * len(found.took))] * 1000 > _GOAL_MS
        well = well and right and (killing or not slow)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
