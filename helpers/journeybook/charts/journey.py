"""Charts of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..i18n import t
from .style import BLUE, GRID, VERMILION, blank, folded, safe, shortened

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..model import JourneyMap, Touchpoint

LABEL_WIDTH = 18
"""Columns of each of two lines of a touchpoint's name on the axis; the whole name stands in the hover text."""

STAGE_WIDTHS = 112
"""Columns that all stage names together may take above the plot."""


def emotion_curve(journey: JourneyMap) -> go.Figure:
    """Return the emotion at each touchpoint in journey order, stages marked off, moments of truth starred.

    A touchpoint whose emotion nobody has judged yet leaves a gap.
    """
    stages = [(stage, journey.touchpoints_in(stage.id)) for stage in journey.stages]
    touchpoints = [touchpoint for _, within in stages for touchpoint in within]
    judged = [touchpoint for touchpoint in touchpoints if touchpoint.emotion is not None]
    figure = blank(t("words.emotion_curve").capitalize(), t("charts.emotion_hint"), _summary(touchpoints, judged), 440)
    ids = [touchpoint.id for touchpoint in touchpoints]
    figure.add_scatter(
        x=ids,
        y=[touchpoint.emotion for touchpoint in touchpoints],
        mode="lines+markers",
        line={"color": BLUE, "width": 3},
        marker={"color": BLUE, "size": 11},
        hovertext=[_hover(touchpoint) for touchpoint in touchpoints],
        hoverinfo="text",
    )
    starred = [touchpoint for touchpoint in judged if touchpoint.is_moment_of_truth]
    if starred:
        figure.add_scatter(
            x=[touchpoint.id for touchpoint in starred],
            y=[touchpoint.emotion for touchpoint in starred],
            mode="markers",
            marker={"color": VERMILION, "symbol": "star", "size": 20},
            hoverinfo="skip",
        )
    figure.update_layout(**curve_axes(ids, [_name(touchpoint) for touchpoint in touchpoints]))
    left, most = 0, max(4, STAGE_WIDTHS // max(len(ids), 1))
    for stage, within in stages:
        if not within:
            continue
        figure.add_annotation(
            x=left + (len(within) - 1) / 2,
            y=1,
            yref="paper",
            yanchor="bottom",
            showarrow=False,
            text=safe(shortened(stage.name or t("charts.unnamed"), most * len(within))),
        )
        if left:
            figure.add_vline(x=left - 0.5, line={"color": GRID, "width": 2, "dash": "dot"})
        left += len(within)
    if not judged:
        figure.add_annotation(x=0.5, y=0.6, xref="paper", yref="paper", showarrow=False, text=t("charts.emotion_empty"))
    return figure


def curve_axes(ids: list[str], names: list[str]) -> dict[str, Any]:
    """Return the axes of an emotion curve: touchpoints from left to right, feelings from −2 to 2 in words."""
    return {
        "xaxis": {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": ids,
            "tickmode": "array",
            "tickvals": ids,
            "ticktext": ["<br>".join(map(safe, folded(name, LABEL_WIDTH))) for name in names],
            "range": [-0.5, max(len(ids), 1) - 0.5],
            "showgrid": False,
            "automargin": True,
            "fixedrange": True,
        },
        "yaxis": {
            "range": [-2.4, 2.4],
            "tickmode": "array",
            "tickvals": [-2, -1, 0, 1, 2],
            "ticktext": [_emotion(value) for value in (-2, -1, 0, 1, 2)],
            "gridcolor": GRID,
            "zerolinecolor": GRID,
            "automargin": True,
            "fixedrange": True,
        },
    }


def _name(touchpoint: Touchpoint) -> str:
    return touchpoint.name or t("charts.unnamed")


def _emotion(value: int) -> str:
    """Return an emotion in words, with its number."""
    words = ("very_bad", "bad", "neutral", "good", "very_good")
    return t(f"charts.emotion_{words[value + 2]}", value=f"{value:+d}".replace("-", "−") if value else "0")


def _hover(touchpoint: Touchpoint) -> str:
    emotion = t("charts.not_judged") if touchpoint.emotion is None else _emotion(touchpoint.emotion)
    return t("charts.emotion_hover", name=safe(_name(touchpoint)), emotion=emotion)


def _summary(touchpoints: list[Touchpoint], judged: list[Touchpoint]) -> str:
    """Return the chart in words."""
    if not judged:
        return t("charts.emotion_empty")
    items = [
        t("charts.emotion_item", name=_name(touchpoint), emotion=_emotion(touchpoint.emotion or 0))
        for touchpoint in judged
    ]
    return t(
        "charts.emotion_summary",
        judged=len(judged),
        n=len(touchpoints),
        items=t("charts.separator").join(items),
    )
