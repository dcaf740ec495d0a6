"""The chart of the one customer view: by which id each system's rows found their customer, and which found none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..evidence.unify import unify
from ..i18n import t
from .style import BLUE, ROW_HEIGHT, TEXT, VERMILION, blank, legend_above, number_axis, safe, touchpoint_axis

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from pandas import DataFrame

    from ..cases import Case

_WAYS = {
    "by_member": ("rgba(0, 114, 178, 0.6)", BLUE, ""),
    "by_app": ("rgba(0, 114, 178, 0.3)", BLUE, ""),
    "by_phone": ("rgba(0, 114, 178, 0.1)", "rgba(0, 114, 178, 0.5)", "/"),
    "nobody": ("rgba(213, 94, 0, 0.15)", VERMILION, "x"),
}
"""Ground, lines and pattern of each way in which a row gets its customer, or none. The grounds let the page through, so
that figures of the page's own colour can be read on them in a light and in a dark notebook."""

_ROOM = 9
"""Narrower parts, in per cent, have no room for their figure."""


def sources(case: Case) -> go.Figure:
    """Return, system by system, by which id the events found their customer when the sources were joined.

    Shares are of the rows that are left once duplicates are out; the hover text has the counts. A case that comes
    joined already has no such chart: it says so.

    Raises
    ------
    CaseError
        If a table is missing or damaged.
    """
    view = unify(case)
    rows = view.report[view.report["table"] == "events"].set_index("source")
    if rows.empty:
        return blank(t("sourcecharts.title"), t("sourcecharts.joined"), t("sourcecharts.joined"), 160)
    rows = rows.assign(nobody=rows["shared_phone"] + rows["no_id"], kept=rows["rows"] - rows["left_out"])
    figures: dict[str, Any] = {
        "rows": int(rows["rows"].sum()),
        "sources": len(rows),
        "left_out": int(rows["left_out"].sum()),
        "nobody": int(rows["nobody"].sum()),
        "customers": len(view.customers),
    }
    figure = blank(
        t("sourcecharts.title"),
        t("sourcecharts.hint", **figures),
        t("sourcecharts.summary", **figures),
        170 + (ROW_HEIGHT + 10) * len(rows),
    )
    names = {str(source): case.source_name(str(source)) for source in rows.index}
    for way in _WAYS:
        _add_part(figure, rows, names, way)
    figure.update_layout(
        barmode="stack",
        bargap=0.35,
        xaxis=number_axis(t("sourcecharts.axis"), range=[0, 100], dtick=20, ticksuffix="%"),
        yaxis=touchpoint_axis(
            list(names),
            [t("sourcecharts.row", name=safe(name), n=rows["kept"].loc[source]) for source, name in names.items()],
            lines=False,
        ),
    )
    figure.update_layout(legend_above())
    figure.update_layout(legend={"traceorder": "normal"})
    return figure


def _add_part(figure: go.Figure, rows: DataFrame, names: dict[str, str], way: str) -> None:
    """Add the part of each bar that found its customer in one way."""
    ground, lines, pattern = _WAYS[way]
    shares = (100 * rows[way] / rows["kept"].clip(lower=1)).tolist()
    figure.add_bar(
        x=shares,
        y=list(names),
        orientation="h",
        marker={
            "color": ground,
            "pattern": {"shape": pattern, "size": 7, "solidity": 0.2, "bgcolor": ground, "fgcolor": lines},
            "line": {"color": lines, "width": 1},
        },
        text=[t("charts.percent", value=share) if share >= _ROOM else "" for share in shares],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        insidetextfont={"color": TEXT},
        hovertext=[
            t(
                "sourcecharts.hover",
                name=safe(names[str(source)]),
                way=t(f"sourcecharts.{way}"),
                share=share,
                count=row[way],
                rows=row["rows"],
                left_out=row["left_out"],
                conflicts=row["conflicts"],
                late=row["late"],
            )
            for share, (source, row) in zip(shares, rows.iterrows(), strict=True)
        ],
        hoverinfo="text",
        name=t(f"sourcecharts.{way}"),
    )
