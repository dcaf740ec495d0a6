"""Where the course teaches what it promises, and where it asks for it: ``python -m journeybook.coverage``.

A cell of a notebook says it in its metadata, as ``"journeybook": {"teaches": ["system-1"]}`` or ``{"asks": [...]}``.
The command writes a table of both into ``docs/``; a test holds the table to the notebooks and every row to a cell.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import workbook
from .atomic import write_text
from .i18n import LANGUAGES, t

COMMAND = "python -m journeybook.coverage"

FILES = {"zh": "coverage.zh.md", "en": "coverage.md"}
"""Language → name of its page in ``docs/``."""

TEACHES, ASKS = "teaches", "asks"

ROWS = {
    "modules": tuple(f"module-{number}" for number in range(5)),
    "systems": tuple(f"system-{number}" for number in range(1, 14)),
    "methods": (
        *("method-nps", "method-csat", "method-ces", "method-retention", "method-repurchase"),
        *("method-first-response", "method-peak-end", "method-drivers", "method-ipa", "method-kano"),
        *("method-before-after", "method-learning-gain", "method-training-effect", "method-agreement"),
    ),
}
"""Group → what the course promises: its modules, the systems it names, the methods it computes."""

NOT_ASKED = ("module-0", "system-10", "system-12")
"""What is taught by doing and has no right answer: a tour, how a class works, a case of one's own."""

_SOURCES = ("course", "solutions")
_SHOWN = {"course": "course", "solutions": "exercises"}


@dataclass(frozen=True)
class Place:
    """A cell that teaches or asks for something.

    Parameters
    ----------
    notebook : str
        Path from the workbook's root, with forward slashes; of an exercise what trainees get, not the solution.
    cell : str
        The cell's id.
    """

    notebook: str
    cell: str


def places(root: Path, lang: str, tag: str) -> dict[str, list[Place]]:
    """Return row → the cells that carry it, in the order of the course; `tag` is ``"teaches"`` or ``"asks"``."""
    import nbformat

    found: dict[str, list[Place]] = {}
    for source in _SOURCES:
        for path in sorted((root / source / lang).rglob("*.ipynb")):
            inside = path.relative_to(root / source)
            if any(part.startswith(".") for part in inside.parts):
                continue
            shown = f"{_SHOWN[source]}/{inside.as_posix()}"
            for cell in nbformat.read(path, as_version=4).cells:
                for row in cell.metadata.get("journeybook", {}).get(tag, ()):
                    found.setdefault(row, []).append(Place(shown, cell.id))
    return found


def page(root: Path, lang: str) -> str:
    """Return the table of what is taught and asked where, as Markdown."""
    return "\n".join(_lines(root, lang))


def _lines(root: Path, lang: str) -> Iterator[str]:
    def say(key: str, **params: str) -> str:
        return t(f"coverage.{key}", lang, **params)

    taught, asked = places(root, lang, TEACHES), places(root, lang, ASKS)
    yield f"# {say('title')}\n"
    yield f"<!-- {say('generated', command=COMMAND)} -->\n"
    yield say("intro", teaches='`"teaches"`', asks='`"asks"`')
    for group, rows in ROWS.items():
        yield f"\n## {say(group)}\n"
        yield f"| {say('row')} | {say('taught')} | {say('asked')} |"
        yield "|---|---|---|"
        for row in rows:
            nowhere = say("not_asked") if row in NOT_ASKED else say("missing")
            name = say(row.replace("-", "_"))
            lists = _linked(taught.get(row, ()), say("missing")), _linked(asked.get(row, ()), nowhere)
            yield f"| {name}<br>`{row}` | {lists[0]} | {lists[1]} |"
    yield ""


def _linked(found: list[Place] | tuple[()], nowhere: str) -> str:
    links = (f"[{Path(one.notebook).stem}](../{one.notebook}) `{one.cell}`" for one in found)
    return "<br>".join(links) or nowhere


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    argparse.ArgumentParser(prog=COMMAND, description=t("coverage.command_about")).parse_args(arguments)
    root = workbook.home()
    for lang in LANGUAGES:
        write_text(root / "docs" / FILES[lang], page(root, lang))
    print(t("coverage.command_wrote", files=", ".join(f"docs/{name}" for name in FILES.values())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
