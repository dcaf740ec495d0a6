"""Is each language of the course written in itself, nothing left of the other, and are the figures the same?"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("course", "solutions")
LOCALES = ROOT / "helpers" / "journeybook" / "locales"

GROUPS = {
    "software and keys": "App Apps JupyterLab Jupyter Voila Excel Word PDF CSV README IT AI SMS GDPR "
    "Ctrl Cmd Alt Shift Enter Esc Tab Delete S Y Z",
    "tables of a case, which sources name": "surveys events comments tickets orders interviews sales applications",
    "measures and methods": "NPS CSAT CES IPA Kano Better Worse Shapley n A B C D E M O I R Q W",
    "companies and products": "Amazon Starbucks Apple iPhone iPod iPad",
    "authors": "Carlzon Fredrickson Kahneman Meyer Schwager Martilla James Berger Reichheld Dixon Hake "
    "Donald Kirkpatrick Linden Smith York John Moore Kevin Johnson Adam Howorth Kaplan Meier",
    "the press": "CBS News BBC Adweek GeekWire RetailWire Payments Source CardNotPresent",
}
ALLOWED = {word for words in GROUPS.values() for word in words.split()}
"""Latin words that a Chinese text may have."""

TITLES = (
    *("Moments of Truth", "My Starbucks Idea", "Ideas in Action", "Mobile Order & Pay", "IEEE Internet Computing"),
    *("The Daily Dot", "Daily Dot", "U2", "Harvard Business Review"),
)
"""Titles that stay in English."""

FIELDS = {
    "title",
    "about",
    "text",
    "explanation",
    "unit",
    "cause",
    "name",
    "goal",
    "situation",
    "action",
    "thought",
} | {
    *("backstage", "measure", "owner", "source", "open", "company", "journey", "now", "target", "people", "stop"),
}
"""Fields of our files that people read; of these tables every entry is."""
TABLES = {"options", "targets", "why", "explanations"}

# Not read aloud: code, where links lead, HTML, what stands for something else.
_NOT_PROSE = re.compile(r"```.*?```|`[^`]*`|(?<=\])\([^)]*\)|<[^>]*>|\{[^}]*\}|https?://\S+", re.DOTALL)


def prose(text: str) -> str:
    return _NOT_PROSE.sub(" ", text)


def texts(value: Any, name: str = "") -> Iterator[str]:
    """Yield what people read in TOML or JSON data."""
    if isinstance(value, str):
        if name in FIELDS or name in TABLES:
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            # Which words the grading looks for, and which question is which, is for no reader.
            if key not in ("deeds", "things", "right", "quiz", "effect", "criterion"):
                yield from texts(inner, name if name in TABLES else key)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, name)


def read(path: Path) -> list[str]:
    """Return all that people read in a file of the course."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        return [prose(cell.source) for cell in cells if cell.cell_type == "markdown"]
    load = tomllib.loads if path.suffix == ".toml" else json.loads
    return [prose(text) for text in texts(load(path.read_text(encoding="utf-8")))]


def files(lang: str) -> list[Path]:
    found = (path for part in PARTS for path in (ROOT / part / lang).rglob("*") if path.is_file())
    wanted = (path for path in found if path.suffix in (".ipynb", ".toml", ".json"))
    return sorted(path for path in wanted if not any(part.startswith(".") for part in path.relative_to(ROOT).parts))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def english_left(text: str) -> set[str]:
    """Return the Latin words in a Chinese text that do not belong there."""
    for title in TITLES:
        text = text.replace(title, " ")
    return set(re.findall(r"[A-Za-z][A-Za-z-]*", text)) - ALLOWED


@pytest.mark.parametrize("path", files("zh"), ids=name)
def test_no_english_is_left_in_chinese(path: Path) -> None:
    """Has the Chinese course no Latin words but names, measures and keys, and no half-width punctuation?"""
    for text in read(path):
        assert english_left(text) == set(), text[:80]
        assert re.findall(r"[\u3400-\u9fff][,;:?!][\u3400-\u9fff]", text) == [], text[:80]


@pytest.mark.parametrize("path", files("en"), ids=name)
def test_no_chinese_is_left_in_english(path: Path) -> None:
    """Has the English course no Chinese characters and no full-width punctuation?"""
    for text in read(path):
        assert re.findall(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff65]+", text) == [], text[:80]


@pytest.mark.parametrize("zh", [path for path in files("zh") if path.suffix == ".ipynb"], ids=name)
def test_figures_are_the_same(zh: Path) -> None:
    """Does each cell name the same percentages and years in both languages?"""
    en = ROOT / Path(*("en" if part == "zh" else part for part in zh.relative_to(ROOT).parts))
    for one, other in zip(read(zh), read(en), strict=True):
        assert figures(one) == figures(other), (one[:60], other[:60])


def figures(text: str) -> Counter[str]:
    # In English a decade has its figures, in Chinese it may be written out.
    return Counter(re.findall(r"\d+(?:\.\d+)? ?%|\b(?:19|20)\d\d(?![\ds])", re.sub(r"(\d) (?=%)", r"\1", text)))


def test_no_sentence_of_the_interface_stays_english() -> None:
    """Is no Chinese sentence the English one over again?"""
    same = [
        (path.name, key)
        for path in sorted((LOCALES / "zh").glob("*.json"))
        for key, sentence in json.loads(path.read_text(encoding="utf-8")).items()
        if re.search(r"[a-z]{3,},? [a-z]{3,}", prose(sentence))
        and sentence == json.loads((LOCALES / "en" / path.name).read_text(encoding="utf-8"))[key]
    ]
    assert same == []


@pytest.mark.parametrize("zh", sorted((ROOT / "course" / "zh").rglob("*.json")), ids=name)
def test_maps_of_lessons_show_the_same(zh: Path) -> None:
    """Have the maps of lessons the same cards, emotions and ties in both languages?"""
    en = ROOT / "course" / "en" / zh.relative_to(ROOT / "course" / "zh")
    one, other = (without_words(json.loads(path.read_text(encoding="utf-8"))) for path in (zh, en))
    assert one == other


def without_words(value: Any, field: str = "") -> Any:
    if isinstance(value, dict):
        return {key: without_words(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_words(inner, field) for inner in value]
    return bool(value) if isinstance(value, str) and field in FIELDS else value
