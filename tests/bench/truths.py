"""Do the methods find what the cases hold? Many seeds of each case, made anew and judged as a learner's data would be.

``make bench-truths`` prints the table; ``--seeds`` and ``--customers`` say how many histories of each case are made for
the effects, and how large. Intervals hold what they promise at any size, so these are smaller than the shipped cases.
The ranking takes 20 histories in the shipped size.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from journeybook.cases import Case
from journeybook.cases.making import find_recipe, recipe_names, write
from journeybook.errors import EvidenceError
from journeybook.evidence import effect, moments_of_truth, pain_points

TRUTHS = Path(__file__).parents[2] / "solutions" / "truths"
RANKED_SEEDS = 20
WORKERS = 2


@dataclass
class Found:
    """What one history of a case gave away."""

    pains_first: bool
    decoy_above: bool
    moments_first: bool


def truths(name: str) -> dict[str, dict[str, object]]:
    """Return the trainers' key to a case."""
    key: dict[str, dict[str, object]] = tomllib.loads((TRUTHS / f"{name}.toml").read_text(encoding="utf-8"))
    return key


def made(name: str, seed: int, customers: int | None, folder: str) -> Case:
    """Make one history of a case and open it."""
    place = Path(folder) / f"{name}-{seed}"
    write(find_recipe(name), place, seed, customers)
    return Case(place)


def ranked(name: str, seed: int) -> Found:
    """Rank the touchpoints of one history, in the shipped size."""
    key = truths(name)
    planted = set(key["pain_points"]["planted"])  # type: ignore[call-overload]
    with tempfile.TemporaryDirectory() as folder:
        case = made(name, seed, None, folder)
        order = pain_points(case).index.tolist()
        moments = moments_of_truth(case).index.tolist()
    worst = max(order.index(code) for code in planted)
    best = min(order.index(code) for code in key["pain_points"]["decoys"])  # type: ignore[attr-defined]
    wanted = set(key["moments_of_truth"]["ranked"])  # type: ignore[call-overload]
    return Found(
        pains_first=set(order[: len(planted)]) == planted,
        decoy_above=best < worst,
        moments_first=set(moments[: len(wanted)]) == wanted,
    )


def covered(name: str, customers: int, seed: int) -> dict[str, bool | None]:
    """Return for each indicator whether its interval holds the true effect; None where it has no interval."""
    held: dict[str, bool | None] = {}
    with tempfile.TemporaryDirectory() as folder:
        case = made(name, seed, customers, folder)
        for indicator, truth in truths(name)["effects"].items():
            try:
                found = effect(case, indicator)  # type: ignore[arg-type]
            except EvidenceError:
                held[indicator] = None
                continue
            held[indicator] = None if found.low != found.low else found.low <= truth["effect"] <= found.high  # type: ignore[index]
    return held


def ranking_rows(pool: ProcessPoolExecutor, console: Console) -> Iterator[tuple[str, str, str]]:
    """Yield how often each case's planted truths come out on top."""
    for name in recipe_names():
        jobs = pool.map(partial(ranked, name), range(1, RANKED_SEEDS + 1))
        found = list(track(jobs, f"{name}: ranking", RANKED_SEEDS, console=console, transient=True))
        yield name, "planted pain points on top", f"{sum(one.pains_first for one in found)} of {len(found)}"
        yield name, "a decoy above one of them", f"{sum(one.decoy_above for one in found)} of {len(found)}"
        yield (
            name,
            "planted moments of truth on top (NPS)",
            f"{sum(one.moments_first for one in found)} of {len(found)}",
        )


def effect_rows(
    pool: ProcessPoolExecutor, console: Console, seeds: int, customers: int
) -> Iterator[tuple[str, str, str]]:
    """Yield how often each indicator's 95 % interval holds the true effect."""
    for name in recipe_names():
        jobs = pool.map(partial(covered, name, customers), range(1001, 1001 + seeds))
        found = list(track(jobs, f"{name}: effects", seeds, console=console, transient=True))
        for indicator in found[0]:
            counts = Counter(one[indicator] for one in found)
            judged = counts[True] + counts[False]
            share = f" ({100 * counts[True] / judged:.1f} %)" if judged else ""
            without = f", {counts[None]} without an interval" if counts[None] else ""
            yield name, f"true effect inside: {indicator}", f"{counts[True]} of {judged}{share}{without}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--customers", type=int, default=800)
    chosen = parser.parse_args()
    console = Console()
    table = Table(
        title=f"What the methods find: ranking in the shipped size, effects with {chosen.customers} customers"
    )
    for heading in ("case", "what", "found"):
        table.add_column(heading)
    with ProcessPoolExecutor(WORKERS) as pool:
        for row in ranking_rows(pool, console):
            table.add_row(*row)
        for row in effect_rows(pool, console, chosen.seeds, chosen.customers):
            table.add_row(*row)
    console.print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
