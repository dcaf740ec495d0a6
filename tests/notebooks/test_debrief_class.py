"""Does the debrief's view of the class say what a real gradebook has?"""

from __future__ import annotations

import json
from pathlib import Path

from graded_class import EXERCISE, NAMES, TRAINEES, graded_class

from journeybook.classroom.results import results
from journeybook.debrief import classview
from journeybook.debrief.classfigures import figures, figures_now
from journeybook.debrief.report.data import gather
from journeybook.debrief.session import Debrief
from journeybook.debrief.store import Store
from journeybook.i18n import t


def test_a_graded_class(tmp_path: Path) -> None:
    """Are hand-ins, points and criteria those of the gradebook, are they kept, and is nobody named unasked?"""
    with graded_class(tmp_path, "zh") as run:
        store = Store.open(tmp_path / "debrief.db")
        debrief = Debrief(run.class_, EXERCISE, store)
        known = figures(debrief)
        assert known.problems == ()
        assert figures_now(debrief) == (known, False), "reading the gradebook changes nothing"
        [graded] = results(run.class_)
        told = classview.told(debrief, known)
        assert told["progress"]["exercises"] == [
            {"id": EXERCISE, "title": graded.title, "handed": len(TRAINEES), "graded": len(TRAINEES)}
        ]
        # Nobody has a group, so all stand in one row.
        [group] = told["progress"]["groups"]
        assert (group["name"], group["handed"]) == (t("debriefclass.alone", "zh"), [len(TRAINEES)])
        [scores] = told["scores"]
        assert scores["n"] == len(TRAINEES)
        assert sum(ranged["count"] for ranged in scores["ranges"]) == len(TRAINEES)
        shares = [criterion["share"] for criterion in scores["criteria"]]
        assert shares
        assert shares == sorted(shares)
        said = json.dumps([told, gather(debrief, with_class=True).class_figures], ensure_ascii=False)
        assert not [name for name in NAMES["zh"] if name in said]
        rows = {row["name"]: row["cells"][0] for row in classview.trainees(debrief)["rows"]}
        best = graded.of("key")
        assert best is not None
        assert rows[NAMES["zh"][0]]["points"] == round(best.points, 2)
        store.close()
