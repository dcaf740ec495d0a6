"""Does plain data pass from a stranger's program to the tests, and nothing else?"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from journeybook.classroom import plaindata
from journeybook.classroom.plaindata import NotPlainError

VALUES: dict[str, Any] = {
    "nothing": None,
    "truth": True,
    "number": 4,
    "large": 10**300,
    "part": 2.5,
    "text": "等待 \ud83d",
    "day": date(2026, 3, 1),
    "moment": datetime(2026, 3, 1, 9, 30),
    "sequence": [1, [2, "x"], ()],
    "pair": (1, None),
    "several": {1, 2},
    "mapping": {"North": 9.0, ("a", 1): [1]},
}


def through(**values: Any) -> dict[str, Any]:
    return plaindata.unpack(plaindata.checked(plaindata.pack(values, values), values))


def test_python_values() -> None:
    """Do values of Python's own come out as they went in, down to their types?"""
    came = through(**VALUES)
    expected = VALUES | {"text": "等待 \ud83d"}
    assert came == expected
    assert {name: type(value) for name, value in came.items()} == {n: type(value) for n, value in expected.items()}


def test_strange_floats() -> None:
    """Do infinity and not-a-number arrive?"""
    came = through(high=float("inf"), low=float("-inf"), none=float("nan"))
    assert (came["high"], came["low"]) == (float("inf"), float("-inf"))
    assert came["none"] != came["none"]


def test_numpy_values() -> None:
    """Do numpy's numbers and arrays become Python's?"""
    came = through(number=np.int64(4), part=np.float64(2.5), truth=np.bool_(True), array=np.arange(3))
    assert came == {"number": 4, "part": 2.5, "truth": True, "array": [0, 1, 2]}
    assert type(came["number"]) is int


def test_tables() -> None:
    """Do tables and columns arrive with names, index, order, gaps and times, two columns of one name too?"""
    table = pd.DataFrame(
        {"store": ["North", None], "wait": [1.5, float("nan")], "on": pd.to_datetime(["2026-03-01", None])},
        index=[5, 7],
    )
    came = through(table=table, column=table["wait"], doubled=pd.concat([table, table], axis=1), empty=pd.DataFrame())
    pd.testing.assert_frame_equal(came["table"], table, check_dtype=False)
    pd.testing.assert_series_equal(came["column"], table["wait"])
    assert list(came["doubled"].columns) == ["store", "wait", "on"] * 2
    assert came["empty"].empty


def test_grouped_index() -> None:
    """Does an index of several levels arrive?"""
    column = pd.Series([1, 2], index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)]))
    assert dict(through(column=column)["column"]) == {("a", 1): 1, ("b", 2): 2}


class Liar(dict):  # type: ignore[type-arg]
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


class Number(int):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


def test_what_acts_stays_behind() -> None:
    """Are functions, modules and objects left out, and does a lying dict arrive as the plain one it holds?"""
    endless: list[Any] = []
    endless.append(endless)
    came = through(function=len, module=json, thing=object(), endless=endless, number=Number(3), liar=Liar(a=1), kept=1)
    assert came == {"liar": {"a": 1}, "kept": 1}
    assert type(came["liar"]) is dict


def test_names() -> None:
    """Are only the names that were asked for taken, and missing ones simply left out?"""
    assert json.loads(plaindata.pack(["a", "b"], {"a": 1, "c": 2})) == {"a": 1}
    with pytest.raises(NotPlainError):
        plaindata.checked('{"c": 1}', ["a"])


FORGED = [
    "",
    "null",
    "[1]",
    '{"a": [1]}',
    '{"a": {}}',
    '{"a": {"list": [1], "set": [1]}}',
    '{"a": {"list": 1}}',
    '{"a": {"pickle": "gASV"}}',
    '{"a": {"float": "1e999"}}',
    '{"a": {"float": ["nan"]}}',
    '{"a": {"time": "yesterday"}}',
    '{"a": {"time": 1}}',
    '{"a": {"dict": [[1]]}}',
    '{"a": {"dict": [[{"list": [1]}, 2]]}}',
    '{"a": {"dict": [[{"tuple": [{"list": []}]}, 2]]}}',
    '{"a": {"set": [{"dict": []}]}}',
    '{"a": {"series": [null, [1], [1, 2]]}}',
    '{"a": {"series": [{"list": []}, [1], [1]]}}',
    '{"a": {"table": [[1], [["x", [1, 2]]]]}}',
    '{"a": {"table": [[1], {"x": [1]}]}}',
    '{"a": NaN}',
    '{"a": 1, "a": 2}',
    '{"a": ' + "9" * 5_000 + "}",
    '{"a": ' + '{"list": [' * 30 + "]}" * 30 + "}",
    '{"a": ' + '{"list": [' * 50_000 + "]}" * 50_000 + "}",
    '{"a": {"list": [' + "1," * 300_000 + "1]}}",
    '{"a": "' + "x" * 2_000_001 + '"}',
]


@pytest.mark.parametrize("text", FORGED, ids=range(len(FORGED)))
def test_forged(text: str) -> None:
    """Is every text that no honest program comes to refused in one way?"""
    with pytest.raises(NotPlainError):
        plaindata.checked(text, ["a"])
