"""The charts of an event log, drawn of a case: its touchpoints named, and only those that are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..evidence import case_log
from .logflow import flow
from .logtimeline import timeline

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..cases import Case


DEPTH = 4
"""So many touchpoints of each journey the flow shows at most."""


def case_flow(case: Case, *only: str) -> go.Figure:
    """Return how the customers of a case flow through their journeys before the fix, or through a part of them.

    A journey that is still under way at the end of the period looks as if it ended there.

    Parameters
    ----------
    case : Case
        With the tables that :func:`journeybook.evidence.unify` joins.
    *only : str
        Codes of the touchpoints that are looked at; without them, all. Fewer touchpoints are shown to a lesser depth,
        since the longest journeys through them are mostly repetitions.

    Raises
    ------
    CaseError
        If a table is missing or damaged, or there is no such touchpoint.
    """
    depth = max(2, min(DEPTH, len(only) - 1)) if only else DEPTH
    return flow(case_log(case, only=only), _names(case), depth)


def case_timeline(case: Case, *only: str) -> go.Figure:
    """Return how long after a journey's start each touchpoint of a case comes before the fix.

    Parameters and errors are those of :func:`case_flow`.
    """
    return timeline(case_log(case, only=only), _names(case))


def _names(case: Case) -> dict[str, str]:
    return {touchpoint.code: touchpoint.name() for touchpoint in case.touchpoints}
