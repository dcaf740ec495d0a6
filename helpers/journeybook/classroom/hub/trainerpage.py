"""The trainer's first page in the hub: a server extension with links to all that is theirs."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from ...i18n import t
from ..folder import ClassFolder
from .settings import HubSettings

_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{style}</style></head>
<body><main><h1>{title}</h1><ul>{links}</ul><h2>{sheets_title}</h2>{sheets}</main></body></html>
"""
_STYLE = Path(__file__).with_name("trainerpage.css")


class _Page(JupyterHandler):
    auth_resource = "journeybook_class"

    def initialize(self, class_: ClassFolder, debrief: bool, hub: str) -> None:
        self._class = class_
        self._debrief = debrief
        self._hub = hub

    @web.authenticated
    @authorized
    def get(self) -> None:
        lang, base = self._class.lang, self.base_url
        links = {
            "formgrader": url_path_join(base, "formgrader"),
            **({"debrief": url_path_join(base, "journeybook/debrief/")} if self._debrief else {}),
            "seats": url_path_join(self._hub, "admin"),
            "files": url_path_join(base, "lab"),
        }
        items = "".join(
            f'<li><a id="{name}" href="{escape(address)}">{escape(t(f"hub.link_{name}", lang))}</a>'
            f"<p>{escape(t(f'hub.about_{name}', lang))}</p></li>"
            for name, address in links.items()
        )
        files = sorted(path.name for path in self._class.path.glob("join-sheet*.pdf"))
        sheets = "".join(
            f'<p><a href="{escape(url_path_join(base, "files", name))}">{escape(name)}</a></p>' for name in files
        )
        self.finish(
            _PAGE.format(
                lang="zh-CN" if lang == "zh" else "en",
                title=escape(t("hub.page_title", lang, name=self._class.name)),
                style=_STYLE.read_text(encoding="utf-8"),
                links=items,
                sheets_title=escape(t("hub.sheets_title", lang)),
                sheets=sheets or f"<p>{escape(t('hub.no_sheets', lang))}</p>",
            )
        )


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "journeybook.classroom.hub.trainerpage"}]


def _load_jupyter_server_extension(app: Any) -> None:
    settings = HubSettings.read()
    base = app.web_app.settings["base_url"]
    kept = {"class_": settings.class_, "debrief": bool(settings.exercise), "hub": "/hub/"}
    app.web_app.add_handlers(".*$", [(url_path_join(base, "journeybook", "class/"), _Page, kept)])
