"""Where the teams agree, and what to discuss first."""

from __future__ import annotations

from typing import Any

import pytest

from journeybook.debrief.comparison import Comparison, compare, signed
from journeybook.debrief.stages import align
from journeybook.i18n import t
from journeybook.model import JourneyMap

_STAGES = ("认知", "购买", "使用")


def _map(*stages: tuple[int, bool] | None) -> JourneyMap:
    """Return a map with one touchpoint a stage: its emotion, and whether it is a moment of truth."""
    return JourneyMap.parse(
        {
            "stages": [{"id": f"stage-{i}", "name": name} for i, name in enumerate(_STAGES)],
            "touchpoints": [
                {"id": f"touchpoint-{i}", "stage": f"stage-{i}", "case_touchpoint": f"code{i}", "emotion": stage[0],
                 "is_moment_of_truth": stage[1]}
                for i, stage in enumerate(stages)
                if stage is not None
            ],
        }
    )  # fmt: skip


def _compared(measured: dict[str, tuple[float, int]] | None = None, **maps: JourneyMap) -> Comparison:
    return compare(maps, align(maps), measured)


def test_a_stage_in_figures() -> None:
    """Are mean, spread, measured feeling, moments and silent teams those of the maps?"""
    found = _compared(
        {"code0": (0.5, 40), "code1": (-1.0, 10)},
        a=_map((1, False), (-2, True), (0, False)),
        b=_map((1, True), (0, True), None),
    )
    first, second, third = found.stages
    assert (first.mean, first.spread, first.measured, first.n) == (1, 0, 0.5, 40)
    assert (second.emotions, second.mean, second.spread) == ({"a": -2, "b": 0}, -1, 1)
    assert (second.moments, second.silent) == ({"a", "b"}, frozenset())
    assert (third.emotions, third.silent, third.measured, third.n) == ({"a": 0, "b": None}, {"b"}, None, 0)


def test_two_touchpoints_in_one_stage_are_averaged() -> None:
    """Is a team's emotion in a stage the mean of its touchpoints', and the measured one weighted by answers?"""
    journey = JourneyMap.parse(
        {
            "stages": [{"id": "stage-0", "name": "购买"}],
            "touchpoints": [
                {"id": f"touchpoint-{i}", "stage": "stage-0", "emotion": emotion, "case_touchpoint": code}
                for i, (emotion, code) in enumerate(((2, "shop"), (-1, "till"), (None, None)))
            ],
        }
    )
    (stage,) = _compared({"shop": (2.0, 10), "till": (-1.0, 30)}, a=journey, b=journey).stages
    assert (stage.mean, stage.measured, stage.n) == (0.5, -0.25, 40)


def test_full_agreement_leaves_nothing_to_discuss() -> None:
    """Do teams that all say what the customers say have nothing that must be discussed first?"""
    same = _map((1, False), (-2, True), (0, False))
    found = _compared({"code0": (1.0, 99), "code1": (-2.0, 99)}, a=same, b=same, c=same)
    assert (found.alpha.value, found.w.value, found.discuss) == (1, 1, ())


@pytest.mark.parametrize(
    ("maps", "measured", "place", "key", "teams"),
    [
        ([((1, False), (-2, False), (0, False)), ((1, False), (2, False), (0, False))], {}, 1, "split", ("t0", "t1")),
        ([((1, False), (1, False), (0, False))] * 3, {"code1": (-1.6, 80)}, 1, "too_bright", ("t0",)),
        ([((1, False), (-2, False), (0, False))] * 3, {"code1": (0.9, 80)}, 1, "too_dark", ("t0",)),
        ([((1, False), (1, True), (0, False)), ((1, False), (1, False), (0, False))], {}, 1, "moment", ("t0", "t1")),
        ([((1, False), (1, False), (0, False)), ((1, False), (1, False), None)], {}, 2, "silent", ("t1",)),
    ],
)
def test_what_to_discuss_first(
    maps: list[tuple[Any, ...]], measured: dict[str, tuple[float, int]], place: int, key: str, teams: tuple[str, ...]
) -> None:
    """Is the stage named first that was made to stand out, for the right reason, with the right teams to begin?"""
    found = _compared(measured, **{f"t{i}": _map(*stages) for i, stages in enumerate(maps)})
    first = found.discuss[0]
    assert (first.place, first.reason.key, first.teams) == (place, f"comparison.{key}", teams)
    for lang in ("zh", "en"):
        assert _STAGES[place] in t(first.reason.key, lang, **first.reason.params)


def test_few_answers_weigh_less() -> None:
    """Does a gap to ten answers count less than the same gap to a hundred?"""
    maps = {"a": _map((2, False), (2, False), None), "b": _map((2, False), (2, False), None)}
    found = _compared({"code0": (0.0, 10), "code1": (0.0, 100)}, **maps)
    assert [topic.place for topic in found.discuss] == [1, 0]


def test_at_most_three_each_of_another_stage() -> None:
    """Is each stage named once, and no more than three of them?"""
    found = _compared({}, a=_map((-2, True), (2, False), (-2, True)), b=_map((2, False), (-2, True), (1, False)))
    assert len({topic.place for topic in found.discuss}) == len(found.discuss) == 3
    assert [topic.score for topic in found.discuss] == sorted((topic.score for topic in found.discuss), reverse=True)


def test_teams_that_mark_no_moment_do_not_blur_the_ranks() -> None:
    """Is W worked out over the teams that mark moments of truth, and left open where fewer than two do?"""
    marks = _map((0, False), (-2, True), (0, False))
    none = _map((0, False), (0, False), (0, False))
    assert (found := _compared({}, a=marks, b=marks, c=none).w).value == 1
    assert found.groups == 2
    assert _compared({}, a=marks, c=none).w.value is None


def test_nothing_drawn() -> None:
    """Is there nothing to say of no maps, or of empty ones?"""
    for maps in ({}, {"a": JourneyMap(), "b": JourneyMap()}):
        found = _compared({}, **maps)
        assert (found.stages, found.discuss, found.alpha.value, found.w.value) == ((), (), None, None)


@pytest.mark.parametrize(("value", "text"), [(-1.26, "−1.3"), (-0.04, "0"), (0.0, "0"), (2, "+2"), (0.5, "+0.5")])
def test_signs(value: float, text: str) -> None:
    """Is an emotion written with its sign, and nothing but nought without one?"""
    assert signed(value) == text
