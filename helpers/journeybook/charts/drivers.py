"""Charts of what satisfaction hangs on: the drivers, and importance against performance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import evidence
from ..evidence import SMALL
from ..i18n import t
from .labels import label_places
from .style import BLUE, GRID, PALE_BLUE, ROW_HEIGHT, TEXT, VERMILION, blank, number_axis, safe, touchpoint_axis

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..cases import Case
    from ..evidence.drivers import Outcome
    from ..evidence.ipa import Crosshair

_SYMBOLS = {"concentrate": "diamond", "keep_up": "circle", "low_priority": "square", "overkill": "triangle-up"}

_WIDTH, _HEIGHT = 700.0, 400.0
"""Pixels of the plot on a narrow page, for placing labels: on a wider one they are further apart."""

_CORNERS = {"concentrate": (0, 1), "keep_up": (1, 1), "low_priority": (0, 0), "overkill": (1, 0)}
"""Where each quadrant lies: left or right, bottom or top."""


def drivers(case: Case, outcome: Outcome = "overall") -> go.Figure:
    """Return how much of customers' overall satisfaction (or NPS answer) each aspect accounts for.

    Bars are per cent of what all aspects explain together in the period before, with 95 % intervals, the largest first.

    Raises
    ------
    EvidenceError
        If there are too few answers for a driver analysis.
    CaseError
        If a table is missing or damaged.
    """
    found = evidence.drivers(case, outcome)
    shares, names = found.shares, _aspects(case)
    codes = shares.index.tolist()
    figure = blank(
        t(f"charts.drivers_title_{outcome}"),
        t("charts.drivers_hint", r2=100 * found.r2, n=found.n, left_out=found.left_out)
        + (t("charts.drivers_small", few=SMALL) if found.small else ""),
        t(
            "charts.drivers_summary",
            items=t("charts.separator").join(
                t("charts.item_percent", name=names[code], value=shares.loc[code, "percent"]) for code in codes
            ),
        ),
        190 + ROW_HEIGHT * len(codes),
    )
    figure.add_bar(
        x=shares["percent"].tolist(),
        y=codes,
        orientation="h",
        # Pale, so that the interval shows on the bar, too.
        marker={"color": PALE_BLUE, "line": {"color": BLUE, "width": 1.5}},
        error_x={
            "type": "data",
            "array": (shares["percent_high"] - shares["percent"]).tolist(),
            "arrayminus": (shares["percent"] - shares["percent_low"]).tolist(),
            "color": TEXT,
            "thickness": 2.5,
            "width": 6,
        },
        hovertext=[
            t(
                "charts.drivers_hover",
                name=safe(names[str(code)]),
                share=row["percent"],
                low=row["percent_low"],
                high=row["percent_high"],
                correlation=row["correlation"],
                missing=row["missing"],
            )
            for code, row in shares.iterrows()
        ],
        hoverinfo="text",
    )
    # Beside the interval, not on it: a label at the end of the bar would be struck through.
    figure.add_scatter(
        x=shares["percent_high"].tolist(),
        y=codes,
        mode="text",
        text=[t("charts.percent_beside", value=value) for value in shares["percent"]],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_layout(
        xaxis=number_axis(
            t("charts.drivers_axis"), range=[0, 1.12 * float(shares["percent_high"].max())], ticksuffix="%"
        ),
        yaxis=touchpoint_axis(codes, [safe(names[code]) for code in codes], lines=False),
    )
    return figure


def importance_performance(case: Case, crosshair: Crosshair = "mean") -> go.Figure:
    """Return each aspect by how it is rated and how much satisfaction hangs on it, in four quadrants.

    The lines are at the mean, the median or the midpoint, and the hint says which. A hollow mark stands for an aspect
    whose interval crosses a line: it may belong next door.

    Raises
    ------
    EvidenceError
        If there are too few answers for a driver analysis.
    CaseError
        If a table is missing or damaged.
    ValueError
        If there is no such crosshair.
    """
    found = evidence.importance_performance(case, crosshair)
    table, names = found.table, _aspects(case)
    figure = blank(
        t("charts.ipa_title"),
        t("charts.ipa_hint", crosshair=t(f"charts.crosshair_{crosshair}"), n=found.n)
        + (t("charts.drivers_small", few=SMALL) if found.small else ""),
        " ".join(
            t(
                "charts.ipa_summary",
                quadrant=t(f"charts.quadrant_{quadrant}"),
                items=t("charts.separator").join(names[str(code)] for code in rows.index),
            )
            for quadrant, rows in table.groupby("quadrant", sort=False)
        ),
        560,
    )
    left, right = _span(table["performance"].tolist(), found.at_performance)
    bottom, top = _span(table["importance"].tolist(), found.at_importance)
    marks = [
        (_WIDTH * (x - left) / (right - left), _HEIGHT * (top - y) / (top - bottom))
        for x, y in zip(table["performance"], table["importance"], strict=True)
    ]
    labels = [names[str(code)] for code in table.index]
    table = table.assign(place=label_places(marks, labels, _WIDTH, _HEIGHT))
    for (_, sure), rows in table.groupby(["quadrant", "sure"], sort=False):
        colour = VERMILION if rows["quadrant"].iloc[0] == "concentrate" else BLUE
        figure.add_scatter(
            x=rows["performance"].tolist(),
            y=rows["importance"].tolist(),
            mode="markers+text",
            marker={
                "color": colour,
                "symbol": _SYMBOLS[rows["quadrant"].iloc[0]] + ("" if sure else "-open"),
                "size": 14,
                "line": {"width": 2, "color": colour},
            },
            text=[safe(names[str(code)]) for code in rows.index],
            textposition=rows["place"].tolist(),
            cliponaxis=False,
            hovertext=[
                t(
                    "charts.ipa_hover",
                    name=safe(names[str(code)]),
                    quadrant=t(f"charts.quadrant_{row['quadrant']}"),
                    performance=row["performance"],
                    performance_low=row["performance_low"],
                    performance_high=row["performance_high"],
                    importance=row["importance"],
                    importance_low=row["importance_low"],
                    importance_high=row["importance_high"],
                    n=row["n"],
                )
                for code, row in rows.iterrows()
            ],
            hoverinfo="text",
        )
    figure.add_vline(x=found.at_performance, line={"color": TEXT, "width": 1.5, "dash": "dash"})
    figure.add_hline(y=found.at_importance, line={"color": TEXT, "width": 1.5, "dash": "dash"})
    for quadrant, (x, y) in _CORNERS.items():
        figure.add_annotation(
            x=x,
            y=y,
            xref="paper",
            yref="paper",
            xanchor=("left", "right")[x],
            yanchor=("bottom", "top")[y],
            showarrow=False,
            text=f"<b>{t(f'charts.quadrant_{quadrant}')}</b>",
        )
    figure.update_layout(
        xaxis=number_axis(t("charts.ipa_performance"), range=[left, right], rangemode="normal", zeroline=False),
        yaxis=number_axis(
            t("charts.ipa_importance"),
            range=[bottom, top],
            rangemode="normal",
            zeroline=False,
            ticksuffix="%",
            gridcolor=GRID,
        ),
    )
    return figure


def _aspects(case: Case) -> dict[str, str]:
    """Return the aspects' names in the current language, not yet safe for plotly."""
    return {aspect.code: aspect.name() for aspect in case.aspects}


def _span(values: list[float], line: float) -> tuple[float, float]:
    """Return the ends of an axis on which all values and the line stand, with room for labels and corners."""
    low, high = min(*values, line), max(*values, line)
    room = 0.18 * ((high - low) or 1.0)
    return low - room, high + room
