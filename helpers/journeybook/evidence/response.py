"""How long a ticket waits for the first human reply, the unanswered ones counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import CaseError
from .facts import SMALL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..cases import Case
    from .slices import Group, Period


@dataclass(frozen=True)
class FirstResponse:
    """The time from opening a ticket to the first human reply.

    Attributes
    ----------
    n : int
        All tickets.
    answered, unanswered : int
        With and without a reply by the end of the window; they sum to `n`.
    median, p90 : float or None
        Hours by which half, and nine tenths, of all tickets had a reply, after Kaplan and Meier (1958); None if the
        curve does not get that far.
    promised : float or None
        Hours that the company promises; None if it promises nothing.
    within_promise : float or None
        Share of all tickets answered within the promise, in per cent, 0 to 100.
    small : bool
        True where `n` is below 30.
    hours, share : tuple of float
        The curve: `share` per cent of all tickets were answered within `hours`; neither falls, the first point is
        0, 0.
    """

    n: int
    answered: int
    unanswered: int
    median: float | None
    p90: float | None
    promised: float | None
    within_promise: float | None
    small: bool
    hours: tuple[float, ...]
    share: tuple[float, ...]


def first_response(case: Case, period: Period | None = "before", group: Group | None = None) -> FirstResponse:
    """Return how fast the case's tickets get a first human reply.

    A ticket that nobody had answered by the end of the period is censored there, never dropped: all that is known
    is that the reply takes longer. A reply that came after the period's end is not known in it either.

    Parameters
    ----------
    case : Case
        With the tables that :func:`.unify` joins.
    period, group : str, optional
        Only tickets opened in one period (``"before"``, ``"after"``; None: all), and of customers whose home unit is
        ``"treated"`` or ``"control"``.

    Raises
    ------
    CaseError
        If a table is missing or damaged, there is no such period, or a reply is older than its ticket.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> first_response(load("retail")).median > 24
    True
    """
    import numpy as np
    from scipy.stats import CensoredData, ecdf

    from .slices import during, of_group
    from .unify import unify

    view = unify(case)
    tickets = of_group(view, during(case, view.tickets, "opened", period), group)
    until = case.periods[period].until if period in case.periods else case.observed_until
    replied = tickets["first_reply"].where(tickets["first_reply"] < until)
    open_still = replied.isna()
    known_until = replied.fillna(until)
    waited = ((known_until - tickets["opened"]).dt.total_seconds() / 3600).to_numpy()
    if (waited < 0).any():
        ticket = tickets["ticket_id"].iloc[int(np.argmax(waited < 0))]
        raise CaseError("evidence.reply_before_opening", ticket=ticket)
    n, unanswered = len(tickets), int(open_still.sum())
    promised = case.promised_first_response
    hours, share = np.zeros(1), np.zeros(1)
    if n > unanswered:
        curve = ecdf(CensoredData.right_censored(waited, open_still.to_numpy())).cdf
        hours = np.concatenate([hours, curve.quantiles])
        share = np.concatenate([share, 100 * curve.probabilities])
    within = None
    if promised is not None and n:
        within = float(share[np.searchsorted(hours, promised, side="right") - 1])
    return FirstResponse(
        n=n,
        answered=n - unanswered,
        unanswered=unanswered,
        median=_reached(hours, share, 50.0),
        p90=_reached(hours, share, 90.0),
        promised=promised,
        within_promise=within,
        small=n < SMALL,
        hours=tuple(hours.tolist()),
        share=tuple(share.tolist()),
    )


def _reached(hours: NDArray[np.float64], share: NDArray[np.float64], goal: float) -> float | None:
    """Return the first of `hours` at which `share` is `goal` per cent or more."""
    # A share that is the goal but for rounding has reached it.
    there = share >= goal - 1e-9
    return float(hours[there.argmax()]) if there.any() else None
