"""Charts of a case's touchpoints: satisfaction, effort, time, complaints. Touchpoints stand in journey order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..evidence import SMALL, touchpoint_facts
from ..i18n import t
from .style import BLUE, ROW_HEIGHT, VERMILION, blank, legend_above, number_axis, safe, touchpoint_axis

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from pandas import DataFrame, Series

    from ..cases import Case

_PANELS = ("x", "x2")
"""The axes of numbers of two panels side by side."""


def satisfaction(case: Case) -> go.Figure:
    """Return each touchpoint's share of satisfied customers with its 95 % interval and n.

    A hollow diamond stands for fewer than 30 answers. Touchpoints without answers have a label but no point.

    Raises
    ------
    CaseError
        If a table that the facts need is missing or damaged.
    """
    facts, names = touchpoint_facts(case), _names(case)
    figure = blank(
        t("charts.satisfaction_title"),
        t("charts.satisfaction_hint"),
        _ranking("satisfaction", facts["csat"].dropna(), names, ascending=True),
        _height(facts),
    )
    rows = facts[facts["surveys"] > 0]
    _add_points(
        figure,
        rows,
        ("csat", "csat_low", "csat_high"),
        rows["surveys"],
        [t("charts.satisfaction_point", share=row["csat"], n=row["surveys"]) for _, row in rows.iterrows()],
        [
            t(
                "charts.satisfaction_hover",
                name=safe(names[str(code)]),
                share=row["csat"],
                low=row["csat_low"],
                high=row["csat_high"],
                mean=row["score_mean"],
                n=row["surveys"],
            )
            for code, row in rows.iterrows()
        ],
    )
    codes = facts.index.tolist()
    figure.update_layout(
        xaxis=number_axis(t("charts.satisfaction_axis"), range=[0, 108], dtick=20, ticksuffix="%"),
        yaxis=touchpoint_axis(codes, [safe(names[code]) for code in codes]),
    )
    return figure


def effort(case: Case) -> go.Figure:
    """Return how easy each touchpoint makes it: the mean customer effort score (1 hard, 7 easy), its interval and n.

    Only touchpoints where it was asked have a row.

    Raises
    ------
    CaseError
        If a table that the facts need is missing or damaged.
    """
    facts, names = touchpoint_facts(case), _names(case)
    rows = facts[facts["ces_n"] > 0]
    figure = blank(
        t("effort.title"),
        t("effort.hint"),
        t("charts.no_data")
        if rows.empty
        else t(
            "effort.summary",
            items=t("charts.separator").join(
                t("charts.item", name=names[str(code)], value=value)
                for code, value in rows["ces"].sort_values(kind="stable").head(3).items()
            ),
        ),
        _height(rows),
    )
    _add_points(
        figure,
        rows,
        ("ces", "ces_low", "ces_high"),
        rows["ces_n"],
        [t("effort.point", mean=row["ces"], n=row["ces_n"]) for _, row in rows.iterrows()],
        [
            t(
                "effort.hover",
                name=safe(names[str(code)]),
                mean=row["ces"],
                low=row["ces_low"],
                high=row["ces_high"],
                n=row["ces_n"],
            )
            for code, row in rows.iterrows()
        ],
    )
    codes = rows.index.tolist()
    figure.update_layout(
        xaxis=number_axis(t("effort.axis"), range=[0.9, 7.3], dtick=1, rangemode="normal"),
        yaxis=touchpoint_axis(codes, [safe(names[code]) for code in codes]),
    )
    return figure


def _add_points(
    figure: Any,
    rows: DataFrame,
    columns: tuple[str, str, str],
    n: Series[int],
    texts: list[str],
    hovers: list[str],
) -> None:
    """Add a point with its interval for each row; `columns` are value, low and high. Few answers look different."""
    value, low, high = columns
    shown = rows.assign(text=texts, hover=hovers)
    for small, colour, symbol in ((False, BLUE, "circle"), (True, VERMILION, "diamond-open")):
        part = shown[(n < SMALL) == small]
        if part.empty:
            continue
        figure.add_scatter(
            x=part[value].tolist(),
            y=part.index.tolist(),
            error_x={
                "type": "data",
                "array": (part[high] - part[value]).tolist(),
                "arrayminus": (part[value] - part[low]).tolist(),
                "color": colour,
                "thickness": 2.5,
                "width": 6,
            },
            mode="markers+text",
            marker={"color": colour, "symbol": symbol, "size": 12, "line": {"width": 2, "color": colour}},
            text=part["text"].tolist(),
            textposition="top center",
            cliponaxis=False,
            hovertext=part["hover"].tolist(),
            hoverinfo="text",
            name=t("charts.few_answers" if small else "charts.enough_answers", few=SMALL),
        )
    if (n < SMALL).any():
        figure.update_layout(legend_above())


def waits(case: Case) -> go.Figure:
    """Return how long each touchpoint takes, and how much of that is waiting: median and 90th percentile.

    Raises
    ------
    CaseError
        If a table that the facts need is missing or damaged.
    """
    facts, names = touchpoint_facts(case), _names(case)
    figure = _blank_for_two("waits", facts, names, {"duration": "duration_p90", "waiting": "wait_p90"})
    for side, measure in enumerate(("duration", "wait")):
        rows = facts[facts[f"{measure}_median"].notna()]
        codes, medians, p90s = (
            rows.index.tolist(),
            rows[f"{measure}_median"].tolist(),
            rows[f"{measure}_p90"].tolist(),
        )
        axes = {"xaxis": _PANELS[side], "yaxis": "y"}
        # One line for all spans: None lifts the pen between two touchpoints.
        figure.add_scatter(
            x=[x for median, p90 in zip(medians, p90s, strict=True) for x in (median, p90, None)],
            y=[y for code in codes for y in (code, code, None)],
            mode="lines",
            line={"color": BLUE, "width": 3},
            hoverinfo="skip",
            showlegend=False,
            **axes,
        )
        for quantile, values, colour, symbol in (
            ("median", medians, BLUE, "circle"),
            ("p90", p90s, VERMILION, "diamond-open"),
        ):
            figure.add_scatter(
                x=values,
                y=codes,
                mode="markers+text" if quantile == "p90" else "markers",
                marker={"color": colour, "symbol": symbol, "size": 11, "line": {"width": 2, "color": colour}},
                text=[t("charts.minutes_short", minutes=value) for value in values],
                textposition="middle right",
                cliponaxis=False,
                hovertext=[
                    t(
                        f"charts.{measure}_hover",
                        name=safe(names[code]),
                        median=median,
                        p90=p90,
                        n=facts.loc[code, "events"],
                    )
                    for code, median, p90 in zip(codes, medians, p90s, strict=True)
                ],
                hoverinfo="text",
                name=t(f"charts.{quantile}"),
                showlegend=side == 0,
                **axes,
            )
    most = float(facts["duration_p90"].max())
    _two_panels(figure, facts, names, ("charts.duration_axis", "charts.wait_axis"), (1.22 * most, 1.22 * most))
    figure.update_layout(legend_above())
    return figure


def complaints(case: Case) -> go.Figure:
    """Return each touchpoint's complaints twice: how many, and how many for each 100 events.

    Raises
    ------
    CaseError
        If a table that the facts need is missing or damaged.
    """
    facts, names = touchpoint_facts(case), _names(case)
    figure = _blank_for_two(
        "complaints", facts, names, {"complaints_count": "complaints", "complaints_rate": "complaints_per_100"}
    )
    for side, (column, colour, label) in enumerate(
        (("complaints", BLUE, "{:,.0f}"), ("complaints_per_100", VERMILION, "{:.1f}"))
    ):
        rows = facts[facts[column].notna()]
        figure.add_bar(
            x=rows[column].tolist(),
            y=rows.index.tolist(),
            orientation="h",
            marker={"color": colour},
            text=[label.format(value) for value in rows[column]],
            textposition="outside",
            cliponaxis=False,
            hovertext=[
                t(
                    "charts.complaints_hover",
                    name=safe(names[str(code)]),
                    count=row["complaints"],
                    rate=row["complaints_per_100"],
                    n=row["events"],
                )
                for code, row in rows.iterrows()
            ],
            hoverinfo="text",
            xaxis=_PANELS[side],
            yaxis="y",
        )
    highest = tuple(1.18 * max(float(facts[column].max()), 1.0) for column in ("complaints", "complaints_per_100"))
    _two_panels(figure, facts, names, ("charts.complaints_count_axis", "charts.complaints_rate_axis"), highest)
    return figure


def _blank_for_two(chart: str, facts: DataFrame, names: dict[str, str], columns: dict[str, str]) -> Any:
    """Return a figure that shows two columns; `columns` maps each one's sentence in the summary to its name."""
    summary = " ".join(_ranking(key, facts[column].dropna(), names) for key, column in columns.items())
    return blank(t(f"charts.{chart}_title"), t(f"charts.{chart}_hint"), summary, _height(facts))


def _two_panels(
    figure: Any,
    facts: DataFrame,
    names: dict[str, str],
    titles: tuple[str, str],
    highest: tuple[float, ...],
) -> None:
    """Put two axes of numbers side by side, on one axis of touchpoints with the number of events."""
    codes = facts.index.tolist()
    labels = [t("charts.name_and_events", name=safe(names[code]), n=facts.loc[code, "events"]) for code in codes]
    figure.update_layout(
        xaxis=number_axis(t(titles[0]), domain=[0, 0.47], range=[0, highest[0]]),
        xaxis2=number_axis(t(titles[1]), domain=[0.53, 1], range=[0, highest[1]]),
        yaxis=touchpoint_axis(codes, labels),
    )


def _names(case: Case) -> dict[str, str]:
    """Return the touchpoints' names in the current language, not yet safe for plotly."""
    return {touchpoint.code: touchpoint.name() for touchpoint in case.touchpoints}


def _height(facts: DataFrame) -> int:
    return 190 + ROW_HEIGHT * len(facts)


def _ranking(key: str, values: Series[Any], names: dict[str, str], ascending: bool = False) -> str:
    """Return a sentence that names the three touchpoints with the highest (or lowest) values."""
    if values.empty:
        return t("charts.no_data")
    first = values.sort_values(ascending=ascending, kind="stable").head(3)
    items = [t("charts.item", name=names[str(code)], value=value) for code, value in first.items()]
    return t(f"charts.{key}_summary", items=t("charts.separator").join(items))
