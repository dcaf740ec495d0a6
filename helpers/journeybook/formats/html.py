"""A map as one page of HTML that stands alone: picture and tables, opened without a network, with no script at all."""

from __future__ import annotations

from html import escape
from pathlib import Path

from ..i18n import t
from ..model import JourneyMap
from . import letters
from .drawing.svg import FONTS
from .losses import Loss
from .outline import Section, Table, losses_of, outline
from .picture import map_svg

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The page asks for nothing and runs nothing, whatever somebody wrote on the map."""

_STYLE = """
:root{color-scheme:light dark;--line:#8886;--tile:#5b6ee11f;--quiet:#5b606a}
@media (prefers-color-scheme:dark){:root{--quiet:#a9b1bb}body{background:#14191f;color:#e8edf2}}
body{margin:0;font:16px/1.6 FONTS}
main{max-width:88rem;margin:0 auto;padding:1.5rem 1.5rem 3rem}
h1{font-size:1.7rem;line-height:1.3;margin:0 0 1rem}
h2{font-size:1.25rem;margin:2.2rem 0 .4rem;padding-top:.6rem;border-top:2px solid var(--line);break-after:avoid}
h3{font-size:1rem;margin:1.1rem 0 .35rem;color:var(--quiet);break-after:avoid}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0 0 1.2rem;max-width:60rem}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto;border:1px solid var(--line);border-radius:12px}
.wide:focus-visible{outline:3px solid #5b6ee1;outline-offset:2px}
.wide svg{display:block}
.rows{overflow-x:auto}
table{border-collapse:collapse;width:100%;min-width:34rem}
th,td{border:1px solid var(--line);padding:.45rem .6rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}
thead th{background:var(--tile);white-space:nowrap}
tbody th{font-weight:600;min-width:9rem}
thead{display:table-header-group}tr{break-inside:avoid}
@page{size:A4 landscape;margin:12mm}
@media print{:root{color-scheme:light}body{background:none;color:#1b1f27;font-size:10pt}main{max-width:none;padding:0}
.wide{border:0;overflow:visible}.wide svg{width:100%;height:auto;max-height:180mm}.rows{overflow:visible}
table{min-width:0}h2{margin-top:1.4rem}}
"""


def write(journey_map: JourneyMap, path: Path, lang: str) -> tuple[Loss, ...]:
    """Write the page and return what of the map it does not hold."""
    path.write_text(page(journey_map, lang), encoding="utf-8", newline="\n")
    return (*losses_of(journey_map), *letters.missing(journey_map, lang, letters.NAMED))


def page(journey_map: JourneyMap, lang: str) -> str:
    """Return the page; what people wrote is escaped."""
    said = outline(journey_map, lang)
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{_lines(value)}</dd>" for name, value in said.facts)
    label = escape(t("outline.picture", lang))
    # What does not fit is scrolled to, also by keyboard.
    picture = f'<div class="wide" role="region" tabindex="0" aria-label="{label}">'
    picture += f"{map_svg(journey_map, lang, inline=True)}</div>"
    sections = "".join(map(_section, said.sections))
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(said.title)}</title><style>{_STYLE.replace('FONTS', FONTS[lang])}</style></head>"
        f"<body><main><h1>{escape(said.title)}</h1><dl>{facts}</dl>{picture}{sections}</main></body></html>\n"
    )


def _section(section: Section) -> str:
    inside = "".join(map(_table, section.tables)) or f"<p>{escape(section.empty)}</p>"
    return f"<section><h2>{escape(section.heading)}</h2>{inside}</section>"


def _table(table: Table) -> str:
    heading = f"<h3>{escape(table.heading)}</h3>" if table.heading else ""
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in table.columns)
    rows = "".join(
        f'<tr><th scope="row">{_lines(row[0])}</th>{"".join(f"<td>{_lines(value)}</td>" for value in row[1:])}</tr>'
        for row in table.rows
    )
    return f'{heading}<div class="rows"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _lines(text: str) -> str:
    return "<br>".join(map(escape, text.splitlines()))
