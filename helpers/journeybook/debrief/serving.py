"""Starting the trainer's server of a debrief: a Jupyter server of its own, with nothing on its desk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from urllib.parse import urlencode

from .. import workbook
from ..classroom.folder import ClassFolder
from ..desk import sign
from ..server import Server

_DESK = "debrief"
"""Folder in the class's that the server serves; its settings and its log lie there."""


STORE_FILE = "debrief.db"
"""In the class folder, unless another store is named."""

PAGE = f"{_DESK}.ipynb"
"""The trainer's page among the lessons; the server has a copy at the top of its desk."""


_KERNEL_IDLE_SECONDS = 60


def desk_of(class_: ClassFolder) -> Path:
    """Return the folder that a class's debrief is served from, there or not."""
    return class_.path / _DESK


def store_of(class_: ClassFolder, store: str) -> str:
    """Return where a class's debrief keeps its state: an address, or a file that all processes find."""
    if "://" in store:
        return store
    return str(Path(store).resolve() if store else class_.path / STORE_FILE)


def start(
    class_: ClassFolder,
    exercise: str,
    *,
    store: str = "",
    live: bool = False,
    port: int = 0,
    votes_port: int = 0,
    token: str | None = None,
) -> Server:
    """Start the trainer's server and return it when it answers.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    exercise : str
        Id of the exercise whose maps are discussed.
    store : str
        Address of the store, or a file; empty: the one in the class folder.
    live : bool
        Whether maps are shown while they are being drawn, before they are handed in.
    port : int
        Port on 127.0.0.1; 0 takes a free one.
    votes_port : int
        Port of the voters' server, for the page to tell; 0 where there is none.
    token : str, optional
        The secret of a server whose place it takes; otherwise a new one.

    Raises
    ------
    WorkbookError
        If the class folder cannot be written, or the server does not come up.
    """
    desk = desk_of(class_)
    desk.mkdir(exist_ok=True)
    _lay_page(desk, class_.lang)
    config = {
        "ServerApp": {
            "jpserver_extensions": {"journeybook.debrief.extension": True},
            # Without the debrief the server would be of no use: what is wrong with it ends the start.
            "reraise_server_extension_failures": True,
            "tornado_settings": {"compress_response": True},
        },
        "VoilaConfiguration": {"template": "journeybook-debrief"},
        # The kernel of a page in Voila has nothing to do once the page is there.
        "MappingKernelManager": {"cull_idle_timeout": _KERNEL_IDLE_SECONDS, "cull_interval": _KERNEL_IDLE_SECONDS // 2},
        "DebriefSettings": {"class_name": class_.name, "exercise": exercise, "store": store, "live": live}
        | {"votes_port": votes_port, "started_by": os.getpid()},
    }
    return Server.start(desk, class_.lang, port=port, extra_config=config, token=token)


def address(server: Server) -> str:
    """Return the address of the trainer's page, token included."""
    return f"{server.url}journeybook/debrief/?{urlencode({'token': server.token})}"


def voila_address(server: Server) -> str:
    """Return the address of the same page within the workbook's own, in Voila."""
    return server.address("voila", PAGE)


def _lay_page(desk: Path, lang: str) -> None:
    """Put the workbook's page about the debrief on the desk; in a workbook without it there is none."""
    source = workbook.course(lang) / "04-discussion" / PAGE
    if source.is_file():
        shutil.copyfile(source, desk / PAGE)
        sign({desk / PAGE: source})
