"""What the three debriefs show that are measured beside each other: one class, and its views as the peers get them."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "tests" / "unit"))

from debrief_class import EXERCISE, make_class, submit, variant  # noqa: E402

from journeybook.classroom.folder import ClassFolder  # noqa: E402
from journeybook.debrief import views  # noqa: E402
from journeybook.debrief.serving import store_of  # noqa: E402
from journeybook.debrief.session import Debrief, Figures  # noqa: E402
from journeybook.debrief.store import Store  # noqa: E402
from journeybook.exercise import Exercise  # noqa: E402
from journeybook.formats.picture import map_svg  # noqa: E402
from journeybook.model import JourneyMap  # noqa: E402

GROUPS = 12


def bench_class(root: Path) -> ClassFolder:
    """Make a class of so many groups, whose maps are the retail key's in three variants."""
    class_ = make_class(root, "en")
    (class_.source / EXERCISE / f"{EXERCISE}.ipynb").write_text("{}")
    with (class_.path / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "last_name", "first_name", "group"])
        rows.writerows([f"m{n}", f"L{n}", f"F{n}", f"Group no. {n + 1}"] for n in range(GROUPS))
    for number in range(GROUPS):
        submit(class_, f"m{number}", variant("en", number % 3))
    return class_


def content(class_: ClassFolder) -> dict[str, Any]:
    """Return the wall as pictures, the agreement and the clusters, worked out already: peers only draw them."""
    store = Store.open(store_of(class_, ""))
    debrief = Debrief(class_, EXERCISE, store, Figures.of(Exercise(class_.source / EXERCISE), class_.lang))
    debrief.update()
    wall = [
        {"name": team["name"], "svg": map_svg(JourneyMap.model_validate_json(json.dumps(team["map"])), class_.lang)}
        for team in views.wall(debrief)["teams"]
    ]
    found = {"wall": wall, "agreement": views.agreement(debrief), "clusters": views.clusters(debrief)["clusters"]}
    store.close()
    return found
