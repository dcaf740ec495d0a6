"""What a trainer's files are, and what their columns mean: told by their names, shown, and open to correction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import CaseError
from ..evidence.reading.read import read_cells
from ..evidence.reading.table import RawTable
from ..i18n import t
from .names import clean

KINDS = ("events", "surveys", "comments", "tickets", "relationship")
"""The tables that a file can become."""

NEEDED = {
    "events": ("touchpoint", "time"),
    "surveys": ("touchpoint", "time"),
    "comments": ("touchpoint", "time", "text"),
    "tickets": ("touchpoint", "time"),
    "relationship": ("customer", "time", "nps"),
}
"""The roles without which a file cannot become its table."""

# role: (whole names, parts of names); small letters, without spaces and signs
_NAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "csat": (("csat", "score", "rating", "满意度", "评分", "打分"), ("csat", "satisf", "满意")),
    "ces": (("ces", "effort", "ease", "费力度"), ("effort", "费力", "轻松")),
    "nps": (("nps", "recommend", "推荐度"), ("nps", "recommend", "推荐")),
    "text": (
        ("text", "comment", "remark", "verbatim", "feedback", "留言", "评论", "意见"),
        ("comment", "留言", "意见"),
    ),
    "reply": (("firstreply", "replied", "repliedat", "首次回复", "回复时间", "答复时间"), ("reply", "回复", "答复")),
    "kind": (("kind", "tickettype", "工单类型", "类型"), ("tickettype", "类型")),
    "touchpoint": (("touchpoint", "activity", "step", "接触点", "触点", "环节"), ("touchpoint", "接触点", "触点")),
    "customer": (
        ("customer", "customerid", "memberid", "client", "客户", "客户号", "客户编号", "会员号", "用户编号"),
        ("customer", "member", "client", "客户", "会员", "用户"),
    ),
    "time": (
        ("time", "date", "answered", "opened", "written", "started", "created", "时间", "日期"),
        ("time", "date", "时间", "日期"),
    ),
    "ticket": (("ticket", "ticketid", "工单", "工单号", "工单编号"), ("ticket", "工单")),
}

ROLES = tuple(_NAMES)


@dataclass(frozen=True)
class Source:
    """One file of the trainer's: what it is, and the column of each role found in it."""

    path: Path
    kind: str
    columns: Mapping[str, str]
    table: RawTable


def find_source(path: Path, corrections: Mapping[str, str] | None = None, kind: str | None = None) -> Source:
    """Return what the file `path` is.

    Parameters
    ----------
    path : Path
        CSV, Excel or Parquet.
    corrections : mapping, optional
        Role → column, where the names mislead.
    kind : str, optional
        One of `KINDS`, where the columns mislead.

    Raises
    ------
    EventLogError
        If the file cannot be read.
    CaseError
        If a correction names what is not there, or a column is missing that the kind needs.
    """
    table = read_cells(path)
    names = [str(name) for name in table.frame.columns]
    columns: dict[str, str] = {}
    for role, column in (corrections or {}).items():
        if role not in ROLES or column not in names:
            raise CaseError(
                "owncase.bad_column",
                file=clean(path.name),
                role=role,
                column=clean(column),
                roles=", ".join(ROLES),
                columns=clean(", ".join(names)),
            )
        columns[role] = column
    for part in (False, True):
        for role, (whole, parts) in _NAMES.items():
            for name in names:
                plain = re.sub(r"[\W_]+", "", name).lower()
                fits = any(one in plain for one in parts) if part else plain in whole
                if role not in columns and name not in columns.values() and fits:
                    columns[role] = name
    kind = kind or _kind(columns)
    lacking = [role for role in NEEDED[kind] if role not in columns]
    if kind == "surveys" and not {"csat", "ces"} & set(columns):
        lacking.append("csat")
    if kind == "events" and "customer" not in columns:
        lacking = [*lacking, "customer"]
    if lacking and kind != "events":  # of events the reader of logs says more: it looks into the cells, too
        raise CaseError(
            "owncase.missing_roles",
            file=clean(path.name),
            kind=t(f"owncase.kind_{kind}"),
            lacking=", ".join(lacking),
            columns=clean(", ".join(names)),
            role=lacking[0],
        )
    return Source(path, kind, columns, table)


def _kind(columns: Mapping[str, str]) -> str:
    if "reply" in columns or "ticket" in columns:
        return "tickets"
    if "touchpoint" not in columns and "nps" in columns:
        return "relationship"
    if "csat" in columns or "ces" in columns:
        return "surveys"
    return "comments" if "text" in columns else "events"


def told(sources: Sequence[Source]) -> str:
    """Return what each file and column was taken for, for people."""
    lines = []
    for source in sources:
        lines.append(t("owncase.taken_file", file=source.path.name, kind=t(f"owncase.kind_{source.kind}")))
        lines += [t("owncase.taken_column", role=role, column=column) for role, column in source.columns.items()]
    return "\n".join(lines)
