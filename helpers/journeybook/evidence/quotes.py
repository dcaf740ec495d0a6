"""What customers wrote about a touchpoint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ..errors import CaseError
from ..i18n import check_language
from .slices import during
from .unify import unify

if TYPE_CHECKING:
    from ..cases import Case
    from .slices import Period


@dataclass(frozen=True)
class Quote:
    """One comment, word for word; `score` is the customer's survey answer (1 to 5), None without one."""

    text: str
    written: datetime
    score: int | None


def quotes(case: Case, code: str, lang: str, n: int, period: Period | None = "before") -> tuple[Quote, ...]:
    """Return up to `n` comments about one touchpoint, oldest first.

    They are spread evenly over the period and not chosen by tone, so praise and blame stand in about the proportion
    in which they were written. The same call returns the same comments.

    Parameters
    ----------
    case : Case
        With the tables that :func:`.unify` joins.
    code : str
        Code of a touchpoint of the case.
    lang : str
        ``"zh"`` or ``"en"``: only comments written in that language.
    n : int
        How many, 0 or more; fewer come back where fewer were written.
    period : {"before", "after"}, optional
        Only comments written in one of the case's periods; None: all.

    Raises
    ------
    CaseError
        If the case has no such touchpoint or period, or a table is missing or damaged.
    ValueError
        If `lang` is no language of the workbook or `n` is negative.
    """
    known = [touchpoint.code for touchpoint in case.touchpoints]
    if code not in known:
        raise CaseError("evidence.unknown_touchpoint", code=code, known=", ".join(known))
    if n < 0:
        raise ValueError(f"expected a number of comments of 0 or more, got {n}")
    view = unify(case)
    comments = during(case, view.comments, "written", period)
    wanted = (comments["touchpoint"] == code) & (comments["language"] == check_language(lang))
    found = comments[wanted].sort_values("written", kind="stable")
    take = min(n, len(found))
    chosen = found.iloc[[(2 * i + 1) * len(found) // (2 * take) for i in range(take)]]
    answered = view.surveys[view.surveys["csat"].notna()]
    scores = dict(zip(answered["event_id"].tolist(), answered["csat"].tolist(), strict=True))
    return tuple(
        Quote(text, written.to_pydatetime(), scores.get(event))
        for text, written, event in zip(
            chosen["text"].tolist(), chosen["written"], chosen["event_id"].tolist(), strict=True
        )
    )
