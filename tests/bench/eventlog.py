"""Measures the figures of an event log beside the same work written by hand for each engine, and beside pm4py.

Each measurement runs in a process of its own. It reads the log from a Parquet file, works out for each touchpoint its
events, drop-off and waits and for each pair how often and how soon the one follows the other, and tells time, peak
memory and the numbers; the numbers of all ways must be the same. Each way first does the same for a tiny log, so that
the loading of libraries counts for neither time nor memory.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

TOUCHPOINTS = 14
EVENTS_A_JOURNEY = 8

Numbers = dict[str, list[Any]]
"""``pairs``: touchpoint, next, n, median minutes. ``touchpoints``: touchpoint, events, ends, waits, median, p90."""


@dataclass(frozen=True)
class Measured:
    """One way over all its runs: seconds, and peak MB beyond the loaded libraries, each time; and what it found."""

    seconds: list[float]
    megabytes: list[float]
    numbers: Numbers


def write_log(path: Path, events: int) -> None:
    """Write a log of so many events in the order in which they happened, those of many journeys mixed."""
    import numpy as np
    import polars as pl

    rng = np.random.default_rng(2026)
    journeys = events // EVENTS_A_JOURNEY
    seconds = np.sort(rng.integers(0, 180 * 86_400, events, dtype="int64"))
    codes = pl.Series([f"touchpoint_{number:02}" for number in range(TOUCHPOINTS)])
    waits = rng.lognormal(1, 1, events).round(1)
    frame = pl.DataFrame(
        {
            "journey": rng.integers(0, journeys, events, dtype="int64"),
            "touchpoint": codes.gather(rng.integers(0, TOUCHPOINTS, events, dtype="uint32")),
            "time": pl.Series(seconds * 1_000_000 + 1_772_323_200_000_000).cast(pl.Datetime("us")),
            "wait": pl.Series(waits).set(pl.Series(rng.random(events) < 0.3), None),
            "row": np.arange(events, dtype="int64"),
        }
    )
    frame.write_parquet(path)


def _ours(frame: Any) -> Numbers:
    from journeybook.evidence import eventlog

    log = eventlog.EventLog.of(frame, journey="journey", wait="wait", row="row")
    pairs, facts = eventlog.follows(log), eventlog.touchpoints(log)
    columns = ["touchpoint", "events", "ends", "waits", "wait_median", "wait_p90"]
    return {
        "pairs": pairs[["touchpoint", "next", "n", "median_minutes"]].values.tolist(),
        "touchpoints": facts[columns].values.tolist(),
    }


def ours_pandas(path: Path) -> Numbers:
    """Ours, on a frame of pandas."""
    import pandas as pd

    return _ours(pd.read_parquet(path))


def ours_polars(path: Path) -> Numbers:
    """Ours, on a lazy frame of Polars."""
    import polars as pl

    return _ours(pl.scan_parquet(path))


def ours_duckdb(path: Path) -> Numbers:
    """Ours, on a relation of DuckDB."""
    import duckdb

    return _ours(duckdb.connect().read_parquet(str(path)))


def hand_pandas(path: Path) -> Numbers:
    """Written by hand for pandas: one sort, then a look at the next row."""
    import pandas as pd

    frame = pd.read_parquet(path).sort_values(["journey", "time", "row"], ignore_index=True)
    on = frame["journey"] == frame["journey"].shift(-1)
    frame["next"] = frame["touchpoint"].shift(-1).where(on)
    frame["gap"] = (frame["time"].shift(-1) - frame["time"]).where(on).dt.total_seconds() / 60
    frame["last"] = ~on
    pairs = frame.groupby(["touchpoint", "next"])["gap"].agg(["size", "median"]).reset_index()
    by = frame.groupby("touchpoint")
    facts = pd.DataFrame({"events": by.size(), "ends": by["last"].sum(), "waits": by["wait"].count()})
    facts["median"], facts["p90"] = by["wait"].median(), by["wait"].quantile(0.9)
    return {"pairs": pairs.values.tolist(), "touchpoints": facts.reset_index().values.tolist()}


def hand_polars(path: Path) -> Numbers:
    """Written by hand for lazy Polars: one plan for both tables, so that the sort is shared."""
    import polars as pl

    on = (pl.col("journey") == pl.col("journey").shift(-1)).fill_null(False)
    frame = (
        pl.scan_parquet(path)
        .sort("journey", "time", "row")
        .select(
            "touchpoint",
            "wait",
            next=pl.when(on).then(pl.col("touchpoint").shift(-1)),
            gap=pl.when(on).then((pl.col("time").shift(-1) - pl.col("time")).dt.total_seconds() / 60),
            last=~on,
        )
    )
    pairs = frame.group_by("touchpoint", "next").agg(pl.len(), pl.col("gap").median())
    facts = frame.group_by("touchpoint").agg(
        pl.len().alias("events"),
        pl.col("last").sum(),
        pl.col("wait").count().alias("waits"),
        pl.col("wait").median().alias("median"),
        pl.col("wait").quantile(0.9, "linear").alias("p90"),
    )
    one, other = pl.collect_all([pairs, facts])
    return {"pairs": [list(row) for row in one.rows() if row[1] is not None], "touchpoints": _lists(other.rows())}


def hand_duckdb(path: Path) -> Numbers:
    """Written by hand for DuckDB: the steps as a table, then two queries."""
    import duckdb

    connection = duckdb.connect()
    connection.execute(
        "create temp table steps as select touchpoint, wait, lead(touchpoint) over following as next, "
        "epoch_us(lead(time) over following) - epoch_us(time) as gap "
        "from read_parquet($1) window following as (partition by journey order by time, row)",
        [str(path)],
    )
    pairs = connection.sql(
        "select touchpoint, next, count(*), median(gap) / 60e6 from steps where next is not null group by all"
    )
    facts = connection.sql(
        "select touchpoint, count(*), count(*) filter (next is null), count(wait), median(wait), "
        "quantile_cont(wait, 0.9) from steps group by all"
    )
    return {"pairs": _lists(pairs.fetchall()), "touchpoints": _lists(facts.fetchall())}


def peer_pm4py(path: Path) -> Numbers:
    """pm4py, as its manual has it: a formatted frame, directly-follows by number and by time, ends; it has no waits."""
    import pandas as pd
    import pm4py

    frame = pm4py.format_dataframe(
        pd.read_parquet(path), case_id="journey", activity_key="touchpoint", timestamp_key="time"
    )
    counts, _, ends = pm4py.discover_dfg(frame)
    times, _, _ = pm4py.discover_performance_dfg(frame)
    events = pm4py.get_event_attribute_values(frame, "concept:name")
    return {
        "pairs": [[one, two, n, times[one, two]["median"] / 60] for (one, two), n in counts.items()],
        "touchpoints": [[name, n, ends.get(name, 0)] for name, n in events.items()],
    }


def _lists(rows: list[tuple[Any, ...]]) -> list[Any]:
    return [list(row) for row in rows]


WAYS: dict[str, tuple[str, Callable[[Path], Numbers]]] = {
    # name: (what it is called, the work)
    "ours-polars": ("ours on Polars, lazy", ours_polars),
    "hand-polars": ("Polars, lazy, by hand", hand_polars),
    "ours-pandas": ("ours on pandas", ours_pandas),
    "hand-pandas": ("pandas, by hand", hand_pandas),
    "ours-duckdb": ("ours on DuckDB", ours_duckdb),
    "hand-duckdb": ("DuckDB, by hand", hand_duckdb),
    "pm4py": ("pm4py (without waits)", peer_pm4py),
}


def _tiny(path: Path) -> Path:
    """Return where the tiny log lies that goes with a large one."""
    return path.with_name("tiny.parquet")


def measure(path: Path, runs: int) -> Iterator[tuple[str, Measured]]:
    """Run each way so many times, in turns, so that a busy minute of the machine falls on all of them."""
    found: dict[str, list[tuple[float, float, Numbers]]] = {way: [] for way in WAYS}
    for _ in range(runs):
        for way in WAYS:
            command = [sys.executable, "-W", "ignore", __file__, way, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            answer = json.loads(done.stdout.splitlines()[-1])
            found[way].append((answer["seconds"], answer["megabytes"], answer["numbers"]))
    for way, results in found.items():
        yield way, Measured([one[0] for one in results], [one[1] for one in results], results[0][2])


def differences(numbers: Numbers, reference: Numbers) -> int:
    """Return how many rows differ from the reference, by more than rounding; missing columns do not count."""
    wrong = 0
    for table, keys in (("pairs", 2), ("touchpoints", 1)):
        mine = {tuple(row[:keys]): row[keys:] for row in numbers[table]}
        theirs = {tuple(row[:keys]): row[keys:] for row in reference[table]}
        wrong += len(mine.keys() ^ theirs.keys())
        for key in mine.keys() & theirs.keys():
            pairs = zip(mine[key], theirs[key], strict=False)
            wrong += any(abs(one - other) > 1e-9 * max(1.0, abs(other)) for one, other in pairs)
    return wrong


@dataclass(frozen=True)
class Line:
    """One line of the table; `goal` is the most that the median of `values` may be, missing where none is held."""

    what: str
    values: list[float]
    unit: str
    goal: float | None = None
    note: str = ""


def lines(events: int, runs: int) -> Iterator[Line]:
    """Measure all ways on a log of so many events."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log.parquet")
        write_log(path, events)
        write_log(_tiny(path), 100 * EVENTS_A_JOURNEY)
        found = dict(measure(path, runs))
    size = f"{events / 1e6:g} M events"
    hand, peer = found["hand-polars"], found["pm4py"]
    for way, measured in found.items():
        goal, note = None, ""
        if way == "ours-polars":
            goal = min(1.2 * median(hand.seconds), median(peer.seconds) / 6)
            note = "goal: 1.2 × Polars by hand, and a sixth of pm4py"
        yield Line(f"{size}, time: {WAYS[way][0]}", measured.seconds, "s", goal, note)
    for way, measured in found.items():
        mine = way == "ours-polars"
        goal, note = (1.2 * median(hand.megabytes), "goal: 1.2 × Polars by hand") if mine else (None, "")
        yield Line(f"{size}, peak memory: {WAYS[way][0]}", measured.megabytes, "MB", goal, note)
    wrong = [differences(measured.numbers, hand.numbers) for measured in found.values()]
    yield Line(f"{size}: rows that differ from Polars by hand, all ways", [float(sum(wrong))], "", 0)


def peak() -> float:
    """Return the most memory that this process has had so far, in MB."""
    # In kB on Linux, in bytes on macOS.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def main(way: str, path: str) -> None:
    """Do one way's work and print what it took."""
    work = WAYS[way][1]
    work(_tiny(Path(path)))
    loaded = peak()
    start = time.perf_counter()
    numbers = work(Path(path))
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": peak() - loaded, "numbers": numbers}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
