"""What a case's description says beyond its tables: periods, the fix, questions, the outcome. All of it is optional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..errors import CaseError
from ..i18n import language, t

DESCRIPTION = "datapackage.json"


@dataclass(frozen=True)
class Period:
    """A span of time, `since` included, `until` not."""

    since: datetime
    until: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.since <= moment < self.until


@dataclass(frozen=True)
class CaseUnit:
    """A store, branch or office; its `group` is ``"treated"`` (it got the fix) or ``"control"``."""

    code: str
    group: str
    name_zh: str
    name_en: str

    def name(self, lang: str | None = None) -> str:
        """Return what it is called in `lang` (default: the current language)."""
        return self.name_zh if (lang or language()) == "zh" else self.name_en


@dataclass(frozen=True)
class CaseAspect:
    """What the relationship survey asks to rate in its column ``rate_<code>``, and where it is experienced."""

    code: str
    touchpoints: tuple[str, ...]
    name_zh: str
    name_en: str

    def name(self, lang: str | None = None) -> str:
        """Return what it is called in `lang` (default: the current language)."""
        return self.name_zh if (lang or language()) == "zh" else self.name_en


@dataclass(frozen=True)
class CaseQuestion:
    """A question that customers were asked, with the ends of its scale.

    `version` names the measure: ``"2.0"`` for the effort score of 1 to 7 on which high is easy.
    """

    low: int
    high: int
    version: str
    wordings: Mapping[str, str]
    low_labels: Mapping[str, str]
    high_labels: Mapping[str, str]

    def wording(self, lang: str | None = None) -> str:
        """Return the question in `lang` (default: the current language)."""
        return self.wordings[lang or language()]

    def low_label(self, lang: str | None = None) -> str:
        """Return what the lowest answer means."""
        return self.low_labels[lang or language()]

    def high_label(self, lang: str | None = None) -> str:
        """Return what the highest answer means."""
        return self.high_labels[lang or language()]


@dataclass(frozen=True)
class CaseOutcome:
    """The table of what the journey leads to: orders, applications, bookings.

    `time`, `amount` and `success` are names of its columns; `success` holds the time at which it succeeded and is empty
    where it did not. None where there is no such column.
    """

    table: str
    time: str
    amount: str | None
    success: str | None


def read_periods(description: Mapping[str, Any]) -> dict[str, Period]:
    """Return the periods by name, ``"before"`` and ``"after"`` where the description has any."""
    return {
        name: Period(
            _moment(f"periods.{name}.from", period, "from"),
            _moment(f"periods.{name}.until", period, "until"),
        )
        for name, period in _entries(description, "periods").items()
    }


def read_fix_from(description: Mapping[str, Any]) -> datetime | None:
    """Return when the fix began, None if there was none."""
    fix = _entries(description, "fix")
    return _moment("fix.from", fix, "from") if fix else None


def read_fixed_touchpoints(description: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the codes of the touchpoints that the fix mends."""
    codes = _entries(description, "fix").get("touchpoints", [])
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise _broken("fix.touchpoints", t("cases.expected_entry", entry="touchpoints"))
    return tuple(codes)


def read_questions(description: Mapping[str, Any]) -> dict[str, CaseQuestion]:
    """Return the questions by the name of their measure: ``csat``, ``ces``, ``nps``, ``overall``."""
    found = {}
    for name, entry in _entries(description, "questions").items():
        try:
            found[name] = CaseQuestion(
                int(entry["low"]),
                int(entry["high"]),
                str(entry["version"]),
                *(_both(entry, text) for text in ("wording", "low_label", "high_label")),
            )
        except (KeyError, TypeError, ValueError) as error:
            wanted = t("cases.expected_entry", entry="wording, low, high, low_label, high_label, version")
            raise _broken(f"questions.{name}", wanted) from error
    return found


def read_source_names(description: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return what each system that recorded events is called, by language."""
    found = {}
    for source, entry in _entries(description, "sources").items():
        try:
            found[source] = _both(entry, "name")
        except (KeyError, TypeError, AttributeError) as error:
            raise _broken(f"sources.{source}", t("cases.expected_entry", entry="name")) from error
    return found


def read_outcome(description: Mapping[str, Any]) -> CaseOutcome | None:
    """Return the table of outcomes, None if the case has none."""
    entry = _entries(description, "outcome")
    if not entry:
        return None
    columns = [entry.get(column) for column in ("table", "time", "amount", "success")]
    table, time, amount, success = columns
    if not (isinstance(table, str) and isinstance(time, str)):
        raise _broken("outcome", t("cases.expected_entry", entry="table, time"))
    return CaseOutcome(table, time, amount, success)


def _both(entry: Mapping[str, Any], text: str) -> dict[str, str]:
    """Return the text by language; the English one stands in where there is no other."""
    return {"en": str(entry[text]), "zh": str(entry.get(f"{text}_zh") or entry[text])}


def _entries(description: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = description.get(name, {})
    if not isinstance(found, dict):
        raise _broken(name, t("cases.expected_entry", entry=name))
    return found


def _moment(place: str, entry: Any, name: str) -> datetime:
    try:
        return datetime.fromisoformat(entry[name])
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(place, t("cases.type_datetime")) from error


def _broken(place: str, expected: str) -> CaseError:
    return CaseError("cases.broken_description", file=DESCRIPTION, place=place, expected=expected)
