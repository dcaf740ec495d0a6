"""Playing one customer's life: what every case does at a touchpoint; a case's ``life.py`` adds where people go."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime, timedelta

from ...model import Channel
from .draws import Draws
from .plan import CasePlan, Shape, TouchpointPlan
from .records import Event, Life, Person, Survey, Ticket

LONGEST_WAIT, LONGEST_EVENT = 120.0, 240.0
"""Minutes that no wait and no event passes."""


class Player(ABC):
    """Plays one customer; a subclass says in :meth:`play` where they go, by calling :meth:`visit`.

    Luck is drawn chapter by chapter (:meth:`chapter`): the same chapter of the same customer begins with the same
    luck, whatever happened before. So the same people can be played with and without the fix, and all that differs
    comes of the fix.

    Parameters
    ----------
    plan : CasePlan
        The numbers of the case.
    who : Person
        The customer.
    seed : int
        The seed of the whole dataset.
    with_fix : bool
        False plays a world in which no unit ever gets the fix.
    """

    def __init__(self, plan: CasePlan, who: Person, seed: int, with_fix: bool = True) -> None:
        self.plan = plan
        self.who = who
        self.life = Life(who)
        self._seed = seed
        self._with_fix = with_fix
        self._fixed_units = {place.code: place.fixed_from for place in plan.units}
        self.draws = self._luck("start")

    @abstractmethod
    def play(self) -> None:
        """Play everything that happens to the customer, from before `CasePlan.start` to `CasePlan.end`."""

    def wait_shape(self, touchpoint: TouchpointPlan, start: datetime, unit: str | None) -> tuple[float, float] | None:
        """Return median and 90th percentile of the wait, None where nobody waits; a case may add its queues here."""
        return touchpoint.wait

    def length_shape(self, touchpoint: TouchpointPlan, start: datetime, unit: str | None) -> Shape:
        """Return median and 90th percentile of what follows the wait; a case may say what its fix shortens."""
        return touchpoint.length

    def complaint_shape(self, opened: datetime) -> tuple[tuple[float, float], float]:
        """Return the hours to the first reply to a complaint, and the share never answered."""
        median, p90 = self.plan.complaint_hours
        slower = self.plan.season(opened).reply
        return (median * slower, p90 * slower), self.plan.never_answered

    def latent_shift(self, touchpoint: TouchpointPlan, start: datetime, unit: str | None) -> float:
        """Return what is added to the latent satisfaction of a visit; a case may say what its fix adds."""
        return 0.0

    def chapter(self, name: str) -> None:
        """Draw from here on from the luck of one part of the customer's life."""
        self.draws = self._luck(name)

    def is_fixed(self, moment: datetime, unit: str | None) -> bool:
        """Return whether `unit` has the fix at `moment`."""
        since = self._fixed_units.get(unit or "") if self._with_fix else None
        return since is not None and moment >= since

    def visit(
        self,
        code: str,
        start: datetime,
        unit: str | None = None,
        silence: float = 0.0,
        shift: float = 0.0,
        topic: str | None = None,
    ) -> Event:
        """Play one event, and what the customer says about it.

        An event outside the data is played (the journey goes on from it) but leaves no trace.

        Parameters
        ----------
        code : str
            The touchpoint.
        start : datetime
            When it begins, to the minute.
        unit : str or None
            Where; default: the customer's own unit. It is on record where the touchpoint is `at_unit`.
        silence : float
            Hours without a human reply, which count against the visit.
        shift : float
            What happened there adds this to the latent satisfaction.
        topic : str or None
            What went wrong, where that is known; default: drawn from the touchpoint's topics.
        """
        draws, plan, how = self.draws, self.plan, self.plan.by_code[code]
        unit = unit or self.who.unit.code
        shape = self.wait_shape(how, start, unit)
        wait = None if shape is None else min(round(draws.long_tailed(*shape), 1), LONGEST_WAIT)
        duration = min(round((wait or 0.0) + draws.long_tailed(*self.length_shape(how, start, unit)), 1), LONGEST_EVENT)
        latent = draws.normal(how.appeal + self.who.mood + plan.season(start).mood, plan.latent_sd)
        latent += shift + self.latent_shift(how, start, unit) - how.dislike_per_minute * (wait or 0.0)
        latent -= plan.dislike_per_silent_hour * min(silence, plan.most_silent_hours)
        usual = draws.weighted(how.topics)
        if how.slow_topic and ((wait or 0.0) >= how.slow_from or silence > plan.promised_hours) and draws.chance(0.85):
            usual = how.slow_topic
        event = Event(
            number=len(self.life.events),
            touchpoint=how,
            start=start,
            wait=wait,
            duration=duration,
            latent=latent,
            score=1 + sum(latent > cut for cut in plan.latent_cuts),
            ease=1 + sum(draws.normal(latent, plan.ease_sd) > cut for cut in plan.ease_cuts),
            topic=topic or usual,
            unit=unit if how.at_unit else None,
            fixed=code in plan.fixed_touchpoints and self.is_fixed(start, unit),
        )
        if self.leaves_trace(event):
            self.life.events.append(event)
            self._survey(event)
            self._complaint(event)
        return event

    def request(self, event: Event, topic: str, opened: datetime, reply_hours: float | None) -> None:
        """Open a service request at `event`; `reply_hours` until a human replies, None: nobody ever does."""
        if self.leaves_trace(event) and opened < self.plan.end:
            replied = self._by_end(opened, reply_hours)
            self.life.tickets.append(Ticket(event, "request", event.touchpoint.channel, topic, opened, replied))

    def busy_day(self, day: datetime, weights: tuple[float, ...]) -> datetime:
        """Return one of the seven days from `day` on, busy weekdays (Monday first in `weights`) more likely."""
        week = {ahead: weights[(day + timedelta(days=ahead)).weekday()] for ahead in range(7)}
        return day + timedelta(days=self.draws.weighted(week))

    def at(self, day: datetime, hours: Mapping[int, float]) -> datetime:
        """Return a moment of that day, busy hours more likely."""
        return datetime(day.year, day.month, day.day, self.draws.weighted(hours), self.draws.between(0, 59))

    def leaves_trace(self, event: Event) -> bool:
        """Return whether `event` lies wholly within the data."""
        return event.start >= self.plan.start and self.after(event) < self.plan.end

    @staticmethod
    def after(event: Event) -> datetime:
        """Return the minute in which `event` is over."""
        return event.start + timedelta(minutes=int(event.duration) + 1)

    def _survey(self, event: Event) -> None:
        draws, plan, how = self.draws, self.plan, event.touchpoint
        answered = self.after(event) + timedelta(days=how.survey_days, minutes=int(draws.long_tailed(90, 900)))
        answers = draws.chance(how.answering * plan.answer_bias[event.score])
        ease_asked = draws.chance(plan.ease_asked)
        comments = draws.chance(plan.comment_chance[event.score])
        if answers and answered < plan.end:
            self.life.surveys.append(Survey(event, answered, how.asks_ease and ease_asked, comments))

    def _complaint(self, event: Event) -> None:
        draws, plan, how = self.draws, self.plan, event.touchpoint
        complains = draws.chance(how.complaining * plan.complaint_bias[event.score])
        opened = self.after(event) + timedelta(days=how.patience_days, minutes=int(draws.long_tailed(200, 2600)))
        shape, never = self.complaint_shape(opened)
        reply = None if draws.chance(never) else draws.long_tailed(*shape)
        channel: Channel = draws.weighted(plan.complaint_channels)
        names_event = draws.chance(plan.complaint_names_event)
        if complains and opened < plan.end:
            replied = self._by_end(opened, reply)
            ticket = Ticket(event, "complaint", channel, event.topic, opened, replied, names_event)
            self.life.tickets.append(ticket)

    def _by_end(self, opened: datetime, reply_hours: float | None) -> datetime | None:
        """Return when the reply came, None if it had not by the end of the data."""
        if reply_hours is None:
            return None
        replied = opened + timedelta(minutes=round(reply_hours * 60))
        return replied if replied < self.plan.end else None

    def _luck(self, chapter: str) -> Draws:
        return Draws(f"{self.plan.name}:{self._seed}:{self.who.number}:{chapter}")
