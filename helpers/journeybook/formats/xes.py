"""XES event logs: what happened to many customers, drafted into one map for a person to finish.

Touchpoints stand in the order in which journeys meet them, in five stages; long ways from one to the next and
touchpoints that are met again and again become pain points, each with its figure as evidence. What no log can say is
left open: who travels, what customers feel and think, what is in their way.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..evidence import SMALL, EventLog, read_log
from ..evidence.channels import guess_channel
from ..evidence.eventlog import follows, journey_figures
from ..i18n import t
from ..model import Aspect, EvidenceKind, JourneyMap, new_id
from .losses import Loss, LossKind

if TYPE_CHECKING:
    from pandas import DataFrame

MOST_TOUCHPOINTS = 60
"""With more no board could show them: the busiest stay."""

MOST_WAYS = 2
"""So many long ways become pain points."""

AGAIN = 20.0
"""From this share of events on, in per cent, that are directly followed by the same, a touchpoint is a pain point."""

_LONG_NAME = 200

_HOURS, _DAYS = 120, 2 * 24 * 60


@dataclass(frozen=True)
class _Pain:
    touchpoint: str
    text: str
    figure: str


def read(path: Path) -> tuple[JourneyMap, tuple[Loss, ...]]:
    """Return a draft of the journey in an event log, and the rows and touchpoints that are not in it.

    Raises
    ------
    EventLogError
        As :func:`.read_log` does.
    """
    log = read_log(path)
    order, left = _in_order(log)
    losses = [Loss(LossKind.IGNORED, "single_journeys", path.name)]
    if log.set_aside is not None and len(log.set_aside):
        losses.append(
            Loss(LossKind.IGNORED, "events", f"{log.set_aside.loc[~log.set_aside['kept'], 'line'].nunique():,}")
        )
    losses += [Loss(LossKind.IGNORED, "rare_touchpoint", name) for name in left]
    return _draft(log, order, path.name), tuple(losses)


def _in_order(log: EventLog) -> tuple[DataFrame, list[str]]:
    """Return the touchpoints in the order of their mean place in a journey, and those that are too rare to be shown."""
    frame: Any = log.frame
    events: DataFrame = frame.to_pandas().sort_values(["at", "row"], kind="stable")
    trips = events.groupby("key", sort=False)
    last = (trips["at"].transform("size") - 1).clip(lower=1)
    events["place"] = trips.cumcount() / last
    if "channel" not in events:
        events["channel"] = ""
    each = events.groupby("touchpoint", sort=False)
    found = each.agg(place=("place", "mean"), events=("place", "size"), channel=("channel", "first"))
    busiest = found.sort_values("events", ascending=False, kind="stable").index
    kept = found.loc[busiest[:MOST_TOUCHPOINTS]].reset_index().sort_values(["place", "touchpoint"], kind="stable")
    return kept, [str(name) for name in busiest[MOST_TOUCHPOINTS:]]


def _draft(log: EventLog, order: DataFrame, file: str) -> JourneyMap:
    names = t("board.template_b").split(",")
    stages = [{"id": new_id("stage"), "name": name} for name in names[: len(order)]]
    touchpoints = {
        str(row["touchpoint"]): {
            "id": new_id("touchpoint"),
            "stage": stages[len(stages) * place // len(order)]["id"],
            "name": str(row["touchpoint"])[:_LONG_NAME],
            "channel": guess_channel(str(row["touchpoint"]), str(row["channel"] or "")),
        }
        for place, row in enumerate(order.to_dict("records"))
    }
    pain_points, evidence = [], []
    for pain in _pains(log, set(touchpoints)):
        at = touchpoints[pain.touchpoint]
        pain_points.append({"id": new_id("pain"), "stage": at["stage"], "touchpoint": at["id"], "text": pain.text})
        evidence.append(
            {
                "id": new_id("evidence"),
                "claim": pain_points[-1]["id"],
                "aspect": Aspect.PAIN_POINT,
                "kind": EvidenceKind.DATA,
                "text": pain.figure,
                "source": t("xes.source", file=file),
            }
        )
    figures = journey_figures(log)
    situation = t("xes.situation", journeys=figures.n, customers=figures.customers, events=figures.events)
    return JourneyMap.parse(
        {
            "scenario": {"name": file.partition(".")[0], "situation": situation},
            "stages": stages,
            "touchpoints": list(touchpoints.values()),
            "pain_points": pain_points,
            "evidence": evidence,
        }
    )


def _pains(log: EventLog, shown: set[str]) -> list[_Pain]:
    """Return what a log can say of obstacles; from few events nothing."""
    pairs = follows(log)
    pairs = pairs[(pairs["n"] >= SMALL) & pairs["touchpoint"].isin(shown) & pairs["next"].isin(shown)]
    again = pairs["touchpoint"] == pairs["next"]
    pains = []
    ways: list[Any] = (
        pairs[~again & (pairs["median_minutes"] > 0)].nlargest(MOST_WAYS, "median_minutes").to_dict("records")
    )
    for row in ways:
        words = {"one": row["touchpoint"], "next": row["next"], "time": _time(row["median_minutes"]), "n": row["n"]}
        pains.append(_Pain(row["next"], t("xes.way", **words), t("xes.way_figure", **words)))
    repeats: list[Any] = (
        pairs[again & (pairs["share"] >= AGAIN)].sort_values("share", ascending=False).to_dict("records")
    )
    for row in repeats[:MOST_WAYS]:
        words = {"name": row["touchpoint"], "share": row["share"], "n": row["n"]}
        pains.append(_Pain(row["touchpoint"], t("xes.again", **words), t("xes.again_figure", **words)))
    return pains


def _time(minutes: float) -> str:
    if minutes < _HOURS:
        return t("logcharts.minutes", value=minutes)
    return t("logcharts.hours", value=minutes / 60) if minutes < _DAYS else t("logcharts.days", value=minutes / 60 / 24)
