"""Do the commands and files that the documentation names exist?"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from journeybook.cli import commands as journeybook

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "README.zh.md", "CONTRIBUTING.md")
PAGES = (
    *DOCUMENTS,
    *(f"docs/{name}.{end}" for name in ("trainer", "formats", "rooms", "hub") for end in ("md", "zh.md")),
)
"""All that name commands."""

# A command stands in a code block on a line of its own, or between back ticks in the text.
_IN_BLOCK = re.compile(r"^(?:journeybook|make)(?: .*)?$", re.MULTILINE)
_IN_TEXT = re.compile(r"`((?:journeybook|make)(?: [^`]*)?)`")


def commands(program: str) -> list[tuple[str, str]]:
    """Return (document, command) for every command of `program` in the documentation."""
    found = []
    for name in PAGES:
        text = (ROOT / name).read_text(encoding="utf-8")
        lines = {*_IN_BLOCK.findall(text), *_IN_TEXT.findall(text)}
        found += [(name, line) for line in sorted(lines) if line.split()[0] == program]
    return found


@pytest.mark.parametrize(("document", "line"), commands("journeybook"))
def test_journeybook_commands_are_understood(document: str, line: str) -> None:
    """Does the program know each command with just these words and options?"""
    command: click.Command = journeybook
    words = shlex.split(line)[1:]
    context = click.Context(command)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        assert found is not None, f"{document}: {line}"
        command, words = found, words[1:]
        context = click.Context(command, parent=context)
    if "--help" in words or (isinstance(command, click.Group) and not words):
        return
    # A roster that is only named in an example need not exist to be understood.
    for parameter in command.params:
        if isinstance(parameter.type, click.Path):
            parameter.type.exists = False
    command.make_context(line, words, parent=context.parent)


def test_make_targets_exist() -> None:
    """Does the Makefile have each target that the documentation names?"""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {line.split()[1] for _, line in commands("make")}
    assert named
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS)
def test_linked_files_exist(document: str) -> None:
    """Is there a file behind each relative link and picture?"""
    text = (ROOT / document).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if not link.startswith("http")]
    assert links or document == "CONTRIBUTING.md"
    missing = [link for link in links if not (ROOT / link).exists()]
    assert missing == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [(f"{page}.md", f"{page}.zh.md") for page in ("README", "docs/trainer", "docs/formats", "docs/rooms", "docs/hub")],
)
def test_both_languages_name_the_same_commands(english: str, chinese: str) -> None:
    """Can a reader of either language do the same?"""

    def named(document: str) -> set[str]:
        lines = {line for name, line in (*commands("journeybook"), *commands("make")) if name == document}
        # Each example class speaks the language of its README.
        return {re.sub(r"--lang (zh|en)", "--lang …", line) for line in lines}

    assert named(english) == named(chinese) != set()
