"""All customers' lives as tables, and the tables as files."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from . import plan
from .describe import TABLES, datapackage, touchpoint_name
from .draws import Draws
from .life import Life, live
from .voice import comment

Row = tuple[Any, ...]


def generate(seed: int = plan.SEED, customers: int = plan.CUSTOMERS) -> dict[str, list[Row]]:
    """Return the rows of each table, columns in the order of :data:`.describe.TABLES`.

    Parameters
    ----------
    seed : int
        The same seed and number of customers give the same rows.
    customers : int
        How many customers, 1 or more.
    """
    lives = [live(number, seed) for number in range(1, customers + 1)]
    tables: dict[str, list[Row]] = {
        "touchpoints": [
            (how.code, how.stage, how.channel, *(touchpoint_name(how.code, lang) for lang in ("zh", "en")))
            for how in plan.TOUCHPOINTS
        ],
        "customers": [
            (life.number, life.joined, life.age_band, life.language, life.level, life.district) for life in lives
        ],
        "events": _events(lives),
        **_surveys_and_comments(lives, seed),
        "tickets": _tickets(lives),
        "orders": _orders(lives),
    }
    return {name: tables[name] for name in TABLES}


def write(folder: Path, seed: int = plan.SEED, customers: int = plan.CUSTOMERS) -> list[Path]:
    """Write the CSV files and ``datapackage.json`` into `folder`; return their paths.

    The bytes depend on `seed` and `customers` alone. Existing files of these names are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, rows in generate(seed, customers).items():
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(column.name for column in TABLES[name])
            writer.writerows([_cell(value) for value in row] for row in rows)
        paths.append(path)
    description = folder / "datapackage.json"
    text = json.dumps(datapackage(), ensure_ascii=False, indent=2)
    description.write_bytes((text + "\n").encode())
    return [*paths, description]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _numbered(rows: Sequence[Row]) -> list[Row]:
    return [(number, *row) for number, row in enumerate(rows, start=1)]


def _events(lives: list[Life]) -> list[Row]:
    """Put all events in order of time, and number them; the other tables refer to these numbers."""
    events = sorted((event for life in lives for event in life.events), key=lambda event: (event.start, event.customer))
    for number, event in enumerate(events, start=1):
        event.number = number
    return [
        (event.number, event.customer, event.code, event.channel, event.start, event.wait, event.duration)
        for event in events
    ]


def _surveys_and_comments(lives: list[Life], seed: int) -> dict[str, list[Row]]:
    surveys, comments = [], []
    for life in lives:
        requests = {ticket.event.number: ticket for ticket in life.tickets if ticket.kind == "request"}
        draws = Draws(f"retail-voice:{seed}:{life.number}")
        for survey in life.surveys:
            event, answered = survey.event, survey.answered
            surveys.append((event.number, life.number, event.code, answered, event.score))
            if survey.has_comment:
                text = comment(event, life.language, answered, requests.get(event.number), draws)
                comments.append((event.number, life.number, event.code, answered, life.language, text))
    return {
        "surveys": _numbered(sorted(surveys, key=lambda row: (row[3], row[0]))),
        "comments": _numbered(sorted(comments, key=lambda row: (row[3], row[0]))),
    }


def _tickets(lives: list[Life]) -> list[Row]:
    tickets = sorted(
        (ticket for life in lives for ticket in life.tickets),
        key=lambda ticket: (ticket.opened, ticket.event.number),
    )
    return _numbered(
        [
            (
                ticket.event.number,
                ticket.event.customer,
                ticket.event.code,
                ticket.kind,
                ticket.channel,
                ticket.topic,
                ticket.opened,
                ticket.replied,
            )
            for ticket in tickets
        ]
    )


def _orders(lives: list[Life]) -> list[Row]:
    orders = sorted(
        (order for life in lives for order in life.orders), key=lambda order: (order.placed, order.event.number)
    )
    return _numbered(
        [
            (
                order.event.number,
                order.event.customer,
                order.event.channel,
                order.placed,
                order.fulfilment,
                order.items,
                order.amount,
            )
            for order in orders
        ]
    )
