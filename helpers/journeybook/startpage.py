"""The start page: what the course holds, how far one is, and what comes next.

It is plain HTML with plain links, so that a link leads on in JupyterLab and in Voila alike, and it is drawn anew when
the learner's files change while it is open in another tab.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from .course import Course, CoursePage, Module, PageKind
from .handin import FEEDBACK_FILE
from .i18n import language, t
from .progress import Progress, ProgressBook, State

PERIOD = 2.0
"""Seconds between two looks at the learner's files."""

_SIGNS = {State.MISSING: "·", State.NEW: "○", State.BEGUN: "◐", State.FINISHED: "✓"}

STYLE = """<style>
.jb-start-page{--jb-accent:#5b6ee1;--jb-text:var(--jp-ui-font-color0,#1b1f27);--jb-surface:var(--jp-layout-color0,#fff);
--jb-line:color-mix(in srgb,var(--jb-text) 14%,var(--jb-surface));
--jb-muted:color-mix(in srgb,var(--jb-text) 66%,var(--jb-surface));
--jb-good:#10936f;box-sizing:border-box;max-width:60em;color:var(--jb-text);font-size:15px;line-height:1.55;
font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",
sans-serif}
.jb-start-page:lang(zh){font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,
sans-serif}
.jb-start-page *{box-sizing:border-box}
.jb-start-page :is(p,h3){margin:0;padding:0}
.jb-start-page section>ul.jb-pages.jb-pages{margin:0;padding:0;list-style:none}
.jb-start-page a.jb-next{display:flex;align-items:center;gap:16px;padding:16px 20px;border-radius:14px;
background:#4a5bc7;color:#fff;text-decoration:none}
.jb-start-page a.jb-next:hover{background:#3c4cb2}
.jb-start-page a.jb-next b{display:block;font-size:19px;line-height:1.35}
.jb-start-page a.jb-next .jb-minutes{align-self:flex-end;padding-bottom:2px;color:inherit;font-size:15px}
.jb-start-page a.jb-next .jb-arrow{margin-inline-start:auto;font-size:24px}
.jb-start-page .jb-all{padding:16px 20px;border:1px solid var(--jb-line);border-radius:14px}
.jb-start-page .jb-whole{display:flex;flex-wrap:wrap;gap:4px 14px;align-items:baseline;margin:18px 0 6px}
.jb-start-page .jb-whole b{font-size:17px}
.jb-start-page .jb-quiet{color:var(--jb-muted);font-size:13px}
.jb-start-page .jb-bar{height:8px;border-radius:4px;overflow:hidden;
background:color-mix(in srgb,var(--jb-text) 11%,var(--jb-surface))}
.jb-start-page .jb-bar span{display:block;height:100%;border-radius:4px;background:var(--jb-accent)}
.jb-start-page section{margin-top:18px;border:1px solid var(--jb-line);border-radius:14px;overflow:hidden}
.jb-start-page header{display:grid;grid-template-columns:1fr auto;gap:0 16px;align-items:baseline;
padding:12px 18px 10px;background:color-mix(in srgb,var(--jb-text) 3.5%,var(--jb-surface))}
.jb-start-page h3{font-size:17px;font-weight:650;color:inherit}
.jb-start-page header .jb-bar{grid-column:1/-1;height:5px;margin-top:8px}
.jb-start-page header p{grid-column:1}
.jb-start-page li{display:grid;grid-template-columns:1.4em 1fr auto;gap:2px 10px;align-items:baseline;margin:0;
padding:9px 18px;border-top:1px solid var(--jb-line)}
.jb-start-page .jb-sign{color:var(--jb-muted);font-weight:700}
.jb-start-page .jb-finished .jb-sign{color:var(--jb-good)}
.jb-start-page .jb-begun .jb-sign{color:var(--jb-accent)}
.jb-start-page li a{color:color-mix(in srgb,var(--jb-accent) 62%,var(--jb-text));font-weight:600;text-decoration:none}
.jb-start-page li a:hover{text-decoration:underline}
.jb-start-page li .jb-notes{grid-column:2/-1}
.jb-start-page .jb-kind{margin-inline-start:8px;padding:1px 8px;border:1px solid var(--jb-line);border-radius:99px;
color:var(--jb-muted);font-size:12px;white-space:nowrap}
.jb-start-page .jb-minutes{color:var(--jb-muted);font-size:13px;white-space:nowrap;font-variant-numeric:tabular-nums}
.jb-start-page .jb-sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
</style>"""


def show(course: Course) -> None:
    """Show the start page and keep it up to date as long as the kernel lives."""
    import ipywidgets as widgets
    from IPython.display import display

    page = _Live(ProgressBook(course), course, widgets.Output())
    page.draw()
    display(page.output)
    page.watch()


class _Live:
    """The start page in an output that is drawn anew when progress changes."""

    def __init__(self, book: ProgressBook, course: Course, output: object) -> None:
        self.output = output
        self._book = book
        self._course = course
        self._seen: tuple[object, ...] = ()

    def draw(self) -> None:
        # Stamps first: what changes while the files are read is then seen as a change at the next look.
        self._seen = self._book.stamps()
        data = {"text/html": page_html(self._course, self._book.read())}
        self.output.outputs = ({"output_type": "display_data", "data": data, "metadata": {}},)  # type: ignore[attr-defined]

    def watch(self) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # outside a kernel nobody is there to see later changes
            return
        loop.call_later(PERIOD, self._look_again)

    def _look_again(self) -> None:
        if self._book.stamps() != self._seen:
            self.draw()
        self.watch()


def next_step(found: Mapping[CoursePage, Progress]) -> CoursePage | None:
    """Return the first page that is there, not finished and due within the course; None where all are finished."""
    open_ = (page for page, one in found.items() if not page.later and one.state in (State.NEW, State.BEGUN))
    return next(open_, None)


def done_share(found: Mapping[CoursePage, Progress]) -> float:
    """Return how much of the course is done, 0 to 1, each page weighing as many minutes as it takes.

    Pages whose time comes after the course do not count.
    """
    due = {page: one for page, one in found.items() if not page.later}
    minutes = sum(page.minutes for page in due)
    return sum(page.minutes * one.share for page, one in due.items()) / minutes if minutes else 0.0


def page_html(course: Course, found: Mapping[CoursePage, Progress]) -> str:
    """Return the start page in the current language."""
    lang = "zh-CN" if language() == "zh" else "en"
    body = _next(found) + _whole(found) + "".join(_module(one, found) for one in course.modules if one.pages)
    return f'{STYLE}<div class="jb-start-page tex2jax_ignore mathjax_ignore" lang="{lang}">{body}</div>'


def _next(found: Mapping[CoursePage, Progress]) -> str:
    page = next_step(found)
    if page is None:
        return f'<p class="jb-all">{escape(t("startpage.all_done"))}</p>'
    key = "startpage.begin" if all(one.share == 0 for one in found.values()) else "startpage.go_on"
    minutes = t("startpage.minutes", minutes=page.minutes)
    return (
        f'<a class="jb-next" {_to(page.notebook)}><span>{escape(t(key))}<b>{escape(page.title)}</b></span>'
        f'<span class="jb-minutes">{escape(minutes)}</span><span class="jb-arrow" aria-hidden="true">→</span></a>'
    )


def _whole(found: Mapping[CoursePage, Progress]) -> str:
    share = done_share(found)
    due = [one for page, one in found.items() if not page.later]
    finished = sum(one.state is State.FINISHED for one in due)
    return (
        f'<div class="jb-whole"><b>{escape(t("startpage.whole", percent=_percent(share)))}</b>'
        f'<span class="jb-quiet">{escape(t("startpage.counted", finished=finished, pages=len(due)))}</span></div>'
        f"{_bar(share, t('startpage.bar'))}"
    )


def _module(module: Module, found: Mapping[CoursePage, Progress]) -> str:
    inside = {page: found[page] for page in module.pages}
    share = done_share(inside)
    about = f'<p class="jb-quiet">{escape(module.about)}</p>' if module.about else ""
    minutes = escape(t("startpage.minutes", minutes=module.minutes))
    pages = "".join(_page(page, one) for page, one in inside.items())
    return (
        f"<section><header><h3>{escape(module.title)}</h3>"
        f'<span class="jb-minutes">{minutes}</span>{about}{_bar(share, module.title)}</header>'
        f'<ul class="jb-pages">{pages}</ul></section>'
    )


def _page(page: CoursePage, one: Progress) -> str:
    title = escape(page.title)
    if one.state is not State.MISSING:
        title = f"<a {_to(page.notebook)}>{title}</a>"
    kind = "" if page.kind is PageKind.LESSON else f'<span class="jb-kind">{escape(t(f"startpage.{page.kind}"))}</span>'
    if page.later:
        kind += f'<span class="jb-kind">{escape(t("startpage.later"))}</span>'
    said = [t(note.key, **note.params) for note in one.notes]
    if one.state is State.MISSING and not said:
        said = [t("startpage.not_there")]
    notes = " · ".join(map(escape, said))
    if any(note.key == "startpage.feedback" for note in one.notes):
        folder = page.notebook.rpartition("/")[0]
        notes = notes.replace(
            escape(t("startpage.feedback")),
            f"<a {_to(f'{folder}/{FEEDBACK_FILE}')}>{escape(t('startpage.feedback'))}</a>",
        )
    quiet = f'<p class="jb-quiet jb-notes">{notes}</p>' if notes else ""
    return (
        f'<li class="jb-{one.state}"><span class="jb-sign" aria-hidden="true">{_SIGNS[one.state]}</span>'
        f'<span>{title}{kind}<span class="jb-sr"> {escape(t(f"startpage.{one.state}"))}</span></span>'
        f'<span class="jb-minutes">{escape(t("startpage.minutes", minutes=page.minutes))}</span>'
        f"{quiet}</li>"
    )


def _bar(share: float, label: str) -> str:
    percent = _percent(share)
    return (
        f'<div class="jb-bar" role="progressbar" aria-label="{escape(label)}" aria-valuemin="0" aria-valuemax="100" '
        f'aria-valuenow="{percent}"><span style="width:{percent}%"></span></div>'
    )


def _percent(share: float) -> int:
    """Return a share in whole per cent; all that is not quite done stays below 100, all that is begun above 0."""
    percent = round(100 * share)
    return 99 if percent == 100 and share < 1 else 1 if percent == 0 and share > 0 else percent


def _to(path: str) -> str:
    """Return the attributes of a link; without a target Voila would open each page in another tab."""
    return f'target="_self" href="{escape(quote(path))}"'
