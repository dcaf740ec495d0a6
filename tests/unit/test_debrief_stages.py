"""Whose stage stands beside whose."""

from __future__ import annotations

import pytest

from journeybook.debrief.stages import Alignment, align
from journeybook.model import JourneyMap


def _map(*names: str, touchpoints: dict[int, tuple[str, ...]] | None = None) -> JourneyMap:
    return JourneyMap.parse(
        {
            "stages": [{"id": f"stage-{i}", "name": name} for i, name in enumerate(names)],
            "touchpoints": [
                {"id": f"touchpoint-{i}{n}", "stage": f"stage-{i}", "case_touchpoint": code}
                for i, codes in (touchpoints or {}).items()
                for n, code in enumerate(codes)
            ],
        }
    )


def _places(found: Alignment, team: str) -> list[int]:
    return [place for (whose, _), place in found.places.items() if whose == team]


_LOYALTY = ("认知", "考虑", "购买", "使用", "忠诚")


@pytest.mark.parametrize(
    ("names", "places"),
    [
        (("意识", "考虑", "购买", "使用", "反馈"), [0, 1, 2, 3, 4]),
        (("Awareness", "Consideration", "Purchase", "Use", "Feedback"), [0, 1, 2, 3, 4]),
        (("了解", "下单", "收货", "售后"), [0, 2, 3, 4]),
        (("购买", "使用"), [2, 3]),
        (("认知", "考虑", "进店购买", "排队购买", "使用", "忠诚"), [0, 1, 2, 2, 3, 4]),
    ],
)
def test_stages_find_their_place_by_name(names: tuple[str, ...], places: list[int]) -> None:
    """Do stages stand beside those that mean the same, in either language, whether a team has more or fewer?"""
    found = align({"a": _map(*_LOYALTY), "b": _map(*_LOYALTY), "c": _map(*names)})
    assert found.names == _LOYALTY
    assert _places(found, "a") == [0, 1, 2, 3, 4]
    assert _places(found, "c") == places


def test_touchpoints_place_a_stage_with_a_name_of_its_own() -> None:
    """Does a stage whose name says nothing stand where the others have the same touchpoints of the case?"""
    codes = {0: ("advert",), 2: ("till", "queue"), 3: ("delivery",)}
    named = _map(*_LOYALTY, touchpoints=codes)
    found = align({"a": named, "b": named, "c": _map("一", "二", touchpoints={0: ("queue", "till"), 1: ("delivery",)})})
    assert _places(found, "c") == [2, 3]
    assert found.likeness["c", "stage-0"] == 1.0


def test_names_that_say_nothing_go_by_order() -> None:
    """Are stages without a name laid along in their order, none before the one it follows?"""
    found = align({"a": _map(*_LOYALTY), "b": _map(*_LOYALTY), "c": _map("", "", "", "", "")})
    assert _places(found, "c") == [0, 1, 2, 3, 4]
    assert set(_places(align({"a": _map(*_LOYALTY), "c": _map("x", "y", "z")}), "c")) <= {0, 1, 2, 3, 4}


def test_the_shared_stages_are_those_of_most() -> None:
    """Are the stages shared of the map that resembles the others most, not those of an odd one?"""
    odd = _map("a", "b", "c", "d", "e", "f", "g", "h")
    assert align({"odd": odd, "a": _map(*_LOYALTY), "b": _map(*_LOYALTY)}).names == _LOYALTY


def test_the_trainer_has_the_last_word() -> None:
    """Does a correction hold, and is one left out that points nowhere, or at a stage that is gone?"""
    maps = {"a": _map(*_LOYALTY), "b": _map(*_LOYALTY)}
    corrections = {("b", "stage-0"): 3, ("b", "stage-1"): 17, ("b", "stage-9"): 0, ("gone", "stage-0"): 0}
    found = align(maps, corrections)
    assert _places(found, "b") == [3, 1, 2, 3, 4]
    assert found.at("b", 3) == ["stage-0", "stage-3"]


def test_no_stages_no_places() -> None:
    """Is nothing compared where nobody has drawn a stage?"""
    assert align({}) == align({"a": JourneyMap()}) == Alignment()
    assert align({"a": JourneyMap(), "b": _map("购买")}).names == ("购买",)
