"""The chart of how long customers wait at one touchpoint: the whole distribution, with its long tail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..evidence import SMALL
from ..evidence.eventlog import touchpoints, wait_bins
from ..i18n import t
from .style import BLUE, TEXT, VERMILION, blank, number_axis, safe

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..evidence import EventLog

MOST_BARS = 24
"""Longer waits share one bar at the right."""

# Pale, so that the line of the median shows inside a bar; the bar's edge carries the contrast.
_BAR = "rgba(0, 114, 178, 0.4)"

_WIDTHS = (0.5, 1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880, 10_080)


def wait_distribution(
    log: EventLog, touchpoint: str | None = None, names: Mapping[str, str] | None = None
) -> go.Figure:
    """Return how often each length of waiting occurs at a touchpoint, median and 90th percentile marked.

    Parameters
    ----------
    log : EventLog
        Any engine.
    touchpoint : str, optional
        By default the one where nine in ten customers wait longest, of those with 30 waiting times or more.
    names : mapping, optional
        What each touchpoint is called, in the current language; by default as in the log.

    Raises
    ------
    EventLogError
        If the log has no such touchpoint, or an event has no customer, touchpoint or time.
    """
    facts = touchpoints(log).set_index("touchpoint")
    waited = facts[facts["waits"] > 0]
    if touchpoint is None and not waited.empty:
        enough = waited[waited["waits"] >= SMALL]
        touchpoint = str((waited if enough.empty else enough)["wait_p90"].idxmax())
    if touchpoint is None or (touchpoint in facts.index and touchpoint not in waited.index):
        name = (names or {}).get(touchpoint or "", touchpoint or "–")
        nothing = t("logcharts.waits_none")
        return blank(t("logcharts.waits_title", name=safe(name)), nothing, nothing, 240)
    name = (names or {}).get(touchpoint, touchpoint)
    median, p90 = (
        float(waited["wait_median"].get(touchpoint, 0.0)),
        float(waited["wait_p90"].get(touchpoint, 0.0)),
    )
    # So wide that nine in ten waits take half of the bars.
    width = next((one for one in _WIDTHS if p90 <= one * MOST_BARS / 2), _WIDTHS[-1])
    bins = wait_bins(log, touchpoint, width)
    n = int(bins["n"].sum())
    events = int(facts["events"].get(touchpoint, 0))
    few = t("logcharts.flow_few", few=SMALL) if n < SMALL else ""
    figure = blank(
        t("logcharts.waits_title", name=safe(name)),
        t("logcharts.waits_hint", n=n) + (t("logcharts.waits_missing", missing=events - n) if events > n else "") + few,
        t("logcharts.waits_summary", name=name, n=n, median=median, p90=p90),
        460,
    )
    edge = MOST_BARS * width
    near, rest = bins[bins["from"] < edge], int(bins["n"][bins["from"] >= edge].sum())
    bars = [(float(low), int(count)) for low, count in zip(near["from"], near["n"], strict=True)]
    figure.add_bar(
        x=[low + width / 2 for low, _ in bars],
        y=[100 * count / n for _, count in bars],
        width=0.92 * width,
        marker={"color": _BAR, "line": {"color": BLUE, "width": 1.5}},
        hovertext=[
            t("logcharts.waits_hover", low=low, high=low + width, n=count, share=100 * count / n) for low, count in bars
        ],
        hoverinfo="text",
    )
    last = max((low + width for low, _ in bars), default=width)
    if rest:
        last = edge + 2 * width
        figure.add_bar(
            x=[edge + width],
            y=[100 * rest / n],
            width=1.8 * width,
            marker={"color": TEXT, "pattern": {"shape": "/"}},
            text=[t("logcharts.waits_rest", low=edge)],
            textposition="outside",
            cliponaxis=False,
            hovertext=[t("logcharts.waits_rest_hover", low=edge, n=rest, share=100 * rest / n)],
            hoverinfo="text",
        )
    for value, dash, key, colour in ((median, "solid", "waits_median", BLUE), (p90, "dash", "waits_p90", VERMILION)):
        figure.add_vline(x=value, line={"color": colour, "width": 2.5, "dash": dash})
        figure.add_annotation(
            x=value,
            y=1,
            yref="paper",
            yanchor="bottom",
            xanchor="center" if value > 0.08 * last else "left",
            showarrow=False,
            text=t(f"logcharts.{key}", minutes=value),
            font={"color": colour},
        )
    figure.update_layout(
        xaxis=number_axis(t("logcharts.waits_axis"), range=[0, max(last, 1.05 * p90)], showgrid=False),
        yaxis=number_axis(t("logcharts.waits_share_axis"), ticksuffix="%"),
        bargap=0,
    )
    figure.update_layout(margin={"t": 124})
    return figure
