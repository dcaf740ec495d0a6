"""The figures of a course's effect as rows for spreadsheets: a sheet for each level, or one CSV file."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..evidence import SMALL, ClassGain, Opinion
from ..evidence.opinions import FEWEST, FEWEST_MEAN
from ..i18n import t
from .effect import Effect, Round
from .sheetfiles import Value, add_head, add_line, add_sheet, finish, format_cell, new_book, save_book, save_csv

INDICATORS = ("response", "satisfaction", "loyalty", "sales")
"""The four indicators of level 4."""

LEVELS = (1, 2, 3, 4)

_COLUMNS = ("part", "what", "measure", "value", "low", "high", "n", "note")


@dataclass(frozen=True)
class Row:
    """One figure, or one sentence of a trainee."""

    level: int
    part: str
    """The round of a sheet, or what of the tests it is about."""
    what: str
    """The question, the topic or the trainee's id."""
    measure: str
    value: Value
    low: float | None = None
    high: float | None = None
    n: int | None = None
    note: str = ""


def rows(found: Effect) -> Iterator[Row]:
    """Yield all figures, level by level."""
    for one in found.reaction:
        yield from _round(1, one, found.trainees)
    if found.learning is not None:
        yield from _learning(found)
    for one in found.behaviour:
        yield from _round(3, one, found.trainees)
    for indicator in INDICATORS:
        where = t(f"training.where_{indicator}")
        yield Row(4, "", t(f"training.indicator_{indicator}"), t(f"training.how_{indicator}"), None, note=where)


def write_xlsx(file: Path, found: Effect) -> None:
    """Write a workbook with a sheet for each level; raises ClassError if it cannot be written."""
    book = new_book()
    written = list(rows(found))
    for level in LEVELS:
        sheet = add_sheet(book, t(f"training.level_{level}"))
        add_head(sheet, [t(f"training.column_{name}") for name in _COLUMNS])
        for row in written:
            if row.level == level:
                add_line(sheet, _cells(row))
                for column in (4, 5, 6):
                    format_cell(sheet, column, "0.00")
        finish(sheet, "A2")
    save_book(book, file)


def write_csv(file: Path, found: Effect) -> None:
    """Write all figures to one CSV file; raises ClassError if it cannot be written."""
    head = [t("training.column_level"), *(t(f"training.column_{name}") for name in _COLUMNS)]
    lines = [[str(row.level), *map(_plain, _cells(row))] for row in rows(found)]
    save_csv(file, [head, *lines])


def _cells(row: Row) -> list[Value]:
    return [row.part, row.what, row.measure, row.value, row.low, row.high, row.n, row.note]


def _plain(value: Value) -> str:
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)


def _round(level: int, one: Round, trainees: int) -> Iterator[Row]:
    yield Row(level, one.title, t("training.sheets"), t("training.sent"), one.sent, n=trainees)
    for opinion in one.opinions:
        yield from _opinion(level, one.title, opinion)


def _opinion(level: int, part: str, one: Opinion) -> Iterator[Row]:
    what, note = one.question.text, note_on(one)

    def row(measure: str, value: Value, low: float | None = None, high: float | None = None) -> Row:
        return Row(level, part, what, t(f"training.{measure}"), value, low, high, one.n, note)

    if one.nps is not None:
        yield row("nps", one.nps.value, one.nps.low, one.nps.high)
    if not math.isnan(one.mean):
        yield row("mean", one.mean, one.low, one.high)
        yield row("median", one.median)
    elif not math.isnan(one.share):
        yield row("done", one.share, one.share_low, one.share_high)
    elif not one.words:
        yield row("answers", one.n)
    for option, count in one.counts.items():
        yield Row(
            level, part, what, t("training.chose", option=one.question.options[option]), count, n=one.n, note=note
        )
    for words in one.words:
        yield Row(level, part, what, t("training.words"), " ".join(words.split()))


def _learning(found: Effect) -> Iterator[Row]:
    learning = found.learning
    if learning is None:
        return
    part = t("training.class")
    yield from _gain(part, t("training.whole_test"), learning.gain)
    for key in ("only_before", "only_after"):
        yield Row(2, part, t("training.whole_test"), t(f"training.{key}"), getattr(learning, key))
    for topic in learning.topics:
        yield from _gain(t("training.topics"), topic.title, topic.gain)
    for one in learning.learners:
        points = ((t("training.before"), one.before), (t("training.after"), one.after), (t("training.gain"), one.gain))
        for measure, value in points:
            yield Row(2, t("training.trainees"), one.trainee, measure, value, n=1)


def _gain(part: str, what: str, gain: ClassGain) -> Iterator[Row]:
    note = t("training.few", n=gain.n, small=SMALL) if gain.small else ""
    for measure, value, ends in (
        ("before", gain.before, ()),
        ("after", gain.after, ()),
        ("gain", gain.value, (gain.low, gain.high)),
    ):
        low, high = (_there(end) for end in ends) if ends else (None, None)
        yield Row(2, part, what, t(f"training.{measure}"), _there(value), low, high, gain.n, note)


def _there(value: float) -> float | None:
    return None if math.isnan(value) else value


def note_on(one: Opinion) -> str:
    """Return what to bear in mind about the figures of a question."""
    notes = []
    if one.withheld:
        notes.append(t("training.withheld", fewest=FEWEST))
    if 0 < one.n < FEWEST_MEAN and (one.question.counts or one.question.ends[0]):
        notes.append(t("training.no_mean", fewest=FEWEST_MEAN))
    if one.small and one.n >= FEWEST_MEAN:
        notes.append(t("training.few", n=one.n, small=SMALL))
    return " ".join(notes)
