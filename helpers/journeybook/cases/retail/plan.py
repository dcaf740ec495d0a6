"""What the retail case is made of: its periods, its touchpoints and how each of them behaves.

Every number that shapes the dataset stands here; :mod:`.life` only plays it out. The docstring of the package
:mod:`journeybook.cases.retail` says which findings the numbers plant.
"""

from __future__ import annotations

from datetime import datetime

from ...model import Channel
from ..making.plan import (
    AspectPlan,
    CasePlan,
    FeaturePlan,
    Season,
    SourcePlan,
    TouchpointPlan,
    UnitPlan,
)
from ..parts import Period

UNITS = (
    UnitPlan("S01", busy=1.10, weight=12, fixed_from=datetime(2026, 6, 8)),
    UnitPlan("S02", busy=1.08, weight=12),
    UnitPlan("S03", busy=0.95, weight=9),
    UnitPlan("S04", busy=0.96, weight=9, fixed_from=datetime(2026, 6, 8)),
    UnitPlan("S05", busy=1.02, weight=11, fixed_from=datetime(2026, 6, 15)),
    UnitPlan("S06", busy=1.05, weight=11),
    UnitPlan("S07", busy=0.90, weight=8),
    UnitPlan("S08", busy=0.92, weight=8, fixed_from=datetime(2026, 6, 15)),
    UnitPlan("S09", busy=1.00, weight=10, fixed_from=datetime(2026, 6, 22)),
    UnitPlan("S10", busy=1.00, weight=10),
)
"""The stores. Those with the fix and those without are equally busy on average."""

TOUCHPOINTS = (
    TouchpointPlan(
        "social_post", 1, Channel.SOCIAL, "social", None, (2.5, 9), 0.50, 0.14, 0.022, {"information": 1, "price": 1}
    ),
    TouchpointPlan(
        "store_display",
        *(1, Channel.STORE, "store", None, (7, 18), 0.70, 0.16, 0.022),
        {"stock": 2, "information": 1, "price": 1},
        at_unit=True,
    ),
    TouchpointPlan(
        "app_search",
        *(2, Channel.APP, "app", None, (5, 16), 0.75, 0.09, 0.047),
        {"technical": 3, "stock": 2, "price": 1},
    ),
    TouchpointPlan(
        "web_product",
        *(2, Channel.WEB, "web", None, (6, 20), 0.55, 0.18, 0.036),
        {"information": 3, "technical": 2, "price": 1},
    ),
    TouchpointPlan(
        "store_advice",
        *(2, Channel.STORE, "store", (4, 9), (36, 62), 1.45, 0.34, 0.022),
        {"staff": 2, "stock": 1},
        slow_from=8,
        at_unit=True,
    ),
    TouchpointPlan(
        "phone_enquiry",
        *(2, Channel.PHONE, "call_centre", (2, 6), (5, 11), 0.55, 0.26, 0.026),
        {"staff": 2, "information": 2, "stock": 1},
        dislike_per_minute=0.04,
        slow_from=6,
        slow_topic="waiting",
        asks_ease=True,
    ),
    TouchpointPlan(
        "store_checkout",
        *(3, Channel.STORE, "store", (2, 4.4), (2.5, 5), 0.85, 0.36, 0.025),
        {"price": 2, "staff": 1, "technical": 1},
        dislike_per_minute=0.10,
        slow_from=11,
        slow_topic="waiting",
        asks_ease=True,
        at_unit=True,
    ),
    TouchpointPlan(
        "web_checkout",
        *(3, Channel.WEB, "web", None, (4, 10), 0.55, 0.26, 0.036),
        {"technical": 3, "price": 1},
        asks_ease=True,
    ),
    TouchpointPlan(
        "app_checkout",
        *(3, Channel.APP, "app", None, (2, 5), 0.80, 0.24, 0.034),
        {"technical": 3, "price": 1},
        asks_ease=True,
    ),
    TouchpointPlan(
        "home_delivery",
        *(4, Channel.DELIVERY, "courier", (5, 19), (5, 12), 0.65, 0.26, 0.030),
        {"quality": 2, "delivery": 2},
        dislike_per_minute=0.02,
        slow_from=18,
        slow_topic="delivery",
    ),
    TouchpointPlan(
        "store_pickup",
        *(4, Channel.STORE, "store", (3, 8), (4, 9), 0.70, 0.30, 0.032),
        {"stock": 2, "staff": 2},
        dislike_per_minute=0.03,
        slow_from=8,
        at_unit=True,
    ),
    TouchpointPlan(
        "after_sales",
        *(4, Channel.PHONE, "call_centre", (3, 9), (6, 13), 0.75, 0.48, 0.034),
        {"staff": 2, "quality": 1},
        slow_topic="waiting",
        asks_ease=True,
        # Asked about five days later, when a quick team would long have answered.
        survey_days=5,
        patience_days=2,
    ),
    TouchpointPlan(
        "member_points",
        *(5, Channel.APP, "app", None, (3, 8), 0.60, 0.18, 0.028),
        {"information": 2, "technical": 1},
    ),
    TouchpointPlan(
        "email_offer", 5, Channel.EMAIL, "mail", None, (1.5, 5), 0.45, 0.05, 0.014, {"information": 2, "price": 1}
    ),
)

SOURCES = (
    SourcePlan("store", {"member_id": 0.72, "phone": 0.33}),
    SourcePlan("app", {"app_id": 1.0, "phone": 0.1}),
    SourcePlan("web", {"phone": 0.55, "app_id": 0.6}),
    SourcePlan("call_centre", {"phone": 1.0, "member_id": 0.2}, "prefixed"),
    SourcePlan("courier", {"phone": 1.0}, "dashed"),
    SourcePlan("mail", {"member_id": 1.0}),
    SourcePlan("social", {"phone": 1.0}),
)

ASPECTS = (
    AspectPlan("finding", ("social_post", "store_display", "app_search", "web_product"), 0.12, 0.6),
    AspectPlan("advice", ("store_advice", "phone_enquiry"), 0.16, 0.7),
    AspectPlan("paying", ("store_checkout", "web_checkout", "app_checkout"), 0.32, 0.4),
    AspectPlan("receiving", ("home_delivery", "store_pickup"), 0.14, 0.5),
    AspectPlan("help", ("after_sales",), 0.50, 0.1),
    AspectPlan("loyalty", ("member_points",), 0.06, 0.4),
    AspectPlan("price", ("email_offer",), 0.10, 0.3),
)
"""What the relationship survey asks about. Help afterwards and paying decide how people feel about the company."""

FEATURES = (
    FeaturePlan("self_checkout", {"O": 46, "M": 18, "A": 20, "I": 12, "R": 3, "Q": 1}),
    FeaturePlan("reply_in_a_day", {"M": 56, "O": 27, "A": 5, "I": 10, "R": 1, "Q": 1}),
    FeaturePlan("delivery_slot", {"O": 50, "A": 19, "M": 17, "I": 12, "R": 1, "Q": 1}),
    FeaturePlan("stock_in_app", {"M": 30, "O": 34, "A": 20, "I": 14, "R": 1, "Q": 1}),
    FeaturePlan("room_view", {"A": 58, "O": 10, "M": 3, "I": 26, "R": 2, "Q": 1}),
    FeaturePlan("birthday_gift", {"A": 30, "O": 6, "M": 2, "I": 57, "R": 3, "Q": 2}),
    FeaturePlan("advice_limit", {"R": 63, "I": 27, "A": 3, "O": 3, "M": 1, "Q": 3}),
)
"""Possible improvements. A limit on the time of advice is what store managers ask for, and nobody else wants."""

SEASONS = (
    (datetime(2026, 6, 1), Season(crowd=0.92, reply=0.95, spend=1.02, mood=0.03)),
    (datetime(2026, 7, 1), Season(crowd=0.80, reply=0.82, spend=1.10, mood=0.08)),
)
"""Summer is quieter in all stores and on all telephones, and people who move house spend more: it helps everybody."""

PLAN = CasePlan(
    name="retail",
    seed=20260301,
    customers=2_000,
    before=Period(datetime(2026, 3, 1), datetime(2026, 6, 1)),
    after=Period(datetime(2026, 7, 1), datetime(2026, 10, 1)),
    fix_from=datetime(2026, 6, 8),
    fixed_touchpoints=("store_checkout", "after_sales"),
    promised_hours=24,
    units=UNITS,
    touchpoints=TOUCHPOINTS,
    sources=SOURCES,
    aspects=ASPECTS,
    features=FEATURES,
    age_bands={"18-25": 18.0, "26-35": 37.0, "36-50": 30.0, "51+": 15.0},
    languages={"zh": 56.0, "en": 44.0},
    levels={"none": 46.0, "silver": 38.0, "gold": 16.0},
    complaint_channels={Channel.APP: 45.0, Channel.PHONE: 35.0, Channel.WEB: 20.0},
    ticket_sources={Channel.APP: "app", Channel.PHONE: "call_centre", Channel.WEB: "web"},
    complaint_hours=(38, 104),
    never_answered=0.10,
    request_topics=("return", "missing_part", "repair", "refund", "installation"),
    seasons=SEASONS,
)

QUEUE_MINUTES = 15.0
"""Minutes that a full load adds to the median wait at the store checkout."""

FIXED_QUEUE, FIXED_REPLY, FIXED_NEVER = 0.22, 0.20, 0.015
"""What the fix leaves of the queue and of the hours to a reply; and the share of tickets nobody answers then."""

REQUEST_CHANCE = 0.19
"""Share of orders that need after-sales: a return, a repair, a missing part."""

REQUEST_TOPICS = {"return": 30.0, "missing_part": 22.0, "repair": 20.0, "refund": 16.0, "installation": 12.0}
REQUEST_HOURS = (48.0, 119.0)
"""Median and 90th percentile of the first human reply to a request, in hours."""

KEEPS_AWAY = {"after_sales": 0.85, "store_checkout": 0.6}
KEEPS_AWAY_ELSEWHERE = 0.15
"""How likely a bad visit (score 1 or 2) keeps somebody away for a while, at these touchpoints and at any other."""

AWAY_DAYS, LEAVES = (85.0, 170.0), 0.04
"""For how many days; and the share who leave for good after each wish, whatever happened."""

MISSION_GAP_DAYS = (21.0, 52.0)
"""Days from one wish to the next."""

OTHER_STORE = 0.07
"""Share of store visits that go to another store than one's own."""

PATIENCE = {False: 0.97, True: 0.86}
"""Share of customers who do not leave the queue with an empty bag, by whether they wait a quarter of an hour."""

WAYS = {
    "18-25": {Channel.STORE: 34.0, Channel.APP: 50.0, Channel.WEB: 16.0},
    "26-35": {Channel.STORE: 42.0, Channel.APP: 40.0, Channel.WEB: 18.0},
    "36-50": {Channel.STORE: 56.0, Channel.APP: 24.0, Channel.WEB: 20.0},
    "51+": {Channel.STORE: 72.0, Channel.APP: 10.0, Channel.WEB: 18.0},
}
"""Where a customer of each age band likes to buy."""

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
