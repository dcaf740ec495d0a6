"""Does no text of a case or a map run, load anything or lose a letter in a chart, on its axes or under the pointer?"""

from __future__ import annotations

import csv
import io
import json
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

# Charts of a case with everything that the methods need: the shipped one, its names and comments replaced by strings.
_EVIDENCE_CHARTS = (
    "before_after",
    "comment_themes",
    "drivers",
    "effort",
    "importance_performance",
    "kano",
    "moments_of_truth",
    "sources",
)
_LOG_CHARTS = ("flow", "timeline", "wait_distribution")
_CASE_LOG_CHARTS = ("case_flow", "case_timeline")
"""The same as those of a log, which are tried."""
_EVIDENCE_CELL = f"""
import copy
import json
from dataclasses import replace
from pathlib import Path
from journeybook import charts
from journeybook.cases import load
from journeybook.draft import draft_map
from journeybook.evidence import case_log
shipped = load("retail")
for texts in json.loads(Path("chunks.json").read_text()):
    called = iter(texts * 20)
    case = copy.copy(shipped)
    case._tables = dict(shipped._tables)
    case.touchpoints = tuple(replace(one, name_zh=text, name_en=text) for one, text in zip(shipped.touchpoints, called))
    case.aspects = tuple(replace(one, name_zh=text, name_en=text) for one, text in zip(shipped.aspects, called))
    systems = zip(shipped._source_names, called)
    case._source_names = {{system: dict.fromkeys(("zh", "en"), text) for system, text in systems}}
    for table, columns in (("features", ("name_zh", "name_en")), ("comments", ("text",))):
        rows = shipped.table(table)
        case._tables[table] = rows.assign(**{{column: (texts * len(rows))[: len(rows)] for column in columns}})
    for name in {_EVIDENCE_CHARTS}:
        charts.show(getattr(charts, name)(case))
    for name in {_LOG_CHARTS}:
        names = {{one.code: one.name() for one in case.touchpoints}}
        charts.show(getattr(charts, name)(case_log(case), names=names))
    charts.show(charts.reality_check(draft_map(case), case))
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
    return [...layer.querySelectorAll("text.nums")].map((text) => (text.querySelector("tspan") ?? text).textContent);
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


def _unspaced(text: str) -> str:
    """Return a text as it is in lines, whose ends stand for blanks."""
    return "".join(text.split())


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
def open_charts(tmp_path: Path, start_server: StartServer, open_page: OpenPage) -> Callable[[str], Page]:
    """Return a function that opens a Voila page of what a cell shows, watched from before its first script."""

    def open_one(cell: str) -> Page:
        nbformat.write(new_notebook(cells=[new_code_cell(cell, id="charts")]), tmp_path / "index.ipynb")
        address = start_server(tmp_path).address("voila")
        page = open_page("about:blank")
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.add_init_script(WATCH)
        page.goto(address)
        return page

    return open_one


def test_every_chart_is_tried() -> None:
    """Is there no chart that one of the tests below leaves out?"""
    tried = {*_CASE_CHARTS, *_MAP_CHARTS, *_EVIDENCE_CHARTS, *_LOG_CHARTS, *_CASE_LOG_CHARTS, "reality_check"}
    assert tried == set(charts.__all__) - {"bundle", "show"}


def test_charts_of_hostile_texts(
    tmp_path: Path, open_charts: Callable[[str], Page], no_outside_requests: Check
) -> None:
    """Is every string shown as it is written by every chart, and is none of them obeyed or fetched?"""
    _write_case(tmp_path / "case")
    _write_maps(tmp_path / "maps")
    page = open_charts(_CELL)
    texts = [_one_line(text) for text in INJECTIONS]
    maps = _chunks(texts)
    expect(page.locator(".js-plotly-plot .main-svg .gtitle")).to_have_count(len(_CASE_CHARTS) + len(maps))

    labels = page.evaluate(_TEXTS, ".ytick text")
    assert labels[0] == texts
    for chart in labels[1:3]:
        assert chart == [f"{text} (n = 1)" for text in texts]
    # On the axis of a map names are folded and cut; pointing at a touchpoint shows the whole of it.
    for shown, wanted in zip(page.evaluate(_TEXTS, ".xtick text")[4:], maps, strict=True):
        for short, text in zip(shown, wanted, strict=True):
            assert _unspaced(text).startswith(_unspaced(short.removesuffix("…")))

    pointed = page.evaluate(_POINT_AT_MARKS)
    for shown in pointed[:3]:
        assert set(shown) == set(texts)
    # This one names no touchpoint.
    assert pointed[3] == []
    for shown, wanted in zip(pointed[4:], maps, strict=True):
        assert set(shown) == set(wanted)
    _expect_nothing_ran(page)
    no_outside_requests(page)


def test_evidence_charts_of_hostile_texts(
    tmp_path: Path, open_charts: Callable[[str], Page], no_outside_requests: Check
) -> None:
    """Do the methods' charts show touchpoints, aspects, features and comments of such names, and obey none?"""
    chunks = _chunks(INJECTIONS)
    tmp_path.joinpath("chunks.json").write_text(json.dumps(chunks), encoding="utf-8")
    page = open_charts(_EVIDENCE_CELL)
    drawn = len(chunks) * (len(_EVIDENCE_CHARTS) + len(_LOG_CHARTS) + 1)
    expect(page.locator(".js-plotly-plot .main-svg .gtitle")).to_have_count(drawn, timeout=120_000)

    pointed = page.evaluate(_POINT_AT_MARKS)
    assert any(_one_line(INJECTIONS[0]) in line for lines in pointed for line in lines)
    _expect_nothing_ran(page)
    no_outside_requests(page)


def _expect_nothing_ran(page: Page) -> None:
    assert page.evaluate("window.ran") == []
    assert page.evaluate(_FOREIGN) == []
