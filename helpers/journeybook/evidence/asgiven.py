"""The customer view of a case that comes as one clean set of tables, as a trainer's own may."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..cases import Case

_COLUMNS = {
    "events": {
        "event_id": "str",
        "customer_id": "str",
        "touchpoint": "str",
        "started": "datetime64[us]",
        "wait_min": "float64",
        "duration_min": "float64",
    },
    "surveys": {
        "event_id": "str",
        "touchpoint": "str",
        "answered": "datetime64[us]",
        "csat": "Int64",
        "ces": "Int64",
    },
    "comments": {
        "event_id": "str",
        "touchpoint": "str",
        "written": "datetime64[us]",
        "language": "str",
        "text": "str",
    },
    "tickets": {
        "ticket_id": "str",
        "touchpoint": "str",
        "kind": "str",
        "opened": "datetime64[us]",
        "first_reply": "datetime64[us]",
    },
    "relationship": {"answered": "datetime64[us]", "nps": "Int64", "overall": "Int64"},
}
"""What the facts read, and of which type it is where a case has no such column."""


def comes_clean(case: Case) -> bool:
    """Return whether the events of `case` name customers themselves, so that no sources have to be joined."""
    return "customer_id" in case.table("events").columns


def tables_as_given(case: Case) -> dict[str, DataFrame]:
    """Return the case's tables, each row with its ``customer`` (Int64, missing where it is not known).

    A table or column that the case lacks is there without rows or values. Events, and rows about an event, belong to
    the event's ``customer_id``; other rows to their own, where they have one.

    Raises
    ------
    CaseError
        If a table is damaged.
    """
    import pandas as pd

    found = {name: _whole(case, name, columns) for name, columns in _COLUMNS.items()}
    outcomes = None if case.outcome is None else case.outcome.table
    found["outcomes"] = (
        case.table(outcomes).copy() if outcomes else pd.DataFrame({"customer_id": pd.Series(dtype="str")})
    )
    ids = found["events"]["customer_id"].dropna().drop_duplicates()
    number = pd.Series(range(1, len(ids) + 1), index=ids.to_numpy(), dtype="Int64")
    of_event = found["events"].drop_duplicates("event_id").set_index("event_id")["customer_id"]
    for table in found.values():
        if "customer_id" in table.columns:
            table["customer"] = table["customer_id"].map(number).astype("Int64")
        elif "event_id" in table.columns:
            table["customer"] = table["event_id"].map(of_event).map(number).astype("Int64")
        else:
            table["customer"] = pd.Series(pd.NA, index=table.index, dtype="Int64")
    found["events"]["late"] = False
    return found


def _whole(case: Case, name: str, columns: dict[str, str]) -> DataFrame:
    """Return a table of the case with all of `columns`."""
    import pandas as pd

    if name not in case.table_names:
        return pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in columns.items()})
    table = case.table(name).copy()
    for column, kind in columns.items():
        if column not in table.columns and column != "customer_id":
            table[column] = pd.Series(pd.NA if kind == "Int64" else None, index=table.index, dtype=kind)
    return table
