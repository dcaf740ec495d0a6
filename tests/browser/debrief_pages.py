"""What tests of the trainer's debrief page share: its server, its address, and the voters' server."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from debrief_class import EXERCISE

from conftest import StartServer
from journeybook.classroom.folder import ClassFolder
from journeybook.debrief.store import Store
from journeybook.server import Server


def serve(start_server: StartServer, class_: ClassFolder, desk: Path) -> Server:
    """Start the trainer's server of a class's debrief."""
    desk.mkdir(exist_ok=True)
    extensions = {"journeybook.debrief.extension": True, "journeybook.warm.extension": False}
    extra = {
        "ServerApp": {"jpserver_extensions": extensions},
        "DebriefSettings": {"class_name": class_.name, "exercise": EXERCISE},
    }
    home = {"JOURNEYBOOK_HOME": str(class_.path.parents[1])}
    return start_server(desk, class_.lang, extra_config=extra, environment=home)


def address(server: Server, view: str) -> str:
    """Return the address of a view, token included."""
    return f"{server.url}journeybook/debrief/?token={server.token}#{view}"


@contextlib.contextmanager
def store_of(class_: ClassFolder) -> Iterator[Store]:
    """Give the store that the server uses, from outside."""
    opened = Store.open(class_.path / "debrief.db")
    try:
        yield opened
    finally:
        opened.close()


@contextlib.contextmanager
def voters(class_: ClassFolder) -> Iterator[str]:
    """Serve the voters of a class; give the address that phones open."""
    program = [sys.executable, "-m", "journeybook.debrief.service", str(class_.path / "debrief.db"), EXERCISE]
    with subprocess.Popen([*program, class_.lang], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/"
        finally:
            process.kill()
