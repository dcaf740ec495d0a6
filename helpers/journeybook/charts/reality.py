"""The chart that holds a map against the data: the predicted emotion curve over the measured one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import evidence
from ..i18n import t
from .journey import curve_axes
from .style import BLUE, VERMILION, blank, legend_above, safe

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from pandas import DataFrame

    from ..cases import Case
    from ..model import JourneyMap


def reality_check(journey_map: JourneyMap, case: Case) -> go.Figure:
    """Return the emotions that a map claims over those that the case's customers reported, largest gaps named.

    Squares are the map, circles with their 95 % interval the data. A touchpoint that names none of the case's, or
    has no emotion yet, cannot be compared and is left out.

    Raises
    ------
    CaseError
        If a table is missing or damaged.
    """
    table = evidence.reality_check(journey_map, case)
    gaps = evidence.largest_gaps(table)
    codes = table.index.tolist()
    names = {code: name or t("charts.unnamed") for code, name in zip(codes, table["name"], strict=True)}
    named = {code: _gap(names[code], float(gaps.loc[code, "gap"])) for code in gaps.index}
    figure = blank(t("charts.reality_title"), safe(_said(table, named)), _summary(table, names, named), 500)
    if table.empty:
        figure.update_layout(**curve_axes([], []))
        figure.add_annotation(x=0.5, y=0.6, xref="paper", yref="paper", showarrow=False, text=t("charts.reality_empty"))
        return figure
    for code in gaps.index:
        figure.add_shape(
            type="line",
            x0=code,
            x1=code,
            y0=table.loc[code, "predicted"],
            y1=table.loc[code, "measured"],
            line={"color": VERMILION, "width": 9},
            opacity=0.3,
        )
    asked = table[table["n"] > 0]
    figure.add_scatter(
        x=asked.index.tolist(),
        y=asked["measured"].tolist(),
        error_y={
            "type": "data",
            "array": (asked["high"] - asked["measured"]).tolist(),
            "arrayminus": (asked["measured"] - asked["low"]).tolist(),
            "color": BLUE,
            "thickness": 2,
            "width": 5,
        },
        mode="lines+markers",
        line={"color": BLUE, "width": 2},
        marker={"color": BLUE, "symbol": "circle", "size": 10},
        name=t("charts.reality_measured"),
        hovertext=[
            t("charts.reality_hover_measured", name=safe(names[code]), value=row["measured"], n=row["n"])
            for code, row in asked.to_dict("index").items()
        ],
        hoverinfo="text",
    )
    figure.add_scatter(
        x=codes,
        y=table["predicted"].tolist(),
        mode="lines+markers",
        line={"color": VERMILION, "width": 2, "dash": "dash"},
        marker={"color": VERMILION, "symbol": "square", "size": 11},
        name=t("charts.reality_predicted"),
        hovertext=[
            t("charts.reality_hover_predicted", name=safe(names[code]), value=table.loc[code, "predicted"])
            for code in codes
        ],
        hoverinfo="text",
    )
    figure.update_layout(**curve_axes(codes, list(names.values())), **legend_above())
    return figure


def _gap(name: str, gap: float) -> str:
    """Return one gap in words."""
    return t("charts.reality_too_rosy" if gap > 0 else "charts.reality_too_dark", name=name, gap=abs(gap))


def _said(table: DataFrame, named: dict[str, str]) -> str:
    """Return what stands under the heading."""
    if table.empty:
        return t("charts.reality_hint")
    if not named:
        return t("charts.reality_close")
    return t("charts.reality_gaps", gaps=t("charts.separator").join(named.values()))


def _summary(table: DataFrame, names: dict[str, str], named: dict[str, str]) -> str:
    """Return the chart in words."""
    if table.empty:
        return t("charts.reality_empty")
    rows: dict[Any, Any] = table.to_dict("index")
    items = [
        t("charts.reality_item", name=names[code], predicted=row["predicted"], measured=row["measured"], n=row["n"])
        for code, row in rows.items()
        if row["n"]
    ]
    return f"{_said(table, named)} {t('charts.separator').join(items)}"
