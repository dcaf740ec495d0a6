"""From a trainer's files to the tables of a case: names made safe, rows that cannot be used counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import CaseError
from ..evidence.channels import guess_channel
from ..i18n import Phrase, t
from .columns import Source
from .names import clean, plain_name

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..evidence import EventLog

LEAST_TOUCHPOINTS = 5
"""One for each stage of the map."""

MOST_TEXT = 1000
"""So many characters of a comment are kept."""

MOST_TOUCHPOINTS = 60
"""With more, the column is likely to hold something else, and no board could show them."""


class Touchpoints:
    """The touchpoints that the events name, each with a code; `code` finds one again however it is written."""

    def __init__(self, names: Series[str], order: Mapping[str, float], channels: Mapping[str, str]) -> None:
        counts = Counter(map(plain_name, names))
        counts.pop("", None)
        if not LEAST_TOUCHPOINTS <= len(counts) <= MOST_TOUCHPOINTS:
            raise CaseError("owncase.touchpoint_count", least=LEAST_TOUCHPOINTS, most=MOST_TOUCHPOINTS, got=len(counts))
        self._codes: dict[str, str] = {}
        self.rows: list[dict[str, Any]] = []
        ordered = sorted(counts, key=lambda name: (order.get(name, 0.5), name))
        for place, name in enumerate(ordered):
            if name.casefold() in self._codes:
                continue
            code = self._codes[name.casefold()] = _code(name, set(self._codes.values()))
            self.rows.append(
                {
                    "code": code,
                    "stage": 1 + 5 * place // len(ordered),
                    "channel": guess_channel(name, channels.get(name, "")).value,
                    "name_zh": name,
                    "name_en": name,
                }
            )

    def code(self, written: str) -> str:
        """Return the code of a touchpoint, empty for one that no event names."""
        return self._codes.get(plain_name(written).casefold(), "")


def event_table(log: EventLog) -> tuple[list[dict[str, Any]], Touchpoints]:
    """Return the rows of the table ``events``, and the touchpoints that they name."""
    import pandas as pd

    frame: Any = log.frame
    events: DataFrame = frame.to_pandas()
    who = "customer" if "customer" in events.columns else "key"
    events["name"] = events["touchpoint"].map(plain_name)
    events = events[events["name"] != ""].sort_values(["at", "row"], kind="stable")
    trips = events.groupby("key", sort=False)
    last = (trips["name"].transform("size") - 1).clip(lower=1)
    order = (trips.cumcount() / last).groupby(events["name"]).mean()
    channels: dict[str, str] = {}
    if "channel" in events.columns:
        first = events.drop_duplicates("name")
        channels = dict(zip(first["name"].astype(str), first["channel"].astype(str), strict=True))
    touchpoints = Touchpoints(events["name"], {str(name): float(at) for name, at in order.items()}, channels)
    channel_of = {row["code"]: row["channel"] for row in touchpoints.rows}
    rows = []
    for number, event in enumerate(events.to_dict("records"), 1):
        code = touchpoints.code(str(event["name"]))
        wait, end = event.get("wait"), event.get("end")
        known_wait = "" if wait is None or pd.isna(wait) or wait < 0 else round(float(wait), 2)
        known_end = end is not None and not pd.isna(end) and end >= event["at"]
        rows.append(
            {
                "event_id": f"E{number:06d}",
                "customer_id": clean(str(event[who])),
                "touchpoint": code,
                "channel": channel_of[code],
                "started": _iso(pd.Timestamp(int(event["at"]), unit="us")),
                "wait_min": known_wait,
                "duration_min": round((end - event["at"]) / 60e6, 2) if known_end else "",
            }
        )
    return rows, touchpoints


class Rows:
    """Turns one file of answers, comments or tickets into rows of the tables; what cannot be used is counted."""

    def __init__(self, source: Source, touchpoints: Touchpoints, day_first: bool | None, first: int) -> None:
        import numpy as np

        from ..evidence.reading.times import read_times

        self.source, self.first = source, first
        self.left: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        frame = source.table.frame
        self.cells = {role: frame[column].astype("str").str.strip().tolist() for role, column in source.columns.items()}
        self.n = len(frame)

        def moments(role: str) -> list[str]:
            if role not in source.columns:
                return [""] * self.n
            column = source.columns[role]
            values = read_times(frame[column], source.table.lines, column, day_first, source.table.serials).values
            return ["" if np.isnat(value) else _iso(value) for value in values]

        self.times, self.replies = moments("time"), moments("reply")
        self.codes = [touchpoints.code(name) for name in self.cells.get("touchpoint", [""] * self.n)]

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Return rows by table; a file of answers may feed three of them."""
        made: dict[str, list[dict[str, Any]]] = {}
        for place in range(self.n):
            about = {"event_id": f"A{self.first + place:06d}", "touchpoint": self.codes[place]}
            customer = clean(self._cell("customer", place))
            if not self.times[place]:
                self.left["no_time"] += 1
                continue
            if self.source.kind == "relationship":
                self._add(made, "relationship", place, customer, {})
                continue
            if not self.codes[place]:
                self.left["unknown_touchpoint"] += 1
                self.unknown[plain_name(self._cell("touchpoint", place))] += 1
                continue
            if self.source.kind == "tickets":
                made.setdefault("tickets", []).append(self._ticket(place, customer))
                continue
            if self.source.kind == "surveys":
                self._add(made, "surveys", place, customer, about)
            if self._cell("nps", place) and customer:
                self._add(made, "relationship", place, customer, {})
            if text := self._text(place):
                made.setdefault("comments", []).append(
                    {
                        **about,
                        "customer_id": customer,
                        "written": self.times[place],
                        "language": "zh" if re.search(r"[\u4e00-\u9fff]", text) else "en",
                        "text": text,
                    }
                )
        return made

    def told(self) -> list[Phrase]:
        """Return what could not be used, and why."""
        file = clean(self.source.path.name)
        found = [
            Phrase("owncase.left_out", {"file": file, "count": n, "why": Phrase(f"owncase.left_{why}", {})})
            for why, n in self.left.most_common()
        ]
        if self.unknown:
            names = ", ".join(f"{name} ({n})" for name, n in self.unknown.most_common(10))
            found.append(Phrase("owncase.unknown_touchpoints", {"file": file, "names": names}))
        return found

    def _add(
        self, made: dict[str, list[dict[str, Any]]], table: str, place: int, customer: str, about: dict[str, str]
    ) -> None:
        scales = {"surveys": {"csat": (1, 5), "ces": (1, 7)}, "relationship": {"nps": (0, 10)}}[table]
        scores = {name: self._score(name, place, *scale) for name, scale in scales.items()}
        if all(score == "" for score in scores.values()):
            self.left["no_score"] += 1
            return
        made.setdefault(table, []).append({**about, "customer_id": customer, "answered": self.times[place], **scores})

    def _score(self, role: str, place: int, low: int, high: int) -> int | str:
        try:
            number = float(self._cell(role, place))
        except ValueError:
            return ""
        return int(number) if number.is_integer() and low <= number <= high else ""

    def _ticket(self, place: int, customer: str) -> dict[str, Any]:
        kind = self._cell("kind", place).casefold()
        complaint = "kind" not in self.source.columns or "complain" in kind or "投诉" in kind
        reply = self.replies[place]
        return {
            "ticket_id": f"T{self.first + place:06d}",
            "touchpoint": self.codes[place],
            "customer_id": customer,
            "kind": "complaint" if complaint else "request",
            "opened": self.times[place],
            "first_reply": reply if reply >= self.times[place] else "",
        }

    def _text(self, place: int) -> str:
        return clean(self._cell("text", place))[:MOST_TEXT]

    def _cell(self, role: str, place: int) -> str:
        cell = self.cells[role][place] if role in self.cells else ""
        return "" if cell.lower() in {"nan", "none", "<na>"} else cell


def check_used(source: Source, rows: Rows, made: Mapping[str, Sequence[Any]]) -> None:
    """Refuse a file of which not half the rows can be used: most likely a column was taken for the wrong thing.

    Raises
    ------
    CaseError
        If that is so.
    """
    used = len(made.get(source.kind, ()))
    if 2 * used < rows.n or not used:
        why = t("charts.separator").join(f"{t(f'owncase.left_{one}')} ({n})" for one, n in rows.left.most_common())
        names = ", ".join(list(rows.unknown)[:5]) or "–"
        raise CaseError(
            "owncase.little_used", file=clean(source.path.name), used=used, rows=rows.n, why=why, names=names
        )


def _code(name: str, taken: set[str]) -> str:
    """Return a code made of the letters of `name`, another one than those `taken`."""
    begin = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:32] or "touchpoint"
    code, number = begin, 2
    while code in taken:
        code, number = f"{begin}_{number}", number + 1
    return code


def _iso(moment: Any) -> str:
    import pandas as pd

    return pd.Timestamp(moment).isoformat(timespec="seconds")
