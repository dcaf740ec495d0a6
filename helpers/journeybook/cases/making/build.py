"""All customers' lives as the files of a case, one customer at a time."""

from __future__ import annotations

import csv
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .describe import datapackage, tables, words
from .interviews import interview_rows
from .people import person
from .plan import CasePlan
from .recipe import Recipe
from .records import Life
from .rows import life_rows
from .stream import SortedTable, cell
from .voice import Voice


@dataclass(frozen=True)
class Made:
    """What was made: the files, how many rows each table has, and how many defects of each kind were planted."""

    paths: tuple[Path, ...]
    rows: dict[str, int]
    planted: dict[str, int]


def lives(recipe: Recipe, seed: int, customers: int, with_fix: bool = True) -> Iterator[Life]:
    """Yield the lives of customers 1 to `customers`, one at a time; each depends on `seed` and its number alone.

    `with_fix` False plays the same people in a world without the fix.
    """
    for number in range(1, customers + 1):
        who = person(recipe.plan, seed, number)
        player = recipe.player(recipe.plan, who, seed, with_fix)
        player.play()
        yield player.life


def write(recipe: Recipe, folder: Path, seed: int | None = None, customers: int | None = None) -> Made:
    """Write the CSV files and ``datapackage.json`` of a case into `folder`.

    The bytes depend on `seed` and `customers` alone (default: those of the plan). Existing files of these names are
    replaced. Customers are played one by one and their rows sorted on disk, so memory does not grow with their number;
    the disk holds the tables twice for a while.
    """
    plan = recipe.plan
    seed = plan.seed if seed is None else seed
    customers = plan.customers if customers is None else customers
    folder.mkdir(parents=True, exist_ok=True)
    known = tables(plan, recipe.outcome)
    fixed = _fixed_tables(recipe)
    voice = Voice(recipe.folder, plan.promised_hours)
    planted: Counter[str] = Counter({"duplicates": 0, "late": 0, "missing_waits": 0, "missing_ids": 0})
    counts = {}
    with tempfile.TemporaryDirectory(prefix=".runs-", dir=folder) as workplace:
        sorted_tables = {
            name: SortedTable(folder / f"{name}.csv", table.header, Path(workplace))
            for name, table in known.items()
            if name not in fixed
        }
        for life in lives(recipe, seed, customers):
            for name, key, row in life_rows(plan, recipe.outcome.name, life, seed, voice, planted):
                sorted_tables[name].add(key, row)
        for name, table in known.items():
            if name in fixed:
                counts[name] = _write_rows(folder / f"{name}.csv", table.header, fixed[name])
            else:
                counts[name] = sorted_tables[name].finish()
    description = folder / "datapackage.json"
    text = json.dumps(datapackage(plan, recipe.outcome), ensure_ascii=False, indent=2)
    description.write_bytes((text + "\n").encode())
    paths = (*(folder / f"{name}.csv" for name in known), description)
    return Made(paths, counts, dict(planted))


def _fixed_tables(recipe: Recipe) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of the tables that do not depend on the customers."""
    plan = recipe.plan
    touchpoints, units = plan.touchpoints, plan.units
    return {
        "touchpoints": [(x.code, x.stage, x.channel, *_names(plan, f"touchpoint_{x.code}")) for x in touchpoints],
        "units": [(x.code, *_names(plan, f"unit_{x.code}"), x.group) for x in units],
        "aspects": [(x.code, *_names(plan, f"aspect_{x.code}"), ";".join(x.touchpoints)) for x in plan.aspects],
        "features": [
            (
                x.code,
                *(
                    name
                    for entry in ("feature", "functional", "dysfunctional")
                    for name in _names(plan, f"{entry}_{x.code}")
                ),
            )
            for x in plan.features
        ],
        "interviews": list(interview_rows(recipe.folder)),
    }


def _names(plan: CasePlan, key: str) -> tuple[str, str]:
    return words(plan.name, key, "zh"), words(plan.name, key, "en")


def _write_rows(path: Path, header: list[str], rows: list[tuple[Any, ...]]) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([cell(value) for value in row] for row in rows)
    return len(rows)
