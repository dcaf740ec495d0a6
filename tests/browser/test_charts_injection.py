"""Does no text of a case or a map run, load anything or lose a letter in a chart, on its axes or under the pointer?"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
import pytest
from injections import INJECTIONS, WATCH
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page, expect
from small_case import write_case

from conftest import OpenPage, StartServer
from journeybook import charts, mapfile
from journeybook.model import JourneyMap

Check = Callable[[Page], None]

_CASE_CHARTS = ("satisfaction", "waits", "complaints", "first_response")
_MAP_CHARTS = ("emotion_curve",)
_POINTS_IN_A_MAP = 23
_CELL = f"""
from pathlib import Path
from journeybook import charts, mapfile
from journeybook.cases import Case
case = Case(Path("case"))
for name in {_CASE_CHARTS}:
    charts.show(getattr(charts, name)(case))
for name in {_MAP_CHARTS}:
    for path in sorted(Path("maps").iterdir()):
        charts.show(getattr(charts, name)(mapfile.read(path)))
"""

# Point at the marks of every chart, all of the first row of marks and some of the others; return for each chart the
# first lines of what appeared beside the pointer. Plotly answers one chart at most every 50 ms, so all charts are
# pointed at side by side; a mark that shows nothing is left after two seconds.
_POINT_AT_MARKS = """async () => {
  const pointAt = async (chart, mark) => {
    const {left, top, width, height} = mark.getBoundingClientRect();
    const [clientX, clientY] = [left + width / 2, top + height / 2];
    const area = [...chart.querySelectorAll(".nsewdrag")].find((one) => {
      const box = one.getBoundingClientRect();
      return box.left <= clientX && clientX <= box.right;
    });
    const layer = chart.querySelector(".hoverlayer");
    layer.replaceChildren();
    area.dispatchEvent(new MouseEvent("mousemove", {clientX, clientY, bubbles: true}));
    const late = performance.now() + 2000;
    while (layer.querySelector("text") === null && performance.now() < late)
      await new Promise((go) => setTimeout(go, 5));
    return [...layer.querySelectorAll("text.nums")].map((text) => text.querySelector("tspan").textContent);
  };
  const pointAtAll = async (chart) => {
    const rows = [...chart.querySelectorAll(".cartesianlayer .points")].filter((row) => row.childElementCount > 0);
    const marks = rows.flatMap((row, i) => [...row.querySelectorAll("path")].filter((_, j) => i === 0 || j % 9 === 0));
    const lines = [];
    for (const mark of marks) lines.push(...await pointAt(chart, mark));
    return lines;
  };
  return Promise.all([...document.querySelectorAll(".js-plotly-plot")].map(pointAtAll));
}"""
_TEXTS = """(place) => [...document.querySelectorAll(".js-plotly-plot")].map(
  (chart) => [...chart.querySelectorAll(place)].map((one) => one.textContent))"""
# An empty `plot-img` is plotly's own.
_FOREIGN = """() => [...document.querySelectorAll(
  ".js-plotly-plot :is(script, img:not(.plot-img), img[src], image, iframe, object, embed, video, audio, form, link)," +
  ".js-plotly-plot :is(a, foreignObject, animate, set, use)"
)].map((one) => one.outerHTML.slice(0, 200))"""


def _chunks(texts: Sequence[str]) -> list[Sequence[str]]:
    return [texts[i : i + _POINTS_IN_A_MAP] for i in range(0, len(texts), _POINTS_IN_A_MAP)]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _rows(*rows: tuple[object, ...]) -> str:
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(rows)
    return table.getvalue()


def _write_case(folder: Path) -> None:
    """Write a case whose touchpoints are called by the strings; each has answers, waits and complaints."""
    names = list(enumerate(INJECTIONS))
    write_case(
        folder,
        touchpoints=_rows(*((f"code-{i}", 1, "store", text, text) for i, text in names)),
        events=_rows(*((i, i, f"code-{i}", f"2026-03-02T10:{i % 60:02}", 3 + i % 7, 9 + i % 11) for i, _ in names)),
        surveys=_rows(*((i, f"code-{i}", 1 + i % 5) for i, _ in names)),
        comments=_rows(*((i, f"code-{i}", "2026-03-03T09:00", "en", text) for i, text in names)),
        tickets=_rows(*((i, f"code-{i}", "complaint", "2026-03-02T10:00", "2026-03-03T10:00") for i, _ in names)),
    )


def _write_maps(folder: Path) -> None:
    """Write maps of a few touchpoints each, called by the strings like the stages that they stand in."""
    folder.mkdir()
    for number, texts in enumerate(_chunks(INJECTIONS)):
        journey = JourneyMap.parse(
            {
                "persona": {"name": texts[0]},
                "scenario": {"name": texts[1]},
                "stages": [{"id": f"stage-{i}", "name": text} for i, text in enumerate(texts)],
                "touchpoints": [
                    {"id": f"touchpoint-{i}", "stage": f"stage-{i}", "name": text, "emotion": i % 5 - 2,
                     "is_moment_of_truth": i % 9 == 0}
                    for i, text in enumerate(texts)
                ],
            }
        )  # fmt: skip
        mapfile.write(folder / f"map-{number}.journey.json", journey)


@pytest.fixture
def page(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> Page:
    """Return a Voila page with all charts on all strings, watched from before its first script."""
    _write_case(tmp_path / "case")
    _write_maps(tmp_path / "maps")
    nbformat.write(new_notebook(cells=[new_code_cell(_CELL, id="charts")]), tmp_path / "index.ipynb")
    address = start_server(tmp_path).address("voila")
    page = open_page("about:blank")
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.add_init_script(WATCH)
    page.goto(address)
    return page


def test_charts_of_hostile_texts(page: Page, no_outside_requests: Check) -> None:
    """Is every string shown as it is written by every chart, and is none of them obeyed or fetched?"""
    assert {*_CASE_CHARTS, *_MAP_CHARTS, "show"} == set(charts.__all__)
    texts = [_one_line(text) for text in INJECTIONS]
    maps = _chunks(texts)
    expect(page.locator(".js-plotly-plot .main-svg .gtitle")).to_have_count(len(_CASE_CHARTS) + len(maps))

    labels = page.evaluate(_TEXTS, ".ytick text")
    assert labels[0] == texts
    for chart in labels[1:3]:
        assert chart == [f"{text} (n = 1)" for text in texts]
    # On the axis of a map and above its stages names are cut; pointing at a touchpoint shows the whole of it.
    for shown, wanted in zip(page.evaluate(_TEXTS, ".xtick text")[4:], maps, strict=True):
        for short, text in zip(shown, wanted, strict=True):
            assert text.startswith(short.removesuffix("…").rstrip())

    pointed = page.evaluate(_POINT_AT_MARKS)
    for shown in pointed[:3]:
        assert set(shown) == set(texts)
    # This one names no touchpoint.
    assert pointed[3] == []
    for shown, wanted in zip(pointed[4:], maps, strict=True):
        assert set(shown) == set(wanted)
    assert page.evaluate("window.ran") == []
    assert page.evaluate(_FOREIGN) == []
    no_outside_requests(page)
