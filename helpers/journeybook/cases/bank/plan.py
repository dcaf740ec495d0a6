"""What the bank case is made of: its periods, its touchpoints and how each of them behaves.

Every number that shapes the dataset stands here; :mod:`.life` only plays it out. The docstring of the package
:mod:`journeybook.cases.bank` says which findings the numbers plant.
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
    UnitPlan("B01", busy=1.10, weight=12, fixed_from=datetime(2026, 6, 1)),
    UnitPlan("B02", busy=1.12, weight=12),
    UnitPlan("B03", busy=0.95, weight=9, fixed_from=datetime(2026, 6, 8)),
    UnitPlan("B04", busy=0.94, weight=9),
    UnitPlan("B05", busy=0.90, weight=8),
    UnitPlan("B06", busy=1.04, weight=11),
    UnitPlan("B07", busy=1.05, weight=11, fixed_from=datetime(2026, 6, 15)),
    UnitPlan("B08", busy=1.00, weight=10, fixed_from=datetime(2026, 6, 1)),
    UnitPlan("B09", busy=1.00, weight=10),
    UnitPlan("B10", busy=0.90, weight=8, fixed_from=datetime(2026, 6, 22)),
)
"""The branches. Those with the fix and those without are equally busy on average."""

TOUCHPOINTS = (
    TouchpointPlan(
        "social_post",
        *(1, Channel.SOCIAL, "social", None, (2, 7), 0.50, 0.16, 0.010),
        {"information": 2, "fees": 1},
    ),
    TouchpointPlan(
        "branch_lobby",
        *(1, Channel.STORE, "branch", None, (6, 16), 0.65, 0.18, 0.010),
        {"staff": 2, "information": 1, "equipment": 1},
        at_unit=True,
    ),
    TouchpointPlan(
        "web_product",
        *(2, Channel.WEB, "web", None, (6, 19), 0.50, 0.18, 0.020),
        {"information": 3, "fees": 2, "technical": 1},
    ),
    TouchpointPlan(
        "phone_line",
        *(2, Channel.PHONE, "call_centre", (2.2, 6.5), (4.5, 10), 0.75, 0.11, 0.040),
        {"information": 3, "staff": 2, "fees": 1},
        dislike_per_minute=0.03,
        slow_from=7,
        slow_topic="waiting",
        asks_ease=True,
    ),
    TouchpointPlan(
        "advice_talk",
        *(2, Channel.STORE, "branch", (3, 8), (42, 68), 1.45, 0.40, 0.020),
        {"staff": 2, "fees": 1},
        slow_from=8,
        slow_topic="waiting",
        at_unit=True,
    ),
    TouchpointPlan(
        "online_application",
        *(3, Channel.WEB, "web", None, (18, 34), 0.45, 0.24, 0.018),
        {"form": 3, "technical": 2},
        asks_ease=True,
        at_unit=True,
    ),
    TouchpointPlan(
        "branch_application",
        *(3, Channel.STORE, "branch", (4, 9), (14, 24), 0.80, 0.30, 0.022),
        {"form": 2, "staff": 2, "equipment": 1},
        dislike_per_minute=0.02,
        slow_from=16,
        slow_topic="waiting",
        asks_ease=True,
        at_unit=True,
    ),
    TouchpointPlan(
        "document_check",
        *(3, Channel.STORE, "branch", (3, 7), (8, 15), 0.85, 0.34, 0.016),
        {"documents": 2, "staff": 2, "technical": 1},
        dislike_per_minute=0.02,
        slow_from=16,
        slow_topic="waiting",
        asks_ease=True,
        at_unit=True,
    ),
    TouchpointPlan(
        "application_status",
        *(3, Channel.APP, "app", None, (1.5, 4), 0.65, 0.30, 0.019),
        {"progress": 1, "technical": 2},
        asks_ease=True,
        # Asked some days later, when a quick team would long have answered an enquiry.
        survey_days=4,
        patience_days=2,
    ),
    TouchpointPlan(
        "card_delivery",
        *(4, Channel.DELIVERY, "courier", (4, 16), (3, 7), 0.70, 0.30, 0.026),
        {"delivery": 3, "security": 1},
        dislike_per_minute=0.02,
        slow_from=18,
        slow_topic="delivery",
    ),
    TouchpointPlan(
        "app_transfer",
        *(4, Channel.APP, "app", None, (1.5, 4), 0.85, 0.08, 0.020),
        {"technical": 3, "limits": 2},
        asks_ease=True,
    ),
    TouchpointPlan(
        "chat_help",
        *(4, Channel.CHAT, "chat", (1.5, 5), (6, 14), 0.55, 0.26, 0.022),
        {"information": 2, "technical": 2},
        dislike_per_minute=0.04,
        slow_from=5,
        slow_topic="waiting",
        asks_ease=True,
    ),
    TouchpointPlan(
        "points_mall",
        *(5, Channel.APP, "app", None, (4, 10), 0.50, 0.16, 0.020),
        {"rewards": 3, "technical": 1},
    ),
    TouchpointPlan(
        "email_statement",
        *(5, Channel.EMAIL, "mail", None, (1.5, 5), 0.50, 0.045, 0.010),
        {"information": 2, "technical": 1},
    ),
)

SOURCES = (
    SourcePlan("branch", {"member_id": 0.78, "phone": 0.32}),
    SourcePlan("app", {"app_id": 1.0, "phone": 0.08}),
    SourcePlan("web", {"phone": 0.72, "app_id": 0.4}, "plain"),
    SourcePlan("call_centre", {"phone": 1.0, "member_id": 0.18}, "prefixed"),
    SourcePlan("chat", {"app_id": 0.8, "phone": 0.35}, "plain"),
    SourcePlan("courier", {"phone": 1.0}, "dashed"),
    SourcePlan("mail", {"member_id": 1.0}),
    SourcePlan("social", {"app_id": 0.7, "phone": 0.4}),
)

ASPECTS = (
    AspectPlan("finding", ("social_post", "branch_lobby", "web_product"), 0.07, 0.5),
    AspectPlan("advice", ("advice_talk",), 0.16, 0.7),
    AspectPlan("applying", ("online_application", "branch_application"), 0.10, 0.4),
    AspectPlan("checking", ("document_check",), 0.42, 0.45),
    AspectPlan("progress", ("application_status",), 0.32, 0.45),
    AspectPlan("everyday", ("card_delivery", "app_transfer"), 0.12, 0.7),
    AspectPlan("help", ("phone_line", "chat_help"), 0.10, 0.5),
    AspectPlan("fees", ("points_mall", "email_statement"), 0.08, 0.3),
)
"""What the relationship survey asks about. The check and the wait for news decide how people feel about the bank."""

FEATURES = (
    FeaturePlan("checklist", {"M": 58, "O": 26, "A": 5, "I": 9, "R": 1, "Q": 1}),
    FeaturePlan("progress_steps", {"O": 52, "M": 26, "A": 12, "I": 8, "R": 1, "Q": 1}),
    FeaturePlan("saved_form", {"M": 48, "O": 22, "A": 10, "I": 18, "R": 1, "Q": 1}),
    FeaturePlan("appointment", {"O": 44, "A": 26, "M": 14, "I": 14, "R": 1, "Q": 1}),
    FeaturePlan("video_check", {"A": 55, "O": 14, "M": 3, "I": 22, "R": 5, "Q": 1}),
    FeaturePlan("own_guide", {"A": 47, "O": 18, "M": 4, "I": 28, "R": 2, "Q": 1}),
    FeaturePlan("card_designs", {"I": 68, "A": 24, "O": 3, "M": 1, "R": 3, "Q": 1}),
    FeaturePlan("welcome_call", {"R": 58, "I": 30, "A": 5, "O": 3, "M": 1, "Q": 3}),
)
"""Possible improvements. A sales call as a welcome is what the sales department asks for, and nobody else wants."""

WELCOME_FROM = datetime(2026, 6, 15)
"""From then on all branches waive a year's fees for new accounts: people everywhere are milder and give up less."""

SEASONS = (
    (WELCOME_FROM, Season(crowd=1.05, reply=1.20, spend=1.06, mood=0.24)),
    (datetime(2026, 9, 1), Season(crowd=1.10, reply=1.30, spend=1.10, mood=0.24)),
)
"""The campaign helps the scores of all; and with holidays, graduates and students all enquiries wait longer."""

PLAN = CasePlan(
    name="bank",
    seed=20260313,
    customers=2_900,
    before=Period(datetime(2026, 3, 1), datetime(2026, 6, 1)),
    after=Period(datetime(2026, 7, 1), datetime(2026, 10, 1)),
    fix_from=datetime(2026, 6, 1),
    fixed_touchpoints=("online_application", "document_check", "application_status"),
    promised_hours=24,
    units=UNITS,
    touchpoints=TOUCHPOINTS,
    sources=SOURCES,
    aspects=ASPECTS,
    features=FEATURES,
    age_bands={"18-25": 27.0, "26-35": 33.0, "36-50": 25.0, "51+": 15.0},
    languages={"zh": 58.0, "en": 42.0},
    levels={"none": 64.0, "standard": 27.0, "gold": 9.0},
    complaint_channels={Channel.APP: 40.0, Channel.PHONE: 40.0, Channel.STORE: 20.0},
    ticket_sources={Channel.APP: "app", Channel.PHONE: "call_centre", Channel.STORE: "branch"},
    complaint_hours=(36, 100),
    never_answered=0.08,
    request_topics=("progress",),
    seasons=SEASONS,
    new_customers=0.35,
    has_app=0.92,
    relationship_answering=0.6,
)

PRODUCTS = {
    "18-25": {"salary": 24.0, "savings": 18.0, "student": 55.0, "business": 3.0},
    "26-35": {"salary": 52.0, "savings": 32.0, "student": 4.0, "business": 12.0},
    "36-50": {"salary": 34.0, "savings": 42.0, "student": 0.0, "business": 24.0},
    "51+": {"salary": 10.0, "savings": 72.0, "student": 0.0, "business": 18.0},
}
"""What kind of account people of each age band apply for."""

FIRST_DEPOSIT = {
    "salary": (1_800.0, 5_200.0),
    "savings": (3_600.0, 11_000.0),
    "student": (1_100.0, 3_000.0),
    "business": (4_200.0, 13_000.0),
}
"""The first deposit into each kind of account, in yuan."""

ONLINE = {"18-25": 0.72, "26-35": 0.64, "36-50": 0.46, "51+": 0.20}
"""Share of each age band that applies online; the others apply at the counter."""

MONTHS = {2: 0.6, 3: 1.0, 4: 0.95, 5: 0.95, 6: 1.0, 7: 1.15, 8: 1.05, 9: 1.05}
"""How many begin an application in each month, the first of which lies before the data: graduates come in summer."""

APPLIES = {"none": 0.97, "standard": 0.22, "gold": 0.22}
"""Share of the customers of each level who apply for an account within the data; level none has no account yet."""

FIXED_FORM = (9.0, 17.0)
"""Length of the online form under the fix: four pages instead of nine."""

LONG_FORM = 22.0
"""From this length on, in minutes, applicants speak of the form's length."""

FORM_FIXED_SHIFT = 0.30
"""What fewer pages and a guide beside each question add to the latent satisfaction."""

LEAVES_FORM = {"online_application": 0.15, "branch_application": 0.03}
FIXED_LEAVES_FORM = 0.07
"""Share of the applicants who give up with the form, and what it is online under the fix."""

STAYS_AWAY, FIXED_STAYS_AWAY = 0.06, 0.03
"""Share of those who never come to the check."""

SENT_BACK, SENT_BACK_AGAIN, FIXED_SENT_BACK = 0.56, 0.42, 0.15
"""Share of the checks that end with a paper missing: the first time, later, and under the fix."""

COMES_BACK, COMES_BACK_AGAIN = 0.80, 0.70
"""Share of those who come again after the first and after a later time."""

SENT_BACK_SHIFT, SENT_BACK_AGAIN_SHIFT = -1.9, -2.5
"""What being sent back takes off the latent satisfaction."""

CHECK_FIXED_SHIFT = -0.15
"""What is added under the fix: papers are demanded twice, once as photos."""

MOST_CHECKS = 5

PROCESSING, FIXED_PROCESSING = (7.0, 14.0), (4.0, 7.0)
"""Days from the passed check to the open account."""

LOOKS, FIXED_LOOKS = 1.5, 1.2
"""How often people look for news while they wait."""

VAGUE_SHIFT, VAGUE_DAY_SHIFT, CLEAR_SHIFT = -0.35, -0.075, -0.20
"""What the two words "in process" take off, what each day of them does, and what waiting with steps and dates does."""

ASKS, FIXED_ASKS = 0.34, 0.15
"""Share of the looks that end with an enquiry."""

ENQUIRY_HOURS = (46.0, 118.0)
"""Median and 90th percentile of the hours until a human answers an enquiry."""

FIXED_REPLY, FIXED_NEVER = 0.24, 0.02
"""What is left of the hours to a reply where somebody guides the applicants; share of tickets nobody answers there."""

LEAVES_WAITING, LEAVES_WAITING_DAY, LEAVES_WAITING_MOST = 0.05, 0.022, 0.40
"""Share of those who look elsewhere while they wait: at the least, for each day beyond the fifth, and at most."""

FIXED_LEAVES_WAITING = 0.02

WELCOME_GIVES_UP = 0.82
"""What the campaign leaves of all the shares of those who give up, wherever they are."""

CALLS_BEFORE, CALLS_WAITING, FIXED_CALLS_WAITING = 1.9, 0.7, 0.25
"""Calls to the hotline by an applicant: before the application, and while they wait."""

YEARLY_HABITS = {
    "phone_line": 6.4,
    "app_transfer": 4.6,
    "chat_help": 1.1,
    "points_mall": 1.5,
    "email_statement": 1.6,
    "branch_lobby": 0.7,
    "advice_talk": 0.55,
    "web_product": 0.4,
    "social_post": 0.4,
}
"""How often a customer with an account is seen at each touchpoint in a year."""

PAYDAYS = (10, 15)
PAYDAY_CROWD = 1.6
"""Days of the month on which wages come, and what they do to the branch's crowd."""

QUEUE_MINUTES = {"branch_application": 11.0, "document_check": 7.0}
"""Minutes that a full branch adds to the median wait."""

FIXED_QUEUE = 0.4
"""What appointments leave of the queue at the check."""

PAYDAY_TALK = 20.0
"""From this wait on, in minutes, people speak of the payday if it is one."""

BRANCH_DAYS = (1.2, 1.0, 0.9, 0.9, 1.1, 1.0, 0.0)
ONLINE_DAYS = (1.0, 1.0, 1.0, 1.0, 0.9, 1.0, 1.3)
"""How busy each day of the week is, Monday first; the branches are closed on Sundays."""

# Hour of the day: how busy. The same curve loads the queue, so that most people come when most people come.
BRANCH_HOURS = dict(zip(range(9, 17), (6, 10, 9, 6, 4, 6, 8, 5), strict=True))
PHONE_HOURS = dict(zip(range(8, 21), (5, 9, 10, 8, 5, 4, 6, 7, 6, 5, 4, 4, 3), strict=True))
ONLINE_HOURS = dict(zip(range(7, 24), (3, 4, 3, 3, 3, 6, 5, 3, 3, 3, 3, 5, 6, 9, 10, 9, 5), strict=True))
DELIVERY_HOURS = dict(zip(range(9, 19), (6, 8, 7, 4, 3, 5, 6, 6, 5, 3), strict=True))


def load(moment: datetime) -> float:
    """Return how full a branch is at `moment`: from 0 (empty) to 1 at the busiest hour, 1.6 on a payday."""
    crowd = PAYDAY_CROWD if moment.day in PAYDAYS else 1.0
    return crowd * BRANCH_HOURS.get(moment.hour, 0) / 10
