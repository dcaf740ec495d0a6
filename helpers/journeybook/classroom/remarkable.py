"""What in a learner's program deserves a trainer's look: not wrong, but nothing that an exercise asks for.

The sandbox holds whether or not anything is seen here. A program can hide what it does; most that try something are
plain about it, and the trainer hears of those.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

_COMPUTE = """
    __future__ bisect calendar collections csv dataclasses datetime decimal enum fractions functools heapq itertools
    journeybook json math narwhals numpy operator pandas plotly random re scipy statistics statsmodels string textwrap
    typing unicodedata
"""
ORDINARY = frozenset(_COMPUTE.split())
"""Modules that need no mention: they compute."""

_ACT = "__import__ breakpoint compile delattr eval exec exit get_ipython globals input open quit setattr vars"
_WORDS = frozenset(_ACT.split())
_ORDINARY_ATTRIBUTES = frozenset({"__doc__", "__init__", "__len__", "__name__", "__str__"})
MAX_NAMED = 8


def remarkable(source: str) -> list[str]:
    """Return the names of what a program uses beyond computing, such as ``"os"``, ``"open"``, ``"pandas.DataFrame ="``.

    Examples
    --------
    >>> remarkable("import os, pandas as pd; pd.read_csv = open('/etc/passwd')")
    ['os', 'open', 'pd.read_csv =']
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # Also what IPython runs and Python does not: commands to the system, for instance.
        lines = [line.strip()[:1] for line in source.splitlines()]
        return [sign for sign in ("!", "%") if sign in lines]
    imported = {
        alias.asname or alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    found = (name for node in ast.walk(tree) for name in _of_node(node, imported))
    return list(dict.fromkeys(found))[:MAX_NAMED]


def _of_node(node: ast.AST, imported: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name.split(".")[0] not in ORDINARY)
    elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] not in ORDINARY:
        yield node.module or "."
    elif isinstance(node, ast.Name) and (node.id in _WORDS or (node.id.startswith("__") and node.id.endswith("__"))):
        yield node.id
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and hasattr(builtins, node.id):
        yield f"{node.id} ="
    elif (
        isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and hasattr(builtins, node.name)
    ):
        yield f"{node.name} ="
    elif isinstance(node, ast.Attribute):
        if node.attr.startswith("__") and node.attr not in _ORDINARY_ATTRIBUTES:
            yield node.attr
        elif isinstance(node.ctx, ast.Store) and _root(node) in imported:
            yield f"{ast.unparse(node)[:60]} ="


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
