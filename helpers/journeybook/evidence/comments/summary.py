"""The comments of a case, each judged, and added up by theme and touchpoint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from ...i18n import check_language
from ..facts import SMALL
from ..intervals import mean_interval
from ..quotes import Quote
from ..slices import during, of_group
from ..unify import unify
from .lexicon import THEMES
from .plain import sentiment, theme_sentiments, tone

if TYPE_CHECKING:
    from pandas import DataFrame

    from ...cases import Case
    from ..slices import Group, Period

OTHER = "other"
"""The theme of comments in which no word of any theme occurs."""


@dataclass(frozen=True)
class Comments:
    """Comments with their themes and sentiment; see :func:`comments`. Whoever gets a table must not change it.

    Attributes
    ----------
    n : int
        Number of comments.
    sentiment, low, high : float
        Mean sentiment of all comments, −1 to 1, and its 95 % interval; NaN without comments.
    small : bool
        True where `n` is below ``SMALL``.
    comments : pandas.DataFrame
        One row a comment: ``touchpoint``, ``written``, ``language``, ``text``, ``score`` (the survey answer to the
        same visit, 1 to 5, missing without one), ``sentiment`` (−1 to 1), ``tone`` (``"negative"``, ``"neutral"``,
        ``"positive"``) and ``themes`` (tuple of codes, empty where none was found).
    mentions : pandas.DataFrame
        One row a comment and theme it speaks of (`OTHER` for none): ``comment`` (label of its row in `comments`),
        ``touchpoint``, ``theme``, ``sentiment`` (of the sentences about the theme).
    themes : pandas.DataFrame
        One row a theme that occurs, index ``theme``, most frequent first: ``n`` (comments), ``share`` (of all
        comments, in per cent; they add up to more than 100, as one comment may have several themes), ``sentiment``
        (mean), ``low``, ``high`` (its 95 % interval by Student's t), ``negative`` (share of mentions that sound
        negative, in per cent), ``small``.
    by_touchpoint : pandas.DataFrame
        One row a touchpoint and theme that occur together: ``touchpoint``, ``theme``, then the columns of `themes`
        (``share`` is of the touchpoint's comments), in journey order, most frequent theme first.
    """

    n: int
    sentiment: float
    low: float
    high: float
    small: bool
    comments: DataFrame
    mentions: DataFrame
    themes: DataFrame
    by_touchpoint: DataFrame

    def examples(self, theme: str, lang: str, n: int = 3) -> tuple[Quote, ...]:
        """Return up to `n` different comments on a theme that are typical of it, oldest first.

        Where most sound negative about the theme, they are of those, and likewise for the other tones; of them the ones
        nearest to their mean sentiment: neither the loudest nor the faintest. The same call returns the same comments.

        Parameters
        ----------
        theme : str
            One of ``THEMES``, or `OTHER`.
        lang : {"zh", "en"}
            Only comments labelled as written in this language.
        n : int
            How many, 0 or more; fewer come back where fewer were written.

        Raises
        ------
        ValueError
            If there is no such theme or language, or `n` is negative.
        """
        if theme not in (*THEMES, OTHER) or n < 0:
            raise ValueError(
                f"expected a theme ({', '.join((*THEMES, OTHER))}) and a number of 0 or more: {theme!r}, {n}"
            )
        told = self.mentions[self.mentions["theme"] == theme]
        texts = self.comments.loc[told["comment"]].reset_index(drop=True)
        values = told["sentiment"].reset_index(drop=True)
        tones = values.map(tone)
        prevailing = values[tones == tones.mode().iloc[0]] if len(values) else values
        found = texts.assign(away=(prevailing - prevailing.mean()).abs())[texts["language"] == check_language(lang)]
        nearest = (
            found[found["away"].notna()].sort_values(["away", "written"], kind="stable").drop_duplicates("text").head(n)
        )
        return tuple(
            Quote(
                row["text"], row["written"].to_pydatetime(), None if row["score"] != row["score"] else int(row["score"])
            )
            for _, row in nearest.sort_values("written", kind="stable").iterrows()
        )


_known: WeakKeyDictionary[Case, dict[tuple[Period | None, Group | None], Comments]] = WeakKeyDictionary()


def comments(case: Case, period: Period | None = "before", group: Group | None = None) -> Comments:
    """Return what a case's customers wrote about, and how favourably; worked out once for each choice.

    Parameters
    ----------
    case : Case
        With the tables that :func:`.unify` joins.
    period : {"before", "after"}, optional
        Only comments written in one of the case's periods; None: all.
    group : {"treated", "control"}, optional
        Only customers whose home unit is in this group; None: everybody, known or not.

    Raises
    ------
    CaseError
        If a table is missing or damaged, or there is no such period.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> found = comments(load("retail"))
    >>> "waiting" in found.themes.index, bool(found.themes.loc["waiting", "small"])
    (True, False)
    """
    known = _known.setdefault(case, {})
    if (period, group) not in known:
        view = unify(case)
        rows = of_group(view, during(case, view.comments, "written", period), group)
        answered = view.surveys[view.surveys["csat"].notna()].drop_duplicates("event_id")
        rows = rows.assign(score=rows["event_id"].map(answered.set_index("event_id")["csat"]))
        known[period, group] = summarise(rows, [touchpoint.code for touchpoint in case.touchpoints])
    return known[period, group]


def summarise(table: DataFrame, touchpoints: list[str]) -> Comments:
    """Return comments with their themes and sentiment, added up.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a comment: ``touchpoint``, ``written``, ``language``, ``text``; ``score`` if known.
    touchpoints : list of str
        Their codes in journey order; comments on others are left out of ``by_touchpoint``.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"touchpoint": "till", "written": pd.Timestamp("2026-03-01"), "language": "en"}
    >>> table = pd.DataFrame([rows | {"text": "The queue was too long."}, rows | {"text": "No queue, lovely!"}])
    >>> summarise(table, ["till"]).themes.loc["waiting", "negative"].item()
    50.0
    """
    import pandas as pd

    told = table.reset_index(drop=True)
    judged = [theme_sentiments(text, lang) for text, lang in zip(told["text"], told["language"], strict=True)]
    values = [sentiment(text, lang) for text, lang in zip(told["text"], told["language"], strict=True)]
    if "score" not in told:
        told = told.assign(score=float("nan"))
    told = told[["touchpoint", "written", "language", "text", "score"]].assign(
        sentiment=pd.Series(values, dtype="float64"),
        tone=pd.Series(map(tone, values), dtype="str"),
        themes=pd.Series(map(tuple, judged), dtype="object"),
    )
    mentions = pd.DataFrame(
        [
            (place, told["touchpoint"][place], theme, value)
            for place, found in enumerate(judged)
            for theme, value in (found or {OTHER: values[place]}).items()
        ],
        columns=["comment", "touchpoint", "theme", "sentiment"],
    ).astype({"sentiment": "float64"})
    rows = []
    for code in touchpoints:
        at = _by_theme(mentions[mentions["touchpoint"] == code], int((told["touchpoint"] == code).sum()))
        rows.append(at.reset_index().assign(touchpoint=code))
    by_touchpoint = pd.concat(rows, ignore_index=True) if rows else _by_theme(mentions[:0], 0).reset_index()
    front = ["touchpoint", "theme"]
    mean, low, high = mean_interval(values, -1, 1)
    return Comments(
        n=len(told),
        sentiment=mean,
        low=low,
        high=high,
        small=len(told) < SMALL,
        comments=told,
        mentions=mentions,
        themes=_by_theme(mentions, len(told)),
        by_touchpoint=by_touchpoint.reindex(columns=[*front, *by_touchpoint.columns.difference(front, sort=False)]),
    )


def _by_theme(mentions: DataFrame, n: int) -> DataFrame:
    """Return one row for each theme of `mentions`, which come from `n` comments; `OTHER` stands last."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for theme, found in mentions.groupby("theme"):
        mean, low, high = mean_interval(found["sentiment"], -1, 1)
        negative = 100 * sum(tone(value) == "negative" for value in found["sentiment"]) / len(found)
        rows.append(
            {
                "theme": theme,
                "n": len(found),
                "share": 100 * len(found) / n,
                "sentiment": mean,
                "low": low,
                "high": high,
                "negative": negative,
                "small": len(found) < SMALL,
            }
        )
    rows.sort(key=lambda row: (row["theme"] == OTHER, -row["n"], row["theme"]))
    columns = ["theme", "n", "share", "sentiment", "low", "high", "negative", "small"]
    return pd.DataFrame(rows, columns=columns).set_index("theme")
