"""Values that may pass from a stranger's program to the tests of a trainer: plain data, and nothing that can act.

:func:`pack` runs beside the stranger's program and may come out in any way; :func:`checked` is what reads its text,
and lets through only what is on this list: ``None``, truth values, numbers, texts, dates, lists, tuples, sets and
dicts of these, pandas tables and columns as their cells. :func:`unpack` makes such values of a checked text. There is
no pickle: classes, functions and modules stay where they are.

In JSON each value is ``null``, a truth value, a number, a text, or an object with one field that names its kind:
``list``, ``tuple``, ``set``, ``dict`` (pairs), ``float`` (``nan``, ``inf``, ``-inf``), ``time`` (ISO 8601),
``series`` (name, index, cells), ``table`` (index, pairs of name and cells).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from .. import jsonfile

MIME = "application/vnd.journeybook.plain-data"
"""As which a sandboxed kernel shows what :func:`pack` returned."""

MAX_CHARACTERS = 2_000_000
MAX_VALUES = 200_000
MAX_DEPTH = 20
"""Most characters of all values together, values, and levels of one in another."""

_STRANGE_FLOATS = ("nan", "inf", "-inf")
_TIME = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.+-]{5,30})?")
_SEQUENCES = ("list", "tuple", "set")


class NotPlainError(ValueError):
    """A text that holds anything but plain data."""


def pack(names: Iterable[str], namespace: Mapping[str, Any]) -> str:
    """Return those of `names` that `namespace` has and that are plain data, as text; others are left out."""
    packed = {}
    for name in names:
        if name in namespace:
            try:
                packed[name] = _packed(namespace[name], 0)
            except (NotPlainError, TypeError, ValueError, OverflowError):
                continue
    return json.dumps(packed, ensure_ascii=True, allow_nan=False)


def checked(text: str, names: Iterable[str]) -> dict[str, Any]:
    """Return the values in `text` by name, still in their JSON form, after looking at every one of them.

    Raises
    ------
    NotPlainError
        If it is too long, no JSON, holds a name that is not among `names`, or anything but plain data.
    """
    if len(text) > MAX_CHARACTERS:
        raise NotPlainError("too long")
    try:
        data = jsonfile.parse(text.encode("utf-8", "replace"))
    except jsonfile.DamageError as error:
        raise NotPlainError(error.name) from error
    if not isinstance(data, dict) or not set(data) <= set(names):
        raise NotPlainError("names")
    count = [0]
    for value in data.values():
        _check(value, 0, count)
    return data


def unpack(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that :func:`checked` has let through, as Python knows them."""
    return {name: _value(value) for name, value in data.items()}


def _packed(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise NotPlainError("depth")
    if value is None or (isinstance(value, str | bool | int) and type(value) in (str, bool, int)):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else {"float": repr(float(value))}
    if isinstance(value, date | datetime):
        return {"time": value.isoformat()} if value == value else None
    kind = type(value).__name__.lower()
    if kind in _SEQUENCES:
        return {kind: [_packed(one, depth + 1) for one in value]}
    if isinstance(value, dict):
        return {"dict": [[_packed(key, depth + 1), _packed(one, depth + 1)] for key, one in value.items()]}
    return _packed_array(value, depth)


def _packed_array(value: Any, depth: int) -> Any:
    """Return what numpy or pandas made."""
    import numpy as np
    import pandas as pd

    if value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, np.generic):
        return _packed(value.item(), depth + 1)
    if isinstance(value, pd.DataFrame):
        index = [_packed(one, depth + 1) for one in value.index.tolist()]
        cells = [[_packed(one, depth + 1) for one in value.iloc[:, at].tolist()] for at in range(value.shape[1])]
        names = [_packed(name, depth + 1) for name in value.columns.tolist()]
        return {"table": [index, [list(pair) for pair in zip(names, cells, strict=True)]]}
    if isinstance(value, pd.Series):
        cells = [_packed(one, depth + 1) for one in value.tolist()]
        return {"series": [_packed(value.name, depth + 1), [_packed(one, depth + 1) for one in value.index], cells]}
    if isinstance(value, np.ndarray | pd.Index):
        return {"list": [_packed(one, depth + 1) for one in value.tolist()]}
    raise NotPlainError(type(value).__name__)


def _check(value: Any, depth: int, count: list[int]) -> None:
    count[0] += 1
    if depth > MAX_DEPTH or count[0] > MAX_VALUES:
        raise NotPlainError("too much")
    if value is None or isinstance(value, str | bool | int | float):
        return
    if not isinstance(value, dict) or len(value) != 1:
        raise NotPlainError("no value")
    ((kind, inner),) = value.items()
    if kind == "float" and inner in _STRANGE_FLOATS:
        return
    if kind == "time" and isinstance(inner, str) and _TIME.fullmatch(inner):
        return
    for one in _inner(kind, inner):
        _check(one, depth + 1, count)


def _inner(kind: str, inner: Any) -> list[Any]:
    """Return the values inside one of a composed kind."""
    if not isinstance(inner, list):
        raise NotPlainError(kind[:40])
    if kind in {"list", "tuple"}:
        return inner
    if kind == "set":
        return [_scalar(one) for one in inner]
    if kind == "dict" and all(isinstance(pair, list) and len(pair) == 2 for pair in inner):
        return [one for key, one in inner if _scalar(key) or True]
    if kind == "series" and len(inner) == 3 and _alike(inner[1], inner[2]):
        return [_scalar(inner[0]), *map(_scalar, inner[1]), *inner[2]]
    if kind == "table" and len(inner) == 2 and _are_columns(inner[1], inner[0]):
        return [*map(_scalar, inner[0]), *(one for name, cells in inner[1] for one in (_scalar(name), *cells))]
    raise NotPlainError(kind[:40])


def _are_columns(columns: Any, index: Any) -> bool:
    return isinstance(columns, list) and all(
        isinstance(pair, list) and len(pair) == 2 and _alike(index, pair[1]) for pair in columns
    )


def _alike(first: Any, second: Any) -> bool:
    return isinstance(first, list) and isinstance(second, list) and len(first) == len(second)


def _scalar(value: Any) -> Any:
    """Return `value` if it can name something: a text, number, date or nothing, or a tuple of such."""
    if isinstance(value, dict) and set(value) == {"tuple"} and isinstance(value["tuple"], list):
        if len(value["tuple"]) <= MAX_DEPTH and not any(map(_nested, value["tuple"])):
            return value
    elif not _nested(value):
        return value
    raise NotPlainError("key")


def _nested(value: Any) -> bool:
    return isinstance(value, list) or (isinstance(value, dict) and not set(value) <= {"time", "float"})


def _value(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, inner),) = value.items()
    if kind == "float":
        return float(inner)
    if kind == "time":
        return datetime.fromisoformat(inner) if "T" in inner else date.fromisoformat(inner)
    if kind == "dict":
        return {_value(key): _value(one) for key, one in inner}
    if kind in _SEQUENCES:
        return {"list": list, "tuple": tuple, "set": set}[kind](map(_value, inner))
    return _table(kind, inner)


def _table(kind: str, inner: Any) -> Any:
    import pandas as pd

    if kind == "series":
        return pd.Series(list(map(_value, inner[2])), index=_index(inner[1]), name=_value(inner[0]))
    index, columns = inner
    # By position: two columns may have one name.
    made = pd.DataFrame({at: list(map(_value, cells)) for at, (_, cells) in enumerate(columns)}, index=_index(index))
    made.columns = _index([name for name, _ in columns])
    return made


def _index(values: list[Any]) -> Any:
    import pandas as pd

    return pd.Index([_value(one) for one in values]) if values else pd.RangeIndex(0)
