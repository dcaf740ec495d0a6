"""A case with sources that disagree, small enough to join by hand: three members, a till, an app and a hotline."""

import json
from pathlib import Path

from journeybook.cases import Case

COLUMNS = {
    "touchpoints": "code:string stage:integer channel:string name_zh:string name_en:string",
    "units": "unit:string name_zh:string name_en:string group:string",
    "customers": "member_id:string phone:string joined:date age_band:string language:string level:string unit:string",
    "app_accounts": "app_id:string phone:string member_id:string created:date",
    "events": (
        "event_id:string source:string member_id:string phone:string app_id:string unit:string touchpoint:string"
        " channel:string started:datetime wait_min:number duration_min:number recorded:datetime"
    ),
    "surveys": ("survey_id:string event_id:string touchpoint:string answered:datetime csat:integer ces:integer"),
    "comments": ("comment_id:string event_id:string touchpoint:string written:datetime language:string text:string"),
    "tickets": (
        "ticket_id:string event_id:string touchpoint:string member_id:string phone:string app_id:string kind:string"
        " channel:string topic:string opened:datetime first_reply:datetime"
    ),
    "orders": (
        "order_id:string event_id:string member_id:string phone:string app_id:string unit:string channel:string"
        " placed:datetime amount_cny:number"
    ),
    "relationship": "answer_id:string member_id:string answered:datetime nps:integer overall:integer",
}

TABLES = {
    "touchpoints": "till,3,store,收银台,Till\nsearch,2,app,搜索,Search\nhotline,4,phone,热线,Hotline\n",
    "units": "S01,一店,One,treated\nS02,二店,Two,control\n",
    "customers": (
        "M1,10000000001,2025-01-01,26-35,zh,gold,S01\n"
        "M2,+86 100 0000 0002,2025-01-02,36-50,en,none,S02\n"
        "M3,10000000001,2025-01-03,36-50,zh,none,S02\n"
    ),
    "app_accounts": "A1,,M1,2025-02-01\nA2,10000000002,,2025-02-02\nA3,,,2025-02-03\n",
    "events": (
        "E1,till,M1,,,S01,till,store,2026-03-02T10:00,4,6,2026-03-02T10:05\n"
        "E2,app,,,A1,,search,app,2026-03-02T11:00,,4,2026-03-02T11:01\n"
        "E3,app,,,A2,,search,app,2026-03-03T11:00,,4,2026-03-05T11:01\n"
        "E4,call_centre,,100-0000-0002,,,hotline,phone,2026-03-04T11:00,2,5,2026-03-04T11:10\n"
        "E5,call_centre,,10000000001,,,hotline,phone,2026-03-04T12:00,3,5,2026-03-04T12:10\n"
        "E6,till,,,,S02,till,store,2026-03-05T12:00,,5,2026-03-05T12:10\n"
        "E7,app,,,A3,,search,app,2026-03-06T11:00,,4,2026-03-06T11:01\n"
        "E0,app,,,A3,,search,app,2026-03-06T11:00,,4,2026-03-06T11:09\n"
        "E8,till,M2,,A1,S02,till,store,2026-03-07T12:00,9,12,2026-03-07T12:10\n"
    ),
    "surveys": (
        "Q1,E1,till,2026-03-02T20:00,2,3\n"
        "Q2,E0,search,2026-03-06T20:00,5,\n"
        "Q3,E7,search,2026-03-06T20:00,5,\n"
        "Q4,E99,till,2026-03-06T20:00,1,\n"
    ),
    "comments": "C1,E4,hotline,2026-03-04T20:00,en,kind\n",
    "tickets": (
        "T1,E4,hotline,,10000000002,,request,phone,staff,2026-03-04T11:10,\n"
        "T2,,till,,,A3,complaint,app,waiting,2026-03-08T11:10,2026-03-08T12:10\n"
        "T3,E5,hotline,,10000000001,,complaint,phone,staff,2026-03-08T11:10,2026-03-08T13:10\n"
    ),
    "orders": "O1,E1,M1,,,S01,store,2026-03-02T10:06,120\nO2,,,,A2,,app,2026-03-03T11:06,80\n",
    "relationship": "R1,M3,2026-03-20T10:00,9,5\n",
}


def build(folder: Path) -> Case:
    """Write the case into `folder` and load it."""
    resources = []
    for name, columns in COLUMNS.items():
        fields = [dict(zip(("name", "type"), column.split(":"), strict=True)) for column in columns.split()]
        header = ",".join(field["name"] for field in fields)
        folder.joinpath(f"{name}.csv").write_text(f"{header}\n{TABLES[name]}", encoding="utf-8")
        resources.append({"name": name, "path": f"{name}.csv", "schema": {"fields": fields}})
    description = {
        "title": "Joined",
        "description": "Joined",
        "observed": {"until": "2026-04-01T00:00"},
        "outcome": {"table": "orders", "time": "placed", "amount": "amount_cny"},
        "resources": resources,
    }
    folder.joinpath("datapackage.json").write_text(json.dumps(description), encoding="utf-8")
    return Case(folder)
