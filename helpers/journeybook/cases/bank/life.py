"""One customer of Mapleford Bank: applying for an account, waiting for it, and using it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ...model import Channel
from ..making.plan import Shape, TouchpointPlan
from ..making.player import Player
from ..making.records import Event, Outcome
from . import plan


@dataclass
class Application:
    """An application as it goes along.

    `guided` is True where it goes the new way, which it does if it was begun that way; `opened` is None as long as
    there is no account.
    """

    form: Event
    product: str
    applied: datetime
    guided: bool
    opened: datetime | None = None


class Client(Player):
    """Plays the habits of those who have an account, and the applications of those who want one."""

    _guided = False
    """Whether the visit that is being played goes the new way."""

    def play(self) -> None:
        """Play everything that happens to the customer."""
        self.chapter("wishes")
        applies = self.draws.chance(plan.APPLIES[self.who.level])
        joined = datetime.combine(self.who.joined, datetime.min.time())
        has_account = self.who.level != "none"
        if has_account:
            self._habits(max(joined, self.plan.start))
        if applies:
            application = self._apply(self._first_day(joined))
            if application.opened and not has_account:
                self._habits(application.opened + timedelta(days=3))

    def wait_shape(self, touchpoint: TouchpointPlan, start: datetime, unit: str | None) -> Shape | None:
        """Return how long one waits; at the desks of a branch that depends on how full it is."""
        if touchpoint.wait is None or touchpoint.code not in plan.QUEUE_MINUTES:
            return touchpoint.wait
        queue = plan.QUEUE_MINUTES[touchpoint.code] * plan.load(start) ** 2 * self.plan.season(start).crowd
        queue *= next(branch.busy for branch in plan.UNITS if branch.code == unit)
        if touchpoint.code == "document_check" and self._guided:
            queue *= plan.FIXED_QUEUE
        median, p90 = touchpoint.wait
        return median + queue, p90 + 2 * queue

    def length_shape(self, touchpoint: TouchpointPlan, start: datetime, unit: str | None) -> Shape:
        """Return how long it takes; the online form is shorter under the fix."""
        if touchpoint.code == "online_application" and self._guided:
            return plan.FIXED_FORM
        return touchpoint.length

    def complaint_shape(self, opened: datetime) -> tuple[Shape, float]:
        """Return how long complaints wait; those who guide the applicants answer them, too."""
        (median, p90), never = super().complaint_shape(opened)
        if self.is_fixed(opened, self.who.unit.code):
            return (median * plan.FIXED_REPLY, p90 * plan.FIXED_REPLY), plan.FIXED_NEVER
        return (median, p90), never

    def visit(
        self,
        code: str,
        start: datetime,
        unit: str | None = None,
        silence: float = 0.0,
        shift: float = 0.0,
        topic: str | None = None,
        guided: bool | None = None,
    ) -> Event:
        """Play one event; whoever writes about it knows the name of the branch.

        `guided` says whether an application goes the new way; default: as things are in the branch at `start`.
        """
        self._guided = self.is_fixed(start, unit or self.who.unit.code) if guided is None else guided
        event = super().visit(code, start, unit, silence, shift, topic)
        event.fixed = self._guided and code in self.plan.fixed_touchpoints
        event.said["branch"] = f"branch:{unit or self.who.unit.code}"
        return event

    def _first_day(self, joined: datetime) -> datetime:
        """Return the day of the application: soon after somebody is on record, or at any time if they long are."""
        draws = self.draws
        if joined >= self.plan.start:
            return joined + timedelta(days=draws.between(1, 6))
        month = draws.weighted(plan.MONTHS)
        return datetime(self.plan.start.year, month, draws.between(1, 28))

    def _habits(self, since: datetime) -> None:
        """Play what somebody with an account does every now and then, from `since` on."""
        days = (self.plan.end - since).days
        if days < 1:
            return
        for code, yearly in plan.YEARLY_HABITS.items():
            self.chapter(f"habit-{code}")
            how = self.plan.by_code[code]
            if how.source == "app" and self.who.app_id is None:
                continue
            for _ in range(self.draws.poisson(yearly * days / 365)):
                day = since + timedelta(days=self.draws.between(0, days - 1))
                if code == "email_statement":
                    day = day.replace(day=self.draws.between(1, 4))
                elif code in ("app_transfer", "phone_line") and self.draws.chance(0.3):
                    day = day.replace(day=self.draws.pick(plan.PAYDAYS))
                if day >= since:
                    self._drop_in(code, day)

    def _drop_in(self, code: str, day: datetime) -> Event:
        """Visit a touchpoint in the week from `day` on, at a moment that suits its channel."""
        channel = self.plan.by_code[code].channel
        if channel is Channel.STORE:
            return self.visit(code, self.at(self.busy_day(day, plan.BRANCH_DAYS), plan.BRANCH_HOURS))
        if channel in (Channel.PHONE, Channel.CHAT):
            return self.visit(code, self.at(day, plan.PHONE_HOURS))
        return self.visit(code, self.at(day, plan.ONLINE_HOURS))

    def _apply(self, day: datetime) -> Application:
        """Play an application, from the first look to the open account, or to where the applicant gives up."""
        self.chapter("application-look")
        product = self.draws.weighted(plan.PRODUCTS[self.who.age_band])
        online = self.draws.chance(plan.ONLINE[self.who.age_band])
        self._look_around(day, product, online)
        self.chapter("application-form")
        application = self._form(day, product, online)
        gone = self._gives_up(application)
        passed = None if gone else self._prove(application)
        if passed is not None:
            self._await(application, passed)
        if self.leaves_trace(application.form):
            opened = application.opened if application.opened and application.opened < self.plan.end else None
            self.chapter("application-deposit")
            spend = self.plan.season(application.applied).spend
            deposit = 10 * round(spend * self.draws.long_tailed(*plan.FIRST_DEPOSIT[product]) / 10)
            cells = (product, application.applied, opened, None if opened is None else max(10, deposit))
            self.life.outcomes.append(Outcome(application.form, application.applied, cells))
        return application

    def _look_around(self, day: datetime, product: str, online: bool) -> None:
        """Play what people do before they apply."""
        draws = self.draws
        ways = {
            "social_post": 0.32 if online else 0.16,
            "branch_lobby": 0.08 if online else 0.55,
            "web_product": 0.70 if online else 0.35,
            "advice_talk": 0.13 if online else 0.34,
        }
        looks = [code for code, share in ways.items() if draws.chance(share)]
        looks += ["phone_line"] * draws.poisson(plan.CALLS_BEFORE)
        for code in looks:
            ago = day - timedelta(days=draws.between(1, 6))
            # Somebody who is on record since yesterday was nobody's customer last week.
            if ago.date() < self.who.joined:
                continue
            asks = code == "phone_line"
            look = self._call(self.at(ago, plan.PHONE_HOURS), "asking") if asks else self._drop_in(code, ago)
            self._of_application(look, product)

    def _call(self, moment: datetime, tone: str) -> Event:
        """Ring the hotline about an application: not to block a card, so those who do not wait have other words."""
        call = self.visit("phone_line", moment)
        if (call.wait or 0.0) < call.touchpoint.slow_from:
            call.tone = tone
        return call

    def _form(self, day: datetime, product: str, online: bool) -> Application:
        """Fill in the form, at home or at the counter."""
        unit = self.who.unit.code
        if online:
            moment = self.at(self.busy_day(day, plan.ONLINE_DAYS), plan.ONLINE_HOURS)
            shift = plan.FORM_FIXED_SHIFT if self.is_fixed(moment, unit) else 0.0
            form = self.visit("online_application", moment, unit, shift=shift)
            if not form.fixed and form.duration >= plan.LONG_FORM:
                form.tone = "long"
        else:
            moment = self.at(self.busy_day(day, plan.BRANCH_DAYS), plan.BRANCH_HOURS)
            form = self.visit("branch_application", moment, unit)
            if moment.day in plan.PAYDAYS and (form.wait or 0.0) >= plan.PAYDAY_TALK:
                form.tone = "payday"
        self._of_application(form, product)
        return Application(form, product, self.after(form), self.is_fixed(form.start, unit))

    def _gives_up(self, application: Application) -> bool:
        """Return whether the applicant leaves with the form, or never comes to the check."""
        form = application.form
        leaves, stays_away = plan.LEAVES_FORM[form.code], plan.STAYS_AWAY
        if application.guided:
            leaves, stays_away = min(leaves, plan.FIXED_LEAVES_FORM), plan.FIXED_STAYS_AWAY
        less = _welcome(form.start)
        return any([self.draws.chance(leaves * less), self.draws.chance(stays_away * less)])

    def _prove(self, application: Application) -> datetime | None:
        """Bring the papers, as often as it takes; return when they were found complete, None if never."""
        form = application.form
        at_once = form.code == "branch_application" and self.draws.chance(0.6)
        day = form.start + timedelta(days=self.draws.between(1, 4))
        for number in range(1, plan.MOST_CHECKS + 1):
            self.chapter(f"application-check-{number}")
            moment = self.at(self.busy_day(day, plan.BRANCH_DAYS), plan.BRANCH_HOURS)
            if number == 1 and at_once:
                moment = application.applied
            check, missing = self._check(application, moment, number)
            if not missing:
                return self.after(check)
            leaves = 1 - (plan.COMES_BACK if number == 1 else plan.COMES_BACK_AGAIN)
            if self.draws.chance(leaves * _welcome(moment)):
                return None
            day = moment + timedelta(days=self.draws.between(1, 6))
        return None

    def _check(self, application: Application, moment: datetime, number: int) -> tuple[Event, bool]:
        """Play one check of papers and identity; return it, and whether a paper is missing."""
        fixed, product = application.guided, application.product
        share = plan.FIXED_SENT_BACK if fixed else plan.SENT_BACK if number == 1 else plan.SENT_BACK_AGAIN
        missing = self.draws.chance(share)
        shift = plan.CHECK_FIXED_SHIFT if fixed else 0.0
        if missing:
            shift += plan.SENT_BACK_SHIFT if number == 1 else plan.SENT_BACK_AGAIN_SHIFT
        topic = "documents" if missing else None
        check = self.visit("document_check", moment, shift=shift, topic=topic, guided=fixed)
        if missing:
            check.tone = "missed" if fixed else "sent_back" if number == 1 else "again"
        elif number > 1:
            check.tone = "passed_late"
        self._of_application(check, product)
        check.said |= {"document": f"document:{product}", "nth": f"nth:{number}"}
        return check, missing

    def _await(self, application: Application, passed: datetime) -> None:
        """Wait for news and look for it, until the account is open or the patience at its end."""
        self.chapter("application-wait")
        draws, fixed = self.draws, application.guided
        days = max(1.0, draws.long_tailed(*(plan.FIXED_PROCESSING if fixed else plan.PROCESSING)))
        leaves = plan.LEAVES_WAITING + plan.LEAVES_WAITING_DAY * max(0.0, days - 5)
        leaves = plan.FIXED_LEAVES_WAITING if fixed else min(leaves, plan.LEAVES_WAITING_MOST)
        gives_up = draws.chance(leaves * _welcome(passed))
        stays = days * (0.4 + 0.5 * draws.unit()) if gives_up else days
        looks = draws.poisson(plan.FIXED_LOOKS if fixed else plan.LOOKS)
        calls = draws.poisson(plan.FIXED_CALLS_WAITING if fixed else plan.CALLS_WAITING)
        if self.who.app_id is None:
            looks, calls = 0, calls + looks
        for number in range(looks):
            self.chapter(f"application-look-{number}")
            moment = self.at(passed + timedelta(days=1 + draws.unit() * (stays - 1)), plan.ONLINE_HOURS)
            self._look(application, max(moment, passed))
        self.chapter("application-calls")
        for _ in range(calls):
            day = passed + timedelta(days=1 + self.draws.unit() * (stays - 1))
            # Who sees the steps in the app does not ring because of them.
            call = self._call(self.at(day, plan.PHONE_HOURS), "asking" if fixed else "chasing")
            self._of_application(call, application.product)
        if not gives_up:
            self.chapter("application-card")
            application.opened = max(self.at(passed + timedelta(days=days), plan.BRANCH_HOURS), passed)
            day = application.opened + timedelta(days=self.draws.between(2, 4))
            self.visit("card_delivery", self.at(day, plan.DELIVERY_HOURS))

    def _look(self, application: Application, moment: datetime) -> None:
        """Look for news in the app, and ask if there is none."""
        draws, fixed = self.draws, application.guided
        so_far = max(1, (moment - application.applied).days)
        asks = draws.chance(plan.FIXED_ASKS if fixed else plan.ASKS)
        never = draws.chance(plan.FIXED_NEVER if fixed else self.plan.never_answered)
        reply = draws.long_tailed(*plan.ENQUIRY_HOURS) * self.plan.season(moment).reply
        reply *= plan.FIXED_REPLY if fixed else 1.0
        silence = (self.plan.most_silent_hours if never else reply) if asks else 0.0
        shift = plan.CLEAR_SHIFT if fixed else plan.VAGUE_SHIFT + plan.VAGUE_DAY_SHIFT * min(so_far, 14)
        topic = "progress" if not fixed and draws.chance(0.85) else None
        look = self.visit("application_status", moment, silence=silence, shift=shift, topic=topic, guided=fixed)
        if not fixed:
            look.tone = "vague"
        self._of_application(look, application.product)
        # Nobody says "for two days" of one day.
        look.said["so_far"] = str(max(2, so_far))
        if asks:
            self.request(look, "progress", self.after(look), None if never else reply)

    @staticmethod
    def _of_application(event: Event, product: str) -> None:
        """Let whoever writes about the event speak of what they came for."""
        event.said |= {"product": f"product:{product}", "about": "applying"}


def _welcome(moment: datetime) -> float:
    """Return what the campaign of the summer leaves of the shares of those who give up."""
    return plan.WELCOME_GIVES_UP if moment >= plan.WELCOME_FROM else 1.0
