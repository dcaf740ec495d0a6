"""What the retail case is made of: its window, its touchpoints and how each of them behaves.

Every number that shapes the dataset stands here; :mod:`.life` only plays it out. The docstring of the package
:mod:`journeybook.cases.retail` says which findings the numbers plant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ...model import Channel

SEED = 20260301
CUSTOMERS = 3_000

START = datetime(2026, 3, 1)
END = datetime(2026, 6, 1)
"""The window: events before `END`; whatever had not happened by then is not in the data."""

PROMISED_FIRST_RESPONSE_HOURS = 24


@dataclass(frozen=True)
class Plan:
    """How one touchpoint behaves.

    Parameters
    ----------
    code, stage, channel
        As in the touchpoint catalogue; `stage` counts from 1 in the five-stage template.
    wait, length
        Median and 90th percentile, in minutes, of the waiting and of what follows it; None: nobody waits there.
    appeal
        Mean of the latent satisfaction before waiting counts; see `LATENT_CUTS`.
    answering
        Probability that a customer with a middling score answers the survey.
    complaining
        Probability that a customer with a middling score complains.
    topics
        What complaints about it are about.
    """

    code: str
    stage: int
    channel: Channel
    wait: tuple[float, float] | None
    length: tuple[float, float]
    appeal: float
    answering: float
    complaining: float
    topics: tuple[str, ...]


TOUCHPOINTS = (
    Plan("social_post", 1, Channel.SOCIAL, None, (2.5, 9), 0.50, 0.10, 0.012, ("information",)),
    Plan("store_display", 1, Channel.STORE, None, (7, 18), 0.70, 0.12, 0.013, ("stock", "information")),
    Plan("app_search", 2, Channel.APP, None, (5, 16), 0.75, 0.08, 0.041, ("technical", "stock", "price")),
    Plan("web_product", 2, Channel.WEB, None, (6, 20), 0.55, 0.14, 0.034, ("information", "technical")),
    Plan("store_advice", 2, Channel.STORE, (4, 9), (36, 62), 1.45, 0.30, 0.030, ("staff", "stock")),
    Plan("phone_enquiry", 2, Channel.PHONE, (2, 6), (5, 11), 0.55, 0.11, 0.026, ("staff", "information")),
    Plan("store_checkout", 3, Channel.STORE, (2, 4.4), (2.5, 5), 0.85, 0.30, 0.024, ("waiting", "price")),
    Plan("web_checkout", 3, Channel.WEB, None, (4, 10), 0.55, 0.22, 0.040, ("technical", "price")),
    Plan("app_checkout", 3, Channel.APP, None, (2, 5), 0.80, 0.20, 0.030, ("technical", "price")),
    Plan("home_delivery", 4, Channel.DELIVERY, (5, 19), (5, 12), 0.65, 0.22, 0.034, ("delivery", "quality")),
    Plan("store_pickup", 4, Channel.STORE, (3, 8), (4, 9), 0.70, 0.22, 0.032, ("stock", "staff")),
    Plan("after_sales", 4, Channel.PHONE, (3, 9), (6, 13), 0.75, 0.42, 0.030, ("waiting", "staff")),
    Plan("member_points", 5, Channel.APP, None, (3, 8), 0.60, 0.14, 0.022, ("information", "technical")),
    Plan("email_offer", 5, Channel.EMAIL, None, (1.5, 5), 0.45, 0.05, 0.020, ("information",)),
)
BY_CODE = {plan.code: plan for plan in TOUCHPOINTS}

QUEUE_MINUTES = 15.0
"""Minutes that a full load adds to the median wait at the store checkout."""

LATENT_CUTS = (-1.5, -0.75, -0.1, 0.9)
"""A latent satisfaction above k of these cuts scores k + 1."""

LATENT_SD, MOOD_SD = 0.75, 0.35
"""Spread of the latent satisfaction from one event to the next, and from one customer to another."""

DISLIKE_PER_MINUTE = {"store_checkout": 0.10, "home_delivery": 0.02, "store_pickup": 0.03, "phone_enquiry": 0.04}
"""What one minute of waiting takes off the latent satisfaction."""

DISLIKE_PER_HOUR = 0.022
"""What one hour without a human reply takes off the latent satisfaction with after-sales, up to 120 hours."""

ANSWER_BIAS = {1: 1.55, 2: 1.4, 3: 0.8, 4: 0.8, 5: 1.2}
"""Response bias: the unhappy and the delighted answer a survey more readily."""

COMPLAINT_BIAS = {1: 6.0, 2: 3.0, 3: 1.0, 4: 0.3, 5: 0.15}
COMMENT_CHANCE = {1: 0.55, 2: 0.48, 3: 0.34, 4: 0.26, 5: 0.32}

REQUEST_CHANCE = 0.17
"""Share of orders that need after-sales: a return, a repair, a missing part."""

REQUEST_TOPICS = {"return": 30.0, "missing_part": 22.0, "repair": 20.0, "refund": 16.0, "installation": 12.0}
REQUEST_REPLY_HOURS = (50.0, 125.0)
COMPLAINT_REPLY_HOURS = (38.0, 105.0)
NEVER_ANSWERED = 0.10
"""Median and 90th percentile of the first human reply; share of tickets that nobody ever answers."""

COMPLAINT_CHANNELS = {Channel.APP: 45.0, Channel.PHONE: 35.0, Channel.WEB: 20.0}

WAYS = {
    "18-25": {Channel.STORE: 32.0, Channel.APP: 52.0, Channel.WEB: 16.0},
    "26-35": {Channel.STORE: 40.0, Channel.APP: 42.0, Channel.WEB: 18.0},
    "36-50": {Channel.STORE: 54.0, Channel.APP: 26.0, Channel.WEB: 20.0},
    "51+": {Channel.STORE: 70.0, Channel.APP: 12.0, Channel.WEB: 18.0},
}
"""Where a customer of each age band likes to buy."""

AGE_BANDS = {"18-25": 18.0, "26-35": 37.0, "36-50": 30.0, "51+": 15.0}
LANGUAGES = {"zh": 56.0, "en": 44.0}
LEVELS = {"none": 46.0, "silver": 38.0, "gold": 16.0}
DISTRICTS = {"east": 30.0, "west": 22.0, "north": 26.0, "south": 22.0}

STORE_DAYS = (0.8, 0.7, 0.8, 0.9, 1.4, 2.1, 1.9)
ONLINE_DAYS = (1.0, 1.0, 1.0, 1.0, 1.1, 1.3, 1.3)
"""How busy each day of the week is, Monday first."""

# Hour of the day: how busy. The same curves load the checkout, so that most people come when most people come.
STORE_HOURS = {
    False: dict(zip(range(10, 21), (2, 3, 5, 4, 2, 2, 3, 6, 9, 10, 7), strict=True)),
    True: dict(zip(range(10, 21), (3, 6, 8, 8, 9, 10, 10, 9, 7, 5, 4), strict=True)),
}
"""Weekday (False) and weekend (True)."""

ONLINE_HOURS = dict(
    zip(range(7, 24), (2, 3, 3, 3, 4, 6, 5, 3, 3, 3, 4, 5, 6, 9, 10, 9, 5), strict=True),
)
OFFICE_HOURS = dict(zip(range(9, 19), (6, 8, 8, 4, 4, 6, 7, 6, 5, 3), strict=True))
DELIVERY_HOURS = dict(zip(range(9, 20), (5, 7, 6, 3, 3, 5, 6, 6, 6, 5, 3), strict=True))


def load(moment: datetime) -> float:
    """Return how full a store is at `moment`, from 0 (empty) to 1 (the busiest hour of the week)."""
    weekend = moment.weekday() >= 5
    return STORE_HOURS[weekend].get(moment.hour, 0) / 10
