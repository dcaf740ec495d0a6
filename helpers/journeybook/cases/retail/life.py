"""One customer of Reedbank Home: where they go, and what brings them back."""

from __future__ import annotations

from datetime import datetime, timedelta

from ...model import Channel
from ..making.plan import Shape, TouchpointPlan
from ..making.player import Player
from ..making.records import Event, Outcome
from . import plan


class Shopper(Player):
    """Plays the missions of one customer, one after the other."""

    def play(self) -> None:
        """Play one wish after the other until the end of the data, or until the customer leaves for good."""
        day = self._first_day()
        mission = 0
        while day < self.plan.end:
            mission += 1
            self.chapter(f"mission-{mission}")
            first = len(self.life.events)
            self._mission(day)
            bad = [event.code for event in self.life.events[first:] if event.score <= 2]
            self.chapter(f"after-{mission}")
            if self.draws.chance(plan.LEAVES):
                return
            gap = 5 + int(self.draws.long_tailed(*plan.MISSION_GAP_DAYS))
            # A bad memory keeps people away: the repurchase rate is a consequence, not a number of the plan.
            away = int(self.draws.long_tailed(*plan.AWAY_DAYS))
            if self.draws.chance(
                max((plan.KEEPS_AWAY.get(code, plan.KEEPS_AWAY_ELSEWHERE) for code in bad), default=0)
            ):
                gap += away
            day += timedelta(days=gap)

    def wait_shape(self, touchpoint: TouchpointPlan, start: datetime, unit: str | None) -> Shape | None:
        """Return how long one waits; at the checkout of a store that depends on how full it is."""
        if touchpoint.wait is None or touchpoint.code != "store_checkout":
            return touchpoint.wait
        queue = plan.QUEUE_MINUTES * plan.load(start) ** 2 * self.plan.season(start).crowd
        queue *= next(store.busy for store in plan.UNITS if store.code == unit)
        if self.is_fixed(start, unit):
            queue *= plan.FIXED_QUEUE
        median, p90 = touchpoint.wait
        return median + queue, p90 + 2.1 * queue

    def complaint_shape(self, opened: datetime) -> tuple[Shape, float]:
        """Return how long complaints wait; the desk that answers does so for all customers of its store."""
        (median, p90), never = super().complaint_shape(opened)
        if self.is_fixed(opened, self.who.unit.code):
            return (median * plan.FIXED_REPLY, p90 * plan.FIXED_REPLY), plan.FIXED_NEVER
        return (median, p90), never

    def _first_day(self) -> datetime:
        """Return the day of the first wish: some weeks before the data, so that they begin in full swing."""
        joined = datetime(self.who.joined.year, self.who.joined.month, self.who.joined.day)
        if joined >= self.plan.start:
            return joined
        return self.plan.start + timedelta(days=self.draws.between(-45, 40))

    def _mission(self, day: datetime) -> None:
        """One wish, from the first look to the loyalty programme."""
        draws, has_app = self.draws, self.who.app_id is not None
        way = draws.weighted(plan.WAYS[self.who.age_band])
        if way is Channel.APP and not has_app:
            way = Channel.STORE
        day = self.busy_day(day, plan.STORE_DAYS if way is Channel.STORE else plan.ONLINE_DAYS)
        if draws.chance(0.20):
            self.visit("social_post", self.at(day - timedelta(days=draws.between(1, 4)), plan.ONLINE_HOURS))
        if draws.chance(0.08):
            self.visit("email_offer", self.at(day - timedelta(days=draws.between(1, 3)), plan.ONLINE_HOURS))
        # The app is everybody's catalogue: even those who buy in the store search there, often several times.
        for _ in range(draws.poisson(2.4 if way is Channel.APP else 1.5)):
            moment = self.at(day - timedelta(days=draws.between(0, 4)), plan.ONLINE_HOURS)
            if has_app:
                self.visit("app_search", moment)
        if draws.chance(0.75 if way is Channel.WEB else 0.15):
            self.visit("web_product", self.at(day - timedelta(days=draws.between(0, 2)), plan.ONLINE_HOURS))
        if draws.chance(0.08):
            self.visit("phone_enquiry", self.at(day - timedelta(days=draws.between(0, 2)), plan.OFFICE_HOURS))
        if way is Channel.STORE:
            self._store_visit(day)
        elif draws.chance(0.58):
            moment = self.at(day, plan.ONLINE_HOURS)
            checkout = self.visit("app_checkout" if way is Channel.APP else "web_checkout", moment)
            self._order(checkout, draws.weighted({"delivery": 0.68, "pickup": 0.32}))

    def _store_visit(self, day: datetime) -> None:
        draws = self.draws
        moment = self.at(day, plan.STORE_HOURS[day.weekday() >= 5])
        store = self.who.unit.code
        if draws.chance(plan.OTHER_STORE):
            store = draws.pick(plan.UNITS).code
        if draws.chance(0.45):
            moment = self.after(self.visit("store_display", moment, store))
        advised = draws.chance(0.30)
        if advised:
            moment = self.after(self.visit("store_advice", moment, store))
        if draws.chance(0.82 if advised else 0.70):
            checkout = self.visit("store_checkout", moment, store)
            # Some leave the queue with an empty bag: the event stays, the order does not.
            if draws.chance(plan.PATIENCE[(checkout.wait or 0) >= 15]):
                self._order(checkout, "store")

    def _order(self, checkout: Event, fulfilment: str) -> None:
        """Place the order and play what follows it."""
        draws = self.draws
        placed = self.after(checkout)
        items = 1 + draws.poisson(1.1)
        spend = self.plan.season(placed).spend
        amount = 9 + round(spend * sum(draws.long_tailed(85, 300) for _ in range(items)))
        if self.leaves_trace(checkout):
            self.life.outcomes.append(Outcome(checkout, placed, (placed, fulfilment, items, amount)))
        received = placed
        if fulfilment == "delivery":
            day = placed + timedelta(days=draws.between(2, 4))
            received = self.after(self.visit("home_delivery", self.at(day, plan.DELIVERY_HOURS)))
        elif fulfilment == "pickup":
            day = placed + timedelta(days=draws.between(1, 3))
            hours = plan.STORE_HOURS[day.weekday() >= 5]
            received = self.after(self.visit("store_pickup", self.at(day, hours)))
        if draws.chance(plan.REQUEST_CHANCE):
            day = received + timedelta(days=draws.between(1, 9))
            self._request(self.at(day, plan.OFFICE_HOURS))
        if self.who.level != "none" and self.who.app_id and draws.chance(0.40):
            day = received + timedelta(days=draws.between(1, 8))
            self.visit("member_points", self.at(day, plan.ONLINE_HOURS))

    def _request(self, moment: datetime) -> None:
        """Call after-sales; the score depends on how long the first human reply takes."""
        draws = self.draws
        fixed = self.is_fixed(moment, self.who.unit.code)
        faster = (plan.FIXED_REPLY if fixed else 1.0) * self.plan.season(moment).reply
        never = draws.chance(plan.FIXED_NEVER if fixed else self.plan.never_answered)
        reply = draws.long_tailed(*plan.REQUEST_HOURS) * faster
        topic = draws.weighted(plan.REQUEST_TOPICS)
        event = self.visit("after_sales", moment, silence=self.plan.most_silent_hours if never else reply)
        self.request(event, topic, self.after(event), None if never else reply)
