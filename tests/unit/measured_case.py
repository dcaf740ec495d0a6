"""A case whose effects can be worked out in the head: two stores, 20 customers each, a fix in one of them.

Each customer comes to the till and is advised once a period, and opens one ticket. Number 0 to 19 of a store:

- satisfied with the till: in March to May numbers below 6 in both; in July to September below 16 with the fix, below 8
  without: 30 → 80 and 30 → 40 per cent, an effect of 40 points;
- a second order: below 10 in both; then below 15 and below 11: 50 → 75 and 50 → 55 per cent, 20 points; each order is
  100, so 20 of sales, too;
- hours to the first reply: about 40 in both; then about 10 and 30: −20 hours;
- an order fulfilled: the first ones always, second ones never.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path

from journeybook.cases import Case

COLUMNS = {
    "touchpoints": "code stage:integer channel name_zh name_en",
    "units": "unit name_zh name_en group",
    "customers": "member_id phone joined:date age_band language level unit",
    "app_accounts": "app_id phone member_id created:date",
    "events": (
        "event_id source member_id phone app_id unit touchpoint channel started:datetime wait_min:number"
        " duration_min:number recorded:datetime"
    ),
    "surveys": "survey_id event_id touchpoint answered:datetime csat:integer ces:integer",
    "comments": "comment_id event_id touchpoint written:datetime language text",
    "tickets": (
        "ticket_id event_id touchpoint member_id phone app_id kind channel topic opened:datetime first_reply:datetime"
    ),
    "orders": (
        "order_id event_id member_id phone app_id unit channel placed:datetime amount_cny:number fulfilled:datetime"
    ),
    "relationship": (
        "answer_id member_id answered:datetime nps:integer overall:integer rate_paying:integer rate_help:integer"
    ),
    "aspects": "aspect name_zh name_en touchpoints",
    "features": "feature name_zh name_en",
    "kano": "answer_id member_id answered:datetime feature functional:integer dysfunctional:integer",
}

PERIODS = {
    "before": {"from": "2026-03-01T00:00", "until": "2026-06-01T00:00"},
    "after": {"from": "2026-07-01T00:00", "until": "2026-10-01T00:00"},
}

SATISFIED = {("S1", "before"): 6, ("S1", "after"): 16, ("S2", "before"): 6, ("S2", "after"): 8}
TWICE = {("S1", "before"): 10, ("S1", "after"): 15, ("S2", "before"): 10, ("S2", "after"): 11}
HOURS = {("S1", "before"): 40, ("S1", "after"): 10, ("S2", "before"): 40, ("S2", "after"): 30}


def rows(name: str = "Till") -> dict[str, list[tuple]]:
    """Return all tables; `name` is what the till, paying and the first feature are called in English."""
    tables: dict[str, list[tuple]] = {table: [] for table in COLUMNS}
    tables["touchpoints"] = [
        ("ad", 1, "web", "广告", "Ad"),
        ("advice", 2, "store", "导购", "Advice"),
        ("till", 3, "store", "收银台", name),
    ]
    tables["units"] = [("S1", "一店", "One", "treated"), ("S2", "二店", "Two", "control")]
    tables["aspects"] = [("paying", "付款", name, "till"), ("help", "售后", "Help", "")]
    tables["features"] = [("quick", "快速通道", name), ("gift", "礼物", "Gift"), ("new", "新品", "New")]
    for store in ("S1", "S2"):
        for number in range(20):
            member = f"{store}M{number:02}"
            tables["customers"].append(
                (member, f"100{store[1]}{number:07}", "2025-01-01", "26-35", "zh", "none", store)
            )
            for period, first in (("before", datetime(2026, 3, 10)), ("after", datetime(2026, 7, 10))):
                _lived(tables, member, store, number, period, first)
            for feature, pair in (("quick", (3, 5)), ("gift", (1, 3) if number < 11 else (3, 3))):
                answer = f"K{member}{feature}"
                tables["kano"].append((answer, member, "2026-05-25T10:00", feature, *pair))
    return tables


def _lived(tables: dict, member: str, store: str, number: int, period: str, first: datetime) -> None:
    """Add what happened to one customer in one period."""
    day = first + timedelta(hours=9 + number % 8)
    key = f"{member}{period[0]}"
    at_till = 5 if number < SATISFIED[store, period] else 1
    for code, csat in (("till", at_till), ("advice", 5 if number % 2 else 1)):
        start = day + timedelta(minutes=30 * (code == "till"))
        event = f"E{key}{code}"
        ids = (member, "", "", store)
        tables["events"].append((event, "pos", *ids, code, "store", _at(start), 1, 2, _at(start)))
        tables["surveys"].append((f"Q{event}", event, code, _at(start + timedelta(days=1)), csat, 5))
    orders = [(first, _at(first + timedelta(days=3)))]
    if number < TWICE[store, period]:
        orders.append((first + timedelta(days=30), ""))
    for place, (placed, fulfilled) in enumerate(orders):
        order = (f"O{key}{place}", f"E{key}till", member, "", "", store, "store")
        tables["orders"].append((*order, _at(placed + timedelta(hours=10)), 100, fulfilled))
    hours = HOURS[store, period] + (number - 10) / 10
    ticket = (f"T{key}", "", "till", member, "", "", "complaint", "phone", "waiting")
    tables["tickets"].append((*ticket, _at(day), _at(day + timedelta(hours=hours))))
    # Whom the till pleased recommends; of the others half do not care and half advise against.
    nps = 10 if at_till == 5 else 8 if number % 4 in (1, 2) else 3
    paying, help_ = 1 + number % 5, 1 + number * 3 % 4
    overall = round((3 * paying + help_) / 4)
    rated = "" if number == 19 else paying
    answered = _at(first + timedelta(days=70))
    tables["relationship"].append((f"R{key}", member, answered, nps, overall, rated, help_))


def measured_case(folder: Path, tables: dict[str, list[tuple]] | None = None, **description: object) -> Case:
    """Write the case into `folder`, entries of its description replaced or (None) left out, and load it."""
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for name, found in {**rows(), **(tables or {})}.items():
        fields = [
            dict(zip(("name", "type"), [*column.split(":"), "string"][:2], strict=True))
            for column in COLUMNS[name].split()
        ]
        lines = [",".join(field["name"] for field in fields), *(",".join(map(str, row)) for row in found)]
        folder.joinpath(f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        resources.append({"name": name, "path": f"{name}.csv", "schema": {"fields": fields}})
    whole = {
        "title": "Measured",
        "description": "For tests.",
        "observed": {"until": "2026-10-01T00:00"},
        "periods": PERIODS,
        "fix": {"from": "2026-06-01T00:00", "touchpoints": ["till"], "about": "A new till."},
        "outcome": {"table": "orders", "time": "placed", "amount": "amount_cny", "success": None},
        "promises": {"first_response_hours": 24},
        "resources": resources,
        **description,
    }
    text = json.dumps({name: entry for name, entry in whole.items() if entry is not None})
    folder.joinpath("datapackage.json").write_text(text, encoding="utf-8")
    return Case(folder)


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
