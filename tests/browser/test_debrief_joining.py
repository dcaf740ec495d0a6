"""Do phones find the vote from the trainer's page, and does that page stand in the workbook's own, in Voila?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from debrief_class import EXERCISE, GROUPS, make_class
from playwright.sync_api import Page, expect

from journeybook.classroom.folder import ClassFolder
from journeybook.debrief import serving, voting
from journeybook.debrief.store import Store
from journeybook.debrief.voters import VotersServer
from journeybook.i18n import t
from journeybook.server import Server

_PICTURES = os.environ.get("JOURNEYBOOK_PICTURES_OF_DEBRIEF")


class OpenPage(Protocol):
    def __call__(
        self, address: str, *, theme: str = ..., lang: str = ..., width: int = ..., height: int = ...
    ) -> Page: ...


class Room:
    """A running debrief with its voters' server, as the command starts them."""

    def __init__(self, class_: ClassFolder) -> None:
        self.class_ = class_
        self.store = serving.store_of(class_, "")
        self.voters = VotersServer.start(serving.desk_of(class_), self.store, EXERCISE, class_.lang)
        self.server: Server | None = None

    def serve(self) -> Server:
        """Start the trainer's server."""
        self.server = serving.start(self.class_, EXERCISE, store=self.store, votes_port=self.voters.port)
        return self.server

    def close(self) -> None:
        """End both."""
        self.voters.stop()
        if self.server is not None:
            self.server.stop()


@pytest.fixture
def room(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """The room of a class in the language that the test asks for."""
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    opened = Room(make_class(tmp_path, request.param))
    yield opened
    opened.close()


@pytest.mark.parametrize(("room", "lang", "theme"), [("zh", "zh", "light"), ("en", "en", "dark")], indirect=["room"])
def test_a_phone_joins_and_the_page_stands_in_voila(
    room: Room,
    lang: str,
    theme: str,
    open_page: OpenPage,
    no_errors: Callable[[Page], None],
    no_outside_requests: Callable[[Page], None],
) -> None:
    """Is the address large on the page, with its picture, does it lead to the code's field, and is all in Voila too?"""
    server = room.serve()
    page = open_page(serving.address(server), theme=theme, lang=lang, width=1920, height=1080)
    expect(page.get_by_test_id("picture").locator("img")).to_have_count(len(GROUPS))
    page.get_by_test_id("join").click()
    shown = page.get_by_test_id("joining")
    expect(shown).to_be_visible()
    address = shown.locator(".jb-address").inner_text()
    assert address.endswith(f":{room.voters.port}/")
    picture = shown.get_by_role("img").bounding_box()
    assert picture is not None
    assert min(picture["width"], picture["height"]) > 1080 * 0.55
    assert shown.bounding_box()["height"] < 1080  # type: ignore[index]
    page.screenshot(path=f"{_PICTURES}/join-{lang}.png") if _PICTURES else None
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    no_errors(page)
    no_outside_requests(page)

    phone = open_page(f"http://127.0.0.1:{room.voters.port}/", theme=theme, lang=lang, width=390, height=844)
    expect(phone.get_by_label(t("vote.code", lang))).to_be_visible()
    phone.screenshot(path=f"{_PICTURES}/phone-{lang}.png") if _PICTURES else None
    store = Store.open(room.store)
    phone.get_by_label(t("vote.code", lang)).fill(voting.deal(store, 1)[0])
    store.close()
    phone.get_by_role("button", name=t("vote.join", lang)).click()
    expect(phone.get_by_text(t("vote.waiting", lang))).to_be_visible()

    voila = open_page(serving.voila_address(server), theme=theme, lang=lang, width=1600, height=1000)
    frame = voila.frame_locator("iframe.jb-debrief-frame")
    expect(frame.get_by_test_id("picture").locator("img")).to_have_count(len(GROUPS))
    assert server.token not in voila.content()
    voila.screenshot(path=f"{_PICTURES}/voila-{lang}.png") if _PICTURES else None
    no_errors(voila)
    no_outside_requests(voila)
