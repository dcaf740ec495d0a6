"""How the voters' server holds up: 200 voters in 60 seconds, each changing their mind twice.

``python tests/bench/votes.py [voters] [seconds]`` starts a real server on a fresh store and lets every voter join, look
and vote three times, spread evenly over the time, over connections of their own. It prints how long a ballot took, and
fails if one was lost or doubled.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import insert
from tornado.httpclient import AsyncHTTPClient, HTTPRequest

from journeybook.debrief import voting
from journeybook.debrief.store import Store
from journeybook.debrief.tables import CLUSTER

_CHOICES = 20
_DOTS = 3


async def _voter(number: int, code: str, base: str, round_id: int, start: float, seconds: float) -> list[float]:
    """Join, then vote three times within the time; return how long each ballot took."""
    client = AsyncHTTPClient(force_instance=True)
    headers = {"Content-Type": "application/json"}
    await _until(start + seconds * number / 1000)
    joined = await client.fetch(HTTPRequest(f"{base}/api/join", "POST", headers, json.dumps({"code": code})))
    headers["Cookie"] = joined.headers["Set-Cookie"].partition(";")[0]
    took = []
    for turn in range(3):
        await _until(start + seconds * (0.25 + turn / 4) + number / 200 * seconds / 4)
        await client.fetch(HTTPRequest(f"{base}/api/round", headers=headers))
        dots = {str((number + turn) % _CHOICES + 1): _DOTS}
        began = time.perf_counter()
        body = json.dumps({"round": round_id, "dots": dots})
        await client.fetch(HTTPRequest(f"{base}/api/ballot", "PUT", headers, body))
        took.append(time.perf_counter() - began)
    client.close()
    return took


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.perf_counter()))


async def _all(codes: list[str], base: str, round_id: int, seconds: float) -> list[float]:
    start = time.perf_counter()
    voters = [_voter(n, code, base, round_id, start, seconds) for n, code in enumerate(codes)]
    return [one for took in await asyncio.gather(*voters) for one in took]


def main(voters: int = 200, seconds: float = 60) -> int:
    """Run it; return 1 if a vote was lost or doubled."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder, "debrief.db"))
        with store.write("clusters") as connection:
            rows = [{"exercise": "x", "kind": "pain_point", "name": f"{n}", "by_hand": False} for n in range(_CHOICES)]
            connection.execute(insert(CLUSTER), rows)
        choices = list(range(1, _CHOICES + 1))
        round_id = voting.open_round(store, "x", "pain_point", "?", choices, dots=_DOTS)
        codes = voting.deal(store, voters)
        program = [sys.executable, "-m", "journeybook.debrief.service", str(Path(folder, "debrief.db")), "x", "en"]
        with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            base = f"http://127.0.0.1:{int(process.stdout.readline())}"
            took = sorted(asyncio.run(_all(codes, base, round_id, seconds)))
            process.kill()
        expected = dict.fromkeys(choices, 0)
        for number in range(voters):
            expected[(number + 2) % _CHOICES + 1] += _DOTS
        found = voting.tally(store, round_id)
        store.close()
    wrong = found != voting.Tally(expected, voters)
    print(f"| {voters} voters in {seconds:g} s, {len(took)} ballots | |\n|---|---|")
    print(f"| median | {statistics.median(took) * 1000:.0f} ms |")
    print(f"| 95th percentile (goal 300 ms) | {took[int(0.95 * len(took))] * 1000:.0f} ms |")
    print(f"| slowest | {took[-1] * 1000:.0f} ms |")
    print(f"| lost or doubled | {'SOME' if wrong else 'none'} |")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
