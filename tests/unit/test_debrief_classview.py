"""Does the view of the class say how it does, and nobody's name before it is asked for?"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from debrief_class import EXERCISE, GROUPS, make_class

from journeybook.classroom.effect import Effect, Learner, Learning, Round, Topic
from journeybook.classroom.results import Part, Result, Results
from journeybook.classroom.roster import Trainee
from journeybook.debrief import classfigures, classview
from journeybook.debrief.classfigures import ClassFigures
from journeybook.debrief.session import Debrief
from journeybook.debrief.store import Store
from journeybook.errors import ClassError
from journeybook.evidence import class_gain, opinion
from journeybook.i18n import Phrase, t
from journeybook.questions import Question, QuestionKind
from journeybook.rubric import Finding, Verdict

SCALE = Question("pace", "How was the pace?", {str(n): str(n) for n in range(1, 6)}, QuestionKind.SCALE)
WHY = Phrase("criteria.quiz_right_met", {})


@pytest.fixture
def debrief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Debrief]:
    """A debrief of a class of four groups with a member each, and somebody alone."""
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    store = Store.open(tmp_path / "debrief.db")
    yield Debrief(make_class(tmp_path), EXERCISE, store)
    store.close()


def _result(trainee: str, shares: tuple[float, float]) -> Result:
    """Return a hand-in with two criteria of 4 points, of which it has these shares; 0 was not attempted."""
    findings = tuple(
        Finding(name, Verdict(share or None, WHY), 4)
        for name, share in zip(("touchpoints_complete", "moments_few"), shares, strict=True)
    )
    points = sum(one.points for one in findings)
    return Result(Trainee(trainee, "F", "L"), points, 8.0, {"p": points}, {"map": findings})


def _known(*results: Result, effect: Effect | None = None) -> ClassFigures:
    graded = (Results(EXERCISE, "Retail", (Part("p", "Map", 8.0, "map"),), results),) if results else ()
    handed = frozenset((f"m{number}", EXERCISE) for number in range(4))
    return ClassFigures(((EXERCISE, "Retail"),), handed, graded, effect, ())


def _five() -> tuple[Result, ...]:
    shares = ((1.0, 0.0), (1.0, 0.0), (1.0, 0.5), (0.5, 0.25), (1.0, 1.0))
    return tuple(_result(name, pair) for name, pair in zip(("m0", "m1", "m2", "m3", "m9"), shares, strict=True))


def _effect(answers: int, pairs: tuple[tuple[float, float], ...] = ()) -> Effect:
    said = opinion(SCALE, ["4"] * answers)
    learning = None
    if pairs:
        gain = class_gain(list(pairs), 12)
        learners = tuple(Learner(f"m{number}", *pair, None) for number, pair in enumerate(pairs))
        learning = Learning(1, 2, gain, learners, (Topic("Theory", class_gain(list(pairs), 12)),))
    return Effect(5, (Round("What did you think?", answers, (said,)),), learning, (), ())


def test_who_has_handed_in(debrief: Debrief) -> None:
    """Are hand-ins counted for each group, with nobody who is alone called by name?"""
    found = classview.told(debrief, _known())
    assert found["trainees"] == 5
    assert found["progress"]["exercises"] == [{"id": EXERCISE, "title": "Retail", "handed": 4, "graded": 0}]
    alone = t("debriefclass.alone", "zh")
    rows = [(one["name"], one["members"], one["handed"]) for one in found["progress"]["groups"]]
    assert rows == [*((name, 1, [1]) for name in GROUPS), (alone, 1, [0])]
    assert "赵敏" not in json.dumps(found, ensure_ascii=False)


def test_hidden_groups_are_letters(debrief: Debrief) -> None:
    """Are groups called by letters while names are hidden, and trainees not at all?"""
    debrief.hide_names(True)
    said = json.dumps(classview.told(debrief, _known(*_five())), ensure_ascii=False)
    assert not [name for name in GROUPS if name in said]
    # Who draws alone has one of the five letters, and no row.
    letters = [t("debriefview.team", "zh", letter=letter) for letter in "ABCDE"]
    assert sum(letter in said for letter in letters) == len(GROUPS)


def test_the_weakest_criteria_come_first(debrief: Debrief) -> None:
    """Do criteria stand there by their names with their share of points, the weakest first, and points in ranges?"""
    [one] = classview.told(debrief, _known(*_five()))["scores"]
    names = [t(f"criteria.{name}_name", "zh") for name in ("moments_few", "touchpoints_complete")]
    assert [item["name"] for item in one["criteria"]] == names
    assert [item["share"] for item in one["criteria"]] == [pytest.approx(0.35), pytest.approx(0.9)]
    assert one["criteria"][0]["open"] == pytest.approx(0.4)
    # 4/8, 4/8, 6/8, 3/8 and 8/8 of the points
    assert [ranged["count"] for ranged in one["ranges"]] == [0, 1, 2, 1, 1]
    assert one["text"] == t("debriefclass.median", "zh", n=5, share=50)
    assert t("debriefclass.few", "zh", n=5, small=30) in one["notes"]


@pytest.mark.parametrize(("graded", "ranges", "criteria"), [(1, 0, 0), (2, 0, 0), (3, 0, 2), (4, 0, 2), (5, 5, 2)])
def test_few_are_not_shown(debrief: Debrief, graded: int, ranges: int, criteria: int) -> None:
    """Are points not shown where they would give somebody away, and is that said?"""
    [one] = classview.told(debrief, _known(*_five()[:graded]))["scores"]
    assert (len(one["ranges"]), len(one["criteria"])) == (ranges, criteria)
    assert (t("debriefclass.no_ranges", "zh", fewest=5) in one["notes"]) == (not ranges)


def test_nothing_graded_yet(debrief: Debrief) -> None:
    """Is there a view before anything is graded, sent or handed in?"""
    found = classview.told(debrief, ClassFigures((), frozenset(), (), None, ("no gradebook",)))
    assert (found["scores"], found["reaction"], found["learning"]) == ([], [], None)
    assert found["progress"]["exercises"] == []
    assert found["problems"] == ["no gradebook"]


def test_reaction_and_learning(debrief: Debrief) -> None:
    """Are means, counts and the class's gain there with their warnings, and no trainee's own?"""
    found = classview.told(debrief, _known(effect=_effect(5, ((6, 9), (4, 10), (5, 5)))))
    [sheet] = found["reaction"]
    assert sheet["sent"] == 5
    assert sheet["questions"][0]["figure"] == t("training.mean_and_median", "zh", mean="4.00", median="4")
    assert sheet["questions"][0]["counts"][3] == {"name": "4", "count": 5}
    assert sheet["notes"] == [t("training.few", "zh", n=5, small=30)]
    assert [row["name"] for row in found["learning"]["rows"]] == [t("training.whole_test", "zh"), "Theory"]
    assert found["learning"]["rows"][0]["gain"] == "0.43"
    assert "m0" not in json.dumps(found)


def test_two_tests_are_too_few(debrief: Debrief) -> None:
    """Is no gain shown of two people, of whom each would know the other's?"""
    found = classview.told(debrief, _known(effect=_effect(2, ((6, 9), (4, 10)))))
    assert found["learning"]["rows"] == []
    assert found["learning"]["notes"] == [t("training.no_mean", "zh", fewest=3)]


def test_trainees_are_named_only_when_names_may_be_seen(debrief: Debrief, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do names and points come on their own view, and none of them while names are hidden?"""
    waiting = replace(_five()[0], parts={"p": None})
    monkeypatch.setattr(classview, "figures_now", lambda _: (_known(waiting, *_five()[1:2]), False))
    rows = classview.trainees(debrief)["rows"]
    assert [row["name"] for row in rows] == ["F0 L0", "F1 L1", "F2 L2", "F3 L3", "赵敏"]
    assert rows[0]["cells"] == [{"handed": True, "points": 4.0, "most": 8.0, "waits": True}]
    assert rows[2]["cells"] == [{"handed": True, "points": None, "most": None, "waits": False}]
    assert rows[4]["cells"][0]["handed"] is False
    debrief.hide_names(True)
    assert classview.trainees(debrief) == {"lang": "zh", "hidden": True, "busy": False, "rows": []}


def test_nobody_waits_for_the_figures(debrief: Debrief, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the view there at once while figures are worked out, by one thread however many ask, and whole afterwards?"""
    go, done, times = threading.Event(), threading.Event(), []

    def slow(_: Any) -> ClassFigures:
        times.append(1)
        go.wait(60)
        return _known()

    keep = classfigures._Keeper._keep

    def kept(self: Any, *args: Any) -> None:
        keep(self, *args)
        done.set()

    monkeypatch.setattr(classfigures, "work_out", slow)
    monkeypatch.setattr(classfigures._Keeper, "_keep", kept)
    for _ in range(5):
        assert classview.class_view(debrief) == {"lang": "zh", "busy": True, "known": False}
    go.set()
    assert done.wait(60)
    found = classfigures.figures(debrief)
    assert found == _known()
    assert len(times) == 1
    assert classview.class_view(debrief)["known"]


def test_new_hand_ins_are_seen(debrief: Debrief) -> None:
    """Are figures kept while nothing changes, and worked out anew once somebody has handed in?"""
    first = classfigures.figures(debrief)
    assert first.handed_in == {(f"m{number}", EXERCISE) for number in range(4)}
    assert first.exercises[0][0] == EXERCISE
    assert classfigures.figures(debrief) is first
    debrief.class_.step("submitted", "m9", EXERCISE).mkdir(parents=True)
    assert ("m9", EXERCISE) in classfigures.figures(debrief).handed_in


@pytest.mark.parametrize(
    "error", [ClassError("classroom.roster_missing", file="roster.csv"), ValueError("of nbgrader's")]
)
def test_what_goes_wrong_is_told_once(debrief: Debrief, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Does the view say what could not be read, and is it not tried again at each question?"""
    times = []

    def broken(_: Any) -> ClassFigures:
        times.append(1)
        raise error

    monkeypatch.setattr(classfigures, "work_out", broken)
    known, busy = classfigures.figures_now(debrief)
    while known is None:
        known, busy = classfigures.figures_now(debrief)
    assert known.problems == (str(error),)
    assert (busy, len(times)) == (False, 1)
