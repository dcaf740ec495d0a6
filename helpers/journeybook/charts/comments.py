"""The chart of comments: how many speak of each theme, and how favourably."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import evidence
from ..evidence import SMALL
from ..i18n import t
from .style import BLUE, ROW_HEIGHT, TEXT, VERMILION, blank, legend_above, number_axis, safe, touchpoint_axis

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from pandas import DataFrame

    from ..cases import Case
    from ..evidence.slices import Group, Period

_LOOKS = {
    "positive": (BLUE, "circle", ""),
    "negative": (VERMILION, "diamond", "/"),
    "mixed": (TEXT, "square-open", "."),
}
"""Colour, mark and filling of a theme that sounds so: told by shape in black and white, too."""


def comment_themes(case: Case, period: Period | None = "before", group: Group | None = None) -> go.Figure:
    """Return the themes of a case's comments, most frequent first, each with its mean sentiment and 95 % interval.

    A theme sounds favourable or unfavourable only where the whole interval lies on one side of 0. Parameters and
    errors are those of :func:`journeybook.evidence.comments`.
    """
    found = evidence.comments(case, period, group)
    table = found.themes.assign(sounds=[_sounds(row) for _, row in found.themes.iterrows()])
    codes = table.index.tolist()
    hint = t("comments.chart_hint", n=found.n) + (t("comments.chart_small", few=SMALL) if found.small else "")
    figure = blank(t("comments.chart_title"), hint, _summary(table, found.n), 230 + ROW_HEIGHT * max(len(codes), 1))
    for sounds, look in _LOOKS.items():
        rows = table[table["sounds"] == sounds]
        if not rows.empty:
            _add(figure, rows, t(f"comments.chart_{sounds}"), *look)
    most = float(table["n"].max()) if codes else 1.0
    figure.update_layout(
        xaxis=number_axis(t("comments.chart_count_axis"), domain=[0, 0.46], range=[0, 1.45 * most], nticks=4),
        xaxis2=number_axis(
            t("comments.chart_sentiment_axis"),
            domain=[0.54, 1],
            range=[-1.05, 1.5],
            rangemode="normal",
            tickmode="array",
            tickvals=[-1, -0.5, 0, 0.5, 1],
            ticktext=["−1", "−0.5", "0", "+0.5", "+1"],
            zerolinecolor=TEXT,
            zerolinewidth=2,
        ),
        yaxis=touchpoint_axis(codes, [_label(str(code), row) for code, row in table.iterrows()], lines=False),
    )
    if codes:
        figure.update_layout(legend_above())
    return figure


def _add(figure: go.Figure, rows: DataFrame, name: str, colour: str, symbol: str, filling: str) -> None:
    """Add the bars and the marks of themes that sound alike."""
    codes = rows.index.tolist()
    hovers = [_hover(str(code), row) for code, row in rows.iterrows()]
    figure.add_bar(
        x=rows["n"].tolist(),
        y=codes,
        orientation="h",
        marker={
            "color": colour,
            "line": {"color": colour, "width": 1.5},
            "pattern": {"shape": filling, "size": 7, "solidity": 0.6},
        },
        text=[t("comments.chart_bar", n=row["n"], share=row["share"]) for _, row in rows.iterrows()],
        textposition="outside",
        textfont={"color": TEXT},
        cliponaxis=False,
        hovertext=hovers,
        hoverinfo="text",
        showlegend=False,
        xaxis="x",
        yaxis="y",
    )
    # A single comment has no interval.
    figure.add_scatter(
        x=rows["sentiment"].tolist(),
        y=codes,
        error_x={
            "type": "data",
            "array": (rows["high"] - rows["sentiment"]).fillna(0).tolist(),
            "arrayminus": (rows["sentiment"] - rows["low"]).fillna(0).tolist(),
            "color": colour,
            "thickness": 2.5,
            "width": 6,
        },
        mode="markers",
        marker={"color": colour, "symbol": symbol, "size": 11, "line": {"width": 2, "color": colour}},
        hovertext=hovers,
        hoverinfo="text",
        name=name,
        xaxis="x2",
        yaxis="y",
    )
    # The figures stand in a column of their own, clear of all intervals.
    figure.add_scatter(
        x=[1.15] * len(codes),
        y=codes,
        mode="text",
        text=[_signed(t("comments.chart_point", value=value)) for value in rows["sentiment"]],
        textposition="middle right",
        textfont={"color": TEXT},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
        xaxis="x2",
        yaxis="y",
    )


def _sounds(row: Any) -> str:
    """Return how a theme sounds; one whose interval reaches 0, or is not known, sounds mixed."""
    if row["low"] > 0:
        return "positive"
    return "negative" if row["high"] < 0 else "mixed"


def _label(theme: str, row: Any) -> str:
    name = safe(t(f"comments.theme_{theme}"))
    return t("comments.chart_label_small", name=name, few=SMALL) if row["small"] else name


def _hover(theme: str, row: Any) -> str:
    figures = {
        "name": t(f"comments.theme_{theme}"),
        "n": row["n"],
        "share": row["share"],
        "value": row["sentiment"],
    }
    if row["n"] == 1:
        return _signed(t("comments.chart_hover_single", **figures))
    return _signed(t("comments.chart_hover", **figures, low=row["low"], high=row["high"], negative=row["negative"]))


def _signed(text: str) -> str:
    """Return a text whose figures have a minus sign, not a hyphen."""
    return text.replace("-0", "−0").replace("-1", "−1")


def _summary(table: DataFrame, n: int) -> str:
    if table.empty:
        return t("comments.chart_empty")
    items = [
        _signed(t("comments.chart_item", name=t(f"comments.theme_{theme}"), n=row["n"], value=row["sentiment"]))
        for theme, row in table.iterrows()
    ]
    return t("comments.chart_summary", n=n, items=t("comments.chart_separator").join(items))
