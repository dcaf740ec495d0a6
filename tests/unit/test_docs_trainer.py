"""Can a trainer rely on the guides: do their agendas add up, and do they speak of every page and no other?"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import click
import nbformat
import pytest

from journeybook.cli import commands as journeybook
from journeybook.course import Course

ROOT = Path(__file__).parents[2]
GUIDES = ROOT / "docs" / "trainer"
LANGUAGES = ("en", "zh")
MODULES = range(5)
FORMATS = ("half-day", "one day", "two days")
NET_MINUTES = {"half-day": (200, 220), "one day": (370, 400), "two days": (740, 800)}
"""What each format takes without its breaks, at least and at most."""

PART = {"en": "part of ", "zh": "部分 "}
ENDING = {"en": ".md", "zh": ".zh.md"}

_PAGE = r"`((?:0[0-4]-[a-z]+|exercises)/[a-z0-9-]+)`"
_COMMAND = r"^(?:journeybook|make)(?: .*)?$|`((?:journeybook|make) [^`]+)`"


def text_of(name: str, lang: str) -> str:
    return (GUIDES / f"{name}{ENDING[lang]}").read_text(encoding="utf-8")


def guides(lang: str) -> dict[str, str]:
    return {name: text_of(name, lang) for name in ("README", *(f"module-{number}" for number in MODULES))}


@cache
def pages(lang: str) -> dict[str, tuple[int, int]]:
    """Return module and minutes of each page of the course; an exercise is called ``exercises/<name>``."""
    found = {}
    for number, module in enumerate(Course(ROOT / "course" / lang).modules):
        for page in module.pages:
            kind = "exercises" if page.kind == "exercise" else page.folder.parent.name
            found[f"{kind}/{page.folder.name}"] = (number, page.minutes)
    return found


def later(lang: str) -> set[str]:
    """Return the pages that are filled in weeks after the course."""
    return {page for page in pages(lang) if page.endswith("/follow-up")}


@dataclass(frozen=True)
class Row:
    """A line of an agenda."""

    begin: int
    end: int
    minutes: int
    module: int | None
    pages: tuple[str, ...]
    part: bool


def agenda(lang: str) -> dict[str, list[list[Row]]]:
    """Return for each format its days, each with its rows."""
    section = re.split(r"^## ", text_of("README", lang), flags=re.MULTILINE)[3]
    chapters = re.split(r"^### .*$", section, flags=re.MULTILINE)[1:]
    return {
        name: [rows(table, lang) for table in re.findall(r"(?:^\|.*\n)+", chapter, re.MULTILINE)]
        for name, chapter in zip(FORMATS, chapters, strict=True)
    }


def rows(table: str, lang: str) -> list[Row]:
    found = []
    for line in table.splitlines()[2:]:
        clock, minutes, module, what, page, form, material, short = (
            cell.strip() for cell in line.strip("|").split("|")
        )
        assert all((what, form, material, short)), line
        begin, end = (60 * int(hour) + int(minute) for hour, minute in re.findall(r"(\d+):(\d\d)", clock))
        named = tuple(re.findall(_PAGE, page))
        assert page == "–" or named, line
        number = None if module == "–" else int(module)
        found.append(Row(begin, end, int(minutes), number, named, page.startswith(PART[lang])))
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("format_", FORMATS)
def test_the_clock_goes_on(lang: str, format_: str) -> None:
    """Does each line begin where the one before ended, and is the format as long as it says?"""
    days = agenda(lang)[format_]
    assert len(days) == (2 if format_ == "two days" else 1)
    for day in days:
        assert all(row.end - row.begin == row.minutes > 0 for row in day)
        assert all(one.end == next_.begin for one, next_ in pairwise(day))
        assert day[0].begin == 9 * 60
        assert day[-1].end <= 17 * 60
    net = sum(row.minutes for day in days for row in day if row.module is not None)
    least, most = NET_MINUTES[format_]
    assert least <= net <= most


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("format_", FORMATS)
def test_every_page_gets_its_time(lang: str, format_: str) -> None:
    """Does an agenda name only pages that there are, in their module, and give each its minutes or say “part of”?"""
    for row in (row for day in agenda(lang)[format_] for row in day):
        for page in row.pages:
            assert page in pages(lang)
            module, minutes = pages(lang)[page]
            assert row.module == module
            assert row.part or row.minutes >= minutes, page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_days_have_all(lang: str) -> None:
    """Does the longest format leave out nothing but what is filled in later?"""
    named = {page for day in agenda(lang)["two days"] for row in day for page in row.pages}
    assert named == set(pages(lang)) - later(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("number", MODULES)
def test_a_module_takes_what_the_agendas_give_it(lang: str, number: int) -> None:
    """Do the minutes at the top of a module's guide agree with the three agendas?"""
    (line,) = re.findall(r"^\| (?:Time|时间) \| (.*) \|$", text_of(f"module-{number}", lang), re.MULTILINE)
    told = [int(minutes) for minutes in re.findall(r"(\d+) (?:min|分钟)", line)]
    given = [sum(row.minutes for day in days for row in day if row.module == number) for days in agenda(lang).values()]
    assert told == given


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_has_its_paragraph(lang: str) -> None:
    """Has each lesson and exercise a heading in the guide of its module, in the course's order, with its minutes?"""
    for number in MODULES:
        headings = re.findall(rf"^### {_PAGE}(.*)$", text_of(f"module-{number}", lang), re.MULTILINE)
        wanted = [page for page, (module, _) in pages(lang).items() if module == number]
        assert sorted(page for page, _ in headings) == sorted(wanted)
        for kind in (True, False):
            of_kind = [page for page, _ in headings if page.startswith("exercises/") is kind]
            assert of_kind == [page for page in wanted if page.startswith("exercises/") is kind]
        for page, rest in headings:
            assert re.search(r"[(（](\d+)", rest)[1] == str(pages(lang)[page][1]), page


def outline(text: str) -> list[str]:
    """Return what both languages must share: levels of headings, the pages in them, and the columns of tables."""
    shared = []
    for line in text.splitlines():
        if heading := re.match(r"(#+) (`[^`]+`)?", line):
            shared.append(heading[0].strip())
        elif line.startswith("|"):
            shared.append("|" * line.count("|"))
    return shared


def test_both_languages_have_the_same_guides() -> None:
    """Has each guide its twin, with the same headings, tables, agendas and commands?"""
    names = {path.name for path in GUIDES.iterdir()}
    assert names == {f"{name}{ending}" for name in guides("en") for ending in ENDING.values()}
    for name, english in guides("en").items():
        chinese = text_of(name, "zh")
        assert outline(english) == outline(chinese), name
        assert commands(english) == commands(chinese), name
    assert agenda("en") == agenda("zh")


def commands(text: str) -> set[str]:
    """Return the commands that a guide names, without the language of its example."""
    found = (
        match[1] or match[0]
        for match in re.finditer(_COMMAND, re.sub("^ +", "", text, flags=re.MULTILINE), re.MULTILINE)
    )
    return {re.sub("--lang (zh|en)", "--lang …", command) for command in found}


@pytest.mark.parametrize("line", sorted(set().union(*(commands(text) for text in guides("en").values()))))
def test_commands_exist(line: str) -> None:
    """Has the program, or the Makefile, each command that the guides name, with these options?"""
    program, *words = shlex.split(line)
    if program == "make":
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert re.search(rf"^{words[0]}:", makefile, re.MULTILINE)
        return
    command: click.Command = journeybook
    context = click.Context(command)
    while isinstance(command, click.Group) and words:
        found = command.get_command(context, words.pop(0))
        assert found is not None, line
        command = found
    assert not isinstance(command, click.Group), line
    options = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_and_files_lead_somewhere(lang: str) -> None:
    """Is there a file behind each link and each path that the guides name?"""
    for name, text in guides(lang).items():
        links = [link.split("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text)]
        assert [link for link in links if not (GUIDES / link).exists()] == [], name
        named = re.findall(r"`((?:solutions|course|exercises|docs)/[^`\s]+)`", text)
        paths = [re.sub("^exercises/(?=0)", f"exercises/{lang}/", path) for path in named]
        assert [path for path in paths if not list(ROOT.glob(path.rstrip("/")))] == [], name
    assert "../coverage" in text_of("README", lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_lesson_tells_the_day_of_the_agenda(lang: str) -> None:
    """Does the day that trainees read about begin and end its modules when the agenda of one day does?"""
    notebook = nbformat.read(ROOT / "course" / lang / "00-start" / "welcome" / "welcome.ipynb", as_version=4)
    (source,) = (cell.source for cell in notebook.cells if cell.id == "day")
    told = re.findall(r"^\| (\d+:\d\d–\d+:\d\d) \|", source, re.MULTILINE)
    (day,) = agenda(lang)["one day"]

    def clock(minutes: int) -> str:
        return f"{minutes // 60}:{minutes % 60:02}"

    spans = [[row for row in day if row.module == number] for number in MODULES]
    assert told == [f"{clock(span[0].begin)}–{clock(span[-1].end)}" for span in spans]
