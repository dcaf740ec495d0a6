"""The rooms inside a Jupyter server, on its own port: for a class that works in one JupyterLab, without a hub.

Kernels show the tokens of their rooms, not the server's; so the routes stand outside the server's own login, and let
in whom :mod:`.access` lets in.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.utils import url_path_join
from tornado.ioloop import IOLoop
from traitlets import List, Unicode
from traitlets.config import LoggingConfigurable

from ..classroom.folder import ClassFolder, open_class
from .announce import announce
from .server import Begun, Line, Rooms, routes


class RoomsSettings(LoggingConfigurable):
    """What the server's configuration says of the rooms, in the section ``RoomsSettings``."""

    class_name = Unicode(help="The class.").tag(config=True)
    exercises = List(Unicode(), help="Exercises whose maps are shared; empty: all that begin with one.").tag(
        config=True
    )


class _Begun(Begun):
    get = allow_unauthenticated(Begun.get)


class _Line(Line):
    get = allow_unauthenticated(Line.get)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "journeybook.rooms.extension"}]


def _load_jupyter_server_extension(app: Any) -> None:
    settings = RoomsSettings(parent=app)
    class_ = open_class(settings.class_name)
    rooms = Rooms(class_, settings.exercises or None)
    base = url_path_join(app.web_app.settings["base_url"], "journeybook")
    app.web_app.add_handlers(".*$", routes(rooms, base, line=_Line, begun=_Begun))
    loop = IOLoop.current()
    loop.add_callback(rooms.watch)
    # Only once the server listens does it know its port.
    loop.add_callback(_announce, app, class_)


async def _announce(app: Any, class_: ClassFolder) -> None:
    scheme, _, rest = app.connection_url.partition("://")
    announce(class_, url_path_join(f"{'wss' if scheme == 'https' else 'ws'}://{rest}", "journeybook"))
