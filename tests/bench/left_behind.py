"""What the board leaves in a browser: after a thousand edits, and after it was opened and closed many times."""

from __future__ import annotations

from bench_page import plain_map
from playwright.sync_api import CDPSession, Page

_OPEN = """async (map) => {
  window.closeBoard = await openBoard(newPeer(map));
  while (document.querySelector("[data-ready=true] .jb-card") === null) await new Promise((go) => setTimeout(go));
}"""
_EDIT_AND_UNDO = """async (times) => {
  const card = document.querySelector(".jb-pain_point");
  card.focus();
  const press = (key, ctrlKey) =>
    card.dispatchEvent(new KeyboardEvent("keydown", {key, ctrlKey, bubbles: true, cancelable: true}));
  for (let i = 0; i < times; i++) {
    press(String(1 + i % 5), false);
    await new Promise((go) => setTimeout(go));
    press("z", true);
    await new Promise((go) => setTimeout(go));
  }
  await painted();
}"""
_BARE = """([map, times]) => {
  window.bare ??= new BareDocuments(map);
  window.bare.editAndUndo("painpoint-0", times);
}"""
_OPEN_AND_CLOSE = """async ([map, times]) => {
  let listening = 0;
  for (let i = 0; i < times; i++) {
    const close = await openBoard(newPeer(map));
    while (document.querySelector("[data-ready=true] .jb-card") === null) await new Promise((go) => setTimeout(go));
    await painted();
    listening += close();
    await painted();
  }
  delete window.peer;
  return listening;
}"""


def _heap(session: CDPSession) -> float:
    """Return the heap in kB, garbage apart."""
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1000


def memory_growth(page: Page) -> tuple[float, float]:
    """Return by how many kB a thousand edits and undos let the heap grow: with the board, and its documents alone."""
    session = page.context.new_cdp_session(page)
    page.evaluate(_OPEN, plain_map(100))
    # The first edits fill caches and compile the code.
    page.evaluate(_EDIT_AND_UNDO, 1000)
    before = _heap(session)
    page.evaluate(_EDIT_AND_UNDO, 1000)
    grown = _heap(session) - before
    page.evaluate(_BARE, [plain_map(100), 1000])
    before = _heap(session)
    page.evaluate(_BARE, [plain_map(100), 1000])
    return grown, _heap(session) - before


def openings(page: Page, times: int) -> dict[str, float]:
    """Return how many documents, nodes, listeners and handlers of messages are left after so many openings."""
    session = page.context.new_cdp_session(page)

    def counters() -> dict[str, int]:
        _heap(session)
        return session.send("Memory.getDOMCounters")

    map_ = plain_map(40)
    # What libraries set up once for the page is not left behind by an opening.
    page.evaluate(_OPEN_AND_CLOSE, [map_, 3])
    before = counters()
    listening = page.evaluate(_OPEN_AND_CLOSE, [map_, times])
    after = counters()
    names = {"documents": "documents", "nodes": "nodes", "jsEventListeners": "listeners"}
    left: dict[str, float] = {name: after[key] - before[key] for key, name in names.items()}
    return {**left, "handlers of kernel messages": listening}
