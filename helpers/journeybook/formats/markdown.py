"""A map as Markdown: headings and tables, stage by stage; what people wrote is text in it and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from ..model import JourneyMap
from .losses import Loss
from .outline import Section, Table, losses_of, outline

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~$^{}!&=]|(?<=\w)[:](?=//)|(?<=\bwww)\.", re.IGNORECASE)
"""What Markdown, its tables, links that make themselves, formulas and HTML in it begin with."""

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def write(journey_map: JourneyMap, path: Path, lang: str) -> tuple[Loss, ...]:
    """Write the text and return what of the map it does not hold."""
    path.write_text(text_of(journey_map, lang), encoding="utf-8", newline="\n")
    return losses_of(journey_map)


def text_of(journey_map: JourneyMap, lang: str) -> str:
    """Return a map as Markdown with the tables that most programs know (GitHub's)."""
    said = outline(journey_map, lang)
    facts = "\n".join(f"- **{escaped(name)}**: {escaped(value)}" for name, value in said.facts)
    parts = [f"# {escaped(said.title, ' ')}", facts, *map(_section, said.sections)]
    return "\n\n".join(filter(None, parts)) + "\n"


def escaped(text: str, line_break: str = "<br>") -> str:
    r"""Return a text in one line in which nothing means anything but itself.

    Examples
    --------
    >>> escaped("<b>50 % | *off*\nnow")
    '\\<b\\>50 % \\| \\*off\\*<br>now'
    """
    lines = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).strip().split("\n")
    return line_break.join(_SPECIAL.sub(lambda found: f"\\{found[0]}", line.strip()) for line in lines)


def _section(section: Section) -> str:
    inside = [_table(table) for table in section.tables] or [escaped(section.empty)]
    return "\n\n".join([f"## {escaped(section.heading, ' ')}", *inside])


def _table(table: Table) -> str:
    head = _row(table.columns)
    lines = [head, f"|{' --- |' * len(table.columns)}", *map(_row, table.rows)]
    heading = [f"### {escaped(table.heading)}", ""] if table.heading else []
    return "\n".join([*heading, *lines])


def _row(values: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(escaped, values))} |"
