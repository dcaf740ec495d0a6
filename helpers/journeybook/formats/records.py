"""A map as flat rows, the same for every table: CSV holds them in one long table, Excel in a sheet a kind.

Cards have a number (``T3``) beside their id, for people to refer to them; where a name is clear it stands for the
number. :mod:`.tableread` makes a map from such rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from ..i18n import LANGUAGES, t
from ..model import Aspect, Channel, EvidenceKind, JourneyMap, Kind, LaneKind
from .losses import CARDS, ONCE, is_blank

Cell = str | int | float | None

FIELDS: dict[str, tuple[str, ...]] = {
    "map": ("kind",),
    "persona": ("name", "about", "goal"),
    "scenario": ("name", "situation"),
    "stage": ("code", "name", "id"),
    "touchpoint": (
        *("code", "stage", "name", "channel", "emotion", "is_moment_of_truth", "action", "thought", "backstage"),
        *("case_touchpoint", "id"),
    ),
    "pain_point": ("code", "stage", "touchpoint", "text", "severity", "id"),
    "opportunity": ("code", "stage", "text", "pain_points", "goal", "measure", "owner", "id"),
    "evidence": ("code", "claim", "aspect", "kind", "text", "source", "id"),
    "lane": ("code", "name", "kind", "unit", "id"),
    "lane_cell": ("lane", "stage", "text", "number", "id"),
}
"""The records of a map and their fields, in the order of the columns."""

ONE_ROW = ("map", *ONCE)
"""Records that occur once."""

CODES = {
    "stage": "S",
    "touchpoint": "T",
    "pain_point": "P",
    "opportunity": "O",
    "evidence": "E",
    "lane": "L",
}
"""With what the numbers of a kind begin."""

CODE = re.compile(rf"[{''.join(CODES.values())}]\d{{1,6}}")

CHOICES: dict[tuple[str, str], dict[str, str]] = {
    ("map", "kind"): {one: f"board.kind_{one}" for one in Kind},
    ("touchpoint", "channel"): {one: f"board.channel_{one}" for one in Channel},
    ("touchpoint", "is_moment_of_truth"): {"yes": "records.yes", "no": "records.no"},
    ("evidence", "aspect"): {one: f"records.aspect_{one}" for one in Aspect},
    ("evidence", "kind"): {one: f"records.evidence_{one}" for one in EvidenceKind},
    ("lane", "kind"): {one: f"board.lanes_kind_{one}" for one in LaneKind},
}
"""Values that a field may have, and the keys of what they are called."""

_LONGEST_NAME = 120
"""A longer name does not stand for its card."""


def header(field: str, lang: str) -> str:
    """Return what a column is called."""
    return t(f"records.col_{field}", lang)


def title(record: str, lang: str, *, many: bool = False) -> str:
    """Return what a record is called, or a sheet with many of it."""
    return t(f"records.{'sheet' if many else 'record'}_{record}", lang)


def choices(record: str, field: str, lang: str) -> list[str]:
    """Return the words among which a field chooses, none if it is free."""
    return [t(key, lang) for key in CHOICES.get((record, field), {}).values()]


def said(record: str, field: str) -> dict[str, str]:
    """Return which value is meant by a word, in any language, or by its code; words are in small letters."""
    values = CHOICES[record, field]
    return {
        word.casefold(): str(value)
        for value, key in values.items()
        for word in (str(value), *(t(key, lang) for lang in LANGUAGES))
    }


def rows(journey_map: JourneyMap, lang: str) -> dict[str, list[dict[str, Cell]]]:
    """Return the map as rows by record, words in `lang`; blank fields are None or missing."""
    codes = {
        card.id: f"{CODES[kind]}{number}"
        for kind in CODES
        for number, card in enumerate(getattr(journey_map, CARDS[kind]), 1)
    }
    names = _Names(journey_map, codes)
    found: dict[str, list[dict[str, Cell]]] = {
        "map": [{"kind": _word("map", "kind", journey_map.kind, lang)}],
        **{part: [dict(getattr(journey_map, part).model_dump())] for part in ONCE},
    }
    for kind, cards in CARDS.items():
        found[kind] = []
        for card in getattr(journey_map, cards):
            row: dict[str, Cell] = {"code": codes[card.id]} if kind in CODES else {}
            for field in type(card).model_fields:
                value = getattr(card, field)
                row[field] = None if is_blank(value) else _cell(kind, field, value, names, lang)
            found[kind].append(row)
    return found


def _cell(kind: str, field: str, value: Any, names: _Names, lang: str) -> Cell:
    if (kind, field) in CHOICES:
        return _word(kind, field, "yes" if value is True else value, lang)
    if field == "pain_points":
        return ", ".join(names.codes[one] for one in value)
    if field in ("stage", "touchpoint", "lane", "claim"):
        return names.of(field, value)
    cell: Cell = value
    return cell


def _word(record: str, field: str, value: str | StrEnum, lang: str) -> str:
    return t(CHOICES[record, field][str(value)], lang)


class _Names:
    """Says by what a row refers to another: its name where that is clear, else its number."""

    def __init__(self, journey_map: JourneyMap, codes: dict[str, str]) -> None:
        self.codes = codes
        touchpoints = clear_names((one.id, one.name) for one in journey_map.touchpoints)
        self._clear = {
            "stage": clear_names((one.id, one.name) for one in journey_map.stages),
            "touchpoint": touchpoints,
            "lane": clear_names((one.id, one.name) for one in journey_map.lanes),
            # What is claimed of a pain point is told by its number: a text could be a touchpoint's name as well.
            "claim": clear_names(
                [(one.id, one.name) for one in journey_map.touchpoints]
                + [(one.id, one.text) for one in journey_map.pain_points]
            ),
        }
        self._pain_points = {one.id for one in journey_map.pain_points}

    def of(self, field: str, card: str) -> str:
        """Return what stands in a cell that refers to a card."""
        if card in self._pain_points:
            return self.codes[card]
        return self._clear[field].get(card, self.codes[card])


def clear_names(cards: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the names, by id, that are one line, are no number of a card, and belong to one card only."""
    named = list(cards)
    often = Counter(folded(name) for _, name in named)
    return {
        card: name
        for card, name in named
        if name
        and name == " ".join(name.split())
        and len(name) <= _LONGEST_NAME
        and not CODE.fullmatch(folded(name).upper())
        and name.isprintable()
        and often[folded(name)] == 1
    }


def folded(name: str) -> str:
    """Return a name as it is compared: without spaces around it, in small letters."""
    return name.strip().casefold()
