"""What is told of a file that was read: roles of its columns, notes, and the rows set aside."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ...i18n import Phrase, t

if TYPE_CHECKING:
    from pandas import DataFrame

Certainty = Literal["given", "sure", "likely", "guess"]


@dataclass(frozen=True)
class Role:
    """What one column was taken for.

    Attributes
    ----------
    role : str
        ``customer``, ``journey``, ``touchpoint``, ``time``, ``end``, ``began``, ``wait``, ``channel`` or ``unit``.
    column : str
        As the file calls it.
    certainty : str
        ``given`` by the caller; ``sure``: a known name; ``likely``: part of its name is known; ``guess``: by its
        contents alone.
    why : Phrase
        The reason, said in the reader's language when it is shown.
    """

    role: str
    column: str
    certainty: Certainty
    why: Phrase


@dataclass(frozen=True)
class Roles:
    """The roles of a file's columns; prints as a table. Correct them with ``read_log(…, roles={"time": "…"})``."""

    roles: tuple[Role, ...]
    columns: tuple[str, ...]

    def __iter__(self) -> Iterator[Role]:
        return iter(self.roles)

    def column(self, role: str) -> str | None:
        """Return the column that was taken for `role`, or None."""
        return next((one.column for one in self.roles if one.role == role), None)

    def as_dict(self) -> dict[str, str]:
        """Return role and column, as `read_log` takes them."""
        return {one.role: one.column for one in self.roles}

    def _rows(self) -> list[tuple[str, str, str, str]]:
        return [
            (
                t(f"eventlog.role_{one.role}"),
                one.column,
                t(f"reading.{one.certainty}"),
                t(one.why.key, **one.why.params),
            )
            for one in self.roles
        ]

    def _unused(self) -> str:
        used = {one.column for one in self.roles}
        rest = [column for column in self.columns if column not in used]
        return t("reading.unused", columns=", ".join(rest)) if rest else ""

    def __str__(self) -> str:
        lines = [t("reading.role_line", role=a, column=b, certainty=c, why=d) for a, b, c, d in self._rows()]
        return "\n".join([*lines, self._unused()]).rstrip()

    def _repr_html_(self) -> str:
        heads = "".join(
            f"<th style='text-align:left'>{t(f'reading.head_{name}')}</th>"
            for name in ("role", "column", "certainty", "why")
        )
        rows = "".join(
            "<tr>" + "".join(f"<td style='text-align:left'>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self._rows()
        )
        return f"<table><tr>{heads}</tr>{rows}</table><p>{html.escape(self._unused())}</p>"


@dataclass(frozen=True)
class Aside:
    """One finding about a row: it is not in the log, or, where `kept` is true, is there without the cell."""

    line: int
    reason: str
    column: str = ""
    cell: str = ""
    kept: bool = False


@dataclass(frozen=True)
class Reading:
    """How a file became an event log.

    Attributes
    ----------
    file : str
        Its name.
    rows : int
        Rows of data in the file; events of the log and rows set aside sum to it.
    roles : Roles
        What each column was taken for.
    notes : tuple of Phrase
        What else was decided: encoding, delimiter, sheet, order of day and month, time zones.
    asides : tuple of Aside
        What was set aside.
    """

    file: str
    rows: int
    roles: Roles
    notes: tuple[Phrase, ...]
    asides: tuple[Aside, ...]

    @property
    def set_aside(self) -> DataFrame:
        """What was set aside, one row a finding, by line.

        Columns: ``line`` (of the file; row of the sheet; number of the event in Parquet and XES), ``reason`` (its
        code), ``why`` (the reason in the current language), ``column``, ``cell`` (as it stands in the file), ``kept``
        (True where the event is in the log and only this cell is left out).
        """
        import pandas as pd

        found = sorted(self.asides, key=lambda one: (one.line, one.kept, one.column))
        return pd.DataFrame(
            {
                "line": pd.Series([one.line for one in found], dtype="int64"),
                "reason": pd.Series([one.reason for one in found], dtype="str"),
                "why": pd.Series([t(f"reading.aside_{one.reason}") for one in found], dtype="str"),
                "column": pd.Series([one.column for one in found], dtype="str"),
                "cell": pd.Series([one.cell for one in found], dtype="str"),
                "kept": pd.Series([one.kept for one in found], dtype="bool"),
            }
        )

    def counts(self) -> dict[str, int]:
        """Return how many findings there are of each reason, the most frequent first."""
        return dict(Counter(one.reason for one in self.asides).most_common())

    def __str__(self) -> str:
        dropped = sum(not one.kept for one in self.asides)
        lines = [t("reading.summary", file=self.file, rows=self.rows, events=self.rows - dropped, aside=dropped)]
        lines += [
            t("reading.summary_reason", why=t(f"reading.aside_{reason}"), count=n)
            for reason, n in self.counts().items()
        ]
        lines += [t(note.key, **note.params) for note in self.notes]
        return "\n".join([*lines, str(self.roles)])
