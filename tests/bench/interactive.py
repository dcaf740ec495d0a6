"""How long a chart or a table of facts of a shipped case takes once the case is loaded: a person waits for it.

``make bench`` prints the table; the goal is 300 ms for the slowest of each kind.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from statistics import median

from rich.console import Console
from rich.table import Table

from journeybook import charts, evidence, mapfile
from journeybook.cases import Case, load
from journeybook.workbook import home

CASES = ("retail", "bank", "travel")
RUNS = 5
GOAL = 300.0


def asked(case: Case) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what a lesson may ask of a case, by name."""
    key = mapfile.read(home() / "solutions" / "en" / "03-retail" / "key" / "map.journey.json")
    for name in ("touchpoint_facts", "stage_facts", "pain_points", "emotion_from_survey", "first_response", "kano"):
        yield f"evidence.{name}", lambda name=name: getattr(evidence, name)(case)
    for name in (
        *("satisfaction", "waits", "complaints", "first_response", "drivers", "importance_performance", "kano"),
        *("moments_of_truth", "comment_themes"),
    ):
        yield f"charts.{name}", lambda name=name: charts.bundle(getattr(charts, name)(case))
    for indicator in ("satisfaction", "response_hours", "sales"):
        yield (
            f"charts.before_after {indicator}",
            lambda one=indicator: charts.bundle(charts.before_after(case, one)),  # type: ignore[arg-type]
        )
    yield "charts.reality_check", lambda: charts.bundle(charts.reality_check(key, case))
    yield "charts.flow", lambda: charts.bundle(charts.flow(evidence.case_log(case)))
    yield "charts.timeline", lambda: charts.bundle(charts.timeline(evidence.case_log(case)))
    yield "charts.wait_distribution", lambda: charts.bundle(charts.wait_distribution(evidence.case_log(case)))


def timed(make: Callable[[], object]) -> float:
    """Return how long one call takes, in ms."""
    start = time.perf_counter()
    make()
    return 1000 * (time.perf_counter() - start)


def main() -> int:
    """Print the table."""
    table = Table(title="Charts and facts of the shipped cases: first call, and median of the next five", caption="ms")
    for heading in ("case", "what", "first", "median", f"<= {GOAL:.0f}"):
        table.add_column(heading, justify="left" if heading in {"case", "what"} else "right")
    for name in CASES:
        case = load(name)
        for what, make in asked(case):
            first = timed(make)
            then = median(timed(make) for _ in range(RUNS))
            table.add_row(name, what, f"{first:.0f}", f"{then:.0f}", "yes" if then <= GOAL else "no")
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
