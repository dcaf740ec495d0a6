"""What the cell of the workbook's page about the debrief shows: the trainer's page, or how to come to it.

The trainer's page stands behind the login of the server that ``journeybook debrief`` started. On that server itself it
is shown within the workbook's page; from another one there is a link, without the token, because notebooks are saved
and handed on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from ..classroom.folder import class_names, open_class
from ..errors import ClassError, WorkbookError
from ..i18n import t
from ..server import Server
from .serving import desk_of

_PLACE = "journeybook/debrief/"

_STYLE = """<style>
.jb-debrief-frame {
  display: block;
  box-sizing: border-box;
  width: 100%;
  height: max(32em, calc(100vh - 12em));
  border: 1px solid color-mix(in srgb, currentColor 20%, transparent);
  border-radius: 8px;
}
[data-jp-theme-light="true"] .jb-debrief-frame { color-scheme: light; }
[data-jp-theme-light="false"] .jb-debrief-frame { color-scheme: dark; }
.jb-debrief-list { margin: 0.6em 0 0; padding-left: 1.4em; font-size: 15px; line-height: 1.7; }
.jb-debrief-note { margin: 0.4em 0; font-size: 15px; }
</style>"""


def show() -> None:
    """Show the debrief of this server's class, links to those of other classes, or who may see them."""
    from IPython.display import HTML, display

    display(HTML(page(Path.cwd())))


def page(folder: Path) -> str:
    """Return what is shown to a notebook in `folder`, as HTML.

    Examples
    --------
    >>> "journeybook debrief" in page(Path("/"))  # doctest: +SKIP
    True
    """
    own, others, resting = "", [], []
    for name, desk in _classes():
        server = Server.running(desk)
        if server is None:
            resting.append(name)
        elif desk.resolve() == folder.resolve():
            own = _frame(name, f"{urlsplit(server.url).path}{_PLACE}")
        else:
            others.append((name, f"{server.url}{_PLACE}"))
    if not (own or others or resting):
        return f"{_STYLE}{_note('trainee')}"
    parts = [_STYLE, own]
    if others:
        links = (
            f'<li><a href="{escape(address)}" target="_blank" rel="noopener">{escape(name)}</a></li>'
            for name, address in others
        )
        parts.append(f'{_note("others")}<ul class="jb-debrief-list">{"".join(links)}</ul>')
    if resting and not own:
        commands = (f"<li><code>journeybook debrief {escape(name)}</code></li>" for name in resting)
        parts.append(f'{_note("resting")}<ul class="jb-debrief-list">{"".join(commands)}</ul>')
    return "".join(parts)


def _classes() -> Iterator[tuple[str, Path]]:
    """Yield name and desk of the classes that are this person's to lead: those they may write in."""
    try:
        names = class_names()
    except WorkbookError:
        return
    for name in names:
        try:
            class_ = open_class(name)
        except ClassError:
            continue
        if os.access(class_.path, os.R_OK | os.W_OK | os.X_OK):
            yield name, desk_of(class_)


def _frame(name: str, address: str) -> str:
    title = escape(t("embedding.title", name=name))
    whole = escape(t("embedding.whole"))
    return (
        f'<iframe class="jb-debrief-frame" src="{escape(address)}" title="{title}"></iframe>'
        f'<p class="jb-debrief-note"><a href="{escape(address)}" target="_blank" rel="noopener">{whole}</a></p>'
    )


def _note(key: str) -> str:
    return f'<p class="jb-debrief-note">{escape(t(f"embedding.{key}"))}</p>'
