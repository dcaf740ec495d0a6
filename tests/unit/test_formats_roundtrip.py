"""Does a map come back from every format as it was, except for what the loss report names?"""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from maps import differing, maps

from journeybook.formats import convert
from journeybook.formats.losses import LossKind, between
from journeybook.i18n import LANGUAGES
from journeybook.model import JourneyMap, Stage

ALL_CASES = "JOURNEYBOOK_ALL_CASES"
"""Environment variable: where it is set, many more random maps are tried."""

TIMES = 20 if os.environ.get(ALL_CASES) else 1

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

BOTH_WAYS = [one for one in convert.ALL if one.reads and one.writes]

LOSSLESS = {"json", "csv", "xlsx"}
"""Formats that hold all of a map, ids and all; but for signs that no such file can hold."""


@pytest.mark.parametrize("one", BOTH_WAYS, ids=lambda one: one.name)
def test_a_map_comes_back_as_the_report_says(one: convert.Format) -> None:
    """Are the places where a map comes back differently just those that the report names?"""

    @settings(
        max_examples=(15 if one.name == "xlsx" else 60) * TIMES, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(maps(), st.sampled_from(LANGUAGES), st.sampled_from(one.suffixes))
    def check(before: JourneyMap, lang: str, suffix: str) -> None:
        name = f"map{suffix}"
        raw, told = convert.dump(before, name, lang)
        losses = [loss for loss in told if loss.kind is not LossKind.IGNORED]
        after, ignored = convert.parse(raw, name)
        assert ignored == ()
        assert {loss.where for loss in losses} - {"id"} == differing(before, after)
        assert all(loss.kind is not LossKind.ORDER for loss in losses)
        if one.name in LOSSLESS:
            assert all(loss.kind is LossKind.CHANGED for loss in losses)
            assert _plain(after) == _plain(before)

    check()


@pytest.mark.parametrize("one", BOTH_WAYS, ids=lambda one: one.name)
def test_what_came_back_loses_nothing_more(one: convert.Format) -> None:
    """Does a map that went through a format once go through it again without a loss?"""

    @settings(
        max_examples=(5 if one.name == "xlsx" else 25) * TIMES, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(maps())
    def check(before: JourneyMap) -> None:
        name = f"map{one.suffixes[0]}"
        once, _ = convert.parse(convert.dump(before, name, "zh")[0], name)
        raw, losses = convert.dump(once, name, "en")
        twice, _ = convert.parse(raw, name)
        assert {loss.where for loss in losses if loss.kind is not LossKind.IGNORED} <= {"id"}
        assert {loss.where for loss in between(once, twice)} <= {"id"}

    check()


@pytest.mark.parametrize("one", BOTH_WAYS, ids=lambda one: one.name)
def test_an_empty_map_and_an_empty_stage_come_back(one: convert.Format) -> None:
    """Is nothing made up where nothing is?"""
    for before in (JourneyMap(), JourneyMap(stages=(Stage(id="stage-1"), Stage(id="stage-2")))):
        name = f"map{one.suffixes[0]}"
        raw, losses = convert.dump(before, name, "zh")
        after, _ = convert.parse(raw, name)
        assert {loss.where for loss in losses} <= {"id"}
        assert [stage.name for stage in after.stages] == ["" for _ in before.stages]
        assert len(after.touchpoints) == 0


def _plain(journey_map: JourneyMap) -> object:
    """Return a map with one sign in the place of each that not every file can hold."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, list):
            return [plain(one) for one in value]
        return re.sub("[\x00-\x1f\ufffd\ufffe\uffff]", "?", value) if isinstance(value, str) else value

    return plain(journey_map.to_json())
