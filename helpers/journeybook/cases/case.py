"""A case: a company with a dataset in ``datasets/<name>/`` of the workbook."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import workbook
from ..errors import CaseError
from ..i18n import language, t
from ..model import Channel
from .parts import (
    DESCRIPTION,
    CaseAspect,
    CaseOutcome,
    CaseQuestion,
    CaseUnit,
    Period,
    read_fix_from,
    read_fixed_touchpoints,
    read_outcome,
    read_periods,
    read_questions,
    read_source_names,
)

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class CaseTouchpoint:
    """One touchpoint of the case's catalogue; `stage` counts from 1 in the five-stage template."""

    code: str
    stage: int
    channel: Channel
    name_zh: str
    name_en: str

    def name(self, lang: str | None = None) -> str:
        """Return what it is called in `lang` (default: the current language)."""
        return self.name_zh if (lang or language()) == "zh" else self.name_en


class Case:
    """A dataset and its description.

    Tables are read on first use and kept; whoever gets one must not change it.

    Parameters
    ----------
    folder : Path
        The folder with ``datapackage.json`` and the CSV files; its name is the name of the case.

    Raises
    ------
    CaseError
        If the description is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name
        self._tables: dict[str, DataFrame] = {}
        self._description = _read_description(folder / DESCRIPTION, self.name)
        self._periods = read_periods(self._description)
        self._fix_from = read_fix_from(self._description)
        self._fixed_touchpoints = read_fixed_touchpoints(self._description)
        self._questions = read_questions(self._description)
        self._source_names = read_source_names(self._description)
        self._outcome = read_outcome(self._description)

    def __repr__(self) -> str:
        return f"Case({self.name!r})"

    def title(self, lang: str | None = None) -> str:
        """Return the title in `lang` (default: the current language)."""
        return self._in_language("title", lang)

    def about(self, lang: str | None = None) -> str:
        """Return the description in `lang` (default: the current language)."""
        return self._in_language("description", lang)

    @property
    def is_synthetic(self) -> bool:
        """Whether the description says that a program made the data."""
        return self._description.get("synthetic") is True

    @property
    def table_names(self) -> tuple[str, ...]:
        """The names of the tables, in the order of the description."""
        return tuple(resource["name"] for resource in self._description["resources"])

    @property
    def observed_until(self) -> datetime:
        """The end of the window: what had not happened by then is not in the data."""
        return datetime.fromisoformat(self._description["observed"]["until"])

    @property
    def promised_first_response(self) -> float | None:
        """Hours within which the company promises a first human reply; None if it promises nothing."""
        hours = self._description.get("promises", {}).get("first_response_hours")
        return None if hours is None else float(hours)

    @property
    def periods(self) -> dict[str, Period]:
        """The periods that are compared, ``"before"`` and ``"after"``; empty if the case has no such two."""
        return self._periods

    @property
    def fix_from(self) -> datetime | None:
        """When the first unit had the fix; None if the case tells of none."""
        return self._fix_from

    @property
    def fixed_touchpoints(self) -> tuple[str, ...]:
        """The codes of the touchpoints that the fix mends."""
        return self._fixed_touchpoints

    def fix_about(self, lang: str | None = None) -> str:
        """Return what the fix is, in `lang` (default: the current language); empty if the case tells of none."""
        fix = self._description.get("fix", {})
        about = (lang or language()) == "zh" and fix.get("about_zh")
        return str(about or fix.get("about", ""))

    @property
    def questions(self) -> dict[str, CaseQuestion]:
        """What customers were asked, by measure: ``csat``, ``ces``, ``nps``, ``overall``, as far as described."""
        return self._questions

    @property
    def outcome(self) -> CaseOutcome | None:
        """The table of what the journey leads to; None if the case has none."""
        return self._outcome

    def source_name(self, source: str, lang: str | None = None) -> str:
        """Return what the system `source` is called in `lang` (default: the current language)."""
        names = self._source_names.get(source, {})
        return names.get(lang or language(), source)

    def table(self, name: str) -> DataFrame:
        """Return one table, its columns typed as ``datapackage.json`` says.

        Whole numbers are ``int64`` (``Int64`` where cells may be empty), numbers ``float64``, dates and times
        ``datetime64``, all else ``str``.

        Raises
        ------
        CaseError
            If there is no such table, or its file is missing or breaks its description.
        """
        if name not in self._tables:
            resources = {resource["name"]: resource for resource in self._description["resources"]}
            if name not in resources:
                raise CaseError("cases.unknown_table", table=name, known=", ".join(resources))
            from .tables import read_table

            self._tables[name] = read_table(self.folder, self.name, resources[name])
        return self._tables[name]

    @cached_property
    def touchpoints(self) -> tuple[CaseTouchpoint, ...]:
        """The case's catalogue of touchpoints, in journey order.

        Raises
        ------
        CaseError
            If ``touchpoints.csv`` is missing or damaged.
        """
        rows = self._rows("touchpoints", ("code", "stage", "channel", "name_zh", "name_en"))
        return tuple(
            CaseTouchpoint(code, int(stage), _channel(channel), name_zh, name_en)
            for code, stage, channel, name_zh, name_en in sorted(rows, key=lambda row: row[1])
        )

    @cached_property
    def units(self) -> tuple[CaseUnit, ...]:
        """The case's stores, branches or offices, in the order of the file; none without a table ``units``.

        Raises
        ------
        CaseError
            If ``units.csv`` is missing or damaged.
        """
        if "units" not in self.table_names:
            return ()
        rows = self._rows("units", ("unit", "group", "name_zh", "name_en"))
        return tuple(CaseUnit(*row) for row in rows)

    @cached_property
    def aspects(self) -> tuple[CaseAspect, ...]:
        """What the relationship survey asks to rate, in the order of the file; none without a table ``aspects``.

        Raises
        ------
        CaseError
            If ``aspects.csv`` is missing or damaged.
        """
        if "aspects" not in self.table_names:
            return ()
        rows = self._rows("aspects", ("aspect", "touchpoints", "name_zh", "name_en"))
        return tuple(
            CaseAspect(code, tuple(filter(None, touchpoints.split(";"))), name_zh, name_en)
            for code, touchpoints, name_zh, name_en in rows
        )

    def touchpoint_options(self, lang: str | None = None) -> list[dict[str, str]]:
        """Return what the board offers: ``code``, ``name`` in `lang` and ``channel`` of each touchpoint."""
        return [
            {"code": touchpoint.code, "name": touchpoint.name(lang), "channel": touchpoint.channel.value}
            for touchpoint in self.touchpoints
        ]

    def _rows(self, name: str, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
        """Return these columns of a table, row by row."""
        table = self.table(name)
        for column in columns:
            if column not in table.columns:
                expected = t("cases.expected_entry", entry=column)
                raise _broken(DESCRIPTION, f"resources.{name}.schema.fields", expected)
        return list(zip(*(table[column].tolist() for column in columns), strict=True))

    def _in_language(self, entry: str, lang: str | None) -> str:
        if (lang or language()) == "zh":
            return str(self._description.get(f"{entry}_zh") or self._description[entry])
        return str(self._description[entry])


def datasets_folder() -> Path:
    """Return the workbook's ``datasets`` folder.

    Raises
    ------
    CaseError
        If it has no such folder.
    """
    folder = workbook.home() / "datasets"
    if not folder.is_dir():
        raise CaseError("cases.no_datasets", folder=folder.parent)
    return folder


def load(name: str) -> Case:
    """Return the case called `name`, e.g. ``"retail"``.

    Raises
    ------
    CaseError
        If there is no such case, or its description is missing or damaged.

    Examples
    --------
    >>> load("retail").touchpoints[0].code
    'social_post'
    """
    datasets = datasets_folder()
    places = (datasets, workbook.own_cases())
    folder = next((place / name for place in places if (place / name).is_dir()), datasets / name)
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name) or not folder.is_dir():
        known = sorted(path.parent.name for place in places for path in place.glob(f"*/{DESCRIPTION}"))
        listed = ", ".join(known) or t("cases.no_case")
        raise CaseError("cases.unknown_case", name=name, known=listed, folder=datasets)
    return Case(folder)


def _channel(value: str) -> Channel:
    try:
        return Channel(value)
    except ValueError as error:
        expected = t("cases.expected_channel", channels=", ".join(Channel), got=value)
        raise _broken("touchpoints.csv", "channel", expected) from error


def _broken(file: str, place: str, expected: str) -> CaseError:
    return CaseError("cases.broken_description", file=file, place=place, expected=expected)


def _read_description(path: Path, name: str) -> dict[str, Any]:
    """Return the parsed description, its entries that the package relies on checked."""
    if not path.is_file():
        raise CaseError("cases.missing_file", file=path.name, name=name)
    try:
        description: dict[str, Any] = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        place = f"{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else "1:1"
        raise _broken(path.name, place, t("cases.expected_json")) from error
    for place, entry, kind in (
        ("title", "title", str),
        ("description", "description", str),
        ("resources", "resources", list),
        ("observed", "observed", dict),
    ):
        if not isinstance(description, dict) or not isinstance(description.get(entry), kind):
            raise _broken(path.name, place, t("cases.expected_entry", entry=entry))
    try:
        datetime.fromisoformat(description["observed"]["until"])
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(path.name, "observed.until", t("cases.type_datetime")) from error
    for number, resource in enumerate(description["resources"]):
        try:
            entries = (resource["name"], resource["path"], *(x["name"] for x in resource["schema"]["fields"]))
        except (KeyError, TypeError) as error:
            missing = t("cases.expected_entry", entry="name, path, schema.fields[].name")
            raise _broken(path.name, f"resources.{number}", missing) from error
        if not all(isinstance(entry, str) for entry in entries) or Path(resource["path"]).name != resource["path"]:
            raise _broken(path.name, f"resources.{number}.path", t("cases.expected_entry", entry="path"))
    return description
