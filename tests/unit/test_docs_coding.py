"""Does what the page about coding exercises says hold?"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import nbformat

from journeybook.classroom import plaindata
from journeybook.classroom.coding import returns
from journeybook.classroom.sandbox import Limits

ROOT = Path(__file__).parents[2]
PAGES = {
    lang: (ROOT / f"docs/coding-exercises{end}.md").read_text(encoding="utf-8")
    for lang, end in (("en", ""), ("zh", ".zh"))
}
EXAMPLE = ROOT / "tests/notebooks/coding"


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


def test_settings_are_those_of_the_example() -> None:
    """Do both pages show the very line and metadata that the example in the tests has?"""
    for lang, page in PAGES.items():
        (line,), (metadata,) = blocks(page, "toml"), blocks(page, "json")
        exercise = tomllib.loads((EXAMPLE / lang / "05-waits" / "exercise.toml").read_text(encoding="utf-8"))
        assert tomllib.loads(line).items() <= exercise.items()
        notebook = nbformat.read(EXAMPLE / lang / "05-waits" / "05-waits.ipynb", as_version=4)
        assert tuple(json.loads(metadata)["journeybook"]["returns"]) == returns(notebook)


def test_limits() -> None:
    """Are the figures on both pages those that hold?"""
    limits = Limits()
    for page in PAGES.values():
        numbers = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", page)}
        assert {limits.seconds, limits.memory // 10**9, limits.processes, limits.space // 10**6} <= numbers
    assert plaindata.MAX_VALUES == 200_000
    assert plaindata.MAX_CHARACTERS == 2_000_000
    assert "200,000 values and 2 million characters" in PAGES["en"]
    assert re.search(r"20\s*万个值、200 万个字符", PAGES["zh"])


def test_both_pages_show_the_same_code() -> None:
    """Can a reader of either language do the same?"""

    def code(page: str) -> list[str]:
        return [re.sub(r'"[^"]*"', '""', found) for found in re.findall(r"`([^`\n]+)`", page) if "=" in found]

    assert code(PAGES["en"]) == code(PAGES["zh"])
