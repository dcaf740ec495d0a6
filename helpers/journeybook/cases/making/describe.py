"""The tables of every case: columns, units, ranges; and ``datapackage.json``, which says so to others.

The words come from the catalogue: domain ``tables`` for what every case has, ``case_<name>`` for what is its own. An
entry of ``case_<name>`` of the same key goes before the one in ``tables``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...i18n import catalogue, t
from ...model import Channel
from .plan import CasePlan

_DATETIME_FORMAT = "%Y-%m-%dT%H:%M"
_CHANNELS = tuple(channel.value for channel in Channel)

_SCALES: dict[str, tuple[int, int, str]] = {
    "csat": (1, 5, "1-5"),
    "ces": (1, 7, "2.0"),
    "nps": (0, 10, "0-10"),
    "overall": (1, 5, "1-5"),
}
"""Lowest and highest answer of each question, and the version of the measure."""


@dataclass(frozen=True)
class Column:
    """One column: its Frictionless type, unit and constraints.

    `refers` names the table whose first column the values come from; `unique` is True for a key of one column.
    """

    name: str
    type: str = "string"
    unit: str | None = None
    minimum: float | str | None = None
    maximum: float | str | None = None
    enum: tuple[str, ...] = ()
    required: bool = True
    refers: str | None = None


@dataclass(frozen=True)
class Table:
    """One table; `key` are the columns that together tell its rows apart."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]


@dataclass(frozen=True)
class OutcomeTable:
    """A case's own table: what the journey leads to.

    Parameters
    ----------
    name, key
        Such as ``orders`` and ``order_id``.
    columns
        What follows ``event_id``, the ids, ``unit`` and ``channel``, in the order of `Outcome.cells`.
    time, amount, success
        Names of the columns with its time, its value in money, and the time at which it succeeded (empty: never);
        None where it has no such column.
    """

    name: str
    key: str
    columns: tuple[Column, ...]
    time: str
    amount: str | None = None
    success: str | None = None


def moment(plan: CasePlan, name: str, required: bool = True) -> Column:
    """Return a column of times within the data."""
    since, until = (edge.isoformat(timespec="minutes") for edge in (plan.start, plan.end))
    return Column(name, "datetime", minimum=since, maximum=until, required=required)


def _score(name: str, highest: int, lowest: int = 1, required: bool = True) -> Column:
    return Column(name, "integer", minimum=lowest, maximum=highest, required=required)


def _choice(name: str, options: Any) -> Column:
    return Column(name, enum=tuple(options))


def tables(plan: CasePlan, outcome: OutcomeTable) -> dict[str, Table]:
    """Return all tables of a case by name, in the order of the files."""
    event = Column("event_id", refers="events")
    touchpoint = Column("touchpoint", enum=tuple(plan.by_code), refers="touchpoints")
    channel = Column("channel", enum=_CHANNELS)
    member = Column("member_id", required=False, refers="customers")
    ids = (member, Column("phone", required=False), Column("app_id", required=False, refers="app_accounts"))
    unit = Column("unit", required=False, refers="units")
    names = (Column("name_zh"), Column("name_en"))
    language = _choice("language", plan.languages)
    last_day = plan.end.date().isoformat()
    found = (
        Table("touchpoints", ("code",), (Column("code"), _score("stage", 5), channel, *names)),
        Table("units", ("unit",), (Column("unit"), *names, _choice("group", ("treated", "control")))),
        Table(
            "customers",
            ("member_id",),
            (
                Column("member_id"),
                Column("phone", required=False),
                Column("joined", "date", maximum=last_day),
                _choice("age_band", plan.age_bands),
                language,
                _choice("level", plan.levels),
                Column("unit", refers="units"),
            ),
        ),
        Table(
            "app_accounts",
            ("app_id",),
            (Column("app_id"), Column("phone", required=False), member, Column("created", "date", maximum=last_day)),
        ),
        Table(
            "events",
            ("event_id",),
            (
                Column("event_id"),
                _choice("source", plan.by_source),
                *ids,
                unit,
                touchpoint,
                channel,
                moment(plan, "started"),
                Column("wait_min", "number", "min", 0, 120, required=False),
                Column("duration_min", "number", "min", 0, 240),
                moment(plan, "recorded"),
            ),
        ),
        Table(
            "surveys",
            ("survey_id",),
            (
                Column("survey_id"),
                event,
                touchpoint,
                moment(plan, "answered"),
                _score("csat", 5),
                _score("ces", 7, required=False),
            ),
        ),
        Table(
            "comments",
            ("comment_id",),
            (Column("comment_id"), event, touchpoint, moment(plan, "written"), language, Column("text")),
        ),
        Table(
            "tickets",
            ("ticket_id",),
            (
                Column("ticket_id"),
                Column("event_id", required=False, refers="events"),
                touchpoint,
                *ids,
                _choice("kind", ("complaint", "request")),
                channel,
                _choice("topic", plan.topics),
                moment(plan, "opened"),
                moment(plan, "first_reply", required=False),
            ),
        ),
        Table(outcome.name, (outcome.key,), (Column(outcome.key), event, *ids, unit, channel, *outcome.columns)),
        Table(
            "relationship",
            ("answer_id",),
            (
                Column("answer_id"),
                Column("member_id", refers="customers"),
                moment(plan, "answered"),
                _score("nps", 10, 0),
                _score("overall", 5),
                *(_score(f"rate_{aspect.code}", 5, required=False) for aspect in plan.aspects),
            ),
        ),
        Table("aspects", ("aspect",), (Column("aspect"), *names, Column("touchpoints"))),
        Table(
            "features",
            ("feature",),
            (
                Column("feature"),
                *names,
                *(Column(f"{side}_{lang}") for side in ("functional", "dysfunctional") for lang in ("zh", "en")),
            ),
        ),
        Table(
            "kano",
            ("answer_id", "feature"),
            (
                Column("answer_id"),
                Column("member_id", refers="customers"),
                moment(plan, "answered"),
                Column("feature", enum=tuple(feature.code for feature in plan.features), refers="features"),
                _score("functional", 5),
                _score("dysfunctional", 5),
            ),
        ),
        Table(
            "interviews",
            ("interview_id", "language", "turn"),
            (
                _score("interview_id", 12),
                language,
                Column("turn", "integer", minimum=1, maximum=40),
                _choice("speaker", ("interviewer", "customer")),
                Column("touchpoint", enum=tuple(plan.by_code), required=False, refers="touchpoints"),
                Column("text"),
            ),
        ),
    )
    return {table.name: table for table in found}


def words(case: str, key: str, lang: str, **params: Any) -> str:
    """Return the case's own entry for `key`, or else the one that all cases share."""
    domain = f"case_{case}"
    return t(f"{domain if key in catalogue(lang, domain) else 'tables'}.{key}", lang, **params)


def datapackage(plan: CasePlan, outcome: OutcomeTable) -> dict[str, Any]:
    """Return the content of ``datapackage.json``, after the Frictionless Data Package specification, version 1.

    Beyond the specification: an entry ``…_zh`` stands beside each English one; ``unit`` names a column's unit;
    ``observed`` is the span of the data, ``periods`` the two parts of it that are compared, ``fix`` what was mended
    between them and where; ``questions`` holds wording and scale of what customers were asked, ``sources`` the
    systems and the ids that they know, ``outcome`` the table of what the journey leads to, ``promises`` what the
    company promises its customers.
    """
    known = tables(plan, outcome)
    periods = {
        name: {"from": _minutes(period.since), "until": _minutes(period.until)}
        for name, period in (("before", plan.before), ("after", plan.after))
    }
    return {
        "profile": "tabular-data-package",
        "name": plan.name,
        **_both(plan.name, "title", "title"),
        **_both(plan.name, "about", "description"),
        "synthetic": True,
        "version": "2.0.0",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "observed": {"from": _minutes(plan.start), "until": _minutes(plan.end)},
        "periods": periods,
        "fix": {
            "from": _minutes(plan.fix_from),
            "touchpoints": list(plan.fixed_touchpoints),
            **_both(plan.name, "fix_about", "about"),
        },
        "promises": {"first_response_hours": plan.promised_hours},
        "questions": {name: _question(plan, name, *scale) for name, scale in _SCALES.items()},
        "sources": {
            source.name: {**_both(plan.name, f"source_{source.name}", "name"), "identifies_by": list(source.knows)}
            for source in plan.sources
        },
        "outcome": {
            "table": outcome.name,
            "time": outcome.time,
            "amount": outcome.amount,
            "success": outcome.success,
        },
        "resources": [_resource(plan, table, known) for table in known.values()],
    }


def _question(plan: CasePlan, name: str, low: int, high: int, version: str) -> dict[str, Any]:
    return {
        **_both(plan.name, f"question_{name}", "wording"),
        "low": low,
        "high": high,
        **_both(plan.name, f"question_{name}_low", "low_label"),
        **_both(plan.name, f"question_{name}_high", "high_label"),
        "version": version,
    }


def _resource(plan: CasePlan, table: Table, known: dict[str, Table]) -> dict[str, Any]:
    foreign = [
        {"fields": column.name, "reference": {"resource": column.refers, "fields": known[column.refers].key[0]}}
        for column in table.columns
        if column.refers
    ]
    schema: dict[str, Any] = {
        "fields": [_field(plan, table, column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": table.key[0] if len(table.key) == 1 else list(table.key),
    }
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "encoding": "utf-8",
        **_both(plan.name, f"table_{table.name}", "title"),
        "schema": schema,
    }


def _field(plan: CasePlan, table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type}
    if column.type == "datetime":
        field["format"] = _DATETIME_FORMAT
    if column.name.startswith("rate_"):
        aspect = column.name.removeprefix("rate_")
        for lang, entry in (("en", "description"), ("zh", "description_zh")):
            name = words(plan.name, f"aspect_{aspect}", lang)
            field[entry] = words(plan.name, "relationship_rate", lang, aspect=name)
    else:
        own = f"{table.name}_{column.name}"
        known = own in catalogue("en", f"case_{plan.name}") or own in catalogue("en", "tables")
        field |= _both(plan.name, own if known else f"outcome_{column.name}", "description")
    if column.unit:
        field["unit"] = column.unit
    constraints: dict[str, Any] = {"required": column.required}
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    if column.enum:
        constraints["enum"] = list(column.enum)
    return {**field, "constraints": constraints}


def _both(case: str, key: str, entry: str) -> dict[str, str]:
    """Return `entry` in English and, under ``<entry>_zh``, in Chinese."""
    return {entry: words(case, key, "en"), f"{entry}_zh": words(case, key, "zh")}


def _minutes(when: Any) -> str:
    return str(when.isoformat(timespec="minutes"))
