"""Does the workbook's page about the debrief lead its trainer to it, and nobody else?"""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from debrief_class import make_class

from journeybook.classroom.folder import ClassFolder
from journeybook.debrief import embedding
from journeybook.debrief.serving import desk_of
from journeybook.i18n import set_language, t
from journeybook.server import Server

_TOKEN = "t-secret"  # noqa: S105


class _Links(HTMLParser):
    """Where frames and links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.frames: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "iframe":
            self.frames.append(str(found["src"]))
        if tag == "a":
            self.links.append(str(found["href"]))


@pytest.fixture
def class_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClassFolder:
    """A class in a workbook of its own, read in English."""
    made = make_class(tmp_path)
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    set_language("en")
    return made


def _run(monkeypatch: pytest.MonkeyPatch, *desks: Path) -> None:
    """Let these desks, and no others, have a server."""
    monkeypatch.setattr(
        Server,
        "running",
        lambda desk: Server("http://127.0.0.1:4711/room/", _TOKEN, desk) if desk in desks else None,
    )


def test_on_the_debriefs_own_server_the_page_is_shown(class_: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the page in a frame, below the server's own address whatever host it was reached by, without the token?"""
    _run(monkeypatch, desk_of(class_))
    html = embedding.page(desk_of(class_))
    assert _Links(html).frames == ["/room/journeybook/debrief/"]
    assert _TOKEN not in html


def test_on_another_server_a_link_leads_to_it(
    class_: ClassFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Is every open debrief listed, to choose from, without its token and without a frame?"""
    other = ClassFolder(class_.path.parent / "d", "d", "zh")
    other.path.mkdir()
    (other.path / "class.toml").write_text('name = "d"\nlang = "zh"\n', encoding="utf-8")
    _run(monkeypatch, desk_of(class_), desk_of(other))
    html = embedding.page(tmp_path)
    found = _Links(html)
    assert (found.frames, found.links) == ([], ["http://127.0.0.1:4711/room/journeybook/debrief/"] * 2)
    assert [name in html for name in (">c<", ">d<", _TOKEN)] == [True, True, False]


def test_a_debrief_that_is_not_open_is_named(
    class_: ClassFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Does the trainer read the command that opens it?"""
    _run(monkeypatch)
    assert f"<code>journeybook debrief {class_.name}</code>" in embedding.page(tmp_path)


@pytest.mark.parametrize("theirs", ["no class", "somebody else's class", "no workbook"])
def test_a_trainee_is_told_whose_page_it_is(
    class_: ClassFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, theirs: str
) -> None:
    """Does who leads no class read that the page is the trainer's, and learn of no class, even if one is running?"""
    _run(monkeypatch, desk_of(class_))
    if theirs == "somebody else's class":
        monkeypatch.setattr("os.access", lambda *_: False)
    elif theirs == "no class":
        (class_.path / "class.toml").unlink()
    else:
        monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path / "nowhere"))
    html = embedding.page(desk_of(class_))
    assert t("embedding.trainee") in unescape(html)
    assert (_Links(html).frames, _Links(html).links, "<code>" in html) == ([], [], False)
