"""Starting the trainer's server of a debrief: a Jupyter server of its own, with nothing on its desk."""

from __future__ import annotations

from urllib.parse import urlencode

from ..classroom.folder import ClassFolder
from ..server import Server

_DESK = "debrief"
"""Folder in the class's that the server serves; its settings and its log lie there."""


def start(class_: ClassFolder, exercise: str, *, store: str = "", live: bool = False, port: int = 0) -> Server:
    """Start the trainer's server and return it when it answers.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    exercise : str
        Id of the exercise whose maps are discussed.
    store : str
        Address of the store; empty: a file in the class folder.
    live : bool
        Whether maps are shown while they are being drawn, before they are handed in.
    port : int
        Port on 127.0.0.1; 0 takes a free one.

    Raises
    ------
    WorkbookError
        If the class folder cannot be written, or the server does not come up.
    """
    desk = class_.path / _DESK
    desk.mkdir(exist_ok=True)
    config = {
        "ServerApp": {
            "jpserver_extensions": {"journeybook.debrief.extension": True, "journeybook.warm.extension": False},
            # Without the debrief the server would be of no use: what is wrong with it ends the start.
            "reraise_server_extension_failures": True,
        },
        "DebriefSettings": {"class_name": class_.name, "exercise": exercise, "store": store, "live": live},
    }
    return Server.start(desk, class_.lang, port=port, extra_config=config)


def address(server: Server) -> str:
    """Return the address of the trainer's page, token included."""
    return f"{server.url}journeybook/debrief/?{urlencode({'token': server.token})}"
