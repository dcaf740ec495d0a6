"""Does the workbook open in JupyterLab and in Voila, by itself and offline?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Page, expect

from conftest import OpenPage, StartServer
from journeybook.desk import sign

Check = Callable[[Page], None]

_SLIDER = "import ipywidgets\nipywidgets.IntSlider(description='Slider')"
_COUNTER = '''
import anywidget, traitlets

class Counter(anywidget.AnyWidget):
    _esm = """
    export default {
      render({ model, el }) {
        const button = document.createElement("button");
        button.className = "counter";
        const show = () => { button.textContent = `count ${model.get("count")}`; };
        button.addEventListener("click", () => {
          model.set("count", model.get("count") + 1);
          model.save_changes();
        });
        model.on("change:count", show);
        show();
        el.append(button);
      },
    };
    """
    count = traitlets.Int(0).tag(sync=True)

counter = Counter()
counter
'''
_FIGURE = """
figure = {"data": [{"type": "bar", "x": [1, 2], "y": [3, 4]}], "layout": {"title": {"text": "bars"}}}
display({"application/vnd.plotly.v1+json": figure}, raw=True)
"""
_ECHO = """
from IPython.display import HTML
from pathlib import Path
import os
Path("ran.txt").write_text("yes")
HTML(f"<p class='echo'>{os.environ['JOURNEYBOOK_LANG']}</p>")
"""


def _write_lesson(path: Path, *cells: str) -> None:
    """Write a notebook as the course has them: code collapsed, to be run when it opens."""
    hidden = {"jupyter": {"source_hidden": True}}
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# 旅程 & journey\n\nNPS is $100 (p - d)$.", id="title"),
            *(new_code_cell(cell, id=f"cell-{n}", metadata=hidden) for n, cell in enumerate(cells)),
        ],
        metadata={
            "journeybook": {"autorun": True},
            "kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"},
        },
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def _trust(path: Path) -> None:
    sign({path: path})


def _expect_all_drawn(page: Page, lang: str) -> None:
    expect(page.locator(".echo")).to_have_text(lang)
    expect(page.locator(".widget-slider")).to_be_visible()
    expect(page.locator(".js-plotly-plot .bars path")).to_have_count(2)
    page.locator(".counter").click()
    expect(page.locator(".counter")).to_have_text("count 1")
    expect(page.locator("mjx-container")).to_be_visible()


@pytest.mark.parametrize(("lang", "theme", "file_menu"), [("zh", "light", "文件"), ("en", "dark", "File")])
def test_lab_runs_a_trusted_lesson_by_itself(
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    no_outside_requests: Check,
    no_errors: Check,
    lang: str,
    theme: str,
    file_menu: str,
) -> None:
    """Does a lesson draw itself in JupyterLab, in its language and colours, without a request to anywhere else?"""
    _write_lesson(tmp_path / "index.ipynb", _ECHO, _SLIDER, _COUNTER, _FIGURE)
    _trust(tmp_path / "index.ipynb")
    before = (tmp_path / "index.ipynb").read_bytes()
    server = start_server(tmp_path, lang, theme=theme)

    page = open_page(server.address("lab"), theme=theme, lang=lang)

    _expect_all_drawn(page, lang)
    expect(page.locator(".lm-MenuBar-itemLabel").first).to_have_text(file_menu)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(theme == "light").lower())
    # The lesson stands at its top, its code out of sight, the file browser folded away.
    expect(page.locator(".jp-MarkdownCell h1")).to_be_in_viewport()
    expect(page.locator(".jp-CodeCell .jp-InputPlaceholder:visible, .jp-CodeCell .cm-editor:visible")).to_have_count(0)
    expect(page.locator(".jp-FileBrowser")).to_be_hidden()
    # Nothing was edited, so nothing asks to be saved.
    expect(page.locator(".lm-DockPanel-tabBar .jp-mod-dirty")).to_have_count(0)
    assert (tmp_path / "index.ipynb").read_bytes() == before
    no_outside_requests(page)
    no_errors(page)


def test_lab_leaves_an_untrusted_lesson_alone(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Is a notebook that does not carry our signature shown, but not run?"""
    stranger, own = tmp_path / "stranger" / "index.ipynb", tmp_path / "own" / "index.ipynb"
    for path in (stranger, own):
        _write_lesson(path, f"# {path.parent.name}\n{_ECHO}")
    _trust(own)
    server = start_server(tmp_path)

    page = open_page(server.address("lab", "stranger/index.ipynb"))
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")).to_be_visible()
    # The extension had its chance once a lesson that it opens later has run to its end.
    page.goto(server.address("lab", "own/index.ipynb"))
    expect(page.locator(".echo")).to_be_visible()

    assert (own.parent / "ran.txt").exists()
    assert not (stranger.parent / "ran.txt").exists()


def test_lab_asks_to_save_what_the_reader_wrote(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Does a lesson count as changed once somebody types into it?"""
    _write_lesson(tmp_path / "index.ipynb", _ECHO)
    _trust(tmp_path / "index.ipynb")
    page = open_page(start_server(tmp_path).address("lab"))
    expect(page.locator(".echo")).to_be_visible()

    page.locator(".jp-MarkdownCell h1").dblclick()
    page.locator(".jp-MarkdownCell .cm-content").press_sequentially("mine ")

    expect(page.locator(".lm-DockPanel-tabBar .jp-mod-dirty")).to_have_count(1)


@pytest.mark.parametrize(("lang", "theme"), [("zh", "dark"), ("en", "light")])
def test_voila_shows_a_lesson(
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    no_outside_requests: Check,
    no_errors: Check,
    lang: str,
    theme: str,
) -> None:
    """Does a Voila page draw everything offline, without code, in its language and colours, wide enough?"""
    _write_lesson(tmp_path / "index.ipynb", _ECHO, _SLIDER, _COUNTER, _FIGURE)
    server = start_server(tmp_path, lang, theme=theme)

    page = open_page(server.address("voila"), theme=theme, lang=lang)

    _expect_all_drawn(page, lang)
    expect(page).to_have_title("旅程 & journey")
    expect(page.locator("html")).to_have_attribute("lang", {"zh": "zh-CN", "en": "en"}[lang])
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(theme == "light").lower())
    assert "import anywidget" not in page.content()
    figure = page.locator(".js-plotly-plot").bounding_box()
    assert figure is not None
    assert figure["width"] > 1100
    no_outside_requests(page)
    no_errors(page)


def test_charts_in_voila_follow_the_window(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Does a chart take the width of a narrower or wider window, and keep its own height?"""
    _write_lesson(
        tmp_path / "index.ipynb",
        "import plotly.graph_objects as go\nfrom journeybook.charts.display import show\n"
        "show(go.Figure(go.Bar(y=[1, 2]), layout={'height': 520}))",
    )
    page = open_page(start_server(tmp_path).address("voila"))
    drawn = page.locator(".js-plotly-plot .main-svg").first
    expect(drawn).to_be_visible()

    for window in (820, 1280):
        page.set_viewport_size({"width": window, "height": 720})
        expect(drawn).to_have_attribute("width", str(window - 64))
        expect(page.locator(".js-plotly-plot")).to_have_css("height", "520px")


def test_kernels_of_voila_pages_do_not_pile_up(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_errors: Check
) -> None:
    """Is the kernel of a page that was left ended after a while, without a word, and that of an open page kept?"""
    _write_lesson(tmp_path / "index.ipynb", _COUNTER)
    quick = {"cull_idle_timeout": 2, "cull_interval": 1}
    server = start_server(tmp_path, extra_config={"MappingKernelManager": quick})
    page = open_page(server.address("voila"))
    for _ in range(2):
        expect(page.locator(".counter")).to_be_visible()
        page.reload()
    counter = page.locator(".counter")
    expect(counter).to_be_visible()
    page.wait_for_function("async () => (await (await fetch('/api/kernels')).json()).length === 1")
    counter.click()
    expect(counter).to_have_text("count 1")
    no_errors(page)


def test_voila_page_takes_another_theme(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> None:
    """Can one page be dark while its server is light?"""
    _write_lesson(tmp_path / "index.ipynb")
    server = start_server(tmp_path)

    page = open_page(server.address("voila", theme="dark"))

    expect(page.get_by_role("heading", name="旅程 & journey")).to_be_visible()
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")


def test_missing_voila_page_stays_offline(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_outside_requests: Check
) -> None:
    """Does Voila's error page, too, ask nothing of another machine?"""
    page = open_page(start_server(tmp_path).address("voila", "nowhere.ipynb"))

    expect(page.locator("body")).to_contain_text("404")
    no_outside_requests(page)
