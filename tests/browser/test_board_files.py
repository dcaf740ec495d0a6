"""Do people get the map out of the board in every format, and a file in: chosen or dropped, asked about, undone?"""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from board_pages import MAP, expect_saved, open_map, shopping_map
from injections import INJECTIONS, WATCH
from playwright.sync_api import Download, Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook import mapfile
from journeybook.formats import convert
from journeybook.model import JourneyMap, Stage, Touchpoint

Check = Callable[[Page], None]

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

OTHER = JourneyMap(
    stages=(Stage(id="stage-9", name="Another journey"),),
    touchpoints=(Touchpoint(id="touchpoint-9", stage="stage-9", name="Front desk", emotion=2),),
)


def drag(board: Locator, name: str, content: bytes, *, let_go: bool = True) -> None:
    """Drag a file onto the board, as from a folder of this computer."""
    script = _LET_GO if let_go else _DROP
    assert board.evaluate(script, [name, base64.b64encode(content).decode()])


def saved(board: Locator, kind: str) -> Download:
    with board.page.expect_download(timeout=60_000) as info:
        board.page.get_by_test_id(f"file-{kind}").click()
    return info.value


@pytest.mark.parametrize(("lang", "theme"), [("zh", "light"), ("en", "dark")])
def test_the_menu_makes_every_format(
    lang: str,
    theme: str,
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    no_errors: Check,
    no_outside_requests: Check,
) -> None:
    """Does each entry of the menu download its file, say what is not in it, and read back where it can be read?"""
    journey_map = shopping_map(lang)
    board = open_map(tmp_path, journey_map, start_server, open_page, lang, theme)
    page = board.page
    board.get_by_test_id("picture").click()
    begins = {"pptx": b"PK", "pdf-A4": b"%PDF", "pdf-A1": b"%PDF", "html": b"<!DOCTYPE html>", "markdown": b"# "}
    for kind in ("pptx", "pdf-A4", "pdf-A1", "html", "markdown", "xlsx", "csv", "mermaid", "json"):
        download = saved(board, kind)
        path = tmp_path / download.suggested_filename
        download.save_as(path)
        assert path.name.startswith(journey_map.scenario.name)
        assert path.read_bytes().startswith(begins.get(kind, b""))
        outcome = page.get_by_test_id("file-outcome")
        expect(outcome).to_contain_text(path.name)
        if kind in begins:
            expect(outcome.get_by_test_id("losses")).to_contain_text("旅程图" if lang == "zh" else "No map can be read")
        else:
            assert [stage.name for stage in convert.read(path)[0].stages] == [one.name for one in journey_map.stages]
    expect(page.get_by_test_id("losses")).to_have_count(0)
    no_errors(page)
    no_outside_requests(page)


def test_a_file_is_dropped_and_undone(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Check
) -> None:
    """Does a dropped file change nothing until one agrees, then replace the map, and one undo bring it back?"""
    journey_map = shopping_map()
    board = open_map(tmp_path, journey_map, start_server, open_page)
    page = board.page
    raw, _ = convert.dump(OTHER, "other.csv", "en")
    drag(board, "other.csv", raw, let_go=False)
    expect(board.get_by_test_id("filedrop")).to_be_visible()
    drag(board, "other.csv", raw)
    expect(board.get_by_test_id("filedrop")).to_be_hidden()
    window = page.get_by_test_id("incoming")
    expect(window.get_by_test_id("incoming-counts")).to_contain_text("Stages: 1; touchpoints: 1")
    expect(board.get_by_text("Another journey")).to_have_count(0)
    window.get_by_test_id("incoming-leave").click()
    expect(window).to_have_count(0)
    expect(board.get_by_text("Consideration").first).to_be_visible()

    drag(board, "other.csv", raw)
    page.get_by_test_id("incoming-accept").click()
    expect(board.get_by_text("Another journey").first).to_be_visible()
    expect(board.get_by_text("Consideration")).to_have_count(0)
    expect_saved(board)
    assert [card.name for card in mapfile.read(tmp_path / MAP).touchpoints] == ["Front desk"]

    board.get_by_test_id("undo").click()
    expect(board.get_by_text("Consideration").first).to_be_visible()
    expect_saved(board)
    page.wait_for_function("() => document.querySelector('[data-testid=status]').dataset.state === 'saved'")
    assert mapfile.read(tmp_path / MAP).touchpoints == journey_map.touchpoints
    no_errors(page)


def test_a_file_is_chosen_and_what_is_wrong_is_said(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Check
) -> None:
    """Is a file that is no map refused in the reader's language, the map as it was, and another file taken after?"""
    board = open_map(tmp_path, shopping_map("zh"), start_server, open_page, "zh")
    page = board.page
    before = (tmp_path / MAP).read_bytes()
    bad = tmp_path / "坏文件.xlsx"
    bad.write_bytes(b"this is no workbook")
    board.get_by_test_id("picture").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_test_id("file-open").click()
    chooser.value.set_files(bad)
    expect(page.get_by_test_id("incoming-failed")).to_contain_text("坏文件.xlsx")
    page.get_by_test_id("incoming-leave").click()
    assert (tmp_path / MAP).read_bytes() == before

    good = tmp_path / "other.journey.json"
    mapfile.write(good, OTHER)
    board.get_by_test_id("file-chooser").set_input_files(good)
    page.get_by_test_id("incoming-accept").click()
    expect(board.get_by_text("Another journey").first).to_be_visible()
    no_errors(page)


def test_hostile_files_do_nothing(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Check, no_outside_requests: Check
) -> None:
    """Does no name and no content of a file run, load or show anything but its text?"""
    board = open_map(tmp_path, shopping_map(), start_server, open_page)
    page = board.page
    page.evaluate(f"() => {{ {WATCH} }}")
    stages = tuple(Stage(id=f"stage-{i}", name=text) for i, text in enumerate(INJECTIONS[:20]))
    raw = mapfile.dump(JourneyMap(stages=stages)).encode()
    drag(board, "<img src=x onerror=jbx()>.journey.json", raw)
    window = page.get_by_test_id("incoming")
    expect(window).to_contain_text("<img src=x onerror=jbx()>.journey.json")
    page.get_by_test_id("incoming-accept").click()
    expect(board.locator(".jb-stage, [data-lane=stage]").first).to_be_visible()
    drag(board, "<script>jbx()</script>.csv", b"<svg onload=jbx()>")
    expect(page.get_by_test_id("incoming-failed")).to_be_visible()
    assert page.evaluate("window.ran") == []
    no_errors(page)
    no_outside_requests(page)
