"""Must an owner be somebody in particular?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, drawn, judge, opportunity, said, touchpoint
from labelled import both

from journeybook.model import JourneyMap
from journeybook.rubric import Status

NAME = "owner_is_named"


def owned(*owners: str) -> JourneyMap:
    return drawn(*(opportunity(str(n), owner=owner) for n, owner in enumerate(owners)))


@pytest.mark.parametrize("journey_map", [None, STARTER, drawn(touchpoint("a")), owned("", " ")])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without owners not attempted, since another criterion asks for them?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


@pytest.mark.parametrize("owner", both(NAME, "good"))
def test_somebody_earns_all_points(owner: str) -> None:
    """Are persons, roles and departments right?"""
    finding = judge(NAME, owned(owner))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize("owner", both(NAME, "bad"))
def test_nobody_in_particular_costs_its_share(owner: str) -> None:
    """Is an owner found who is everybody or nobody, and quoted?"""
    finding = judge(NAME, owned("Store manager", owner, ""))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 6)
    assert finding.verdict.where == ("opportunity-1",)
    assert "“" in said(finding)
    assert len(finding.verdict.hints) == 2
