"""The page on which the board is measured alone: the built bundle, and a map on the other end of its messages."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

ROOT = Path(__file__).parents[2]
BOARD = ROOT / "helpers" / "board"
STATIC = ROOT / "helpers" / "journeybook" / "static"
ADDRESS = "http://bench.localhost/"

_PAGE = """<!doctype html><meta charset="utf-8"><title>bench</title>
<link rel="stylesheet" href="board.css"><script src="peer.js"></script>
<body style="margin:0"><div id="place" style="width:1360px"></div>
<script type="module">
import board from "./board.js";
window.newPeer = (map) =>
  new Peer(map, {lang: "en", label: "", readonly: false, status: {}, touchpoint_options: []});
window.openBoard = async (model) => {
  const widget = board();
  const close = [await widget.initialize({model})];
  const el = document.querySelector("#place").appendChild(document.createElement("div"));
  close.push(await widget.render({model, el}));
  window.peer = model;
  return () => { for (const one of close.reverse()) one(); el.remove(); return model.listening; };
};
window.painted = () => new Promise((done) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done(performance.now());
  channel.port2.postMessage(null);
}));
window.pageReady = true;
</script>"""


def build_peer(folder: Path) -> None:
    """Build the other end of the board into `folder`."""
    subprocess.run(["node", "bench/build.mjs", str(folder)], cwd=BOARD, check=True)


def open_page(page: Page, folder: Path) -> None:
    """Open the page; every file of it is answered from the disk, and nothing else is."""
    files = {
        "board.js": (STATIC / "board.js", "text/javascript"),
        "board.css": (STATIC / "board.css", "text/css"),
        "peer.js": (folder / "peer.js", "text/javascript"),
        "mermaid.js": (BOARD / "node_modules" / "mermaid" / "dist" / "mermaid.min.js", "text/javascript"),
    }

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS)
        if name == "":
            route.fulfill(body=_PAGE, content_type="text/html")
        elif name in files:
            path, kind = files[name]
            route.fulfill(body=path.read_bytes(), content_type=kind)
        else:
            route.abort()

    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.wait_for_function("window.pageReady")


def plain_map(cards: int, stages: int = 5) -> dict[str, Any]:
    """Return a map with this many cards: a quarter touchpoints, half pain points, a quarter opportunities."""
    words = ["排队等候结账", "Waits at the checkout", "客服回复太慢，等了两天", "The answer took two days to come"]
    home = [f"stage-{i}" for i in range(stages)]
    touchpoints = [
        {
            "id": f"touchpoint-{i}",
            "stage": home[i * stages // (cards // 4)],
            "name": f"Touchpoint {i}",
            "action": words[i % 4],
            "thought": words[(i + 1) % 4] if i % 3 == 0 else "",
            "channel": ["store", "web", "app", None][i % 4],
            "case_touchpoint": None,
            "emotion": (i * 7) % 5 - 2,
            "is_moment_of_truth": i % 9 == 0,
        }
        for i in range(cards // 4)
    ]
    pains = [
        {
            "id": f"painpoint-{i}",
            "stage": touchpoints[i // 2]["stage"],
            "touchpoint": touchpoints[i // 2]["id"],
            "text": f"{words[i % 4]} {i}",
            "severity": i % 5 + 1,
        }
        for i in range(cards // 2)
    ]
    opportunities = [
        {
            "id": f"opportunity-{i}",
            "stage": touchpoints[i]["stage"],
            "text": f"{words[(i + 2) % 4]} {i}",
            "goal": "",
            "measure": "",
            "owner": "",
            "pain_points": [f"painpoint-{2 * i}"],
        }
        for i in range(cards - cards // 4 - cards // 2)
    ]
    return {
        "kind": "current",
        "persona": {"name": "李女士", "about": "", "goal": ""},
        "scenario": {"name": "Weekend shopping", "situation": ""},
        "stages": [{"id": id_, "name": f"Stage {i + 1}"} for i, id_ in enumerate(home)],
        "touchpoints": touchpoints,
        "pain_points": pains,
        "opportunities": opportunities,
        "evidence": [],
    }


def as_script(map_: dict[str, Any]) -> str:
    """Return a map as an expression of a script."""
    return json.dumps(map_, ensure_ascii=False)
