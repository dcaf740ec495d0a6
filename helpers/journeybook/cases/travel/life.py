"""One customer of Kitefield Travel: looking for a trip, booking it, going on it, and coming back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ...model import Channel
from ..making.plan import Shape, TouchpointPlan
from ..making.player import Player
from ..making.records import Event, Outcome
from . import plan


@dataclass(frozen=True)
class Wish:
    """What somebody looks for: the kind of trip, the place, and whether an adviser in the office helped to choose."""

    product: str
    place: str
    advised: bool = False


@dataclass(frozen=True)
class Booking:
    """A booked trip.

    `guided` is True where it was chosen and paid under the fix; `surcharged` where extras turned up at the payment.
    """

    wish: Wish
    event: Event
    booked: datetime
    guided: bool
    surcharged: bool


class Traveller(Player):
    """Plays the wishes of one customer, one after the other, and the trips that come of them."""

    def play(self) -> None:
        """Play one wish after the other until the end of the data, or until the customer leaves for good."""
        day = self._first_day()
        number = 0
        while day < self.plan.end:
            number += 1
            first = len(self.life.events)
            over = self._pursue(day, f"wish-{number}")
            bad = [event.code for event in self.life.events[first:] if event.score <= 2]
            self.chapter(f"after-{number}")
            if self.draws.chance(plan.LEAVES):
                return
            gap = 8 + int(self.draws.long_tailed(*plan.GAP_DAYS))
            # A bad memory keeps people away: fewer bookings are a consequence, not a number of the plan.
            away = int(self.draws.long_tailed(*plan.AWAY_DAYS))
            stays_away = max((plan.KEEPS_AWAY.get(code, plan.KEEPS_AWAY_ELSEWHERE) for code in bad), default=0.0)
            if self.draws.chance(stays_away):
                gap += away
            day = over + timedelta(days=gap)

    def wait_shape(self, touchpoint: TouchpointPlan, start: datetime, unit: str | None) -> Shape | None:
        """Return how long one waits: longer on the phone in the evening, and at the hotel when holidays begin."""
        if touchpoint.wait is None:
            return None
        median, p90 = touchpoint.wait
        crowd = self.plan.season(start).crowd
        if touchpoint.channel is Channel.PHONE:
            load = plan.PHONE_LOAD * plan.phone_load(start) ** 2 * crowd
            return median + load, p90 + 2 * load
        if touchpoint.code == "hotel_arrival":
            crowd *= plan.HOLIDAY_CROWD if start.date() in plan.HOLIDAYS else 1.0
            return median * crowd, p90 * crowd
        return touchpoint.wait

    def length_shape(self, touchpoint: TouchpointPlan, start: datetime, unit: str | None) -> Shape:
        """Return how long it takes; comparing takes less under the fix."""
        if touchpoint.code == "web_compare" and self.is_fixed(start, unit):
            return plan.FIXED_COMPARE
        return touchpoint.length

    def latent_shift(self, touchpoint: TouchpointPlan, start: datetime, unit: str | None) -> float:
        """Return what the fix adds while comparing and paying; on arrival it only keeps the promise."""
        shifts = {"web_compare": plan.COMPARE_FIXED_SHIFT, "online_payment": plan.PAYMENT_FIXED_SHIFT}
        return shifts.get(touchpoint.code, 0.0) if self.is_fixed(start, unit) else 0.0

    def complaint_shape(self, opened: datetime) -> tuple[Shape, float]:
        """Return how long complaints wait; whoever is in charge of a region answers all its customers."""
        (median, p90), never = super().complaint_shape(opened)
        if self.is_fixed(opened, self.who.unit.code):
            return (median * plan.FIXED_REPLY, p90 * plan.FIXED_REPLY), plan.FIXED_NEVER
        return (median, p90), never

    def _go(
        self,
        code: str,
        moment: datetime,
        wish: Wish,
        silence: float = 0.0,
        shift: float = 0.0,
        topic: str | None = None,
    ) -> Event:
        """Visit a touchpoint for a wish, so that whoever writes about it can name the trip and the place."""
        event = self.visit(code, moment, silence=silence, shift=shift, topic=topic)
        event.said |= {"place": f"place:{wish.place}", "trip": f"trip:{wish.product}"}
        return event

    def _first_day(self) -> datetime:
        """Return the day of the first wish: some weeks before the data, so that they begin in full swing."""
        joined = datetime.combine(self.who.joined, datetime.min.time())
        if joined >= self.plan.start:
            return joined
        return self.plan.start + timedelta(days=self.draws.between(-70, 45))

    def _pursue(self, day: datetime, chapter: str) -> datetime:
        """Play one wish from the first idea to the last word about it; return the day on which it is over."""
        self.chapter(f"{chapter}-look")
        product = self.draws.weighted(plan.PRODUCTS[self.who.age_band])
        wish = Wish(product, f"{product}{self.draws.between(1, plan.PLACES)}")
        self._dream(day, wish)
        self.chapter(f"{chapter}-compare")
        self._compare(day, wish)
        self.chapter(f"{chapter}-ask")
        wish = self._ask(day, wish)
        self.chapter(f"{chapter}-book")
        # A week of looking around lies behind them.
        day += timedelta(days=self.draws.between(7, 12))
        booking = self._book(day, wish)
        if booking is None:
            return day
        self.chapter(f"{chapter}-trip")
        return self._settle(booking, chapter)

    def _dream(self, day: datetime, wish: Wish) -> None:
        """Play what comes before any plan: a post, and the app's ideas."""
        draws = self.draws
        if draws.chance(plan.SOCIAL):
            self._go("social_post", self.at(day, plan.ONLINE_HOURS), wish)
        looks = draws.poisson(plan.IDEAS) if self.who.app_id else 0
        for _ in range(looks):
            self._go("app_ideas", self.at(day + timedelta(days=draws.between(0, 3)), plan.ONLINE_HOURS), wish)

    def _compare(self, day: datetime, wish: Wish) -> None:
        """Play the evenings on the website."""
        draws = self.draws
        if not draws.chance(plan.COMPARES):
            return
        fixed = self.is_fixed(day, self.who.unit.code)
        evenings = 1 + draws.poisson(plan.FIXED_MORE_EVENINGS if fixed else plan.MORE_EVENINGS)
        for ahead in range(evenings):
            evening = self.busy_day(day + timedelta(days=ahead), plan.ONLINE_DAYS)
            self._go("web_compare", self.at(evening, plan.ONLINE_HOURS), wish)

    def _ask(self, day: datetime, wish: Wish) -> Wish:
        """Play calls, chats and a talk in the office; return the wish, advised if there was a talk."""
        draws = self.draws
        for _ in range(draws.poisson(plan.CALLS)):
            self._go("phone_advice", self.at(day + timedelta(days=draws.between(0, 6)), plan.PHONE_HOURS), wish)
        if draws.chance(plan.CHATS):
            self._go("chat_question", self.at(day + timedelta(days=draws.between(0, 6)), plan.PHONE_HOURS), wish)
        if not draws.chance(plan.OFFICE[self.who.age_band]):
            return wish
        self._go("office_advice", self.at(self.busy_day(day, plan.OFFICE_DAYS), plan.OFFICE_HOURS), wish)
        return Wish(wish.product, wish.place, advised=True)

    def _book(self, day: datetime, wish: Wish) -> Booking | None:
        """Make up one's mind and pay; None if it comes to nothing."""
        draws = self.draws
        fixed = self.is_fixed(day, self.who.unit.code)
        wants = plan.WANTS[day.month] if day < self.plan.end else 0.0
        wants += (plan.ADVISED_WANTS if wish.advised else 0.0) + (plan.FIXED_WANTS if fixed else 0.0)
        if not draws.chance(wants):
            return None
        if wish.advised and draws.chance(plan.BOOKS_THERE):
            moment = self.at(self.busy_day(day, plan.OFFICE_DAYS), plan.OFFICE_HOURS)
            event = self._go("office_booking", moment, wish)
            return Booking(wish, event, self.after(event), self.is_fixed(moment, self.who.unit.code), surcharged=False)
        return self._pay(self.at(self.busy_day(day, plan.ONLINE_DAYS), plan.ONLINE_HOURS), wish)

    def _pay(self, moment: datetime, wish: Wish) -> Booking | None:
        """Pay online, or leave when the sum is not the one that was shown."""
        draws = self.draws
        fixed = self.is_fixed(moment, self.who.unit.code)
        usual = plan.ADVISED_SURCHARGED if wish.advised else plan.SURCHARGED
        surcharged = draws.chance(plan.FIXED_SURCHARGED if fixed else usual)
        extra = min(max(plan.LEAST_EXTRA, draws.long_tailed(*plan.EXTRA)), plan.MOST_EXTRA)
        leaves = draws.chance(plan.LEAVES_PAYMENT[surcharged])
        shift, topic = (plan.SURCHARGE_SHIFT, "price") if surcharged else (0.0, None)
        event = self._go("online_payment", moment, wish, shift=shift, topic=topic)
        event.said |= {"charge": f"charge:{wish.product}", "extra": str(10 * round(extra / 10))}
        if surcharged:
            self._mislead(event, "surcharge")
        return None if leaves else Booking(wish, event, self.after(event), fixed, surcharged)

    def _settle(self, booking: Booking, chapter: str) -> datetime:
        """Put the booking on record and play what comes of it; return the day on which all is over."""
        draws, product = self.draws, booking.wish.product
        departs = self._departure(booking.booked)
        travellers = min(1 + draws.poisson(plan.COMPANIONS[product]), 9)
        spend = self.plan.season(booking.booked).spend
        amount = round(spend * travellers * draws.long_tailed(*plan.PRICE[product]))
        cancelled = None
        if draws.chance(plan.CANCELS[booking.surcharged]):
            cancelled = booking.booked + draws.unit() * (departs - timedelta(days=1) - booking.booked)
            cancelled = cancelled.replace(second=0, microsecond=0)
        if self.leaves_trace(booking.event):
            known = cancelled if cancelled is not None and cancelled < self.plan.end else None
            billed = amount if known is None else round(plan.CANCELLATION_FEE * amount)
            cells = (product, booking.booked, departs.date(), travellers, billed, known)
            self.life.outcomes.append(Outcome(booking.event, booking.booked, cells))
        if cancelled is not None:
            self.chapter(f"{chapter}-cancel")
            if self.draws.chance(plan.CANCELLED_NEEDS_HELP):
                day = cancelled + timedelta(days=1)
                self._request(self.at(day, plan.PHONE_HOURS), booking.wish, "cancellation")
            return cancelled
        papers = min(booking.booked + timedelta(days=draws.between(2, 5)), departs - timedelta(days=1))
        self._go("travel_documents", self.at(papers, plan.ONLINE_HOURS), booking.wish)
        self.chapter(f"{chapter}-away")
        return self._travel(booking, departs)

    def _departure(self, booked: datetime) -> datetime:
        """Return the day of setting off: weeks ahead, on a holiday or a weekend if there is one near."""
        draws = self.draws
        lead = min(plan.SHORTEST_LEAD + int(draws.long_tailed(*plan.LEAD_DAYS)), plan.LONGEST_LEAD)
        earliest = booked.replace(hour=0, minute=0) + timedelta(days=lead)
        days = [earliest + timedelta(days=ahead) for ahead in range(plan.DEPARTURE_WINDOW)]
        return draws.weighted({day: plan.departure_weight(day.date()) for day in days})

    def _travel(self, booking: Booking, departs: datetime) -> datetime:
        """Play the trip, and what follows it."""
        draws, wish = self.draws, booking.wish
        differs = self._arrive(booking, self.at(departs, plan.ARRIVAL_HOURS))
        last = plan.DAYS_AWAY[wish.product] - 1
        looks = draws.poisson(plan.APP_LOOKS) if self.who.app_id else 0
        for _ in range(looks):
            self._go("trip_app", self.at(departs + timedelta(days=draws.between(1, last)), plan.TRIP_HOURS), wish)
        if draws.chance(plan.WALKS):
            self._go("guided_walk", self.at(departs + timedelta(days=draws.between(1, last)), plan.WALK_HOURS), wish)
        home = departs + timedelta(days=last + 1)
        if draws.chance(plan.REVIEWS_ASKED):
            self._go("review_request", self.at(home + timedelta(days=2), plan.ONLINE_HOURS), wish)
        if draws.chance(plan.NEEDS_HELP[differs]):
            topic = draws.weighted(plan.REQUEST_TOPICS[differs])
            self._request(self.at(home + timedelta(days=draws.between(0, 5)), plan.PHONE_HOURS), wish, topic)
        return home

    def _arrive(self, booking: Booking, moment: datetime) -> bool:
        """Come to the hotel; return whether it differs from its description."""
        wish = booking.wish
        usual = plan.ADVISED_DIFFERS if wish.advised else plan.DIFFERS
        differs = self.draws.chance(plan.FIXED_DIFFERS if booking.guided else usual)
        shift, topic = (plan.DIFFERS_SHIFT, "description") if differs else (0.0, None)
        arrival = self._go("hotel_arrival", moment, wish, shift=shift, topic=topic)
        # What counts is under which description it was booked, not how things are on the day of arrival.
        arrival.fixed = booking.guided
        arrival.said["found"] = f"found:{wish.product}"
        if differs:
            self._mislead(arrival, "differs")
        return differs

    @staticmethod
    def _mislead(event: Event, tone: str) -> None:
        """Let whoever writes about the event say what it is to learn too late what others knew."""
        event.tone = tone
        event.said["oh"] = "oh:misled"

    def _request(self, moment: datetime, wish: Wish, topic: str) -> None:
        """Call customer care; the score depends on how long the first human reply takes."""
        draws = self.draws
        fixed = self.is_fixed(moment, self.who.unit.code)
        never = draws.chance(plan.FIXED_NEVER if fixed else self.plan.never_answered)
        reply = draws.long_tailed(*plan.REQUEST_HOURS) * self.plan.season(moment).reply
        reply *= plan.FIXED_REPLY if fixed else 1.0
        silence = self.plan.most_silent_hours if never else reply
        event = self._go("customer_care", moment, wish, silence=silence)
        self.request(event, topic, self.after(event), None if never else reply)
