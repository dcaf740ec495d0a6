"""Guesses what the columns of a file are: by what they are called, in Chinese and English, else by what is in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import EventLogError
from ...i18n import Phrase
from ..eventlog.log import role_name
from .report import Role, Roles
from .times import looks_like_times

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandas import DataFrame, Series

# The order in which columns are given away: a column has one role, and the surest names come first.
KNOWN: dict[str, tuple[set[str], tuple[str, ...]]] = {
    # role: (whole names, parts of names); small letters, without spaces and signs
    "time": (
        {
            *("timetimestamp", "timestamp", "time", "datetime", "eventtime", "started", "start", "starttime", "date"),
            *("occurred", "occurredat", "createdat", "eventdate", "starttimestamp", "startedat", "begintime"),
            *("时间", "日期", "时间戳", "开始时间", "发生时间", "事件时间", "日期时间", "开始", "接触时间"),
        },
        ("timestamp", "datetime", "时间", "日期"),
    ),
    "touchpoint": (
        {
            *("touchpoint", "touchpointcode", "activity", "conceptname", "event", "eventname", "eventtype", "action"),
            *("activityname", "step", "task", "page"),
            *("接触点", "触点", "事件", "活动", "事件类型", "事件名称", "活动名称", "环节", "步骤", "行为", "动作"),
        },
        ("touchpoint", "activity", "接触点", "触点", "活动", "环节"),
    ),
    "journey": (
        {
            *(
                "journey",
                "journeyid",
                "caseconceptname",
                "caseid",
                "case",
                "session",
                "sessionid",
                "traceid",
                "visitid",
            ),
            *("旅程", "旅程号", "旅程编号", "旅程id", "案例", "案例id", "会话", "会话id", "流程编号", "工单号"),
        },
        ("journeyid", "caseid", "sessionid", "旅程", "会话"),
    ),
    "customer": (
        {
            *("customer", "customerid", "client", "clientid", "member", "memberid", "user", "userid", "casecustomer"),
            *("casecustomerid", "uid", "accountid", "customerno", "memberno"),
            *(
                "客户",
                "客户id",
                "客户号",
                "客户编号",
                "会员",
                "会员id",
                "会员号",
                "会员编号",
                "用户",
                "用户id",
                "用户编号",
            ),
        },
        ("customer", "client", "member", "userid", "客户", "会员", "用户"),
    ),
    "end": (
        {
            *("end", "ended", "endtime", "endedat", "finished", "finish", "completed", "completetime", "endtimestamp"),
            *("结束", "结束时间", "完成时间"),
        },
        ("endtime", "结束时间", "完成时间"),
    ),
    "began": (
        {
            *("began", "casestart", "casestarttime", "casebegan", "journeystart", "journeystarted", "casecreated"),
            *("旅程开始", "旅程开始时间", "案例开始时间", "立案时间"),
        },
        ("casestart", "journeystart", "旅程开始"),
    ),
    "wait": (
        {
            *("wait", "waitmin", "waitminutes", "waiting", "waitingtime", "waittime", "queuetime"),
            *("等待", "等待时间", "等待时长", "等待分钟", "排队时间", "排队时长", "等候时间", "等候时长"),
        },
        ("wait", "queue", "等待", "排队", "等候"),
    ),
    "channel": ({"channel", "medium", "渠道", "通道"}, ("channel", "渠道")),
    "unit": (
        {
            *("unit", "store", "branch", "office", "shop", "orgresource", "orggroup"),
            *("单位", "门店", "网点", "支行", "分店", "营业部"),
        },
        ("store", "branch", "门店", "网点"),
    ),
}

ROLES = tuple(KNOWN)

_SAMPLE = 1000
_MOST_TOUCHPOINTS = 100


def find_roles(frame: DataFrame, asked: Mapping[str, str | None], file: str) -> Roles:
    """Return what each column of `frame` is taken for.

    Parameters
    ----------
    frame : pandas.DataFrame
        The file's cells.
    asked : mapping
        Role and column, as the caller corrects them; None takes a role away.
    file : str
        Name of the file, for the complaint.

    Raises
    ------
    EventLogError
        If `asked` names an unknown role or column, one column twice, or a role that every log needs is found nowhere.
    """
    columns = [str(name) for name in frame.columns]
    _check_asked(asked, columns, file)
    found = {
        role: Role(role, column, "given", Phrase("reading.why_given", {})) for role, column in asked.items() if column
    }
    for find in (_by_whole_name, _by_part_of_name, _by_contents):
        for role in ROLES:
            if role in found or role in asked:
                continue
            free = [name for name in columns if name not in {one.column for one in found.values()}]
            guess = find(role, free, frame)
            # A journey is found by its name alone, and contents tell a customer only where there is no journey.
            if guess is not None and not (find is _by_contents and role == "customer" and "journey" in found):
                found[role] = guess
    roles = Roles(tuple(found[role] for role in ROLES if role in found), tuple(columns))
    for role in ("time", "touchpoint"):
        if role not in found:
            raise _not_found(role, roles, file)
    if not {"customer", "journey"} & found.keys():
        raise _not_found("customer", roles, file)
    return roles


def _check_asked(asked: Mapping[str, str | None], columns: list[str], file: str) -> None:
    for role, column in asked.items():
        if role not in ROLES:
            raise EventLogError("reading.unknown_role", role=role, roles=", ".join(ROLES))
        if column is not None and column not in columns:
            raise EventLogError("reading.unknown_column", file=file, column=column, columns=", ".join(columns))
    given = [column for column in asked.values() if column is not None]
    twice = sorted({column for column in given if given.count(column) > 1})
    if twice:
        raise EventLogError("reading.column_twice", column=twice[0])


def _not_found(role: str, roles: Roles, file: str) -> EventLogError:
    return EventLogError(
        "reading.role_not_found", file=file, role=role_name(role), code=role, columns=", ".join(roles.columns)
    )


def normal(name: str) -> str:
    """Return a column's name in small letters, without spaces and signs."""
    return re.sub(r"[\W_]+", "", name.lower())


def _by_whole_name(role: str, columns: list[str], _frame: DataFrame) -> Role | None:
    for name in columns:
        if normal(name) in KNOWN[role][0]:
            return Role(role, name, "sure", Phrase("reading.why_name", {}))
    return None


def _by_part_of_name(role: str, columns: list[str], _frame: DataFrame) -> Role | None:
    for part in KNOWN[role][1]:
        for name in columns:
            if part in normal(name):
                return Role(role, name, "likely", Phrase("reading.why_part", {"part": part}))
    return None


def _by_contents(role: str, columns: list[str], frame: DataFrame) -> Role | None:
    """Guess the roles that a log cannot do without; all others need a name."""
    for name in columns:
        cells = frame[name].head(_SAMPLE)
        if role == "time" and looks_like_times(cells):
            return Role(role, name, "guess", Phrase("reading.why_times", {}))
        if role == "touchpoint" and _repeats(cells) and cells.nunique() <= _MOST_TOUCHPOINTS and _is_text(cells):
            return Role(role, name, "guess", Phrase("reading.why_few", {"count": int(frame[name].nunique())}))
        if role == "customer" and _repeats(cells) and cells.nunique() > 1 and not looks_like_times(cells):
            return Role(role, name, "guess", Phrase("reading.why_repeats", {"count": int(frame[name].nunique())}))
    return None


def _repeats(cells: Series[str]) -> bool:
    """Return whether the cells occur about twice or more each."""
    return 0 < cells.nunique() <= 0.6 * len(cells)


def _is_text(cells: Series[str]) -> bool:
    """Return whether most cells are words rather than numbers or dates."""
    texts = cells.astype("str")
    return bool(texts.str.contains(r"[^\W\d_]", regex=True).mean() > 0.9) and not looks_like_times(cells)
