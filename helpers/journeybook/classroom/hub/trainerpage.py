"""The trainer's first page in the hub: a server extension with links to all that is theirs, and who sits where."""

from __future__ import annotations

import asyncio
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from ...errors import ClassError, JourneybookError
from ...i18n import t
from ...rooms.access import Access
from ...rooms.announce import known_address
from ...rooms.visiting import prepare_visit
from ...workbook import START_PAGE
from ..folder import ClassFolder
from ..names import printable
from ..roster import full_name
from .ahead import start_all
from .api import HubApi
from .settings import HubSettings

_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="10"><title>{title}</title><style>{style}</style></head>
<body><main><h1>{title}</h1><p class="address">{address}</p><ul>{links}</ul>
<h2>{seats}</h2><p>{count}</p>{start}<table><tbody>{rows}</tbody></table>
<h2>{groups}</h2><form method="post">{xsrf}{visits}</form>
<h2>{sheets_title}</h2>{sheets}</main></body></html>
"""
_STYLE = Path(__file__).with_name("trainerpage.css")


class _Seats:
    """What the handlers share: the class, the hub as the trainer sees it, and whether servers are being started."""

    def __init__(self, settings: HubSettings) -> None:
        self.settings = settings
        self.class_: ClassFolder = settings.class_
        self.api = HubApi.here()  # with the trainer's rights
        self.starting: asyncio.Future[int] | None = None

    def start(self) -> None:
        """Begin to start all servers, unless that is going on."""
        if self.starting is None or self.starting.done():
            people = [one.id for one in self.class_.trainees()]
            self.starting = asyncio.ensure_future(asyncio.to_thread(start_all, self.api, people))


class _Page(JupyterHandler):
    auth_resource = "journeybook_class"

    def initialize(self, seats: _Seats) -> None:
        self._seats = seats

    @web.authenticated
    @authorized
    async def get(self) -> None:
        states = await asyncio.to_thread(self._seats.api.states)
        self.set_header("Cache-Control", "no-store")
        self.finish(self._page(states))

    @web.authenticated
    @authorized
    async def post(self) -> None:
        group = self.get_body_argument("visit", "")
        if not group:
            self._seats.start()
            self.redirect(self.request.path)
            return
        try:
            desk = await asyncio.to_thread(prepare_visit, self._seats.class_, group)
        except JourneybookError as error:
            raise web.HTTPError(409, str(error)) from error
        folder = desk.relative_to(self._seats.class_.path).as_posix()
        self.redirect(url_path_join(self.base_url, "lab", "tree", quote(folder), START_PAGE))

    def _page(self, states: dict[str, str]) -> str:
        class_, base = self._seats.class_, self.base_url
        lang = class_.lang
        links = {
            "formgrader": url_path_join(base, "formgrader"),
            **({"debrief": url_path_join(base, "journeybook/debrief/")} if self._seats.settings.exercise else {}),
            "files": url_path_join(base, "lab"),
        }
        items = "".join(
            f'<li><a id="{name}" href="{escape(address)}">{escape(t(f"hub.link_{name}", lang))}</a>'
            f"<p>{escape(t(f'hub.about_{name}', lang))}</p></li>"
            for name, address in links.items()
        )
        files = "".join(
            f'<p><a href="{escape(url_path_join(base, "files", path.name))}">{escape(path.name)}</a></p>'
            for path in sorted(class_.path.glob("join-sheet*.pdf"))
        )
        rows, ready, total = self._rows(states, lang)
        xsrf = f'<input type="hidden" name="_xsrf" value="{escape(self.xsrf_token.decode())}">'
        start = f'<button id="start-all">{escape(t("hub.start_all", lang))}</button>'
        return _PAGE.format(
            lang="zh-CN" if lang == "zh" else "en",
            title=escape(t("hub.page_title", lang, name=class_.name)),
            style=_STYLE.read_text(encoding="utf-8"),
            address=escape(self._seats.settings.address),
            links=items,
            seats=escape(t("hub.seats", lang)),
            count=escape(t("hub.seats_count", lang, ready=ready, total=total)),
            start=f'<form method="post">{xsrf}{start}</form>',
            xsrf=xsrf,
            groups=escape(t("hub.groups", lang)),
            visits=self._visits(lang),
            rows=rows,
            sheets_title=escape(t("hub.sheets_title", lang)),
            sheets=files or f"<p>{escape(t('hub.no_sheets', lang))}</p>",
        )

    def _visits(self, lang: str) -> str:
        try:
            groups = Access(self._seats.class_).groups() if known_address(self._seats.class_) else ()
        except ClassError:
            groups = ()
        words = {group: t("hub.visit", lang, group=printable(group)) for group in groups}
        buttons = " ".join(
            f'<button name="visit" value="{escape(group)}">{escape(text)}</button>' for group, text in words.items()
        )
        return buttons or f"<p>{escape(t('hub.no_groups', lang))}</p>"

    def _rows(self, states: dict[str, str], lang: str) -> tuple[str, int, int]:
        try:
            people = self._seats.class_.trainees()
        except ClassError as error:  # a roster being edited
            return f"<tr><td>{escape(str(error))}</td></tr>", 0, 0
        rows = "".join(
            f'<tr data-seat="{escape(one.id)}"><td>{escape(full_name(one) or one.id)}</td><td>{escape(one.group)}</td>'
            f"<td>{escape(_state(states, one.id, lang))}</td></tr>"
            for one in people
        )
        return rows, sum(states.get(one.id) == "ready" for one in people), len(people)


def _state(states: dict[str, str], person: str, lang: str) -> str:
    state = states.get(person) or "closed"
    return t(f"hub.seat_{state}", lang)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "journeybook.classroom.hub.trainerpage"}]


def _load_jupyter_server_extension(app: Any) -> None:
    kept = {"seats": _Seats(HubSettings.read())}
    base = app.web_app.settings["base_url"]
    app.web_app.add_handlers(".*$", [(url_path_join(base, "journeybook", "class"), _Page, kept)])
