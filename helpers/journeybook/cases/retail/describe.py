"""The description of the retail tables: columns, meanings, units, ranges; the content of ``datapackage.json``.

The words come from the catalogue, domain ``cases``: ``retail_<table>`` and ``retail_<table>_<column>``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...i18n import t
from ...model import Channel
from . import plan

_CHANNELS = tuple(channel.value for channel in Channel)
_CODES = tuple(how.code for how in plan.TOUCHPOINTS)
_FIRST = plan.START.isoformat(timespec="minutes")
_LAST = plan.END.isoformat(timespec="minutes")

_DATETIME_FORMAT = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class Column:
    """One column: its Frictionless type, unit and constraints.

    `refers` names the table whose first column the values come from.
    """

    name: str
    type: str
    unit: str | None = None
    minimum: float | str | None = None
    maximum: float | str | None = None
    enum: tuple[str, ...] = ()
    required: bool = True
    refers: str | None = None


def _moment(name: str, required: bool = True) -> Column:
    return Column(name, "datetime", minimum=_FIRST, maximum=_LAST, required=required)


def _number(name: str) -> Column:
    return Column(name, "integer", minimum=1)


_CUSTOMER = Column("customer_id", "integer", minimum=1, refers="customers")
_EVENT = Column("event_id", "integer", minimum=1, refers="events")
_TOUCHPOINT = Column("touchpoint", "string", enum=_CODES, refers="touchpoints")
_CHANNEL = Column("channel", "string", enum=_CHANNELS)

TABLES: dict[str, tuple[Column, ...]] = {
    "touchpoints": (
        Column("code", "string"),
        Column("stage", "integer", minimum=1, maximum=5),
        _CHANNEL,
        Column("name_zh", "string"),
        Column("name_en", "string"),
    ),
    "customers": (
        _number("customer_id"),
        Column("joined", "date", maximum=plan.START.date().isoformat()),
        Column("age_band", "string", enum=tuple(plan.AGE_BANDS)),
        Column("language", "string", enum=tuple(plan.LANGUAGES)),
        Column("member_level", "string", enum=tuple(plan.LEVELS)),
        Column("district", "string", enum=tuple(plan.DISTRICTS)),
    ),
    "events": (
        _number("event_id"),
        _CUSTOMER,
        _TOUCHPOINT,
        _CHANNEL,
        _moment("started"),
        Column("wait_min", "number", "min", 0, 120, required=False),
        Column("duration_min", "number", "min", 0, 240),
    ),
    "surveys": (
        _number("survey_id"),
        _EVENT,
        _CUSTOMER,
        _TOUCHPOINT,
        _moment("answered"),
        Column("csat", "integer", minimum=1, maximum=5),
    ),
    "comments": (
        _number("comment_id"),
        _EVENT,
        _CUSTOMER,
        _TOUCHPOINT,
        _moment("written"),
        Column("language", "string", enum=tuple(plan.LANGUAGES)),
        Column("text", "string"),
    ),
    "tickets": (
        _number("ticket_id"),
        _EVENT,
        _CUSTOMER,
        _TOUCHPOINT,
        Column("kind", "string", enum=("request", "complaint")),
        _CHANNEL,
        Column(
            "topic",
            "string",
            enum=tuple(sorted({*plan.REQUEST_TOPICS, *(x for how in plan.TOUCHPOINTS for x in how.topics)})),
        ),
        _moment("opened"),
        _moment("first_reply", required=False),
    ),
    "orders": (
        _number("order_id"),
        _EVENT,
        _CUSTOMER,
        _CHANNEL,
        _moment("placed"),
        Column("fulfilment", "string", enum=("store", "delivery", "pickup")),
        Column("items", "integer", minimum=1, maximum=30),
        Column("amount_cny", "integer", "CNY", 10, 20_000),
    ),
}


def touchpoint_name(code: str, lang: str) -> str:
    """Return what the touchpoint is called in the case."""
    return t(f"cases.retail_touchpoint_{code}", lang=lang)


def datapackage() -> dict[str, Any]:
    """Return the content of ``datapackage.json``, after the Frictionless Data Package specification, version 1.

    Beyond the specification: ``title_zh`` and ``description_zh`` stand beside the English ones, ``unit`` names a
    column's unit, ``observed`` the window, ``promises`` what the company promises its customers.
    """
    return {
        "profile": "tabular-data-package",
        "name": "retail",
        **_words("retail", with_description=True),
        "synthetic": True,
        "version": "1.0.0",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "observed": {"from": _FIRST, "until": _LAST},
        "promises": {"first_response_hours": plan.PROMISED_FIRST_RESPONSE_HOURS},
        "resources": [_resource(table, columns) for table, columns in TABLES.items()],
    }


def _resource(table: str, columns: tuple[Column, ...]) -> dict[str, Any]:
    key = columns[0].name
    foreign = [
        {"fields": column.name, "reference": {"resource": column.refers, "fields": TABLES[column.refers][0].name}}
        for column in columns
        if column.refers
    ]
    schema: dict[str, Any] = {
        "fields": [_field(table, column, unique=column.name == key) for column in columns],
        "missingValues": [""],
        "primaryKey": key,
    }
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "path": f"{table}.csv",
        "encoding": "utf-8",
        **_words(f"retail_{table}", with_description=False),
        "schema": schema,
    }


def _field(table: str, column: Column, unique: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type}
    if column.type == "datetime":
        field["format"] = _DATETIME_FORMAT
    field["description"] = t(f"cases.retail_{table}_{column.name}", lang="en")
    field["description_zh"] = t(f"cases.retail_{table}_{column.name}", lang="zh")
    if column.unit:
        field["unit"] = column.unit
    constraints: dict[str, Any] = {"required": column.required}
    if unique:
        constraints["unique"] = True
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    if column.enum:
        constraints["enum"] = list(column.enum)
    return {**field, "constraints": constraints}


def _words(key: str, with_description: bool) -> dict[str, str]:
    """Return the title, and the description where there is one, in both languages."""
    words = {"title": t(f"cases.{key}", lang="en"), "title_zh": t(f"cases.{key}", lang="zh")}
    if with_description:
        words["description"] = t(f"cases.{key}_about", lang="en")
        words["description_zh"] = t(f"cases.{key}_about", lang="zh")
    return words
