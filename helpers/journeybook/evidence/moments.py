"""Moments of truth: where feelings run high and decide whether a customer stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from ..errors import EvidenceError
from ..i18n import Phrase
from .facts import SATISFIED, SMALL
from .slices import Group, Period, during, of_group, surveyed
from .unify import unify

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..cases import Case
    from .unify import Unified

Loyalty = Literal["nps", "repurchase"]

DISSATISFIED = 2
"""Up to this answer (of 1 to 5) an experience counts as bad."""

RETURN_DAYS = (15, 90)
"""A new purchase between so many days after a visit counts as coming back; an earlier one belongs to the visit."""

USUAL = {1: "first_contact", 3: "purchase_decision", 4: "after_sales", 5: "feedback"}
"""The usual moments of truth, by the stage of the five-stage template in which they lie."""

NEUTRAL = 3
"""The answer between good and bad."""

FEWEST = 10
"""With fewer customers than that on either side, good and bad are not compared."""

EXTREMES = (1, 5)
"""The answers that stand for a strong feeling."""


def moment_table(answers: DataFrame) -> DataFrame:
    """Return touchpoints ranked by strength of feeling × effect on loyalty.

    The two are what makes a moment of truth: customers feel strongly there (share of the extreme answers 1 and 5),
    and those with a good experience (4 or 5) are later more loyal than those with a bad one (1 or 2). The score is
    the share times the lower end of the interval of that difference: as many points of loyalty as one can count on,
    so that a handful of answers does not lead by luck.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row a survey answer, in order of time: ``touchpoint``, ``customer``, ``csat`` (1 to 5) and ``loyalty``,
        what the customer did or said later, in points (e.g. 100 for a promoter, −100 for a detractor, 0 between; or
        100 for one who came back, 0 for one who did not); missing where it is not known.

    Returns
    -------
    pandas.DataFrame
        One row a touchpoint, highest score first, index ``code``:

        ==============  =================================================================================
        rank            1, 2, … ; of equal scores that with the larger gap first; missing without a score
        score           ``strong`` / 100 × ``gap_low``, 0 or more; missing without a gap
        strong          share of answers 1 and 5, in per cent, 0 to 100
        n               survey answers
        gap             mean loyalty after a good experience − after a bad one; missing where either was had
                        by fewer than 10 customers
        gap_low, _high  its 95 % interval
        good, bad       mean loyalty after a good and after a bad experience
        n_good, n_bad   customers behind them: each counts once, with the last answer
        clear           True where the interval of the gap lies above 0
        small           True where ``n_good`` or ``n_bad`` is below 30
        ==============  =================================================================================

    Raises
    ------
    EvidenceError
        If no customer's loyalty is known.

    Notes
    -----
    Intervals are Student's t with one variance for all touchpoints (that within the good and the bad of each), since
    few people have a bad experience at a good touchpoint. The gap is an association: who is in a good mood rates both
    the touchpoint and the company higher.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"customer": range(40), "csat": [5, 1] * 20, "loyalty": [100, -50] * 20})
    >>> answers["touchpoint"] = "till"
    >>> moment_table(answers).loc["till", ["strong", "gap", "score"]].tolist()
    [100.0, 150.0, 150.0]
    """
    import pandas as pd

    known = answers[answers["loyalty"].notna()].drop_duplicates(["touchpoint", "customer"], keep="last")
    if known.empty:
        raise EvidenceError("evidence.moments_no_loyalty")
    table = answers.groupby("touchpoint").agg(
        strong=("csat", lambda scores: 100 * scores.isin(EXTREMES).mean()), n=("csat", "size")
    )
    for side, chosen in (("good", known["csat"] >= SATISFIED), ("bad", known["csat"] <= DISSATISFIED)):
        by_touchpoint = known[chosen].groupby("touchpoint")["loyalty"]
        table[side], table[f"n_{side}"] = by_touchpoint.mean(), by_touchpoint.size()
        table[f"n_{side}"] = table[f"n_{side}"].fillna(0).astype("int64")
    fewest = table[["n_good", "n_bad"]].min(axis=1)
    table["gap"] = (table["good"] - table["bad"]).where(fewest >= FEWEST)
    half = _half_widths(known, table)
    table["gap_low"], table["gap_high"] = table["gap"] - half, table["gap"] + half
    table["score"] = table["strong"] / 100 * table["gap_low"].clip(lower=0)
    table["clear"] = table["gap_low"] > 0
    table["small"] = fewest < SMALL
    table = table.sort_values(["score", "gap"], ascending=False, kind="stable")
    ranks = pd.Series(range(1, len(table) + 1), index=table.index, dtype="Int64")
    table["rank"] = ranks.where(table["score"].notna())
    table.index.name = "code"
    columns = "rank score strong n gap gap_low gap_high good bad n_good n_bad clear small"
    return table[columns.split()]


def _half_widths(known: DataFrame, table: DataFrame) -> Series[float]:
    """Return half the width of each gap's interval, from the variance within the good and the bad of all."""
    import numpy as np
    from scipy.stats import t

    sided = known[known["csat"] != NEUTRAL]
    sides = sided["loyalty"].groupby([sided["touchpoint"], sided["csat"] > NEUTRAL])
    freedom = len(sided) - sides.ngroups
    if freedom < 1:
        return table["gap"] * np.nan
    variance = float(((sided["loyalty"] - sides.transform("mean")) ** 2).sum()) / freedom
    spread: Series[float] = np.sqrt(variance * (1 / table["n_good"].clip(lower=1) + 1 / table["n_bad"].clip(lower=1)))
    return spread * float(t.ppf(0.975, freedom))


def moments_of_truth(
    case: Case, loyalty: Loyalty = "nps", period: Period | None = "before", group: Group | None = None
) -> DataFrame:
    """Return a case's touchpoints ranked as moments of truth, each with why.

    Parameters
    ----------
    case : Case
        With the tables ``surveys`` and, for ``"nps"``, ``relationship``, or else its table of outcomes.
    loyalty : str
        ``"nps"``: what the customer answered to the NPS question after the visit and in the same period, 100 for a
        promoter, −100 for a detractor, 0 between, so that a mean is an NPS. ``"repurchase"``: 100 for who bought again
        15 to 90 days after the visit, 0 for who did not; visits less than 90 days before the end of the data are of
        unknown loyalty.
    period, group : str, optional
        Only visits in one period, and customers whose home unit is ``"treated"`` or ``"control"``.

    Returns
    -------
    pandas.DataFrame
        As `moment_table`, and:

        ======  ==============================================================================================
        stage   1 to 5
        usual   which of the four usual moments of truth the touchpoint is by its stage: ``first_contact``,
                ``purchase_decision``, ``after_sales`` or ``feedback``; missing in the stage of consideration
        why     why it ranks where it does, a Phrase
        ======  ==============================================================================================

        Touchpoints without a rank come last, in journey order.

    Raises
    ------
    EvidenceError
        If no customer's loyalty is known.
    CaseError
        If a table is missing or damaged, or there is no such period.
    ValueError
        If there is no such measure of loyalty.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> sorted(moments_of_truth(load("retail")).index[:2])
    ['after_sales', 'store_checkout']
    """
    import pandas as pd

    if loyalty not in get_args(Loyalty):
        raise ValueError(f"expected one of {', '.join(get_args(Loyalty))}, got {loyalty!r}")
    view = unify(case)
    answers = of_group(view, during(case, surveyed(view), "started", period), group)
    answers = answers[answers["customer"].notna()]
    known = _said_later(case, view, answers, period) if loyalty == "nps" else _came_back(case, view, answers)
    table = moment_table(answers.assign(loyalty=known).sort_values("started", kind="stable"))
    stages = {touchpoint.code: touchpoint.stage for touchpoint in case.touchpoints}
    ranked = table.index[table["rank"].notna()].tolist()
    order = [*ranked, *(code for code in stages if code not in ranked)]
    table = table.reindex(pd.Index(order, name="code", dtype="str"))
    for count in ("n", "n_good", "n_bad"):
        table[count] = table[count].fillna(0).astype("int64")
    table["clear"] = table["clear"].eq(True)
    table["small"] = table[["n_good", "n_bad"]].min(axis=1) < SMALL
    table["stage"] = [stages[str(code)] for code in table.index]
    table["usual"] = table["stage"].map(USUAL)
    reasons = [_why(row, loyalty) for row in table.to_dict("records")]
    table["why"] = pd.Series(reasons, index=table.index, dtype="object")
    return table


def _said_later(case: Case, view: Unified, answers: DataFrame, period: Period | None) -> Series[float]:
    """Return the first answer to the NPS question after each visit, as 100, 0 or −100."""
    import numpy as np
    import pandas as pd

    said = during(case, view.relationship, "answered", period)
    said = said[said["customer"].notna()].sort_values("answered", kind="stable")
    points = np.select([said["nps"] >= 9, said["nps"] <= 6], [100.0, -100.0], 0.0)
    later = pd.merge_asof(
        answers[["customer", "started"]].reset_index().sort_values("started", kind="stable"),
        pd.DataFrame({"customer": said["customer"], "answered": said["answered"], "points": points}),
        left_on="started",
        right_on="answered",
        by="customer",
        direction="forward",
    )
    return later.set_index("index")["points"]


def _came_back(case: Case, view: Unified, answers: DataFrame) -> Series[float]:
    """Return 100 where a purchase followed the visit after the days in `RETURN_DAYS`, 0 where none did."""
    import pandas as pd

    if case.outcome is None:
        raise EvidenceError("evidence.moments_no_loyalty")
    time = case.outcome.time
    bought = view.outcomes.loc[view.outcomes["customer"].notna(), ["customer", time]].sort_values(time, kind="stable")
    soonest, latest = (pd.Timedelta(days=days) for days in RETURN_DAYS)
    visits = answers[["customer", "started"]].reset_index()
    visits["from"] = visits["started"] + soonest
    later = pd.merge_asof(
        visits.sort_values("from", kind="stable"),
        bought,
        left_on="from",
        right_on=time,
        by="customer",
        direction="forward",
        tolerance=latest - soonest,
    ).set_index("index")
    back = 100.0 * later[time].notna()
    return back.where(later["started"] + latest <= case.observed_until)


def _why(row: dict[Any, Any], loyalty: Loyalty) -> Phrase:
    """Return why a touchpoint ranks where it does: strength of feeling, effect, and how sure that is."""
    usual = Phrase(f"evidence.moments_usual_{row['usual'] if isinstance(row['usual'], str) else 'none'}", {})
    if not row["n"]:
        return Phrase("evidence.moments_why_silent", {"usual": usual})
    said: dict[str, Any] = {"usual": usual, "fewest": FEWEST, **{name: row[name] for name in ("n", "n_good", "n_bad")}}
    said |= {name: f"{row[name]:.0f}".replace("-", "−") for name in ("strong", "gap", "gap_low", "gap_high")}
    if row["gap"] != row["gap"]:
        return Phrase("evidence.moments_why_unknown", said)
    verdict = f"evidence.moments_{'clear' if row['clear'] else 'unclear'}{'_small' if row['small'] else ''}"
    said["verdict"] = Phrase(verdict, {"few": SMALL})
    return Phrase(f"evidence.moments_why_{loyalty}", said)
