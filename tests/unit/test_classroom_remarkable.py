"""Is a program that does more than compute noticed, and an honest one not?"""

from __future__ import annotations

import pytest

from journeybook.classroom.remarkable import remarkable

HONEST = """\
import pandas as pd
from collections import Counter
import plotly.express as px

class Visit:
    def __init__(self, wait):
        self.wait = wait

def median(values):
    return sorted(values)[len(values) // 2]

visits["long"] = visits.wait_min > 10
table = visits.groupby("store")["wait_min"].median()
table.name = "wait"
Visit(3).wait = 4
print(f"{Visit.__name__}", table)
"""


def test_honest() -> None:
    """Is nothing found in an ordinary program?"""
    assert remarkable(HONEST) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import os, socket", ["os", "socket"]),
        ("from urllib import request", ["urllib"]),
        ("from . import x", ["."]),
        ("open('x').read()", ["open"]),
        ("eval('1')", ["eval"]),
        ("get_ipython().system('ls')", ["get_ipython"]),
        ("().__class__.__bases__", ["__bases__", "__class__"]),
        ("import pandas as pd\npd.Series.median = len", ["pd.Series.median ="]),
        ("sum = len", ["sum ="]),
        ("def print(*x): pass", ["print ="]),
        ("__builtins__", ["__builtins__"]),
        ("!ls /\nx = 1", ["!"]),
        ("%run x.py", ["%"]),
        ("not python", []),
        ("(" * 5_000, []),
    ],
)
def test_remarkable(source: str, found: list[str]) -> None:
    """Is each thing named that no exercise asks for?"""
    assert sorted(remarkable(source)) == sorted(found)
