"""One customer's three months, played out from the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ...model import Channel
from . import plan
from .draws import Draws


@dataclass
class Event:
    """One visit to one touchpoint; `number` is given when all events are in order."""

    customer: int
    code: str
    channel: Channel
    start: datetime
    wait: float | None
    duration: float
    score: int = 0
    number: int = 0


@dataclass
class Survey:
    """One answer to the survey about an event, with the comment's share of luck drawn along."""

    event: Event
    answered: datetime
    has_comment: bool


@dataclass
class Ticket:
    """One request or complaint; `replied` is None where nobody had answered by the end of the window."""

    event: Event
    kind: str
    channel: Channel
    topic: str
    opened: datetime
    replied: datetime | None


@dataclass
class Order:
    """One purchase, made at the checkout event."""

    event: Event
    placed: datetime
    fulfilment: str
    items: int
    amount: int


@dataclass
class Life:
    """A customer and all that happened to them."""

    number: int
    joined: date
    age_band: str
    language: str
    level: str
    district: str
    events: list[Event] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)


def live(number: int, seed: int) -> Life:
    """Return the life of customer `number`; it depends on nobody else's."""
    draws = Draws(f"retail:{seed}:{number}")
    life = Life(
        number=number,
        joined=(plan.START - timedelta(days=int(draws.long_tailed(260, 900)))).date(),
        age_band=draws.weighted(plan.AGE_BANDS),
        language=draws.weighted(plan.LANGUAGES),
        level=draws.weighted(plan.LEVELS),
        district=draws.weighted(plan.DISTRICTS),
    )
    _Player(life, draws).play()
    return life


class _Player:
    """Plays the missions of one customer, one after the other."""

    def __init__(self, life: Life, draws: Draws) -> None:
        self.life = life
        self.draws = draws
        self.mood = draws.normal(0, plan.MOOD_SD)

    def play(self) -> None:
        day = plan.START + timedelta(days=self.draws.between(0, 70))
        while day < plan.END:
            first = len(self.life.events)
            self._mission(day)
            scores = [event.score for event in self.life.events[first:]]
            # A bad memory keeps people away: the repurchase rate is a consequence, not a number of the plan.
            come_back = 0.90 - 0.30 * (sum(score <= 2 for score in scores) > 0)
            if not self.draws.chance(come_back):
                return
            day += timedelta(days=3 + int(self.draws.long_tailed(17, 48)))

    def _mission(self, day: datetime) -> None:
        """One wish, from the first look to the loyalty programme."""
        draws = self.draws
        way = draws.weighted(plan.WAYS[self.life.age_band])
        day = self._busy_day(day, plan.STORE_DAYS if way is Channel.STORE else plan.ONLINE_DAYS)
        if draws.chance(0.20):
            self._visit("social_post", self._at(day - timedelta(days=draws.between(1, 4)), plan.ONLINE_HOURS))
        if draws.chance(0.05):
            self._visit("email_offer", self._at(day - timedelta(days=draws.between(1, 3)), plan.ONLINE_HOURS))
        # The app is everybody's catalogue: even those who buy in the store search there, often several times.
        for _ in range(draws.poisson(2.6 if way is Channel.APP else 1.6)):
            self._visit("app_search", self._at(day - timedelta(days=draws.between(0, 4)), plan.ONLINE_HOURS))
        if draws.chance(0.75 if way is Channel.WEB else 0.15):
            self._visit("web_product", self._at(day - timedelta(days=draws.between(0, 2)), plan.ONLINE_HOURS))
        if draws.chance(0.06):
            self._visit("phone_enquiry", self._at(day - timedelta(days=draws.between(0, 2)), plan.OFFICE_HOURS))
        if way is Channel.STORE:
            self._store_visit(day)
        elif draws.chance(0.58):
            moment = self._at(day, plan.ONLINE_HOURS)
            checkout = self._visit("app_checkout" if way is Channel.APP else "web_checkout", moment)
            self._order(checkout, draws.weighted({"delivery": 0.72, "pickup": 0.28}))

    def _store_visit(self, day: datetime) -> None:
        draws = self.draws
        moment = self._at(day, plan.STORE_HOURS[day.weekday() >= 5])
        if draws.chance(0.45):
            moment = self._after(self._visit("store_display", moment))
        advised = draws.chance(0.30)
        if advised:
            moment = self._after(self._visit("store_advice", moment))
        if draws.chance(0.82 if advised else 0.70):
            checkout = self._visit("store_checkout", moment)
            # Some leave the queue with an empty bag: the event stays, the order does not.
            patience = 0.97 if (checkout.wait or 0) < 15 else 0.86
            if draws.chance(patience):
                self._order(checkout, "store")

    def _order(self, checkout: Event, fulfilment: str) -> None:
        """Place the order and play what follows it."""
        draws = self.draws
        placed = self._after(checkout)
        if placed >= plan.END:
            return
        items = 1 + draws.poisson(1.1)
        amount = 9 + round(sum(draws.long_tailed(78, 340) for _ in range(items)))
        self.life.orders.append(Order(checkout, placed, fulfilment, items, amount))
        received = placed
        if fulfilment == "delivery":
            day = placed + timedelta(days=draws.between(2, 4))
            received = self._after(self._visit("home_delivery", self._at(day, plan.DELIVERY_HOURS)))
        elif fulfilment == "pickup":
            day = placed + timedelta(days=draws.between(1, 3))
            hours = plan.STORE_HOURS[day.weekday() >= 5]
            received = self._after(self._visit("store_pickup", self._at(day, hours)))
        if draws.chance(plan.REQUEST_CHANCE):
            day = received + timedelta(days=draws.between(1, 9))
            self._request(self._at(day, plan.OFFICE_HOURS))
        if self.life.level != "none" and draws.chance(0.40):
            day = received + timedelta(days=draws.between(1, 8))
            self._visit("member_points", self._at(day, plan.ONLINE_HOURS))

    def _request(self, moment: datetime) -> None:
        """Call after-sales; the score depends on how long the first human reply takes."""
        draws = self.draws
        reply = None
        if not draws.chance(plan.NEVER_ANSWERED):
            reply = draws.long_tailed(*plan.REQUEST_REPLY_HOURS)
        topic = draws.weighted(plan.REQUEST_TOPICS)
        event = self._visit("after_sales", moment, silence=120.0 if reply is None else min(reply, 120.0))
        opened = self._after(event)
        if opened < plan.END:
            self.life.tickets.append(Ticket(event, "request", event.channel, topic, opened, _by_end(opened, reply)))

    def _visit(self, code: str, start: datetime, silence: float = 0.0) -> Event:
        """Play one event, and what the customer says about it.

        An event outside the window is played (the journey goes on from it) but leaves no trace.
        """
        draws, how = self.draws, plan.BY_CODE[code]
        wait = None
        if how.wait is not None:
            median, p90 = how.wait
            if code == "store_checkout":
                queue = plan.QUEUE_MINUTES * plan.load(start) ** 2
                median, p90 = median + queue, p90 + 2.1 * queue
            wait = min(round(draws.long_tailed(median, p90), 1), 120.0)
        duration = min(round((wait or 0.0) + draws.long_tailed(*how.length), 1), 240.0)
        latent = draws.normal(how.appeal + self.mood, plan.LATENT_SD)
        latent -= plan.DISLIKE_PER_MINUTE.get(code, 0.0) * (wait or 0.0) + plan.DISLIKE_PER_HOUR * silence
        score = 1 + sum(latent > cut for cut in plan.LATENT_CUTS)
        event = Event(self.life.number, code, how.channel, start, wait, duration, score)
        if start >= plan.START and self._after(event) < plan.END:
            self.life.events.append(event)
            self._survey(event, how)
            self._complaint(event, how)
        return event

    def _survey(self, event: Event, how: plan.Plan) -> None:
        draws = self.draws
        # After-sales is asked about five days later, when a quick team would long have answered.
        pause = timedelta(days=5 if event.code == "after_sales" else 0, minutes=int(draws.long_tailed(90, 900)))
        answered = self._after(event) + pause
        answers = draws.chance(how.answering * plan.ANSWER_BIAS[event.score])
        comments = draws.chance(plan.COMMENT_CHANCE[event.score])
        if answers and answered < plan.END:
            self.life.surveys.append(Survey(event, answered, comments))

    def _complaint(self, event: Event, how: plan.Plan) -> None:
        draws = self.draws
        if not draws.chance(how.complaining * plan.COMPLAINT_BIAS[event.score]):
            return
        patience = timedelta(days=2 if event.code == "after_sales" else 0)
        opened = self._after(event) + patience + timedelta(minutes=int(draws.long_tailed(200, 2600)))
        if opened >= plan.END:
            return
        reply = None
        if not draws.chance(plan.NEVER_ANSWERED):
            reply = draws.long_tailed(*plan.COMPLAINT_REPLY_HOURS)
        channel, topic = draws.weighted(plan.COMPLAINT_CHANNELS), draws.pick(how.topics)
        self.life.tickets.append(Ticket(event, "complaint", channel, topic, opened, _by_end(opened, reply)))

    def _busy_day(self, day: datetime, weights: tuple[float, ...]) -> datetime:
        """Return one of the seven days from `day` on, busy weekdays more likely."""
        week = {ahead: weights[(day + timedelta(days=ahead)).weekday()] for ahead in range(7)}
        return day + timedelta(days=self.draws.weighted(week))

    def _at(self, day: datetime, hours: Mapping[int, float]) -> datetime:
        """Return a moment of that day, busy hours more likely."""
        return datetime(day.year, day.month, day.day, self.draws.weighted(hours), self.draws.between(0, 59))

    @staticmethod
    def _after(event: Event) -> datetime:
        """Return the minute in which `event` is over."""
        return event.start + timedelta(minutes=int(event.duration) + 1)


def _by_end(opened: datetime, reply_hours: float | None) -> datetime | None:
    """Return when the reply came, None if it had not by the end of the window."""
    if reply_hours is None:
        return None
    replied = opened + timedelta(minutes=round(reply_hours * 60))
    return replied if replied < plan.END else None
