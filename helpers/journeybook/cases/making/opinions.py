"""What customers answer when the company asks: the relationship survey, and Kano's questions about improvements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import fmean

from ..parts import Period
from .draws import Draws
from .plan import CasePlan
from .records import Life

Answer = tuple[datetime, int, int, tuple[int | None, ...]]
"""When, NPS (0 to 10), overall satisfaction (1 to 5), and a rating (1 to 5, None: cannot say) of each aspect."""

_EXPERIENCE, _MOOD, _RATING_SD = 0.75, 0.5, 0.55
_OVERALL_SD = 0.45
_NPS_CENTRE, _NPS_STEP, _NPS_SD = 6.9, 1.75, 0.8

KANO_CELLS = {
    "A": ((1, 2), (1, 3), (1, 4)),
    "O": ((1, 5),),
    "M": ((2, 5), (3, 5), (4, 5)),
    "I": ((2, 3), (3, 3), (3, 2), (4, 4), (3, 4)),
    "R": ((5, 2), (5, 3), (5, 4), (5, 1)),
    "Q": ((1, 1), (5, 5)),
}
"""The answers (functional, dysfunctional) that the evaluation table of Berger et al. (1993) reads as each kind."""


def relationship_answer(plan: CasePlan, life: Life, period: Period, draws: Draws) -> Answer | None:
    """Return what the customer answers at the end of `period`, None if they do not answer.

    An aspect's rating comes from what the customer lived through at its touchpoints in the period; those who lived
    nothing there go by its repute. The overall satisfaction is the aspects' weighted sum, so the weights of the plan
    are what a driver analysis should find.
    """
    lived = [event for event in life.events if event.start in period]
    if not lived:
        return None
    ratings: list[int | None] = []
    overall = 0.0
    for aspect in plan.aspects:
        felt = [event.latent for event in lived if event.code in aspect.touchpoints]
        experience = fmean(felt) if felt else aspect.repute
        rating = _EXPERIENCE * experience + _MOOD * life.person.mood + draws.normal(0.1, _RATING_SD)
        overall += aspect.weight * (rating - 0.5)
        cannot = draws.chance(plan.cannot_say)
        ratings.append(None if cannot else _boxed(plan, rating))
    overall += draws.normal(0.35, _OVERALL_SD)
    score = _boxed(plan, overall)
    nps = min(10, max(0, round(_NPS_CENTRE + _NPS_STEP * overall + draws.normal(0, _NPS_SD))))
    minutes = draws.between(0, plan.relationship_days * 24 * 60 - 1)
    answers = draws.chance(plan.relationship_answering * plan.answer_bias[score])
    answered = period.until - timedelta(days=plan.relationship_days) + timedelta(minutes=minutes)
    return (answered, nps, score, tuple(ratings)) if answers else None


def kano_answers(plan: CasePlan, draws: Draws) -> Iterator[tuple[datetime, str, int, int]]:
    """Yield when, feature, functional and dysfunctional answer (1 like … 5 dislike); nothing if not answering."""
    if not draws.chance(plan.kano_answering):
        return
    asked = plan.before.until - timedelta(days=10)
    answered = asked + timedelta(minutes=draws.between(0, 10 * 24 * 60 - 1))
    for feature in plan.features:
        functional, dysfunctional = draws.pick(KANO_CELLS[draws.weighted(feature.kinds)])
        yield answered, feature.code, functional, dysfunctional


def _boxed(plan: CasePlan, latent: float) -> int:
    """Return the score from 1 to 5 that a latent satisfaction gives."""
    return 1 + sum(latent > cut for cut in plan.latent_cuts)
