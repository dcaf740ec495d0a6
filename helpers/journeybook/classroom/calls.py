"""Which cells of a notebook are calls of our own that need no kernel, and what such a cell puts out.

A cell is read as text, from the released notebook only, and never run: what it asks for is looked up here, so a cell
that asks for anything else belongs to a kernel.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from nbformat import NotebookNode
from nbformat.v4 import new_output

from ..exercise import Exercise
from ..grading import Grading

METHODS = frozenset({"board", "chart", "check", "hand_in", "open_question", "plan", "quiz", "reality_check"})
"""Methods of an exercise that show and return while grading what :mod:`..grading` collects, and do nothing else."""

_NAME = "exercise"

_SETUP = [ast.dump(node) for node in ast.parse("from journeybook import Exercise\nexercise = Exercise.here()").body]


@dataclass(frozen=True)
class Call:
    """One call that a cell asks for, such as ``exercise.check("map")``."""

    method: str
    args: tuple[str, ...]


def own_calls(source: str) -> tuple[Call, ...] | None:
    """Return the calls that a cell consists of, none for the one that sets up; ``None`` if it needs a kernel.

    Examples
    --------
    >>> own_calls('exercise.check("map")')
    (Call(method='check', args=('map',)),)
    >>> own_calls("1 + 1") is None
    True
    """
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return None
    if [ast.dump(node) for node in body] == _SETUP:
        return ()
    calls = [_call(node) for node in body]
    return tuple(call for call in calls if call) if calls and all(calls) else None


def needs_no_kernel(notebook: NotebookNode) -> bool:
    """Return whether every code cell of a released notebook consists of our own calls, after the one that sets up."""
    cells = [own_calls(cell.source) for cell in code_cells(notebook)]
    return bool(cells) and cells[0] == () and all(calls is not None for calls in cells)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the cells that a kernel would run: blank ones are passed over."""
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def put_out(cell: NotebookNode, number: int, calls: Sequence[Call], exercise: Exercise, run: Grading) -> None:
    """Give a cell the outputs that a kernel would give it.

    Parameters
    ----------
    cell : NotebookNode
        A code cell; changed in place.
    number : int
        The how-manieth code cell it is, from 1.
    calls : sequence of Call
        What the cell consists of.
    exercise : Exercise
        Whom it calls.
    run : Grading
        The grading that the calls run in.
    """
    cell.execution_count = number
    cell.outputs = []
    result = None
    for call in calls:
        run.shown.clear()
        result = getattr(exercise, call.method)(*call.args)
        for html in run.shown:
            data = {"text/html": html, "text/plain": "<IPython.core.display.HTML object>"}
            cell.outputs.append(new_output("display_data", data))
    run.shown.clear()
    if result is not None:
        cell.outputs.append(new_output("execute_result", {"text/plain": repr(result)}, execution_count=number))


def _call(node: ast.stmt) -> Call | None:
    """Return the call that a statement is, if it is one of ours with nothing but texts in its brackets."""
    match node:
        case ast.Expr(ast.Call(ast.Attribute(ast.Name(name), method), args, [])) if name == _NAME and method in METHODS:
            texts = [one.value for one in args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            return Call(method, tuple(texts)) if len(texts) == len(args) else None
    return None
