"""Who the customers are, and by which ids the systems know them."""

from __future__ import annotations

from datetime import timedelta

from . import ids
from .draws import Draws
from .plan import CasePlan, SourcePlan
from .records import Person

_SHARED_PHONES = 0.03
"""Share of couples among neighbours in number who gave the same phone number."""

_CRM_KNOWS_PHONE = 0.85
_APP_KNOWS_MEMBER = 0.55
_APP_KNOWS_PHONE = {True: 0.7, False: 0.9}
"""Whether the app knows the phone, by whether it knows the membership: it needs one of them for most services."""

_OLDEST_DAYS = 1_900
"""Nobody has been a customer for longer: the CRM is about five years old."""


def person(plan: CasePlan, seed: int, number: int) -> Person:
    """Return customer `number` (1 or more); it depends on nobody else but the one they share a phone with."""
    draws = Draws(f"{plan.name}-person:{seed}:{number}")
    unit = draws.weighted({place: place.weight for place in plan.units})
    if draws.chance(plan.new_customers):
        joined = plan.start + timedelta(days=draws.between(0, (plan.end - plan.start).days - 1))
    else:
        ago = min(int(draws.long_tailed(*plan.joined_days_ago)), _OLDEST_DAYS)
        joined = plan.start - timedelta(days=1 + ago)
    has_app = draws.chance(plan.has_app)
    app_member = draws.chance(_APP_KNOWS_MEMBER)
    created = min(joined + timedelta(days=draws.between(0, 60)), plan.end - timedelta(days=1))
    return Person(
        number=number,
        member_id=ids.member_id(number),
        phone=_phone(plan.name, seed, number),
        crm_phone=draws.chance(_CRM_KNOWS_PHONE),
        app_id=ids.app_id(number) if has_app else None,
        app_phone=draws.chance(_APP_KNOWS_PHONE[app_member]),
        app_member=app_member,
        app_created=created.date() if joined < plan.start else joined.date(),
        joined=joined.date(),
        age_band=draws.weighted(plan.age_bands),
        language=draws.weighted(plan.languages),
        level=draws.weighted(plan.levels),
        unit=unit,
        mood=draws.normal(0, plan.mood_sd),
    )


def known_ids(who: Person, source: SourcePlan, draws: Draws) -> tuple[str, str, str]:
    """Return member id, phone and app id as `source` knows them for one record, empty where it does not."""
    whole = {
        "member_id": who.member_id,
        "phone": ids.written_phone(who.phone, source.phone_style),
        "app_id": who.app_id,
    }
    there = [name for name in source.knows if whole[name]]
    known = {name for name in there if draws.chance(source.knows[name])} or set(there[:1])
    member, phone, app = (whole[name] or "" if name in known else "" for name in ("member_id", "phone", "app_id"))
    return member, phone, app


def _phone(case: str, seed: int, number: int) -> str:
    """Return the customer's phone number; the second of a couple has that of the first."""
    if number % 2 == 0 and Draws(f"{case}-couple:{seed}:{number}").chance(_SHARED_PHONES):
        number -= 1
    return ids.phone_number(number)
