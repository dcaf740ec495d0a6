"""How large a machine or a cluster must be, worked out from what one seat was measured to take.

``make bench-seats`` measures; the figures here are its medians, rounded up. A seat is one trainee's server, its warm
parent and the kernel of one exercise that is open.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

IDLE_MIB = 220
"""A seat's memory without a kernel: server and warm parent."""

DRAWING_MIB = 365
"""A seat's memory with one exercise open."""

KERNEL_MIB = 165
"""What one more exercise that is open takes."""

START_CPU_SECONDS = 7.0
"""CPU seconds until a seat has started, its warm parent has imported everything, and the first board is there."""

MEMORY_LIMIT_MIB = 1024
"""What one seat may take at most: five exercises open, and a little room."""

CPU_GUARANTEE, CPU_LIMIT = 0.08, 2.0
"""Cores one seat is promised and may take at most: it needs them at its start, and hardly any while people think."""

VOLUME_MIB = 50
"""Space on the class's volume for what one trainee hands in, and what comes of it."""

_RESERVED_MIB = 2048
"""Of a machine's memory, for the system, the hub and the trainer's server."""

_RESERVED_SHARE = 0.1
"""Of a node's memory and cores, for Kubernetes itself and what runs on every node."""

_PODS = 110 - 10
"""Kubernetes runs 110 pods on a node by default, some of them its own."""

_SEATS_OF_A_HUB = 2000
"""How many seats one JupyterHub is given: an assumption, not measured here."""


@dataclass(frozen=True)
class Node:
    """A node of a cluster."""

    cores: int = 8
    gib: int = 32


@dataclass(frozen=True)
class Cluster:
    """What a number of trainees needs.

    Attributes
    ----------
    people : int
        How many trainees.
    nodes : int
        Nodes for their seats.
    by : str
        What decides: ``"memory"``, ``"cpu"`` or ``"pods"``.
    hubs : int
        How many hubs share them.
    start_minutes : float
        How long it takes until all have started, all at once, on these nodes.
    """

    people: int
    nodes: int
    by: str
    hubs: int
    start_minutes: float


def people_in(gib: float, each_mib: float = DRAWING_MIB) -> int:
    """Return how many trainees a single machine holds by memory, where ``journeybook class serve`` runs.

    Examples
    --------
    >>> people_in(24, 365)
    61
    """
    return max(0, int((gib * 1024 - _RESERVED_MIB) // each_mib))


def start_minutes(people: int, cores: float) -> float:
    """Return how long it takes until so many seats have started at once on so many cores."""
    return people * START_CPU_SECONDS / cores / 60


def cluster(people: int, node: Node | None = None, within_minutes: float = 10.0) -> Cluster:
    """Return what so many trainees need.

    Parameters
    ----------
    people : int
        How many trainees sit there at the same time.
    node : Node, optional
        What a node has.
    within_minutes : float
        In which all seats are to have started; servers can be started ahead of the class.

    Examples
    --------
    >>> cluster(40).nodes
    1
    """
    node = node or Node()
    left = 1 - _RESERVED_SHARE
    cores = node.cores * left
    needs = {
        "memory": people / (node.gib * 1024 * left // DRAWING_MIB),
        "cpu": max(start_minutes(people, cores) / within_minutes, people * CPU_GUARANTEE / cores),
        "pods": people / _PODS,
    }
    by = max(needs, key=lambda name: needs[name])
    nodes = max(1, math.ceil(needs[by]))
    return Cluster(people, nodes, by, math.ceil(people / _SEATS_OF_A_HUB), start_minutes(people, nodes * cores))
