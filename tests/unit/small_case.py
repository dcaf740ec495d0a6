"""A case small enough to work out by hand: two touchpoints, a handful of rows."""

import json
from pathlib import Path

from journeybook.cases import Case

COLUMNS = {
    "touchpoints": {
        "code": "string",
        "stage": "integer",
        "channel": "string",
        "name_zh": "string",
        "name_en": "string",
    },
    "events": {
        "event_id": "integer",
        "customer_id": "integer",
        "touchpoint": "string",
        "started": "datetime",
        "wait_min": "number",
        "duration_min": "number",
    },
    "surveys": {"event_id": "integer", "touchpoint": "string", "csat": "integer"},
    "comments": {
        "event_id": "integer",
        "touchpoint": "string",
        "written": "datetime",
        "language": "string",
        "text": "string",
    },
    "tickets": {
        "ticket_id": "integer",
        "touchpoint": "string",
        "kind": "string",
        "opened": "datetime",
        "first_reply": "datetime",
    },
}

TABLES = {
    "touchpoints": "till,2,store,收银台,Till\nad,1,web,广告,Ad\n",
    "events": (
        "1,7,till,2026-03-02T10:00,1,2\n"
        "2,7,till,2026-03-02T11:00,2,4\n"
        "3,8,till,2026-03-02T12:00,3,6\n"
        "4,8,ad,2026-03-02T13:00,,5\n"
    ),
    "surveys": "1,till,5\n2,till,4\n3,till,1\n",
    "comments": (
        "2,till,2026-03-03T09:00,en,second\n1,till,2026-03-02T09:00,en,first\n"
        "3,till,2026-03-04T09:00,zh,第三\n4,till,2026-03-05T09:00,en,fourth\n"
    ),
    "tickets": (
        "1,till,complaint,2026-03-10T00:00,2026-03-10T10:00\n"
        "2,till,request,2026-03-10T00:00,2026-03-10T20:00\n"
        "3,till,complaint,2026-03-10T00:00,2026-03-11T06:00\n"
        "4,ad,request,2026-03-10T00:00,2026-03-11T16:00\n"
        "5,ad,request,2026-03-11T00:00,\n"
    ),
}


def describe(promise: float | None = 24) -> dict:
    """Return a description of the tables above, valid and minimal."""
    description: dict = {
        "title": "Small case",
        "title_zh": "小案例",
        "description": "For tests.",
        "observed": {"from": "2026-03-01T00:00", "until": "2026-03-12T00:00"},
        "resources": [
            {
                "name": table,
                "path": f"{table}.csv",
                "schema": {"fields": [{"name": name, "type": kind} for name, kind in columns.items()]},
            }
            for table, columns in COLUMNS.items()
        ],
    }
    if promise is not None:
        description["promises"] = {"first_response_hours": promise}
    return description


def write_case(folder: Path, description: dict | None = None, **tables: str) -> Path:
    """Write the small case into `folder`, the rows of some tables replaced; return `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(describe() if description is None else description)
    folder.joinpath("datapackage.json").write_text(text, encoding="utf-8")
    for name, rows in {**TABLES, **tables}.items():
        header = ",".join(COLUMNS[name])
        folder.joinpath(f"{name}.csv").write_text(f"{header}\n{rows}", encoding="utf-8")
    return folder


def small_case(folder: Path, description: dict | None = None, **tables: str) -> Case:
    """Write the small case and open it."""
    return Case(write_case(folder / "small", description, **tables))
