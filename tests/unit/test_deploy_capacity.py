"""Does the capacity model count what is scarce, and agree with what its pages say?"""

from __future__ import annotations

import pytest

from journeybook.classroom.deploy import capacity
from journeybook.classroom.deploy.capacity import Node, cluster


def test_more_people_need_more() -> None:
    """Do nodes and hubs grow with the people, in about their proportion?"""
    found = [cluster(people) for people in (1, 40, 400, 4_000, 40_000)]

    assert [one.nodes for one in found] == sorted(one.nodes for one in found)
    assert found[0].nodes == found[1].nodes == 1
    assert found[4].nodes == pytest.approx(10 * found[3].nodes, rel=0.05)
    assert [one.hubs for one in found] == [1, 1, 1, 2, 20]


@pytest.mark.parametrize(
    ("node", "minutes", "by"),
    [
        (Node(cores=64, gib=16), 60, "memory"),
        (Node(cores=2, gib=256), 1, "cpu"),
        (Node(cores=4, gib=256), 60, "cpu"),
        (Node(cores=64, gib=256), 60, "pods"),
    ],
)
def test_the_scarcest_decides(node: Node, minutes: float, by: str) -> None:
    """Is it memory, processors or the number of pods, whichever runs out first?"""
    assert cluster(1000, node, minutes).by == by


def test_all_have_what_they_were_measured_to_take() -> None:
    """Do the seats of a node fit into it, and start in time?"""
    for people in (40, 400, 4_000, 40_000):
        found, node = cluster(people), Node()
        each = people / found.nodes
        assert each * capacity.DRAWING_MIB <= 0.9 * node.gib * 1024
        assert each * capacity.CPU_GUARANTEE <= 0.9 * node.cores
        assert found.start_minutes <= 10


def test_a_single_machine() -> None:
    """Does a machine hold a room of 40, and none where there is no room?"""
    assert 40 <= capacity.people_in(24) < 24 * 1024 / capacity.DRAWING_MIB
    assert capacity.people_in(1) == 0


def test_limits_lie_above_what_is_needed() -> None:
    """May a seat have several exercises open before it is stopped?"""
    more = capacity.MEMORY_LIMIT_MIB - capacity.DRAWING_MIB
    assert more >= 2 * capacity.KERNEL_MIB
    assert capacity.IDLE_MIB < capacity.DRAWING_MIB
