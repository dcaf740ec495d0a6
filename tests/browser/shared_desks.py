"""Desks of a group's members, each with its own Jupyter server, whose kernels meet in one room."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from board_pages import board_of
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator
from rooms_class import EXERCISE

from conftest import OpenPage, StartServer
from journeybook.classroom.folder import ClassFolder
from journeybook.desk import sign
from journeybook.rooms.access import token_for
from journeybook.rooms.supervise import Supervisor
from journeybook.sharing.settings import write_desk

BOARD = "from journeybook.exercise import Exercise\nExercise.here().board()"


def make_desk(class_: ClassFolder, server: Supervisor, who: str, *cells: str) -> Path:
    """Lay out a desk with the exercise and a notebook of its board, followed by more cells that run at once."""
    desk = class_.desk(who)
    folder = desk / "exercises" / EXERCISE
    shutil.copytree(class_.outbound / EXERCISE, folder, ignore=shutil.ignore_patterns("*.ipynb"))
    hidden = {"jupyter": {"source_hidden": True}}
    notebook = new_notebook(
        cells=[new_code_cell(code, id=f"cell-{n}", metadata=hidden) for n, code in enumerate((BOARD, *cells))],
        metadata={
            "journeybook": {"autorun": True},
            "kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"},
        },
    )
    nbformat.write(notebook, folder / "board.ipynb")
    sign({folder / "board.ipynb": folder / "board.ipynb"})
    write_desk(desk, f"ws://127.0.0.1:{server.port}", token_for(class_, who))
    return desk


def open_shared(
    desk: Path, start_server: StartServer, open_page: OpenPage, app: str, lang: str = "en", theme: str = "light"
) -> Locator:
    """Open the board of a desk in an app of its own, and return it once the group's map is there."""
    server = start_server(desk, lang, theme=theme)
    page = open_page(server.address(app, f"exercises/{EXERCISE}/board.ipynb", theme=theme), theme=theme, lang=lang)
    return board_of(page)
