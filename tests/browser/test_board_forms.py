"""Can one map be seen as table, timeline and flowchart, worked on in each, and taken along as a picture?"""

from __future__ import annotations

import re
import time
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Download, Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook import mapfile
from journeybook.desk import sign
from journeybook.model import Channel, JourneyMap, Opportunity, PainPoint, Persona, Scenario, Stage, Touchpoint

Check = Callable[[Page], None]
OpenMap = Callable[..., Locator]

_MAP = "map.journey.json"
_SVG = "{http://www.w3.org/2000/svg}"
_HOSTILE = (
    "<script>document.title='taken'</script>",
    '"><img src=x onerror="document.title=\'taken\'">',
    "javascript:document.title='taken'",
    "x' onload='document.title=1' ]]> &amp; \x07\x1b",
)
_LONG = "结账排了很久的队，" * 25


def _journey(*, hostile: bool) -> JourneyMap:
    """Return a map of two stages; with markup in all its texts where it shall be hostile."""
    names = _HOSTILE if hostile else ("认知", "购买", "看广告", "收银台")
    pain, chance = _HOSTILE[:2] if hostile else ("队伍太长", "加开收银台")
    return JourneyMap(
        persona=Persona(name=_HOSTILE[0] if hostile else "李女士"),
        scenario=Scenario(name="../周六<买>书架?", situation=_HOSTILE[3] if hostile else "周六"),
        stages=(Stage(id="stage-a", name=names[0]), Stage(id="stage-b", name=names[1])),
        touchpoints=(
            Touchpoint(id="touchpoint-a", stage="stage-a", name=names[2], channel=Channel.SOCIAL, emotion=1),
            Touchpoint(id="touchpoint-b", stage="stage-b", name=names[3], channel=Channel.STORE, thought=_LONG),
        ),
        pain_points=(PainPoint(id="painpoint-a", stage="stage-b", text=pain, touchpoint="touchpoint-b"),),
        opportunities=(
            Opportunity(id="opportunity-a", stage="stage-b", text=chance, pain_points=("painpoint-a",), owner=chance),
        ),
    )


@pytest.fixture
def open_map(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> OpenMap:
    """Return a function that opens a map on a board, in a notebook of its own."""

    def open_one(journey: JourneyMap, app: str, lang: str, theme: str) -> Locator:
        mapfile.write(tmp_path / _MAP, journey)
        code = f"from pathlib import Path\nfrom journeybook.board import Board\nBoard(Path({_MAP!r}), lang={lang!r})"
        notebook = new_notebook(
            cells=[new_code_cell(code, id="board")],
            metadata={
                "journeybook": {"autorun": True},
                "kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"},
            },
        )
        path = tmp_path / "index.ipynb"
        nbformat.write(notebook, path)
        sign({path: path})
        server = start_server(tmp_path, lang, theme=theme)
        page = open_page(server.address(app, theme=theme), theme=theme, lang=lang, width=1400, height=1000)
        board = page.get_by_test_id("board")
        expect(board).to_have_attribute("data-ready", "true")
        return board

    return open_one


def _show(board: Locator, form: str) -> Locator:
    """Switch the form with the keyboard, as a radio button is, and return its drawing."""
    board.get_by_test_id(f"form-{form}").focus()
    board.page.keyboard.press("Space")
    drawing = board.get_by_test_id(f"drawing-{form}")
    expect(drawing.locator("svg text").first).to_be_visible()
    return drawing


def _touchpoints(drawing: Locator) -> Locator:
    return drawing.get_by_test_id("spot-touchpoint")


def _saved(page: Page, path: Path, done: Callable[[JourneyMap], bool]) -> JourneyMap:
    """Return the map file as soon as it holds the last edit; the board may still say "saved" of the one before."""
    deadline = time.monotonic() + 20
    while not done(mapfile.read(path)) and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    return mapfile.read(path)


def test_one_map_in_three_forms(tmp_path: Path, open_map: OpenMap, no_errors: Check) -> None:
    """Is a map that is worked on in each form by the keyboard one and the same map, undone and saved?"""
    board = open_map(_journey(hostile=False), "voila", "zh", "light")
    page = board.page
    timeline = _show(board, "timeline")
    expect(_touchpoints(timeline)).to_have_count(2)
    expect(timeline.get_by_role("listitem").filter(has_text="阶段 2、购买")).to_have_count(1)
    expect(
        timeline.get_by_role("button", name=re.compile("接触点 2（共 2 个）、收银台、门店、情感：未设置"))
    ).to_have_count(1)

    _touchpoints(timeline).nth(0).focus()
    page.keyboard.press("ArrowRight")
    expect(_touchpoints(timeline).nth(1)).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "s"):
        page.keyboard.press(key)
    expect(_touchpoints(timeline).nth(1)).to_have_accessible_name(re.compile("非常不满意、关键时刻"))
    expect(board.get_by_test_id("said")).to_contain_text("已标为关键时刻")

    flowchart = _show(board, "flowchart")
    expect(_touchpoints(flowchart).nth(1)).to_have_accessible_name(re.compile("非常不满意、关键时刻"))
    page.keyboard.press("Control+z")
    expect(_touchpoints(flowchart).nth(1)).not_to_have_accessible_name(re.compile("关键时刻"))
    _touchpoints(flowchart).nth(1).focus()
    page.keyboard.press("Enter")
    name = board.get_by_test_id("details").get_by_test_id("field-name").locator("textarea")
    name.fill("自助收银机")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(_touchpoints(flowchart).nth(1)).to_be_focused()
    expect(flowchart.locator("svg")).to_contain_text(["自助收银机"])
    flowchart.get_by_test_id("spot-pain_point").focus()
    page.keyboard.press("5")

    board.get_by_test_id("add-stage").click()
    expect(board.get_by_test_id("form-table")).to_be_checked()
    expect(page.locator("textarea.jb-area:focus")).to_be_visible()
    page.keyboard.type("忠诚")
    page.keyboard.press("Enter")
    journey = _saved(page, tmp_path / _MAP, lambda saved: saved.stages[-1].name == "忠诚")
    last = journey.touchpoints[1]
    assert (last.name, last.emotion, last.is_moment_of_truth, last.thought) == ("自助收银机", -2, False, _LONG)
    assert [stage.name for stage in journey.stages] == ["认知", "购买", "忠诚"]
    assert journey.pain_points[0].severity == 5
    no_errors(page)


def _save(board: Locator, kind: str) -> Download:
    board.get_by_test_id("picture").click()
    with board.page.expect_download() as info:
        board.page.get_by_test_id(f"picture-{kind}").click()
    return info.value


_LOOK = """async ([png, asked]) => {
    const bytes = Uint8Array.from(atob(png), (one) => one.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const { width, height } = bitmap;
    const pencil = new OffscreenCanvas(width, height).getContext("2d");
    pencil.drawImage(bitmap, 0, 0);
    const found = asked.map(({ colour, box }) => {
        const [x, y] = [Math.floor(box[0] * width), Math.floor(box[1] * height)];
        const [w, h] = [Math.floor(box[2] * width) - x, Math.floor(box[3] * height) - y];
        const { data } = pencil.getImageData(x, y, w, h);
        for (let i = 0; i < data.length; i += 4) {
            if (colour.every((value, j) => Math.abs(value - data[i + j]) < 6)) return true;
        }
        return false;
    });
    return { width, height, corner: [...pencil.getImageData(2, 2, 1, 1).data], found };
}"""


def _look(page: Page, download: Download, *asked: tuple[str, tuple[float, float, float, float]]) -> dict[str, Any]:
    """Return a PNG's size, its corner, and whether colours are found in boxes, given in shares of its sides."""
    png = Path(download.path()).read_bytes()
    assert png.startswith(b"\x89PNG")
    questions = [{"colour": list(bytes.fromhex(colour)), "box": box} for colour, box in asked]
    seen: dict[str, Any] = page.evaluate(_LOOK, [b64encode(png).decode(), questions])
    return seen


def _svg(board: Locator) -> ElementTree.Element:
    return ElementTree.fromstring(Path(_save(board, "svg").path()).read_bytes())  # noqa: S314 - we made it ourselves


def _words(root: ElementTree.Element) -> str:
    return "".join(text.text or "" for text in root.iter(f"{_SVG}text"))


def _squeezed(text: str) -> str:
    """Return a text without spaces and control characters: where lines break, spaces go."""
    return re.sub(r"[\s\x00-\x1f]", "", text)


def _printed_pages(board: Locator) -> int:
    """Print, and count the pages of what would be printed."""
    page = board.page
    board.get_by_test_id("picture").click()
    page.get_by_test_id("picture-paper-A3").check()
    page.get_by_test_id("picture-print").click()
    page.wait_for_function("window.printed !== undefined")
    printed: dict[str, Any] = page.evaluate("window.printed")
    assert printed["title"] == "周六 买 书架 - Flowchart"
    assert "size: A3 landscape" in printed["html"]
    expect(board.get_by_test_id("picture")).to_be_focused()
    expect(page.locator("iframe[aria-hidden]")).to_have_count(0)
    paper = page.context.new_page()
    paper.set_content(printed["html"])
    pdf = paper.pdf(prefer_css_page_size=True)
    paper.close()
    assert b"/MediaBox [0 0 1190.5" in pdf or b"/MediaBox [0 0 1191" in pdf
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_a_picture_of_the_whole_map(open_map: OpenMap, no_errors: Check, no_outside_requests: Check) -> None:
    """Do PNG, SVG and print hold the whole map, as plain text, in every form, however hostile its words are?"""
    journey = _journey(hostile=True)
    board = open_map(journey, "lab", "en", "dark")
    page = board.page
    texts = [stage.name for stage in journey.stages] + [card.name for card in journey.touchpoints]
    texts += [journey.pain_points[0].text, journey.opportunities[0].owner, journey.persona.name, _LONG]
    for form in ("table", "timeline", "flowchart"):
        if form != "table":
            _show(board, form)
        root = _svg(board)
        assert {element.tag.removeprefix(_SVG) for element in root.iter()} <= {
            "svg", "title", "defs", "linearGradient", "stop", "rect", "path", "text",
        }  # fmt: skip
        named = [(name, value) for element in root.iter() for name, value in element.attrib.items()]
        assert not [name for name, _ in named if name.startswith("on") or "href" in name or name == "style"]
        assert {value for _, value in named if "url(" in value} <= {"url(#journey-feeling)"}
        words = _squeezed(_words(root))
        for text in texts:
            assert _squeezed(text) in words

    download = _save(board, "png")
    assert download.suggested_filename == "周六 买 书架 - Flowchart.png"
    # The first touchpoint is a happy one; below the second is its pain point.
    light = _look(page, download, ("10936f", (0, 0.1, 0.5, 0.6)), ("dc4a3f", (0.2, 0.3, 1, 1)))
    assert (light["width"], light["height"]) == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))
    assert light["corner"] == [255, 255, 255, 255]
    assert light["found"] == [True, True]
    board.get_by_test_id("picture").click()
    page.get_by_test_id("picture-colours-screen").check()
    page.keyboard.press("Escape")
    dark = _look(page, _save(board, "png"))
    assert (dark["width"], dark["height"]) == (light["width"], light["height"])
    assert dark["corner"] == [0x11, 0x11, 0x11, 255]

    page.evaluate(
        """() => {
            const append = Element.prototype.append;
            Element.prototype.append = function (...nodes) {
                append.apply(this, nodes);
                for (const node of nodes) if (node instanceof HTMLIFrameElement) node.contentWindow.print = () => {
                    const { title, documentElement } = node.contentDocument;
                    window.printed = { title, html: documentElement.outerHTML };
                    node.contentWindow.dispatchEvent(new Event("afterprint"));
                };
            };
        }"""
    )
    assert _printed_pages(board) == 1
    expect(page).not_to_have_title("taken")
    no_outside_requests(page)
    no_errors(page)
