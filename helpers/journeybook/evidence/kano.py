"""Which improvements customers take for granted, which please them, and which leave them cold."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ..errors import EvidenceError
from .facts import SMALL

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..cases import Case


CATEGORIES = ("M", "O", "A", "I", "R", "Q")
"""Must-be, one-dimensional, attractive, indifferent, reverse, questionable: in the order that breaks ties."""

EVALUATION = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
"""The evaluation table of Berger et al. (1993): functional answer (row) × dysfunctional answer (column), each in the
order like, must be, neutral, can live with, dislike."""

_FONG = 1.645


def kano_category(functional: int, dysfunctional: int) -> str:
    """Return what one customer's pair of answers makes of a feature.

    Parameters
    ----------
    functional, dysfunctional : int
        How one would feel with the feature, and without it: 1 like, 2 must be, 3 neutral, 4 can live with, 5 dislike.

    Returns
    -------
    str
        One of `CATEGORIES`, by `EVALUATION`.

    Raises
    ------
    EvidenceError
        If an answer is not from 1 to 5.

    Examples
    --------
    >>> kano_category(1, 5), kano_category(3, 5), kano_category(1, 3)
    ('O', 'M', 'A')
    """
    for answer in (functional, dysfunctional):
        if answer not in (1, 2, 3, 4, 5):
            raise EvidenceError("evidence.off_scale", measure="Kano", low=1, high=5, got=answer)
    return EVALUATION[int(functional) - 1][int(dysfunctional) - 1]


def kano_table(answers: DataFrame) -> DataFrame:
    """Return each feature's category, and how far it pleases and how far its lack annoys.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row an answer, columns ``feature``, ``functional`` and ``dysfunctional`` (1 to 5 as in `kano_category`;
        an empty cell makes the pair incomplete).

    Returns
    -------
    pandas.DataFrame
        One row a feature, in the order in which they first appear, index ``feature``:

        ================  ========================================================================================
        n                 complete pairs of answers
        incomplete        pairs left out, because one answer is missing
        M, O, A, I, R, Q  pairs in each category; they sum to ``n``
        category          the most frequent one; of equals that with the greater effect, M before O, A, I, R, Q;
                          missing without answers
        tied              True where two categories are equally frequent
        clear             True where the first category leads the second by more than chance would (Fong's test, 90 %:
                          |a − b| ≥ 1.645 · √((a + b)(2n − a − b) / 2n), in Berger et al. 1993)
        better            (A + O) / (A + O + M + I), 0 to 1: how much having it pleases; NaN if nobody is counted
        worse             −(O + M) / (A + O + M + I), −1 to 0: how much its lack annoys
        small             True where ``n`` is below 30
        ================  ========================================================================================

    Raises
    ------
    EvidenceError
        If an answer is not from 1 to 5.

    Notes
    -----
    Better and worse are the customer satisfaction coefficients of Berger et al. (1993); reverse and questionable
    answers are left out of them.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"feature": ["lift"] * 2, "functional": [1, 1], "dysfunctional": [3, 5]})
    >>> kano_table(answers).loc["lift", "better"]
    np.float64(1.0)
    """
    import pandas as pd

    features = answers["feature"].drop_duplicates().tolist()
    complete = answers.dropna(subset=["functional", "dysfunctional"])
    pairs = zip(complete["functional"].tolist(), complete["dysfunctional"].tolist(), strict=True)
    categories = [kano_category(functional, dysfunctional) for functional, dysfunctional in pairs]
    counted = pd.crosstab(complete["feature"].to_numpy(), pd.Series(categories, dtype="str").to_numpy())
    index = pd.Index(features, name="feature", dtype="str")
    table = counted.reindex(index=index, columns=list(CATEGORIES), fill_value=0).astype("int64")
    table.columns.name = None
    n = table.sum(axis=1)
    table.insert(0, "n", n)
    everything = answers["feature"].value_counts().reindex(index, fill_value=0)
    table.insert(1, "incomplete", (everything - n).astype("int64"))
    leads = [_lead([int(row[name]) for name in CATEGORIES]) for _, row in table.iterrows()]
    table["category"] = pd.Series([category for category, _, _ in leads], index=index, dtype="str")
    table["tied"] = [tied for _, tied, _ in leads]
    table["clear"] = [clear for _, _, clear in leads]
    counting = table[["A", "O", "M", "I"]].sum(axis=1)
    counting = counting.where(counting > 0)
    table["better"] = (table["A"] + table["O"]) / counting
    table["worse"] = -(table["O"] + table["M"]) / counting
    table["small"] = table["n"] < SMALL
    return table


def kano(case: Case) -> DataFrame:
    """Return the category of each feature that a case's customers were asked about.

    Returns
    -------
    pandas.DataFrame
        As `kano_table`, one row a feature in the order of the case's table ``features``; those without answers have
        n = 0.

    Raises
    ------
    CaseError
        If the table ``kano`` or ``features`` is missing or damaged.
    EvidenceError
        If an answer is not from 1 to 5.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> kano(load("retail")).loc["reply_in_a_day", "category"]
    'M'
    """
    import pandas as pd

    # A feature that nobody answered for is asked for by an empty pair, so that it keeps its place.
    asked = pd.DataFrame({"feature": case.table("features")["feature"]})
    table = kano_table(pd.concat([asked, case.table("kano")], ignore_index=True))
    table["incomplete"] -= 1
    return table


def _lead(counts: list[int]) -> tuple[str | None, bool, bool]:
    """Return the leading category, whether another is as frequent, and whether it leads by more than chance."""
    n = sum(counts)
    if n == 0:
        return None, False, False
    first = max(counts)
    second = sorted(counts)[-2]
    margin = _FONG * math.sqrt((first + second) * (2 * n - first - second) / (2 * n))
    return CATEGORIES[counts.index(first)], first == second, first > second and first - second >= margin
