"""What a case's data say of the time before the fix, worked out once and kept: what criteria hold maps against.

Working it out reads the case's tables and takes seconds; after that a map is judged in milliseconds, without pandas.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from ..errors import EvidenceError
from .realquotes import RealQuotes

if TYPE_CHECKING:
    from ..cases import Case
    from ..evidence import FirstResponse
    from ..evidence.effect import Indicator

CASES_KEPT = 8
"""So many cases are kept at a time."""


@dataclass(frozen=True)
class Figure:
    """One figure of the data.

    Attributes
    ----------
    measure : str
        What is measured; its name stands in the catalogue ``measures``.
    unit : str
        ``percent``, ``minutes``, ``hours``, ``per_100``, ``count``, ``score`` or ``points``.
    value, low, high : float
        The figure and its 95 % interval; all the same where it is a count or a promise.
    n : int
        Observations behind it.
    """

    measure: str
    unit: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Felt:
    """What customers feel at a touchpoint, −2 to 2: the mean, its 95 % interval and n; see `emotion_from_survey`."""

    mean: float
    low: float
    high: float
    n: int
    small: bool


@dataclass(frozen=True)
class Hurt:
    """How many of a touchpoint's customers are unhappy, in per cent, with the 95 % interval; see `pain_points`."""

    unhappy: float
    low: float
    high: float
    severity: int
    n: int
    small: bool


@dataclass(frozen=True)
class Measured:
    """The data of one case, in the period before the fix.

    Attributes
    ----------
    figures : mapping
        Code of a touchpoint → its figures.
    whole : tuple of Figure
        Figures that belong to no single touchpoint: how fast tickets are answered.
    names : mapping
        Code → what the touchpoint is called in each language.
    felt, hurt : mapping
        Code → what is felt there and how much it hurts; only touchpoints that somebody answered about.
    moments : tuple of str
        Codes of the clear moments of truth, the first ranked first; empty where no loyalty is known.
    quotes : RealQuotes
        All comments and interviews, both languages and all periods.
    """

    figures: Mapping[str, tuple[Figure, ...]]
    whole: tuple[Figure, ...]
    names: Mapping[str, tuple[str, str]]
    felt: Mapping[str, Felt]
    hurt: Mapping[str, Hurt]
    moments: tuple[str, ...]
    quotes: RealQuotes

    def answers(self, code: str) -> int:
        """Return how many survey answers there are about a touchpoint."""
        return self.felt[code].n if code in self.felt else 0


_known: dict[tuple[Path, float], Measured] = {}
_effects: dict[tuple[Path, float, str], tuple[float, float]] = {}
_lock = Lock()


def measured(case: Case) -> Measured:
    """Return what the data of `case` say; worked out at the first call and again after its files have changed.

    Raises
    ------
    CaseError
        If a table is missing or damaged.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> measured(load("retail")).hurt["after_sales"].severity
    5
    """
    with _lock:
        stamp = _stamp(case)
        if stamp not in _known:
            while len(_known) >= CASES_KEPT:
                del _known[next(iter(_known))]
            _known[stamp] = _work_out(case)
        return _known[stamp]


def is_ready(case: Case) -> bool:
    """Return whether `measured` would answer at once."""
    return _stamp(case) in _known


def effect_interval(case: Case, indicator: Indicator) -> tuple[float, float]:
    """Return the 95 % interval of what the fix changed in an indicator; see `evidence.effect`. Kept like the rest.

    Raises
    ------
    EvidenceError
        If the case lacks what the indicator needs.
    CaseError
        If a table is missing or damaged, or the case has no periods.
    """
    with _lock:
        kept = (*_stamp(case), indicator)
        if kept not in _effects:
            from .. import evidence

            found = evidence.effect(case, indicator)
            _effects[kept] = (found.low, found.high)
        return _effects[kept]


def _stamp(case: Case) -> tuple[Path, float]:
    files = [path for path in case.folder.iterdir() if path.suffix in {".csv", ".json"}]
    return case.folder.resolve(), max((path.stat().st_mtime for path in files), default=0.0)


def _work_out(case: Case) -> Measured:
    from .. import evidence

    facts: dict[Any, Any] = evidence.touchpoint_facts(case).to_dict("index")
    pains: dict[Any, Any] = evidence.pain_points(case).to_dict("index")
    felt: dict[Any, Any] = evidence.emotion_from_survey(case).to_dict("index")
    moments: dict[Any, Any] = {}
    # A case that asks nobody how loyal they are has no moments of truth to show.
    with suppress(EvidenceError):
        moments = evidence.moments_of_truth(case).to_dict("index")
    observed = _observed(case)
    figures = {
        touchpoint.code: (
            *_counted(facts[touchpoint.code]),
            *_shares(facts[touchpoint.code], pains[touchpoint.code]),
            *_about_loyalty(facts[touchpoint.code], moments.get(touchpoint.code, {"n": 0})),
            *observed.get(touchpoint.code, ()),
        )
        for touchpoint in case.touchpoints
    }
    return Measured(
        figures={code: tuple(figure for figure in found if _known_figure(figure)) for code, found in figures.items()},
        whole=tuple(_whole(evidence.first_response(case))),
        names={touchpoint.code: (touchpoint.name("zh"), touchpoint.name("en")) for touchpoint in case.touchpoints},
        felt={
            code: Felt(row["mean"], row["low"], row["high"], int(row["n"]), bool(row["small"]))
            for code, row in felt.items()
            if row["n"]
        },
        hurt={
            code: Hurt(row["unhappy"], row["low"], row["high"], int(row["severity"]), int(row["n"]), bool(row["small"]))
            for code, row in pains.items()
            if row["n"]
        },
        moments=tuple(code for code, row in moments.items() if row["clear"]),
        quotes=RealQuotes(_texts(case)),
    )


def _known_figure(figure: Figure) -> bool:
    return figure.n > 0 and not math.isnan(figure.value)


def _exact(measure: str, value: float, n: float, unit: str = "count") -> Figure:
    return Figure(measure, unit, value, value, value, int(n))


def _share(measure: str, value: float, n: float, unit: str = "percent") -> Figure:
    """Return a share in per cent with its interval after Wilson; a rate above 100 keeps to its value."""
    from ..evidence.intervals import wilson

    if not 0 <= value <= 100:
        return _exact(measure, value, n, unit)
    _, low, high = wilson(round(value * n / 100), int(n))
    return Figure(measure, unit, value, low, high, int(n))


def _counted(row: Mapping[str, Any]) -> Iterator[Figure]:
    """Yield how many there were of everything at a touchpoint."""
    for measure in ("events", "customers", "surveys", "waits", "nps_n", "ces_n"):
        yield _exact(measure, row[measure], row[measure])
    # That nobody complained is a figure, too, where somebody came.
    yield _exact("complaints", row["complaints"], row["events"])


def _shares(row: Mapping[str, Any], pain: Mapping[str, Any]) -> Iterator[Figure]:
    yield Figure("csat", "percent", row["csat"], row["csat_low"], row["csat_high"], int(row["surveys"]))
    yield Figure("unhappy", "percent", pain["unhappy"], pain["low"], pain["high"], int(pain["n"]))
    yield _share("complaints_per_100", row["complaints_per_100"], row["events"], "per_100")
    yield _share("drop_off", row["drop_off"], row["events"])
    yield _share("next_share", row["next_share"], row["events"])
    yield _exact("reach", pain["reach"], row["customers"], "percent")


def _about_loyalty(row: Mapping[str, Any], moment: Mapping[str, Any]) -> Iterator[Figure]:
    """Yield the NPS of a touchpoint's visitors, and what good and bad experiences there do to it."""
    nps, n = row["nps"], int(row["nps_n"])
    if n:
        # At its widest, were nobody passive: the variance of detractors and promoters alone.
        half = 196 * math.sqrt(max(1 - (nps / 100) ** 2, 0) / n)
        yield Figure("nps", "points", nps, nps - half, nps + half, n)
    if moment["n"]:
        yield _share("strong", moment["strong"], moment["n"])
        yield Figure("gap", "points", moment["gap"], moment["gap_low"], moment["gap_high"], int(moment["n"]))
        for measure in ("n", "n_good", "n_bad"):
            yield _exact("rated", moment[measure], moment[measure])


def _observed(case: Case) -> dict[str, list[Figure]]:
    """Return times and mean scores at each touchpoint, with intervals that need the single observations."""
    from ..evidence.intervals import mean_interval, quantile_interval
    from ..evidence.slices import during, surveyed
    from ..evidence.unify import unify

    view = unify(case)
    found: dict[str, list[Figure]] = {}
    visits = during(case, view.events, "started", "before").groupby("touchpoint")
    for measure, column in (("wait", "wait_min"), ("duration", "duration_min")):
        for code, times in visits[column]:
            known = times.dropna()
            for name, share in (("median", 0.5), ("p90", 0.9)):
                figure = Figure(f"{measure}_{name}", "minutes", *quantile_interval(known, share), len(known))
                found.setdefault(str(code), []).append(figure)
    answers = during(case, surveyed(view), "started", "before").groupby("touchpoint")
    for measure, column, scale in (("score_mean", "csat", (1, 5)), ("ces", "ces", (1, 7))):
        for code, scores in answers[column]:
            given = scores.dropna().astype(float)
            figure = Figure(measure, "score", *mean_interval(given, *scale), len(given))
            found.setdefault(str(code), []).append(figure)
    return found


def _whole(response: FirstResponse) -> Iterator[Figure]:
    """Yield how fast tickets are answered, and how many there are."""
    n = response.n
    if not n:
        return
    for measure, value, share in (("response_median", response.median, 0.5), ("response_p90", response.p90, 0.9)):
        if value is not None:
            half = 196 * math.sqrt(share * (1 - share) / n)
            low, high = (_hours(response, 100 * share + side) for side in (-half, half))
            yield Figure(measure, "hours", value, low, high, n)
    if response.promised is not None:
        yield _exact("promised", response.promised, n, "hours")
    if response.within_promise is not None:
        yield _share("within_promise", response.within_promise, n)
    yield _share("unanswered_share", 100 * response.unanswered / n, n)
    for measure in ("n", "answered", "unanswered"):
        yield _exact("tickets" if measure == "n" else measure, getattr(response, measure), n)


def _hours(response: FirstResponse, share: float) -> float:
    """Return the hours within which `share` per cent of all tickets are answered; no end where so many never are."""
    return next(
        (hours for hours, reached in zip(response.hours, response.share, strict=True) if reached >= share), math.inf
    )


def _texts(case: Case) -> list[str]:
    """Return everything that customers wrote or said."""
    texts: list[str] = []
    if "comments" in case.table_names:
        texts += [str(text) for text in case.table("comments")["text"].dropna()]
    if "interviews" in case.table_names:
        turns = case.table("interviews")
        texts += [str(text) for text in turns.loc[turns["speaker"] == "customer", "text"].dropna()]
    return texts
