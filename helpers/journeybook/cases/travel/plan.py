"""What the travel case is made of: its periods, its touchpoints and how each of them behaves.

Every number that shapes the dataset stands here; :mod:`.life` only plays it out. The docstring of the package
:mod:`journeybook.cases.travel` says which findings the numbers plant.
"""

from __future__ import annotations

from datetime import date, datetime

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
    UnitPlan("R01", weight=12, fixed_from=datetime(2026, 6, 1)),
    UnitPlan("R02", weight=12),
    UnitPlan("R03", weight=10),
    UnitPlan("R04", weight=10, fixed_from=datetime(2026, 6, 8)),
    UnitPlan("R05", weight=9, fixed_from=datetime(2026, 6, 1)),
    UnitPlan("R06", weight=9),
    UnitPlan("R07", weight=8, fixed_from=datetime(2026, 6, 15)),
    UnitPlan("R08", weight=8),
    UnitPlan("R09", weight=11),
    UnitPlan("R10", weight=11, fixed_from=datetime(2026, 6, 22)),
)
"""The offices, each with its region, whose customers see its pages. Treated and control are equally large."""

TOUCHPOINTS = (
    TouchpointPlan(
        "social_post",
        *(1, Channel.SOCIAL, "social", None, (2, 7), 0.50, 0.16, 0.012),
        {"price": 2, "information": 1},
    ),
    TouchpointPlan(
        "app_ideas",
        *(1, Channel.APP, "app", None, (6, 18), 0.65, 0.08, 0.012),
        {"technical": 2, "information": 1},
    ),
    TouchpointPlan(
        "web_compare",
        *(2, Channel.WEB, "web", None, (19, 44), 0.22, 0.09, 0.016),
        {"information": 4, "price": 2, "technical": 1},
        asks_ease=True,
        at_unit=True,
    ),
    TouchpointPlan(
        "phone_advice",
        *(2, Channel.PHONE, "call_centre", (1.6, 4.5), (5, 11), 0.85, 0.10, 0.048),
        {"information": 3, "staff": 2, "price": 1},
        dislike_per_minute=0.03,
        slow_from=8,
        slow_topic="waiting",
        asks_ease=True,
    ),
    TouchpointPlan(
        "chat_question",
        *(2, Channel.CHAT, "chat", (1.5, 5), (6, 14), 0.60, 0.26, 0.014),
        {"information": 2, "technical": 1},
        dislike_per_minute=0.04,
        slow_from=5,
        slow_topic="waiting",
        asks_ease=True,
    ),
    TouchpointPlan(
        "office_advice",
        *(2, Channel.STORE, "office", (3, 8), (64, 98), 1.50, 0.34, 0.018),
        {"staff": 2, "information": 1},
        slow_from=9,
        slow_topic="waiting",
        at_unit=True,
    ),
    TouchpointPlan(
        "online_payment",
        *(3, Channel.WEB, "web", None, (8, 17), 0.72, 0.36, 0.034),
        {"price": 1, "technical": 3},
        asks_ease=True,
        at_unit=True,
    ),
    TouchpointPlan(
        "office_booking",
        *(3, Channel.STORE, "office", (2, 6), (14, 24), 0.90, 0.30, 0.018),
        {"staff": 2, "technical": 1},
        asks_ease=True,
        at_unit=True,
    ),
    TouchpointPlan(
        "travel_documents",
        *(3, Channel.EMAIL, "mail", None, (4, 11), 0.55, 0.16, 0.022),
        {"information": 3, "technical": 1},
    ),
    TouchpointPlan(
        "trip_app",
        *(4, Channel.APP, "app", None, (3, 9), 0.65, 0.13, 0.016),
        {"technical": 3, "information": 1},
    ),
    TouchpointPlan(
        "hotel_arrival",
        *(4, Channel.OTHER, "hotels", (4, 12), (8, 15), 0.92, 0.46, 0.033),
        {"room": 3, "staff": 1},
        dislike_per_minute=0.012,
        slow_from=30,
        slow_topic="waiting",
        asks_ease=True,
    ),
    TouchpointPlan(
        "guided_walk",
        *(4, Channel.OTHER, "guides", None, (38, 52), 0.75, 0.28, 0.020),
        {"staff": 2, "programme": 3},
    ),
    TouchpointPlan(
        "customer_care",
        *(5, Channel.PHONE, "call_centre", (2, 6), (6, 13), 0.95, 0.50, 0.009),
        {"staff": 2, "information": 1},
        slow_from=float("inf"),
        slow_topic="waiting",
        asks_ease=True,
        # Asked about five days later, when a quick team would long have answered.
        survey_days=5,
        patience_days=2,
    ),
    TouchpointPlan(
        "review_request",
        *(5, Channel.EMAIL, "mail", None, (2, 6), 0.40, 0.028, 0.010),
        {"information": 1},
    ),
)

SOURCES = (
    SourcePlan("web", {"phone": 0.6, "app_id": 0.55}, "plain"),
    SourcePlan("app", {"app_id": 1.0, "phone": 0.1}),
    SourcePlan("office", {"member_id": 0.75, "phone": 0.35}),
    SourcePlan("call_centre", {"phone": 1.0, "member_id": 0.2}, "prefixed"),
    SourcePlan("chat", {"app_id": 0.8, "phone": 0.3}, "plain"),
    SourcePlan("mail", {"member_id": 1.0}),
    SourcePlan("hotels", {"phone": 1.0}, "international"),
    SourcePlan("guides", {"phone": 1.0, "member_id": 0.25}, "dashed"),
    SourcePlan("social", {"app_id": 0.7, "phone": 0.4}),
)

ASPECTS = (
    AspectPlan("finding", ("social_post", "app_ideas"), 0.06, 0.5),
    AspectPlan("comparing", ("web_compare",), 0.14, 0.4),
    AspectPlan("advice", ("phone_advice", "chat_question", "office_advice"), 0.14, 0.7),
    AspectPlan("paying", ("online_payment", "office_booking"), 0.32, 0.4),
    AspectPlan("documents", ("travel_documents",), 0.05, 0.5),
    AspectPlan("travelling", ("trip_app", "guided_walk"), 0.12, 0.7),
    AspectPlan("lodging", ("hotel_arrival",), 0.44, 0.4),
    AspectPlan("help", ("customer_care", "review_request"), 0.10, 0.4),
)
"""What the relationship survey asks about. Lodging as promised and an honest price decide how people feel."""

FEATURES = (
    FeaturePlan("total_price", {"M": 60, "O": 24, "A": 5, "I": 9, "R": 1, "Q": 1}),
    FeaturePlan("honest_pages", {"O": 54, "M": 27, "A": 10, "I": 7, "R": 1, "Q": 1}),
    FeaturePlan("side_by_side", {"O": 45, "A": 22, "M": 15, "I": 16, "R": 1, "Q": 1}),
    FeaturePlan("own_ideas", {"A": 56, "O": 15, "M": 3, "I": 21, "R": 4, "Q": 1}),
    FeaturePlan("free_change", {"O": 42, "A": 32, "M": 12, "I": 12, "R": 1, "Q": 1}),
    FeaturePlan("trip_line", {"M": 38, "O": 32, "A": 15, "I": 13, "R": 1, "Q": 1}),
    FeaturePlan("travel_quiz", {"I": 70, "A": 19, "O": 3, "M": 1, "R": 6, "Q": 1}),
    FeaturePlan("shopping_stop", {"R": 62, "I": 26, "A": 5, "O": 3, "M": 1, "Q": 3}),
)
"""Possible improvements. Shopping stops that make the trip cheaper are the sales department's wish, nobody else's."""

SEASONS = (
    (datetime(2026, 6, 1), Season(crowd=1.10, reply=1.10, spend=1.06, mood=-0.05)),
    (datetime(2026, 7, 1), Season(crowd=1.50, reply=1.35, spend=1.30, mood=-0.24)),
    (datetime(2026, 9, 1), Season(crowd=1.10, reply=1.15, spend=1.12, mood=-0.14)),
)
"""In the summer holidays everybody travels, pays more, waits longer and is hotter: with the fix or without."""

PLAN = CasePlan(
    name="travel",
    seed=20260327,
    customers=1_900,
    before=Period(datetime(2026, 3, 1), datetime(2026, 6, 1)),
    after=Period(datetime(2026, 7, 1), datetime(2026, 10, 1)),
    fix_from=datetime(2026, 6, 1),
    fixed_touchpoints=("web_compare", "online_payment", "hotel_arrival"),
    promised_hours=24,
    units=UNITS,
    touchpoints=TOUCHPOINTS,
    sources=SOURCES,
    aspects=ASPECTS,
    features=FEATURES,
    age_bands={"18-25": 19.0, "26-35": 34.0, "36-50": 30.0, "51+": 17.0},
    languages={"zh": 57.0, "en": 43.0},
    levels={"none": 52.0, "silver": 34.0, "gold": 14.0},
    complaint_channels={Channel.APP: 35.0, Channel.PHONE: 40.0, Channel.WEB: 25.0},
    ticket_sources={Channel.APP: "app", Channel.PHONE: "call_centre", Channel.WEB: "web"},
    complaint_hours=(34, 96),
    never_answered=0.08,
    request_topics=("cancellation", "refund", "invoice", "description", "lost_item"),
    seasons=SEASONS,
    new_customers=0.25,
    dislike_per_silent_hour=0.011,
    relationship_answering=0.6,
)

PRODUCTS = {
    "18-25": {"beach": 30.0, "city": 38.0, "nature": 22.0, "culture": 8.0, "family": 2.0},
    "26-35": {"beach": 30.0, "city": 24.0, "nature": 20.0, "culture": 10.0, "family": 16.0},
    "36-50": {"beach": 24.0, "city": 12.0, "nature": 16.0, "culture": 16.0, "family": 32.0},
    "51+": {"beach": 18.0, "city": 10.0, "nature": 24.0, "culture": 38.0, "family": 10.0},
}
"""What kind of trip people of each age band wish for."""

PLACES = 3
"""How many places each kind of trip goes to; the phrases name them ``place:<product><number>``."""

DAYS_AWAY = {"beach": 6, "city": 3, "nature": 5, "culture": 5, "family": 6}
"""How many days each kind of trip takes, that of the arrival included."""

PRICE = {
    "beach": (2_900.0, 5_200.0),
    "city": (1_300.0, 2_500.0),
    "nature": (2_000.0, 3_600.0),
    "culture": (1_900.0, 3_400.0),
    "family": (2_100.0, 3_700.0),
}
"""Price for one traveller, in yuan."""

COMPANIONS = {"beach": 1.1, "city": 0.8, "nature": 0.9, "culture": 1.1, "family": 2.3}
"""How many come along, on average."""

WANTS = {12: 0.44, 1: 0.44, 2: 0.44, 3: 0.44, 4: 0.48, 5: 0.48, 6: 0.62, 7: 0.78, 8: 0.74, 9: 0.64}
"""Share of those who look around that want to book, by the month: holidays make up people's minds."""

ADVISED_WANTS, FIXED_WANTS = 0.14, 0.08
"""What a talk in the office, and what recommendations and prices one can trust, add to it."""

IDEAS, SOCIAL = 0.9, 0.20
"""How often people leaf through the app's ideas before they look for a trip; share who come by a post."""

MORE_EVENINGS, FIXED_MORE_EVENINGS = 0.9, 0.45
"""Comparing on the website takes one evening and so many more."""

COMPARES = 0.78
CALLS, CHATS = 1.8, 0.16
OFFICE = {"18-25": 0.13, "26-35": 0.20, "36-50": 0.28, "51+": 0.44}
"""Calls for each wish; share of the wishes that lead to the website, to the chat and, by age band, to an office."""

BOOKS_THERE = 0.72
"""Share of those advised in the office who book there, too."""

FIXED_COMPARE = (10.0, 24.0)
"""Length of an evening of comparing under the fix, in minutes."""

COMPARE_FIXED_SHIFT = 0.42
"""What a total price, plain words and fitting ideas add to the latent satisfaction while comparing."""

SURCHARGED, ADVISED_SURCHARGED, FIXED_SURCHARGED = 0.64, 0.24, 0.05
"""Share of the online payments at which extras turn up that nobody had named: usually, after a talk, under the fix."""

SURCHARGE_SHIFT, PAYMENT_FIXED_SHIFT = -1.75, 0.12
"""What the extras, and a total that stays the same, do to the latent satisfaction."""

EXTRA = (340.0, 760.0)
LEAST_EXTRA, MOST_EXTRA = 120, 1_900
"""The extras, in yuan."""

LEAVES_PAYMENT = {False: 0.08, True: 0.42}
"""Share of those who leave at the payment, by whether extras turned up."""

DIFFERS, ADVISED_DIFFERS, FIXED_DIFFERS = 0.66, 0.32, 0.13
"""Share of the stays that differ from their description: usually, chosen with an adviser, described under the fix."""

DIFFERS_SHIFT = -2.4
"""What that does to the latent satisfaction on arrival."""

CANCELS = {False: 0.06, True: 0.17}
CANCELLATION_FEE = 0.2
"""Share of the bookings that are cancelled, by whether extras turned up; and the share of the price that it costs."""

HOLIDAYS = tuple(
    date(2026, month, day)
    for month, day in ((4, 3), (4, 4), (4, 30), (5, 1), (6, 18), (6, 19), (9, 24), (9, 25), (9, 30), (10, 1))
)
"""First days of the public holidays and the evenings before, on which everybody sets off."""

HOLIDAY_WEIGHT, WEEKEND_WEIGHT = 9.0, 2.2
LEAD_DAYS = (15.0, 40.0)
SHORTEST_LEAD, LONGEST_LEAD, DEPARTURE_WINDOW = 6, 100, 10
"""Days from booking to setting off, beyond the shortest and up to the longest; the days among which people choose."""

HOLIDAY_CROWD = 2.4
"""What the first day of a holiday does to the wait at the hotel desk."""

PHONE_LOAD = 5.0
"""Minutes that the busiest hour of the evening adds to the median wait on the phone."""

APP_LOOKS, WALKS, REVIEWS_ASKED = 1.4, 0.55, 0.85
"""Looks into the trip app on a trip; share of the trips with a guided walk, and with a request for a review."""

NEEDS_HELP = {False: 0.12, True: 0.36}
CANCELLED_NEEDS_HELP = 0.6
"""Share of the trips that end with a request, by whether the hotel was as described; and of the cancelled ones."""

REQUEST_TOPICS = {
    False: {"invoice": 45.0, "lost_item": 30.0, "refund": 25.0},
    True: {"description": 64.0, "refund": 30.0, "invoice": 6.0},
}
"""What requests after a trip are about, by whether the hotel differed from its description."""

REQUEST_HOURS = (46.0, 116.0)
"""Median and 90th percentile of the first human reply to a request, in hours."""

FIXED_REPLY, FIXED_NEVER = 0.42, 0.025
"""What is left of the hours where each region has somebody in charge; share of tickets nobody answers there."""

KEEPS_AWAY = {"hotel_arrival": 0.75, "online_payment": 0.55}
KEEPS_AWAY_ELSEWHERE = 0.12
"""How likely a bad visit (score 1 or 2) keeps somebody away for a while, at these touchpoints and at any other."""

AWAY_DAYS, LEAVES = (90.0, 170.0), 0.05
"""For how many days; and the share who leave for good after each wish, whatever happened."""

GAP_DAYS = (34.0, 80.0)
"""Days from the end of one wish to the next."""

OFFICE_DAYS = (0.8, 0.8, 0.8, 0.9, 1.1, 1.9, 1.5)
ONLINE_DAYS = (1.0, 1.0, 1.0, 1.1, 0.9, 1.0, 1.5)
"""How busy each day of the week is, Monday first."""

# Hour of the day: how busy. The same curve loads the phone, so that most people call when most people call.
ONLINE_HOURS = dict(zip(range(7, 24), (1, 2, 2, 2, 3, 5, 4, 2, 2, 2, 3, 4, 6, 10, 12, 11, 6), strict=True))
PHONE_HOURS = dict(zip(range(9, 22), (4, 5, 5, 4, 3, 4, 4, 4, 5, 7, 10, 9, 6), strict=True))
OFFICE_HOURS = dict(zip(range(10, 19), (5, 8, 6, 4, 6, 8, 9, 8, 4), strict=True))
ARRIVAL_HOURS = dict(zip(range(12, 23), (3, 5, 9, 10, 8, 6, 5, 4, 3, 2, 1), strict=True))
TRIP_HOURS = dict(zip(range(7, 22), (6, 9, 8, 6, 5, 5, 4, 4, 4, 4, 5, 6, 6, 4, 2), strict=True))
WALK_HOURS = {8: 5.0, 9: 8.0, 10: 3.0, 13: 2.0}


def departure_weight(day: date) -> float:
    """Return how many set off on `day`, beside an ordinary weekday (1.0)."""
    if day in HOLIDAYS:
        return HOLIDAY_WEIGHT
    return WEEKEND_WEIGHT if day.weekday() in (4, 5) else 1.0


def phone_load(moment: datetime) -> float:
    """Return how busy the telephones are at `moment`, from 0 to 1 at the busiest hour of the evening."""
    return PHONE_HOURS.get(moment.hour, 0) / 10
