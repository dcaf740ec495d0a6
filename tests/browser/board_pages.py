"""Desks with one notebook and one board, for tests of the board alone: on a given map, or in the retail exercise."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook import mapfile, workbook
from journeybook.desk import sign
from journeybook.model import JourneyMap

MAP = "map.journey.json"
_CELL = """
from pathlib import Path
from journeybook.board import Board
Board(Path({map!r}), lang={lang!r}, touchpoint_options=[{{"code": "till", "name": "Till", "channel": "store"}}])
"""

_DROP = """(board, [name, content]) => {
  const data = new DataTransfer();
  const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
  data.items.add(new File([bytes], name));
  const fire = (kind) => board.dispatchEvent(
    new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  fire("dragenter");
  const allowed = !fire("dragover");
  return allowed;
}"""
_LET_GO = _DROP.replace('fire("dragenter");\n  const allowed = !fire("dragover");', 'const allowed = !fire("drop");')


def write_desk(desk: Path, journey: JourneyMap, lang: str) -> None:
    """Put a map and a notebook with its board on a desk."""
    mapfile.write(desk / MAP, journey)
    notebook = new_notebook(
        cells=[
            new_code_cell(_CELL.format(map=MAP, lang=lang), id="board", metadata={"jupyter": {"source_hidden": True}})
        ],
        metadata={
            "journeybook": {"autorun": True},
            "kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"},
        },
    )
    path = desk / "index.ipynb"
    nbformat.write(notebook, path)
    sign({path: path})


def open_map(
    desk: Path,
    journey: JourneyMap,
    start_server: StartServer,
    open_page: OpenPage,
    lang: str = "en",
    theme: str = "light",
    *,
    touch: bool = False,
) -> Locator:
    """Open a map on a board in Voila, and return the board once the map is there."""
    write_desk(desk, journey, lang)
    server = start_server(desk, lang, theme=theme)
    page = open_page(server.address("voila", theme=theme), theme=theme, lang=lang, touch=touch)
    return board_of(page)


def open_exercise_board(
    desk: Path,
    journey: JourneyMap,
    start_server: StartServer,
    open_page: OpenPage,
    lang: str = "en",
    theme: str = "light",
    *,
    width: int = 1400,
) -> Locator:
    """Open a map on the retail exercise's board, with the case's facts and the rubric's checks beside it."""
    source = workbook.root() / "solutions" / lang / "03-retail"
    shutil.copytree(source, desk, ignore=shutil.ignore_patterns("key", "*.ipynb"), dirs_exist_ok=True)
    mapfile.write(desk / MAP, journey)
    code = "from journeybook.exercise import Exercise\nExercise.here().board()"
    nbformat.write(new_notebook(cells=[new_code_cell(code, id="board")]), desk / "index.ipynb")
    server = start_server(desk, lang, theme=theme)
    return board_of(open_page(server.address("voila", theme=theme), theme=theme, lang=lang, width=width))


def board_of(page: Page) -> Locator:
    """Return the board of a page once its map has arrived; of a large map, once all of it is drawn."""
    board = page.get_by_test_id("board")
    expect(board).to_have_attribute("data-ready", "true")
    expect(board.locator(".jb-grid[aria-busy=true]")).to_have_count(0)
    return board


def drag(board: Locator, name: str, content: bytes, *, let_go: bool = True) -> None:
    """Drag a file onto the board, as from a folder of this computer."""
    script = _LET_GO if let_go else _DROP
    assert board.evaluate(script, [name, base64.b64encode(content).decode()])


def expect_saved(board: Locator) -> None:
    """Wait until the map is on the disk."""
    expect(board.get_by_test_id("status")).to_have_attribute("data-state", "saved")


def shopping_map(lang: str = "en") -> JourneyMap:
    """Return a small map with something in every lane, and texts that only the details show."""
    zh = lang == "zh"
    words = ("门店", "收银台", "售后客服") if zh else ("Shop floor", "Checkout", "After-sales service")
    pains = ("找不到货", "队伍太长", "只开两个收银台", "回复太慢") if zh else (
        "Cannot find it", "The queue is long", "Only two tills open", "The answer takes days",
    )  # fmt: skip
    stages = ("考虑", "购买", "使用") if zh else ("Consideration", "Purchase", "Use")
    touchpoints = [
        {
            "id": f"touchpoint-{i}", "stage": f"stage-{i}", "name": name, "emotion": emotion, "channel": channel,
            "is_moment_of_truth": i == 1, "thought": "快一点吧！" if zh else "Hurry up!",
            "action": "排队付款" if zh else "Waits and pays", "case_touchpoint": "till" if i == 1 else None,
        }
        for i, (name, emotion, channel) in enumerate(
            zip(words, (1, -2, None), ("store", "store", None), strict=True)
        )
    ]  # fmt: skip
    return JourneyMap.parse(
        {
            "persona": {"name": "李女士" if zh else "Ms Li", "about": "", "goal": "买齐日用品" if zh else "Stock up"},
            "scenario": {"name": "周末购物" if zh else "Weekend shopping", "situation": ""},
            "stages": [{"id": f"stage-{i}", "name": name} for i, name in enumerate(stages)],
            "touchpoints": touchpoints,
            "pain_points": [
                {"id": f"painpoint-{i}", "stage": f"stage-{min(stage, 2)}", "touchpoint": f"touchpoint-{stage}",
                 "text": text, "severity": i + 1}
                for i, (stage, text) in enumerate(zip((0, 1, 1, 2), pains, strict=True))
            ],
            "opportunities": [
                {"id": "opportunity-0", "stage": "stage-1", "text": "加开收银台" if zh else "Open more tills",
                 "goal": "五分钟以内结账" if zh else "Pay within five minutes", "pain_points": ["painpoint-1"]},
            ],
            "evidence": [
                {"id": "evidence-0", "claim": "painpoint-1", "aspect": "pain_point", "kind": "data",
                 "text": "平均等待十四分钟" if zh else "14 minutes on average", "source": "log.csv"},
            ],
        }
    )  # fmt: skip
