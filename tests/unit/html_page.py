"""Take apart the HTML that the workbook shows: every tag that is opened is closed, and none is strange."""

from __future__ import annotations

from html.parser import HTMLParser

OUR_TAGS = frozenset(
    "b br details div li ol p span style summary table tbody td th thead tr ul".split()  # noqa: SIM905
)
"""All tags that the package writes itself; none of them can run anything."""

OUR_ATTRIBUTES = frozenset({"aria-hidden", "class", "lang", "role", "scope"})

HOSTILE = "</b><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;"
"""A text that does harm wherever it is shown without being escaped."""


class Page(HTMLParser):
    """A piece of HTML taken apart; reading fails on a tag that is strange, left open or closed twice.

    Attributes
    ----------
    text : str
        What a reader sees, without the style sheet.
    classes : list of str
        All class attributes, in order.
    links : list of str
        Where the page leads, in order.
    deepest : dict
        Tag → how deep it is nested in itself.
    """

    tags = OUR_TAGS
    attributes = OUR_ATTRIBUTES

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.links: list[str] = []
        self.classes: list[str] = []
        self.deepest: dict[str, int] = {}
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.tags, tag
        assert {name for name, _ in attrs} <= self.attributes, attrs
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.classes += [value or "" for name, value in attrs if name == "class"]
        if tag != "br":
            self._open.append(tag)
            self.deepest[tag] = max(self.deepest.get(tag, 0), self._open.count(tag))

    def handle_endtag(self, tag: str) -> None:
        assert self._open
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text += data
