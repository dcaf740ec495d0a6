"""Does the page about formats say what the formats do?"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from journeybook.formats import convert
from journeybook.model import json_schema

ROOT = Path(__file__).parents[2]
PAGES = {"docs/formats.md": ("yes", "no"), "docs/formats.zh.md": ("可以", "不可以")}


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("one", convert.ALL, ids=lambda one: one.name)
def test_every_format_has_a_row(page: str, one: convert.Format) -> None:
    """Is each format in the table, with all ends of its files' names, and with in and out as they are?"""
    rows = [line for line in text(page).splitlines() if line.startswith("|") and f"`{one.suffixes[0]}`" in line]
    assert len(rows) == 1
    _, _, files, reads, writes, *_ = (cell.strip() for cell in rows[0].split("|"))
    assert re.findall("`([^`]+)`", files) == list(one.suffixes)
    assert [reads, writes] == [PAGES[page][not way] for way in (one.reads, one.writes)]


@pytest.mark.parametrize("page", PAGES)
def test_limits_are_the_real_ones(page: str) -> None:
    """Does the page give the limits that hold?"""
    for one in convert.ALL:
        if one.reads:
            assert f"{one.most_bytes // 1_000_000} MB" in text(page)


@pytest.mark.parametrize("page", PAGES)
def test_the_schema_is_where_the_page_says(page: str) -> None:
    """Is the published schema there, and that of the model?"""
    (place,) = re.findall(r"`([\w/.-]+\.schema\.json)`", text(page))
    assert json.loads((ROOT / place).read_text(encoding="utf-8")) == json.loads(json.dumps(json_schema()))


@pytest.mark.parametrize("page", PAGES)
def test_linked_pages_exist(page: str) -> None:
    """Is there a page behind each link?"""
    assert all((ROOT / "docs" / link).exists() for link in re.findall(r"\]\(([^)]+)\)", text(page)))
