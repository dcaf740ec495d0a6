"""The chart of first responses: how much of all tickets had a human reply after so many hours."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from .. import evidence
from ..i18n import t
from .style import BLUE, VERMILION, blank, number_axis

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..cases import Case

DAYS_SHOWN = 10
"""Longer waits run on to the right of the chart."""


def first_response(case: Case) -> go.Figure:
    """Return the share of tickets answered over the hours since opening, with the promise as a line.

    The curve is Kaplan and Meier's: unanswered tickets count as long as they were waited for.

    Raises
    ------
    CaseError
        If the table of tickets is missing or damaged.
    """
    facts = evidence.first_response(case)
    figure = blank(
        t("charts.response_title"),
        t("charts.response_hint", n=facts.n, unanswered=facts.unanswered)
        + (t("charts.response_small", few=evidence.SMALL) if facts.small else ""),
        _summary(facts),
        480,
    )
    end = DAYS_SHOWN * 24
    # The share at each full hour is as much as the eye can tell, and a tenth of the data.
    shares = [facts.share[bisect.bisect_right(facts.hours, hour) - 1] for hour in range(end + 1)]
    figure.add_scatter(
        x=list(range(end + 1)),
        y=shares,
        mode="lines",
        line={"color": BLUE, "width": 3, "shape": "hv"},
        hovertext=[t("charts.response_hover", hours=hour, share=share) for hour, share in enumerate(shares)],
        hoverinfo="text",
    )
    if facts.median is not None and facts.median <= end:
        figure.add_scatter(
            x=[facts.median],
            y=[50],
            mode="markers+text",
            marker={"color": BLUE, "symbol": "circle", "size": 12},
            text=[t("charts.response_median", hours=facts.median)],
            textposition="middle right",
            hoverinfo="skip",
        )
    if facts.promised is not None and facts.within_promise is not None and facts.promised <= end:
        figure.add_vline(x=facts.promised, line={"color": VERMILION, "width": 2.5, "dash": "dash"})
        figure.add_annotation(
            x=facts.promised,
            y=97,
            xanchor="left",
            xshift=8,
            showarrow=False,
            align="left",
            text=t("charts.response_promise", hours=facts.promised, share=facts.within_promise),
            font={"color": VERMILION},
        )
    figure.update_layout(
        xaxis=number_axis(t("charts.response_hours_axis"), range=[0, end], dtick=24),
        yaxis=number_axis(t("charts.response_share_axis"), range=[0, 103], dtick=20, ticksuffix="%"),
    )
    return figure


def _summary(facts: evidence.FirstResponse) -> str:
    """Return the chart in words."""
    parts = [t("charts.response_summary", n=facts.n, unanswered=facts.unanswered)]
    if facts.median is not None:
        parts.append(t("charts.response_summary_median", hours=facts.median))
    if facts.within_promise is not None:
        parts.append(t("charts.response_summary_promise", hours=facts.promised, share=facts.within_promise))
    return " ".join(parts)
