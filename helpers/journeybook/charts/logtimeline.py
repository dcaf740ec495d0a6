"""The chart of when in a journey each touchpoint comes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..evidence import SMALL
from ..evidence.eventlog import since_start
from ..i18n import t
from .style import BLUE, ROW_HEIGHT, VERMILION, blank, legend_above, number_axis, safe, touchpoint_axis

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..evidence import EventLog

_UNITS = (("minutes", 1, 180), ("hours", 60, 96 * 60), ("days", 1440, float("inf")))
"""Name, its minutes, and the longest time in minutes that is told in it."""


def timeline(log: EventLog, names: Mapping[str, str] | None = None) -> go.Figure:
    """Return how long after a journey's start each touchpoint comes: median, and the span of eight in ten events.

    A hollow diamond stands for fewer than 30 events. Touchpoints stand in the order of their medians.

    Parameters
    ----------
    log : EventLog
        Any engine.
    names : mapping, optional
        What each touchpoint is called, in the current language; by default as in the log.

    Raises
    ------
    EventLogError
        If an event has no customer, touchpoint or time.
    """
    facts = since_start(log)
    if facts.empty:
        return blank(t("logcharts.timeline_title"), t("logcharts.no_events"), t("logcharts.no_events"), 240)
    names = names or {}
    words = {code: names.get(code, code) for code in facts["touchpoint"]}
    longest = float(facts["p90"].max())
    unit, minutes, _ = next(one for one in _UNITS if longest <= one[2])

    def told(value: float) -> str:
        return t(f"logcharts.{unit}", value=value / minutes)

    items = [
        t("logcharts.timeline_item", name=words[code], median=told(median))
        for code, median in zip(facts["touchpoint"], facts["median"], strict=True)
    ]
    figure = blank(
        t("logcharts.timeline_title"),
        t("logcharts.timeline_hint"),
        t("logcharts.timeline_summary", items=t("logcharts.separator").join(items)),
        190 + ROW_HEIGHT * len(facts),
    )
    # One line for all spans: None lifts the pen between two touchpoints.
    figure.add_scatter(
        x=[
            x
            for low, high in zip(facts["p10"], facts["p90"], strict=True)
            for x in (low / minutes, high / minutes, None)
        ],
        y=[y for code in facts["touchpoint"] for y in (code, code, None)],
        mode="lines",
        line={"color": BLUE, "width": 4},
        hoverinfo="skip",
        showlegend=False,
    )
    for small, colour, symbol in ((False, BLUE, "circle"), (True, VERMILION, "diamond-open")):
        rows = facts[facts["small"] == small]
        if rows.empty:
            continue
        figure.add_scatter(
            x=(rows["median"] / minutes).tolist(),
            y=rows["touchpoint"].tolist(),
            mode="markers+text",
            marker={"color": colour, "symbol": symbol, "size": 13, "line": {"width": 2, "color": colour}},
            text=[told(median) for median in rows["median"]],
            textposition="top center",
            cliponaxis=False,
            hovertext=[
                t(
                    "logcharts.timeline_hover",
                    name=safe(words[row["touchpoint"]]),
                    median=told(row["median"]),
                    low=told(row["p10"]),
                    high=told(row["p90"]),
                    n=row["n"],
                )
                for _, row in rows.iterrows()
            ],
            hoverinfo="text",
            name=t("logcharts.few" if small else "logcharts.enough", few=SMALL),
        )
    codes = facts["touchpoint"].tolist()
    labels = [
        t("charts.name_and_events", name=safe(words[code]), n=n) for code, n in zip(codes, facts["n"], strict=True)
    ]
    most = max(longest / minutes, 1.0)
    figure.update_layout(
        xaxis=number_axis(t(f"logcharts.timeline_axis_{unit}"), range=[-0.04 * most, 1.06 * most]),
        yaxis=touchpoint_axis(codes, labels),
    )
    if facts["small"].any():
        figure.update_layout(legend_above())
    return figure
