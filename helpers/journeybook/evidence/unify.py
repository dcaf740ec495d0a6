"""One customer view of a case's raw sources: duplicates out, each row with its customer, nothing dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from ..errors import CaseError
from .asgiven import comes_clean, tables_as_given
from .identity import APP, MEMBER, NO_ID, PHONE, SHARED_PHONE, Identities

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..cases import Case

LATE = timedelta(hours=24)
"""A row that reached its system longer than this after the event began counts as late."""

DUPLICATE, UNKNOWN_EVENT = "duplicate", "unknown_event"

_REPORT = [
    *("table", "source", "rows", "left_out", f"by_{MEMBER}", f"by_{APP}", f"by_{PHONE}"),
    *(SHARED_PHONE, NO_ID, "conflicts", "late", "no_wait"),
]


@dataclass(frozen=True)
class Unified:
    """A case's sources as one customer view; see :func:`unify`. Whoever gets a table must not change it.

    Attributes
    ----------
    events, surveys, comments, tickets, outcomes, relationship : pandas.DataFrame
        The raw tables without duplicates, in their own order, with one more column: ``customer`` (Int64, 1 or more;
        missing where nobody can be named). ``outcomes`` is the case's table of orders, applications or bookings;
        ``events`` also has ``late`` (True where the row reached its system over 24 hours after the event began).
        A row about a duplicate event is about the event that was kept.
    customers : pandas.DataFrame
        One row a customer, index ``customer``: ``member_id`` (empty for who is no member), ``phone`` (normalised, may
        be empty), ``app_ids`` (number of app accounts), and what the register knows of members (missing for others);
        ``group`` is ``"treated"`` or ``"control"`` after the home unit.
    report : pandas.DataFrame
        One row a table and source: ``table``, ``source`` (empty for tables that come from one), ``rows`` (as
        delivered), ``left_out`` (duplicates, and rows about an event that no source has), then of the rest
        ``by_member``, ``by_app``, ``by_phone`` (which id named the customer), ``shared_phone``, ``no_id`` (why nobody
        could be named), ``conflicts`` (rows whose ids speak of different people; the member id goes before the app
        id, that before the phone), ``late`` and ``no_wait`` (events without a waiting time at a touchpoint where
        others wait).
    set_aside : pandas.DataFrame
        Each row that was left out or could not be given to a customer: ``table``, ``id``, ``reason``
        (``"duplicate"``: left out; ``"unknown_event"``: left out, its event is in no source; ``"shared_phone"``,
        ``"no_id"``: kept, without a customer) and ``detail`` (the row it doubles, the phone, the event).
    """

    events: DataFrame
    surveys: DataFrame
    comments: DataFrame
    tickets: DataFrame
    outcomes: DataFrame
    relationship: DataFrame
    customers: DataFrame
    report: DataFrame
    set_aside: DataFrame


_known: WeakKeyDictionary[Case, Unified] = WeakKeyDictionary()


def unify(case: Case) -> Unified:
    """Join a case's sources into one customer view.

    Member ids, phone numbers and app ids become one customer (:mod:`.identity`); rows that systems sent twice are left
    out; late rows and missing measurements are kept and counted. What was done is in the report, row by row in
    ``set_aside``. Worked out once for each `case`. A case whose events name their customer (``customer_id``) comes
    joined already: it is taken as it is.

    Raises
    ------
    CaseError
        If a table is missing or damaged, or the description of a case with several sources does not name the table
        of outcomes.

    Examples
    --------
    >>> from journeybook.cases import load
    >>> bool(unify(load("retail")).events["event_id"].is_unique)
    True
    """
    if case not in _known:
        _known[case] = _as_given(case) if comes_clean(case) else _Unifier(case).run()
    return _known[case]


def _as_given(case: Case) -> Unified:
    import pandas as pd

    tables = tables_as_given(case)
    people = pd.RangeIndex(1, tables["events"]["customer"].nunique() + 1, name="customer")
    customers = pd.DataFrame({"member_id": "", "phone": "", "app_ids": 0, "group": pd.NA}, index=people)
    return Unified(
        **tables,
        customers=customers,
        report=pd.DataFrame(columns=_REPORT),
        set_aside=pd.DataFrame(columns=["table", "id", "reason", "detail"]),
    )


class _Unifier:
    """Works through the tables of one case and keeps account of what it does."""

    def __init__(self, case: Case) -> None:
        if case.outcome is None:
            raise CaseError("evidence.no_outcome", name=case.name)
        self.case, self.outcomes = case, case.outcome.table
        self.identities = Identities.read(case.table("customers"), case.table("app_accounts"))
        self.kept: dict[str, str] = {}
        self.report: list[dict[str, Any]] = []
        self.set_aside: list[DataFrame] = []

    def run(self) -> Unified:
        import pandas as pd

        events = self._table("events")
        events["late"] = events["recorded"] - events["started"] > LATE
        tables = {"events": events}
        for name in ("surveys", "comments", "tickets", self.outcomes, "relationship"):
            tables[name] = self._table(name, events)
        customers = self._customers(tables)
        number = dict(zip(customers["key"], customers.index, strict=True))
        for name, table in tables.items():
            self._account(name, table)
            tables[name] = table.drop(columns=["key", "by", "conflict"]).assign(
                customer=table["key"].map(number).astype("Int64")
            )
        tables["outcomes"] = tables.pop(self.outcomes)
        return Unified(
            **tables,
            customers=customers.drop(columns="key"),
            report=pd.DataFrame(self.report, columns=_REPORT),
            set_aside=pd.concat(self.set_aside, ignore_index=True),
        )

    def _table(self, name: str, events: DataFrame | None = None) -> DataFrame:
        """Return a table without what has to be left out, each row with the key of its customer."""
        raw = self.case.table(name)
        id_ = raw.columns[0]
        rows = raw
        if events is not None and "event_id" in raw.columns:
            rows = rows.assign(event_id=raw["event_id"].replace(self.kept))
            known = rows["event_id"].isin(events["event_id"]) | (rows["event_id"] == "")
            self._leave(name, rows.loc[~known, id_], UNKNOWN_EVENT, rows.loc[~known, "event_id"])
            rows = rows[known]
        rows = self._without_duplicates(name, rows)
        if events is not None and "member_id" not in raw.columns:
            about = events.set_index("event_id")[["key", "by", "conflict"]].reindex(rows["event_id"])
            found = about.set_axis(rows.index)
        else:
            found = self.identities.match(rows)
            for reason in (SHARED_PHONE, NO_ID):
                nameless = found["by"] == reason
                phones = rows.loc[nameless, PHONE] if PHONE in rows.columns else ""
                self._leave(name, rows.loc[nameless, id_], reason, phones)
        return rows.join(found)

    def _without_duplicates(self, name: str, rows: DataFrame) -> DataFrame:
        """Leave out rows that say again what an earlier one says; the one that reached its system first stays."""
        id_ = rows.columns[0]
        ordered = rows.sort_values("recorded", kind="stable") if "recorded" in rows.columns else rows
        says = [column for column in rows.columns if column not in (id_, "recorded")]
        again = ordered.duplicated(says)
        if again.any():
            first = ordered.groupby(says, dropna=False, sort=False)[id_].transform("first")[again]
            copies = ordered.loc[again, id_]
            self._leave(name, copies, DUPLICATE, first)
            if name == "events":
                self.kept = dict(zip(copies, first, strict=True))
        return rows[~again.reindex(rows.index)]

    def _leave(self, table: str, ids: Series[str], reason: str, detail: Series[str] | str) -> None:
        import pandas as pd

        self.set_aside.append(pd.DataFrame({"table": table, "id": ids.astype(str), "reason": reason, "detail": detail}))

    def _account(self, name: str, table: DataFrame) -> None:
        """Write into the report what became of a table, source by source."""
        raw = self.case.table(name)
        out = raw[~raw[raw.columns[0]].isin(table[table.columns[0]])]
        waits = table.groupby("touchpoint")["wait_min"].transform("count") > 0 if name == "events" else None
        sources = raw["source"].unique() if "source" in raw.columns else [""]
        for source in sources:
            mine = table[table["source"] == source] if source else table
            by = mine["by"].value_counts()
            self.report.append(
                {
                    "table": name,
                    "source": source,
                    "rows": int((raw["source"] == source).sum()) if source else len(raw),
                    "left_out": int((out["source"] == source).sum()) if source else len(out),
                    **{f"by_{one}": int(by.get(one, 0)) for one in (MEMBER, APP, PHONE)},
                    **{one: int(by.get(one, 0)) for one in (SHARED_PHONE, NO_ID)},
                    "conflicts": int(mine["conflict"].sum()),
                    "late": int(mine["late"].sum()) if name == "events" else 0,
                    "no_wait": int((waits[mine.index] & mine["wait_min"].isna()).sum()) if waits is not None else 0,
                }
            )

    def _customers(self, tables: dict[str, DataFrame]) -> DataFrame:
        """Return everybody that the register, the app's accounts or a row names: members first."""
        import pandas as pd

        register = self.case.table("customers")
        members = register["member_id"].map(self.identities.members)
        named = pd.concat([pd.Series(self.identities.apps.values(), dtype="str"), *(t["key"] for t in tables.values())])
        others = sorted(set(named) - set(members) - {""})
        customers = pd.DataFrame({"key": [*members, *others]})
        customers.index = pd.RangeIndex(1, len(customers) + 1, name="customer")
        customers = customers.join(register.assign(key=members).set_index("key"), on="key")
        phone_of = {key: phone for phone, key in self.identities.phones.items() if key is not None}
        accounts = pd.Series(list(self.identities.apps.values()), dtype="str").value_counts()
        customers["member_id"] = customers["member_id"].fillna("")
        customers["phone"] = customers["key"].map(phone_of).fillna("")
        customers["app_ids"] = customers["key"].map(accounts).fillna(0).astype("int64")
        group = self.case.table("units").set_index("unit")["group"]
        customers["group"] = customers["unit"].map(group)
        return customers
