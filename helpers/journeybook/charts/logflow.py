"""The chart of how an event log's journeys flow from touchpoint to touchpoint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..evidence import SMALL
from ..evidence.eventlog import flow_steps
from ..i18n import t
from .style import BLUE, TEXT, VERMILION, blank, safe, shortened

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..evidence import EventLog

MOST_NODES = 6
"""So many touchpoints are shown at each place of the journey; all others are one node."""

LABEL_WIDTH = 26

_END = ""
_OTHERS = "\n"
# What is no touchpoint cannot have the name of one: those are neither blank nor a line break.

_GAP = 0.045
"""Between two nodes below each other, as a share of the height."""

_BAND = "rgba(0, 114, 178, 0.22)"
_BAND_TO_END = "rgba(213, 94, 0, 0.22)"

Node = tuple[int, str]


def flow(log: EventLog, names: Mapping[str, str] | None = None, depth: int = 4) -> go.Figure:
    """Return how journeys flow through their first touchpoints, as a Sankey diagram.

    Several events in a row at one touchpoint are one.

    Parameters
    ----------
    log : EventLog
        Any engine.
    names : mapping, optional
        What each touchpoint is called, in the current language; by default as in the log.
    depth : int
        So many touchpoints of each journey are shown, 2 or more.

    Raises
    ------
    EventLogError
        If an event has no customer, touchpoint or time.
    """
    links, sizes = _links(log, depth)
    journeys = sum(n for (place, _), n in sizes.items() if place == 1)
    words = _words(sizes, names or {})
    if not journeys:
        return blank(t("logcharts.flow_title"), t("logcharts.no_events"), t("logcharts.no_events"), 240)
    few = t("logcharts.flow_few", few=SMALL) if journeys < SMALL else ""
    figure = blank(
        t("logcharts.flow_title"),
        t("logcharts.flow_hint", n=journeys) + few,
        _summary(links, sizes, words, journeys),
        560,
    )
    nodes = sorted(sizes, key=lambda node: (node[0], node[1] == _END, node[1] == _OTHERS, -sizes[node], node[1]))
    number = {node: place for place, node in enumerate(nodes)}
    shown = {node: safe(words[node[1]]) for node in nodes}
    figure.add_sankey(
        arrangement="snap",
        textfont={"color": TEXT, "size": 13, "shadow": "none"},
        node={
            "label": [
                t("logcharts.flow_node", name=safe(shortened(words[node[1]], LABEL_WIDTH)), n=sizes[node])
                for node in nodes
            ],
            "x": [min(max((place - 1) / (depth - 1), 0.001), 0.999) for place, _ in nodes],
            "y": _heights(nodes, sizes),
            "color": [VERMILION if code == _END else TEXT if code == _OTHERS else BLUE for _, code in nodes],
            "line": {"width": 0},
            "pad": 16,
            "thickness": 14,
            "customdata": [
                t(
                    "logcharts.flow_node_hover",
                    name=shown[node],
                    place=node[0],
                    n=sizes[node],
                    share=100 * sizes[node] / journeys,
                )
                for node in nodes
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        link={
            "source": [number[source] for source, _ in links],
            "target": [number[target] for _, target in links],
            "value": list(links.values()),
            "color": [_BAND_TO_END if target[1] == _END else _BAND for _, target in links],
            "customdata": [
                t(
                    "logcharts.flow_link_hover",
                    source=shown[source],
                    target=shown[target],
                    n=n,
                    share=100 * n / sizes[source],
                )
                for (source, target), n in links.items()
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    )
    for place in range(1, depth + 1):
        figure.add_annotation(
            x=(place - 1) / (depth - 1),
            y=1.02,
            xref="paper",
            yref="paper",
            xanchor="left" if place == 1 else "right" if place == depth else "center",
            yanchor="bottom",
            showarrow=False,
            text=t("logcharts.flow_step", place=place),
        )
    return figure


def _links(log: EventLog, depth: int) -> tuple[dict[tuple[Node, Node], int], dict[Node, int]]:
    """Return the journeys from each node to each, and at each node; rare touchpoints of a place are one node."""
    steps = flow_steps(log, depth - 1, repeats=False)
    steps["next"] = steps["next"].fillna(_END)
    at: dict[int, Counter[str]] = {place: Counter() for place in range(1, depth + 1)}
    rows = list(zip(steps["place"], steps["touchpoint"], steps["next"], steps["n"], strict=True))
    for place, source, target, n in rows:
        if place == 1:
            at[1][source] += int(n)
        if target != _END:
            at[int(place) + 1][target] += int(n)
    kept = {
        place: {code for code, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_NODES]}
        for place, counts in at.items()
    }
    links: Counter[tuple[Node, Node]] = Counter()
    for place, source, target, n in rows:
        first = (int(place), source if source in kept[place] else _OTHERS)
        second = (int(place) + 1, target if target == _END or target in kept[place + 1] else _OTHERS)
        links[first, second] += int(n)
    sizes: Counter[Node] = Counter()
    for (source_node, target_node), n in links.items():
        if source_node[0] == 1:
            sizes[source_node] += n
        sizes[target_node] += n
    return dict(links), dict(sizes)


def _heights(nodes: list[Node], sizes: dict[Node, int]) -> list[float]:
    """Return where the middle of each node is, 0 at the top: each place's nodes below each other."""
    columns = {place: [n for (one, _), n in sizes.items() if one == place] for place, _ in nodes}
    room = min((0.98 - _GAP * (len(column) - 1)) / sum(column) for column in columns.values())
    heights, place, top = [], 0, 0.0
    for node in nodes:
        if node[0] != place:
            place, top = node[0], 0.001
        half = room * sizes[node] / 2
        heights.append(min(top + half, 0.999))
        top += 2 * half + _GAP
    return heights


def _words(sizes: dict[Node, int], names: Mapping[str, str]) -> dict[str, str]:
    codes = {code for _, code in sizes}
    return {code: names.get(code, code) for code in codes} | {
        _END: t("logcharts.flow_end"),
        _OTHERS: t("logcharts.flow_others"),
    }


def _summary(links: dict[tuple[Node, Node], int], sizes: dict[Node, int], words: dict[str, str], journeys: int) -> str:
    """Return the chart in words: the most common beginning and the three most common steps."""
    starts = {code: n for (place, code), n in sizes.items() if place == 1}
    start = max(starts, key=lambda code: (starts[code], code))
    real = {link: n for link, n in links.items() if not {link[0][1], link[1][1]} & {_END, _OTHERS}}
    most = sorted(real.items(), key=lambda one: (-one[1], one[0]))[:3]
    items = [
        t("logcharts.flow_summary_item", source=words[source[1]], target=words[target[1]], n=n)
        for (source, target), n in most
    ]
    joined = t("logcharts.separator").join(items)
    return t("logcharts.flow_summary", n=journeys, start=words[start], start_n=starts[start], items=joined)
