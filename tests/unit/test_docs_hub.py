"""Does what the pages about a class on the network say hold: figures, files, and the same in both languages?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from journeybook.classroom.deploy import capacity, export

ROOT = Path(__file__).parents[2]
PAGES = {
    lang: (ROOT / "docs" / name).read_text(encoding="utf-8") for lang, name in (("en", "hub.md"), ("zh", "hub.zh.md"))
}


def rows(page: str) -> list[int]:
    """Return how many columns each line of a table has."""
    return [line.count("|") for line in page.splitlines() if line.startswith("|")]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_model_is_the_one_that_is_exported(lang: str) -> None:
    """Are nodes, hubs and minutes on the page those that the capacity model gives?"""
    assert export.table((40, 400, 4_000, 40_000)) in PAGES[lang]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_figures_are_those_that_are_planned_with(lang: str) -> None:
    """Does the page name the memory, processors and nodes of the model?"""
    numbers = {float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", PAGES[lang])}
    node = capacity.Node()

    assert {
        capacity.IDLE_MIB,
        capacity.DRAWING_MIB,
        capacity.KERNEL_MIB,
        capacity.START_CPU_SECONDS,
        node.cores,
        node.gib,
        capacity.people_in(24),
    } <= numbers


def test_both_pages_have_the_same_tables_and_commands() -> None:
    """Can a reader of either language do the same?"""
    blocks = [re.findall(r"```\n(.*?)```", page, re.DOTALL) for page in PAGES.values()]

    assert blocks[0] == blocks[1] != []
    assert rows(PAGES["en"]) == rows(PAGES["zh"])
    assert len(re.findall("^## ", PAGES["en"], re.MULTILINE)) == len(re.findall("^## ", PAGES["zh"], re.MULTILINE))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_was_tried_is_tried(lang: str) -> None:
    """Is there a test behind each row of the table of what trainees tried?"""
    tests = (ROOT / "tests" / "notebooks" / "test_hub.py").read_text(encoding="utf-8")
    section = re.split("^## ", PAGES[lang], flags=re.MULTILINE)[3]
    tried = section.strip().split("\n\n")[-2].splitlines()[2:]
    named = (
        "test_nobody_comes_into_anothers_server",
        "test_trainees_have_no_trainers_pages",
        "test_the_walls_hide_what_is_not_ones_own",
        "test_nobody_hands_in_for_another",
        "test_guessing_a_code_is_stopped",
        "test_everybody_gets_a_code_and_only_hashes_are_kept",
    )

    assert len(tried) == 9
    assert all(f"def {name}(" in tests for name in named)
