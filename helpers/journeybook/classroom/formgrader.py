"""Open nbgrader's formgrader on a class: where a trainer reads open answers and gives points by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..server import Server
from .folder import ClassFolder
from .session import open_session

EXTENSION = "nbgrader.server_extensions.formgrader"


@dataclass(frozen=True)
class Formgrader:
    """A running formgrader."""

    server: Server
    page: str
    """Address of its list of exercises to grade by hand, token included."""

    def wait(self) -> None:
        """Wait until the server ends."""
        self.server.wait()


@contextmanager
def start(class_: ClassFolder) -> Iterator[Formgrader]:
    """Start formgrader on a class; it ends with the ``with`` block.

    The server works in the class folder, so nbgrader finds the class's ``nbgrader_config.py`` and, by it, the one
    gradebook.

    Raises
    ------
    WorkbookError
        If the server does not start.
    """
    with open_session(class_):
        pass  # the gradebook exists from here on, with everyone on the roster in it
    # jupyterhub's and trainees' parts of nbgrader stay off: they would look into an exchange of their own.
    extensions = {EXTENSION: True, "nbgrader.server_extensions.assignment_list": False}
    with Server.start(
        class_.path, class_.lang, extra_config={"ServerApp": {"jpserver_extensions": extensions}}
    ) as server:
        yield Formgrader(server, f"{server.url}formgrader/gradebook?token={server.token}")
