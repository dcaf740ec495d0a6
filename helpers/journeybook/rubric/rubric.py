"""A named list of criteria with points: read from TOML, applied to a map."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn, Self, TypeGuard

from ..errors import RubricError
from ..i18n import Phrase
from .criterion import Criterion, Family, all_criteria, not_attempted, phrase
from .finding import Finding, Verdict
from .subject import Subject


@dataclass(frozen=True)
class Demand:
    """A criterion as a rubric uses it: with points and thresholds."""

    criterion: Criterion
    points: float
    thresholds: dict[str, float]

    def judge(self, subject: Subject) -> Finding:
        """Return what the criterion says of `subject`."""
        return Finding(self.criterion.name, self._verdict(subject), self.points)

    def _verdict(self, subject: Subject) -> Verdict:
        name = self.criterion.name
        if self.criterion.about_map:
            if subject.map_problem is not None:
                return Verdict(None, Phrase("rubric.no_map", {}))
            if subject.journey_map is None or subject.journey_map == subject.starter:
                untouched = not_attempted(name, self.thresholds)
                # Of a map that is given half drawn, "no pain points yet" would be untrue.
                return (
                    replace(untouched, why=Phrase("rubric.as_given", {})) if subject.starter.touchpoints else untouched
                )
        if self.criterion.family is Family.PLAN and (subject.plan is None or subject.plan.is_blank):
            return not_attempted(name, self.thresholds)
        if self.criterion.needs_key and subject.key is None:
            return Verdict(None, phrase(name, "later"))
        return self.criterion.judge(subject, self.thresholds)


@dataclass(frozen=True)
class Rubric:
    """What an exercise is judged by.

    Parameters
    ----------
    items : dict
        Item id (as in the notebook's ``exercise.check("…")``) → its demands.
    """

    items: dict[str, tuple[Demand, ...]]

    def judge(self, item: str, subject: Subject, *, visible_only: bool = False) -> tuple[Finding, ...]:
        """Return the findings of one item, in the rubric's order.

        Parameters
        ----------
        item : str
            Id of the item.
        subject : Subject
            What is judged.
        visible_only : bool
            Leave out the criteria that need the key.

        Raises
        ------
        RubricError
            If the rubric has no such item.
        """
        if item not in self.items:
            raise RubricError("rubric.unknown_item", item=item, known=", ".join(self.items))
        return tuple(
            demand.judge(subject) for demand in self.items[item] if not (visible_only and demand.criterion.needs_key)
        )

    def points(self, item: str) -> float:
        """Return the points that an item is worth."""
        return sum(demand.points for demand in self.items[item])

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the rubric in a TOML file.

        Raises
        ------
        RubricError
            If the file is missing or not TOML, or has an unknown criterion, threshold or entry, or bad points; where
            a name looks like one that there is, the sentence asks whether that was meant.
        """
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise RubricError("rubric.missing", file=path.name) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise RubricError("rubric.not_toml", file=path.name, reason=str(error)) from error
        known = all_criteria()
        _check_entries(path, data, ("format", "item"))
        items: dict[str, tuple[Demand, ...]] = {}
        for item in _tables(path, data, "item"):
            if not isinstance(name := item.get("id"), str) or name in items:
                _fail(path, "rubric.bad_item", came=repr(name))
            _check_entries(path, item, ("id", "criterion"))
            items[name] = tuple(_demand(path, known, entry) for entry in _tables(path, item, "criterion"))
        return cls(items)


def _tables(path: Path, data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    tables = data.get(name)
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        _fail(path, "rubric.no_tables", table=name)
    return tables


def _check_entries(path: Path, table: dict[str, Any], known: tuple[str, ...]) -> None:
    for name in sorted(table.keys() - set(known)):
        _fail(path, "rubric.unknown_entry", entry=name, known=", ".join(known), advice=_closest(name, known))


def _demand(path: Path, known: dict[str, Criterion], entry: dict[str, Any]) -> Demand:
    name = entry.get("name")
    if not isinstance(name, str) or name not in known:
        advice = _closest(name, known)
        _fail(path, "rubric.unknown_criterion", name=repr(name), known=", ".join(sorted(known)), advice=advice)
    criterion = known[name]
    points = entry.get("points")
    if not _is_number(points) or not 0 <= points <= 100:
        _fail(path, "rubric.bad_points", name=name, came=repr(points))
    thresholds = dict(criterion.thresholds)
    for threshold, value in entry.items():
        if threshold in ("name", "points"):
            continue
        if threshold not in thresholds:
            allowed, advice = ", ".join(thresholds) or "–", _closest(threshold, ("points", *thresholds))
            _fail(path, "rubric.unknown_threshold", name=name, threshold=threshold, known=allowed, advice=advice)
        if not _is_number(value) or value < 0:
            _fail(path, "rubric.bad_threshold", name=name, threshold=threshold, came=repr(value))
        thresholds[threshold] = value
    return Demand(criterion, float(points), thresholds)


def _closest(name: Any, known: Iterable[str]) -> Phrase:
    """Return the question whether the most similar of `known` was meant, or where all of them are described."""
    similar = get_close_matches(name, list(known), n=1) if isinstance(name, str) else []
    return Phrase("rubric.closest", {"name": similar[0]}) if similar else Phrase("rubric.described", {})


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _fail(path: Path, key: str, **params: Any) -> NoReturn:
    raise RubricError(key, file=path.name, **params)
