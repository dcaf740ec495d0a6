"""From the flat rows of a table, written by :mod:`.records` or filled by a person, to a map.

Columns and words are understood in every language of the workbook. Mistakes are gathered and told together, each with
its place.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ..errors import FormatError
from ..i18n import LANGUAGES, Phrase, t
from ..model import MAX_CARDS, MAX_TEXT, JourneyMap, new_id
from .losses import CARDS, Loss, LossKind
from .records import CHOICES, CODES, FIELDS, ONE_ROW, choices, folded, said

MOST_ROWS = len(FIELDS) * MAX_CARDS
"""More rows no map has; what has more is refused before it fills the memory."""

TOLD = 8
"""So many mistakes are told at once."""

_ID = re.compile(r"[a-z]+-[0-9a-z]{1,24}")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"[,，、;；\s]+")

WHOLE = {"emotion": (-2, 2), "severity": (1, 5)}


@dataclass
class Row:
    """A row of a table: its record, its cells that are not blank by field, and how to say where a field stands."""

    record: str
    cells: dict[str, str]
    place: Callable[[str], Phrase]
    id: str = field(default="", init=False)


def fields_by_header(record: str = "") -> dict[str, str]:
    """Return which field a header means, in any language or by its code; of one record or of all."""
    wanted = FIELDS[record] if record else ("record", *dict.fromkeys(one for names in FIELDS.values() for one in names))
    return {
        normal(word): name
        for name in wanted
        for word in (name, *(t(f"records.col_{name}", lang) for lang in LANGUAGES))
    }


def normal(text: str) -> str:
    """Return a header or a number as it is compared: without wide forms, spaces and capital letters."""
    return re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def journey_map(rows: Iterable[Row]) -> tuple[JourneyMap, tuple[Loss, ...]]:
    """Return the map that rows describe, and the cells that have no place on it.

    Raises
    ------
    FormatError
        If a cell cannot be understood or refers to what is not there; the sentence names the first such places.
    ModelError
        If there are more cards than a map can have.
    """
    return _Maker(rows).made()


class _Maker:
    def __init__(self, rows: Iterable[Row]) -> None:
        self._mistakes: list[Phrase] = []
        self._losses: list[Loss] = []
        self._rows: dict[str, list[Row]] = {record: [] for record in FIELDS}
        for row in rows:
            self._rows[row.record].append(row)
        self._give_ids()
        self._known = {record: self._names(record) for record in CODES}
        self._stage_of: dict[str, str] = {}

    def made(self) -> tuple[JourneyMap, tuple[Loss, ...]]:
        data: dict[str, Any] = {}
        for record in ONE_ROW:
            rows = self._rows[record]
            for again in rows[1:]:
                self._mistake(again, "", Phrase("records.once", {}))
            found = self._card(rows[0]) if rows else {}
            data |= found if record == "map" else {record: found}
        for record, cards in CARDS.items():
            data[cards] = [self._card(row) | {"id": row.id} for row in self._rows[record]]
        if self._mistakes:
            raise FormatError("records.mistakes", count=len(self._mistakes), mistakes=_told(self._mistakes[:TOLD]))
        return JourneyMap.parse(data), tuple(self._losses)

    def _give_ids(self) -> None:
        """Keep the ids that are whole; a row that was copied gets one of its own."""
        taken: set[str] = set()
        for record in CARDS:
            for row in self._rows[record]:
                wanted = row.cells.get("id", "").strip()
                row.id = wanted if _ID.fullmatch(wanted) and wanted not in taken else new_id(record.replace("_", ""))
                taken.add(row.id)

    def _names(self, record: str) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
        """Return the rows of a record by number and by name; a row without a number has that of its place."""
        codes: dict[str, list[Row]] = {}
        names: dict[str, list[Row]] = {}
        called = "name" if "name" in FIELDS[record] else "text"
        rows = self._rows[record]
        for row in rows:
            for found, cell in ((codes, row.cells.get("code", "")), (names, row.cells.get(called, ""))):
                if cell.strip():
                    found.setdefault(folded(cell), []).append(row)
        for place, row in enumerate(rows, 1):
            if not row.cells.get("code", "").strip():
                codes.setdefault(f"{CODES[record]}{place}".casefold(), [row])
        return codes, names

    def _found(self, cell: str, *kinds: str) -> list[Row]:
        """Return the cards that a cell may mean: those with this number, else those with this name."""
        for way in (0, 1):
            if found := [row for kind in kinds for row in self._known[kind][way].get(folded(cell), [])]:
                return found
        return []

    def _mistake(self, row: Row, name: str, wrong: Phrase) -> None:
        self._mistakes.append(Phrase("records.mistake", {"place": row.place(name), "wrong": wrong}))

    def _card(self, row: Row) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name in row.cells:
            if name not in FIELDS[row.record] and row.cells[name].strip():
                place = row.place(name)
                self._losses.append(Loss(LossKind.IGNORED, "cell", t(place.key, **place.params)))
        for name in FIELDS[row.record]:
            if name in ("code", "id"):
                continue
            value = self._value(row, name, row.cells.get(name, ""))
            if value is not None:
                made[name] = value
        if row.record in ("touchpoint", "pain_point", "opportunity"):
            self._stage_of[row.id] = made.get("stage", "")
        return made

    def _value(self, row: Row, name: str, cell: str) -> Any:
        if (row.record, name) in CHOICES:
            return self._choice(row, name, cell)
        if name in ("emotion", "severity", "number"):
            return self._number(row, name, cell)
        if name == "pain_points":
            return self._pain_points(row, cell)
        if name in ("stage", "touchpoint", "lane", "claim"):
            return self._link(row, name, cell)
        if len(cell) > MAX_TEXT:
            self._mistake(row, name, Phrase("records.too_long", {"most": MAX_TEXT, "came": len(cell)}))
            return None
        return cell or None

    def _choice(self, row: Row, name: str, cell: str) -> Any:
        word = folded(unicodedata.normalize("NFKC", cell))
        if not word:
            return self._default(row, name)
        meant = said(row.record, name)
        if name == "is_moment_of_truth":
            meant |= dict.fromkeys(("true", "1", "y", "x", "✓", "✔", "√"), "yes") | dict.fromkeys(
                ("false", "0", "n"), "no"
            )
        if word not in meant:
            known = _listed(*(choices(row.record, name, lang) for lang in LANGUAGES))
            self._mistake(row, name, Phrase("records.choice", {"known": known, "came": _short(cell)}))
            return None
        return meant[word] == "yes" if name == "is_moment_of_truth" else meant[word]

    def _default(self, row: Row, name: str) -> Any:
        """Return what a blank choice means: only what a piece of evidence supports must be told, unless it is clear."""
        if name != "aspect":
            return None
        if [one.record for one in self._found(row.cells.get("claim", ""), "touchpoint", "pain_point")] == [
            "pain_point"
        ]:
            return "pain_point"
        self._mistake(row, name, Phrase("records.blank", {}))
        return None

    def _number(self, row: Row, name: str, cell: str) -> Any:
        text = unicodedata.normalize("NFKC", cell).strip().replace("−", "-")
        if not text:
            return None
        words = _emotions() if name == "emotion" else {}
        value = words.get(text.casefold(), float(text) if _NUMBER.fullmatch(text) else math.nan)
        if name in WHOLE:
            low, high = WHOLE[name]
            if low <= value <= high and value == int(value):
                return int(value)
            self._mistake(row, name, Phrase("records.whole", {"low": low, "high": high, "came": _short(cell)}))
            return None
        if math.isfinite(value):
            return value
        self._mistake(row, name, Phrase("records.number", {"came": _short(cell)}))
        return None

    def _link(self, row: Row, name: str, cell: str) -> str | None:
        if not cell.strip():
            if name == "touchpoint":
                return None
            stage = self._stage_of_touchpoint(row) if (row.record, name) == ("pain_point", "stage") else None
            if stage is None:
                self._mistake(row, name, Phrase("records.blank", {}))
            return stage
        found = self._found(cell, *(("touchpoint", "pain_point") if name == "claim" else (name,)))
        if len(found) == 1:
            return found[0].id
        key = "records.unknown" if not found else "records.unclear"
        self._mistake(row, name, Phrase(key, {"came": _short(cell)}))
        return None

    def _stage_of_touchpoint(self, row: Row) -> str | None:
        found = self._found(row.cells.get("touchpoint", ""), "touchpoint")
        return self._stage_of.get(found[0].id) if len(found) == 1 else None

    def _pain_points(self, row: Row, cell: str) -> list[str]:
        whole = self._found(cell, "pain_point") if cell.strip() else []
        if len(whole) == 1:
            return [whole[0].id]
        found = []
        for code in filter(None, _BETWEEN.split(cell)):
            meant = self._found(code, "pain_point")
            if len(meant) != 1:
                key = "records.unknown" if not meant else "records.unclear"
                self._mistake(row, "pain_points", Phrase(key, {"came": _short(code)}))
            else:
                found.append(meant[0].id)
        return found


def _told(mistakes: list[Phrase]) -> Phrase:
    """Return mistakes as one phrase, a line each."""
    *before, last = mistakes
    told = Phrase("records.last_mistake", {"mistake": last})
    for one in reversed(before):
        told = Phrase("records.mistake_and_more", {"mistake": one, "more": told})
    return told


def _emotions() -> dict[str, float]:
    names = {"m2": -2, "m1": -1, "0": 0, "1": 1, "2": 2}
    return {t(f"board.emotion_{name}", lang).casefold(): value for lang in LANGUAGES for name, value in names.items()}


def _listed(*words: list[str]) -> str:
    return " / ".join(dict.fromkeys(word for some in words for word in some))


def _short(cell: str) -> str:
    text = " ".join(cell.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
