"""Reads dates and times as people write them, and asks back where day and month could be either."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...errors import EventLogError
from ...i18n import Phrase

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pandas import Series

DayFirst = bool | Mapping[str, bool] | None

_CLOCK = (
    r"(?:[T\s]*(?P<half>上午|下午|中午|[AaPp]\.?[Mm]\.?)?\s*(?P<hour>\d{1,2})\s*[:：时点]\s*(?P<minute>\d{1,2})\s*分?"
    r"(?:\s*[:：]?\s*(?P<second>\d{1,2})\s*秒?)?(?:[.,](?P<part>\d{1,9}))?\s*(?P<half2>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "(?P<name>" + "|".join(_MONTHS) + r")[a-z]*\.?"
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?" + _CLOCK)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:[T\s]?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?"
)
_YEAR_LAST = re.compile(r"(?P<one>\d{1,2})(?P<sign>[-/.])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4}),?" + _CLOCK)
_NAMED = re.compile(
    rf"(?:(?P<day>\d{{1,2}})[-\s]{_MONTH}[-\s,]+|{_MONTH.replace('name', 'name2')}\s+(?P<day2>\d{{1,2}}),?\s+)"
    rf"(?P<year>\d{{4}}),?{_CLOCK}",
    re.IGNORECASE,
)
_ISO = r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?$"

# Excel counts days from here; the years 1954 to 2119 in its numbers.
_EXCEL = dt.datetime(1899, 12, 30)
_SERIALS = (20_000.0, 80_000.0)


@dataclass
class Times:
    """A column of times.

    Attributes
    ----------
    values : array of datetime64[us]
        NaT where a cell is blank or cannot be read.
    notes : list of Phrase
        What was decided.
    """

    values: NDArray[np.datetime64]
    notes: list[Phrase] = field(default_factory=list)


@dataclass(frozen=True)
class _Late:
    """A date with the year last: one of the two other numbers is the day."""

    one: int
    two: int
    sign: str
    year: int
    clock: dict[str, str | None]

    def read(self, day_first: bool) -> dt.datetime | None:
        day, month = (self.one, self.two) if day_first else (self.two, self.one)
        return _moment(self.year, month, day, self.clock)


def read_times(
    cells: Series[str], lines: NDArray[np.int64], column: str, day_first: DayFirst = None, serials: bool = False
) -> Times:
    """Return the times that a column of text holds.

    Understood are ISO 8601, year first with any sign or 年月日, eight digits, English names of months, and day or
    month first with the year last; with or without a clock of 24 or 12 hours.

    Parameters
    ----------
    cells : Series of str
        Blank where nothing is written.
    lines : array of int64
        Where each cell stands in the file.
    column : str
        What the file calls the column.
    day_first : bool or mapping, optional
        The order of day and month where the year comes last; a mapping says it for each sign, as
        ``{"-": True, "/": False}``. Without it the order is taken from dates that can be read in one way only; for
        each sign by itself, because a column with two signs was written by two programs.
    serials : bool
        Whether a bare number is one of Excel's.

    Raises
    ------
    EventLogError
        If the order of day and month shows nowhere, shows both ways, or some times have a zone and some none.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> read_times(pd.Series(["2026年3月1日 下午2:05"]), np.array([2]), "时间").values
    array(['2026-03-01T14:05:00.000000'], dtype='datetime64[us]')
    """
    import numpy as np
    import pandas as pd

    texts = cells.astype("str").str.strip()
    values = np.full(len(texts), np.datetime64("NaT"), dtype="datetime64[us]")
    iso = texts.str.match(_ISO).to_numpy(dtype=bool)
    if iso.any():
        read = pd.to_datetime(texts[iso], format="ISO8601", errors="coerce")
        values[iso] = read.to_numpy().astype("datetime64[us]")
    places = np.flatnonzero(~iso & (texts != "").to_numpy())
    found = {text: _parse(text, serials) for text in dict.fromkeys(texts.iloc[places])}
    order = _orders(found, texts, lines, column, day_first)
    zones: dict[str, dt.timedelta | None] = {}
    moments: dict[str, dt.datetime | None] = {}
    for text, parsed in found.items():
        moment = parsed.read(order[parsed.sign]) if isinstance(parsed, _Late) else parsed
        if moment is not None:
            zones[text] = moment.utcoffset()
        moments[text] = moment
    note = _zone_note(set(zones.values()) | ({None} if not np.isnat(values).all() else set()), column)
    to_utc = note is not None and note.key == "reading.note_zones"
    for place in places:
        moment = moments[texts.iloc[place]]
        if moment is not None:
            values[place] = np.datetime64(_naive(moment, to_utc), "us")
    notes = [] if note is None else [note]
    notes += [
        Phrase("reading.note_day_first" if first else "reading.note_month_first", {"column": column, "sign": sign})
        for sign, first in order.items()
    ]
    return Times(values, notes)


def looks_like_times(cells: Series[str]) -> bool:
    """Return whether at least four in five cells that hold something are dates of some form."""
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(cells):
        return True
    texts = [text for text in cells.astype("str").str.strip() if text]
    # Eight digits are a number more often than a date.
    good = sum(not text.isdigit() and _parse(text, serials=False) is not None for text in texts)
    return bool(texts) and good >= 0.8 * len(texts)


def _parse(text: str, serials: bool) -> dt.datetime | _Late | None:
    """Return one time; None if it is none."""
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        parts = found.groupdict()
        return _moment(int(parts["year"]), int(parts["month"]), int(parts["day"]), parts)
    if found := _YEAR_LAST.fullmatch(text):
        parts = found.groupdict()
        late = _Late(int(parts["one"]), int(parts["two"]), parts["sign"], int(parts["year"]), parts)
        return late if late.read(True) or late.read(False) else None
    if found := _NAMED.fullmatch(text):
        parts = found.groupdict()
        month = _MONTHS.index((parts["name"] or parts["name2"]).lower()[:3]) + 1
        return _moment(int(parts["year"]), month, int(parts["day"] or parts["day2"]), parts)
    if serials and re.fullmatch(r"\d{5}(\.\d+)?", text) and _SERIALS[0] <= float(text) < _SERIALS[1]:
        seconds = round(float(text) * 86_400)
        return _EXCEL + dt.timedelta(seconds=seconds)
    return None


def _moment(year: int, month: int, day: int, clock: dict[str, str | None]) -> dt.datetime | None:
    """Return the time of these parts; None if there is no such day or hour."""
    hour, minute, second = (int(clock.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (clock.get("half") or clock.get("half2") or "").replace(".", "").lower()
    if half:
        if not 1 <= hour <= 12 and not (half in ("上午", "下午", "中午") and hour < 24):
            return None
        if half in ("pm", "下午", "中午") and hour < 12 and not (half == "中午" and hour >= 11):
            hour += 12
        elif half in ("am", "上午") and hour == 12:
            hour = 0
    part = (clock.get("part") or "")[:6].ljust(6, "0")
    zone = clock.get("zone")
    offset = None
    if zone:
        sign = -1 if zone[0] == "-" else 1
        digits = zone[1:].replace(":", "") or "0000"
        offset = dt.timezone(sign * dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
    try:
        return dt.datetime(year, month, day, hour, minute, second, int(part or 0), tzinfo=offset)
    except ValueError:
        return None


def _orders(
    found: dict[str, dt.datetime | _Late | None],
    texts: Series[str],
    lines: NDArray[np.int64],
    column: str,
    day_first: DayFirst,
) -> dict[str, bool]:
    """Return, for each sign between the numbers, whether the day comes first."""
    order: dict[str, bool] = {}
    late = [(text, one) for text, one in found.items() if isinstance(one, _Late)]

    def line(text: str) -> int:
        return int(lines[(texts == text).to_numpy().argmax()])

    for sign in dict.fromkeys(one.sign for _, one in late):
        told = day_first.get(sign) if isinstance(day_first, Mapping) else day_first
        if told is not None:
            order[sign] = told
            continue
        same = [(text, one) for text, one in late if one.sign == sign]
        day = next((text for text, one in same if one.read(True) and not one.read(False)), None)
        month = next((text for text, one in same if one.read(False) and not one.read(True)), None)
        if day is not None and month is not None:
            places = {"day": day, "day_line": line(day), "month": month, "month_line": line(month)}
            raise EventLogError("reading.mixed_order", column=column, **places)
        if day is None and month is None:
            text, one = same[0]
            first, second = one.read(True), one.read(False)
            readings = {
                "day_reading": f"{first:%Y-%m-%d}" if first else "",
                "month_reading": f"{second:%Y-%m-%d}" if second else "",
            }
            raise EventLogError("reading.ambiguous_order", column=column, text=text, line=line(text), **readings)
        order[sign] = day is not None
    return order


def _zone_note(zones: set[dt.timedelta | None], column: str) -> Phrase | None:
    """Return what becomes of the time zones, if there are any."""
    told = {zone for zone in zones if zone is not None}
    if not told:
        return None
    if None in zones:
        raise EventLogError("reading.mixed_zones", column=column)
    if len(told) > 1:
        return Phrase("reading.note_zones", {"column": column, "count": len(told)})
    hours = next(iter(told)).total_seconds() / 3600
    return Phrase("reading.note_zone", {"column": column, "zone": f"UTC{hours:+g}"})


def _naive(moment: dt.datetime, to_utc: bool) -> dt.datetime:
    return (moment.astimezone(dt.UTC) if to_utc else moment).replace(tzinfo=None)
