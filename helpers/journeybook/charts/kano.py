"""The chart of Kano's categories: what having a feature pleases, and what its lack annoys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import evidence
from ..evidence import SMALL
from ..i18n import language, t
from .style import BLUE, ROW_HEIGHT, VERMILION, blank, legend_above, number_axis, safe, touchpoint_axis

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..cases import Case

_ORDER = "MOAIRQ"
"""Rows from what must be to what nobody wants."""


def kano(case: Case) -> go.Figure:
    """Return each feature's category, with how far its lack annoys (left) and having it pleases (right).

    Features stand by category, those whose lack annoys most first; the name says the category, the share of answers
    in it and n, with a mark where the lead is not clear.

    Raises
    ------
    CaseError
        If the table of answers or of features is missing or damaged.
    EvidenceError
        If an answer is off its scale.
    """
    table = evidence.kano(case)
    names = _features(case)
    rated = table[table["n"] > 0]
    order = rated["category"].map(_ORDER.index)
    rated = rated.assign(order=order).sort_values(["order", "worse"], kind="stable")
    codes = rated.index.tolist()
    smallest = int(rated["n"].min()) if codes else 0
    figure = blank(
        t("charts.kano_title"),
        t("charts.kano_hint", n=smallest) + (t("charts.kano_small", few=SMALL) if smallest < SMALL else ""),
        _summary(rated, names),
        200 + (ROW_HEIGHT + 10) * max(len(codes), 1),
    )
    for column, colour in (("worse", VERMILION), ("better", BLUE)):
        figure.add_bar(
            x=[100 * value for value in rated[column]],
            y=codes,
            orientation="h",
            marker={"color": colour},
            text=[t("charts.percent", value=abs(100 * value)) for value in rated[column]],
            textposition="outside",
            cliponaxis=False,
            hovertext=[_hover(names[str(code)], row) for code, row in rated.iterrows()],
            hoverinfo="text",
            name=t(f"charts.kano_{column}"),
        )
    figure.update_layout(
        barmode="relative",
        xaxis=number_axis(
            t("charts.kano_axis"),
            range=[-112, 112],
            rangemode="normal",
            tickmode="array",
            tickvals=[-100, -50, 0, 50, 100],
            ticktext=["100%", "50%", "0", "50%", "100%"],
        ),
        yaxis=touchpoint_axis(codes, [_label(names[str(code)], row) for code, row in rated.iterrows()], lines=False),
    )
    figure.update_layout(legend_above())
    return figure


def _features(case: Case) -> dict[str, str]:
    """Return the features' names in the current language, not yet safe for plotly."""
    table = case.table("features")
    names = table[f"name_{language()}"]
    return dict(zip(table["feature"].tolist(), names.tolist(), strict=True))


def _label(name: str, row: Any) -> str:
    """Return a feature's name and, below it, its category, how many say so, and whether that is clear."""
    kind = t(
        "charts.kano_kind" if row["clear"] else "charts.kano_kind_unclear",
        kind=t(f"charts.kano_{row['category']}"),
        share=100 * row[row["category"]] / row["n"],
    )
    return f"{safe(name)}<br><i>{kind}</i>"


def _hover(name: str, row: Any) -> str:
    counts = t("charts.separator").join(
        t("charts.kano_count", kind=t(f"charts.kano_{kind}"), count=row[kind]) for kind in _ORDER
    )
    return t(
        "charts.kano_hover",
        name=safe(name),
        counts=counts,
        better=100 * row["better"],
        worse=-100 * row["worse"],
        n=row["n"],
    )


def _summary(rated: Any, names: dict[str, str]) -> str:
    if rated.empty:
        return t("charts.no_data")
    items = [
        t("charts.kano_item", name=names[str(code)], kind=t(f"charts.kano_{row['category']}"))
        for code, row in rated.iterrows()
    ]
    return t("charts.kano_summary", items=t("charts.separator").join(items))
