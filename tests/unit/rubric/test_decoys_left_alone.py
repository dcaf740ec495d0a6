"""Must touchpoints be left alone that only look bad in raw counts?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, at_case, drawn, judge, said, touchpoint

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "decoys_left_alone"


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(touchpoint("search", case_touchpoint="search"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without pain points not attempted: does doing nothing earn nothing?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


@pytest.mark.parametrize("severities", [(("checkout", 3),), (("repair", 5), ("search", 2), ("post", 5))])
def test_no_decoy_called_severe_earns_all_points(severities: tuple[tuple[str, int], ...]) -> None:
    """Is a map right that found something and calls no decoy severe?"""
    finding = judge(NAME, at_case(*severities))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


def test_a_decoy_called_severe_costs_its_share() -> None:
    """Does one decoy of two cost half, and is its pain point pointed at?"""
    finding = judge(NAME, at_case(("checkout", 5), ("search", 3)))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert finding.verdict.where == ("painpoint-search",)
    assert said(finding).endswith(": 1.")
    assert len(finding.verdict.hints) == 2


def test_all_decoys_called_severe_earn_nothing() -> None:
    """Is a map that took every decoy not met?"""
    finding = judge(NAME, at_case(("checkout", 5), ("search", 4), ("advice", 4)))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)


@pytest.mark.parametrize("severities", [(("post", 5),), (("checkout", 2),)])
def test_finding_nothing_earns_nothing(severities: tuple[tuple[str, int], ...]) -> None:
    """Does leaving decoys alone count only for those who found a pain point of the data?"""
    finding = judge(NAME, at_case(*severities))
    assert (finding.status, finding.points) == (Status.NOT_MET, 0)
    assert "only once a pain point of the data is found" in said(finding)
    assert len(finding.verdict.hints) == 2


def test_the_rubric_sets_what_is_severe() -> None:
    """Does a rubric's `severity` decide whether a decoy was called severe?"""
    journey_map = at_case(("checkout", 5), ("search", 3))
    assert judge(NAME, journey_map, severity=4).status == Status.MET
    assert judge(NAME, journey_map, severity=3).status == Status.PARTLY_MET


def test_without_the_key_it_is_judged_later() -> None:
    """Does a learner without the key hear that this comes later, and earn nothing yet?"""
    finding = judge(NAME, at_case(("checkout", 5)), key=None)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert "after you hand in" in said(finding)
