"""Does no text of a map run as a script, load anything or lose a character, however it came onto the board?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from itertools import cycle
from pathlib import Path

from board_pages import MAP, board_of, expect_saved, open_map
from injections import INJECTIONS, WATCH
from playwright.sync_api import Locator, Page, expect

from conftest import OpenPage, StartServer
from journeybook import mapfile
from journeybook.model import JourneyMap

Check = Callable[[Page], None]

_LANES = 5
"""Lanes of numbers on the hostile map; a lane of words carries every string."""

_PASTE = """([type, text]) => {
  const data = new DataTransfer();
  data.setData(type, text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""
_TEXTS = """(place) => [...document.querySelectorAll(place)].map((one) => one.textContent)"""
_FOREIGN = """() => document.querySelectorAll(
  "[data-testid=board] :is(img, script, iframe, object, embed, video, audio, form, link, base, meta, style, a)"
).length"""


def _full_map() -> JourneyMap:
    """Return a map in which each string stands in every field of text, once as a name and once as everything else."""
    texts = list(INJECTIONS)
    later = cycle(texts[7:] + texts[:7])

    def cards(kind: str, *fields: str, **more: object) -> list[dict[str, object]]:
        return [
            {"id": f"{kind}-{i}", "stage": "stage-0", **dict.fromkeys(fields, text), **more}
            for i, text in enumerate(texts)
        ]

    return JourneyMap.parse(
        {
            "persona": {"name": next(later), "about": next(later), "goal": next(later)},
            "scenario": {"name": next(later), "situation": next(later)},
            "stages": [{"id": f"stage-{i}", "name": text} for i, text in enumerate(texts)],
            "touchpoints": [
                card | {"case_touchpoint": next(later)[:64]}
                for card in cards("touchpoint", "name", "action", "thought", "backstage", is_moment_of_truth=True)
            ],
            "pain_points": cards("painpoint", "text", touchpoint=None),
            "opportunities": cards("opportunity", "text", "goal", "measure", "owner", pain_points=["painpoint-0"]),
            "evidence": [
                {"id": f"evidence-{i}", "claim": "painpoint-0", "aspect": "pain_point", "text": text, "source": text}
                for i, text in enumerate(texts)
            ],
            "lanes": [
                {"id": f"lane-{i}", "name": text, "kind": "number", "unit": text}
                for i, text in enumerate(texts[:_LANES])
            ]
            + [{"id": "lane-words", "name": texts[_LANES], "kind": "text"}],
            "lane_cells": [
                {"id": f"lanecell-{i}", "lane": "lane-words", "stage": f"stage-{i}", "text": text}
                for i, text in enumerate(texts)
            ],
        }
    )


def _shown(board: Locator, test_id: str) -> list[str]:
    shown: list[str] = board.page.evaluate(_TEXTS, f'[data-testid="{test_id}"]')
    return shown


def _expect_nothing_ran(page: Page, outside: Check) -> None:
    assert page.evaluate("window.ran") == []
    assert page.evaluate(_FOREIGN) == 0
    outside(page)


def _watched(board: Locator) -> Locator:
    """Load the page anew with a watch on whatever runs."""
    board.page.on("dialog", lambda dialog: dialog.dismiss())
    board.page.add_init_script(WATCH)
    board.page.reload()
    return board_of(board.page)


def _values(board: Locator, test_id: str) -> list[str]:
    fields = board.get_by_test_id(test_id).locator("textarea")
    values: list[str] = fields.evaluate_all("(all) => all.map((one) => one.value)")
    return values


def test_a_hostile_file_is_only_shown(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_outside_requests: Check
) -> None:
    """Is every string of a hostile file shown as it is written: on cards, in details, in search and table?"""
    assert len(set(INJECTIONS)) >= 60
    board = _watched(open_map(tmp_path, _full_map(), start_server, open_page))
    page = board.page
    texts = list(INJECTIONS)
    for test_id in (
        "stage-name", "touchpoint-name", "action-text", "touchpoint-thought", "backstage-text", "pain-point-text",
        "opportunity-text", "own-text",
    ):  # fmt: skip
        assert _shown(board, test_id) == texts, test_id
    assert _shown(board, "own-lane-name") == texts[: _LANES + 1]
    _expect_nothing_ran(page, no_outside_requests)

    for form in ("timeline", "flowchart", "table"):
        board.get_by_test_id(f"form-{form}").check()
        expect(board.get_by_test_id("touchpoint" if form == "table" else "spot-touchpoint")).to_have_count(len(texts))
        _expect_nothing_ran(page, no_outside_requests)

    board.locator('[data-card-id="painpoint-0"]').focus()
    page.keyboard.press("Space")
    expect(board.get_by_test_id("evidence")).to_have_count(len(texts))
    assert _values(board, "evidence-text") == texts
    assert _values(board, "evidence-source") == texts
    board.locator('[data-card-id="opportunity-9"]').focus()
    page.keyboard.press("Space")
    assert [_values(board, f"field-{name}") for name in ("text", "goal", "measure", "owner")] == [[texts[9]]] * 4
    page.keyboard.press("Control+f")
    page.keyboard.insert_text(texts[13])
    expect(board.get_by_test_id("find-where")).to_contain_text(texts[13])
    page.keyboard.press("Escape")
    board.get_by_test_id("emotion-table").click()
    expect(board.get_by_test_id("emotion-row")).to_have_count(len(texts))
    page.keyboard.press("Escape")
    # Whoever points at a card sees its title, and whoever drags the pointer over all of them wakes handlers.
    for lane in ("touchpoint", "pain_point", "opportunity"):
        board.locator(f'[data-lane="{lane}"]').nth(13).hover()
    _expect_nothing_ran(page, no_outside_requests)


def _type_into(board: Locator, place: Locator, texts: Iterable[str]) -> None:
    """Write each text into one field, and see it stand there."""
    page = board.page
    for text in texts:
        place.locator(".jb-text").click()
        expect(place.locator("textarea")).to_be_focused()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(text)
        page.keyboard.press("Enter")
        expect(place.locator(".jb-text")).to_be_visible()
        assert place.locator(".jb-text").text_content() == text


def test_a_hostile_text_is_only_written(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, no_outside_requests: Check
) -> None:
    """Is what is typed, pasted as lines, and pasted as another program's cards written down and never obeyed?"""
    empty = JourneyMap.parse({"stages": [{"id": "stage-0", "name": "1"}]})
    board = _watched(open_map(tmp_path, empty, start_server, open_page))
    page = board.page
    # A control character is no key, and typing one line is not the same as pasting several.
    single = [text for text in INJECTIONS if "\n" not in text and "\x01" not in text]
    for i, name in enumerate(("persona.name", "persona.about", "persona.goal", "scenario.name", "scenario.situation")):
        _type_into(board, board.get_by_test_id(name), single[i::16])
    _type_into(board, board.get_by_test_id("stage-name"), single[5::16])

    board.get_by_test_id("add-pain-point").focus()
    page.evaluate(_PASTE, ["text/plain", "\n".join(single)])
    expect(board.get_by_test_id("pain_point")).to_have_count(len(single))
    lines = [text.strip().replace("\t", " ") for text in single]
    assert _shown(board, "pain-point-text") == lines

    cards = [
        {"type": "touchpoint", "column": text, "part": {"id": text, "stage": text, "name": text, "thought": text,
         "action": text, "channel": text, "case_touchpoint": text, "emotion": text, "is_moment_of_truth": text}}
        for text in INJECTIONS
    ]  # fmt: skip
    clip = json.dumps({"mark": "journeybook-cards", "cards": cards})
    board.get_by_test_id("add-touchpoint").focus()
    page.evaluate(_PASTE, ["application/x-journeybook+json", clip])
    expect(board.get_by_test_id("touchpoint")).to_have_count(len(INJECTIONS))
    assert _shown(board, "touchpoint-name") == list(INJECTIONS)
    _expect_nothing_ran(page, no_outside_requests)
    expect_saved(board)
    journey = mapfile.read(tmp_path / MAP)
    assert [one.text for one in journey.pain_points] == lines
    assert [one.thought for one in journey.touchpoints] == list(INJECTIONS)
    assert {one.channel for one in journey.touchpoints} == {None}
