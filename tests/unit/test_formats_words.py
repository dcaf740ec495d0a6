"""Do the web page and the Markdown of a map hold all its words, and are people's texts nothing but text in them?"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from exercise_folders import solved_map
from hostile import HOSTILE, MARK, Harm, hostile_map, map_of
from injections import INJECTIONS
from large_map import large_map
from markdown_it import MarkdownIt

from journeybook.formats import convert, html, markdown
from journeybook.formats.outline import feeling, outline
from journeybook.i18n import LANGUAGES, t
from journeybook.model import MAX_TEXT, JourneyMap


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words_of(journey_map: JourneyMap) -> list[str]:
    """Return every text of a map."""
    found = [*dict(journey_map.persona).values(), *dict(journey_map.scenario).values()]
    hidden = {"id", "stage", "touchpoint", "claim", "lane", "case_touchpoint", "channel", "kind", "aspect"}
    for cards in ("stages", "touchpoints", "pain_points", "opportunities", "evidence", "lanes", "lane_cells"):
        for card in getattr(journey_map, cards):
            found += [value for field, value in dict(card).items() if isinstance(value, str) and field not in hidden]
    return [text for text in found if text.strip()]


class Parsed(HTMLParser):
    """What a page consists of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            if name in {"href", "src", "srcset", "action", "data", "xlink:href", "background"}:
                self.links.append(f"{name}={value}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_holds_every_word(lang: str, tmp_path: Path) -> None:
    """Does the page show every text of the model map, with the picture, and ask for nothing from elsewhere?"""
    journey_map, path = solved_map(lang), tmp_path / "map.html"
    losses = convert.write(journey_map, path, lang)
    page = path.read_text(encoding="utf-8")
    shown = squeezed(Harm(page).shown)
    for text in words_of(journey_map):
        assert squeezed(text) in shown, text
    parsed = Parsed(page)
    assert {"svg", "table", "title", "style"} <= parsed.tags
    assert parsed.links == []
    assert not {"script", "iframe", "object", "embed", "link", "form", "base", "img"} & parsed.tags
    assert "default-src 'none'" in page.replace("&#x27;", "'")
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    assert {loss.where for loss in losses} == {"touchpoint.case_touchpoint", "one_way"}
    assert page.startswith(f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">')


@pytest.mark.parametrize("text", [HOSTILE, *INJECTIONS])
def test_hostile_texts_are_text_on_the_page(text: str) -> None:
    """Does no text of a map become a tag, an attribute or a script of the page?"""
    page = html.page(map_of(text), "en")
    plain = Parsed(html.page(map_of("plain"), "en"))
    parsed = Parsed(page)
    assert parsed.tags <= plain.tags | {"br", "tspan"}
    assert parsed.links == []


def test_hostile_map_page() -> None:
    """Is what a hostile map says shown, letter by letter?"""
    harm = Harm(html.page(hostile_map(), "zh"))
    assert harm.found == []
    assert f"<script>window.{MARK}=1</script>" in harm.shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markdown_holds_every_word(lang: str, tmp_path: Path) -> None:
    """Does Markdown, read as GitHub does, say every text of the model map in headings and tables?"""
    journey_map, path = solved_map(lang), tmp_path / "map.md"
    losses = convert.write(journey_map, path, lang)
    page = rendered(path.read_text(encoding="utf-8"))
    shown = squeezed(Harm(page).shown)
    for text in words_of(journey_map):
        assert squeezed(text) in shown, text
    assert page.count("<h2>") == len(journey_map.stages) + 1
    assert page.count("<table>") >= len(journey_map.stages)
    assert {loss.where for loss in losses} == {"touchpoint.case_touchpoint", "one_way"}


def rendered(text: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))


@pytest.mark.parametrize("text", [HOSTILE, *INJECTIONS])
def test_hostile_texts_are_text_in_markdown(text: str) -> None:
    """Does no text become HTML, a link, emphasis or a further cell, even where HTML in Markdown is let through?"""
    page = rendered(markdown.text_of(map_of(text), "en"))
    parsed = Parsed(page)
    assert parsed.tags <= {
        "h1",
        "h2",
        "h3",
        "ul",
        "li",
        "strong",
        "p",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
    }
    assert page.count("<td>") == rendered(markdown.text_of(map_of("plain"), "en")).count("<td>")


@pytest.mark.parametrize(
    "text",
    [
        *("# head", "- list", "1. list", "> quote", "```code", "a | b | c", "*x* _y_ ~~z~~ `c`", "\\| \\\\ \\<"),
        *("[a](b)", "![a](b)", "[^1]", "<https://a.invalid>", "&amp; &#x41;", "$x$ $$y$$", "***", "===", "---", "a\\"),
    ],
)
def test_markdown_says_what_was_written(text: str) -> None:
    """Is a text that looks like Markdown the same text once it is read?"""
    page = rendered(f"# {markdown.escaped(text)}\n\n| a |\n| --- |\n| {markdown.escaped(text)} |\n")
    shown = Harm(page).shown
    assert shown.count(text) == 2, page


def test_addresses_do_not_become_links() -> None:
    """Does an address stay text where programs make links of them by themselves?"""
    assert markdown.escaped("see https://a.invalid/x or www.a.invalid") == r"see https\://a.invalid/x or www\.a.invalid"


def test_breaks_and_controls() -> None:
    """Does a text of several lines stay in its cell, and does nothing that steers a terminal remain?"""
    assert markdown.escaped("one\r\ntwo\rthree\n\x1b[2Jfour\u2028five") == r"one<br>two<br>three<br>\[2Jfourfive"


def test_columns_that_say_nothing_are_left_out() -> None:
    """Is a column shown where one touchpoint of the map has something to say in it, and only then?"""
    without = outline(solved_map("en"), "en").sections[0].tables[0].columns
    assert t("board.lane_backstage", "en") not in without
    journey_map = large_map(60, "en", 3)
    columns = {section.tables[0].columns for section in outline(journey_map, "en").sections[:-1]}
    assert len(columns) == 1
    assert t("board.lane_backstage", "en") in columns.pop()


def test_empty_maps_and_long_texts(tmp_path: Path) -> None:
    """Are an empty map and one with the longest texts written whole?"""
    for name in ("map.html", "map.md"):
        convert.write(JourneyMap(), tmp_path / name, "zh", force=True)
        convert.write(map_of("长" * MAX_TEXT), tmp_path / name, "zh", force=True)
        assert "长" * MAX_TEXT in (tmp_path / name).read_text(encoding="utf-8")


def test_feelings_in_words() -> None:
    """Does a feeling say its number with a sign, and nothing where nobody judged?"""
    assert feeling(2, "en") == "+2 Very happy"
    assert feeling(0, "zh").startswith("0 ")
    assert feeling(None, "en") == ""
