"""The chart of moments of truth: strength of feeling beside the effect on loyalty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import evidence
from ..evidence import SMALL
from ..i18n import t
from .style import BLUE, ROW_HEIGHT, TEXT, VERMILION, blank, legend_above, number_axis, safe, touchpoint_axis

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..cases import Case
    from ..evidence.moments import Loyalty


def moments_of_truth(case: Case, loyalty: Loyalty = "nps") -> go.Figure:
    """Return touchpoints ranked as moments of truth: how strongly customers feel (left), what hangs on it (right).

    On the right stands how much more loyal customers are after a good experience than after a bad one, with its 95 %
    interval; a hollow diamond means that it may be chance. Touchpoints that too few customers saw both sides of have
    no mark and no rank.

    Raises
    ------
    EvidenceError
        If no customer's loyalty is known.
    CaseError
        If a table is missing or damaged.
    ValueError
        If there is no such measure of loyalty.
    """
    table = evidence.moments_of_truth(case, loyalty)
    names = {touchpoint.code: touchpoint.name() for touchpoint in case.touchpoints}
    codes = table.index.tolist()
    figure = blank(
        t("charts.moments_title"),
        t(f"charts.moments_hint_{loyalty}"),
        _summary(table, names),
        200 + ROW_HEIGHT * len(codes),
    )
    why = dict(zip(codes, (t(phrase.key, **phrase.params) for phrase in table["why"]), strict=True))
    hovers = {code: f"<b>{safe(names[code])}</b><br>{_folded(safe(why[code]))}" for code in codes}
    felt = table[table["n"] > 0]
    figure.add_bar(
        x=felt["strong"].tolist(),
        y=felt.index.tolist(),
        orientation="h",
        marker={"color": BLUE},
        text=[t("charts.percent_and_n", value=row["strong"], n=row["n"]) for _, row in felt.iterrows()],
        textposition="outside",
        cliponaxis=False,
        hovertext=[hovers[str(code)] for code in felt.index],
        hoverinfo="text",
        showlegend=False,
        xaxis="x",
        yaxis="y",
    )
    compared = table[table["gap"].notna()]
    for clear, colour, symbol in ((True, BLUE, "circle"), (False, VERMILION, "diamond-open")):
        rows = compared[compared["clear"] == clear]
        if rows.empty:
            continue
        figure.add_scatter(
            x=rows["gap"].tolist(),
            y=rows.index.tolist(),
            error_x={
                "type": "data",
                "array": (rows["gap_high"] - rows["gap"]).tolist(),
                "color": colour,
                "thickness": 2.5,
                "width": 6,
            },
            mode="markers",
            marker={"color": colour, "symbol": symbol, "size": 12, "line": {"width": 2, "color": colour}},
            hovertext=[hovers[str(code)] for code in rows.index],
            hoverinfo="text",
            name=t("charts.moments_clear" if clear else "charts.moments_unclear"),
            xaxis="x2",
            yaxis="y",
        )
    for code in table.index[table["gap"].isna()]:
        figure.add_annotation(
            x=0,
            xref="x2",
            y=code,
            yref="y",
            xanchor="left",
            xshift=8,
            showarrow=False,
            text=t("charts.moments_too_few"),
        )
    ends = [0.0, *compared["gap_low"], *compared["gap_high"]]
    figure.update_layout(
        xaxis=number_axis(
            t("charts.moments_strong_axis"), domain=[0, 0.44], range=[0, 128], tickvals=[0, 25, 50, 75, 100]
        ),
        xaxis2=number_axis(
            t(f"charts.moments_gap_axis_{loyalty}"),
            domain=[0.52, 1],
            range=[1.1 * min(ends) - 2, 1.1 * max(max(ends), 20.0)],
            rangemode="normal",
            zerolinecolor=TEXT,
            zerolinewidth=2,
        ),
        yaxis=touchpoint_axis(codes, [_label(names[str(code)], row) for code, row in table.iterrows()], lines=False),
    )
    if not compared.empty:
        figure.update_layout(legend_above())
    return figure


def _label(name: str, row: Any) -> str:
    """Return a touchpoint's name behind its rank; few customers are said."""
    if row["gap"] != row["gap"]:
        return safe(name)
    label = t("charts.moments_rank", rank=row["rank"], name=safe(name))
    return label + t("charts.moments_few", few=SMALL) if row["small"] else label


def _folded(text: str, width: int = 60) -> str:
    """Return a hover text in lines of about `width` columns; Chinese, which has no spaces, breaks at its stops."""
    lines, line = [], ""
    for word in text.replace("。", "。 ").replace("；", "； ").replace("，", "， ").split(" "):
        if line and len(line) + len(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line and not line.endswith(("。", "；", "，")) else line + word
    return "<br>".join([*lines, line])


def _summary(table: Any, names: dict[str, str]) -> str:
    """Return the first three moments of truth in words."""
    first = table[table["clear"]].head(3)
    if first.empty:
        return t("charts.moments_none")
    items = [t("charts.item", name=names[str(code)], value=row["gap"]) for code, row in first.iterrows()]
    return t("charts.moments_summary", items=t("charts.separator").join(items))
