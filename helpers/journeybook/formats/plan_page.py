"""An action plan as one page of HTML that stands alone: to print, or to send to those who help."""

from __future__ import annotations

from html import escape

from .planpaper import SHARES, Paper, Table, Value, in_words

STYLE = """
:root{color-scheme:light dark}
body{max-width:68rem;margin:2rem auto;padding:0 1.5rem;font:15px/1.55 system-ui,-apple-system,"Segoe UI","PingFang SC",
"Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
h1{font-size:1.8rem;margin:0 0 .6rem}h2{font-size:1.15rem;margin:1.6rem 0 .5rem;break-after:avoid}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:0}dt{font-weight:600}dd{margin:0}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #8888;padding:.4rem .55rem;text-align:start;vertical-align:top;
overflow-wrap:anywhere}
th{background:#5b6ee122}tr{break-inside:avoid}thead{display:table-header-group}
@page{size:A4 landscape;margin:14mm}
@media print{:root{color-scheme:light}body{max-width:none;margin:0;padding:0;font-size:10.5pt}}
"""

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The page asks for nothing and runs nothing, whatever somebody wrote into the plan."""


def page(paper: Paper) -> str:
    """Return the plan as an HTML page; what people wrote is escaped."""
    lang = "zh-CN" if paper.lang == "zh" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(paper.title)}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{escape(paper.title)}</h1>{body(paper)}</main></body>"
        "</html>\n"
    )


def body(paper: Paper, heading: str = "h2") -> str:
    """Return what stands below the title: facts and tables, with headings of the given kind."""
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{_lines(value)}</dd>" for name, value in paper.facts)
    return f"<dl>{facts}</dl>{''.join(_table(table, heading) for table in paper.tables)}"


def _table(table: Table, kind: str) -> str:
    heading = f"<{kind}>{escape(table.heading)}</{kind}>"
    if not table.rows:
        return f"{heading}<p>{escape(table.empty)}</p>"
    head = "".join(
        f'<th scope="col" style="width:{share}%">{escape(words)}</th>'
        for words, share in zip(table.columns, SHARES[table.kind], strict=True)
    )
    rows = "".join(f"<tr>{''.join(f'<td>{_lines(value)}</td>' for value in row)}</tr>" for row in table.rows)
    note = f"<p>{_lines(table.note)}</p>" if table.note else ""
    return f"{heading}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{note}"


def _lines(value: Value) -> str:
    return "<br>".join(map(escape, in_words(value).splitlines()))
