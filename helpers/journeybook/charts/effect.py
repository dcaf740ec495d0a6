"""The chart of before and after, with the group that did not get the fix beside the one that did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import evidence
from ..evidence.did import PERIODS
from ..i18n import t
from .style import BLUE, VERMILION, blank, legend_above, number_axis

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..cases import Case
    from ..evidence import Effect
    from ..evidence.effect import Indicator

_LOOKS = {"treated": (BLUE, "circle", "solid", 0.0), "control": (VERMILION, "diamond-open", "dash", 0.04)}
"""Colour, mark, line, and how far to the side: two intervals at one place would hide each other."""


_LABELS = {"before": (-0.05, "right"), "after": (1.09, "left")}
"""Where the values of each period stand, outside the lines."""


def before_after(case: Case, indicator: Indicator = "satisfaction") -> go.Figure:
    """Return an indicator before and after the fix, in the group that got it and in the one that did not.

    The dotted line shows where the first group would have been without the fix: had it changed like the other. What
    lies between the dotted line and the full one is the effect. Bars are 95 % intervals.

    Parameters
    ----------
    case : Case
        With two periods; without a control group there is one line, and the hint says that this is weaker.
    indicator : str
        As for `evidence.effect`.

    Raises
    ------
    EvidenceError
        If the case lacks what the indicator needs.
    CaseError
        If a table is missing or damaged.
    ValueError
        If there is no such indicator.
    """
    found = evidence.effect(case, indicator)
    sentence = t(found.sentence.key, **found.sentence.params)
    figure = blank(
        t(f"evidence.effect_{indicator}"),
        t(f"charts.effect_hint_{found.method}", effect=_change(found)),
        sentence,
        520,
    )
    for group, rows in found.figures.groupby("group", sort=False):
        colour, symbol, dash, aside = _LOOKS[str(group)]
        values = rows["value"].tolist()
        figure.add_scatter(
            x=[aside, 1 + aside],
            y=values,
            mode="lines+markers",
            line={"color": colour, "width": 3, "dash": dash},
            marker={"color": colour, "symbol": symbol, "size": 13, "line": {"width": 2, "color": colour}},
            error_y={
                "type": "data",
                "array": (rows["high"] - rows["value"]).tolist(),
                "arrayminus": (rows["value"] - rows["low"]).tolist(),
                "color": colour,
                "thickness": 2,
                "width": 6,
            },
            hovertext=[
                t(
                    "charts.effect_hover",
                    group=t(f"charts.effect_{group}"),
                    period=t(f"charts.effect_{period}"),
                    value=_figure(found, row["value"]),
                    low=_figure(found, row["low"]),
                    high=_figure(found, row["high"]),
                    n=row["n"],
                    customers=row["customers"],
                )
                for period, (_, row) in zip(PERIODS, rows.iterrows(), strict=True)
            ],
            hoverinfo="text",
            name=t(f"charts.effect_{group}"),
        )
    if found.method == "did":
        start, end = found.figures["value"].tolist()[:2]
        figure.add_scatter(
            x=[0, 1],
            y=[start, end - found.value],
            mode="lines",
            line={"color": BLUE, "width": 2, "dash": "dot"},
            hoverinfo="skip",
            name=t("charts.effect_otherwise"),
        )
    for period, (x, anchor) in _LABELS.items():
        _name_values(figure, found, period, x, anchor)
    top = max(float(found.figures["high"].max()), float(found.figures["value"].max()))
    figure.update_layout(
        xaxis={
            "range": [-0.42, 1.46],
            "tickmode": "array",
            "tickvals": [0.02, 1.02],
            "ticktext": [t("charts.effect_before"), t("charts.effect_after")],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        yaxis=number_axis(
            t(f"charts.effect_axis_{found.unit}"),
            range=[0, 1.1 * top],
            ticksuffix="%" if found.unit == "points" else "",
        ),
    )
    figure.update_layout(legend_above())
    return figure


def _figure(found: Effect, value: float) -> str:
    return t(f"evidence.effect_figure_{found.unit}", value=value)


def _name_values(figure: go.Figure, found: Effect, period: str, x: float, anchor: str) -> None:
    """Write the values of one period beside it, the lower one a line below the higher."""
    cells = zip(found.figures.index, found.figures["value"].tolist(), found.figures["n"].tolist(), strict=True)
    rows = sorted(((value, n, group) for (group, when), value, n in cells if when == period), reverse=True)
    for (value, n, group), shift in zip(rows, (10, -10) if len(rows) == 2 else (0,), strict=True):
        figure.add_annotation(
            x=x,
            y=value,
            xanchor=anchor,
            yshift=shift,
            showarrow=False,
            text=t("charts.effect_point", value=_figure(found, value), n=n),
            font={"color": _LOOKS[group][0]},
        )


def _change(found: Effect) -> str:
    """Return the effect and its interval, as the sentence says them."""
    params = found.sentence.params
    return t(
        "charts.effect_change",
        value=t(params["value"].key, **params["value"].params),
        interval=t(params["interval"].key, **params["interval"].params),
    )
